"""What was read, in few words, so that tests can say what they expect."""

from __future__ import annotations

from collections.abc import Iterable

from paingraph.loader.claims import Claim, Entity

__all__ = ["statements"]


def statements(claims: Iterable[Claim]) -> set[str]:
    """Return claims as 'subject relation object'."""
    return {
        f"{claim.subject.id} {claim.predicate} "
        f"{claim.object.id if isinstance(claim.object, Entity) else claim.object.value}"
        for claim in claims
    }
