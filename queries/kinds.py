"""Errors of kind: a statement whose subject or object is of a kind that its relation does not take."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from paingraph.ontology.english import either, with_article
from paingraph.ontology.library import KINDS
from paingraph.queries.resolver import UNIONS, kind_label
from paingraph.queries.statements import Names, Signature, Statement

__all__ = ["KindError", "kind_errors"]


@dataclass(frozen=True, slots=True)
class KindError:
    """One side of a statement is of the wrong kind; `message` says so in a sentence."""

    side: Literal["subject", "object", "both"]
    message: str


def kind_errors(statement: Statement, signature: Signature, names: Names) -> tuple[KindError, ...]:
    """Return what is wrong with the kinds of a statement; what is of no known kind is let pass."""
    subject, object_ = names.kinds(statement.subject), names.kinds(statement.object.value)
    relation = names.of(statement.relation)
    errors: list[KindError] = []
    if subject and signature.domain and not subject & signature.domain:
        wanted = _kinds(signature.domain)
        errors.append(
            KindError(
                "subject",
                f"{names.of(statement.subject)} is {_kinds(subject)}, and '{relation}' takes {wanted} as its subject.",
            )
        )
    if object_ and (signature.range or signature.literal) and not object_ & signature.range:
        wanted = "a text" if signature.literal else _kinds(signature.range)
        errors.append(
            KindError(
                "object",
                f"{names.of(statement.object)} is {_kinds(object_)}, and '{relation}' takes {wanted} as its object.",
            )
        )
    if not errors and signature.same_kind and subject and object_ and not subject & object_:
        errors.append(
            KindError(
                "both",
                f"{names.of(statement.subject)} is {_kinds(subject)} and {names.of(statement.object)} is "
                f"{_kinds(object_)}, and '{relation}' takes two of one kind.",
            )
        )
    if not errors and statement.subject == statement.object.value:
        errors.append(KindError("both", f"'{relation}' joins two different things, and both are the same here."))
    return tuple(errors)


def _kinds(kinds: frozenset[str]) -> str:
    """Return kinds as 'a procedure, a therapy or a substance', in the order of the scheme; unions by their name."""
    left = {*kinds}
    for union, members in UNIONS.items():
        if left.issuperset(members):
            left = left.difference(members) | {union}
    order = [*UNIONS, *KINDS]
    return either(with_article(kind_label(kind)) for kind in sorted(left, key=order.index))
