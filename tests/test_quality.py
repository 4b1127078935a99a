"""The quality report: each check finds the fault that is planted for it, and a sound graph has no finding at all.

The sound graph is written here in full but for the schema: five concepts, one document of ours with three claims, what
follows from them, and a mapping for each concept to codes that do not exist anywhere.
"""

from __future__ import annotations

import csv
import json
import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from rdflib import Graph, Namespace
from rdflib.namespace import RDF

from paingraph.loader.claims import Claim, Entity, Method, Polarity, Span, Status
from paingraph.loader.documents import Document
from paingraph.loader.triples import document_quads
from paingraph.ontology.closure import close_quads
from paingraph.ontology.errors import PublicationError
from paingraph.ontology.facts import Facts, plain
from paingraph.ontology.library import load_library, module_files, ontology_ntriples
from paingraph.ontology.mapping import MAPPINGS_GRAPH, load_mappings
from paingraph.ontology.namespaces import BASE, GRAPH, DocumentId, Slug, entity_iri, slugify, term_iri
from paingraph.ontology.nquads import curie, in_graph, iri, quad, text
from paingraph.ontology.quality import CHECKS, FORMATS, Finding, Report, Severity, gate, report
from paingraph.queries.counts import Counts
from paingraph.queries.description import describe

#: Kind, label, synonyms, definition, slug of the broader concept, code of no real term.
CONCEPTS = (
    ("Condition", "nerve condition", "", "Anything that is wrong with a nerve.", "", "MONDO:X1"),
    ("Condition", "sciatica", "sciatic pain|SCI", "Pain along the nerve of the leg.", "nerve-condition", "MONDO:X2"),
    ("Procedure", "nerve block", "blockade", "An injection that silences a nerve for a time.", "", "MAXO:X3"),
    ("Specialty", "pain medicine", "", "The discipline that relieves lasting pain.", "", "MESH:X4"),
    ("PainGenerator", "nerve root", "", "The place where a nerve leaves the cord.", "", "UBERON:X5"),
)
WORDS = "Blocks\n\nA nerve block relieves sciatica. Pain physicians perform it. It may fail in some.\n"
#: Passage, subject, relation, object, polarity.
CLAIMS = (
    ("nerve block relieves sciatica", "nerve-block", "treats", "sciatica", "asserted"),
    ("Pain physicians perform it", "pain-medicine", "performs", "nerve-block", "asserted"),
    ("may fail in some", "nerve-block", "treats", "nerve-condition", "hedged"),
    ("nerve block", "nerve-block", "targets", "nerve-root", "asserted"),
)


def entity(slug: str) -> Entity:
    """The concept with that slug, as claims speak of it."""
    kind, label = next((kind, label) for kind, label, *_ in CONCEPTS if slugify(label) == slug)
    return Entity(Slug(slug), label, kind)


def claim(words: str, subject: str, relation: str, object_: str, polarity: str) -> Claim:
    """A claim of document 900 that the words make."""
    start = WORDS.index(words)
    return Claim(
        document=DocumentId("900"),
        subject=entity(subject),
        predicate=relation,
        object=entity(object_),
        polarity=Polarity(polarity),
        span=Span(start, start + len(words)),
        heading=Span(0, 6),
        method=Method.RULE,
        rule="rule.of-a-test",
        confidence=0.9,
        status=Status.ACCEPTED,
    )


def vocabulary() -> Iterator[str]:
    """The five concepts as N-Triples."""
    for kind, label, synonyms, definition, broader, _ in CONCEPTS:
        node = iri(entity_iri(slugify(label)))
        for type_ in (iri(term_iri(kind)), curie("skos:Concept"), curie("owl:NamedIndividual")):
            yield f"{node} {curie('rdf:type')} {type_} ."
        for predicate, words in (("rdfs:label", label), ("skos:prefLabel", label), ("skos:definition", definition)):
            yield f"{node} {curie(predicate)} {text(words, 'en')} ."
        for synonym in filter(None, synonyms.split("|")):
            yield f"{node} {curie('skos:altLabel')} {text(synonym, 'en')} ."
        if broader:
            yield f"{node} {curie('pg:subtypeOf')} {iri(entity_iri(broader))} ."
            yield f"{node} {curie('skos:broader')} {iri(entity_iri(broader))} ."
        yield f"{node} {curie('skos:inScheme')} <{BASE}vocabulary> ."


