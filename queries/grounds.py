"""Grounds: all that speaks for a statement, and for whatever it rests on, read from a store.

A statement has three sorts of grounds: accepted claims that assert it, the vocabulary (curated knowledge, no evidence),
and applications of rules, whose premises are statements with grounds of their own. One claim, or the vocabulary, or
one application with grounds for all its premises is enough. Claims that doubt or deny it stand beside.

Statements are read level by level, with the same few queries for a whole level, so that a remote store is asked seldom.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from paingraph.ontology.namespaces import GRAPH, PREFIXES
from paingraph.queries.claim_grounds import Claim, read_claims, values
from paingraph.queries.rule_grounds import Application, Principle, read_applications, read_principles
from paingraph.queries.statements import Statement
from paingraph.queries.store import Store, Term

__all__ = ["STATEMENTS", "Case", "Ground", "mirrored", "read_case", "read_graphs"]

#: Most statements that one case reads; what lies beyond is told as unread.
STATEMENTS = 2_000

_VOCABULARY = f"""
SELECT ?subject ?relation ?object {{
  VALUES (?subject ?relation ?object) {{ %s }}
  GRAPH <{GRAPH}ontology> {{ ?subject ?relation ?object }}
}}
"""
_GRAPHS = "SELECT ?graph { GRAPH ?graph { ?subject ?relation ?object } } ORDER BY ?graph"
_SYMMETRIC = f"SELECT ?relation {{ ?relation a <{PREFIXES['owl']}SymmetricProperty> }} ORDER BY ?relation"


@dataclass(frozen=True, slots=True)
class Ground:
    """What speaks for one statement, and the claims beside it that doubt or deny it or await a curator."""

    statement: Statement
    claims: tuple[Claim, ...]
    beside: tuple[Claim, ...]
    in_vocabulary: bool
    applications: tuple[Application, ...]

    @property
    def documents(self) -> tuple[str, ...]:
        """IRIs of the documents that assert it, sorted."""
        return tuple(sorted({claim.document for claim in self.claims}))

    @property
    def is_given(self) -> bool:
        """Whether it stands by itself: a document asserts it, or the vocabulary has it."""
        return self.in_vocabulary or bool(self.claims)


@dataclass(frozen=True, slots=True)
class Case:
    """A statement with its grounds and those of all that it rests on; `unread` were left out for their number."""

    statement: Statement
    grounds: Mapping[Statement, Ground]
    unread: frozenset[Statement]

    @property
    def applications(self) -> Iterator[Application]:
        """All applications of rules in it."""
        return (application for ground in self.grounds.values() for application in ground.applications)

    def provable(
        self, *, without: Iterable[str] = (), barring: Iterable[Statement] = (), granting: Iterable[Statement] = ()
    ) -> set[Statement]:
        """Return the statements that hold without some documents (IRIs), by proofs that avoid those barred.

        Those granted need no proof.
        """
        out, barred = {*without}, {*barring}
        holds = {
            statement
            for statement, ground in self.grounds.items()
            if ground.in_vocabulary or any(claim.document not in out for claim in ground.claims)
        }
        holds = (holds | {*granting}) - barred
        waiting = [a for a in self.applications if a.conclusion not in barred]
        while ready := [a for a in waiting if a.conclusion not in holds and holds.issuperset(a.premises)]:
            holds.update(a.conclusion for a in ready)
            waiting = [a for a in waiting if a.conclusion not in holds]
        return holds


def read_case(store: Store, statement: Statement, limit: int = STATEMENTS) -> Case:
    """Read the grounds of a statement and of all that it rests on, the nearest first."""
    principles = read_principles(store)
    symmetric = {row["relation"].value for row in store.rows(_SYMMETRIC)}
    grounds: dict[Statement, Ground] = {}
    level = [statement]
    while level and len(grounds) < limit:
        level = level[: limit - len(grounds)]
        for ground in _read(store, level, principles, symmetric):
            grounds[ground.statement] = ground
        premises = (p for s in level for a in grounds[s].applications for p in a.premises)
        level = [premise for premise in dict.fromkeys(premises) if premise not in grounds]
    rest_on = {premise for ground in grounds.values() for a in ground.applications for premise in a.premises}
    return Case(statement, grounds, frozenset(rest_on - grounds.keys()))


def read_graphs(store: Store, statement: Statement) -> list[str]:
    """Return the named graphs in which a statement stands as an edge; none if it does not hold."""
    return [row["graph"].value for row in store.rows(_GRAPHS, **statement.terms)]


def mirrored(statement: Statement) -> Statement:
    """Return a statement of a symmetric relation read backwards."""
    return Statement(statement.object.value, statement.relation, Term(statement.subject))


def _read(
    store: Store, level: Sequence[Statement], principles: Mapping[str, Principle], symmetric: set[str]
) -> Iterator[Ground]:
    mirrors = {s: mirrored(s) for s in level if s.relation in symmetric and s.object.type == "uri"}
    claims = read_claims(store, dict.fromkeys([*level, *mirrors.values()]))
    applications = read_applications(store, level, principles)
    curated = _vocabulary(store, level)
    for statement in level:
        own = claims.get(statement, [])
        turned = claims.get(mirrors[statement], []) if statement in mirrors else []
        doubts = [claim for claim in (*own, *turned) if not claim.is_evidence]
        yield Ground(
            statement,
            tuple(claim for claim in own if claim.is_evidence),
            tuple(dict.fromkeys(doubts)),
            statement in curated,
            tuple(applications.get(statement, ())),
        )


def _vocabulary(store: Store, statements: Sequence[Statement]) -> set[Statement]:
    return {
        Statement(row["subject"].value, row["relation"].value, row["object"])
        for block in values(statements)
        for row in store.rows(_VOCABULARY % block)
    }
