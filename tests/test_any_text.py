"""Whatever a text is, it is read: pieces of documents, torn and put together anyhow, raise nothing."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from paingraph.loader.extraction import read_claims
from paingraph.loader.readers import read_bytes
from paingraph.ontology.errors import PaingraphError
from paingraph.ontology.library import load_library
from paingraph.ontology.namespaces import DocumentId

_SEEN = Path(__file__).parent / "gold" / "seen"
_TEXTS = [path.read_text("utf-8") for path in sorted(_SEEN.iterdir()) if path.suffix in {".txt", ".md", ".html"}]
#: What rules look for, in places where nobody would write it.
_PIECES = [
    "\n", "\n\n", ":", "(", ")", ", ", "; ", ". ", "? ", "- ", "• ", "|", "’", " and ", " or ", " it ", " they ",
    "the last", "the lasts", "such as", "both", "neither", "3 months", "CRPS", "(CRPS)", "<p>", "</li>",
    "# ", "Q: ", "A: ",
]  # fmt: skip
#: Words of a torn text.
_LONG = 400


def shuffled(chance: random.Random, text: str) -> str:
    """Return some lines of a text in another order."""
    lines = text.split("\n")
    chance.shuffle(lines)
    return "\n".join(lines[: chance.randint(1, 60)])


def strewn(chance: random.Random, text: str) -> str:
    """Return a stretch of a text with odd pieces among its words."""
    words = text.split(" ")
    first = chance.randrange(len(words))
    words = words[first : first + chance.randint(1, _LONG // 2)]
    for _ in range(chance.randint(1, 30)):
        words.insert(chance.randrange(len(words) + 1), chance.choice(_PIECES))
    return " ".join(words)


def torn(chance: random.Random, text: str) -> str:
    """Return a text without many of its words."""
    return " ".join([word for word in text.split(" ") if chance.random() > 0.3][:_LONG])


def mingled(chance: random.Random, text: str) -> str:
    """Return the words of two texts by turns."""
    pairs = zip(text.split(" "), chance.choice(_TEXTS).split(" "), strict=False)
    return " ".join(word for pair in pairs for word in pair)[: 10 * _LONG]


@pytest.mark.parametrize("spoil", [shuffled, strewn, torn, mingled])
def test_a_text_that_makes_no_sense_is_read_all_the_same(spoil: Callable[[random.Random, str], str]) -> None:
    """Its claims, if it has any, quote it; that nothing in it is English may be said."""
    library = load_library()
    chance = random.Random(1)
    for text in _TEXTS * 3:
        odd = spoil(chance, text)
        try:
            document = read_bytes(odd.encode(), DocumentId("odd"))
        except PaingraphError:
            continue
        for claim in read_claims(document, library).claims:
            assert document.text[claim.span.start : claim.span.end] == claim.quote, odd