def mapping_file(folder: Path) -> Path:
    """A mapping set with one row for each concept."""
    prefixes = "\n".join(f"#  {prefix}: {namespace}" for prefix, namespace in load_mappings().prefixes.items())
    header = (
        f"#curie_map:\n{prefixes}\n#mapping_set_id: {BASE}mappings\n#mapping_set_version: 1\n"
        "#mapping_set_title: a set\n#license: https://creativecommons.org/licenses/by/4.0/\n"
    )
    columns = "subject_id subject_label predicate_id object_id object_label object_source object_source_version "
    columns += "mapping_justification confidence"
    rows = [
        f"paingraph:{slugify(label)}\t{label}\tskos:exactMatch\t{code}\t{label}\tbioregistry:none\t1\t"
        "semapv:LexicalMatching\t0.9"
        for _, label, _, _, _, code in CONCEPTS
    ]
    file = folder / "set.sssom.tsv"
    file.write_text(header + "\n".join(["\t".join(columns.split()), *rows]) + "\n", encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, ...]:
    """A graph in which nothing is wrong."""
    folder = tmp_path_factory.mktemp("modules")
    schema = next(file for file in module_files() if file.name == "schema.ttl")
    shutil.copy(str(schema), folder / "schema.ttl")
    lines = list(in_graph([*ontology_ntriples(folder), *vocabulary()], GRAPH + "ontology"))
    document = Document(DocumentId("900"), WORDS)
    claims = [claim(*row) for row in CLAIMS]
    lines += document_quads(
        "900", document.sha256, len(WORDS), {"title": "Blocks"}, claims, document, load_library().concepts
    )
    agent, graph = iri(BASE + "agent/reader"), iri(GRAPH + "document/900")
    lines += [quad(agent, curie("rdf:type"), curie("prov:SoftwareAgent"), graph)]
    lines += close_quads(lines).quads()
    lines += in_graph(load_mappings(mapping_file(tmp_path_factory.mktemp("mappings"))).ntriples(), MAPPINGS_GRAPH)
    return (*lines, *describe(Counts(lines)))


ONTOLOGY, INFERRED, MAPPINGS = (GRAPH + name for name in ("ontology", "inferred", "mappings"))
DOCUMENT = GRAPH + "document/900"
SCIATICA, BLOCK, ROOT, MEDICINE = (
    f"pgid:{slug}" for slug in ("sciatica", "nerve-block", "nerve-root", "pain-medicine")
)
CLAIM = claim(*CLAIMS[0]).iri
PASSAGE = f"{BASE}document/900#char=10,39"


def term(value: str) -> str:
    """A prefixed name, an IRI, or a term that is in N-Quads form already."""
    if value.startswith(('"', "<", "_:")):
        return value
    return iri(value) if value.startswith("http") else curie(value)


def add(subject: str, predicate: str, object_: str, graph: str = ONTOLOGY) -> str:
    """A line to plant."""
    return quad(term(subject), term(predicate), term(object_), iri(graph))


@dataclass(frozen=True)
class Fault:
    """A check, lines that make it find something, what lines to take away, and where it must point."""

    check: str
    plant: tuple[str, ...] = ()
    without: tuple[str, str] | None = None
    node: str = ""


def en(words: str) -> str:
    """An English text."""
    return text(words, "en")


