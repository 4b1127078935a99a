"""Operations on the version as a whole: what it holds, and where everything is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from paingraph import __version__
from paingraph.api.answers import Answers
from paingraph.api.kinds import KINDS, Kind
from paingraph.api.operations import Operation
from paingraph.api.service_resources import KindAnswer, RootAnswer, StatsAnswer
from paingraph.api.urls import API
from paingraph.ontology.namespaces import GRAPH, PG, PGID, PREFIXES, term_iri
from paingraph.queries.store import Store

__all__ = ["Statistics", "kinds_of", "stats_operations"]

_PROLOGUE = f"PREFIX pg: <{PREFIXES['pg']}>\n"
_BY_RELATION = (
    _PROLOGUE
    + """SELECT ?relation (COUNT(DISTINCT ?claim) AS ?claims) WHERE {
  ?claim a pg:Claim ; pg:predicate ?relation ; pg:status "accepted"
} GROUP BY ?relation ORDER BY ?relation"""
)
_ASSERTED = (
    _PROLOGUE
    + """SELECT (COUNT(*) AS ?edges) WHERE {
  SELECT DISTINCT ?subject ?relation ?object WHERE {
    ?claim a pg:Claim ; pg:subject ?subject ; pg:predicate ?relation ; pg:status "accepted" ; pg:polarity "asserted" ;
           pg:object ?object .
  }
}"""
)
_INFERRED = f"""SELECT (COUNT(*) AS ?edges) WHERE {{
  GRAPH <{GRAPH}inferred> {{ ?subject ?relation ?object }}
  FILTER(STRSTARTS(STR(?subject), "{PGID}") && STRSTARTS(STR(?object), "{PGID}") && STRSTARTS(STR(?relation), "{PG}"))
}}"""


class Statistics:
    """What one version holds, counted once."""

    def __init__(self, store: Store, answers: Answers) -> None:
        documents = answers.evidence.documents.values()
        polarities = ("asserted", "hedged", "negated")
        claims = {polarity: sum(document.claims.get(polarity, 0) for document in documents) for polarity in polarities}
        relations = {
            row["relation"].value.removeprefix(PG): int(row["claims"].value)
            for row in store.rows(_BY_RELATION)
            if "relation" in row
        }
        self.answer: StatsAnswer = {
            "version": store.version,
            "kinds": kinds_of(answers),
            "documents": len(answers.evidence.documents),
            "claims": claims,
            "relations": relations,
            "edges": {
                "asserted": int(store.rows(_ASSERTED)[0]["edges"].value),
                "inferred": int(store.rows(_INFERRED)[0]["edges"].value),
            },
        }


def kinds_of(answers: Answers) -> list[KindAnswer]:
    """Count the entities of each kind."""
    return [_kind(answers, kind) for kind in KINDS]


def _kind(answers: Answers, kind: Kind) -> KindAnswer:
    entries = answers.directory.of_kind(kind)
    return {
        "kind": kind.name,
        "label": kind.plural,
        "iri": term_iri(kind.name),
        "help": kind.help,
        "entities": len(entries),
        "mentioned": sum(entry.claims > 0 for entry in entries),
        "href": f"{API}/{kind.route}",
    }


def stats_operations(store: Store, statistics: Statistics, others: Iterable[Operation]) -> Iterator[Operation]:
    """Yield the operations on the version as a whole; the first of them leads to all others."""
    version = {"graph": store.version, "program": __version__}
    stats = Operation(
        id="getStats",
        path="/stats",
        summary="What this version holds, counted.",
        answer=StatsAnswer,
        handler=lambda: statistics.answer,
        tag="version",
    )
    served = Operation(
        id="getVersion",
        path="/version",
        summary="The version of the graph and of the program.",
        answer=dict[str, str],
        handler=lambda: version,
        tag="version",
    )
    root = _root(store.version, [*others, stats, served])
    yield Operation(
        id="getRoot", path="/", summary="Where everything is.", answer=RootAnswer, handler=lambda: root, tag="version"
    )
    yield stats
    yield served


def _root(version: str, operations: Iterable[Operation]) -> RootAnswer:
    """Name every operation by its path; the named queries are a list of their own."""
    paths = [operation.template for operation in operations if not operation.path.startswith("/queries/")]
    further = ("context.jsonld", "claim-context.jsonld", "openapi.json", "docs")
    return {
        "version": version,
        "links": {
            **{path.strip("/"): API + path for path in paths if "{" not in path},
            **{name: f"{API}/{name}" for name in further},
            "sparql": "/sparql",
        },
        "templates": {path.split("/")[1]: API + path for path in paths if "{" in path},
    }
