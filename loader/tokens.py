"""Words of a text and their normal form: lower case, US spelling, regular singular, one way of writing a compound."""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["Token", "normal", "tokenize"]

_TOKEN = re.compile(r"[^\W_]+(?:&[^\W_]+)?(?:['’](?:s|S|t|re|ve|ll|d|m)\b)?|[^\w\s]")
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
    "towards": "toward",
    "afterwards": "afterward",
}
_BRITISH = (
    (re.compile(r"anaes"), "anes"),
    (re.compile(r"paed"), "ped"),
    (re.compile(r"haem"), "hem"),
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
#: Words in which the ending is no British spelling.
_NOT_BRITISH = re.compile(
    r"(?:exerc|adv|superv|comprom|ra|ri|prec|no|rev|dev|surpr|prom|clo|becau|cau|u|cho|lo|phra|rel|wi|diagno|ba|increa|decrea|disea|relea)is|fill|call|sell|pull|swell|roll|kill|spell|tell|bill|install|skill"
)
_CACHE: dict[str, str] = {}


class Token(NamedTuple):
    """A word or sign of a text; `glued` tells that no space stands before it."""

    start: int
    end: int
    text: str
    norm: str
    glued: bool


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Return the words and signs of `text[start:end]`, with positions in `text`."""
    cache = _CACHE
    tokens: list[Token] = []
    previous = -1
    for match in _TOKEN.finditer(text, start, len(text) if end is None else end):
        word = match.group()
        norm = cache.get(word)
        if norm is None:
            norm = normal(word)
        begin, stop = match.span()
        tokens.append(Token(begin, stop, word, norm, begin == previous))
        previous = stop
    return tokens


def normal(word: str) -> str:
    """Return the form under which a word is looked up."""
    norm = _CACHE.get(word)
    if norm is None:
        norm = _normalize(word)
        if len(_CACHE) < 200_000:
            _CACHE[word] = norm
    return norm


def _normalize(word: str) -> str:
    norm = word.lower().replace("’", "'")
    if norm.endswith("'s"):
        norm = norm[:-2]
    if norm in _IRREGULAR:
        return _IRREGULAR[norm]
    if len(norm) > 4 and norm.isalpha() and not _NOT_BRITISH.match(norm):
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
