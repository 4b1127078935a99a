"""Support: which documents keep an edge true, and which assert, hedge or deny a statement.

Support is counted in documents, never in sentences. A support set is a set of documents that keeps the edge true
though all others are taken away; it is minimal if it needs each of its documents. The vocabulary is always there, so
an edge that follows from it alone has the empty set.

Minimal sets are computed upwards over the rules as antichains, until nothing changes: an edge has the sets of its
claims' documents, and for each inference every union of one set of each premise; a set that contains another is
dropped. That ends in circles too, since an edge that supports itself adds nothing that is minimal.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product

from paingraph.queries.claim_grounds import Claim, read_claims
from paingraph.queries.grounds import Case, mirrored
from paingraph.queries.proofs import Explanation, explain
from paingraph.queries.resolver import Resolver
from paingraph.queries.statements import Names, Signature, Statement, find_statement
from paingraph.queries.store import Store

__all__ = [
    "SETS",
    "Support",
    "SupportSets",
    "holds_without",
    "minimal_support",
    "same_statements",
    "still_true_without",
    "support",
]

#: How many sets are kept for one statement; their number can double with each document.
SETS = 200
#: How a document can speak of a statement.
POLARITIES = ("asserted", "hedged", "negated")

#: Documents as bits of a number: sets are united and compared in one step.
_Bits = int


@dataclass(frozen=True, slots=True)
class SupportSets:
    """Minimal support sets, as IRIs of documents, the smallest first; `complete` is false if there are more."""

    sets: tuple[tuple[str, ...], ...]
    complete: bool

    @property
    def needs_no_document(self) -> bool:
        """Whether the vocabulary alone keeps the edge true."""
        return self.sets == ((),)

    @property
    def indispensable(self) -> tuple[str, ...]:
        """Documents without which the edge falls: those that all sets share."""
        shared = set.intersection(*map(set, self.sets)) if self.sets and self.complete else set()
        return tuple(sorted(shared))


@dataclass(frozen=True, slots=True)
class Support:
    """What documents say of one statement: claims that assert, hedge and deny it, and those that await a curator."""

    statement: Statement
    asserting: tuple[Claim, ...]
    hedging: tuple[Claim, ...]
    denying: tuple[Claim, ...]
    candidates: tuple[Claim, ...]
    names: Names

    @property
    def counts(self) -> dict[str, int]:
        """Number of documents by polarity."""
        return {polarity: len({claim.document for claim in claims}) for polarity, claims in self.by_polarity.items()}

    @property
    def by_polarity(self) -> dict[str, tuple[Claim, ...]]:
        """The accepted claims by polarity."""
        return {"asserted": self.asserting, "hedged": self.hedging, "negated": self.denying}

    @property
    def is_disputed(self) -> bool:
        """Whether two documents speak of it with different polarity."""
        voices = {(claim.document, polarity) for polarity, claims in self.by_polarity.items() for claim in claims}
        return any(d != other and p != q for d, p in voices for other, q in voices)


def minimal_support(explanation: Explanation) -> SupportSets:
    """Return the smallest sets of documents that keep an edge true; none if it does not hold."""
    case = explanation.case
    order = sorted({document for ground in case.grounds.values() for document in ground.documents})
    kept, cut = _antichains(case, {document: 1 << place for place, document in enumerate(order)})
    found = kept.get(case.statement, [])
    if cut:  # a smaller set may have been dropped on the way, so each is stripped of what it can do without
        found = _minimal(_stripped(case, bits, order) for bits in found)
    sets = sorted((_documents(bits, order) for bits in found), key=lambda names: (len(names), names))
    return SupportSets(tuple(sets), complete=not cut and not case.unread)


def holds_without(explanation: Explanation, documents: Iterable[str]) -> bool:
    """Tell whether an edge would still hold if documents, given by IRI, were retracted."""
    case = explanation.case
    return case.statement in case.provable(without=documents)


def still_true_without(store: Store, subject: str, relation: str, object_: str, *documents: str) -> bool:
    """Tell whether an edge would still hold without some documents, given by id, IRI or title."""
    gone = [Resolver.of(store).document(document).iri for document in documents]
    return holds_without(explain(store, subject, relation, object_), gone)


def support(store: Store, subject: str, relation: str, object_: str) -> Support:
    """Return what documents say of a statement, be it an edge or not; names are as for `explain`."""
    statement = find_statement(store, subject, relation, object_)
    claims = read_claims(store, [statement, *same_statements(store, statement)])
    return _support(statement, [claim for found in claims.values() for claim in found], Names(store))


def same_statements(store: Store, statement: Statement) -> list[Statement]:
    """Return how else documents may say the same: of a symmetric relation backwards, of an inverse the original."""
    if statement.object.type != "uri":
        return []
    signature = Signature.of(store, statement.relation)
    turned = mirrored(statement)
    if signature.symmetric:
        return [turned]
    return [turned._replace(relation=signature.inverse)] if signature.inverse else []


def _support(statement: Statement, claims: Sequence[Claim], names: Names) -> Support:
    accepted = [claim for claim in claims if claim.status == "accepted"]
    asserted, hedged, negated = (tuple(c for c in accepted if c.polarity == polarity) for polarity in POLARITIES)
    candidates = tuple(claim for claim in claims if claim.status == "candidate")
    return Support(statement, asserted, hedged, negated, candidates, names)


def _antichains(case: Case, bits: dict[str, _Bits]) -> tuple[dict[Statement, list[_Bits]], bool]:
    """Return the minimal sets of each statement, and whether some had to be dropped for their number."""
    kept: dict[Statement, list[_Bits]] = {}
    cut = False
    for _ in range(len(case.grounds) + 1):  # without dropped sets, each round proves something new
        changed = False
        for statement, ground in case.grounds.items():
            found = {0} if ground.in_vocabulary else {bits[document] for document in ground.documents}
            for application in ground.applications:
                found |= _unions([kept.get(premise, []) for premise in application.premises])
            minimal = _minimal(found)
            cut = cut or len(minimal) > SETS
            if minimal[:SETS] != kept.get(statement, []):
                kept[statement] = minimal[:SETS]
                changed = True
        if not changed:
            break
    return kept, cut


def _unions(choices: Sequence[Sequence[_Bits]]) -> set[_Bits]:
    """Return every union of one set of each choice."""
    found = {0}
    for choice in choices:
        found = {left | right for left, right in product(found, choice)}
    return found


def _minimal(sets: Iterable[_Bits]) -> list[_Bits]:
    """Return the sets that contain no other, the smallest first, one more than `SETS` at most."""
    kept: list[_Bits] = []
    for bits in sorted(set(sets), key=lambda bits: (bits.bit_count(), bits)):
        if not any(small & bits == small for small in kept):
            kept.append(bits)
            if len(kept) > SETS:
                break
    return kept


def _stripped(case: Case, bits: _Bits, order: Sequence[str]) -> _Bits:
    """Drop one by one the documents that a support set can do without."""
    everything = (1 << len(order)) - 1
    for place in range(len(order)):
        fewer = bits & ~(1 << place)
        if fewer != bits and case.statement in case.provable(without=_documents(everything & ~fewer, order)):
            bits = fewer
    return bits


def _documents(bits: _Bits, order: Sequence[str]) -> tuple[str, ...]:
    return tuple(document for place, document in enumerate(order) if bits >> place & 1)
