"""Explanations as RDF, in Turtle, with the terms of PROV-O.

An edge `prov:wasDerivedFrom` its premises, its claims, or the vocabulary, and `prov:wasGeneratedBy` the derivations
that conclude it; a derivation `prov:used` its premises; a claim `prov:wasDerivedFrom` its passage. Derivations, edges,
claims and passages go by the IRIs that they have in the graph, so that the two can be merged.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from paingraph.ontology.namespaces import GRAPH, PREFIXES
from paingraph.queries.claim_grounds import Claim, Passage
from paingraph.queries.proofs import Explanation, Inference, Proof
from paingraph.queries.store import Term
from paingraph.queries.why_not import WhyNot

if TYPE_CHECKING:
    from rdflib import Graph

__all__ = ["turtle"]

#: Subject, predicate as a prefixed name, object as an IRI, a prefixed name, or a literal of Python.
_Triple = tuple[str, str, "str | Term | int | float"]
_VOCABULARY = GRAPH + "ontology"
#: Turtle has no words for what does not hold.
_NOT_SO = "# Not so: {}. Here are the claims that almost say it or what it lacks, if there are any.\n"


def turtle(answer: Explanation | WhyNot) -> str:
    """Return all proofs in Turtle, or the claims that almost said what does not hold."""
    graph = _graph(_explanation(answer) if isinstance(answer, Explanation) else _almost(answer))
    told = "" if isinstance(answer, Explanation) else _NOT_SO.format(answer.names.sentence(answer.statement))
    return told + str(graph.serialize(format="turtle"))


def _explanation(explanation: Explanation) -> Iterator[_Triple]:
    for proof in explanation.proof.walk():
        yield from _proof(proof)
    for claim in explanation.doubts:
        yield from _claim(claim)


def _almost(answer: WhyNot) -> Iterator[_Triple]:
    for claim in dict.fromkeys((*answer.near, *(c for gap in answer.gaps for a in gap.attempts for c in a.near))):
        yield from _claim(claim)


def _proof(proof: Proof) -> Iterator[_Triple]:
    edge = proof.statement.iri
    yield edge, "rdf:type", "pg:Edge"
    yield edge, "pg:subject", proof.statement.subject
    yield edge, "pg:predicate", proof.statement.relation
    yield edge, "pg:object", proof.statement.object
    if proof.ground.in_vocabulary:
        yield edge, "prov:wasDerivedFrom", _VOCABULARY
    for claim in proof.claims:
        yield edge, "prov:wasDerivedFrom", claim.iri
        yield from _claim(claim)
    for inference in proof.inferences:
        yield edge, "prov:wasGeneratedBy", inference.iri
        yield from _inference(inference, edge)


def _inference(inference: Inference, edge: str) -> Iterator[_Triple]:
    rule = inference.rule
    yield inference.iri, "rdf:type", "pg:Derivation"
    yield inference.iri, "pg:appliesRule", rule.iri
    yield inference.iri, "pg:conclusion", edge
    yield rule.iri, "rdf:type", "pg:Rule"
    yield rule.iri, "rdfs:label", Term(rule.name, "literal")
    yield rule.iri, "pg:axiom", Term(rule.axiom, "literal")
    for premise in inference.premises:
        yield inference.iri, "pg:premise", premise.statement.iri
        yield inference.iri, "prov:used", premise.statement.iri
        yield edge, "prov:wasDerivedFrom", premise.statement.iri


def _claim(claim: Claim) -> Iterator[_Triple]:
    yield claim.iri, "rdf:type", "pg:Claim"
    yield claim.iri, "pg:subject", claim.statement.subject
    yield claim.iri, "pg:predicate", claim.statement.relation
    yield claim.iri, "pg:object", claim.statement.object
    for name in ("polarity", "status", "method", "rule"):
        if value := getattr(claim, name):
            yield claim.iri, f"pg:{name}", Term(value, "literal")
    yield claim.iri, "pg:confidence", claim.confidence
    yield claim.iri, "pg:inDocument", claim.document
    yield claim.iri, "prov:wasDerivedFrom", claim.passage.iri
    yield claim.document, "rdf:type", "pg:Document"
    yield claim.document, "rdfs:label", Term(claim.title, "literal", None, "en")
    yield from _passage(claim.passage, claim.document)
    if claim.heading:
        yield claim.iri, "pg:heading", claim.heading.iri
        yield from _passage(claim.heading, claim.document)


def _passage(passage: Passage, document: str) -> Iterator[_Triple]:
    yield passage.iri, "rdf:type", "pg:Passage"
    yield passage.iri, "oa:hasSource", document
    yield passage.iri, "pg:start", passage.start
    yield passage.iri, "pg:end", passage.end
    if passage.quote:
        yield passage.iri, "pg:quote", Term(passage.quote, "literal", None, "en")


def _graph(triples: Iterable[_Triple]) -> Graph:
    from rdflib import Graph, Literal, URIRef
    from rdflib.term import Node

    def node(value: str | Term | int | float) -> Node:
        match value:
            case Term(text, "literal", datatype, language):
                return Literal(text, datatype=URIRef(datatype) if datatype else None, lang=language)
            case float():
                return Literal(str(value), datatype=URIRef(PREFIXES["xsd"] + "decimal"))
            case int():
                return Literal(value)
            case Term(iri):
                return URIRef(iri)
            case str():
                return URIRef(_expanded(value))

    graph = Graph(bind_namespaces="none")
    for prefix in ("oa", "pg", "pgid", "prov", "rdfs", "xsd"):
        graph.bind(prefix, PREFIXES[prefix])
    for subject, predicate, object_ in triples:
        graph.add((node(subject), node(predicate), node(object_)))
    return graph


def _expanded(name: str) -> str:
    """Return the IRI that a prefixed name stands for, and an IRI as it is."""
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local if prefix in PREFIXES else name
