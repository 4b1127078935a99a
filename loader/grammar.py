"""The grammar of open vocabulary: heads, endings and modifiers, by which names are told that the vocabulary lacks.

*Chronic knee pain* is a pain and so a condition, an *erector spinae plane block* is a block and so a procedure: the
head says the kind.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from tomllib import loads

from paingraph.loader.tokens import normal

__all__ = ["Grammar", "grammar", "kind_of_head"]


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
def kind_of_head(norm: str) -> tuple[str, bool] | None:
    """Return the kind of what a word names as the head of a name, and whether it names it by itself too."""
    known = grammar()
    alone = known.kind_of_word(norm)
    kind = alone or known.heads.get(norm)
    return (kind, alone is not None) if kind is not None else None
