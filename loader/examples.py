"""Examples joined to their general terms, so that what is said of 'injections such as nerve blocks' holds for both."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from paingraph.loader.arguments import comparable
from paingraph.loader.context import Context
from paingraph.loader.enumerations import merge
from paingraph.loader.findings import Finding
from paingraph.loader.phrases import Item, Member, Phrase, Sentence
from paingraph.loader.relations import related
from paingraph.loader.rule_book import RuleBook
from paingraph.loader.rules import Rule, Structure
from paingraph.loader.topic import Topic

__all__ = ["drop_general_nouns", "join_examples"]

#: Relations of an example to its general term.
_JOINING = frozenset({"subtypeOf", "subspecialtyOf"})
#: Between a general term and its examples.
_CONNECTORS = tuple(
    tuple(connector.split())
    for connector in (
        ", such as :", ", such as", "( such as", "such as :", "such as", ", including :", ", including", "( including",
        "including :", "including", "like :", "like", "( like", ", like", ", for example ,", ", for example :",
        ", for example", "for example :", ", among them :", ", among them", "( e.g.", ", e.g.", "e.g.",
    )
)  # fmt: skip
#: One of these stands in each of them.
_CONNECTING = frozenset({"such", "including", "like", "example", "among", "e.g."})
#: Behind one of these, so many words before, a thing is what its examples take the place of.
_CHOICES, _REACH = frozenset({"alternative", "alternatives", "substitutes"}), 4
#: An example may have examples of its own, to this depth.
_DEPTH = 4


def join_examples(sentence: Sentence, context: Context) -> list[Finding]:
    """Find 'X such as Y' and join the examples to their general term, so that what is said of it holds for them too."""
    found: list[Finding] = []
    if not any(True for _ in context.book.by_structure[Structure.EXAMPLES].candidates(sentence, context.topic.words)):
        return found
    for rule, match in list(_examples(sentence, context, joining=False)):
        found += related(sentence, rule, match, context._replace(judged=False))
        if rule.blocks:
            _block(sentence, match)
            break
    for _ in range(_DEPTH):
        step = next(_examples(sentence, context, joining=True), None)
        if step is None:
            break
        rule, match = step
        found += related(sentence, rule, match, context._replace(judged=False, topic=Topic()))
        _join(sentence, rule, match, context.book.verbs)
    return found


def _examples(sentence: Sentence, context: Context, *, joining: bool) -> Iterator[tuple[Rule, re.Match[str]]]:
    for rule, pattern in context.book.by_structure[Structure.EXAMPLES].candidates(sentence, context.topic.words):
        if (rule.relation in _JOINING) is not joining:
            continue
        for match in pattern.matches(sentence.code):
            if not joining or _is_same_kind(sentence, match, rule):
                yield rule, match


def _is_same_kind(sentence: Sentence, match: re.Match[str], rule: Rule) -> bool:
    """Tell whether the phrases of a match name comparable things, in either order."""
    places = _places(match)
    first, second = (sentence.items[index].phrase for index in places)
    before = sentence.items[max(0, places[0] - _REACH) : places[0]]
    if not _CHOICES.isdisjoint(item.word for item in before):
        return False  # 'alternatives to the block include …'
    if first is None or second is None or "Plan" in first.kinds or (rule.inline and second.spread):
        return False
    return any(comparable(a, b) for a in first.kinds & rule.subject for b in second.kinds & rule.object)


def _places(match: re.Match[str]) -> tuple[int, int]:
    first, second = sorted((int(match["subject"]), int(match["object"])))
    return first, second


def _block(sentence: Sentence, match: re.Match[str]) -> None:
    """Part the phrases of a match, so that they are not taken for general term and example."""
    first, last = sentence.index_at(match.start()), sentence.index_at(match.end() - 2)
    sentence.items[first + 1 : last] = [Item(sentence.items[first].end, sentence.items[last].start, "—")]
    sentence.encode()


def _join(sentence: Sentence, rule: Rule, match: re.Match[str], verbs: frozenset[str]) -> None:
    first, last = _places(match)
    general, examples = sentence.items[first].phrase, sentence.items[last].phrase
    subject_first = match.start("subject") < match.start("object")
    if subject_first:
        general, examples = examples, general
    if general is None or examples is None:
        return
    members = general.members + _as_examples(examples)
    if rule.specific:
        members = examples.members
    if subject_first and any(member.example for member in examples.members):
        members = examples.members + _as_examples(general)
    close = last + 1
    opened = any(item.word == "(" for item in sentence.items[first:last])
    if opened and close < len(sentence.items) and sentence.items[close].word == ")":
        close += 1
    merge(sentence, first, close, Phrase(members, spread=examples.spread), verbs)


def _as_examples(phrase: Phrase) -> tuple[Member, ...]:
    return tuple(Member(member.mention, example=True) for member in phrase.members)


def drop_general_nouns(sentence: Sentence, book: RuleBook) -> None:
    """Leave out 'techniques such as' before the techniques themselves."""
    if sentence.words.isdisjoint(book.general) or sentence.words.isdisjoint(_CONNECTING):
        return
    items = sentence.items
    kept: list[Item] = []
    index = 0
    while index < len(items):
        length = _connector(items, index + 1) if items[index].word in book.general else 0
        behind = index + 1 + length
        if length and behind < len(items) and items[behind].phrase is not None:
            index = behind
            continue
        kept.append(items[index])
        index += 1
    if len(kept) < len(items):
        sentence.items = kept
        sentence.encode()


def _connector(items: Sequence[Item], index: int) -> int:
    """Return how many words connect a general noun to its examples, 0 if none do."""
    words = tuple(item.word for item in items[index : index + 4])
    return next((len(connector) for connector in _CONNECTORS if words[: len(connector)] == connector), 0)
