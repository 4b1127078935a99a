"""Claims as RDF: the graph of one document, with its edges, claims, passages, and the runs that read them.

Vocabulary: PROV-O (wasDerivedFrom, wasGeneratedBy), Web Annotation (selectors), Dublin Core, and the ontology's own
terms. No blank nodes: every selector has an IRI, so that the same claims give the same bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterable, Iterator, Sequence

from paingraph import __version__
from paingraph.loader.claims import Claim, Entity, Method, Polarity, Span, Status, Value
from paingraph.loader.documents import Document, Heading
from paingraph.ontology.namespaces import BASE, RUN, document_graph, document_iri, entity_iri, passage_iri, term_iri
from paingraph.ontology.nquads import curie, decimal, integer, iri, quad, text

__all__ = ["document_quads"]

#: Code points of context on either side of a quote (Web Annotation, section 4.2.4): its sentence, as a rule.
CONTEXT = 160

_TYPE = curie("rdf:type")
#: Facts about a document and the properties that carry them.
_METADATA = {
    "title": "dcterms:title",
    "publisher": "dcterms:publisher",
    "date": "dcterms:issued",
    "creator": "dcterms:creator",
    "reviewer": "pg:reviewedBy",
    "source": "dcterms:source",
}
#: Who reads: IRI, class, label.
_AGENTS = {
    Method.RULE: (BASE + "agent/reader", "prov:SoftwareAgent", "the rules of paingraph's reader"),
    Method.CURATOR: (BASE + "agent/curator", "prov:Agent", "the curators of paingraph"),
}

#: Predicate and object of one triple.
_Pair = tuple[str, str]


def document_quads(
    document: str,
    sha256: str,
    length: int,
    metadata: dict[str, str],
    claims: Sequence[Claim],
    source: Document | None,
    vocabulary: Container[str],
    headings: Sequence[Heading] = (),
) -> Iterator[str]:
    """Yield the lines of the document's named graph.

    `length` counts the code points of the canonical text. With `source`, the text at hand, passages carry their
    quotes; without it they carry positions alone. Entities that are not in the `vocabulary` (slugs) are candidates:
    the document's graph gives their names and kinds. `headings` are the document's outline.
    """
    graph = iri(document_graph(document))
    nodes = _nodes(document, sha256, length, metadata, claims, source, headings)
    for subject, pairs in (*nodes, *_candidates(claims, vocabulary)):
        for predicate, object_ in pairs:
            yield quad(iri(subject), predicate, object_, graph)


def _nodes(
    document: str,
    sha256: str,
    length: int,
    metadata: dict[str, str],
    claims: Sequence[Claim],
    source: Document | None,
    headings: Sequence[Heading],
) -> Iterator[tuple[str, Iterable[_Pair]]]:
    yield document_iri(document), _document(document, sha256, length, metadata)
    for method in sorted({claim.method for claim in claims}):
        yield _run(document, sha256, method), _run_facts(document, method)
        agent, class_, label = _AGENTS[method]
        yield agent, [(_TYPE, curie(class_)), (curie("rdfs:label"), text(label, "en"))]
    for claim in claims:
        if claim.polarity is Polarity.ASSERTED and claim.status is Status.ACCEPTED:
            yield entity_iri(claim.subject.id), [(iri(term_iri(claim.predicate)), _object(claim))]
        yield claim.iri, _claim(claim, _run(document, sha256, claim.method))
    levels = {Span(heading.start, heading.end): heading.level for heading in headings}
    for span, level in levels.items():
        yield passage_iri(document, span.start, span.end), [(curie("pg:level"), integer(level))]
    spans = {claim.span for claim in claims} | {claim.heading for claim in claims if claim.heading} | {*levels}
    for span in sorted(spans):
        yield from _passage(document, span, source)


def _candidates(claims: Iterable[Claim], vocabulary: Container[str]) -> Iterator[tuple[str, Iterable[_Pair]]]:
    entities = {end for claim in claims for end in (claim.subject, claim.object) if isinstance(end, Entity)}
    for entity in entities:
        if entity.id not in vocabulary:
            yield (
                entity_iri(entity.id),
                [
                    (_TYPE, curie("owl:NamedIndividual")),
                    (_TYPE, curie("skos:Concept")),
                    (_TYPE, curie(f"pg:{entity.kind}")),
                    (curie("rdfs:label"), text(entity.label, "en")),
                    (curie("skos:prefLabel"), text(entity.label, "en")),
                ],
            )


def _document(document: str, sha256: str, length: int, metadata: dict[str, str]) -> Iterator[_Pair]:
    yield _TYPE, curie("pg:Document")
    yield _TYPE, curie("prov:Entity")
    yield curie("dcterms:identifier"), text(document)
    yield curie("rdfs:label"), text(metadata.get("title", f"document {document}"), "en")
    yield curie("pg:sha256"), text(sha256)
    yield curie("pg:length"), integer(length)
    for key, value in sorted(metadata.items()):
        if key in _METADATA:
            yield curie(_METADATA[key]), text(value)


def _run(document: str, sha256: str, method: Method) -> str:
    return RUN + hashlib.sha256(f"{method}\t{document}\t{sha256}\t{__version__}".encode()).hexdigest()[:20]


def _run_facts(document: str, method: Method) -> Iterator[_Pair]:
    yield _TYPE, curie("prov:Activity")
    yield _TYPE, curie("pg:Run")
    yield curie("rdfs:label"), text(f"{method} reading of document {document} by paingraph {__version__}", "en")
    yield curie("prov:used"), iri(document_iri(document))
    yield curie("prov:wasAssociatedWith"), iri(_AGENTS[method][0])


def _claim(claim: Claim, run: str) -> Iterator[_Pair]:
    yield _TYPE, curie("pg:Claim")
    yield curie("pg:subject"), iri(entity_iri(claim.subject.id))
    yield curie("pg:predicate"), iri(term_iri(claim.predicate))
    yield curie("pg:object"), _object(claim)
    yield curie("pg:polarity"), text(claim.polarity)
    yield curie("pg:method"), text(claim.method)
    yield curie("pg:status"), text(claim.status)
    yield curie("pg:confidence"), decimal(claim.confidence)
    yield curie("pg:inDocument"), iri(document_iri(claim.document))
    yield curie("prov:wasDerivedFrom"), iri(passage_iri(claim.document, claim.span.start, claim.span.end))
    yield curie("prov:wasGeneratedBy"), iri(run)
    if claim.rule:
        yield curie("pg:rule"), text(claim.rule)
    if claim.heading:
        yield curie("pg:heading"), iri(passage_iri(claim.document, claim.heading.start, claim.heading.end))


def _object(claim: Claim) -> str:
    if isinstance(claim.object, Value):
        return text(claim.object.value)
    return iri(entity_iri(claim.object.id))


def _passage(document: str, span: Span, source: Document | None) -> Iterator[tuple[str, Iterable[_Pair]]]:
    passage = passage_iri(document, span.start, span.end)
    position = f"{document_iri(document)}#position={span.start},{span.end}"
    facts = [
        (_TYPE, curie("pg:Passage")),
        (_TYPE, curie("oa:SpecificResource")),
        (curie("oa:hasSource"), iri(document_iri(document))),
        (curie("oa:hasSelector"), iri(position)),
        (curie("pg:start"), integer(span.start)),
        (curie("pg:end"), integer(span.end)),
    ]
    yield (
        position,
        [
            (_TYPE, curie("oa:TextPositionSelector")),
            (curie("oa:start"), integer(span.start)),
            (curie("oa:end"), integer(span.end)),
        ],
    )
    if source is not None:
        quote = f"{document_iri(document)}#quote={span.start},{span.end}"
        exact = source.text[span.start : span.end]
        facts += [(curie("oa:hasSelector"), iri(quote)), (curie("pg:quote"), text(exact, "en"))]
        yield (
            quote,
            [
                (_TYPE, curie("oa:TextQuoteSelector")),
                (curie("oa:exact"), text(exact)),
                (curie("oa:prefix"), text(source.text[max(0, span.start - CONTEXT) : span.start])),
                (curie("oa:suffix"), text(source.text[span.end : span.end + CONTEXT])),
            ],
        )
    yield passage, facts