FAULTS = (
    Fault("line-malformed", ("this is no line of a graph",)),
    Fault("iri-malformed", (f"<{BASE}id/a b> {curie('rdfs:label')} {en('x')} {iri(ONTOLOGY)} .",)),
    Fault("graph-unknown", (add(SCIATICA, "rdfs:comment", en("x"), BASE + "graph/elsewhere"),), node=SCIATICA),
    Fault("graph-unknown", (f"{curie(SCIATICA)} {curie('rdfs:comment')} {en('x')} .",), node=SCIATICA),
    Fault("blank-node", (add("_:b", "rdfs:label", en("nobody"), DOCUMENT),), node="_:b"),
    Fault("term-undeclared", (add(SCIATICA, "pg:cures", BLOCK),), node=SCIATICA),
    Fault("term-undeclared", (add(SCIATICA, "rdf:type", "pg:Illness"),), node=SCIATICA),
    Fault("term-unknown", (add(SCIATICA, "skos:prefLable", en("x")),), node=SCIATICA),
    Fault("term-deprecated", (add("pg:treats", "owl:deprecated", '"true"^^' + curie("xsd:boolean")),), node=BLOCK),
    Fault("reference-dangling", (add(SCIATICA, "skos:broader", "pgid:nothing"),), node=SCIATICA),
    Fault("entity-undeclared", (add("pgid:nothing", "pg:treats", SCIATICA, DOCUMENT),), node="pgid:nothing"),
    Fault("value-sort", (add(SCIATICA, "skos:broader", en("nerve condition")),), node=SCIATICA),
    Fault("value-sort", (add(SCIATICA, "skos:altLabel", BLOCK),), node=SCIATICA),
    Fault("value-type", (add(CLAIM, "pg:confidence", '"high"', DOCUMENT),), node=CLAIM),
    Fault("value-type", (add(CLAIM, "pg:polarity", '"perhaps"', DOCUMENT),), node=CLAIM),
    Fault("value-form", (add(PASSAGE, "pg:start", '"ten"^^' + curie("xsd:integer"), DOCUMENT),), node=PASSAGE),
    Fault("label-missing", without=(SCIATICA, "skos:prefLabel"), node=SCIATICA),
    Fault("label-missing", without=("pg:treats", "rdfs:label"), node="pg:treats"),
    Fault("label-multiple", (add(SCIATICA, "skos:prefLabel", en("pain in the leg")),), node=SCIATICA),
    Fault("label-duplicate", (add("pgid:nerve-condition", "skos:prefLabel", en("Sciatica")),)),
    Fault("label-duplicate", (add("pg:treats", "rdfs:label", en("performs")),)),
    Fault("label-mismatch", (add(SCIATICA, "skos:prefLabel", en("ischias")),), node=SCIATICA),
    Fault("label-slug", (add(SCIATICA, "skos:prefLabel", en("ischias")),), (SCIATICA, "skos:prefLabel"), node=SCIATICA),
    Fault("text-whitespace", (add(SCIATICA, "skos:altLabel", en("leg  pain")),), node=SCIATICA),
    Fault("text-whitespace", (add(SCIATICA, "skos:altLabel", en(" leg pain")),), node=SCIATICA),
    Fault("text-whitespace", (add(SCIATICA, "skos:definition", en("Pain.\nIn the leg.")),), node=SCIATICA),
    Fault("text-empty", (add(SCIATICA, "skos:altLabel", en("")),), node=SCIATICA),
    Fault("text-language", (add(SCIATICA, "skos:altLabel", '"Ischias"'),), node=SCIATICA),
    Fault("definition-missing", without=(SCIATICA, "skos:definition"), node=SCIATICA),
    Fault("definition-missing", without=("pg:Condition", "skos:definition"), node="pg:Condition"),
    Fault("definition-multiple", (add(SCIATICA, "skos:definition", en("Another one.")),), node=SCIATICA),
    Fault("definition-duplicate", (add(BLOCK, "skos:definition", en("Pain along the nerve of the leg.")),)),
    Fault("definition-circular", (add(BLOCK, "skos:definition", en("Nerve block.")),), node=BLOCK),
    Fault("synonym-shared", (add("pgid:nerve-condition", "skos:altLabel", en("sciatic pains")),)),
    Fault("synonym-shared", (add("pgid:nerve-condition", "skos:altLabel", en("Sciatica")),)),
    Fault("name-across-kinds", (add(BLOCK, "skos:altLabel", en("sciatica")),)),
    Fault("synonym-is-label", (add(SCIATICA, "skos:altLabel", en("sciatica")),), node=SCIATICA),
    Fault("mark-without-synonym", (add(SCIATICA, "pg:abbreviation", en("SCT")),), node=SCIATICA),
    Fault("hierarchy-cycle", (add("pgid:nerve-condition", "pg:subtypeOf", SCIATICA),)),
    Fault("hierarchy-cycle", (add("pg:Claim", "rdfs:subClassOf", "pg:Claim"),), node="pg:Claim"),
    Fault("stated-cycle", (add("pgid:nerve-condition", "pg:subtypeOf", SCIATICA, DOCUMENT),)),
    Fault(
        "documents-in-circle",
        (
            add(ROOT, "pg:partOf", "pgid:cord", GRAPH + "document/901"),
            add("pgid:cord", "pg:partOf", ROOT, DOCUMENT),
        ),
    ),
    Fault("hierarchy-mismatch", (add(BLOCK, "skos:broader", "pgid:injection"),), node=BLOCK),
    Fault("hierarchy-mismatch", without=(SCIATICA, "skos:broader"), node=SCIATICA),
    Fault(
        "hierarchy-redundant",
        (
            add("pgid:nerve-condition", "pg:subtypeOf", "pgid:disease"),
            add(SCIATICA, "pg:subtypeOf", "pgid:disease"),
        ),
        node=SCIATICA,
    ),
    Fault("kind-missing", without=(SCIATICA, "rdf:type pg:Condition"), node=SCIATICA),
    Fault("kind-multiple", (add(SCIATICA, "rdf:type", "pg:Procedure"),), node=SCIATICA),
    Fault("concept-without-scheme", without=(SCIATICA, "skos:inScheme"), node=SCIATICA),
    Fault("candidate-concept", (add("pgid:new", "rdf:type", "pg:Condition", DOCUMENT),), node="pgid:new"),
    Fault("orphan", (add("pgid:new", "rdf:type", "pg:Condition"),), node="pgid:new"),
    Fault("edge-to-itself", (add(SCIATICA, "pg:associatedWith", SCIATICA, DOCUMENT),), node=SCIATICA),
    Fault("relation-unsigned", without=("pg:treats", "rdfs:domain"), node="pg:treats"),
    Fault("claim-incomplete", without=(CLAIM, "pg:polarity"), node=CLAIM),
    Fault("claim-incomplete", (add(CLAIM, "pg:object", BLOCK, DOCUMENT),), node=CLAIM),
    Fault("claim-without-position", without=(CLAIM, "prov:wasDerivedFrom"), node=CLAIM),
    Fault("claim-without-position", without=(PASSAGE, "pg:end"), node=CLAIM),
    Fault(
        "claim-signature",
        (add(CLAIM, "pg:object", MEDICINE, DOCUMENT),),
        (CLAIM, "pg:object"),
        node=CLAIM,
    ),
    Fault(
        "claim-signature",
        (add(CLAIM, "pg:object", '"P3W"', DOCUMENT),),
        (CLAIM, "pg:object"),
        node=CLAIM,
    ),
    Fault("edge-signature", (add(SCIATICA, "pg:treats", SCIATICA, DOCUMENT),), node=SCIATICA),
    Fault("edge-signature", (add(SCIATICA, "pg:subtypeOf", BLOCK),), node=SCIATICA),
    Fault(
        "claim-relation",
        (add(CLAIM, "pg:predicate", "pg:canManage", DOCUMENT),),
        (CLAIM, "pg:predicate"),
        node=CLAIM,
    ),
    Fault("claim-confidence", (add(CLAIM, "pg:confidence", '"1.5"^^' + curie("xsd:decimal"), DOCUMENT),), node=CLAIM),
    Fault("claim-rule", without=(CLAIM, "pg:rule"), node=CLAIM),
    Fault(
        "claim-duration",
        (
            add(CLAIM, "pg:predicate", "pg:reliefDuration", DOCUMENT),
            add(CLAIM, "pg:object", '"three weeks"', DOCUMENT),
        ),
        (CLAIM, "pg:predicate"),
        node=CLAIM,
    ),
    Fault("claim-candidate", (add(CLAIM, "pg:status", '"candidate"', DOCUMENT),), (CLAIM, "pg:status"), node=CLAIM),
    Fault("claim-misplaced", (add(CLAIM, "pg:inDocument", BASE + "document/901", DOCUMENT),), node=CLAIM),
    Fault(
        "claim-misplaced", (add(CLAIM, "prov:wasDerivedFrom", BASE + "document/901#char=1,2", DOCUMENT),), node=CLAIM
    ),
    Fault(
        "passage-range",
        (add(PASSAGE, "pg:end", '"5"^^' + curie("xsd:integer"), DOCUMENT),),
        (PASSAGE, "pg:end"),
        node=PASSAGE,
    ),
    Fault(
        "passage-range",
        (add(PASSAGE, "pg:end", '"9999"^^' + curie("xsd:integer"), DOCUMENT),),
        (PASSAGE, "pg:end"),
        node=PASSAGE,
    ),
    Fault("passage-range", without=(PASSAGE, "pg:start"), node=PASSAGE),
    Fault(
        "passage-range",
        (add(PASSAGE.replace("char", "quote"), "oa:exact", '"too short"', DOCUMENT),),
        node=PASSAGE,
    ),
    Fault("passage-unused", without=(CLAIM, "prov:wasDerivedFrom"), node=PASSAGE),
    Fault("document-incomplete", without=(BASE + "document/900", "pg:sha256"), node=BASE + "document/900"),
    Fault("document-silent", (add(BASE + "document/901", "rdf:type", "pg:Document", GRAPH + "document/901"),)),
    Fault("edge-without-claim", (add(BLOCK, "pg:treats", "pgid:nerve-condition", DOCUMENT),), node=BLOCK),
    Fault("claim-without-edge", without=(BLOCK, "pg:treats"), node=CLAIM),
    Fault("edge-standing", (add(MEDICINE, "pg:canManage", SCIATICA, DOCUMENT),), node=MEDICINE),
    Fault(
        "conclusion-without-derivation",
        (add(MEDICINE, "pg:canManage", "pgid:nerve-condition", INFERRED),),
        node=MEDICINE,
    ),
    Fault("derivation-incomplete", (add(BASE + "derivation/x", "rdf:type", "pg:Derivation", INFERRED),)),
    Fault("edge-incomplete", (add(BASE + "edge/x", "rdf:type", "pg:Edge", INFERRED),), node=BASE + "edge/x"),
    Fault("premise-unsupported", without=(MEDICINE, "pg:performs")),
    Fault("concept-unmapped", without=(SCIATICA, "skos:exactMatch"), node=SCIATICA),
    Fault(
        "mapping-kind",
        (
            add(SCIATICA, "skos:closeMatch", "http://example.org/U1", MAPPINGS),
            add("http://example.org/U1", "skos:notation", '"UBERON:X9"', MAPPINGS),
        ),
        node=SCIATICA,
    ),
    Fault("mapping-source", (add(SCIATICA, "skos:closeMatch", "http://example.org/U1", MAPPINGS),), node=SCIATICA),
    Fault(
        "mapping-shared",
        (add("pgid:nerve-condition", "skos:exactMatch", "http://purl.obolibrary.org/obo/MONDO_X2", MAPPINGS),),
    ),
    Fault(
        "mapping-twice",
        (add(SCIATICA, "skos:exactMatch", "http://purl.obolibrary.org/obo/MONDO_X1", MAPPINGS),),
        node=SCIATICA,
    ),
    Fault(
        "mapping-contradiction",
        (add(SCIATICA, "skos:broadMatch", "http://purl.obolibrary.org/obo/MONDO_X2", MAPPINGS),),
        node=SCIATICA,
    ),
    Fault(
        "mapping-unknown-subject",
        (add("pgid:nothing", "skos:exactMatch", "http://purl.obolibrary.org/obo/MONDO_X9", MAPPINGS),),
        node="pgid:nothing",
    ),
    Fault("mapping-bare", (add(SCIATICA, "skos:closeMatch", "http://example.org/U1", MAPPINGS),), node=SCIATICA),
    Fault("mapping-label", (add(SCIATICA, "skos:closeMatch", "http://example.org/U1", MAPPINGS),), node=SCIATICA),
)


