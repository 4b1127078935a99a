"""The index of rules leaves out only what would not match."""

from __future__ import annotations

import pytest

from paingraph.loader.claims import Entity
from paingraph.loader.mentions import Mention
from paingraph.loader.phrases import Item, Member, Phrase, Sentence
from paingraph.loader.rule_book import rule_book
from paingraph.loader.rules import Structure
from paingraph.ontology.namespaces import Slug

INDEX = rule_book().by_structure[Structure.SENTENCE]
NAMES = {"BLOCK": "Procedure", "PAIN": "Condition", "NERVE": "AnatomicalStructure", "STEROID": "Substance"}


def sentence(text: str) -> Sentence:
    """A sentence of words and names; only the kinds of names count."""
    items = []
    for position, word in enumerate(text.split()):
        kind = NAMES.get(word)
        reading = Entity(Slug(word.lower()), word.lower(), kind or "")
        phrase = (
            Phrase((Member(Mention(position, position + 1, position, position + 1, (reading,))),)) if kind else None
        )
        items.append(Item(position, position + 1, "" if kind else word, phrase))
    return Sentence(items)


@pytest.mark.parametrize(
    "text",
    [
        "BLOCK relieves PAIN .",
        "a BLOCK is used to treat PAIN and to diagnose PAIN .",
        "during the BLOCK , a STEROID is injected beside the NERVE .",
        "PAIN : BLOCK , then STEROID .",
        "patients with PAIN should not have a BLOCK when they take STEROID .",
        "nothing is named here .",
    ],
)
def test_what_is_left_out_would_not_match(text: str) -> None:
    """Whichever words and names a sentence has, a rule under no heading is tried if its expression matches."""
    read = sentence(text)
    tried = {id(pattern) for _, pattern in INDEX.candidates(read, frozenset())}
    matching = {
        id(pattern)
        for rule in INDEX.rules
        for pattern in rule.patterns
        if not rule.under and next(pattern.matches(read.code), None) is not None
    }
    assert matching <= tried


def test_rules_for_a_heading_are_tried_under_it_alone() -> None:
    """All words of one of a rule's headings must stand in it."""
    read = sentence("PAIN or an allergy to STEROID .")
    rule = next(rule for rule in INDEX.rules if rule.id == "contraindicated.under")
    tried = {words: {known.id for known, _ in INDEX.candidates(read, words)} for words in (rule.under[0], frozenset())}
    assert rule.id in tried[rule.under[0]]
    assert rule.id not in tried[frozenset()]


def test_few_expressions_are_tried() -> None:
    """So that most rules cost a sentence nothing."""
    known = sum(len(rule.patterns) for rule in INDEX.rules)
    assert 1 <= len(list(INDEX.candidates(sentence("a BLOCK relieves PAIN ."), frozenset()))) < known / 50
