"""A document as it is being read: its sentences made ready for the rules, and what they found so far."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from operator import attrgetter

from paingraph.loader.anaphora import resolve
from paingraph.loader.announced import with_list
from paingraph.loader.claims import Entity, Polarity, Span, Value
from paingraph.loader.clauses import simple_clauses
from paingraph.loader.context import Context
from paingraph.loader.documents import Document
from paingraph.loader.durations import durations
from paingraph.loader.examples import drop_general_nouns, join_examples
from paingraph.loader.findings import Finding
from paingraph.loader.inserts import without_inserts
from paingraph.loader.lexicon import Lexicon
from paingraph.loader.mentions import Mention, overlapping
from paingraph.loader.objects import DISORDER
from paingraph.loader.patterns import LETTERS
from paingraph.loader.phrases import Item, Member, Phrase, Sentence
from paingraph.loader.relations import find, name_relations
from paingraph.loader.rule_book import RuleBook
from paingraph.loader.rules import Structure
from paingraph.loader.sections import Linked, link_document
from paingraph.loader.sentence_items import encode
from paingraph.loader.subject_matter import SubjectMatter
from paingraph.loader.tokens import Token
from paingraph.loader.topic import Topic
from paingraph.loader.verdicts import affirmed

__all__ = ["Reading"]

#: What is said in sentences is looked for also in what is left of them without their inserts.
_PLAIN = frozenset({Structure.SENTENCE, Structure.ITEM})
#: Where the predicate begins of which 'these' is the subject.
_PREDICATES = frozenset("are can may have will cause all".split())
#: 'These' with one of these nouns are the items of the list before.
_LISTED = frozenset("conditions procedures treatments techniques therapies".split())
#: So near before a general noun, but not where the sentence begins, one of these points to the list behind it.
_AHEAD, _REACH = frozenset({"these", "following"}), 2
_KIND = "subtypeOf"
_START = attrgetter("start")
#: In so many words at the beginning of a sentence 'these' may point back to a list.
_OPENING = 6


class Reading:
    """The state of reading one document."""

    def __init__(self, document: Document, lexicon: Lexicon, book: RuleBook) -> None:
        self.document = document
        self.lexicon = lexicon
        self.book = book
        self.blocks = link_document(document, lexicon)
        self.by_index = {linked.index: linked for linked in self.blocks}
        self.matter = SubjectMatter(document, self.blocks, lexicon)
        #: What was found, each with the block of the heading that it stands under.
        self.findings: list[tuple[Finding, int | None]] = []
        #: What each item of a list names first, by its block, as far as it was asked for.
        self.named: dict[int, list[Member]] = {}

    @cached_property
    def sentence_starts(self) -> list[int]:
        """Where the sentences of the document begin."""
        return [begin for linked in self.blocks for begin, _ in linked.sentences]

    def sentence_at(self, span: Span) -> int:
        """Return the number of the sentence that a stretch of the text ends in."""
        return bisect_right(self.sentence_starts, max(span.start, span.end - 1))

    def find(self, sentence: Sentence, structures: Sequence[Structure], topic: Topic, heading: int | None) -> None:
        """Keep what the rules of these structures find in a sentence."""
        context = Context(self.book, self.lexicon.entities, topic)
        drop_general_nouns(sentence, self.book)
        found = name_relations(sentence, self.book, self.document.text)
        if Structure.TERM not in structures:
            found += join_examples(sentence, context)
            drop_general_nouns(sentence, self.book)
        for structure in structures:
            found += find(sentence, structure, context)
        found += self._without_inserts(sentence, structures, context, found)
        if Structure.SENTENCE in structures:
            found += self._in_clauses(sentence, context, found)
        self.findings += [(finding, heading) for finding in found if not self._is_inverted(finding)]

    def _is_inverted(self, finding: Finding) -> bool:
        """Tell whether a finding makes the wider thing a kind of the narrower: 'Medial branch blocks: numb nerves'."""
        wide, narrow = finding.subject, finding.object
        if finding.rule.relation != _KIND or not isinstance(narrow, Entity):
            return False
        return self.lexicon.is_kind_of(narrow.id, wide.id)

    def _without_inserts(
        self, sentence: Sentence, structures: Sequence[Structure], context: Context, found: Sequence[Finding]
    ) -> list[Finding]:
        """Return what is found in a sentence without its inserts only."""
        plain = without_inserts(sentence, self.book.verbs) if not _PLAIN.isdisjoint(structures) else None
        if plain is None:
            return []
        known = set(map(_statement, found))
        read = (finding for structure in _PLAIN.intersection(structures) for finding in find(plain, structure, context))
        return [finding._replace(simplified=True) for finding in read if _statement(finding) not in known]

    def _in_clauses(self, sentence: Sentence, context: Context, found: Sequence[Finding]) -> list[Finding]:
        """Return what is found in the clauses of a sentence only: each is read in the first way that says anything."""
        known = set(map(_statement, found))
        named = {(finding.rule.relation, finding.object) for finding in found if not finding.given}
        disorders = LETTERS["Condition"] in sentence.letters
        added: list[Finding] = []
        for ways in simple_clauses(sentence, self.book.verbs):
            read = next(filter(None, (find(way, Structure.SENTENCE, context) for way in ways)), [])
            for finding in read:
                of_heading = finding.rule.implied == DISORDER and disorders
                taken = finding.given and (finding.rule.relation, finding.object) in named
                if _statement(finding) not in known and not of_heading and not taken:
                    added.append(finding._replace(simplified=True))
        return added

    def find_in_row(self, row: Sentence, topic: Topic) -> list[Finding]:
        """Return what the rules for tables find in a row."""
        return find(row, Structure.TABLE, Context(self.book, self.lexicon.entities, topic, judged=False))

    def sentence(
        self, linked: Linked, begin: int, end: int, topic: Topic, behind: Item | None = None
    ) -> Sentence | None:
        """Return the sentence between two positions of a block, if it names anything; `behind` is the list after it."""
        tokens, mentions = _stretch(linked, begin, end)
        mentions = resolve(tokens, mentions, topic, self.lexicon, self.book.verbs)
        if behind is not None and behind.phrase is not None:
            kinds = behind.phrase.kinds
            mentions = [mention for mention in mentions if not _points_ahead(tokens, mention, kinds)]
        if topic.listed and _points_back(tokens):
            return self._of_list(tokens, mentions, topic)
        values = list(durations(self.document.text, begin, end))
        if not mentions and not values and behind is None:
            return None
        sentence = encode(tokens, mentions, values, self.book.verbs)
        if behind is not None:
            while sentence.items and sentence.items[-1].word in {".", ":", "—"}:
                sentence.items.pop()
            sentence.items = with_list(sentence.items, behind)
            sentence.encode()
        return sentence

    def verdict(self, linked: Linked, begin: int, end: int, topic: Topic, polarity: Polarity) -> Sentence | None:
        """Return the question between two positions of a block as the statement that its answer makes of it."""
        found = affirmed(*_stretch(linked, begin, end), polarity)
        if found is None:
            return None
        tokens, mentions = found
        return encode(tokens, resolve(tokens, mentions, topic, self.lexicon, self.book.verbs), (), self.book.verbs)

    def _of_list(self, tokens: Sequence[Token], mentions: Sequence[Mention], topic: Topic) -> Sentence:
        """Read 'these' after a list as the items of the list."""
        kept = [mention for mention in mentions if mention.first > _OPENING or not mention.resolved]
        sentence = encode(tokens, kept, (), self.book.verbs)
        last = next((index for index, item in enumerate(sentence.items) if item.word in _PREDICATES), 1)
        members = tuple(Member(mention) for mention in topic.listed)
        sentence.items[:last] = [Item(tokens[0].start, tokens[0].end, "", Phrase(members, spread=True))]
        sentence.encode()
        return sentence


def _stretch(linked: Linked, begin: int, end: int) -> tuple[Sequence[Token], list[Mention]]:
    """Return the tokens between two positions of a block, and what they name."""
    first = bisect_left(linked.tokens, begin, key=_START)
    last = bisect_left(linked.tokens, end, lo=first, key=_START)
    tokens = linked.tokens[first:last]
    named = overlapping(linked.mentions, first, last)
    mentions = [mention.shifted(first) for mention in named if mention.first >= first and mention.last <= last]
    return tokens, mentions[::-1]


def _statement(finding: Finding) -> tuple[Entity, str, Entity | Value]:
    """Return what a finding says, wherever and by whichever rule."""
    return finding.subject, finding.rule.relation, finding.object


def _points_ahead(tokens: Sequence[Token], mention: Mention, kinds: frozenset[str]) -> bool:
    """Tell whether 'one of these problems' before a list stands for what the list names."""
    before = {token.word for token in tokens[max(0, mention.first - _REACH) : mention.first]}
    alike = any(reading.kind in kinds for reading in mention.readings)
    return mention.resolved and alike and mention.first > _REACH and not before.isdisjoint(_AHEAD)


def _points_back(tokens: Sequence[Token]) -> bool:
    """Tell whether 'these' after a list are its items: 'these are some of …', 'these conditions …'."""
    words = [token.text.lower() for token in tokens[: _OPENING + 3]]
    if "these" not in words[:_OPENING]:
        return False
    following = words[words.index("these") + 1 :][:3]
    return following[:1] == ["are"] or not _LISTED.isdisjoint(following)
