"""The shipped ontology as the loader and the API see it: concepts, relations, and its bytes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from paingraph.ontology.errors import OntologyError
from paingraph.ontology.library import KINDS, Library, load_library, module_files, ontology_ntriples
from paingraph.ontology.namespaces import Slug

PREFIXES = """@prefix pg: <https://w3id.org/paingraph/ontology#> .
@prefix pgid: <https://w3id.org/paingraph/id/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""


@pytest.fixture(scope="module")
def library() -> Library:
    """The shipped library."""
    return load_library()


def write(folder: Path, content: str) -> Path:
    """Put one module into a folder of its own."""
    (folder / "module.ttl").write_text(PREFIXES + content, encoding="utf-8")
    return folder


def test_a_concept_carries_its_names_and_its_place(library: Library) -> None:
    """Label, synonyms, definition and kind come from the Turtle."""
    concept = library.concepts[Slug("epidural-steroid-injection")]
    assert (concept.kind, concept.label) == ("Procedure", "epidural steroid injection")
    assert {"ESI", "cortisone epidural"} <= set(concept.synonyms)
    assert concept.broader == ("epidural-injection",)
    assert concept.definition.endswith(".")


def test_names_that_need_care_are_marked(library: Library) -> None:
    """Abbreviations and everyday words are told apart from plain synonyms."""
    assert library.concepts[Slug("epidural-steroid-injection")].abbreviations == ("ESI",)
    assert library.concepts[Slug("common-cold")].context_labels == ("cold",)
    assert library.concepts[Slug("multiple-sclerosis")].context_labels == ("MS",)
    assert library.concepts[Slug("back")].context_labels == ("back",)


def test_a_part_is_not_a_kind(library: Library) -> None:
    """Part and kind are two hierarchies."""
    annulus = library.concepts[Slug("annulus-fibrosus")]
    assert annulus.part_of == ("intervertebral-disc",)
    assert "intervertebral-disc" not in annulus.broader


def test_a_relation_carries_its_signature(library: Library) -> None:
    """A union of classes is read down to its kinds."""
    treats = library.relations["treats"]
    assert treats.domain == {"Procedure", "Therapy", "Substance"}
    assert treats.range == {"Condition"}
    assert (treats.standing, treats.inverse, treats.inverse_label) == ("asserted", "treatedBy", "treated by")


def test_an_inverse_has_the_signature_turned_around(library: Library) -> None:
    """An inverse states no domain of its own."""
    treated = library.relations["treatedBy"]
    assert treated.domain == {"Condition"}
    assert treated.range == {"Procedure", "Therapy", "Substance"}
    assert (treated.standing, treated.inverse) == ("inverse", "treats")


def test_characteristics_of_relations_are_read(library: Library) -> None:
    """Symmetry, transitivity, and what OWL cannot say."""
    assert library.relations["associatedWith"].symmetric
    assert library.relations["partOf"].transitive
    assert library.relations["subtypeOf"].same_kind
    assert library.relations["subtypeOf"].domain == set(KINDS)
    assert library.relations["reliefDuration"].range == frozenset()


def test_documents_assert_the_25_relations_of_the_scheme(library: Library) -> None:
    """Concluded and technical relations are told apart from them."""
    assert len(library.asserted()) == 25
    assert "canManage" not in library.asserted()
    assert "isProcedure" not in library.relations


def test_reading_twice_gives_the_very_same_library() -> None:
    """The shipped library is read once."""
    assert load_library() is load_library()


def test_lines_are_sorted_unique_and_complete() -> None:
    """The lines can be compared byte by byte."""
    lines = ontology_ntriples()
    assert lines == sorted(set(lines))
    assert all(line.endswith(" .") for line in lines)


def test_lines_are_the_same_in_another_process() -> None:
    """Hash seeds differ from process to process; names of blank nodes must not."""
    code = (
        "import sys; from paingraph.ontology.library import ontology_ntriples as n; sys.stdout.write('\\n'.join(n()))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8")
    assert run.stdout.split("\n") == ontology_ntriples()


def test_lines_say_what_the_modules_say() -> None:
    """Nothing is lost or added between Turtle and N-Triples."""
    from rdflib import Graph
    from rdflib.compare import isomorphic

    schema = next(file for file in module_files() if file.name == "schema.ttl")
    written = Graph().parse(data=schema.read_text(encoding="utf-8"), format="turtle")
    read = Graph().parse(data="\n".join(ontology_ntriples()), format="nt")
    vocabulary = {subject for subject in read.subjects() if "/id/" in str(subject)}
    for subject in vocabulary:
        read.remove((subject, None, None))
    assert isomorphic(read, written)


def test_broken_turtle_names_file_line_and_reason(tmp_path: Path) -> None:
    """The line is that of the file, counted from 1."""
    folder = write(tmp_path, 'pgid:pain a pg:Condition ;\n    skos:prefLabel "pain"@en\npgid:ache a pg:Condition .\n')
    with pytest.raises(OntologyError, match=r"module\.ttl, line 6: not Turtle: ") as caught:
        load_library(folder)
    assert caught.value.details == {"file": "module.ttl", "line": 6}


def test_an_unknown_prefix_names_file_and_line(tmp_path: Path) -> None:
    """A prefix that was never declared is a mistake of spelling."""
    with pytest.raises(OntologyError, match=r"module\.ttl, line 4: not Turtle: .*nowhere"):
        load_library(write(tmp_path, "nowhere:pain a pg:Condition .\n"))


def test_a_triple_within_a_triple_names_the_file(tmp_path: Path) -> None:
    """RDF 1.2 has such terms, OWL 2 has not."""
    with pytest.raises(OntologyError, match=r"module\.ttl: a triple is part of another"):
        load_library(write(tmp_path, "pgid:text pg:says <<( pgid:block pg:treats pgid:pain )>> .\n"))


def test_what_two_modules_say_counts_once(tmp_path: Path) -> None:
    """A graph is a set of triples, however many files say one."""
    concept = 'pgid:pain a pg:Condition ; skos:prefLabel "pain"@en ; skos:definition "It hurts."@en .\n'
    (write(tmp_path, concept) / "again.ttl").write_text(PREFIXES + concept, encoding="utf-8")
    assert load_library(tmp_path).concepts[Slug("pain")].label == "pain"
    assert len(ontology_ntriples(tmp_path)) == 3


def test_a_module_in_another_encoding_names_file_and_line(tmp_path: Path) -> None:
    """Latin-1 is reported as such, not as broken Turtle."""
    (tmp_path / "module.ttl").write_bytes(b"# fine\n# caf\xe9\n")
    with pytest.raises(OntologyError, match=r"module\.ttl, line 2: not UTF-8"):
        load_library(tmp_path)


def test_incomplete_concepts_are_reported_together(tmp_path: Path) -> None:
    """A curator sees all that is missing at once."""
    folder = write(tmp_path, 'pgid:ache a pg:Condition ; skos:prefLabel "ache"@en ; pg:subtypeOf pgid:pain .\n')
    with pytest.raises(OntologyError) as caught:
        load_library(folder)
    assert caught.value.details["problems"] == [
        "ache has no skos:definition",
        "ache is said to be a kind or part of pain, which is no concept",
    ]


def test_a_missing_and_an_empty_folder_are_named(tmp_path: Path) -> None:
    """The folder itself can be wrong."""
    with pytest.raises(OntologyError, match="There is no folder"):
        load_library(tmp_path / "nowhere")
    with pytest.raises(OntologyError, match="holds no Turtle file"):
        load_library(tmp_path)
