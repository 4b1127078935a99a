"""The language in which rules say what they look for, compiled to regular expressions over encoded sentences.

An encoded sentence is a line of lower-case words with a space on each side; a stretch that names things is written
`<LETTERS:NUMBER>`, one letter for each kind that it may have (see `LETTERS`). In a pattern

    word            is that word
    [a|b c|d]       is one of the alternatives; `[…]?` may be missing
    $treat          is any present form of the verbs listed under that name; `$treat:ed` their past participle,
                    `$treat:ing` their present participle, `$treat:n` the nouns listed with them
    ~  ~5           is up to three (five) further words without a name or punctuation in between, 'X-ray guided' for
                    one; a colon may follow if a name does, as in a lead-in to a list
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
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from itertools import product
from typing import TypeAlias

__all__ = ["LETTERS", "Expression", "Mark", "Words", "any_of"]

#: One letter for each kind, as it stands in encoded sentences; L is a duration.
LETTERS: Mapping[str, str] = {
    "Specialty": "S", "Condition": "C", "Procedure": "P", "Therapy": "T", "PainGenerator": "G",
    "AnatomicalStructure": "A", "Substance": "B", "Device": "D", "ImagingModality": "I", "Credential": "Q",
    "Duration": "L", "Owned": "O", "Plan": "N",
}  # fmt: skip
#: Verb forms and noun lists by name.
Words = Mapping[str, Sequence[str]]
#: What tells that a pattern may match: a word, or two that adjoin. In a pair a name is one of its letters, and
#: before the first word stands the empty text.
Mark: TypeAlias = str | tuple[str, str]

_ELEMENT = re.compile(
    r"""(?P<slot><[^>]+>)(?P<free>\?)? | (?P<group>\[[^\]]*\])(?P<optional>\?)? | (?P<fill>~\d*) | (?P<gap>\.\.)
    | (?P<start>\^) | (?P<verbs>&) | !(?P<never>\S+) | (?P<end>END\b) | (?P<list>\$[\w-]+(?::\w+)?)(?P<maybe>\?)?
    | (?P<word>[^\s\[\]<>~^]+)""",
    re.VERBOSE,
)
#: Texts letter by letter; the empty text ends one.
_Tree: TypeAlias = dict[str, "_Tree"]
_FILLER = r"(?:(?:[^<>\s.,;:()—]+|<[A-Z]*I[A-Z]*:\d+> guided) )"
_GAP = r"(?:(?:<[A-Z]+:\d+>|[^\s<.;:()—]+) ){0,10}?"
_COORDINATED = r"(?:(?:, )?(?:(?:and|or|and/or) )?(?:to |help )?(?:[a-z]+ly )?(?:%s) (?:with )?)*"
_COLON = re.compile(": ")
#: What may part the forms of a verb.
_ENDING = re.compile(r"(?:ing|es|e|s)$")
#: More pairs of adjoining words are not looked for.
_MOST_PAIRS = 1_000
#: What stands before the first word of a sentence, or of what follows a lead-in.
_BEGINNINGS = ("", ":")
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

    def matches(self, code: str) -> Iterator[re.Match[str]]:
        """Return the matches in an encoded sentence, none overlapping; where it must begin, nothing else is tried."""
        return self._beginning(code) if self.text.startswith("^") else self.regex.finditer(code)

    def _beginning(self, code: str) -> Iterator[re.Match[str]]:
        end = 0
        for start in (0, *(colon.end() for colon in _COLON.finditer(code))):
            match = self.regex.match(code, start) if start >= end else None
            if match is not None:
                yield match
                end = match.end()

    @cached_property
    def needs(self) -> tuple[frozenset[Mark], ...]:
        """The sets of marks of which a sentence must bear one each to match."""
        return tuple(_needs(self.text, self._words, self._kinds))

    @cached_property
    def letters(self) -> tuple[frozenset[str], ...]:
        """The sets of letters of which the names of a sentence must have one each to match; empty for any name."""
        slots = (element["slot"] for element in _ELEMENT.finditer(self.text) if element["slot"] and not element["free"])
        return tuple(frozenset(_letters(slot[1:-1], self._kinds)) for slot in slots)


def _compile(pattern: str, words: Words, kinds: Mapping[str, frozenset[str]]) -> re.Pattern[str]:
    first, *others = _ELEMENT.finditer(pattern)
    return re.compile(_opening(first, words, kinds) + "".join(_element(other, words, kinds) for other in others))


def _opening(element: re.Match[str], words: Words, kinds: Mapping[str, frozenset[str]]) -> str:
    """Return the expression for the first element of a pattern, which begins where a word or a name does.

    Where it can, it opens with a letter and looks back to the space only then, because letters are sought fast.
    """
    expression, options = _element(element, words, kinds), _options(element, words)
    if options:
        return any_of(options, opening=True) + " "
    return expression if element["start"] or expression.startswith("<") else f"(?<= ){expression}"


def _element(element: re.Match[str], words: Words, kinds: Mapping[str, frozenset[str]]) -> str:
    if element["slot"]:
        slot = _slot(element["slot"][1:-1], kinds)
        return f"(?:{slot})?" if element["free"] else slot
    if element["group"]:
        return _group(element["group"][1:-1], words, kinds) + ("?" if element["optional"] else "")
    if element["list"]:
        return f"(?:{any_of(words[element['list'][1:]])} )" + ("?" if element["maybe"] else "")
    if element["fill"]:
        return f"{_FILLER}{{0,{element['fill'][1:] or 3}}}?(?:: (?=<))?"
    if element["gap"]:
        return _GAP
    if element["never"]:
        return f"(?!(?:{'|'.join(map(re.escape, element['never'].split('|')))}) )"
    if element["verbs"]:
        return _COORDINATED % _any_form(tuple(words["VERBS"]))
    if element["start"]:
        return r"(?:^ |(?<=: ))"
    if element["end"]:
        return r"(?:[.;!?] )*$"
    return re.escape(element["word"]) + " "


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
                pieces.append((any_of(words[word[1:]]) if word.startswith("$") else re.escape(word)) + " ")
        options.append("".join(pieces))
    return f"(?:{'|'.join(options)})"


def any_of(options: Iterable[str], *, opening: bool = False) -> str:
    """Return the expression for any of some texts, of two that match the longer one; common beginnings are tried once.

    At the `opening` of a pattern a space must stand before.
    """
    return _any_of(tuple(options), opening)


@cache
def _any_of(options: tuple[str, ...], opening: bool) -> str:
    tree: _Tree = {}
    for option in options:
        node = tree
        for letter in option:
            node = node.setdefault(letter, {})
        node[""] = {}
    if opening:
        branches = [f"{re.escape(first)}(?<= {re.escape(first)}){_branches(rest)}" for first, rest in tree.items()]
        return f"(?:{'|'.join(branches)})"
    return _branches(tree)


def _branches(tree: _Tree) -> str:
    branches = [re.escape(letter) + _branches(rest) for letter, rest in tree.items() if letter]
    if "" in tree:
        branches.append("")
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"


@cache
def _any_form(forms: tuple[str, ...]) -> str:
    """Return the expression for any of many forms of verbs; endings are written once for all verbs that have them."""
    endings: dict[str, list[str]] = {}
    for form in forms:
        stem = _ENDING.sub("", form)
        endings.setdefault(stem, []).append(form[len(stem) :])
    stems: dict[tuple[str, ...], list[str]] = {}
    for stem, found in endings.items():
        stems.setdefault(tuple(found), []).append(stem)
    return f"(?:{'|'.join(any_of(alike) + any_of(found) for found, alike in stems.items())})"


def _options(element: re.Match[str], words: Words) -> list[str]:
    """Return the texts one of which an element needs; none if it needs no text."""
    if element["word"]:
        return [element["word"]]
    if element["list"] and not element["maybe"]:
        return list(words[element["list"][1:]])
    if element["group"] and not element["optional"] and "<" not in element["group"]:
        return [
            " ".join(chosen)
            for option in element["group"][1:-1].split("|")
            for chosen in product(*(words[word[1:]] if word.startswith("$") else [word] for word in option.split()))
        ]
    return []


def _needs(pattern: str, words: Words, kinds: Mapping[str, frozenset[str]]) -> Iterator[frozenset[Mark]]:
    """Yield the words of which a sentence must have one, and what must adjoin in it; what may be missing parts that."""
    before: Collection[str] = ()
    for element in _ELEMENT.finditer(pattern):
        options = [option.split() for option in _options(element, words)]
        named = bool(element["slot"]) and not element["free"]
        if options:
            yield frozenset((option[0], option[1]) if len(option) > 1 else option[0] for option in options)
        behind = _letters(element["slot"][1:-1], kinds) if named else {option[0] for option in options}
        if before and 0 < len(before) * len(behind) <= _MOST_PAIRS:
            yield frozenset(product(before, behind))
        before = behind if named else {option[-1] for option in options}
        if element["start"]:
            before = _BEGINNINGS
