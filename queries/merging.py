"""A default graph of several graphs is their merge, a set of triples (RDF 1.1 Semantics, section 4.1).

The engine looks a pattern up in each of the graphs, so that a triple which two of them hold is found twice and counted
twice. Where a request or a query names several, the merge is made once and kept for the next query over it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from paingraph.ontology.namespaces import PREFIXES
from paingraph.queries.store import OWN_DATASET, Dataset
from paingraph.queries.tokens import Kind, Token, tokens

__all__ = ["dataset_of", "merged"]

#: Merges that a worker keeps.
_KEPT = 2


def dataset_of(query: str) -> Dataset:
    """Return the dataset that FROM clauses of a query name; empty if there are none, or one is not plain to see."""
    if query.lower().count("from") < 2:
        return OWN_DATASET
    prefixes = dict(PREFIXES)
    default: list[str] = []
    named: list[str] = []
    found = tokens(query)
    for token in found:
        if token.text == "{":
            break
        if token.is_word("PREFIX"):
            name, iri = next(found, None), next(found, None)
            if name and iri:
                prefixes[name.text.removesuffix(":")] = iri.text[1:-1]
        elif token.is_word("FROM"):
            following = next(found, None)
            graphs = default
            if following and following.is_word("NAMED"):
                following, graphs = next(found, None), named
            resolved = _resolved(following, prefixes)
            if resolved is None:
                return OWN_DATASET
            graphs.append(resolved)
    return Dataset(tuple(default), tuple(named))


@lru_cache(maxsize=_KEPT)
def merged(graph: Store, dataset: Dataset) -> Store:
    """Return a store whose default graph is the merge of the dataset's default graphs, beside its named ones."""
    store = Store()
    store.bulk_extend(_quads(graph, dataset))
    return store


def _quads(graph: Store, dataset: Dataset) -> Iterator[Quad]:
    for iri in dataset.default_graphs:
        for quad in graph.quads_for_pattern(None, None, None, NamedNode(iri)):
            yield Quad(quad.subject, quad.predicate, quad.object, DefaultGraph())
    for iri in dataset.named_graphs:
        yield from graph.quads_for_pattern(None, None, None, NamedNode(iri))


def _resolved(token: Token | None, prefixes: dict[str, str]) -> str | None:
    """Return the IRI of a token, if it takes neither escapes nor a base to know it."""
    if token is None or "\\" in token.text:
        return None
    if token.kind is Kind.IRI:
        iri = token.text[1:-1]
        return iri if ":" in iri.partition("/")[0] else None
    prefix, _, local = token.text.partition(":")
    return prefixes[prefix] + local if token.kind is Kind.NAME and prefix in prefixes else None
