"""A document's graph: edges, claims, passages, selectors, runs."""

from __future__ import annotations

import rdflib
from rdflib.namespace import PROV, RDF

from paingraph.loader.claims import Claim, Entity, Method, Polarity, Span, Status, Value
from paingraph.loader.documents import Document, Heading
from paingraph.loader.triples import document_quads
from paingraph.ontology.namespaces import (
    PG,
    PREFIXES,
    DocumentId,
    Slug,
    document_graph,
    document_iri,
    entity_iri,
    passage_iri,
)

TEXT = "Nerve blocks\nA nerve block eases sciatica for a day. It does not cure arthritis.\n"
BLOCK = Entity(Slug("nerve-block"), "nerve block", "Procedure")
VOCABULARY = {"nerve-block", "sciatica", "arthritis"}
SCIATICA = Entity(Slug("sciatica"), "sciatica", "Condition")
ARTHRITIS = Entity(Slug("arthritis"), "arthritis", "Condition")
PGN = rdflib.Namespace(PG)
CANDIDATE = Status.CANDIDATE
OA = rdflib.Namespace(PREFIXES["oa"])


def claim(
    predicate: str, object_: Entity | Value, quote: str, polarity: Polarity = Polarity.ASSERTED, **changes: Status
) -> Claim:
    """A claim about nerve blocks, found at `quote`."""
    start = TEXT.index(quote)
    return Claim(
        document=DocumentId("900"),
        subject=BLOCK,
        predicate=predicate,
        object=object_,
        polarity=polarity,
        span=Span(start, start + len(quote)),
        heading=Span(0, 12),
        method=Method.RULE,
        rule="treats.active-verb",
        confidence=0.9,
        status=changes.get("status", Status.ACCEPTED),
    )


def graph_of(*claims: Claim, with_text: bool = True) -> rdflib.Graph:
    """The document's graph, as another library reads it."""
    source = Document(DocumentId("900"), TEXT) if with_text else None
    dataset = rdflib.Dataset()
    lines = "\n".join(document_quads("900", "00ff", len(TEXT), {"title": "On blocks"}, claims, source, VOCABULARY))
    dataset.parse(data=lines, format="nquads")
    return dataset.graph(rdflib.URIRef(document_graph("900")))


TREATS = claim("treats", SCIATICA, "A nerve block eases sciatica")
LASTS = claim("reliefDuration", Value("P1D"), "for a day")
NOT = claim("treats", ARTHRITIS, "does not cure arthritis", Polarity.NEGATED)


def test_a_heading_is_a_passage_with_a_level_even_if_nothing_is_said_under_it() -> None:
    """So that an outline is whole, with the words where they are at hand and without them where not."""
    lines = document_quads("900", "00ff", len(TEXT), {}, [], None, VOCABULARY, [Heading(0, 12, 1), Heading(14, 20, 2)])
    dataset = rdflib.Dataset()
    dataset.parse(data="\n".join(lines), format="nquads")
    found = dataset.graph(rdflib.URIRef(document_graph("900")))
    levels = {(str(found.value(node, PGN.start)), str(level)) for node, level in found.subject_objects(PGN.level)}
    assert levels == {("0", "1"), ("14", "2")}
    assert not list(found.objects(None, PGN.quote))


def test_an_asserted_claim_is_an_edge_and_a_node() -> None:
    """The edge stands beside the claim that says it."""
    graph = graph_of(TREATS)
    subject, object_ = rdflib.URIRef(entity_iri("nerve-block")), rdflib.URIRef(entity_iri("sciatica"))
    assert (subject, PGN.treats, object_) in graph
    node = rdflib.URIRef(TREATS.iri)
    assert (node, PGN.subject, subject) in graph
    assert (node, PGN.predicate, PGN.treats) in graph
    assert (node, PGN.object, object_) in graph


def test_negated_and_undecided_claims_are_no_edges() -> None:
    """They stay claims, to be shown beside the graph."""
    candidate = claim("treats", SCIATICA, "A nerve block eases sciatica", status=Status.CANDIDATE)
    graph = graph_of(NOT, candidate)
    assert not list(graph.triples((None, PGN.treats, None)))
    assert len(list(graph.subjects(RDF.type, PGN.Claim))) == 2


def test_what_the_vocabulary_lacks_is_named_beside_its_claims() -> None:
    """A candidate brings its label and kind; what the vocabulary has is not described again."""
    graph = graph_of(claim("treats", Entity(Slug("odd-ache"), "odd ache", "Condition"), "eases", status=CANDIDATE))
    assert (rdflib.URIRef(entity_iri("odd-ache")), RDF.type, PGN.Condition) in graph
    assert not list(graph.triples((rdflib.URIRef(entity_iri("nerve-block")), None, None)))


def test_a_duration_stays_as_it_is_written() -> None:
    """Engines canonicalise typed durations, so it is a string."""
    graph = graph_of(LASTS)
    assert (rdflib.URIRef(entity_iri("nerve-block")), PGN.reliefDuration, rdflib.Literal("P1D")) in graph
    assert (rdflib.URIRef(LASTS.iri), PGN.object, rdflib.Literal("P1D")) in graph


def test_a_claim_leads_to_its_passage_and_the_passage_into_the_text() -> None:
    """From the edge to the words: PROV, then a position selector, then a quote selector."""
    graph = graph_of(TREATS)
    passage = graph.value(rdflib.URIRef(TREATS.iri), PROV.wasDerivedFrom)
    assert str(passage) == passage_iri("900", TREATS.span.start, TREATS.span.end)
    assert str(graph.value(passage, OA.hasSource)) == document_iri("900")
    selectors = {graph.value(node, RDF.type): node for node in graph.objects(passage, OA.hasSelector)}
    position, quote = selectors[OA.TextPositionSelector], selectors[OA.TextQuoteSelector]
    start, end = graph.value(position, OA.start), graph.value(position, OA.end)
    assert (start, end) == (rdflib.Literal(TREATS.span.start), rdflib.Literal(TREATS.span.end))
    assert str(graph.value(quote, OA.exact)) == "A nerve block eases sciatica"
    assert str(graph.value(quote, OA.prefix)) + str(graph.value(quote, OA.exact)) in TEXT


def test_without_the_text_there_are_positions_and_no_words() -> None:
    """The stand-off corpus gives nothing of its authors' sentences away."""
    graph = graph_of(TREATS, with_text=False)
    assert not list(graph.triples((None, OA.exact, None)))
    assert not list(graph.triples((None, PGN.quote, None)))
    assert list(graph.triples((None, OA.start, None)))


def test_every_claim_names_its_run() -> None:
    """A run is an activity that used the document."""
    graph = graph_of(TREATS)
    run = graph.value(rdflib.URIRef(TREATS.iri), PROV.wasGeneratedBy)
    assert (run, RDF.type, PROV.Activity) in graph
    assert (run, PROV.used, rdflib.URIRef(document_iri("900"))) in graph


def test_no_blank_nodes() -> None:
    """Blank nodes would make two builds hard to compare."""
    graph = graph_of(TREATS, LASTS, NOT)
    assert not [term for triple in graph for term in triple if isinstance(term, rdflib.BNode)]
