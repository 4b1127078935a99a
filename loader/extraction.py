"""Reading a document into claims: link its mentions, relate them by the rules, weigh their polarity."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from paingraph.loader.anaphora import CARE_NOUNS, Topic, resolve
from paingraph.loader.claims import Claim, Entity, Method, Polarity, Span, Status
from paingraph.loader.documents import BlockKind, Document
from paingraph.loader.durations import durations
from paingraph.loader.lexicon import Lexicon
from paingraph.loader.mentions import Mention
from paingraph.loader.phrases import Item, Member, Phrase, Sentence, encode
from paingraph.loader.relations import Finding, find, join_examples, name_relations
from paingraph.loader.rules import RuleBook, Structure, rule_book
from paingraph.loader.sections import Linked, ListOf, link_document, lists, term_end
from paingraph.loader.sentences import sentences
from paingraph.loader.tables import SEPARATOR, Cell, rows_of
from paingraph.loader.tokens import Token
from paingraph.ontology.library import Library

__all__ = ["Extraction", "extract", "read_claims", "read_findings"]

_CARE = frozenset({"Procedure", "Therapy"})
#: Procedures that go with others: a page that names one in its title is about something else.
SECONDARY = frozenset(
    """surgical-procedure sedation local-anesthesia regional-anesthesia diagnostic-imaging diagnostic-test patient-assessment treatment-planning
    image-guided-procedure medical-history-taking physical-examination postoperative-care minimally-invasive-procedure invasive-procedure
    general-anesthesia""".split()
)
#: Verbs before what an item names: 'have an infection', 'are taking warfarin'.
_HAVING = frozenset({"have", "has", "had", "are", "is", "take", "takes", "taking", "having", "need", "needs"})
#: A cell that doubts what its row says.
HEDGED_CELL = re.compile(r"insufficient|limited|weak|uncertain|conflicting|unproven|low[- ]quality", re.IGNORECASE)
#: After these a heading names what it is not about.
_SET_ASIDE = frozenset({"without", "versus", "vs", "beyond", "avoid", "avoiding"})
_PATIENTS = frozenset({"patient", "patients", "people", "those", "anyone", "someone", "adults", "individuals"})
#: A phrase after one of these is not what the sentence is about.
_PREPOSITIONS = frozenset(
    {
        "for",
        "in",
        "with",
        "after",
        "before",
        "of",
        "to",
        "during",
        "from",
        "than",
        "unlike",
        "without",
        "by",
        "on",
        "into",
    }
)


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was read in one document: its claims in order of position, and every entity that it names."""

    claims: tuple[Claim, ...]
    entities: tuple[Entity, ...]


def extract(document: Document, library: Library) -> list[Claim]:
    """Return the claims that the rules read in a document, in order of position.

    A claim is accepted, or a candidate if one of its arguments is not in the vocabulary.
    """
    return list(read_claims(document, library).claims)


def read_findings(document: Document, library: Library) -> list[Finding]:
    """Return everything that the rules find in a document, before the best reading of each statement is chosen."""
    reading = _Reading(document, _lexicon(_Library(library)), rule_book())
    reading.extraction()
    return [finding for finding, _ in reading.findings]


def read_claims(document: Document, library: Library) -> Extraction:
    """Return the claims that the rules read in a document, and the entities that it names."""
    return _Reading(document, _lexicon(_Library(library)), rule_book()).extraction()


@dataclass(frozen=True, eq=False)
class _Library:
    """A library by identity, so that its lexicon is made once."""

    library: Library

    def __hash__(self) -> int:
        return id(self.library)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Library) and other.library is self.library


@lru_cache(maxsize=4)
def _lexicon(key: _Library) -> Lexicon:
    return Lexicon.of(key.library)


