"""Why not: what is missing for an edge that does not hold.

First come errors of kind, since no document and no rule can mend them. Then what almost said it: claims that hedge or
deny it, and edges that say it of a wider or a narrower thing. Then each rule that could conclude it, with the premises
that are there and the one that is missing; the rule that lacks least comes first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

from paingraph.ontology.compilation import compile_rules
from paingraph.ontology.errors import UsageError
from paingraph.ontology.namespaces import PG, PREFIXES
from paingraph.ontology.rules import Guard, Step
from paingraph.queries.claim_grounds import Claim, read_claims
from paingraph.queries.grounds import read_graphs
from paingraph.queries.kinds import KindError, kind_errors
from paingraph.queries.rule_grounds import Principle, read_principles
from paingraph.queries.statements import Names, Signature, Statement, find_statement, spoken
from paingraph.queries.store import Row, Store, Term
from paingraph.queries.support import same_statements

__all__ = ["ATTEMPTS", "NEARBY", "Attempt", "Gap", "Missing", "WhyNot", "is_open", "why_not", "why_not_statement"]

#: How many ways of almost applying a rule are told.
ATTEMPTS = 5
#: How many edges of wider and narrower things are told.
NEARBY = 10
#: How many ways are looked at.
_LOOKED_AT = 500

_TYPE = PREFIXES["rdf"] + "type"
_NEARBY = f"""
PREFIX pg: <{PG}>
SELECT DISTINCT ?nearSubject ?nearObject {{
  {{ ?subject ?relation ?nearObject . ?nearObject pg:subtypeOf|^pg:subtypeOf ?object BIND(?subject AS ?nearSubject) }}
  UNION
  {{ ?nearSubject ?relation ?object . ?nearSubject pg:subtypeOf|^pg:subtypeOf ?subject BIND(?object AS ?nearObject) }}
}} ORDER BY ?nearSubject ?nearObject
"""


class Missing(NamedTuple):
    """An edge that is not there; an end such as `?y` is open, the same thing wherever the attempt has it.

    Where a kind is missing, the relation is rdf:type and the object a class.
    """

    subject: str
    relation: str
    object: str

    @property
    def statement(self) -> Statement | None:
        """The statement, where both ends are known and it is one that documents could make."""
        if self.relation == _TYPE or is_open(self.subject) or is_open(self.object):
            return None
        return Statement(self.subject, self.relation, Term(self.object))

    def sentence(self, names: Names) -> str:
        """Say it: 'nerve block treats sciatica', 'pain is of the kind 'condition family'', 'Y treats sciatica'."""
        subject, object_ = (
            end.removeprefix("?").upper() if is_open(end) else names.of(end) for end in (self.subject, self.object)
        )
        if self.relation == _TYPE:
            return f"{subject} is of the kind '{object_}'"
        return f"{subject} {spoken(names.of(self.relation))} {object_}"


@dataclass(frozen=True, slots=True)
class Attempt:
    """One way of almost applying a rule: edges that are there, and what is missing; `near` almost say that."""

    present: tuple[Statement, ...]
    missing: tuple[Missing, ...]
    near: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """A rule that could conclude the edge, and the ways in which it nearly applies; `more` are not told."""

    rule: Principle
    attempts: tuple[Attempt, ...]
    more: int

    @property
    def rank(self) -> tuple[int, bool, int, str]:
        """The nearest gap first: least missing, almost said, most there."""
        best = self.attempts[0]
        return len(best.missing), not best.near, -len(best.present), self.rule.name


@dataclass(frozen=True, slots=True)
class WhyNot:
    """Why an edge does not hold."""

    statement: Statement
    signature: Signature
    kind_errors: tuple[KindError, ...]
    near: tuple[Claim, ...]
    nearby: tuple[Statement, ...]
    more_nearby: int
    gaps: tuple[Gap, ...]
    names: Names

    @property
    def only_documents_could(self) -> bool:
        """Whether no rule concludes such edges, so that a document would have to say it."""
        return not self.gaps and not self.kind_errors and self.signature.standing == "asserted"


def why_not(store: Store, subject: str, relation: str, object_: str) -> WhyNot:
    """Return what is missing for an edge that does not hold; names are as for `explain`.

    Raises:
        NotFoundError: nothing has that name, with the nearest matches.
        UsageError: several things have it, or the edge holds.
    """
    return why_not_statement(store, find_statement(store, subject, relation, object_))


def why_not_statement(store: Store, statement: Statement) -> WhyNot:
    """Return what is missing for an edge that is given by IRIs; UsageError if it holds."""
    names = Names(store)
    if read_graphs(store, statement):
        raise UsageError(f"It holds that {names.sentence(statement)}; ask for its explanation.")
    signature = Signature.of(store, statement.relation)
    errors = kind_errors(statement, signature, names)
    claims = read_claims(store, [statement, *same_statements(store, statement)])
    near = tuple(claim for found in claims.values() for claim in found if not claim.is_evidence)
    nearby = _nearby(store, statement)
    gaps = () if errors or statement.object.type != "uri" else _gaps(store, statement)
    return WhyNot(
        statement, signature, errors, near, nearby[:NEARBY], max(0, len(nearby) - NEARBY), gaps, names
    )  # fmt: skip


def is_open(end: str) -> bool:
    """Tell whether an end of a missing edge stands for a thing that is not known."""
    return end.startswith("?")


def _nearby(store: Store, statement: Statement) -> tuple[Statement, ...]:
    if statement.object.type != "uri" or statement.relation == PG + "subtypeOf":
        return ()
    rows = store.rows(_NEARBY, **statement.terms)
    return tuple(Statement(row["nearSubject"].value, statement.relation, row["nearObject"]) for row in rows)


def _gaps(store: Store, statement: Statement) -> tuple[Gap, ...]:
    """Return the gaps of all rules; the graph describes those that it applied, and the ontology the others."""
    shipped = (Principle(rule.iri, rule.id, rule.axiom, rule.construct) for rule in compile_rules())
    rules = {rule.iri: rule for rule in shipped} | read_principles(store)
    concluding = [rule for rule in rules.values() if PG + rule.conclusion.relation == statement.relation]
    gaps = [gap for rule in concluding if (gap := _Search(store, rule, statement).gap())]
    return tuple(sorted(gaps, key=lambda gap: gap.rank))


class _Search:
    """Looks for the ways in which a rule nearly applies."""

    def __init__(self, store: Store, rule: Principle, statement: Statement) -> None:
        self._store = store
        self._rule = rule
        self._names = Names(store)
        self._ends = {rule.conclusion.subject: statement.subject, rule.conclusion.object: statement.object.value}
        self._signatures: dict[str, Signature] = {}

    def gap(self) -> Gap | None:
        """Return the rule's gap: those ways that lack least; None if it could never apply."""
        premises = self._rule.premises
        found = [*self._attempts(premises, ())]
        for size in range(1, len(premises) + 1):
            for absent in combinations(premises, size):
                found += self._attempts([step for step in premises if step not in absent], absent)
            if found:
                break
        if not found:
            return None
        least = min(len(attempt.missing) for attempt in found)
        nearest = self._judged([attempt for attempt in found if len(attempt.missing) == least])
        return Gap(self._rule, tuple(nearest[:ATTEMPTS]), max(0, len(nearest) - ATTEMPTS))

    def _attempts(self, present: Sequence[Step], absent: Sequence[Step]) -> Iterator[Attempt]:
        bound = {*self._ends, *(v for step in present for v in (step.subject, step.object))}
        guards = [guard for guard in self._rule.guards if guard.variable in bound]
        for row in self._rows(present, guards):
            things = {**{name: term.value for name, term in row.items()}, **self._ends}
            ends = [(things.get(s.subject, f"?{s.subject}"), things.get(s.object, f"?{s.object}")) for s in absent]
            missing = [Missing(e[0], PG + s.relation, e[1]) for e, s in zip(ends, absent, strict=True)]
            missing += [
                Missing(things[guard.variable], _TYPE, PG + guard.kind)
                for number, guard in enumerate(guards)
                if f"guard{number}" not in row
            ]
            if missing and all(map(self._is_possible, missing)):
                edges = [Statement(things[s.subject], PG + s.relation, Term(things[s.object])) for s in present]
                yield Attempt(tuple(edges), tuple(missing))

    def _rows(self, present: Sequence[Step], guards: Sequence[Guard]) -> list[Row]:
        """Return what the variables can stand for; a guard that holds has a variable of its own."""
        variables = sorted({v for step in present for v in (step.subject, step.object)} | self._ends.keys())
        asked = [*variables, *(f"guard{number}" for number in range(len(guards)))]
        optional = [f"OPTIONAL {{ {g} BIND(true AS ?guard{number}) }}" for number, g in enumerate(guards)]
        query = (
            f"PREFIX pg: <{PG}> SELECT DISTINCT {' '.join(f'?{name}' for name in asked)} "
            f"{{ {' . '.join(map(str, present))} {' '.join(optional)} }} "
            f"ORDER BY {' '.join(f'?{name}' for name in variables)} LIMIT {_LOOKED_AT}"
        )
        return self._store.rows(query, **{variable: Term(thing) for variable, thing in self._ends.items()})

    def _is_possible(self, missing: Missing) -> bool:
        """Tell whether the missing edge would not be an error of kind itself."""
        statement = missing.statement
        if statement is None:
            return True
        if statement.relation not in self._signatures:
            self._signatures[statement.relation] = Signature.of(self._store, statement.relation)
        return not kind_errors(statement, self._signatures[statement.relation], self._names)

    def _judged(self, attempts: Sequence[Attempt]) -> list[Attempt]:
        """Add the claims that almost say what is missing, and put those attempts first."""
        statements = dict.fromkeys(m.statement for a in attempts for m in a.missing if m.statement)
        claims = read_claims(self._store, statements)
        judged = [Attempt(a.present, a.missing, tuple(_near(a.missing, claims))) for a in attempts]
        return sorted(judged, key=lambda attempt: not attempt.near)


def _near(missing: Sequence[Missing], claims: Mapping[Statement, Sequence[Claim]]) -> Iterator[Claim]:
    for each in missing:
        if each.statement is not None:
            yield from (claim for claim in claims.get(each.statement, ()) if not claim.is_evidence)
