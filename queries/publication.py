"""The record that a remote store holds of what was published to it: the version, its graphs, and what it retracted.

An endpoint cannot be asked for a manifest, and its default graph may be anything: the union of all that it holds, a
graph of its own, or nothing. So the graph is loaded with a record, in a graph that no reader is shown, and with the
union of its graphs as one more graph, in which a triple of two documents stands once. The record is written last: a
store without it holds no graph, or half of one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from paingraph.ontology.namespaces import BASE, CLAIM, DOCUMENT, GRAPH
from paingraph.ontology.nquads import curie, iri, text
from paingraph.queries.description import DATASET
from paingraph.queries.store import Row

__all__ = ["NOWHERE", "PUBLICATION", "PUBLICATION_QUERY", "UNION", "Publication"]

#: The graph that holds the record.
PUBLICATION = GRAPH + "publication"
#: The graph that holds each triple of the others once.
UNION = GRAPH + "union"
#: A graph that no store holds: what a dataset without graphs is made of.
NOWHERE = GRAPH + "none"
#: Asks for the record: a fact of it per row.
PUBLICATION_QUERY = f"SELECT ?subject ?predicate ?object {{ GRAPH <{PUBLICATION}> {{ ?subject ?predicate ?object }} }}"

_RETRACTION = BASE + "retraction/"
_IDENTIFIER, _SUBSET, _INVALIDATED = curie("dcterms:identifier"), curie("void:subset"), curie("prov:wasInvalidatedBy")


@dataclass(frozen=True, slots=True)
class Publication:
    """What was published: the version's digest, the names of its graphs, and the records of its retractions."""

    version: str
    graphs: tuple[str, ...] = ()
    #: As in a manifest: {"id": …, "claims": [IRI, …]} each.
    retracted: Sequence[Mapping[str, Any]] = field(default=())

    def triples(self) -> Iterator[str]:
        """Yield the record as triples in N-Triples form, without the full stop."""
        yield f"{iri(DATASET)} {_IDENTIFIER} {text(self.version)}"
        for graph in self.graphs:
            yield f"{iri(DATASET)} {_SUBSET} {iri(graph)}"
        for record in self.retracted:
            for gone in (DOCUMENT + record["id"], *record["claims"]):
                yield f"{iri(gone)} {_INVALIDATED} {iri(_RETRACTION + record['id'])}"

    @classmethod
    def read(cls, rows: Iterable[Row]) -> Publication | None:
        """Read the record from the rows of its query; None if there is none."""
        versions, graphs, retracted = [], [], dict[str, list[str]]()
        for row in rows:
            subject, predicate, object_ = (row[name].value for name in ("subject", "predicate", "object"))
            match f"<{predicate}>":
                case str(name) if name == _IDENTIFIER:
                    versions.append(object_)
                case str(name) if name == _SUBSET:
                    graphs.append(object_)
                case str(name) if name == _INVALIDATED:
                    claims = retracted.setdefault(object_.removeprefix(_RETRACTION), [])
                    claims += [subject] if subject.startswith(CLAIM) else []
        if len(versions) != 1:
            return None
        records = [{"id": id_, "claims": sorted(claims)} for id_, claims in sorted(retracted.items())]
        return cls(versions[0], tuple(sorted(graphs)), records)
