"""Decisions of a curator: what of a reading is accepted, rejected or added, each with its place and reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from paingraph.loader.claims import Claim, Polarity, Span
from paingraph.loader.documents import Document
from paingraph.ontology.library import Library
from paingraph.ontology.namespaces import DocumentId, Slug

__all__ = ["Action", "Decision", "curate", "read_decisions", "write_decisions"]


class Action(StrEnum):
    """What a curator decided."""

    ACCEPT = "accept"
    REJECT = "reject"
    ADD = "add"


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of a decisions file."""

    action: Action
    document: DocumentId
    subject: Slug
    predicate: str
    object: str
    polarity: Polarity
    span: Span
    heading: Span | None
    reason: str
    line: int = 0


def read_decisions(path: Path) -> list[Decision]:
    """Read a decisions file."""
    raise NotImplementedError


def write_decisions(path: Path, decisions: Sequence[Decision]) -> None:
    """Write a decisions file, sorted by document and position."""
    raise NotImplementedError


def curate(document: Document, claims: Sequence[Claim], decisions: Sequence[Decision], library: Library) -> list[Claim]:
    """Return the claims of a document after the decisions: accepted, rejected and added ones, by position."""
    raise NotImplementedError
