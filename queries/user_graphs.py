"""What an update may change: graphs of the users' own, never what documents say or what follows from it.

Our graphs (vocabulary, documents, conclusions, metadata) lie below `…/graph/` and come from a build alone. A user
names graphs of any other IRI; triples without a graph go into one that is published as `…/graph/user`. So that every
relation of the ontology leads to a sentence wherever it stands, users speak of our things in words of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from paingraph.ontology.errors import ForbiddenError
from paingraph.ontology.namespaces import BASE, GRAPH, PG, PGID, PREFIXES

__all__ = [
    "USER_GRAPH",
    "graph_of",
    "is_user_graph",
    "refuse_forgery",
    "refuse_graph",
    "user_lines",
    "without_user_lines",
]

#: The graph that holds what users say without naming a graph.
USER_GRAPH = GRAPH + "user"

_TYPE = PREFIXES["rdf"] + "type"


def is_user_graph(iri: str) -> bool:
    """Tell whether a graph is the users'."""
    return iri == USER_GRAPH or not iri.startswith(BASE)


def graph_of(line: str) -> str:
    """Return the IRI of the graph that a line of N-Quads belongs to."""
    return line[line.rindex(" <") + 2 : line.rindex(">")]


def user_lines(lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines that stand in graphs of users."""
    return (line for line in lines if is_user_graph(graph_of(line)))


def without_user_lines(lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines that come from a build."""
    return (line for line in lines if not is_user_graph(graph_of(line)))


def refuse_graph(iri: str) -> None:
    """Raise ForbiddenError if users may not write into the graph, or not by that name."""
    if iri.startswith(BASE):
        raise ForbiddenError(
            f"The graph {iri} is not changed by updates: graphs below {BASE} come from a build. Choose a name of your "
            "own, or none.",
            graph=iri,
        )


def refuse_forgery(subject: str, predicate: str, object_: str) -> None:
    """Raise ForbiddenError if a triple of a user would pass for one that documents, rules or curators made.

    Terms are IRIs; a term that is none may be given as anything that is no IRI of ours.
    """
    if predicate.startswith(PG) or (predicate == _TYPE and object_.startswith(PG)):
        term = predicate if predicate.startswith(PG) else object_
        raise ForbiddenError(
            f"An update may not use pg:{term.removeprefix(PG)[:60]}: the terms of the ontology tell what documents "
            "say, so that each leads to a sentence. Add a document (paingraph add), or use a term of your own.",
            term=term,
        )
    if subject.startswith(BASE) and not subject.startswith(PGID):
        raise ForbiddenError(
            f"An update may not describe {subject[:200]}: documents, claims, conclusions, graphs and terms are "
            "described by a build. Entities may be described, and anything may be pointed at.",
            subject=subject,
        )
    if subject.startswith(PGID) and predicate.startswith(PREFIXES["skos"]):
        name = predicate.removeprefix(PREFIXES["skos"])
        raise ForbiddenError(
            f"An update may not give {subject.removeprefix(BASE)[:100]} a skos:{name[:60]}: names, definitions and "
            "mappings of entities are curated. Use a property of another vocabulary.",
            subject=subject,
        )
