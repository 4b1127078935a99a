"""A small graph, written here in full, so that every expected answer can be checked by reading this page.

Its documents are ours: they say less than any real one, but assert, doubt, deny and contradict as real ones do.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from paingraph.loader.claims import Claim, Entity, Method, Polarity, Span, Status, Value
from paingraph.loader.documents import Document, Heading
from paingraph.loader.triples import document_quads
from paingraph.ontology.closure import INFERRED, Edge
from paingraph.ontology.namespaces import DERIVATION, GRAPH, PG, RULE, DocumentId, Slug, entity_iri, term_iri
from paingraph.ontology.nquads import curie, iri, quad, text

__all__ = ["CLAIMS", "small_graph"]

#: Kind, label, synonyms, definition, slug of the broader concept.
CONCEPTS = (
    ("Condition", "spinal condition", "", "A condition of the spine.", ""),
    ("Condition", "herniated disc", "slipped disc|disc herniation", "A disc that bulges.", "spinal-condition"),
    ("Condition", "sciatica", "", "Pain along the sciatic nerve.", ""),
    ("Procedure", "nerve block", "", "An injection that silences a nerve.", ""),
    ("Procedure", "epidural steroid injection", "ESI", "A steroid into the epidural space.", ""),
    ("Procedure", "discography", "discogram", "Contrast injected into a disc.", ""),
    (
        "Specialty",
        "interventional pain medicine",
        "interventional pain specialist",
        "It treats pain by procedures.",
        "",
    ),
    ("PainGenerator", "nerve root", "", "Where a nerve leaves the cord.", ""),
    ("Substance", "corticosteroid", "steroid", "A drug against inflammation.", ""),
    ("Therapy", "physical therapy", "physiotherapy", "Exercise under guidance.", ""),
)
#: Name, label, standing, and the label of the reversed reading or the relation that it turns around.
RELATIONS = (
    ("treats", "treats", "asserted", ""),
    ("treatedBy", "treated by", "inverse", "treats"),
    ("diagnoses", "diagnoses", "asserted", ""),
    ("reliefDuration", "relief duration", "asserted", ""),
    ("canManage", "can manage", "concluded", "can be managed by"),
    ("performs", "performs", "asserted", ""),
    ("subtypeOf", "subtype of", "asserted", "has subtype"),
    ("hasCandidateProcedure", "has candidate procedure", "concluded", "candidate procedure for"),
    ("associatedWith", "associated with", "asserted", "symmetric"),
)
#: What was concluded: rule, axiom, query, conclusion and premises, as subject, relation and object.
DERIVATIONS = (
    (
        "canManage.performs-treats",
        "SubObjectPropertyOf(ObjectPropertyChain(pg:performs pg:treats) pg:canManage)",
        "CONSTRUCT { ?x pg:canManage ?z } WHERE { ?x pg:performs ?y . ?y pg:treats ?z }",
        ("interventional-pain-medicine", "canManage", "herniated-disc"),
        ("interventional-pain-medicine", "performs", "epidural-steroid-injection"),
        ("epidural-steroid-injection", "treats", "herniated-disc"),
    ),
    (
        "treatedBy.inverse",
        "InverseObjectProperties(pg:treatedBy pg:treats)",
        "CONSTRUCT { ?y pg:treatedBy ?x } WHERE { ?x pg:treats ?y }",
        ("herniated-disc", "treatedBy", "epidural-steroid-injection"),
        ("epidural-steroid-injection", "treats", "herniated-disc"),
    ),
    (
        "associatedWith.symmetric",
        "SymmetricObjectProperty(pg:associatedWith)",
        "CONSTRUCT { ?y pg:associatedWith ?x } WHERE { ?x pg:associatedWith ?y }",
        ("sciatica", "associatedWith", "herniated-disc"),
        ("herniated-disc", "associatedWith", "sciatica"),
    ),
)
TEXTS = {
    "000": (
        "Injections\n\nAn epidural steroid injection treats a herniated disc and also sciatica.\n\n"
        "Relief lasts three weeks to four weeks after the injection.\n\n"
        "Interventional pain specialists give the injection. A slipped disc often comes with sciatica.\n"
        "\nFurther reading\n"
    ),
    "001": (
        "A second view\n\nThe injection helps where a disc has slipped.\n\n"
        'It may fail to relieve sciatica at all.\n\nDiscography <b>"finds"</b> a herniated disc.\n'
    ),
}
TITLES = {"000": "Injections", "001": "A second view"}
#: Headings below the title, under which nothing is said.
EMPTY = {"000": "Further reading"}


def _entity(slug: str) -> Entity:
    kind, label = next((kind, label) for kind, label, *_ in CONCEPTS if label.replace(" ", "-") == slug)
    return Entity(Slug(slug), label, kind)


def _claim(document: str, words: str, subject: str, predicate: str, object_: str, polarity: str = "asserted") -> Claim:
    start = TEXTS[document].index(words)
    heading = Span(0, len(TITLES[document]))
    value = object_.isupper()
    return Claim(
        DocumentId(document),
        _entity(subject),
        predicate,
        Value(object_) if value else _entity(object_),
        Polarity(polarity),
        Span(start, start + len(words)),
        heading,
        Method.RULE,
        f"{predicate}.example",
        0.93,
        Status.ACCEPTED,
    )


CLAIMS = (
    _claim("000", "injection treats a herniated disc", "epidural-steroid-injection", "treats", "herniated-disc"),
    _claim("000", "treats a herniated disc and also sciatica", "epidural-steroid-injection", "treats", "sciatica"),
    _claim("000", "three weeks to four weeks", "epidural-steroid-injection", "reliefDuration", "P3W/P4W"),
    _claim(
        "000",
        "Interventional pain specialists give the injection",
        "interventional-pain-medicine",
        "performs",
        "epidural-steroid-injection",
    ),
    _claim("000", "slipped disc often comes with sciatica", "herniated-disc", "associatedWith", "sciatica"),
    _claim("001", "helps where a disc has slipped", "epidural-steroid-injection", "treats", "herniated-disc"),
    _claim("001", "may fail to relieve sciatica", "epidural-steroid-injection", "treats", "sciatica", "hedged"),
    _claim("001", "Discography <b>\"finds\"</b> a herniated disc", "discography", "diagnoses", "herniated-disc"),
    _claim("001", "fail to relieve sciatica at all", "nerve-block", "treats", "sciatica", "negated"),
)  # fmt: skip


#: Slugs that the small vocabulary knows.
NAMES = {label.replace(" ", "-") for _, label, *_ in CONCEPTS}


def _vocabulary() -> Iterator[str]:
    graph = iri(GRAPH + "ontology")
    for kind, label, synonyms, definition, broader in CONCEPTS:
        subject = iri(entity_iri(label.replace(" ", "-")))
        yield quad(subject, curie("rdf:type"), iri(term_iri(kind)), graph)
        yield quad(subject, curie("rdf:type"), curie("skos:Concept"), graph)
        yield quad(subject, curie("skos:prefLabel"), text(label, "en"), graph)
        yield quad(subject, curie("skos:definition"), text(definition, "en"), graph)
        for synonym in filter(None, synonyms.split("|")):
            yield quad(subject, curie("skos:altLabel"), text(synonym, "en"), graph)
        if broader:
            yield quad(subject, curie("skos:broader"), iri(entity_iri(broader)), graph)
            yield quad(subject, curie("pg:subtypeOf"), iri(entity_iri(broader)), graph)
    for name, label, standing, reverse in RELATIONS:
        term = iri(term_iri(name))
        yield quad(term, curie("rdfs:label"), text(label, "en"), graph)
        yield quad(term, curie("pg:standing"), text(standing), graph)
        if standing == "inverse":
            yield quad(term, curie("owl:inverseOf"), iri(term_iri(reverse)), graph)
        elif reverse == "symmetric":
            yield quad(term, curie("rdf:type"), curie("owl:SymmetricProperty"), graph)
        elif reverse:
            yield quad(term, curie("pg:inverseLabel"), text(reverse, "en"), graph)


def _mappings() -> Iterator[str]:
    graph, mondo = iri(GRAPH + "mappings"), iri("http://purl.obolibrary.org/obo/MONDO_0024333")
    yield quad(iri(entity_iri("sciatica")), curie("skos:exactMatch"), mondo, graph)
    yield quad(mondo, curie("skos:notation"), text("MONDO:0024333"), graph)
    yield quad(mondo, curie("rdfs:label"), text("Sciatica", "en"), graph)


def _inferred() -> Iterator[str]:
    for rule, axiom, construct, *edges in DERIVATIONS:
        conclusion, *premises = (Edge(entity_iri(s), term_iri(r), entity_iri(o)) for s, r, o in edges)
        yield _conclusion(conclusion.subject, iri(conclusion.relation), conclusion.object)
        for edge in (conclusion, *premises):
            yield _conclusion(edge.iri, curie("pg:subject"), edge.subject)
            yield _conclusion(edge.iri, curie("pg:predicate"), edge.relation)
            yield _conclusion(edge.iri, curie("pg:object"), edge.object)
        derivation = DERIVATION + hashlib.sha256(rule.encode()).hexdigest()[:20]
        yield _conclusion(derivation, curie("rdf:type"), PG + "Derivation")
        yield _conclusion(derivation, curie("pg:appliesRule"), RULE + rule)
        yield _conclusion(derivation, curie("pg:conclusion"), conclusion.iri)
        for premise in premises:
            yield _conclusion(derivation, curie("pg:premise"), premise.iri)
        yield quad(iri(RULE + rule), curie("rdfs:label"), text(rule), iri(INFERRED))
        yield quad(iri(RULE + rule), curie("rdf:type"), curie("pg:Rule"), iri(INFERRED))
        yield quad(iri(RULE + rule), curie("pg:axiom"), text(axiom), iri(INFERRED))
        yield quad(iri(RULE + rule), curie("pg:construct"), text(construct), iri(INFERRED))


def _conclusion(subject: str, predicate: str, object_: str) -> str:
    return quad(iri(subject), predicate, iri(object_), iri(INFERRED))


def _documents() -> Iterator[str]:
    for id_, words in TEXTS.items():
        document = Document(DocumentId(id_), words)
        claims = [claim for claim in CLAIMS if claim.document == id_]
        lines = [(TITLES[id_], 1), *((EMPTY[id_], 2) for _ in EMPTY.keys() & {id_})]
        headings = [Heading(words.index(line), words.index(line) + len(line), level) for line, level in lines]
        facts = (id_, document.sha256, len(words), {"title": TITLES[id_]})
        yield from document_quads(*facts, claims, document, NAMES, headings)


def small_graph() -> Iterator[str]:
    """Yield its lines."""
    yield from _vocabulary()
    yield from _documents()
    yield from _mappings()
    yield from _inferred()
