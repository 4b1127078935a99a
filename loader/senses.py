"""Words that mean a thing by what the document names besides: the battery of a stimulator, the probe of an ablation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from tomllib import loads

from paingraph.loader.lexicon import Lexicon, name_key
from paingraph.loader.mentions import DETERMINERS, Mention, overlapping
from paingraph.loader.tokens import Token, normal

__all__ = ["with_senses"]

#: The sense of a word whatever else the document names.
_ALWAYS = "*"
#: A measure of time behind 'a trial of' tells that something was tried for so long.
_TIMES = frozenset({"day", "week"})
_TRIAL_REACH = 7


@dataclass(frozen=True, slots=True)
class Sense:
    """What a word or words mean, and what must be so for it."""

    key: tuple[str, ...]
    words: tuple[str, ...]
    beside: frozenset[str]
    not_beside: frozenset[str]
    #: Vocabulary concepts in whose place the sense is taken.
    instead_of: frozenset[str]
    before: frozenset[str]
    before_not: frozenset[str]
    after: frozenset[str]
    after_not: frozenset[str]


@cache
def _senses() -> Mapping[str, tuple[Sense, ...]]:
    """Return the shipped senses by the first word of what has them, longer ones first."""
    found: dict[str, list[Sense]] = {}
    for row in loads(files("paingraph.loader").joinpath("senses.toml").read_text("utf-8"))["sense"]:
        slugs = (frozenset(row.get(key, ())) for key in ("beside", "not-beside", "instead-of"))
        sides = (frozenset(map(normal, row.get(key, ()))) for key in ("before", "before-not", "after", "after-not"))
        beside, not_beside, instead_of = slugs
        before, before_not, after, after_not = sides
        for name in row["words"]:
            words = name_key(name)
            sense = Sense(
                name_key(row["label"]), words, beside, not_beside, instead_of, before, before_not, after, after_not
            )
            found.setdefault(words[0], []).append(sense)
    return {word: tuple(sorted(senses, key=lambda sense: -len(sense.words))) for word, senses in found.items()}


def with_senses(
    tokens: Sequence[Token], mentions: Sequence[Mention], named: AbstractSet[str], lexicon: Lexicon
) -> list[Mention]:
    """Return the mentions of a block with words read in their sense; `named` is what the document names."""
    senses = _senses()
    result = list(mentions)
    for position, token in [(place, token) for place, token in enumerate(tokens) if token.norm in senses]:
        for sense in senses[token.norm]:
            last = position + len(sense.words)
            if not _fits(tokens, position, last, sense, named):
                continue
            entity = next(iter(lexicon.find(sense.key)), None)
            if entity is None:
                continue
            if not _is_free(result, position, last, entity.id, sense.instead_of, lexicon):
                continue
            result = [mention for mention in result if mention.last <= position or mention.first >= last]
            result.append(Mention(token.start, tokens[last - 1].end, position, last, (entity,), resolved=True))
            result.sort(key=lambda mention: mention.first)
            break
    return result


def _fits(tokens: Sequence[Token], first: int, last: int, sense: Sense, named: AbstractSet[str]) -> bool:
    """Tell whether a sense's words stand here, and its conditions hold."""
    if last > len(tokens) or tuple(token.norm for token in tokens[first:last]) != sense.words:
        return False
    if (_ALWAYS not in sense.beside and sense.beside.isdisjoint(named)) or not sense.not_beside.isdisjoint(named):
        return False
    before = tokens[first - 1].norm if first else ""
    after = tokens[last].norm if last < len(tokens) else ""
    if before in sense.before_not or (sense.before and before not in sense.before):
        return False
    if sense.after and after not in sense.after:
        return False
    if after == "of" and after in sense.after_not and sense.words == ("trial",):
        return any(token.norm in _TIMES for token in tokens[last : last + _TRIAL_REACH])
    return after not in sense.after_not or (before in DETERMINERS and after in {"the", "a", "an"})


def _is_free(
    mentions: Sequence[Mention], first: int, last: int, meant: str, instead_of: AbstractSet[str], lexicon: Lexicon
) -> bool:
    """Tell whether nothing else is named here but a candidate, something more general or what the sense replaces."""
    for mention in overlapping(mentions, first, last):
        named = mention.readings[0].id
        if mention.first < first or mention.last > last or named == meant:
            return False
        if named in lexicon.entities and named not in instead_of and not lexicon.is_kind_of(meant, named):
            return False
    return True
