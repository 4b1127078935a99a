"""A small world: our schema, a few things of our own, and three documents that agree and disagree about them.

Nothing of the shipped vocabulary or corpus is used, so that the tests say all that their answers rest on.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from importlib.resources import files
from pathlib import Path

import pytest

from paingraph.loader.claims import Claim, Entity, Method, Polarity, Span, Status, Value
from paingraph.loader.documents import Document
from paingraph.loader.triples import document_quads
from paingraph.ontology.closure import close_quads
from paingraph.ontology.namespaces import GRAPH, DocumentId, Slug, entity_iri, slugify
from paingraph.ontology.nquads import canonical_bytes, curie, in_graph, iri, quad, text
from paingraph.ontology.turtle import ontology_ntriples
from paingraph.queries.embedded import EmbeddedStore
from paingraph.queries.store import Store

#: Label, and kind.
THINGS = {
    "anesthesiology": "Specialty",
    "chiropractic": "Specialty",
    "nerve block": "Procedure",
    "facet joint injection": "Procedure",
    "facet joint test block": "Procedure",
    "massage": "Therapy",
    "neuralgia": "Condition",
    "face pain": "Condition",
    "trigeminal neuralgia": "Condition",
    "facet joint syndrome": "Condition",
    "whiplash injury": "Condition",
    "facet joint": "PainGenerator",
}
#: What the vocabulary knows.
SLUGS = {slugify(label) for label in THINGS}
#: What is a kind of what, by the vocabulary.
HIERARCHY = (
    ("trigeminal neuralgia", "face pain"),
    ("face pain", "neuralgia"),
)

#: Document, subject, relation, object, and what is out of the ordinary: polarity or status.
Said = tuple[str, str, str, str, str]

SAID: tuple[Said, ...] = (
    ("901", "anesthesiology", "performs", "nerve block", ""),
    ("901", "nerve block", "treats", "neuralgia", ""),
    ("901", "anesthesiology", "collaboratesWith", "chiropractic", ""),
    ("901", "facet joint syndrome", "hasPainGenerator", "facet joint", ""),
    ("901", "facet joint injection", "targets", "facet joint", ""),
    ("901", "nerve block", "reliefDuration", "PT24H", ""),
    ("902", "nerve block", "treats", "neuralgia", ""),
    ("902", "anesthesiology", "managesCondition", "neuralgia", ""),
    ("902", "chiropractic", "collaboratesWith", "anesthesiology", ""),
    ("902", "trigeminal neuralgia", "subtypeOf", "neuralgia", ""),
    ("902", "massage", "treats", "whiplash injury", "candidate"),
    ("903", "nerve block", "treats", "neuralgia", "hedged"),
    ("903", "chiropractic", "performs", "massage", ""),
    ("903", "massage", "treats", "neuralgia", "negated"),
    ("903", "whiplash injury", "hasPainGenerator", "facet joint", ""),
    ("903", "facet joint test block", "diagnoses", "facet joint", ""),
    ("903", "chiropractic", "performs", "facet joint test block", "rejected"),
)


def vocabulary(schema: Path) -> Iterator[str]:
    """The schema, and our things."""
    graph = GRAPH + "ontology"
    yield from in_graph(ontology_ntriples(schema), graph)
    for label, kind in THINGS.items():
        thing = iri(entity_iri(slugify(label)))
        for class_ in (f"pg:{kind}", "skos:Concept", *(("pg:ConditionFamily",) if label == "neuralgia" else ())):
            yield quad(thing, curie("rdf:type"), curie(class_), iri(graph))
        yield quad(thing, curie("skos:prefLabel"), text(label, "en"), iri(graph))
    for narrow, wide in HIERARCHY:
        ends = (iri(entity_iri(slugify(narrow))), iri(entity_iri(slugify(wide))))
        yield quad(ends[0], curie("pg:subtypeOf"), ends[1], iri(graph))


def documents(said: Sequence[Said]) -> Iterator[str]:
    """Each statement as a sentence of its document, under a heading; the text of document 902 is not at hand."""
    for id_ in sorted({document for document, *_ in said}):
        words, claims = f"Heading of {id_}\n", []
        for _, subject, relation, object_, manner in (one for one in said if one[0] == id_):
            sentence = f"{subject} {relation} {object_}."
            span = Span(len(words), len(words) + len(sentence) - 1)
            words += sentence + "\n"
            polarity = Polarity(manner) if manner in ("hedged", "negated") else Polarity.ASSERTED
            status = Status(manner) if manner in ("candidate", "rejected") else Status.ACCEPTED
            end = entity(object_) if object_ in THINGS else Value(object_)
            reader = (Method.RULE, f"{relation}.example", 0.9, status)
            claims.append(Claim(DocumentId(id_), entity(subject), relation, end, polarity, span, Span(0, 14), *reader))
        document = Document(DocumentId(id_), words)
        source = None if id_ == "902" else document
        metadata = {"title": f"Title of {id_}"}
        yield from document_quads(id_, document.sha256, len(words), metadata, claims, source, SLUGS)


def entity(label: str) -> Entity:
    """A thing, as claims name it."""
    return Entity(Slug(slugify(label)), label, THINGS[label])


@pytest.fixture(scope="session")
def graph_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Sequence[Said]], bytes]:
    """Make the graph of what documents say and what follows from it, as N-Quads."""
    schema = tmp_path_factory.mktemp("schema")
    shutil.copy(str(files("paingraph.ontology") / "modules" / "schema.ttl"), schema)

    def made(said: Sequence[Said]) -> bytes:
        lines = [*vocabulary(schema), *documents(said)]
        return canonical_bytes([*lines, *close_quads(lines).quads()])

    return made


@pytest.fixture(scope="session")
def store_of(
    tmp_path_factory: pytest.TempPathFactory, graph_of: Callable[[Sequence[Said]], bytes]
) -> Iterator[Callable[[Sequence[Said]], Store]]:
    """Open a store on such a graph."""
    stores: list[EmbeddedStore] = []

    def opened(said: Sequence[Said]) -> Store:
        folder = tmp_path_factory.mktemp("version")
        (folder / "graph.nq").write_bytes(graph_of(said))
        (folder / "manifest.json").write_text(json.dumps({"digest": f"{len(stores):064x}"}), encoding="utf-8")
        stores.append(EmbeddedStore.open(folder, workers=1))
        return stores[-1]

    yield opened
    for store in stores:
        store.close()


@pytest.fixture(scope="session")
def world(store_of: Callable[[Sequence[Said]], Store]) -> Store:
    """A store on all that the three documents say."""
    return store_of(SAID)


@pytest.fixture(scope="session")
def said() -> tuple[Said, ...]:
    """All that the three documents say."""
    return SAID
