"""Open vocabulary: names that the vocabulary lacks, told by their heads, endings and modifiers.

*Chronic knee pain* is a pain and so a condition, an *erector spinae plane block* is a block and so a procedure. Such a
name becomes a candidate: an entity with a label of the vocabulary's form (lower case, singular, US spelling), which a
curator may take into the vocabulary. The head says its kind and under what it belongs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from tomllib import loads

from paingraph.loader.claims import Entity
from paingraph.loader.lexicon import Lexicon
from paingraph.loader.mentions import DETERMINERS, Mention
from paingraph.loader.tokens import Token, normal
from paingraph.ontology.namespaces import slugify

__all__ = ["Grammar", "broader_of", "compose", "find_candidates", "grammar", "without_tail"]

#: Kinds whose names take the field's modifiers.
_COMPOUNDING = frozenset(
    {"Condition", "Procedure", "AnatomicalStructure", "PainGenerator", "Device", "Substance", "Therapy"}
)
_STRUCTURES = frozenset({"AnatomicalStructure", "PainGenerator"})
#: Heads of diseases that bear the name of who described them.
_EPONYMIC = frozenset(
    "disease syndrome palsy neuroma tumor contracture phenomenon neuralgia deformity cyst catheter needle".split()
)
#: … and of tests, whose names they alone make: a nerve test is none of somebody's.
_TESTS = frozenset({"test", "sign", "maneuver"})
#: Words in capitals that are nobody's name: 'More Than Needles'.
_NO_NAMES = DETERMINERS | frozenset(
    "than of with and or for in to by on at from no not more other what our after".split()
)
#: What makes another thing of a substance; how or where it is given does not.
_OF_SUBSTANCES = frozenset({"particulate", "nonparticulate", "adjacent", "substance"})
#: A name with such a word in it takes nothing before it: 'arm pain that persists after surgery'.
_OF_CLAUSES = frozenset({"that", "which", "after"})
#: What is done with a substance, or comes of it.
_OF_DRUGS = frozenset({"injection", "infusion", "allergy", "withdrawal", "toxicity", "overdose", "misuse"})
#: 'Allergic to steroids, iodine or latex': the names of allergies are those that people use of what causes them.
_ALLERGIC = frozenset({"allergic", "allergy", "hypersensitivity"})
_CALLED = {"corticosteroid": "steroid", "contrast-agent": "contrast", "gadolinium-contrast-agent": "gadolinium"}
_JOINING = frozenset({",", "and", "or"})
#: Words of labels that the vocabulary spells otherwise.
_SPELLED = {"physiotherapy": "physical therapy"}
_NERVE_BLOCK = ("nerve", "block")
#: Forms of what looks like a modifier and is a verb; and sides, which make no other procedure.
_VERBS, _SIDES = frozenset({"lowers", "eyes"}), frozenset({"left", "right"})
#: Of a place, unless they stand before what is felt there: 'to lower inflammation'.
_LEVELS = frozenset({"lower", "upper"})
#: Heads that make no name with how long something lasts.
_UNTOLD, _LASTING = (
    frozenset("syndrome disorder disease".split()),
    frozenset("acute chronic persistent recurrent".split()),
)
#: At most so many modifiers make one name.
_LONGEST = 4


@dataclass(frozen=True, slots=True)
class Grammar:
    """What the shipped grammar knows, in normal forms."""

    heads: dict[str, str]
    words: dict[str, str]
    endings: tuple[tuple[str, str], ...]
    excluded: frozenset[str]
    modifiers: frozenset[str]

    def kind_of_word(self, norm: str) -> str | None:
        """Return the kind of a word that names a thing by itself."""
        if norm in self.words:
            return self.words[norm]
        if len(norm) < 7 or norm in self.excluded or not norm.isalpha():
            return None
        return next((kind for ending, kind in self.endings if norm.endswith(ending)), None)


@cache
def grammar() -> Grammar:
    """Return the shipped grammar."""
    data = loads(files("paingraph.loader").joinpath("grammar.toml").read_text("utf-8"))

    def by_word(table: dict[str, str]) -> dict[str, str]:
        return {normal(word): kind for kind, words in table.items() for word in words.split()}

    return Grammar(
        heads=by_word(data["heads"]),
        words=by_word(data["words"]),
        endings=tuple((ending, kind) for kind, endings in data["endings"].items() for ending in endings.split()),
        excluded=frozenset(map(normal, data["not"]["words"].split())),
        modifiers=frozenset(normal(word) for words in data["modifiers"].values() for word in words.split()),
    )


@lru_cache(maxsize=100_000)
def _head(norm: str) -> tuple[str, bool] | None:
    """Return the kind of what a word names as the head of a name, and whether it names it by itself too."""
    known = grammar()
    alone = known.kind_of_word(norm)
    kind = alone or known.heads.get(norm)
    return (kind, alone is not None) if kind is not None else None


def find_candidates(tokens: Sequence[Token], mentions: Sequence[Mention], lexicon: Lexicon) -> list[Mention]:
    """Return the mentions of a block with those that the grammar adds or widens."""
    known = grammar()
    by_first = {mention.first: mention for mention in mentions}
    by_last = {mention.last: mention for mention in mentions}
    covered = {position for mention in mentions for position in range(mention.first, mention.last)}
    result: dict[int, Mention] = dict(by_first)
    for position, token in enumerate(tokens):
        if position not in covered:
            head = _head(token.norm)
            if head is not None and not _is_done(tokens, position):
                kind, alone = head
                found = _widened(tokens, position, position + 1, kind, by_last, covered, known, lexicon, alone=alone)
                if found is not None:
                    _put(result, found)
        elif position in by_first:
            mention = by_first[position]
            spelled = _spelled_out(tokens, mention, lexicon)
            if spelled is not None:
                _put(result, spelled)
                continue
            kind = mention.readings[0].kind
            listed = kind in _STRUCTURES and known.heads.get(tokens[mention.last - 1].norm, kind) in _STRUCTURES
            if kind in _STRUCTURES:
                kind = known.heads.get(tokens[mention.last - 1].norm, kind)
            compounding = kind in _COMPOUNDING and (kind != "Procedure" or tokens[mention.last - 1].norm in known.heads)
            one_word = mention.last - mention.first == 1 and tokens[mention.first].norm in known.heads
            compounding = compounding and (one_word or not listed)
            clause = any(token.norm in _OF_CLAUSES for token in tokens[mention.first : mention.last])
            if len(mention.readings) == 1 and compounding and not mention.owned and not clause:
                found = _widened(
                    tokens, mention.first, mention.last, kind, by_last, covered, known, lexicon, alone=False
                )
                if found is not None:
                    _put(result, found)
    named: Mention | None = None
    for mention in sorted(result.values(), key=lambda m: m.first):
        allergy = _allergy(tokens, mention, named)
        named = allergy
        if allergy is not None:
            _put(result, allergy)
    return sorted(result.values(), key=lambda m: m.first)


def _allergy(tokens: Sequence[Token], mention: Mention, earlier: Mention | None) -> Mention | None:
    """Return the condition in 'allergic to local anesthetics', and those that are joined to an `earlier` one."""
    if mention.readings[0].kind != "Substance" or mention.first < 2:
        return None
    before = [token.norm for token in tokens[mention.first - 2 : mention.first]]
    first = mention.first
    if before[1] == "to" and before[0] in _ALLERGIC:
        first -= 2
    elif earlier is None or not {token.norm for token in tokens[earlier.last : first]} <= _JOINING:
        return None
    called = _CALLED.get(mention.readings[0].id, mention.readings[0].label)
    label = f"{called} allergy"
    return Mention(tokens[first].start, mention.end, first, mention.last, (Entity(slugify(label), label, "Condition"),))


def compose(modifiers: Sequence[Token], head: Sequence[Token], kind: str) -> Entity | None:
    """Return the candidate that modifiers and a head name, or none if a modifier makes no name."""
    known = grammar()
    if not modifiers or not all(token.norm in known.modifiers or not token.norm[0].isalnum() for token in modifiers):
        return None
    return _entity([*modifiers, *head], kind)


def broader_of(entity: Entity, lexicon: Lexicon) -> tuple[str, ...]:
    """Return under what a candidate belongs: the longest ending of its name that the vocabulary has."""
    words = entity.label.split()
    for start in range(1, len(words)):
        found = lexicon.find([normal(word) for word in words[start:]])
        same = tuple(broader.id for broader in found if broader.kind == entity.kind)
        if same:
            return same
    return ()


def _widened(
    tokens: Sequence[Token],
    first: int,
    last: int,
    kind: str,
    by_last: dict[int, Mention],
    covered: set[int],
    known: Grammar,
    lexicon: Lexicon,
    *,
    alone: bool,
) -> Mention | None:
    """Take the modifiers before a head into its name."""
    start = first
    named = False
    while start > 0 and first - start < _LONGEST:
        before = tokens[start - 1]
        structure = by_last.get(start)
        if (
            structure is not None
            and structure.readings[0].kind in _STRUCTURES
            and kind in {"Condition", "Procedure"}
            and tokens[first].norm not in _TESTS
        ) or (structure is not None and structure.readings[0].kind == "Substance" and tokens[first].norm in _OF_DRUGS):
            start, named = structure.first, True
        elif start - 1 not in covered and (
            (
                before.norm in known.modifiers
                and before.word not in _VERBS
                and not (start == first and kind == "Condition" and before.norm in _LEVELS)
                and before.text[0].isalpha()
                and _modifies(before.norm, kind)
                and tokens[first].norm not in _TESTS
            )
            or (start == first and _is_eponym(tokens, start - 1, first))
        ):
            start, named = start - 1, True
            while start > 1 and tokens[start - 1].text == "-" and _is_name(tokens[start - 2].text):
                start -= 2
        elif (
            before.text == "-"
            and before.glued
            and start > 1
            and tokens[start - 2].norm in known.modifiers
            and _modifies(tokens[start - 2].norm, kind)
            and start - 2 not in covered
        ):
            start, named = start - 2, True
        else:
            break
    if not named and not alone:
        return None
    if tokens[last - 1].norm in _UNTOLD and _LASTING.issuperset(token.norm for token in tokens[start : last - 1]):
        return None
    stretch = tokens[start : without_tail(tokens, first, last, lexicon)]
    found = _named([token.norm for token in stretch if token.norm[0].isalnum()], lexicon)
    readings = tuple(entity for entity in found if entity.kind == kind) or (_entity(stretch, kind),)
    return Mention(tokens[start].start, tokens[last - 1].end, start, last, readings)


def _named(words: Sequence[str], lexicon: Lexicon) -> Sequence[Entity]:
    """Return what words name; the block of a structure is also called its nerve block: 'celiac plexus nerve block'."""
    found = lexicon.find(words)
    if not found and tuple(words[-2:]) == _NERVE_BLOCK:
        return lexicon.find((*words[:-2], _NERVE_BLOCK[-1]))
    return found


def without_tail(tokens: Sequence[Token], first: int, last: int, lexicon: Lexicon) -> int:
    """Return where a known name ends that carries a noun which says its kind again: 'sciatica symptoms'."""
    words = [token.norm for token in tokens[first:last] if token.norm[0].isalnum()]
    return last - 1 if len(words) > 1 and not lexicon.find(words) and lexicon.find(words[:-1]) else last


def _modifies(norm: str, kind: str) -> bool:
    """Tell whether a modifier makes another thing of one of the kind."""
    return norm in _OF_SUBSTANCES if kind == "Substance" else kind != "Procedure" or norm not in _SIDES


def _is_done(tokens: Sequence[Token], position: int) -> bool:
    """Tell whether a word is a verb: 'when scar tissue blocks the usual route'."""
    following = tokens[position + 1].word if position + 1 < len(tokens) else ""
    return tokens[position].word == "blocks" and following in DETERMINERS


def _spelled_out(tokens: Sequence[Token], mention: Mention, lexicon: Lexicon) -> Mention | None:
    """Return what an abbreviation and the word before it name: 'interlaminar ESI'."""
    first = mention.first - 1
    if mention.last - mention.first != 1 or not tokens[mention.first].text.isupper() or first < 0:
        return None
    words = [normal(word) for word in mention.readings[0].label.split()]
    found = lexicon.find([tokens[first].norm, *words])
    if not found:
        return None
    return Mention(tokens[first].start, mention.end, first, mention.last, found)


def _is_eponym(tokens: Sequence[Token], position: int, head: int) -> bool:
    """Tell whether a disease bears a person's name: 'Raynaud disease'."""
    text = tokens[position].text
    inside = position > 0 and tokens[position - 1].text not in {".", "?", "!", ":"}
    heads = _TESTS | _EPONYMIC
    return inside and _is_name(text) and tokens[position].word not in _NO_NAMES and tokens[head].norm in heads


def _is_name(text: str) -> bool:
    return text[0].isupper() and text[1:].replace("'", "").replace("’", "").islower()


def _entity(tokens: Sequence[Token], kind: str) -> Entity:
    words: list[str] = []
    for token in tokens:
        if not token.norm[0].isalnum():
            continue
        words.append(_SPELLED.get(token.norm, token.norm))
    label = " ".join(words)
    return Entity(slugify(label), label, kind)


def _put(result: dict[int, Mention], found: Mention) -> None:
    for position in range(found.first, found.last):
        result.pop(position, None)
    result[found.first] = found