def planted(sound: tuple[str, ...], fault: Fault) -> list[str]:
    """The sound graph with the fault."""
    lines = list(sound)
    if fault.without:
        subject, rest = fault.without
        start = " ".join(term(part) for part in (subject, *rest.split()))
        kept = [line for line in lines if not line.startswith(start + " ")]
        assert len(kept) < len(lines), f"there is no line {start}"
        lines = kept
    return [*lines, *fault.plant]


def named(fault: Fault) -> str:
    """Name the case by its check."""
    return fault.check


def test_a_sound_graph_has_no_finding(sound: tuple[str, ...]) -> None:
    """Not even a note."""
    found = report(sound)
    assert found.findings == (), found.text()
    assert found.passed
    assert found.text() == "no errors, no warnings, no notes\n"


@pytest.mark.parametrize("fault", FAULTS, ids=named)
def test_each_fault_is_found_by_its_check(sound: tuple[str, ...], fault: Fault) -> None:
    """The finding names the check and the node, and its advice is one sentence."""
    found = [finding for finding in report(planted(sound, fault)).findings if finding.check == fault.check]
    assert found
    if fault.node:
        assert term(fault.node) in {finding.node for finding in found}
    for finding in found:
        assert finding.advice.endswith(".")
        assert "{" not in finding.advice.replace(finding.value, "")


