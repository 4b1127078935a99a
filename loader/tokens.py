"""Words of a text and their normal form: lower case, US spelling, regular singular, one way of writing a compound."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

__all__ = ["Token", "normal", "norms", "tokenize"]

#: A word or a sign; the number of a note behind a word is none of its letters.
_PIECE = re.compile(
    r"\b(?:e\.g|i\.e)\.?(?!\w)|[^\W\d_]{4,}+(?=\d{1,6}\b)|[^\W_]+(?:&[^\W_]+)?(?:['’](?:s|S|t|re|ve|ll|d|m)\b)?|[^\w\s®™]"
)
#: Singular of irregular plurals and other forms that no rule gives; spelling variants of single words.
_IRREGULAR = {
    "vertebrae": "vertebra",
    "vertebras": "vertebra",
    "ganglia": "ganglion",
    "bursae": "bursa",
    "foramina": "foramen",
    "fasciae": "fascia",
    "plexi": "plexus",
    "plexuses": "plexus",
    "hernias": "hernia",
    "media": "medium",
    "feet": "foot",
    "disk": "disc",
    "disks": "disc",
    "diskectomy": "discectomy",
    "diskography": "discography",
    "sciatica": "sciatica",
    "biopsies": "biopsy",
    "psychotherapies": "psychotherapy",
    "corticoid": "corticosteroid",
    "&": "and",
    "diseased": "diseased",
    "diabetes": "diabetes",
    "herpes": "herpes",
    "rabies": "rabies",
    "series": "series",
    "species": "species",
    "always": "always",
    "lens": "lens",
    "pancreas": "pancreas",
    "does": "does",
    "goes": "goes",
    "has": "has",
    "was": "was",
    "yes": "yes",
    "its": "its",
    "this": "this",
    "us": "us",
    "as": "as",
    "is": "is",
    "his": "his",
    "hers": "hers",
    "theirs": "theirs",
    "labour": "labor",
    "vapour": "vapor",
    "odour": "odor",
    "programme": "program",
    "programmes": "program",
    "towards": "toward",
    "afterwards": "afterward",
}
_BRITISH = (
    (re.compile(r"anaes"), "anes"),
    (re.compile(r"paed"), "ped"),
    (re.compile(r"haem"), "hem"),
    (re.compile(r"aem(?=i)"), "em"),
    (re.compile(r"gynaec"), "gynec"),
    (re.compile(r"(?<=[rp])(h|n)oea"), r"\1ea"),
    (re.compile(r"caesar"), "cesar"),
    (re.compile(r"oestr"), "estr"),
    (re.compile(r"faec"), "fec"),
    (re.compile(r"foet"), "fet"),
    (re.compile(r"sulph"), "sulf"),
    (re.compile(r"manoeuvre"), "maneuver"),
    (re.compile(r"oedem"), "edem"),
    (re.compile(r"coeliac"), "celiac"),
    (re.compile(r"paraes|paræs"), "pares"),
    (re.compile(r"behaviour"), "behavior"),
    (re.compile(r"(?<=[ou])lour\b"), "lor"),
    (re.compile(r"tumour"), "tumor"),
    (re.compile(r"fibre"), "fiber"),
    (re.compile(r"centre"), "center"),
    (re.compile(r"oesoph"), "esoph"),
    (re.compile(r"leuk(?=aem)"), "leuk"),
    (re.compile(r"(?<=[a-z]{3})is(?=e[sd]?$|ing$|ation$|ations$)"), "iz"),
    (re.compile(r"ys(?=e[sd]?$|ing$)"), "yz"),
    (re.compile(r"(?<=[a-z]{2})ll(?=ed$|ing$)"), "l"),
)
_MAYBE_BRITISH = re.compile("|".join(pattern.pattern for pattern, _ in _BRITISH))
#: Words in which the ending is no British spelling.
_NOT_BRITISH = re.compile(
    r"(?:exerc|adv|superv|comprom|ra|ri|prec|no|rev|dev|surpr|prom|clo|becau|cau|u|cho|lo|phra|rel|wi|diagno|ba|increa|decrea|disea|relea)is|fill|call|sell|pull|swell|roll|kill|spell|tell|bill|install|skill"
)
#: So many distinct words are kept with what they are, those that were seen last; nothing longer is taken for a word.
_KEPT, _LONGEST = 100_000, 40
#: How rules see abbreviations that are one token and written in several ways; others are joined as items of a sentence.
_ABBREVIATED = {"eg": "e.g.", "ie": "i.e.", "e.g": "e.g.", "i.e": "i.e."}
_DASHES = frozenset("–—-")


@dataclass(slots=True, eq=False)
class Token:
    """A word or sign of a text; `word` is how rules see it, `glued` tells that no space stands before it."""

    start: int
    end: int
    text: str
    norm: str
    word: str
    glued: bool


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Return the words and signs of `text[start:end]`, with positions in `text`."""
    tokens: list[Token] = []
    begin = start
    for stretch in text[start:end].split(" "):
        for first, last, piece, norm, word, glued in (_known if len(stretch) <= _LONGEST else _pieces)(stretch):
            tokens.append(Token(begin + first, begin + last, piece, norm, word, glued))
        begin += len(stretch) + 1
    return tokens


@lru_cache(maxsize=_KEPT)
def norms(stretch: str) -> tuple[str, ...]:
    """Return the normal forms of the words in a text without spaces."""
    return tuple(norm for _, _, _, norm, _, _ in _pieces(stretch) if norm[0].isalnum())


def _pieces(stretch: str) -> tuple[tuple[int, int, str, str, str, bool], ...]:
    """Return the words and signs of a text without spaces, each as a token of it."""
    pieces: list[tuple[int, int, str, str, str, bool]] = []
    end = 0
    for match in _PIECE.finditer(stretch):
        first, last = match.span()
        pieces.append((first, last, match.group(), normal(match.group()), _seen(match.group()), 0 < first == end))
        end = last
    return tuple(pieces)


_known = lru_cache(maxsize=_KEPT)(_pieces)


@lru_cache(maxsize=_KEPT)
def normal(word: str) -> str:
    """Return the form under which a word is looked up."""
    return _normalize(word)


def _seen(text: str) -> str:
    """Return a word as rules see it: in lower case, and one sign for every dash."""
    word = text.lower().replace("’", "'")
    return "—" if text in _DASHES else _ABBREVIATED.get(word, word)


def _normalize(word: str) -> str:
    norm = word.lower().replace("’", "'")
    if norm.endswith("'s"):
        norm = norm[:-2]
    if norm in _IRREGULAR:
        return _IRREGULAR[norm]
    if len(norm) > 4 and norm.isalpha() and _MAYBE_BRITISH.search(norm) and not _NOT_BRITISH.match(norm):
        for pattern, replacement in _BRITISH:
            norm = pattern.sub(replacement, norm)
    return _singular(norm)


def _singular(norm: str) -> str:
    if len(norm) < 4 or not norm.endswith("s") or norm.endswith(("ss", "us", "is", "'s")):
        return norm
    if norm.endswith("ies"):
        return norm[:-3] + "y" if len(norm) > 4 else norm
    if norm.endswith("aches"):
        return norm[:-1]
    if norm.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return norm[:-2]
    if norm.endswith(("noses", "lyses", "theses", "stases", "pses", "roses", "neses")) or norm == "diagnoses":
        return norm[:-2] + "is"
    return norm[:-1]
