"""Proofs: why an edge holds, from its rules down to the passages that say so.

A proof is a statement with its claims, the vocabulary if that has it, and every inference that concludes it; an
inference rests on the proofs of its premises. Equal sub-proofs are one object, so that the whole is a directed acyclic
graph, however often it is printed as a tree. No proof uses its own conclusion: an inference that would need it is left
out there, and so is one whose premises hold only thereby.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from paingraph.queries.claim_grounds import Claim
from paingraph.queries.grounds import Case, Ground, read_case, read_graphs
from paingraph.queries.rule_grounds import Principle
from paingraph.queries.statements import Names, Signature, Statement, find_statement
from paingraph.queries.store import Store

__all__ = ["DEPTH", "INFERENCES", "Explanation", "Inference", "Proof", "explain", "explain_statement"]

#: How many inferences a proof may stand on top of each other.
DEPTH = 50
#: How many inferences one explanation spells out.
INFERENCES = 2_000


@dataclass(frozen=True, slots=True, eq=False)
class Proof:
    """A statement and all that proves it; `more` inferences were left out for their depth or number."""

    ground: Ground
    inferences: tuple[Inference, ...] = ()
    more: int = 0

    @property
    def statement(self) -> Statement:
        """What is proved."""
        return self.ground.statement

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The accepted claims that assert it."""
        return self.ground.claims

    def walk(self) -> Iterator[Proof]:
        """Iterate over this proof and all that it rests on, each object once, this one first."""
        seen: dict[int, Proof] = {}
        waiting = [self]
        while waiting:
            proof = waiting.pop()
            if id(proof) not in seen:
                seen[id(proof)] = proof
                yield proof
                waiting += [premise for step in reversed(proof.inferences) for premise in reversed(step.premises)]


@dataclass(frozen=True, slots=True, eq=False)
class Inference:
    """One application of a rule, with the proofs of its premises in the order of the rule."""

    iri: str
    rule: Principle
    premises: tuple[Proof, ...]


@dataclass(frozen=True, eq=False)
class Explanation:
    """Why a statement holds, or that it does not; `graphs` are the named graphs that it stands in as an edge."""

    statement: Statement
    case: Case
    graphs: tuple[str, ...]
    signature: Signature
    names: Names

    @property
    def holds(self) -> bool:
        """Whether the graph has it as an edge."""
        return bool(self.graphs)

    @property
    def is_complete(self) -> bool:
        """Whether everything that it rests on was read and is spelled out."""
        return not self.case.unread and not any(proof.more for proof in self.proof.walk())

    @cached_property
    def proof(self) -> Proof:
        """All proofs, cut as `DEPTH` and `INFERENCES` say."""
        return _Builder(self.case).build(self.statement, ())

    @property
    def documents(self) -> tuple[str, ...]:
        """IRIs of all documents that any of its proofs uses, sorted."""
        return tuple(sorted({document for proof in self.proof.walk() for document in proof.ground.documents}))

    @property
    def doubts(self) -> tuple[Claim, ...]:
        """Claims that hedge or deny it or something that its proofs use, or await a curator; nearest first."""
        return tuple(dict.fromkeys(claim for proof in self.proof.walk() for claim in proof.ground.beside))


def explain(store: Store, subject: str, relation: str, object_: str) -> Explanation:
    """Return all proofs of an edge; entities go by slug, IRI, label or synonym, relations by local name.

    An edge that does not hold has an explanation too, whose `holds` is false; `why_not` says more.

    Raises:
        NotFoundError: nothing has that name, with the nearest matches.
        UsageError: several things have it.
    """
    return explain_statement(store, find_statement(store, subject, relation, object_))


def explain_statement(store: Store, statement: Statement) -> Explanation:
    """Return all proofs of an edge that is given by IRIs."""
    return Explanation(
        statement,
        read_case(store, statement),
        tuple(read_graphs(store, statement)),
        Signature.of(store, statement.relation),
        Names(store),
    )


class _Builder:
    """Builds proofs that share what they have in common, and cuts circles."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._left = INFERENCES
        self._built: dict[tuple[Statement, frozenset[Statement]], Proof] = {}
        self._provable: dict[frozenset[Statement], set[Statement]] = {}
        self._reached: dict[Statement, set[Statement]] = {}

    def build(self, statement: Statement, above: tuple[Statement, ...]) -> Proof:
        """Return the proof of a statement below others, which it must not use."""
        reached = self._reach(statement)
        barred = frozenset(reached.intersection((*above, statement)))
        key = (statement, barred)
        if key not in self._built:
            proof = self._proof(statement, (*above, statement), self._without(barred))
            if proof.more:
                return proof  # cut short here, perhaps not elsewhere
            self._built[key] = proof
        return self._built[key]

    def _proof(self, statement: Statement, above: tuple[Statement, ...], provable: set[Statement]) -> Proof:
        ground = self._case.grounds.get(statement)
        if ground is None:
            return Proof(Ground(statement, (), (), False, ()), more=1)
        sound = [application for application in ground.applications if provable.issuperset(application.premises)]
        inferences: list[Inference] = []
        for application in sound:
            if self._left <= 0 or len(above) > DEPTH:
                break
            self._left -= 1
            premises = tuple(self.build(premise, above) for premise in application.premises)
            inferences.append(Inference(application.iri, application.rule, premises))
        return Proof(ground, tuple(inferences), len(sound) - len(inferences))

    def _without(self, barred: frozenset[Statement]) -> set[Statement]:
        """Return what can be proved without some statements; what was not read counts as proved."""
        if barred not in self._provable:
            self._provable[barred] = self._case.provable(barring=barred, granting=self._case.unread)
        return self._provable[barred]

    def _reach(self, statement: Statement) -> set[Statement]:
        """Return the statements that any proof of this one could use; itself only if in a circle."""
        if statement not in self._reached:
            found: set[Statement] = set()
            waiting = self._premises(statement)
            while waiting:
                premise = waiting.pop()
                if premise not in found:
                    found.add(premise)
                    waiting += self._premises(premise)
            self._reached[statement] = found
        return self._reached[statement]

    def _premises(self, statement: Statement) -> list[Statement]:
        ground = self._case.grounds.get(statement)
        return [premise for a in ground.applications for premise in a.premises] if ground else []
