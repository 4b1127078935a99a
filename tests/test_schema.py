"""The schema itself: every term is explained, the relations are those of the scheme, and OWL 2 DL is kept."""

from __future__ import annotations

from collections import Counter

import pytest
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS, VANN, XSD, Namespace
from rdflib.term import Node

from paingraph import __version__
from paingraph.ontology.library import KINDS, module_files
from paingraph.ontology.namespaces import ONTOLOGY, PG

PGN = Namespace(PG)
SCHEMA = URIRef(ONTOLOGY)

#: The relations that documents assert; other programs and checks rely on the names.
ASSERTED = frozenset(
    [
        "treats",
        "diagnoses",
        "targets",
        "usesSubstance",
        "usesDevice",
        "guidedBy",
        "managesCondition",
        "performs",
        "emphasizes",
        "hasPainGenerator",
        "causedBy",
        "associatedWith",
        "subtypeOf",
        "partOf",
        "hasBackgroundIn",
        "subspecialtyOf",
        "collaboratesWith",
        "receivesReferralsFrom",
        "requiresCredential",
        "indicatedAfter",
        "alternativeTo",
        "contraindicatedBy",
        "reliefDuration",
        "repeatInterval",
        "trainingDuration",
    ]
)
CONCLUDED = frozenset(
    ["canManage", "hasCandidateProcedure", "relevantSpecialty", "sharesPainGeneratorWith", "canBePreparedBy"]
)
TERM_TYPES = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)


@pytest.fixture(scope="module")
def schema() -> Graph:
    """The schema module alone."""
    file = next(file for file in module_files() if file.name == "schema.ttl")
    return Graph().parse(data=file.read_text(encoding="utf-8"), format="turtle")


def own_terms(schema: Graph) -> set[Node]:
    """Classes and properties of our own namespace."""
    return {term for type_ in TERM_TYPES for term in schema.subjects(RDF.type, type_) if str(term).startswith(PG)}


def test_the_ontology_says_what_it_is(schema: Graph) -> None:
    """IRI, version, title, description, licence, creators, date, prefix."""
    assert list(schema.subjects(RDF.type, OWL.Ontology)) == [SCHEMA]
    assert schema.value(SCHEMA, OWL.versionIRI) == URIRef(f"{ONTOLOGY}/{__version__}")
    assert schema.value(SCHEMA, DCTERMS.license) == URIRef("https://creativecommons.org/licenses/by/4.0/")
    assert schema.value(SCHEMA, DCTERMS.creator) == Literal("paingraph contributors")
    assert schema.value(SCHEMA, DCTERMS.created) == Literal("2026-11-22", datatype=XSD.date)
    assert schema.value(SCHEMA, VANN.preferredNamespacePrefix) == Literal("pg")
    assert schema.value(SCHEMA, VANN.preferredNamespaceUri) == Literal(PG)
    assert schema.value(SCHEMA, DCTERMS.title)
    assert schema.value(SCHEMA, DCTERMS.description)
    assert not list(schema.objects(SCHEMA, OWL.imports)), "nothing has to be fetched to load it"


@pytest.mark.parametrize("said", [RDFS.label, SKOS.definition, SKOS.example])
def test_every_term_is_labelled_defined_and_exemplified(schema: Graph, said: URIRef) -> None:
    """Once each, in English."""
    for term in own_terms(schema):
        values = list(schema.objects(term, said))
        assert len(values) == 1, f"{term} has {len(values)} {said}"
        assert isinstance(values[0], Literal)
        assert values[0].language == "en"


def test_no_two_terms_share_a_label_or_a_definition(schema: Graph) -> None:
    """Two terms that read the same are one term, or badly explained."""
    for said in (RDFS.label, SKOS.definition):
        times = Counter(str(value) for term in own_terms(schema) for value in schema.objects(term, said))
        assert [value for value, count in times.items() if count > 1] == []


def test_the_kinds_are_classes(schema: Graph) -> None:
    """Ten kinds, and intervention as the union of two of them."""
    classes = set(schema.subjects(RDF.type, OWL.Class))
    assert {PGN[kind] for kind in KINDS} <= classes
    union = schema.value(PGN.Intervention, OWL.disjointUnionOf)
    assert union is not None
    assert set(Collection(schema, union)) == {PGN.Procedure, PGN.Therapy}


def test_the_relations_are_those_of_the_scheme(schema: Graph) -> None:
    """Each property that relates entities has a standing; the names are fixed."""
    by_standing: dict[str, set[str]] = {}
    for term, standing in schema.subject_objects(PGN.standing):
        by_standing.setdefault(str(standing), set()).add(str(term).removeprefix(PG))
    assert by_standing["asserted"] == ASSERTED
    assert by_standing["concluded"] == CONCLUDED


def test_every_relation_has_a_signature_or_an_inverse_that_has(schema: Graph) -> None:
    """Domain and range once each: two of them would mean their intersection."""
    for term, standing in schema.subject_objects(PGN.standing):
        if str(standing) in {"asserted", "concluded"}:
            assert len(list(schema.objects(term, RDFS.domain))) == 1, term
            assert len(list(schema.objects(term, RDFS.range))) == 1, term
        if str(standing) == "inverse":
            assert schema.value(term, OWL.inverseOf) is not None, term


def test_concluded_relations_rest_on_chains_or_sub_properties_and_never_on_each_other(schema: Graph) -> None:
    """So that no conclusion is a premise of its own."""
    for name in CONCLUDED:
        chains = [list(Collection(schema, chain)) for chain in schema.objects(PGN[name], OWL.propertyChainAxiom)]
        assert chains, name
        steps = {str(step).removeprefix(PG) for chain in chains for step in chain}
        assert not steps & CONCLUDED, name
    for narrow, wide in schema.subject_objects(RDFS.subPropertyOf):
        if str(wide).startswith(PG):
            assert str(wide).removeprefix(PG) in CONCLUDED, f"{narrow} would conclude an asserted relation"


def test_a_definition_of_a_conclusion_says_what_it_does_not_mean(schema: Graph) -> None:
    """A lead to the evidence must not be read as a recommendation."""
    for name in CONCLUDED:
        assert "does not mean" in str(schema.value(PGN[name], SKOS.definition)), name


def test_names_from_elsewhere_are_declared(schema: Graph) -> None:
    """An OWL tool types every property and class without fetching anything (OWL 2 Mapping to RDF, section 3.2)."""
    builtin = (str(OWL), str(RDF), str(RDFS), str(XSD))
    declared = {term for type_ in TERM_TYPES for term in schema.subjects(RDF.type, type_)}
    for predicate in set(schema.predicates()):
        assert predicate in declared or str(predicate).startswith(builtin), predicate
    for class_ in set(schema.objects(None, RDF.type)):
        assert class_ in declared or str(class_).startswith(builtin), class_


def test_blank_nodes_form_trees(schema: Graph) -> None:
    """Each is used once (OWL 2 Mapping to RDF, section 3.1), so each can be named by its place."""
    uses = Counter(object_ for object_ in schema.objects() if isinstance(object_, BNode))
    assert all(count == 1 for count in uses.values())