def test_every_check_has_a_fault() -> None:
    """No check is shipped that nothing shows to work."""
    assert {fault.check for fault in FAULTS} == {check.name for check in CHECKS}


def test_names_are_unique_and_titles_are_sentences() -> None:
    """The list of checks can be printed as documentation."""
    assert len({check.name for check in CHECKS}) == len(CHECKS)
    for check in CHECKS:
        assert check.title.endswith("."), check.name
        assert check.title[0].isupper(), check.name


def test_the_document_at_fault_is_named(sound: tuple[str, ...]) -> None:
    """Whoever refuses to publish can say which node in which document."""
    fault = next(fault for fault in FAULTS if fault.check == "edge-without-claim")
    (finding,) = (f for f in report(planted(sound, fault)).errors if f.check == "edge-without-claim")
    assert finding.document == "900"
    fault = next(fault for fault in FAULTS if fault.check == "claim-rule")
    (finding,) = report(planted(sound, fault)).warnings
    assert finding.document == "900"


def test_a_claim_without_edge_says_which(sound: tuple[str, ...]) -> None:
    """The advice reads as a sentence with the names of the scheme."""
    fault = next(fault for fault in FAULTS if fault.check == "claim-without-edge")
    (finding,) = (f for f in report(planted(sound, fault)).errors if f.check == "claim-without-edge")
    assert finding.advice.endswith("asserts: pgid:nerve-block pg:treats pgid:sciatica.")


