"""The shipped ontology, read once: the concepts of the vocabulary and the relations of the schema."""

from __future__ import annotations

from dataclasses import dataclass

from paingraph.ontology.namespaces import Slug

__all__ = ["Concept", "Library", "Relation"]


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept of the vocabulary; `kind` is the local name of one of the ten classes."""

    id: Slug
    kind: str
    label: str
    synonyms: tuple[str, ...]
    definition: str
    broader: tuple[Slug, ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation of the scheme; `domain` and `range` are local names of the classes that may stand there.

    An empty `range` means a literal. `same_kind` says that subject and object must be of one kind (subtypeOf).
    """

    name: str
    label: str
    domain: frozenset[str]
    range: frozenset[str]
    symmetric: bool
    transitive: bool
    same_kind: bool


@dataclass(frozen=True, slots=True)
class Library:
    """Concepts by slug and relations by name."""

    concepts: dict[Slug, Concept]
    relations: dict[str, Relation]
