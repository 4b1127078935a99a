"""Validation by SHACL: findings of the same form as the quality report's, on any graph given as lines."""

from __future__ import annotations

import json

import pytest

from paingraph.ontology.findings import Severity
from paingraph.ontology.namespaces import BASE, GRAPH
from paingraph.ontology.nquads import curie, in_graph, iri, quad, text
from paingraph.ontology.quality import Report, report
from paingraph.ontology.validation import load_shapes, shape_files, validate
from paingraph.queries.versions import Version

ONTOLOGY = GRAPH + "ontology"
DOCUMENT = GRAPH + "document/900"


def concept(slug: str, label: str, graph: str = ONTOLOGY) -> list[str]:
    """The lines of a condition."""
    node = curie(f"pgid:{slug}")
    triples = [
        f"{node} {curie('rdf:type')} {curie('pg:Condition')} .",
        f"{node} {curie('rdf:type')} {curie('skos:Concept')} .",
        f"{node} {curie('rdfs:label')} {text(label, 'en')} .",
        f"{node} {curie('skos:prefLabel')} {text(label, 'en')} .",
    ]
    return list(in_graph(triples, graph))


def test_nothing_is_wrong_with_nothing() -> None:
    """An empty graph conforms."""
    assert validate([]).findings == ()


def test_a_finding_has_node_property_value_and_document() -> None:
    """So that people find the place, and programs too."""
    (finding,) = validate(concept("ache", "an  ache", DOCUMENT)).findings
    assert finding.severity is Severity.ERROR
    assert finding.check == "shape:Concept"
    assert finding.node == curie("pgid:ache")
    assert finding.predicate == curie("skos:prefLabel")
    assert finding.value == '"an  ache"@en'
    assert finding.document == "900"
    assert finding.advice == "Give the concept one preferred label in English, without needless white space."
    assert json.loads(validate(concept("ache", "an  ache")).json())["findings"][0]["property"].endswith("prefLabel")


def test_quotes_and_line_breaks_come_back_as_they_were() -> None:
    """Literals keep their form on the way through rdflib."""
    node = curie("pgid:ache")
    odd = 'a "quoted"\nache \\ é'
    lines = [*concept("ache", "ache"), quad(node, curie("skos:altLabel"), text(odd, "en"), iri(ONTOLOGY))]
    (finding,) = validate(lines).findings
    assert finding.value == text(odd, "en")


def test_lines_that_are_no_n_quads_are_left_to_the_quality_report() -> None:
    """Each fault is reported once, by the one who sees it first."""
    lines = [*concept("ache", "ache"), "nonsense"]
    assert validate(lines).findings == ()
    assert "line-malformed" in {finding.check for finding in report(lines).errors}


def test_both_reports_join_into_one() -> None:
    """What `paingraph validate` prints."""
    lines = concept("ache", "an  ache")
    joined = report(lines) + validate(lines)
    assert {"shape:Concept", "text-whitespace"} <= {finding.check for finding in joined.findings}
    assert len(joined.findings) == len(report(lines).findings) + len(validate(lines).findings)


def test_the_same_lines_give_the_same_report() -> None:
    """In whichever order they come."""
    lines = [*concept("ache", "an  ache"), *concept("pain", "a  pain")]
    assert validate(lines).text() == validate(reversed(lines)).text()


def test_shapes_are_read_once_from_the_package() -> None:
    """Every file counts."""
    assert load_shapes() is load_shapes()
    assert {file.name for file in shape_files()} == {
        "concepts.ttl",
        "evidence.ttl",
        "inference.ttl",
        "mappings.ttl",
        "relations.ttl",
        "schema.ttl",
    }


@pytest.fixture(scope="module")
def shipped(shipped_version: Version) -> list[str]:
    """The graph that is shipped, as it is built."""
    return (shipped_version.folder / "graph.nq").read_text(encoding="utf-8").splitlines()


def test_the_shipped_graph_conforms(shipped: list[str]) -> None:
    """No error and no warning: what is published is what the shapes ask for."""
    found = validate(shipped).down_to(Severity.WARN)
    assert found.findings == (), found.text()


@pytest.fixture(scope="module")
def shipped_report(shipped: list[str]) -> Report:
    """What all checks find in it."""
    return report(shipped)


def test_the_shipped_graph_passes_the_quality_report(shipped_report: Report) -> None:
    """No error and no warning."""
    found = shipped_report.down_to(Severity.WARN)
    assert found.findings == (), found.text()


def test_notes_on_the_shipped_graph_are_few_of_kind(shipped_report: Report) -> None:
    """Notes are for curators: unmapped and unused concepts, names shared on purpose, documents that differ."""
    checks = {finding.check for finding in shipped_report.notes}
    assert checks <= {"concept-unmapped", "orphan", "name-across-kinds", "documents-in-circle", "hierarchy-redundant"}
    assert not any(finding.node.startswith(f"<{BASE}claim/") for finding in shipped_report.notes)
