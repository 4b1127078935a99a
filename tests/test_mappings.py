"""Mappings: the shipped set is sound and complete, codes find concepts, and broken files are named line by line."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.resources import as_file, files
from pathlib import Path

import pytest

from paingraph.ontology.errors import OntologyError
from paingraph.ontology.facts import Facts
from paingraph.ontology.library import KINDS, load_library
from paingraph.ontology.mapping import MAPPINGS_GRAPH, SSSOM
from paingraph.ontology.namespaces import entity_iri
from paingraph.ontology.nquads import curie, iri
from paingraph.ontology.sssom import load_mappings, mapping_files, mapping_quads, resolve
from paingraph.ontology.terminologies import terminologies

SHIPPED = files("paingraph.ontology") / "mappings" / "paingraph.sssom.tsv"
COLUMNS = [
    "subject_id",
    "subject_label",
    "predicate_id",
    "object_id",
    "object_label",
    "object_source",
    "object_source_version",
    "mapping_justification",
    "confidence",
]
ROW = "paingraph:sciatica sciatica skos:exactMatch MESH:X1 Sciatica bioregistry:mesh 2024 semapv:LexicalMatching 0.97"
HEADER = """#curie_map:
#  MESH: http://id.nlm.nih.gov/mesh/
#  bioregistry: https://bioregistry.io/registry/
#  paingraph: https://w3id.org/paingraph/id/
#  semapv: https://w3id.org/semapv/vocab/
#  skos: http://www.w3.org/2004/02/skos/core#
#mapping_set_id: https://w3id.org/paingraph/mappings
#mapping_set_version: "1"
#mapping_set_title: A set of one
#license: https://creativecommons.org/licenses/by/4.0/
"""


def write(folder: Path, *rows: str, header: str = HEADER) -> Path:
    """A mapping file; cells are given with spaces between them."""
    lines = ["\t".join(COLUMNS), *("\t".join(row.split(" ")) for row in rows)]
    file = folder / "one.sssom.tsv"
    file.write_text(header + "\n".join(lines) + "\n", encoding="utf-8")
    return file


def test_every_subject_is_a_concept_with_that_label() -> None:
    """The set follows the vocabulary; a renamed concept would be found here."""
    concepts = load_library().concepts
    for mapping in load_mappings().mappings:
        assert mapping.subject in concepts, f"line {mapping.line}"
        assert mapping.subject_label == concepts[mapping.subject].label, f"line {mapping.line}"


def test_every_terminology_is_a_known_source_that_fits_the_kind() -> None:
    """No anatomy for a condition, no disease for a drug; and no terminology without a licence."""
    concepts, sources = load_library().concepts, terminologies()
    for mapping in load_mappings().mappings:
        source = sources[mapping.object.partition(":")[0]]
        assert source.licence
        assert not source.kinds or concepts[mapping.subject].kind in source.kinds, f"line {mapping.line}"
    for source in sources.values():
        assert source.kinds <= set(KINDS)


def test_no_term_is_exactly_two_concepts_and_no_concept_exactly_two_terms_of_one_source() -> None:
    """Exact matches can be composed without merging what is different."""
    exact = [mapping for mapping in load_mappings().mappings if mapping.closeness == 0]
    assert len({mapping.object for mapping in exact}) == len(exact)
    assert len({(mapping.subject, mapping.object.partition(":")[0]) for mapping in exact}) == len(exact)


def test_the_readme_names_every_source_with_its_notice() -> None:
    """Attribution is part of what is shipped."""
    readme = (files("paingraph.ontology") / "mappings" / "README.md").read_text(encoding="utf-8")
    for source in terminologies().values():
        assert f"| `{source.prefix}` | {source.name} |" in readme
    assert "This data uses the Human Phenotype Ontology (version 2025-01-16)" in readme
    assert "U.S. National Library of Medicine" in readme
    assert "titles are quoted unchanged" in readme


def test_no_licensed_terminology_is_in_the_set() -> None:
    """SNOMED CT, CPT and RxNorm's licensed parts stay out."""
    prefixes = {mapping.object.partition(":")[0] for mapping in load_mappings().mappings}
    assert not prefixes & {"SNOMEDCT", "SCTID", "CPT", "RADLEX", "RID", "NUCC", "MEDDRA"}


