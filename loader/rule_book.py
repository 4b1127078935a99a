"""The rules of the folder `rulebook`, read once and found by the words of a sentence."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from tomllib import loads
from typing import Any

from paingraph.loader.claims import Polarity
from paingraph.loader.inflection import active_forms, past_forms
from paingraph.loader.patterns import Expression, Mark, Words
from paingraph.loader.phrases import Sentence
from paingraph.loader.polarity import Cues
from paingraph.loader.rules import Rule, Structure
from paingraph.loader.signatures import SIGNATURES

__all__ = ["RuleBook", "RuleIndex", "rule_book"]

#: How often rules are right that have read nothing yet, and how many claims that counts for.
_PRECISION, _WEIGHT = 0.85, 5
#: So many of its needs are looked for before an expression itself is.
_NEEDS = 4
#: The file of what the rules of all others are made of.
_WORDS = "words.toml"


class RuleIndex:
    """The rules of one structure, found by the kinds of things and by the words of a sentence.

    Sets of expressions are numbers, with one bit for each expression in the order of the rules. Which of its needs a
    sentence meets stands in one number too, which holds such a set for each place among an expression's needs.
    """

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.rules = tuple(rules)
        self._known = [(rule, pattern) for rule in rules for pattern in rule.patterns]
        needed = Counter(mark for _, pattern in self._known for need in pattern.needs for mark in need)
        #: What every sentence meets: needs that there are none of. The most telling need of an expression comes first.
        self._without = 0
        #: What a mark meets.
        self._by_mark: dict[Mark, int] = defaultdict(int)
        #: The expressions by the letters that their names may have, and by the headings that their rules ask for.
        self._by_letters: dict[tuple[frozenset[str], ...], int] = defaultdict(int)
        self._by_heading: dict[tuple[frozenset[str], ...], int] = defaultdict(int)
        for number, (rule, pattern) in enumerate(self._known):
            self._by_letters[pattern.letters] |= 1 << number
            self._by_heading[rule.under] |= 1 << number
            needs = sorted(pattern.needs, key=lambda need: sum(map(needed.__getitem__, need)))
            for place in range(_NEEDS):
                bit = 1 << (place * len(self._known) + number)
                if place >= len(needs):
                    self._without |= bit
                for mark in needs[place] if place < len(needs) else ():
                    self._by_mark[mark] |= bit
        self._marks = frozenset(self._by_mark)
        # Sentences differ in few kinds and numbers of names, and many stand under one heading.
        self._of_kinds = lru_cache(maxsize=1_000)(self._for_names)
        self._under = lru_cache(maxsize=1_000)(self._for_heading)

    def candidates(self, sentence: Sentence, heading: frozenset[str]) -> Iterator[tuple[Rule, Expression]]:
        """Yield what may match a sentence by its words and kinds, under a heading of these words, in order of rules."""
        left = self._of_kinds(sentence.letters, len(sentence.phrases)) & self._under(heading)
        if not left:
            return
        met = self._without
        for mark in sentence.marks & self._marks:
            met |= self._by_mark[mark]
        for _ in range(_NEEDS):
            left &= met
            met >>= len(self._known)
        while left:
            lowest = left & -left
            left ^= lowest
            yield self._known[lowest.bit_length() - 1]

    def _for_names(self, letters: frozenset[str], count: int) -> int:
        """Return the expressions whose names may have these letters, and are no more than there are."""
        return sum(
            expressions
            for needed, expressions in self._by_letters.items()
            if len(needed) <= count and not any(map(letters.isdisjoint, filter(None, needed)))
        )

    def _for_heading(self, words: frozenset[str]) -> int:
        """Return the expressions of rules that may be applied under a heading of these words."""
        return sum(
            expressions
            for headings, expressions in self._by_heading.items()
            if not headings or any(under <= words for under in headings)
        )


@dataclass(frozen=True, slots=True)
class RuleBook:
    """All rules, and the words that they are made of."""

    rules: tuple[Rule, ...]
    cues: Cues
    #: All forms of all verbs: no enumeration runs over one.
    verbs: frozenset[str]
    #: General nouns ('techniques') that give way to the examples after them.
    general: frozenset[str]
    by_structure: Mapping[Structure, RuleIndex]


@cache
def rule_book() -> RuleBook:
    """Return the shipped rules."""
    folder = files("paingraph.loader").joinpath("rulebook")
    data = loads(folder.joinpath(_WORDS).read_text("utf-8"))
    words = _words(data)
    families = {name: _heads(listed) for name, listed in data["families"].items()}
    counts = loads(files("paingraph.loader").joinpath("precision.toml").read_text("utf-8"))["rules"]
    names = sorted(file.name for file in folder.iterdir() if file.name.endswith(".toml") and file.name != _WORDS)
    entries = [entry for name in names for entry in loads(folder.joinpath(name).read_text("utf-8"))["rule"]]
    rules = tuple(_rule(entry, words, families, _precision(*counts.get(entry["id"], (0, 0)))) for entry in entries)
    verbs = frozenset(
        form.split()[0]
        for name in data["verbs"]
        for verb in data["verbs"][name].split(", ")
        for form in _all_forms(verb)
    )
    grouped = {structure: RuleIndex([rule for rule in rules if rule.structure is structure]) for structure in Structure}
    return RuleBook(rules, Cues.of(data["polarity"]), verbs, frozenset(data["general"]), grouped)


def _all_forms(verb: str) -> tuple[str, ...]:
    return active_forms(verb) + past_forms(verb)


def _words(data: Mapping[str, Any]) -> dict[str, Sequence[str]]:
    """Return the word lists that patterns refer to: forms of the verbs, and nouns."""
    words: dict[str, Sequence[str]] = {name: listed.split(", ") for name, listed in data["words"].items()}
    for name, listed in data["verbs"].items():
        verbs = listed.split(", ")
        words[name] = [form for verb in verbs for form in active_forms(verb)]
        words[f"{name}:ed"] = [form for verb in verbs for form in past_forms(verb)]
        words[f"{name}:ing"] = [active_forms(verb)[2] for verb in verbs]
    words["VERBS"] = sorted({form for name in data["verbs"] for form in words[name] if " " not in form})
    for name, listed in data["nouns"].items():
        words[f"{name}:n"] = listed.split(", ")
    return words


def _precision(right: int, wrong: int) -> float:
    """Return how likely a rule is right, by how often it was; what few claims tell is drawn to what all rules do."""
    return round((right + _PRECISION * _WEIGHT) / (right + wrong + _WEIGHT), 2)


def _heads(listed: str) -> tuple[str, ...]:
    """Return how the names of a family end: with a whole word, or with the letters after a hyphen."""
    return tuple(head[1:] if head.startswith("-") else f" {head}" for head in listed.split(", "))


def _rule(entry: Mapping[str, Any], words: Words, families: Mapping[str, tuple[str, ...]], precision: float) -> Rule:
    subject, object_ = SIGNATURES[entry["relation"]]
    subject = frozenset(entry["subject"].split("|")) if "subject" in entry else subject
    object_ = frozenset(entry["object"].split("|")) if "object" in entry else object_
    kinds = {"subject": subject, "object": object_, "value": frozenset({"Duration"})}
    return Rule(
        id=entry["id"],
        relation=entry["relation"],
        structure=Structure(entry.get("structure", "sentence")),
        patterns=tuple(Expression(pattern, words, kinds) for pattern in entry.get("patterns", ())),
        subject=subject,
        object=object_,
        topic=entry.get("topic", "none"),
        pairs=entry.get("pairs", False),
        asserted_only=entry.get("asserted-only", False),
        blocks=entry.get("blocks", False),
        inline=entry.get("inline", False),
        specific=entry.get("specific", False),
        persons=entry.get("persons", False),
        nearest=entry.get("nearest", False),
        implied=entry.get("implied"),
        polarity=Polarity(entry["polarity"]) if "polarity" in entry else None,
        precision=precision,
        under=tuple(frozenset(words.split()) for words in entry.get("under", ())),
        unless=frozenset(entry.get("unless", ())),
        without=frozenset(entry.get("without", ())),
        subject_heads=families[entry["subjects"]] if "subjects" in entry else (),
        object_heads=families[entry["objects"]] if "objects" in entry else (),
        not_subjects=frozenset(entry.get("not-subjects", ())),
        not_objects=frozenset(entry.get("not-objects", ())),
        example=entry["example"],
        claims=tuple(entry["claims"]),
        counter=entry["counter"],
    )
