"""Coverage: what the documents of a graph say of each concept, doubt, or leave out; gaps are found on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from paingraph.ontology.facts import ONTOLOGY_GRAPH, Facts, document_of, plain
from paingraph.ontology.library import KINDS
from paingraph.ontology.namespaces import PGID, term_iri
from paingraph.ontology.nquads import curie, iri

__all__ = ["Coverage", "slug_of"]


class Coverage:
    """What the documents of a graph say of each concept, and what its vocabulary puts above it."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.above: dict[str, list[str]] = defaultdict(list)
        for relation in (curie("pg:subtypeOf"), curie("pg:partOf")):
            for quad in facts.having(relation):
                if quad.graph == ONTOLOGY_GRAPH:
                    self.above[quad.subject].append(quad.object)

    def ancestors(self, node: str) -> Iterator[str]:
        """Yield the broader concepts and wholes, the nearest first."""
        seen, level = {node}, [node]
        while level:
            level = [upper for lower in level for upper in self.above.get(lower, ()) if upper not in seen]
            level = list(dict.fromkeys(level))
            seen.update(level)
            yield from level

    def rank(self, node: str) -> tuple[int, str]:
        """Return the place of a concept in lists: by kind, then by label."""
        kinds = self.facts.kinds(node)
        return (KINDS.index(kinds[0]) if kinds else len(KINDS), self.facts.label(node))

    @cached_property
    def naming(self) -> Mapping[str, Sequence[str]]:
        """The documents whose claims, whatever their polarity, speak of a concept."""
        found: dict[str, set[str]] = defaultdict(set)
        for part in (curie("pg:subject"), curie("pg:object")):
            for quad in self.facts.having(part):
                if document_of(quad.graph) and not self.facts.holds(quad.subject, curie("pg:status"), '"rejected"'):
                    found[quad.object].add(document_of(quad.graph))
        return {node: sorted(documents) for node, documents in found.items()}

    @cached_property
    def said(self) -> Mapping[tuple[str, bool, str], set[str]]:
        """By concept, direction and relation: the other ends of what documents assert."""
        found: dict[tuple[str, bool, str], set[str]] = defaultdict(set)
        for quad in self.facts.edges:
            if document_of(quad.graph):
                found[quad.subject, True, quad.predicate].add(quad.object)
                found[quad.object, False, quad.predicate].add(quad.subject)
        return found

    @cached_property
    def doubted(self) -> Mapping[tuple[str, bool, str], set[tuple[str, str]]]:
        """By concept, direction and relation: other end and document of what is only doubted or denied."""
        found: dict[tuple[str, bool, str], set[tuple[str, str]]] = defaultdict(set)
        for quad in self.facts.having(curie("pg:polarity")):
            claim, document = quad.subject, document_of(quad.graph)
            if quad.object != '"asserted"' and self.facts.holds(claim, curie("pg:status"), '"accepted"'):
                parts = (self.facts.value(claim, curie(f"pg:{name}")) for name in ("subject", "predicate", "object"))
                subject, relation, object_ = parts
                if subject and relation and object_:
                    found[subject, True, relation].add((object_, document))
                    found[object_, False, relation].add((subject, document))
        return found

    def fits(self, node: str, kind: str) -> bool:
        """Tell whether the other end is of that kind; an empty kind is any."""
        return not kind or kind in self.facts.kinds(node)

    def says(self, node: str, relations: Iterable[str], forward: bool, kind: str) -> bool:
        """Tell whether a document relates the concept, by one of the relations, to something of a kind."""
        return any(
            self.fits(other, kind)
            for relation in relations
            for other in self.said.get((node, forward, iri(term_iri(relation))), ())
        )

    def doubters(self, node: str, relations: Iterable[str], forward: bool, kind: str) -> tuple[str, ...]:
        """Return the documents that only doubt or deny such a relation."""
        found = {
            document
            for relation in relations
            for other, document in self.doubted.get((node, forward, iri(term_iri(relation))), ())
            if self.fits(other, kind)
        }
        return tuple(sorted(found))

    def codes(self, node: str, matches: Iterable[str]) -> list[tuple[str, str]]:
        """Return code and name of the terms that a concept is matched with."""
        found = []
        for match in matches:
            for object_ in self.facts.objects(node, match):
                code = self.facts.value(object_, curie("skos:notation"))
                found.append((plain(code) if code else plain(object_), self.facts.label(object_)))
        return sorted(found)


def slug_of(node: str) -> str:
    """Return the slug of an entity, given as a term of N-Quads."""
    return plain(node).removeprefix(PGID)
