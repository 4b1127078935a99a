"""The vocabulary as a curator must leave it: one kind and one name each, no name twice, no circle."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import OWL, RDF, RDFS, SKOS, Namespace

from paingraph.ontology.library import KINDS, Concept, Library, load_library, module_files
from paingraph.ontology.namespaces import PG, PGID, slugify

PGN = Namespace(PG)
LIBRARY = load_library()
CONCEPTS = tuple(LIBRARY.concepts.values())


@pytest.fixture(scope="module")
def vocabulary() -> Graph:
    """All vocabulary modules."""
    graph = Graph()
    for file in module_files():
        if file.name.startswith("vocabulary-"):
            graph.parse(data=file.read_text(encoding="utf-8"), format="turtle")
    return graph


def names(concept: Concept) -> tuple[str, ...]:
    """Label and synonyms."""
    return (concept.label, *concept.synonyms)


def test_the_slug_is_the_label_in_kebab_case() -> None:
    """The IRI can be told from the label and never means another thing."""
    assert [concept.id for concept in CONCEPTS if concept.id != slugify(concept.label)] == []


def test_labels_are_lower_case_and_no_abbreviation() -> None:
    """The preferred label reads as it would in the middle of a sentence."""
    assert [concept.label for concept in CONCEPTS if concept.label != concept.label.lower()] == []


def test_no_text_has_stray_white_space() -> None:
    """Not around, not doubled within."""
    texts = [text for concept in CONCEPTS for text in (*names(concept), concept.definition)]
    assert [text for text in texts if text != " ".join(text.split())] == []


def test_definitions_are_sentences_of_their_own() -> None:
    """Each says something that no other says."""
    definitions = [concept.definition for concept in CONCEPTS]
    assert all(definition.endswith(".") and definition[0].isupper() for definition in definitions)
    assert len(set(definitions)) == len(definitions)


def test_no_name_is_claimed_by_two_concepts_of_one_kind() -> None:
    """Between kinds a name may be shared: 'surgery' is a specialty and a procedure, and the relation decides."""
    owners: dict[tuple[str, str], set[str]] = defaultdict(set)
    for concept in CONCEPTS:
        for name in names(concept):
            owners[concept.kind, re.sub(r"[\s-]+", " ", name.lower())].add(concept.id)
    assert {key: owner for key, owner in owners.items() if len(owner) > 1} == {}


def test_marked_names_are_names() -> None:
    """An abbreviation is a synonym; a context label is a synonym or the label."""
    for concept in CONCEPTS:
        assert set(concept.abbreviations) <= set(concept.synonyms), concept.id
        assert set(concept.context_labels) <= set(names(concept)), concept.id


def test_the_hierarchy_keeps_to_one_kind() -> None:
    """A kind of procedure is a procedure."""
    for concept in CONCEPTS:
        for wider in concept.broader:
            assert LIBRARY.concepts[wider].kind == concept.kind, f"{concept.id} under {wider}"


@pytest.mark.parametrize("relation", ["broader", "part_of"])
def test_neither_hierarchy_runs_in_a_circle(relation: str) -> None:
    """Nothing is a kind or a part of itself."""

    def above(concept: Concept, path: tuple[str, ...] = ()) -> None:
        assert concept.id not in path, f"circle: {' → '.join((*path, concept.id))}"
        for wider in getattr(concept, relation):
            above(LIBRARY.concepts[wider], (*path, concept.id))

    for concept in CONCEPTS:
        above(concept)


def test_no_broader_is_said_twice() -> None:
    """What follows from a nearer step of the hierarchy is not stated again."""

    def reach(library: Library, concept: Concept) -> set[str]:
        return {further for wider in concept.broader for further in (wider, *reach(library, library.concepts[wider]))}

    for concept in CONCEPTS:
        for wider in concept.broader:
            others = [LIBRARY.concepts[other] for other in concept.broader if other != wider]
            assert all(wider not in reach(LIBRARY, other) for other in others), f"{concept.id} under {wider}"


def test_every_kind_has_a_file_sorted_by_slug() -> None:
    """A curator finds a concept where it is looked for, and two changes rarely meet in one place."""
    for file in module_files():
        if not file.name.startswith("vocabulary-"):
            continue
        subjects = re.findall(
            r"^pgid:([\w-]+) a owl:NamedIndividual , skos:Concept , pg:(\w+)(?: , pg:ConditionFamily)? ;$",
            file.read_text(),
            re.M,
        )
        assert subjects == sorted(subjects), file.name
        assert len({kind for _, kind in subjects}) == 1, file.name


def test_what_is_written_twice_agrees(vocabulary: Graph) -> None:
    """Label and preferred label; and broader is kind and part together."""
    for subject in set(vocabulary.subjects()):
        assert list(vocabulary.objects(subject, RDFS.label)) == list(vocabulary.objects(subject, SKOS.prefLabel))
        wider = {*vocabulary.objects(subject, PGN.subtypeOf), *vocabulary.objects(subject, PGN.partOf)}
        assert set(vocabulary.objects(subject, SKOS.broader)) == wider, subject


def test_every_individual_has_the_same_shape(vocabulary: Graph) -> None:
    """Named individual, concept of the scheme, one of the ten kinds, English texts; and no relation of documents."""
    allowed = {
        RDF.type, RDFS.label, SKOS.prefLabel, SKOS.altLabel, SKOS.definition, SKOS.broader, SKOS.inScheme,
        PGN.abbreviation, PGN.contextLabel, PGN.subtypeOf, PGN.partOf,
    }  # fmt: skip
    assert set(vocabulary.predicates()) <= allowed
    for subject in set(vocabulary.subjects()):
        assert str(subject).startswith(PGID)
        types = set(vocabulary.objects(subject, RDF.type)) - {OWL.NamedIndividual, SKOS.Concept, PGN.ConditionFamily}
        assert len(types) == 1
        assert types <= {PGN[kind] for kind in KINDS}
        assert vocabulary.value(subject, SKOS.inScheme) == URIRef("https://w3id.org/paingraph/vocabulary")
    assert {value.language for value in vocabulary.objects() if isinstance(value, Literal)} == {"en"}