def test_the_sssom_toolkit_accepts_the_file() -> None:
    """The reference implementation validates it against the JSON schema, the prefix map, and the form of CURIEs.

    It runs in a process of its own: on import it sets an option that pandas has deprecated, and warnings are errors
    here.
    """
    with as_file(SHIPPED) as file:
        command = [sys.executable, "-W", "ignore", "-m", "sssom.cli", "validate", str(file)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "error" not in (done.stdout + done.stderr).lower()


def test_the_sssom_toolkit_would_complain(tmp_path: Path) -> None:
    """The test above can fail: a row without justification is refused."""
    file = write(tmp_path, ROW.replace("semapv:LexicalMatching", "by-luck"))
    command = [sys.executable, "-W", "ignore", "-m", "sssom.cli", "validate", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode != 0 or "error" in (done.stdout + done.stderr).lower()


@pytest.mark.parametrize(
    ("code", "slug"),
    [
        ("MESH:D012585", "sciatica"),
        ("mesh:d012585", "sciatica"),
        (" MeSH:D012585 ", "sciatica"),
        ("http://id.nlm.nih.gov/mesh/D012585", "sciatica"),
        ("ICD10CM:M45", "ankylosing-spondylitis"),
        ("ICD-10-CM:M45", "ankylosing-spondylitis"),
        ("HP:0002027", "abdominal-pain"),
        ("HPO:0002027", "abdominal-pain"),
        ("http://purl.obolibrary.org/obo/MAXO_0000083", "acupuncture"),
    ],
)
def test_a_concept_is_found_by_any_code_in_any_spelling(code: str, slug: str) -> None:
    """Codes and IRIs, with the prefix spelled as people do."""
    assert resolve(code)[0] == slug


def test_the_closest_match_comes_first() -> None:
    """A code may stand for several concepts; the one that it means is named first."""
    assert resolve("MESH:D013514")[0] == "surgical-procedure"
    assert len(resolve("MESH:D013514")) > 1


@pytest.mark.parametrize("code", ["MESH:NONE", "nonsense", "", ":", "MONDO:", "SNOMEDCT:1"])
def test_an_unknown_code_finds_nothing(code: str) -> None:
    """Whatever is typed, no error."""
    assert resolve(code) == ()


def test_mappings_of_a_concept_come_closest_first() -> None:
    """For the concept's page."""
    found = load_mappings().of("ankylosing-spondylitis")
    assert [mapping.closeness for mapping in found] == sorted(mapping.closeness for mapping in found)
    assert {mapping.object.partition(":")[0] for mapping in found} >= {"MESH", "MONDO", "ICD10CM", "DOID"}
    assert load_mappings().of("no-such-concept") == ()


def test_the_graph_holds_each_mapping_as_triple_and_as_node() -> None:
    """Both forms, one graph, no blank node, the same lines each time."""
    lines = list(mapping_quads())
    assert lines == list(mapping_quads())
    assert len(lines) == len(set(lines))
    facts = Facts(lines)
    assert not facts.malformed
    assert {quad.graph for quad in facts.quads} == {iri(MAPPINGS_GRAPH)}
    assert not any(term.startswith("_:") for quad in facts.quads for term in quad)
    mappings = load_mappings().mappings
    assert len(facts.instances(f"<{SSSOM}Mapping>")) == len(mappings)
    for mapping in mappings:
        node, object_ = iri(mapping.iri), iri(load_mappings().expand(mapping.object))
        assert facts.holds(iri(entity_iri(mapping.subject)), curie(mapping.predicate), object_)
        assert facts.holds(node, f"<{SSSOM}object_id>", object_)
        assert facts.objects(object_, curie("skos:notation")) == [f'"{mapping.object}"']


def test_a_mapping_keeps_its_iri_when_its_confidence_changes(tmp_path: Path) -> None:
    """The IRI is a digest of what is said, not of how well it is known."""
    (one,) = load_mappings(write(tmp_path, ROW)).mappings
    (two,) = load_mappings(write(tmp_path, ROW.replace("0.97", "0.5"))).mappings
    (other,) = load_mappings(write(tmp_path, ROW.replace("exact", "close"))).mappings
    assert one.iri == two.iri != other.iri


def test_a_set_reads_as_it_was_written(tmp_path: Path) -> None:
    """Header and row, with the line that the row stands in."""
    mapping_set = load_mappings(write(tmp_path, ROW))
    assert (mapping_set.title, mapping_set.version) == ("A set of one", "1")
    (mapping,) = mapping_set.mappings
    assert (mapping.subject, mapping.predicate, mapping.object) == ("sciatica", "skos:exactMatch", "MESH:X1")
    assert (mapping.confidence, mapping.line) == (0.97, 12)


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        (ROW.replace("paingraph:sciatica", "sciatica"), "line 13: subject_id 'sciatica' is no CURIE"),
        (ROW.replace("paingraph:sciatica", "MESH:X2"), "line 13: MESH:X2 is no concept of ours"),
        (ROW.replace("MESH:X1", "SNOMEDCT:1"), "line 13: the prefix of SNOMEDCT:1 is not in the header's curie_map"),
        (ROW.replace("skos:exactMatch", "skos:sameAs"), "line 13: 'skos:sameAs' is none of skos:exactMatch"),
        (ROW.replace("0.97", "97"), "line 13: confidence '97' is no number from 0 to 1"),
        (ROW + " more", "line 13: 10 cells under 9 columns"),
        ("", "line 13: 1 cells under 9 columns"),
        (ROW.replace("exact", "close"), "line 13: paingraph:sciatica is mapped to MESH:X1 in line 12 already"),
    ],
)
def test_a_broken_row_is_named_by_its_line(tmp_path: Path, row: str, complaint: str) -> None:
    """The message says where and what."""
    with pytest.raises(OntologyError, match=re.escape(complaint)):
        load_mappings(write(tmp_path, ROW, row))


