"""Reading a document into claims: link its mentions, relate them by the rules, weigh their polarity."""

from __future__ import annotations

from dataclasses import dataclass

from paingraph.loader.claims import Claim, Entity
from paingraph.loader.documents import Document
from paingraph.ontology.library import Library

__all__ = ["Extraction", "extract", "read_claims"]


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was read in one document: its claims in order of position, and every entity that it names."""

    claims: tuple[Claim, ...]
    entities: tuple[Entity, ...]


def read_claims(document: Document, library: Library) -> Extraction:
    """Return the claims that the rules read in a document, and the entities that it names."""
    return Extraction((), ())


def extract(document: Document, library: Library) -> list[Claim]:
    """Return the claims that the rules read in a document, in order of position.

    A claim is accepted, or a candidate if one of its arguments is not in the vocabulary.
    """
    return list(read_claims(document, library).claims)