@pytest.mark.parametrize(
    ("duration", "sound_form"),
    [("PT24H/PT48H", True), ("P3W/P4W", True), ("P4Y", True), ("P1DT12H", True), ("P", False), ("PT", False),
     ("P3W/", False), ("3W", False), ("P3X", False)],
)  # fmt: skip
def test_durations_are_iso_8601(sound: tuple[str, ...], duration: str, sound_form: bool) -> None:
    """A duration, or an interval of two."""
    planted_lines = (
        add(CLAIM, "pg:predicate", "pg:reliefDuration", DOCUMENT),
        add(CLAIM, "pg:object", f'"{duration}"', DOCUMENT),
    )
    lines = [
        line
        for line in sound
        if not line.startswith((f"<{CLAIM}> {curie('pg:object')}", f"<{CLAIM}> {curie('pg:predicate')}"))
    ]
    checks = {finding.check for finding in report([*lines, *planted_lines]).findings}
    assert ("claim-duration" in checks) is not sound_form


def faulty(sound: tuple[str, ...]) -> Report:
    """A report with findings of every severity."""
    return report([*sound, *FAULTS[0].plant, *(line for fault in FAULTS for line in fault.plant)])


def test_the_order_of_lines_does_not_matter(sound: tuple[str, ...]) -> None:
    """The same graph gives the same report, in the same order."""
    lines = [*sound, *(line for fault in FAULTS for line in fault.plant)]
    shuffled = list(lines)
    random.Random(5).shuffle(shuffled)  # noqa: S311
    assert report(shuffled).findings == report(lines).findings
    ranks = [finding.severity.rank for finding in report(lines).findings]
    assert ranks == sorted(ranks)


def test_text_says_what_where_and_what_to_do(sound: tuple[str, ...]) -> None:
    """Two lines a finding, and the counts at the end."""
    found = faulty(sound)
    lines = found.text().splitlines()
    assert len(lines) == 2 * len(found.findings) + 1
    assert lines[0].startswith("ERROR  ")
    assert lines[-1] == found.summary()
    assert len(found.errors) + len(found.warnings) + len(found.notes) == len(found.findings)


def test_json_holds_the_same(sound: tuple[str, ...]) -> None:
    """One object, with counts first."""
    found = faulty(sound)
    content = json.loads(found.json())
    assert content["passed"] is False
    assert content["counts"] == found.counts
    assert len(content["findings"]) == len(found.findings)
    assert set(content["findings"][0]) == {"severity", "check", "node", "property", "value", "document", "advice"}


