"""Facts: the lines of a graph, indexed in plain dictionaries, for checks that must be quick enough for each build.

Terms keep their N-Quads form (`<…>`, `_:…`, `"…"@en`), so that nothing is parsed that no check looks at.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from paingraph.ontology.library import KINDS
from paingraph.ontology.namespaces import DOCUMENT, GRAPH, PG, PGID, term_iri
from paingraph.ontology.nquads import curie, iri

__all__ = [
    "ONTOLOGY_GRAPH",
    "Facts",
    "Quad",
    "Signature",
    "document_of",
    "is_entity",
    "is_iri",
    "is_literal",
    "language",
    "plain",
]

#: The graph of schema and vocabulary, between angle brackets.
ONTOLOGY_GRAPH = iri(GRAPH + "ontology")

#: One line (RDF 1.1 N-Quads, section 4): subject, predicate, object, and a graph that may be missing.
_LINE = re.compile(
    r"(<[^>]*>|_:\S+) (<[^>]*>) "
    r'(<[^>]*>|_:\S+|"(?:[^"\\]|\\.)*"(?:@[A-Za-z][A-Za-z0-9-]*|\^\^<[^>]*>)?)'
    r"(?: (<[^>]*>|_:\S+))? \."
)
_ESCAPE = re.compile(r'\\([tbnrf"\'\\]|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})')
_ESCAPED = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f", '"': '"', "'": "'", "\\": "\\"}

_TYPE = curie("rdf:type")
_KINDS = {iri(term_iri(kind)): kind for kind in KINDS}
_DOCUMENT_GRAPH = f"<{GRAPH}document/"
_ENTITY = f"<{PGID}"
_TERM = f"<{PG}"


class Quad(NamedTuple):
    """One line of the graph; a graph of "" is the default graph."""

    subject: str
    predicate: str
    object: str
    graph: str


class Signature(NamedTuple):
    """The kinds that may stand on either side of a relation; an empty side is not restricted."""

    domain: frozenset[str]
    range: frozenset[str]
    literal: bool
    same_kind: bool


def is_iri(term: str) -> bool:
    """Tell whether the term is an IRI."""
    return term.startswith("<")


def is_literal(term: str) -> bool:
    """Tell whether the term is a literal."""
    return term.startswith('"')


def is_entity(term: str) -> bool:
    """Tell whether the term is the IRI of an entity."""
    return term.startswith(_ENTITY)


def plain(term: str) -> str:
    """Return an IRI without brackets, a literal's characters, a blank node's label."""
    if is_iri(term):
        return term[1:-1]
    if is_literal(term):
        return _ESCAPE.sub(_unescaped, term[1 : term.rindex('"')])
    return term


def language(term: str) -> str:
    """Return the language tag of a literal, "" if it has none."""
    return term[term.rindex('"') + 1 :].removeprefix("@") if is_literal(term) and not term.endswith(">") else ""


def _unescaped(match: re.Match[str]) -> str:
    code = match[1]
    return chr(int(code[1:], 16)) if code[0] in "uU" and len(code) > 1 else _ESCAPED[code]


class Facts:
    """A graph as indexes; the default graph is the union, as in every query. Iteration is always in sorted order."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.quads: list[Quad] = []
        #: Lines that are not N-Quads.
        self.malformed: list[str] = []
        self._by_predicate: dict[str, list[Quad]] = defaultdict(list)
        self._by_subject: dict[str, dict[str, dict[str, None]]] = {}
        self._instances: dict[str, dict[str, None]] = defaultdict(dict)
        match = _LINE.fullmatch
        for line in sorted({line.strip() for line in lines} - {""}):
            found = match(line)
            if found is None:
                self.malformed.append(line)
                continue
            quad = Quad(found[1], found[2], found[3], found[4] or "")
            self.quads.append(quad)
            self._by_predicate[quad.predicate].append(quad)
            # A dictionary without values is a set that remembers its order.
            self._by_subject.setdefault(quad.subject, {}).setdefault(quad.predicate, {})[quad.object] = None
            if quad.predicate == _TYPE:
                self._instances[quad.object][quad.subject] = None

    def __contains__(self, subject: object) -> bool:
        """Tell whether anything is said about that term."""
        return subject in self._by_subject

    def holds(self, subject: str, predicate: str, object_: str) -> bool:
        """Tell whether some graph says this."""
        return object_ in self._by_subject.get(subject, {}).get(predicate, {})

    def predicates(self) -> Iterator[str]:
        """Yield every predicate in use."""
        yield from sorted(self._by_predicate)

    def having(self, predicate: str) -> list[Quad]:
        """Return the quads with that predicate."""
        return self._by_predicate.get(predicate, [])

    def objects(self, subject: str, predicate: str) -> list[str]:
        """Return what the predicate relates the subject to, each once."""
        return list(self._by_subject.get(subject, {}).get(predicate, ()))

    def value(self, subject: str, predicate: str) -> str | None:
        """Return the first of the objects, if there is one."""
        return next(iter(self._by_subject.get(subject, {}).get(predicate, ())), None)

    def instances(self, class_: str) -> list[str]:
        """Return the subjects of that very type."""
        return list(self._instances.get(class_, ()))

    def is_a(self, subject: str, class_: str) -> bool:
        """Tell whether the subject is of that very type."""
        return class_ in self._by_subject.get(subject, {}).get(_TYPE, {})

    def kinds(self, subject: str) -> list[str]:
        """Return the kinds of an entity by local name; one, if all is well."""
        return [_KINDS[type_] for type_ in self.objects(subject, _TYPE) if type_ in _KINDS]

    def label(self, subject: str) -> str:
        """Return the words for an entity, or its slug if it has none."""
        label = self.value(subject, curie("skos:prefLabel")) or self.value(subject, curie("rdfs:label"))
        return plain(label) if label else plain(subject).removeprefix(PGID)

    @cached_property
    def entities(self) -> list[str]:
        """All that is of one of the ten kinds, or a concept under an entity's IRI."""
        found = {subject for kind in _KINDS for subject in self._instances.get(kind, ())}
        found.update(subject for subject in self._instances.get(curie("skos:Concept"), ()) if is_entity(subject))
        return sorted(found)

    @cached_property
    def vocabulary(self) -> list[str]:
        """The entities that the ontology graph declares; others are candidates that a document brought in."""
        declared = {quad.subject for quad in self.having(_TYPE) if quad.graph == ONTOLOGY_GRAPH}
        return [entity for entity in self.entities if entity in declared]

    @cached_property
    def edges(self) -> list[Quad]:
        """The statements on entities by our own relations, in whichever graph."""
        return [
            quad
            for predicate, quads in sorted(self._by_predicate.items())
            if predicate.startswith(_TERM)
            for quad in quads
            if is_entity(quad.subject) and not self.is_a(predicate, curie("owl:AnnotationProperty"))
        ]

    @cached_property
    def _documents(self) -> dict[str, str]:
        """The document in whose graph a subject is described, if it is described in one only."""
        found: dict[str, set[str]] = defaultdict(set)
        for quad in self.quads:
            found[quad.subject].add(document_of(quad.graph))
        return {subject: documents.pop() for subject, documents in found.items() if len(documents) == 1}

    def document(self, node: str) -> str:
        """Return the id of the document that the node belongs to, "" for what is no document's."""
        if node.startswith(f"<{DOCUMENT}"):
            return node[len(DOCUMENT) + 1 : -1].partition("#")[0]
        return self._documents.get(node, "")

    def signature(self, relation: str) -> Signature:
        """Return what the schema lets stand on either side of a relation."""
        if relation not in self._signatures:
            self._signatures[relation] = self._signature(relation)
        return self._signatures[relation]

    @cached_property
    def _signatures(self) -> dict[str, Signature]:
        return {}

    def _signature(self, relation: str) -> Signature:
        turned = self.value(relation, curie("owl:inverseOf"))
        sides = [
            frozenset(kind for class_ in self.objects(turned or relation, side) for kind in self._members(class_))
            for side in (curie("rdfs:domain"), curie("rdfs:range"))
        ]
        domain, range_ = reversed(sides) if turned else sides
        literal = self.is_a(relation, curie("owl:DatatypeProperty"))
        return Signature(domain, range_, literal, self.value(relation, curie("pg:sameKind")) is not None)

    def _members(self, class_: str) -> Iterator[str]:
        """Walk down a class to the kinds that it is the union of."""
        if class_ in _KINDS:
            yield _KINDS[class_]
            return
        for union in ("owl:unionOf", "owl:disjointUnionOf"):
            for head in self.objects(class_, curie(union)):
                for member in self.list_items(head):
                    yield from self._members(member)
        for same in self.objects(class_, curie("owl:equivalentClass")):
            yield from self._members(same)

    def list_items(self, head: str) -> Iterator[str]:
        """Yield the members of an RDF list; a list that bites its tail ends there."""
        seen: set[str] = set()
        node: str | None = head
        while node is not None and node not in seen and node != curie("rdf:nil"):
            seen.add(node)
            yield from self.objects(node, curie("rdf:first"))
            node = self.value(node, curie("rdf:rest"))


def document_of(graph: str) -> str:
    """Return the id of the document whose named graph this is, "" for another graph."""
    return graph[len(_DOCUMENT_GRAPH) : -1] if graph.startswith(_DOCUMENT_GRAPH) else ""
