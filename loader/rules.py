"""A rule: what it claims, in which part of a document's structure it looks, and the expressions that it knows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from paingraph.loader.claims import Polarity
from paingraph.loader.patterns import Expression

__all__ = ["Rule", "Structure"]


class Structure(StrEnum):
    """In which part of a document's structure a rule looks."""

    #: One sentence, after its examples have been joined to their general terms; also a lead-in with its list behind it.
    SENTENCE = "sentence"
    #: An item of a list, besides the rules for sentences.
    ITEM = "item"
    #: An item that is a term and an enumeration ('Psychologists: biofeedback, mindfulness').
    TERM = "term"
    #: A row of a table: the head of a column, a colon, the row's first cell, a colon, the column's cell.
    TABLE = "table"
    #: A heading by itself ('Neurostimulation for chronic pain').
    TITLE = "title"
    #: A name in which another is named ('injection in the knee'); patterns are sought in its words, if it has any.
    NAME = "name"
    #: One sentence before that; a match joins the example to the general term.
    EXAMPLES = "examples"
    #: A heading with the list, or the headings, that stand under it.
    HEADING = "heading"


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One rule: what it claims, where it looks, and the expressions that it knows."""

    id: str
    relation: str
    structure: Structure
    patterns: tuple[Expression, ...]
    subject: frozenset[str]
    object: frozenset[str]
    #: Whether the subject may be what the passage is about, if the sentence does not name it: 'none', 'strong' if the
    #: heading or list item names it, 'weak' also if the document as a whole is about it, 'told' the same but not if it
    #: only names it most, 'title' only if its title names it, and no other of the kind.
    topic: str = "none"
    #: The subject must be named as people ('neurologists'), not as a discipline.
    persons: bool = False
    #: The example takes the place of the general term ('a technique called cryoneurolysis').
    specific: bool = False
    #: The examples stand in the sentence, and are no list behind it.
    inline: bool = False
    #: What matches is not taken for examples of a general term as well.
    blocks: bool = False
    #: The members of the subject's enumeration stand in the relation to each other.
    pairs: bool = False
    #: What the text denies is no claim of this rule.
    asserted_only: bool = False
    #: Only the last of coordinated subjects counts ('A and B for C').
    nearest: bool = False
    #: The object, where the expression implies it ('provides relief': pain).
    implied: str | None = None
    #: The polarity, where the expression itself gives it.
    polarity: Polarity | None = None
    #: How often the rule is right on annotated texts.
    precision: float = 0.9
    #: Entities that the subject cannot be.
    not_subjects: frozenset[str] = frozenset()
    #: The heading must have one of these words, or all words of one expression.
    under: tuple[frozenset[str], ...] = ()
    #: Words that must not stand within the match …
    unless: frozenset[str] = frozenset()
    #: … or anywhere in its sentence.
    without: frozenset[str] = frozenset()
    #: How the names of subject and object may end, a space before a whole word; any way if none is given.
    subject_heads: tuple[str, ...] = ()
    object_heads: tuple[str, ...] = ()
    #: Entities that the object cannot be.
    not_objects: frozenset[str] = frozenset()
    example: str = ""
    claims: tuple[str, ...] = ()
    counter: str = ""