def test_all_problems_are_reported_together(tmp_path: Path) -> None:
    """Nobody has to run it once for each mistake."""
    with pytest.raises(OntologyError) as caught:
        load_mappings(write(tmp_path, ROW.replace("0.97", "97"), ROW.replace("MESH:X1", "X1")))
    assert "line 12" in caught.value.message
    assert "line 13" in caught.value.message


def test_a_broken_header_is_named(tmp_path: Path) -> None:
    """A set without licence, a line that is no fact, a missing column."""
    with pytest.raises(OntologyError, match="the header lacks license"):
        load_mappings(write(tmp_path, ROW, header=HEADER.replace("#license", "#licence")))
    with pytest.raises(OntologyError, match="line 11: not 'key: value'"):
        load_mappings(write(tmp_path, ROW, header=HEADER + "#nonsense\n"))
    file = tmp_path / "none.sssom.tsv"
    file.write_text(HEADER + "subject_id\tobject_id\n", encoding="utf-8")
    with pytest.raises(OntologyError, match="line 11: the columns subject_label"):
        load_mappings(file)
    file.write_text("", encoding="utf-8")
    with pytest.raises(OntologyError, match="the header lacks mapping_set_id"):
        load_mappings(file)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    """Missing, or not UTF-8."""
    with pytest.raises(OntologyError, match=r"none\.tsv cannot be read"):
        load_mappings(tmp_path / "none.tsv")
    (tmp_path / "latin.tsv").write_bytes(b"\xe9")
    with pytest.raises(OntologyError, match=r"latin\.tsv cannot be read"):
        load_mappings(tmp_path / "latin.tsv")


def test_the_build_can_pin_its_inputs() -> None:
    """Every file that the graph of mappings is made from is listed."""
    assert [file.name for file in mapping_files()] == ["paingraph.sssom.tsv", "sources.tsv"]
