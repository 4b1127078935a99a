"""The language in which rules say what they look for, compiled to regular expressions over encoded sentences.

An encoded sentence is a line of lower-case words with a space on each side; a stretch that names things is written
`<LETTERS:NUMBER>`, one letter for each kind that it may have (see `LETTERS`). In a pattern

    word            is that word
    [a|b c|d]       is one of the alternatives; `[…]?` may be missing
    $treat          is any present form of the verbs listed under that name; `$treat:ed` their past participle,
                    `$treat:ing` their present participle, `$treat:n` the nouns listed with them
    ~  ~5           is up to three (five) further words without a name or punctuation in between; a colon may follow
                    if a name does, as in a lead-in to a list
    !from|for       means that none of these words follows
    ..              is up to ten items, names too, within a clause
    &               is any number of further verbs in coordination ('diagnose, treat and manage')
    <subject>       is a name of a kind that the relation allows there; `<object>` likewise, `<value>` a duration
    <any>           is any name, <Procedure>, <Condition|Therapy> one of that kind, which takes no part;
                    <Owned> is a procedure that bears the name of a specialty ('interventional pain procedure'),
                    <Plan> a plan of treatment; a name with ? may be missing
    ^  END          is the beginning or end of the sentence
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property

__all__ = ["LETTERS", "Expression", "Words"]

#: One letter for each kind, as it stands in encoded sentences; L is a duration.
LETTERS: Mapping[str, str] = {
    "Specialty": "S", "Condition": "C", "Procedure": "P", "Therapy": "T", "PainGenerator": "G",
    "AnatomicalStructure": "A", "Substance": "B", "Device": "D", "ImagingModality": "I", "Credential": "Q",
    "Duration": "L", "Owned": "O", "Plan": "N",
}  # fmt: skip
#: Verb forms and noun lists by name.
Words = Mapping[str, Sequence[str]]

_ELEMENT = re.compile(
    r"""(?P<slot><[^>]+>)(?P<free>\?)? | (?P<group>\[[^\]]*\])(?P<optional>\?)? | (?P<fill>~\d*) | (?P<gap>\.\.)
    | (?P<start>\^) | (?P<verbs>&) | !(?P<never>\S+) | (?P<end>END\b) | (?P<list>\$[\w-]+(?::\w+)?)(?P<maybe>\?)?
    | (?P<word>[^\s\[\]<>~^]+)""",
    re.VERBOSE,
)
_FILLER = r"(?:[^<>\s.,;:()—]+ )"
_GAP = r"(?:(?:<[A-Z]+:\d+>|[^\s<.;:()—]+) ){0,10}?"
_COORDINATED = r"(?:(?:, )?(?:(?:and|or|and/or) )?(?:to |help )?(?:[a-z]+ly )?(?:%s) (?:with )?)*"
#: Slots that match what any sentence may have.
_ROLES = ("subject", "object", "value", "implied")


class Expression:
    """One pattern of a rule, compiled when a sentence has the words and the kinds of names that it needs.

    `kinds` gives the kinds that `<subject>` and `<object>` may have.
    """

    def __init__(self, text: str, words: Words, kinds: Mapping[str, frozenset[str]]) -> None:
        self.text = text
        self._words = words
        self._kinds = kinds

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The regular expression over encoded sentences."""
        return _compile(self.text, self._words, self._kinds)

    @cached_property
    def cues(self) -> tuple[frozenset[str], ...]:
        """The sets of words of which a sentence must hold one each to match."""
        return tuple(_cues(self.text, self._words))

    @cached_property
    def letters(self) -> tuple[frozenset[str], ...]:
        """The sets of letters of which the names of a sentence must have one each to match."""
        slots = (element["slot"] for element in _ELEMENT.finditer(self.text) if element["slot"] and not element["free"])
        return tuple(frozenset(letters) for letters in (_letters(slot[1:-1], self._kinds) for slot in slots) if letters)


def _compile(pattern: str, words: Words, kinds: Mapping[str, frozenset[str]]) -> re.Pattern[str]:
    parts: list[str] = []
    for element in _ELEMENT.finditer(pattern):
        if element["slot"]:
            slot = _slot(element["slot"][1:-1], kinds)
            parts.append(f"(?:{slot})?" if element["free"] else slot)
        elif element["group"]:
            parts.append(_group(element["group"][1:-1], words, kinds) + ("?" if element["optional"] else ""))
        elif element["list"]:
            parts.append(f"(?:(?:{_alternatives(element['list'][1:], words)}) )" + ("?" if element["maybe"] else ""))
        elif element["fill"]:
            parts.append(f"{_FILLER}{{0,{element['fill'][1:] or 3}}}?(?:: (?=<))?")
        elif element["gap"]:
            parts.append(_GAP)
        elif element["never"]:
            parts.append(f"(?!(?:{'|'.join(map(re.escape, element['never'].split('|')))}) )")
        elif element["verbs"]:
            parts.append(_COORDINATED % _alternatives("VERBS", words))
        elif element["start"]:
            parts.append(r"(?:^ |(?<=: ))")
        elif element["end"]:
            parts.append(r"(?:[.;!?] )*$")
        else:
            parts.append(re.escape(element["word"]) + " ")
    return re.compile(r"(?:^ |(?<= ))" + "".join(parts) if not pattern.startswith("^") else "".join(parts))


def _slot(name: str, kinds: Mapping[str, frozenset[str]]) -> str:
    """Return the expression for a name in an encoded sentence."""
    role, letters = name.partition(":")[0], _letters(name, kinds)
    number = rf"(?P<{role}>\d+)" if role in _ROLES else r"\d+"
    return rf"<[A-Z]*[{letters}][A-Z]*:{number}> " if letters else rf"<[A-Z]+:{number}> "


def _letters(name: str, kinds: Mapping[str, frozenset[str]]) -> str:
    """Return the letters of which a name must have one; none if it may be any name."""
    role, _, restriction = name.partition(":")
    if role == "any":
        return ""
    if role not in _ROLES:
        restriction = role
    allowed = restriction.split("|") if restriction else kinds[role]
    return "".join(sorted(LETTERS[kind] for kind in allowed))


def _group(body: str, words: Words, kinds: Mapping[str, frozenset[str]]) -> str:
    options = []
    for option in body.split("|"):
        pieces = []
        for word in option.split():
            if word.startswith("<"):
                pieces.append(_slot(word[1:-1], kinds))
            else:
                pieces.append(
                    f"(?:{_alternatives(word[1:], words)}) " if word.startswith("$") else re.escape(word) + " "
                )
        options.append("".join(pieces))
    return f"(?:{'|'.join(options)})"


def _alternatives(name: str, words: Words) -> str:
    return "|".join(sorted((re.escape(word) for word in words[name]), key=len, reverse=True))


def _cues(pattern: str, words: Words) -> list[frozenset[str]]:
    cues: list[frozenset[str]] = []
    for element in _ELEMENT.finditer(pattern):
        if element["list"] and not element["maybe"]:
            cues.append(_first_words(element["list"], words))
        elif element["group"] and not element["optional"] and "<" not in element["group"]:
            options = element["group"][1:-1].split("|")
            cues.append(frozenset(word for option in options for word in _first_words(option.split()[0], words)))
        elif element["word"]:
            cues.append(frozenset({element["word"]}))
    return cues


def _first_words(word: str, words: Words) -> frozenset[str]:
    return frozenset(option.split()[0] for option in words[word[1:]]) if word.startswith("$") else frozenset({word})