def test_tsv_has_one_row_a_finding(sound: tuple[str, ...]) -> None:
    """No cell holds a tab or a line break."""
    found = faulty(sound)
    rows = list(csv.DictReader(found.tsv().splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
    assert [row["check"] for row in rows] == [finding.check for finding in found.findings]
    assert all(None not in row and None not in row.values() for row in rows)


def test_rdf_is_a_shacl_validation_report(sound: tuple[str, ...]) -> None:
    """It parses, has a result for each finding, and each result has what SHACL demands of it (section 3.6)."""
    sh = Namespace("http://www.w3.org/ns/shacl#")
    found = faulty(sound)
    graph = Graph().parse(data=found.rdf(), format="turtle")
    (result_of,) = graph.subjects(RDF.type, sh.ValidationReport)
    assert str(graph.value(result_of, sh.conforms)) == "false"
    results = list(graph.objects(result_of, sh.result))
    assert len(results) == len({finding.iri for finding in found.findings}) == len(found.findings)
    for result in results:
        for predicate in (sh.focusNode, sh.resultSeverity, sh.sourceConstraintComponent):
            assert len(list(graph.objects(result, predicate))) == 1


def test_an_empty_report_conforms() -> None:
    """Nothing found is sh:conforms true."""
    graph = Graph().parse(data=Report(()).rdf(), format="turtle")
    assert [str(value) for value in graph.objects(None, Namespace("http://www.w3.org/ns/shacl#").conforms)] == ["true"]


def test_reports_can_be_joined_and_cut() -> None:
    """Quality and SHACL make one report, and notes can be left out."""

    def finding(severity: Severity, check: str) -> Finding:
        return Finding(severity, check, "<urn:x>", "", "", "", "Do it.")

    one = Report.of([finding(Severity.INFO, "b"), finding(Severity.INFO, "b")])
    two = Report.of([finding(Severity.ERROR, "a")])
    assert [f.check for f in (one + two).findings] == ["a", "b"]
    assert (one + two).down_to(Severity.WARN).findings == two.findings
    assert (one + two).summary() == "1 error, no warnings, 1 note"


def test_the_gate_lets_a_sound_graph_through(sound: tuple[str, ...]) -> None:
    """And warnings do not close it."""
    assert gate(sound).passed
    assert gate([line for line in sound if not line.startswith(f"<{CLAIM}> {curie('pg:rule')}")]).warnings


def test_the_gate_says_which_node_in_which_document(sound: tuple[str, ...]) -> None:
    """The first errors are spelled out, the others are counted, and all go with the error for machines."""
    with pytest.raises(PublicationError) as caught:
        gate([*sound, *(line for fault in FAULTS for line in fault.plant)])
    assert "nothing was published" in caught.value.message
    assert "_:b in document 900 (blank-node)" in caught.value.message
    assert "more: paingraph validate" in caught.value.message
    assert all(finding["severity"] == "ERROR" for finding in caught.value.details["findings"])


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_ends_with_a_line_end(sound: tuple[str, ...], name: str) -> None:
    """So that a shell's prompt starts on a line of its own."""
    assert FORMATS[name](faulty(sound)).endswith("\n")
    assert FORMATS[name](Report(())).endswith("\n")


def test_facts_read_what_n_quads_allows() -> None:
    """Escapes, languages, datatypes, blank nodes, the default graph."""
    facts = Facts(['<urn:a> <urn:p> "a \\"b\\" \\u00e9\\n."@en-GB <urn:g> .', "_:x <urn:p> _:y .", "nonsense"])
    assert len(facts.quads) == 2
    assert facts.malformed == ["nonsense"]
    assert plain(facts.value("<urn:a>", "<urn:p>") or "") == 'a "b" é\n.'
    assert facts.holds("_:x", "<urn:p>", "_:y")


def test_a_long_chain_is_no_trouble(sound: tuple[str, ...]) -> None:
    """Hierarchies of any depth are walked without recursion."""
    chain = [add(f"pgid:c{n}", "pg:subtypeOf", f"pgid:c{n + 1}") for n in range(5000)]
    ring = [*chain, add("pgid:c5000", "pg:subtypeOf", "pgid:c0")]
    check = next(check for check in CHECKS if check.name == "hierarchy-cycle")
    run: Callable[[list[str]], int] = lambda lines: len(list(check.run(Facts([*sound, *lines]))))  # noqa: E731
    assert run(chain) == 0
    assert run(ring) == 1
