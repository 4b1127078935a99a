"""A document as it is being read: its sentences made ready for the rules, and what they found so far."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter

from paingraph.loader.anaphora import resolve
from paingraph.loader.announced import with_list
from paingraph.loader.claims import Polarity
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
from paingraph.loader.sections import Linked, ListOf, link_document
from paingraph.loader.sentence_items import encode
from paingraph.loader.subject_matter import SubjectMatter
from paingraph.loader.tokens import Token
from paingraph.loader.topic import Topic
from paingraph.loader.verdicts import affirmed

__all__ = ["Reading"]

#: What is said in sentences is looked for also in what is left of them without their inserts, with less certainty.
_PLAIN = frozenset({Structure.SENTENCE, Structure.ITEM})
_CERTAINTY = 0.97
#: Verbs before what an item names: 'have an infection', 'are taking warfarin'.
_HAVING = frozenset("have has had are is take takes taking having need needs".split())
#: Where the predicate begins of which 'these' is the subject.
_PREDICATES = frozenset("are can may have will cause all".split())
#: 'These' with one of these nouns are the items of the list before.
_LISTED = frozenset("conditions procedures treatments techniques therapies".split())
#: So near before a general noun, but not where the sentence begins, one of these points to the list behind it.
_AHEAD, _REACH = frozenset({"these", "following"}), 2
_START = attrgetter("start")
#: With one of these an item says something, and enumerates nothing.
_SAYING = frozenset("is are was were can may will should must do does not when if".split())
#: Between the term of an item and its description.
_BETWEEN = frozenset(":–—- \t\xa0")
#: In so many words at the beginning of a sentence 'these' may point back to a list …
_OPENING = 6
#: … and an item names what it stands for.
_NAMING = 6


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
        self._named: dict[int, list[Member]] = {}

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
        plain = without_inserts(sentence, self.book.verbs) if not _PLAIN.isdisjoint(structures) else None
        if plain is not None:
            known = {(finding.subject, finding.rule.relation, finding.object) for finding in found}
            for structure in _PLAIN.intersection(structures):
                read = find(plain, structure, context)
                found += [_guessed(f) for f in read if (f.subject, f.rule.relation, f.object) not in known]
        if Structure.SENTENCE in structures:
            found += self._in_clauses(sentence, context, found)
        self.findings += [(finding, heading) for finding in found]

    def _in_clauses(self, sentence: Sentence, context: Context, found: Sequence[Finding]) -> list[Finding]:
        known = {(finding.subject, finding.rule.relation, finding.object) for finding in found}
        added: list[Finding] = []
        disorders = LETTERS["Condition"] in sentence.letters
        for ways in simple_clauses(sentence, self.book.verbs):
            for way in ways:
                read = find(way, Structure.SENTENCE, context)
                for finding in read:
                    of_heading = finding.rule.implied == DISORDER and disorders
                    if (finding.subject, finding.rule.relation, finding.object) not in known and not of_heading:
                        added.append(_guessed(finding))
                if read:
                    break
        return added

    def find_in_row(self, row: Sentence, topic: Topic) -> list[Finding]:
        """Return what the rules for tables find in a row."""
        return find(row, Structure.TABLE, Context(self.book, self.lexicon.entities, topic, judged=False))

    def sentence(
        self, linked: Linked, begin: int, end: int, topic: Topic, behind: Item | None = None
    ) -> Sentence | None:
        """Return the sentence between two positions of a block, if it names anything; `behind` is the list after it."""
        first = bisect_left(linked.tokens, begin, key=_START)
        last = bisect_left(linked.tokens, end, lo=first, key=_START)
        tokens = linked.tokens[first:last]
        named = reversed(list(overlapping(linked.mentions, first, last)))
        mentions = [mention.shifted(first) for mention in named if mention.first >= first and mention.last <= last]
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
        first = bisect_left(linked.tokens, begin, key=_START)
        last = bisect_left(linked.tokens, end, lo=first, key=_START)
        named = reversed(list(overlapping(linked.mentions, first, last)))
        mentions = [mention.shifted(first) for mention in named if mention.first >= first and mention.last <= last]
        found = affirmed(linked.tokens[first:last], mentions, polarity)
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

    def list_phrase(self, listed: ListOf) -> Item | None:
        """Return the things that the items of a list name, as one phrase behind its lead-in."""
        members = [member for linked in listed.items for member in self._of_item(linked)]
        if not members:
            return None
        return Item(members[0].mention.start, members[-1].mention.end, "", Phrase(tuple(members), spread=True))

    def listed(self, listed: ListOf) -> tuple[Mention, ...]:
        """Return the mentions of the things that the items of a list name."""
        item = self.list_phrase(listed)
        return tuple(member.mention for member in item.phrase.members) if item is not None and item.phrase else ()

    def _of_item(self, linked: Linked) -> list[Member]:
        """Return what an item of a list names first: an item that begins with what is done names nothing."""
        if linked.index not in self._named:
            own = self._first_names(linked, linked.block.start, linked.term_end)
            self._named[linked.index] = own + self._enumerated(linked, own)
        return self._named[linked.index]

    def _enumerated(self, linked: Linked, own: Sequence[Member]) -> list[Member]:
        """Return what is enumerated behind the term of an item that names nothing, or of which they are kinds."""
        text, (begin, end) = self.document.text, (linked.term_end, linked.block.end)
        if begin >= end or text[begin : begin + 1] != ":" or any(m.mention.readings[1:] for m in own):
            return []
        sentence = self.sentence(linked, begin + 1, end, Topic())
        if sentence is None or not sentence.words.isdisjoint(self.book.verbs | _SAYING):
            return []
        behind = self._first_names(linked, begin + 1, end)
        if not own:
            return behind
        general = own[0].mention.readings[0]
        named = (member.mention for member in behind)
        kinds = [m for m in named if any(self.lexicon.is_kind_of(reading.id, general.id) for reading in m.readings)]
        return [Member(mention, within=True) for mention in kinds]

    def _first_names(self, linked: Linked, begin: int, end: int) -> list[Member]:
        """Return what a stretch of an item names first."""
        sentence = self.sentence(linked, begin, end, Topic())
        if sentence is None:
            return []
        drop_general_nouns(sentence, self.book)
        join_examples(sentence, Context(self.book, self.lexicon.entities, Topic()))
        for index, item in enumerate(sentence.items[:_NAMING]):
            guiding = item.phrase is not None and item.phrase.kinds == {"ImagingModality"}
            if guiding and [i.word for i in sentence.items[index + 1 : index + 2]] == ["guided"]:
                continue
            if item.word == "referral":
                return []
            if item.phrase is not None and item.phrase.members:
                named = [Member(member.mention, within=member.example) for member in item.phrase.members]
                return named + (self._described(linked, item.phrase) if end == linked.term_end else [])
            if index == 0 and item.word in self.book.verbs - _HAVING:
                return []
        return []

    def _described(self, linked: Linked, term: Phrase) -> list[Member]:
        """Return what the term of an item is described by, if that only names its kinds: 'Injections: nerve blocks'."""
        start = linked.term_end
        while start < linked.block.end and self.document.text[start] in _BETWEEN:
            start += 1
        if start == linked.term_end or len(term.members) > 1:
            return []
        sentence = self.sentence(linked, start, linked.block.end, Topic())
        phrase = sentence.items[0].phrase if sentence is not None else None
        if sentence is None or phrase is None or [item.word for item in sentence.items[1:]] not in ([], ["."]):
            return []
        alike = len(phrase.members) > 1 and phrase.kinds <= term.kinds - {"Condition"}  # a symptom is no kind of it
        return [Member(member.mention, within=True) for member in phrase.members] if alike else []


def _guessed(finding: Finding) -> Finding:
    """Return a finding of a sentence that was made simpler, which is a little less certain."""
    return finding._replace(confidence=round(finding.confidence * _CERTAINTY, 3))


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