class _Reading:
    """The state of reading one document."""

    def __init__(self, document: Document, lexicon: Lexicon, book: RuleBook) -> None:
        self.document = document
        self.lexicon = lexicon
        self.book = book
        self.blocks = link_document(document, lexicon)
        self.by_index = {linked.index: linked for linked in self.blocks}
        self.findings: list[tuple[Finding, int | None]] = []
        self.title: tuple[Entity, ...] = ()
        self.front: frozenset[int] = frozenset()
        self.about = self._about()
        self.audience = self._audience()

    def extraction(self) -> Extraction:
        all_lists = list(lists(self.blocks))
        introduced = {listed.lead_in.index: listed for listed in all_lists if listed.lead_in is not None}
        ends = {listed.items[-1].index: listed for listed in all_lists if not listed.of_headings}
        topic = self._topic((), ())
        for linked in self.blocks:
            block = linked.block
            if block.kind is BlockKind.HEADING:
                topic = self._topic_under(linked)
            elif block.kind is BlockKind.PARAGRAPH:
                topic.focus = ()
                own = self._termed(linked, topic)
                self._read(linked, block.start, own or topic, introduced.get(linked.index))
                topic.listed = ()
            else:
                self._read_item(linked, topic)
                if linked.index in ends:
                    topic.listed = self._listed_mentions(ends[linked.index])
        tables = {
            listed.lead_in.index for listed in all_lists if listed.lead_in is not None and self._read_table(listed)
        }
        for listed in all_lists:
            if listed.lead_in is not None and listed.lead_in.index in tables:
                continue
            if listed.lead_in is not None and listed.lead_in.block.kind is BlockKind.LIST_ITEM:
                self._read_heading(replace(listed, heading=listed.lead_in))
            if listed.heading is not None and not (listed.of_headings and self._has_list(listed.heading, all_lists)):
                self._read_heading(listed)
        return Extraction(self._claims(), self._entities())

    # --- topics -------------------------------------------------------------------------------------------------

    def _about(self) -> tuple[Entity, ...]:
        """What the document is about: the names in its title, else the specialty that it names most."""
        titles = list(itertools.takewhile(lambda linked: linked.block.kind is BlockKind.HEADING, self.blocks))
        self.front = frozenset(title.index for title in titles)
        found = tuple(dict.fromkeys(entity for title in titles for entity in self._named(title)))
        found = tuple(entity for entity in found if entity.id not in SECONDARY | {"pain"})
        if not any(entity.kind in _CARE | {"Condition", "Specialty"} for entity in found):
            self.title = (*found, *self._main_procedure())
        else:
            self.title = found
        if not any(entity.kind == "Specialty" for entity in found):
            counts = Counter(
                r for b in self.blocks for m in b.mentions for r in m.readings[:1] if r.kind == "Specialty"
            )
            for entity in counts:
                counts[entity] *= 2 if self.lexicon.is_kind_of(entity.id, "pain-medicine") else 1
            found = (*found, *(entity for entity, _ in counts.most_common(1)))
        return self._with_own_procedures(found)

    def _audience(self) -> tuple[Entity, ...]:
        """Return the practitioners for whom a document is written: 'for general practitioners' at its head."""
        for linked in self.blocks[:4]:
            for mention in linked.mentions:
                before = {token.norm for token in linked.tokens[max(0, mention.first - 3) : mention.first]}
                if before & {"for", "to"} and mention.person and mention.readings[0].kind == "Specialty":
                    return mention.readings[:1]
        return ()

    def _main_procedure(self) -> tuple[Entity, ...]:
        """Return the procedure that a document without a telling title is about.

        It is named far more often than any other, or 'the procedure' stands for it again and again and it is the first
        one named.
        """
        named = [
            reading
            for linked in self.blocks
            for mention in linked.mentions
            for reading in mention.readings
            if reading.kind == "Procedure" and reading.id not in SECONDARY | self.lexicon.owned and reading.label not in CARE_NOUNS
        ]
        ranked = Counter(named).most_common(2)
        if not ranked:
            return ()
        if ranked[0][1] >= 3 and (len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1]):
            return (ranked[0][0],)
        definite = sum(
            first.text.lower() in {"the", "this"} and second.text.lower() in CARE_NOUNS
            for linked in self.blocks
            for first, second in itertools.pairwise(linked.tokens)
        )
        return (named[0],) if definite >= 3 else ()

    def _named(self, linked: Linked) -> tuple[Entity, ...]:
        named: dict[Entity, None] = {}
        for mention in linked.mentions:
            before = linked.tokens[mention.first - 1].norm if mention.first else ""
            if before not in _SET_ASIDE:
                disciplines = tuple(reading for reading in mention.readings if reading.kind == "Specialty")
                conditions = any(reading.kind == "Condition" for reading in mention.readings)
                named.update(dict.fromkeys(disciplines if disciplines and conditions else mention.readings))
            if mention.readings[0].kind == "Credential":
                named.update(dict.fromkeys(self._discipline_in(linked, mention)))
        if not any(entity.kind in _CARE for entity in named):
            procedures = (self.lexicon.procedure_of.get(entity.id) for entity in named)
            named.update(dict.fromkeys(entity for entity in procedures if entity is not None))
        return tuple(named)

    def _discipline_in(self, linked: Linked, mention: Mention) -> tuple[Entity, ...]:
        """Return the specialty in the name of a training: pain medicine in 'pain medicine fellowship'."""
        words = [token.norm for token in linked.tokens[mention.first : mention.last] if token.norm[0].isalnum()]
        for first in range(len(words)):
            for last in range(len(words), first + 1, -1):
                found = tuple(e for e in self.lexicon.find(words[first:last]) if e.kind == "Specialty")
                if found:
                    return found
        return ()

    def _with_own_procedures(self, entities: Sequence[Entity]) -> tuple[Entity, ...]:
        """Add to a specialty the procedures that bear its name ('interventional pain procedure')."""
        if any(entity.kind in _CARE for entity in entities):
            return tuple(entities)
        own = (self.lexicon.characteristic.get(entity.id) for entity in entities)
        return (*entities, *(entity for entity in own if entity is not None))

    def _topic(self, named: tuple[Entity, ...], inherited: tuple[Entity, ...]) -> Topic:
        own = tuple(entity for entity in self._with_own_procedures(named) if entity not in named)
        condition = tuple(entity for entity in named if entity.kind == "Condition")
        return Topic(
            heading=named,
            condition=condition,
            weak=tuple(dict.fromkeys((*own, *inherited, *self.about))),
            own=self.lexicon.characteristic,
            audience=self.audience,
        )

    def _topic_under(self, heading: Linked) -> Topic:
        inherited = self._above(heading)
        named = self._named(heading)
        if any(entity.kind in _CARE for entity in inherited):
            named = tuple(entity for entity in named if entity.label not in CARE_NOUNS)
        if not any(entity.kind in _CARE | {"Condition"} for entity in named):
            procedures = {e for e in inherited if e.kind == "Procedure" and e.id not in self.lexicon.owned}
            kinds = {"Therapy", "Condition"} | ({"Procedure"} if len(procedures) == 1 else set())
            named += tuple(e for e in inherited if e.kind in kinds and e.id not in self.lexicon.owned)
        topic = self._topic(named, self._with_own_procedures(inherited))
        topic.words = frozenset(token.text.lower() for token in heading.tokens)
        if not topic.condition:
            topic.condition = tuple(entity for entity in inherited if entity.kind == "Condition")
        return topic

    def _above(self, heading: Linked) -> tuple[Entity, ...]:
        """Return what the nearest heading above names, at last the title."""
        parent = heading.block.heading
        while parent is not None:
            named = self._named(self.by_index[parent]) if parent in self.by_index else ()
            if parent not in self.front and any(entity.kind in _CARE | {"Condition", "Specialty"} for entity in named):
                return named
            parent = self.document.blocks[parent].heading
        return self.title if heading.block.level != 1 else ()

    # --- sentences ----------------------------------------------------------------------------------------------

    def _read(self, linked: Linked, start: int, topic: Topic, listed: ListOf | None = None) -> None:
        """Read the sentences of a block from `start` on; the last one together with the list that it introduces."""
        spans = list(sentences(self.document.text, start, linked.block.end))
        for number, (begin, end) in enumerate(spans):
            behind = (
                self._list_phrase(listed) if listed is not None and number == self._introducing(spans, linked) else None
            )
            sentence = self._sentence(linked, begin, end, topic, behind)
            if sentence is None:
                topic.subject, topic.started = (), True
                continue
            heading = linked.block.heading
            structures = [Structure.SENTENCE]
            if linked.block.kind is BlockKind.LIST_ITEM:
                structures.append(Structure.ITEM)
            if behind is not None and end - begin <= 60:
                structures.append(Structure.HEADING)
            self._find(sentence, structures, topic, heading)
            self._remember(sentence, topic)
            topic.started = True

    def _introducing(self, spans: Sequence[tuple[int, int]], linked: Linked) -> int:
        """Return which sentence of a lead-in says what its list is: the last, or the one before 'For example:'."""
        for number in range(len(spans) - 1, -1, -1):
            begin, end = spans[number]
            if end - begin > 30 or any(begin <= m.start < end for m in linked.mentions):
                if (
                    not self.document.text[begin:end].startswith(("They ", "These ", "Some "))
                    or number == len(spans) - 1
                ):
                    return number
        return len(spans) - 1

    def _sentence(
        self, linked: Linked, begin: int, end: int, topic: Topic, behind: Item | None = None
    ) -> Sentence | None:
        first = next((i for i, token in enumerate(linked.tokens) if token.start >= begin), len(linked.tokens))
        last = next((i for i in range(first, len(linked.tokens)) if linked.tokens[i].start >= end), len(linked.tokens))
        tokens = linked.tokens[first:last]
        mentions = [
            replace(m, first=m.first - first, last=m.last - first)
            for m in linked.mentions
            if m.first >= first and m.last <= last
        ]
        mentions = resolve(tokens, mentions, topic, self.lexicon)
        these = next((i for i, token in enumerate(tokens[:6]) if token.text.lower() == "these"), None)
        if topic.listed and these is not None and _points_back(tokens[these:]):
            return self._of_list(tokens, mentions, topic)
        values = list(durations(self.document.text, begin, end))
        if not mentions and not values and behind is None:
            return None
        sentence = encode(tokens, mentions, values, self.book.verbs)
        if behind is not None:
            while sentence.items and sentence.items[-1].word in {".", ":", "—"}:
                sentence.items.pop()
            sentence.items += [Item(end, end, ":"), behind]
            sentence.encode()
        return sentence

    def _of_list(self, tokens: Sequence[Token], mentions: Sequence[Mention], topic: Topic) -> Sentence:
        """Read 'these' after a list as the items of the list."""
        kept = [m for m in mentions if m.first > 6 or not m.resolved]
        sentence = encode(tokens, kept, (), self.book.verbs)
        last = next(
            (
                i
                for i, item in enumerate(sentence.items)
                if item.word in {"are", "can", "may", "have", "will", "cause", "all"}
            ),
            1,
        )
        members = tuple(Member(mention) for mention in topic.listed)
        sentence.items[:last] = [Item(tokens[0].start, tokens[0].end, "", Phrase(members, spread=True))]
        sentence.encode()
        return sentence

    def _listed_mentions(self, listed: ListOf) -> tuple[Mention, ...]:
        phrase = self._list_phrase(listed)
        return (
            tuple(m.mention for m in phrase.phrase.members) if phrase is not None and phrase.phrase is not None else ()
        )

    def _has_list(self, heading: Linked, all_lists: Sequence[ListOf]) -> bool:
        return any(listed.heading is heading and not listed.of_headings for listed in all_lists)

    def _find(self, sentence: Sentence, structures: Sequence[Structure], topic: Topic, heading: int | None) -> None:
        self._drop_general_nouns(sentence)
        for finding in name_relations(sentence, self.book):
            self.findings.append((finding, heading))
        for finding in join_examples(sentence, self.book, self._entity, topic):
            self.findings.append((finding, heading))
        self._drop_general_nouns(sentence)
        for structure in structures:
            for finding in find(sentence, self.book, structure, topic, self._entity):
                self.findings.append((finding, heading))

    def _drop_general_nouns(self, sentence: Sentence) -> None:
        """Leave out 'techniques such as' before the techniques themselves."""
        items = sentence.items
        index = 0
        changed = False
        while index < len(items):
            if items[index].word in self.book.general:
                length = self._connector(items, index + 1)
                if length and index + 1 + length < len(items) and items[index + 1 + length].phrase is not None:
                    del items[index : index + 1 + length]
                    changed = True
                    continue
            index += 1
        if changed:
            sentence.encode()

    def _connector(self, items: Sequence[Item], index: int) -> int:
        words = [item.word for item in items[index : index + 4]]
        for connector in (
            [",", "such", "as"], ["(", "such", "as"], ["such", "as"], [",", "including"], ["(", "including"], ["including"], ["like"], ["(", "like"],
            [",", "like"], [",", "for", "example", ","], ["like", ":"], ["such", "as", ":"], ["including", ":"],
        ):  # fmt: skip
            if words[: len(connector)] == connector:
                return len(connector)
        return 0

    def _remember(self, sentence: Sentence, topic: Topic) -> None:
        """Keep what the sentence was about, for the pronouns of the next."""
        topic.subject = ()
        for index, item in enumerate(sentence.items):
            if item.phrase is None or not item.phrase.members:
                continue
            before = {i.word for i in sentence.items[max(0, index - 3) : index] if i.phrase is None}
            governed = not before.isdisjoint(_PREPOSITIONS)
            readings = [r for m in item.phrase.members if not m.example for r in m.mention.readings]
            if index <= 2 and before & {"with", "in", "during"}:
                governed = False
            if (
                before & {"with", "have", "has", "from"}
                and before & {"with", "suffering", "suffer", "suffers", "have", "has"}
                and _PATIENTS & sentence.words
            ):
                topic.condition = tuple(r for r in readings if r.kind == "Condition") or topic.condition
            if not topic.subject and not governed and not item.phrase.spread:
                self._turn(topic, readings)
                topic.subject = tuple(r for r in readings if r.label not in CARE_NOUNS)
            practitioners = tuple(r for r in readings if r.kind == "Specialty")
            if practitioners and (before.isdisjoint({"in", "from", "with", "of", "to"}) or before & {"job", "role", "work"}):
                topic.practitioners = practitioners
            topic.recent += [m.mention.readings[0] for m in item.phrase.members]

    def _turn(self, topic: Topic, readings: Sequence[Entity]) -> None:
        """Let the text turn to the procedure that is a sentence's subject, or back to that of the heading."""
        procedures = tuple(
            r for r in readings if r.kind == "Procedure" and r.label not in CARE_NOUNS and r.id not in SECONDARY | self.lexicon.owned
        )
        if not procedures or len(procedures) != len(readings):
            return
        own = tuple(entity for entity in topic.heading if entity.kind == "Procedure")
        narrower = any(self.lexicon.is_kind_of(entity.id, procedures[0].id) for entity in own)
        topic.focus = () if narrower or not own else procedures

    # --- lists --------------------------------------------------------------------------------------------------

    def _termed(self, linked: Linked, topic: Topic) -> Topic | None:
        """Return the topic of a paragraph that opens with a name alone: 'Epidural injection. It is given for …'."""
        end = term_end(self.document.text, linked)
        if end >= linked.block.end or self.document.text[end] not in ".:":
            return None
        named = [mention for mention in linked.mentions if mention.end <= end]
        covered = sum(mention.end - mention.start for mention in named)
        if not named or covered < 0.8 * (end - linked.block.start):
            return None
        own = replace(topic, recent=list(topic.recent), listed=())
        own.heading = tuple(reading for mention in named for reading in mention.readings)
        own.weak = (*topic.heading, *topic.weak)
        return own

    def _read_item(self, linked: Linked, topic: Topic) -> None:
        if SEPARATOR in self.document.text[linked.block.start : linked.block.end]:
            return
        end = term_end(self.document.text, linked)
        if end < linked.block.end and self.document.text[end] in ":–—-":
            whole = self._sentence(linked, linked.block.start, linked.block.end, topic)
            if whole is not None:
                self._find(whole, [Structure.TERM], topic, linked.block.heading)
        own = replace(topic, recent=list(topic.recent), listed=())
        lead_in = self.by_index.get(linked.block.lead_in) if linked.block.lead_in is not None else None
        if lead_in is not None and lead_in.block.kind is BlockKind.PARAGRAPH:
            own.heading = self._introduced(lead_in) or own.heading
        start = linked.block.start
        if end < linked.block.end:
            sentence = self._sentence(linked, start, end, own)
            if sentence is not None:
                self._find(sentence, [Structure.SENTENCE], own, linked.block.heading)
                own.heading = tuple(
                    r for i in sentence.items if i.phrase for m in i.phrase.members for r in m.mention.readings
                )
                own.weak = (*topic.heading, *topic.weak)
                own.subject = ()
            start = end
            while start < linked.block.end and self.document.text[start] in ".:–—- \t\xa0\n":
                start += 1
        self._read(linked, start, own)

    def _introduced(self, lead_in: Linked) -> tuple[Entity, ...]:
        """Return the procedure whose steps a lead-in announces: that which its last sentence names last."""
        if not self.document.text_of(lead_in.block).endswith(":"):
            return ()
        begin, _ = list(sentences(self.document.text, lead_in.block.start, lead_in.block.end))[-1]
        named = [m for m in lead_in.mentions if m.start >= begin and len(m.readings) == 1]
        last = named[-1].readings[0] if named else None
        return (last,) if last is not None and last.kind == "Procedure" and last.label not in CARE_NOUNS else ()

    def _list_phrase(self, listed: ListOf) -> Item | None:
        """Return the things that the items of a list name, as one phrase behind its lead-in."""
        members: list[Member] = []
        for linked in listed.items:
            end = term_end(self.document.text, linked)
            sentence = self._sentence(linked, linked.block.start, end, Topic())
            if sentence is None:
                continue
            self._drop_general_nouns(sentence)
            join_examples(sentence, self.book, self._entity)
            for index, item in enumerate(sentence.items[:5]):
                if item.phrase is not None and item.phrase.members:
                    members += [Member(m.mention) for m in item.phrase.members]
                    break
                if item.word in self.book.verbs and index == 0 and item.word not in _HAVING:
                    break
        if not members:
            return None
        return Item(members[0].mention.start, members[-1].mention.end, "", Phrase(tuple(members), spread=True))

    def _read_heading(self, listed: ListOf) -> None:
        assert listed.heading is not None
        behind = self._list_phrase(listed)
        if behind is None:
            return
        heading = listed.heading
        topic = self._topic_under(heading)
        if listed.lead_in is not None:
            topic.practitioners = tuple(
                r for m in listed.lead_in.mentions for r in m.readings if r.kind == "Specialty"
            )[-1:]
        sentence = self._sentence(heading, heading.block.start, heading.block.end, topic, behind)
        if sentence is not None:
            self._find(sentence, [Structure.HEADING], topic, heading.index)

    def _read_table(self, listed: ListOf) -> bool:
        """Read a list whose items are rows of a table; tell whether it is one."""
        is_table = False
        for number, cells in rows_of(self.document.text, listed):
            is_table = True
            linked = listed.items[number]
            named = [self._sentence(linked, cell.start, cell.end, Topic()) for cell in cells]
            if named[0] is None or not any(item.phrase for item in named[0].items):
                self._read_aspect(cells, named, linked)
                continue
            hedged = any(HEDGED_CELL.search(self.document.text, cell.start, cell.end) for cell in cells[1:])
            for column in range(1, len(cells)):
                for first in range(column - 1, -1, -1):
                    found = self._read_pair(cells, named, first, column)
                    for finding in found:
                        doubted = replace(finding, polarity=Polarity.HEDGED) if hedged else finding
                        self.findings.append((doubted, linked.block.heading))
                    if found:
                        break
        return is_table

    def _read_aspect(self, cells: Sequence[Cell], named: Sequence[Sentence | None], linked: Linked) -> None:
        """Read a row that says one thing of what the heading names: 'Guidance | ultrasound'."""
        heading = self.by_index.get(linked.block.heading) if linked.block.heading is not None else None
        if heading is None:
            return
        topic = self._topic_under(heading)
        members = tuple(
            Member(replace(heading.mentions[0], readings=(entity,))) for entity in topic.heading[:1] if heading.mentions
        )
        if not members:
            return
        subject = Item(cells[0].start, cells[0].end, "", Phrase(members))
        words = self.document.text[cells[0].start : cells[0].end].lower()
        head = [Item(cells[0].start, cells[0].start, word) for word in re.findall(r"[a-z]+", words)]
        colon = Item(cells[0].end, cells[0].end, ":")
        for cell, sentence in zip(cells[1:], named[1:], strict=True):
            if sentence is None:
                continue
            hedged = HEDGED_CELL.search(self.document.text, cell.start, cell.end)
            for behind in self._cell_phrases(cell, sentence):
                row = Sentence([*head, colon, subject, colon, behind])
                for finding in find(row, self.book, Structure.TABLE, topic, self._entity):
                    doubted = replace(finding, polarity=Polarity.HEDGED) if hedged else finding
                    self.findings.append((doubted, linked.block.heading))

    def _read_pair(
        self, cells: Sequence[Cell], named: Sequence[Sentence | None], first: int, column: int
    ) -> list[Finding]:
        """Read what a row says of the things in one cell by the things in another."""
        sentence, subjects = named[column], named[first]
        if sentence is None or subjects is None:
            return []
        cell, found = cells[column], []
        colon = Item(cell.start, cell.start, ":")
        head = [Item(cell.start, cell.start, word) for word in re.findall(r"[a-z]+", cell.head)]
        words = [Item(i.start, i.end, i.word) for i in sentence.items if i.word in {"finding", "diagnosing"}]
        topic = Topic(own=self.lexicon.characteristic, audience=self.audience)
        for subject in itertools.islice(self._cell_phrases(cells[first], subjects), 1):
            for behind in self._cell_phrases(cell, sentence):
                row = Sentence([*head, colon, subject, colon, *words, behind])
                found += find(row, self.book, Structure.TABLE, topic, self._entity)
        return found

    def _cell_phrases(self, cell: Cell, sentence: Sentence) -> Iterator[Item]:
        """Yield what a cell names, all in one phrase, and each duration."""
        members = tuple(m for item in sentence.items if item.phrase is not None for m in item.phrase.members)
        if members:
            yield Item(cell.start, cell.end, "", Phrase(tuple(Member(m.mention) for m in members)))
        yield from (item for item in sentence.items if item.phrase is not None and item.phrase.value is not None)

    # --- results ------------------------------------------------------------------------------------------------

    def _entity(self, slug: str) -> Entity:
        return self.lexicon.entities[slug]

    def _claims(self) -> tuple[Claim, ...]:
        best: dict[tuple[object, ...], Claim] = {}
        for finding, heading in self.findings:
            place = self.document.blocks[heading] if heading is not None else None
            claim = Claim(
                document=self.document.id,
                subject=finding.subject,
                predicate=finding.rule.relation,
                object=finding.object,
                polarity=finding.polarity,
                span=finding.span,
                heading=Span(place.start, place.end) if place is not None else None,
                method=Method.RULE,
                rule=finding.rule.id,
                confidence=finding.confidence,
                status=self._status(finding),
                quote=self.document.text[finding.span.start : finding.span.end],
                heading_text=self.document.text_of(place) if place is not None else None,
            )
            key = (claim.subject.id, claim.predicate, str(claim.object), self._sentence_of(claim.span))
            known = best.get(key)
            if known is None or (claim.confidence, -(claim.span.end - claim.span.start)) > (
                known.confidence,
                -(known.span.end - known.span.start),
            ):
                best[key] = claim
        return tuple(sorted(best.values(), key=_position))

    def _status(self, finding: Finding) -> Status:
        """A claim about a thing that the vocabulary lacks waits for a curator."""
        known = self.lexicon.entities
        unknown = finding.subject.id not in known or (
            isinstance(finding.object, Entity) and finding.object.id not in known
        )
        return Status.CANDIDATE if unknown else Status.ACCEPTED

    def _sentence_of(self, span: Span) -> int:
        """Return where the sentence begins in which a span begins: the same statement counts once there."""
        block = next((b.block for b in self.blocks if b.block.start <= span.start < b.block.end), None)
        if block is None:
            return span.start
        return max(begin for begin, _ in sentences(self.document.text, block.start, block.end) if begin <= span.start)

    def _entities(self) -> tuple[Entity, ...]:
        found = {r.id: r for b in self.blocks for m in b.mentions if len(m.readings) == 1 for r in m.readings}
        return tuple(found[slug] for slug in sorted(found))


def _points_back(tokens: Sequence[Token]) -> bool:
    """Tell whether 'these' after a list are its items: 'these are some of …', 'these conditions …'."""
    following = [token.text.lower() for token in tokens[1:4]]
    return following[:1] == ["are"] or bool(
        {"conditions", "procedures", "treatments", "techniques", "therapies"} & set(following)
    )


def _position(claim: Claim) -> tuple[int, int, str, str, str]:
    object_ = claim.object.id if isinstance(claim.object, Entity) else claim.object.value
    return claim.span.start, claim.span.end, claim.predicate, claim.subject.id, object_
