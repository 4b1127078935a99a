"""Graphs in our own shape and of any size: the same size and seed give the same bytes.

    python bench/graphs.py 20000 FOLDER

writes a data folder that `paingraph serve --data` serves, with `graph.nq` for other engines in its version folder.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from paingraph.ontology.namespaces import GRAPH, PREFIXES, document_graph, document_iri, entity_iri

#: Share of the entities that is of each kind, roughly as in the shipped graph.
KINDS = {"Condition": 0.4, "Procedure": 0.3, "PainGenerator": 0.1, "Specialty": 0.05, "Therapy": 0.15}
#: Relation, kind of subject, kind of object, and share of the claims.
RELATIONS = (
    ("treats", "Procedure", "Condition", 0.35),
    ("managesCondition", "Specialty", "Condition", 0.2),
    ("performs", "Specialty", "Procedure", 0.2),
    ("targets", "Procedure", "PainGenerator", 0.1),
    ("diagnoses", "Procedure", "PainGenerator", 0.05),
    ("hasPainGenerator", "Condition", "PainGenerator", 0.1),
)
#: Triples that an entity and a claim take, and claims a document.
_PER_ENTITY, _PER_CLAIM, CLAIMS_PER_DOCUMENT = 8.5, 21.3, 150
#: Share of the triples that describe entities; the rest is claims.
_VOCABULARY = 0.25


@dataclass(frozen=True, slots=True)
class Shape:
    """How many of each a graph of so many triples has."""

    entities: int
    claims: int
    documents: int

    @classmethod
    def of(cls, triples: int) -> Shape:
        """Return the shape of a graph of about that size."""
        claims = max(60, round(triples * (1 - _VOCABULARY) / _PER_CLAIM))
        entities = max(60, round(triples * _VOCABULARY / _PER_ENTITY))
        return cls(entities, claims, max(3, claims // CLAIMS_PER_DOCUMENT))

    def slugs(self, kind: str) -> list[str]:
        """Return the slugs of a kind."""
        return [f"{kind.lower()}-{number}" for number in range(max(6, round(self.entities * KINDS[kind])))]


def quads(shape: Shape, seed: int = 1) -> Iterator[str]:
    """Yield the lines of a graph."""
    chance = random.Random(seed)
    slugs = {kind: shape.slugs(kind) for kind in KINDS}
    for name, *_ in RELATIONS:
        yield _line(_pg(name), _curie("rdf:type"), _curie("owl:ObjectProperty"), GRAPH + "ontology")
        yield _line(_pg(name), _curie("rdfs:label"), _text(name, "en"), GRAPH + "ontology")
    for kind, of_kind in slugs.items():
        for number, slug in enumerate(of_kind):
            yield from _entity(kind, slug, of_kind[(number - 1) // 5] if number else None, chance)
    for number in range(shape.documents):
        yield from _document(f"{number:03}")
    for number in range(shape.claims):
        yield from _claim(number, f"{number % shape.documents:03}", slugs, chance)


def _entity(kind: str, slug: str, broader: str | None, chance: random.Random) -> Iterator[str]:
    graph, subject = GRAPH + "ontology", f"<{entity_iri(slug)}>"
    label = slug.replace("-", " ")
    for type_ in (_pg(kind), _curie("skos:Concept"), _curie("owl:NamedIndividual")):
        yield _line(subject, _curie("rdf:type"), type_, graph)
    yield _line(subject, _curie("skos:prefLabel"), _text(label, "en"), graph)
    yield _line(subject, _curie("rdfs:label"), _text(label, "en"), graph)
    for number in range(chance.randrange(3)):
        yield _line(subject, _curie("skos:altLabel"), _text(f"{label} by another name {number}", "en"), graph)
    yield _line(subject, _curie("skos:definition"), _text(f"What is known as {label}.", "en"), graph)
    if broader:
        yield _line(subject, _pg("subtypeOf"), f"<{entity_iri(broader)}>", graph)
        yield _line(subject, _curie("skos:broader"), f"<{entity_iri(broader)}>", graph)


def _document(document: str) -> Iterator[str]:
    graph, subject = document_graph(document), f"<{document_iri(document)}>"
    yield _line(subject, _curie("rdf:type"), _pg("Document"), graph)
    yield _line(subject, _curie("dcterms:identifier"), _text(document), graph)
    yield _line(subject, _curie("rdfs:label"), _text(f"document {document}", "en"), graph)


def _claim(number: int, document: str, slugs: dict[str, list[str]], chance: random.Random) -> Iterator[str]:
    [(name, subject_kind, object_kind, _)] = chance.choices(RELATIONS, [relation[3] for relation in RELATIONS])
    subject, object_ = (f"<{entity_iri(_often(slugs[kind], chance))}>" for kind in (subject_kind, object_kind))
    polarity = "asserted" if chance.random() < 0.9 else "hedged"
    graph, start = document_graph(document), 50 * (number % 1000)
    end = start + 40 + chance.randrange(60)
    claim = f"<https://w3id.org/paingraph/claim/{hashlib.sha256(str(number).encode()).hexdigest()[:20]}>"
    passage = f"<{document_iri(document)}#char={start},{end}>"
    selector = f"<{document_iri(document)}#position={start},{end}>"
    if polarity == "asserted":
        yield _line(subject, _pg(name), object_, graph)
    for predicate, value in (
        (_curie("rdf:type"), _pg("Claim")),
        (_pg("subject"), subject),
        (_pg("predicate"), _pg(name)),
        (_pg("object"), object_),
        (_pg("polarity"), _text(polarity)),
        (_pg("method"), _text("rule")),
        (_pg("rule"), _text(f"{name}.example")),
        (_pg("status"), _text("accepted")),
        (_pg("confidence"), f'"0.{chance.randrange(50, 100)}"^^{_curie("xsd:decimal")}'),
        (_pg("inDocument"), f"<{document_iri(document)}>"),
        (_curie("prov:wasDerivedFrom"), passage),
    ):
        yield _line(claim, predicate, value, graph)
    for node, type_ in ((passage, _pg("Passage")), (selector, _curie("oa:TextPositionSelector"))):
        yield _line(node, _curie("rdf:type"), type_, graph)
    yield _line(passage, _curie("oa:hasSource"), f"<{document_iri(document)}>", graph)
    yield _line(passage, _curie("oa:hasSelector"), selector, graph)
    yield _line(passage, _pg("quote"), _text(f"Sentence {number} says that one {name} the other."), graph)
    for node, first, last in ((passage, _pg("start"), _pg("end")), (selector, _curie("oa:start"), _curie("oa:end"))):
        yield _line(node, first, f'"{start}"^^{_curie("xsd:integer")}', graph)
        yield _line(node, last, f'"{end}"^^{_curie("xsd:integer")}', graph)


def _often(slugs: list[str], chance: random.Random) -> str:
    """Choose as texts do: a few things come up again and again."""
    return slugs[int(len(slugs) * chance.random() ** 2)]


def _line(subject: str, predicate: str, object_: str, graph: str) -> str:
    return f"{subject} {predicate} {object_} <{graph}> ."


def _pg(name: str) -> str:
    return f"<{PREFIXES['pg']}{name}>"


def _curie(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"<{PREFIXES[prefix]}{local}>"


def _text(value: str, language: str = "") -> str:
    return f'"{value}"@{language}' if language else f'"{value}"'


def write(triples: int, data: Path, seed: int = 1) -> Path:
    """Write a data folder with one version, unless it is there; return the version folder."""
    digest = hashlib.sha256(f"bench {triples} {seed}".encode()).hexdigest()
    folder = data / "versions" / digest[:16]
    if not (folder / "manifest.json").exists():
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / "graph.nq").open("w", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in quads(Shape.of(triples), seed))
        (folder / "claims.jsonl").touch()
        manifest = {"digest": digest, "inputs": "", "built_with": "bench", "documents": [], "counts": {}}
        (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    if not (data / "current").is_symlink():
        os.symlink(folder.relative_to(data), data / "current")
    return folder


if __name__ == "__main__":
    print(write(int(sys.argv[1]), Path(sys.argv[2])))
