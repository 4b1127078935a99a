"""Words that name something only in some contexts: 'rest' and 'exercise', but not 'the rest of' and 'exercise care'."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from paingraph.loader.claims import Entity
from paingraph.loader.lexicon import Lexicon
from paingraph.loader.mentions import DETERMINERS, Mention
from paingraph.loader.tokens import Token

__all__ = ["is_meant"]

#: Prepositions that often open an enumeration of what is done.
_ENUMERATING = frozenset("with by despite including of include use using try apply as like".split())
#: Adjectives that stand before a thing that one can hold.
_SIZES = frozenset("small tiny thin inflatable hollow special deflated fine long short new soft stiff".split())
#: Readings that need their context: (word before, word after) which speak against them.
_AGAINST: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "rest": (frozenset({"the"}), frozenset({"of", "on", "assured"})),
    "exercise": (frozenset({"can", "should", "not", "you", "they", "we"}), frozenset("caution care restraint".split())),
    "back": (frozenset(), frozenset({"to", "on", "in", "and", "of"})),
    "neck": (frozenset({"femoral", "surgical"}), frozenset({"of"})),
    "lead": (
        frozenset({"to", "can", "may", "which", "that", "could", "will"}),
        frozenset({"to", "the", "a", "an", "by"}),
    ),
    "contrast": (frozenset({"by", "in"}), frozenset()),
    "cement": (frozenset({"that", "which", "to", "can", "they"}), frozenset({"the", "a", "an"})),
    "radiofrequency": (
        frozenset({"pulsed", "cooled"}),
        frozenset(
            """ablation denervation needle probe generator current energy wave electrode lesion lesioning treatment heat
            machine neurotomy rhizotomy procedure pulse cannula neurolysis technique""".split()
        ),
    ),
    "fall": (frozenset(), frozenset("short under asleep within into off on to outside back between".split())),
    "fracture": (frozenset("such these this that those the many".split()), frozenset()),
    "walking": (
        frozenset({"on", "by", "when", "while"}),
        frozenset("up upstairs down downstairs on to in and".split()),
    ),
    "stress": (frozenset({"which", "that", "ours", "also", "they", "we", "and"}), frozenset({"that", "the"})),
    "epidural": (frozenset(), frozenset({"fat", "vein", "pressure", "abscess", "spread"})),
}
_UNSUSPECTED: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())
#: Kinds of what is taken or done, whose guarded names are read in an enumeration and behind 'with'.
_TAKEN = frozenset({"Therapy", "Substance"})
#: Words that name a therapy only in an enumeration or by themselves: elsewhere heat is what burns a nerve.
_ONLY_LISTED = frozenset({"heat", "warmth"})
#: Names only in the plural: medicine is a profession.
_SEVERAL = frozenset({"medicine"})


def is_meant(
    tokens: Sequence[Token],
    position: int,
    named: Sequence[Entity],
    lexicon: Lexicon,
    mentions: Sequence[Mention],
) -> bool:
    """Tell whether a word names here what it can name; `mentions` are those before it."""
    if not _is_guarded(tokens, position, lexicon, mentions):
        return True
    return named[0].kind in _TAKEN and _is_enumerated(tokens, position)


def _is_guarded(tokens: Sequence[Token], position: int, lexicon: Lexicon, mentions: Sequence[Mention]) -> bool:
    """Tell whether what stands around a word speaks against its being a name: 'the rest of'."""
    norm = tokens[position].norm
    before = tokens[position - 1].norm if position else ""
    after = tokens[position + 1].norm if position + 1 < len(tokens) else ""
    if norm in _SEVERAL:
        return tokens[position].word == norm
    if before == "to" and position > 1 and tokens[position - 2].norm in {"allergic", "allergy"}:
        return False
    if norm in _ONLY_LISTED or (norm == "back" and after == "of"):
        return True
    if norm in _AGAINST:
        bad_before, bad_after = _AGAINST[norm]
        if before in bad_before or (after in bad_after and before not in DETERMINERS):
            return True
    if norm not in lexicon.guarded or before in DETERMINERS or before in _SIZES:
        return False
    if tokens[position].text.lower() != norm:
        return False
    coordinated = before in {"and", "or", ","} and mentions and mentions[-1].last >= position - 2
    return not (coordinated or position == 0 or before in {".", "!", "?"})


def _is_enumerated(tokens: Sequence[Token], position: int) -> bool:
    """Tell whether a word stands in an enumeration, as nouns do: 'with rest, ice and a brace'."""
    before = tokens[position - 1].norm if position else ""
    after = tokens[position + 1].norm if position + 1 < len(tokens) else ""
    joined = before in {",", "and", "or", ""}
    if tokens[position].word in _SEVERAL or before in _AGAINST.get(tokens[position].norm, _UNSUSPECTED)[0]:
        return False
    closing = (joined or before == "with") and after in {".", ";", ""}
    return closing or ((joined or before in _ENUMERATING) and after in {",", "and", "or"})
