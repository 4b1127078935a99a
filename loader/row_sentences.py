"""A row of a table as the rules see it: a sentence of its column's words, what it is about and what a cell names.

Below 'Used for' the row 'occipital nerve block | migraine' reads 'used for: occipital nerve block: migraine'.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from paingraph.loader.origins import is_source
from paingraph.loader.phrases import Item, Member, Phrase, Sentence
from paingraph.loader.rows import Cell
from paingraph.loader.topic import BODY, CONDITION

__all__ = ["ANY", "OTHER", "WORD", "as_sentence", "phrases"]

#: A word over a column.
WORD = re.compile(r"[a-z]+")
#: Stands for the words over a column that no rule knows …
ANY = "anything"
#: … unless these set the cell apart from the row.
OTHER = frozenset(
    """first described confused replaced before spares forbidden instead after compared asks doubts rarely never dines
    neighbor hospital since pause dislikes unlike versus vs cost price not without differs similar history day when
    mistaken where authors year reference references evidence grade level strength notes note comment comments trade
    advantage advantages disadvantage disadvantages drawback drawbacks pros cons downside
    avoid caution cautions watch contraindications contraindication""".split()
)
#: Before what a needle only passes.
_THROUGH = frozenset({"through", "via", "past"})
_RELATIVES = frozenset({"that", "which", "who"})
#: Behind a condition and one of these stands what came before it: 'spasticity after stroke'.
_SEQUELS = frozenset({"after", "following"})
_CAUSING = frozenset({"of", "from", "due", "in"})


def as_sentence(head: Cell, subject: Item, behind: Item, words: Sequence[Item] = (), key: str = "") -> Sentence:
    """Return a row as rules for tables see it: the column's words, a colon, the subject, a colon, the cell.

    Before the column's words stand those over the first column, set apart by a dash.
    """
    colon = Item(head.end, head.end, ":")
    keys = [Item(head.start, head.start, word) for word in WORD.findall(key)]
    dash = [Item(head.start, head.start, "—")] if keys else []
    column = [Item(head.start, head.start, word) for word in WORD.findall(head.head)]
    return Sentence([*keys, *dash, *column, colon, subject, colon, *words, behind])


def phrases(cell: Cell, sentence: Sentence | None) -> Iterator[Item]:
    """Yield what a cell names, all in one phrase, and each duration."""
    items = list(_named(sentence)) if sentence is not None else []
    if len(items) > 1 and _is_of_cause(sentence, items):
        items = items[1:]
    members = tuple(Member(m.mention) for item in items if item.phrase for m in item.phrase.members)
    if members:
        yield Item(cell.start, cell.end, "", Phrase(members))
    yield from (item for item in items if item.phrase is not None and item.phrase.value is not None)


def _named(sentence: Sentence) -> Iterator[Item]:
    """Yield what a cell names in its main clause: of 'sciatica from stenosis' the pain; no way that a needle goes."""
    items = _main_clause(sentence)
    for index, item in enumerate(items):
        if item.phrase is None or (item.phrase.kinds == CONDITION and is_source(sentence, index)):
            continue
        near = {before.word for before in items[max(0, index - 2) : index]}
        if not (item.phrase.kinds <= BODY and near & _THROUGH):
            yield item


def _main_clause(sentence: Sentence) -> Sequence[Item]:
    """Return what stands before a relative clause: 'depression' in 'depression that goes with pain'."""
    items = sentence.items
    ends = _RELATIVES | (_SEQUELS if items[0].phrase is not None and items[0].phrase.kinds == CONDITION else set())
    stop = next((i for i, item in enumerate(items) if i and item.word in ends), len(items))
    return items[:stop]


def _is_of_cause(sentence: Sentence | None, items: Sequence[Item]) -> bool:
    """Tell whether a cell names a pain by what causes it: 'pain of pancreatic cancer'."""
    if sentence is None or items[0].phrase is None or not items[0].phrase.members:
        return False
    pain = [reading.label for reading in items[0].phrase.members[0].mention.readings[:1]] == ["pain"]
    between = sentence.items[sentence.items.index(items[0]) + 1 : sentence.items.index(items[1])]
    return pain and 0 < len(between) < 3 and between[0].word in _CAUSING
