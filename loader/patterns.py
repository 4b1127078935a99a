"""The language in which rules say what they look for, compiled to regular expressions over encoded sentences.

An encoded sentence is a line of lower-case words with a space on each side; a stretch that names things is written
`<LETTERS:NUMBER>`, one letter for each kind that it may have (see `LETTERS`). In a pattern

    word            is that word
    [a|b c|d]       is one of the alternatives; `[…]?` may be missing
    $treat          is any present form of the verbs listed under that name; `$treat:ed` their past participle,
                    `$treat:ing` their present participle, `$treat:n` the nouns listed with them
    ~  ~5           is up to three (five) further words without a name or punctuation in between
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

__all__ = ["LETTERS", "Words", "compile_pattern", "cues_of", "slot"]

#: One letter for each kind, as it stands in encoded sentences; L is a duration.
LETTERS: Mapping[str, str] = {
    "Specialty": "S", "Condition": "C", "Procedure": "P", "Therapy": "T", "PainGenerator": "G", "AnatomicalStructure": "A",
    "Substance": "B", "Device": "D", "ImagingModality": "I", "Credential": "Q", "Duration": "L", "Owned": "O", "Plan": "N",
}  # fmt: skip
#: Verb forms and noun lists by name.
Words = Mapping[str, Sequence[str]]

_ELEMENT = re.compile(
    r"(?P<slot><[^>]+>)(?P<free>\?)?|(?P<group>\[[^\]]*\])(?P<optional>\?)?|(?P<fill>~\d*)|(?P<gap>\.\.)|(?P<start>\^)|(?P<verbs>&)|!(?P<never>\S+)|(?P<end>END\b)|(?P<list>\$[\w-]+(?::\w+)?)(?P<maybe>\?)?|(?P<word>[^\s\[\]<>~^]+)"
)
_FILLER = r"(?:[^<>\s.,;:()—]+ )"


def compile_pattern(pattern: str, words: Words, kinds: Mapping[str, frozenset[str]]) -> re.Pattern[str]:
    """Compile one pattern; `kinds` gives the kinds that `<subject>` and `<object>` may have."""
    parts: list[str] = []
    for element in _ELEMENT.finditer(pattern):
        if element["slot"]:
            parts.append(
                f"(?:{slot(element['slot'][1:-1], kinds)})?" if element["free"] else slot(element["slot"][1:-1], kinds)
            )
        elif element["group"]:
            parts.append(_group(element["group"][1:-1], words, kinds) + ("?" if element["optional"] else ""))
        elif element["list"]:
            parts.append(f"(?:(?:{_alternatives(element['list'][1:], words)}) )" + ("?" if element["maybe"] else ""))
        elif element["fill"]:
            parts.append(f"{_FILLER}{{0,{element['fill'][1:] or 3}}}?")
        elif element["gap"]:
            parts.append(r"(?:(?:<[A-Z]+:\d+>|[^\s<.;:()—]+) ){0,10}?")
        elif element["never"]:
            parts.append(f"(?!(?:{'|'.join(map(re.escape, element['never'].split('|')))}) )")
        elif element["verbs"]:
            parts.append(
                rf"(?:(?:, )?(?:(?:and|or|and/or) )?(?:to |help )?(?:[a-z]+ly )?(?:{_alternatives('VERBS', words)}) (?:with )?)*"
            )
        elif element["start"]:
            parts.append(r"(?:^ |(?<=: ))")
        elif element["end"]:
            parts.append(r"(?:[.;!?] )*$")
        else:
            parts.append(re.escape(element["word"]) + " ")
    return re.compile(r"(?:^ |(?<= ))" + "".join(parts) if not pattern.startswith("^") else "".join(parts))


def slot(name: str, kinds: Mapping[str, frozenset[str]]) -> str:
    """Return the expression for a name in an encoded sentence."""
    role, _, restriction = name.partition(":")
    if role in ("subject", "object", "value", "implied"):
        allowed = frozenset(restriction.split("|")) if restriction else kinds[role]
        letters = "".join(sorted(LETTERS[kind] for kind in allowed))
        return rf"<[A-Z]*[{letters}][A-Z]*:(?P<{role}>\d+)> "
    if role == "any":
        return r"<[A-Z]+:\d+> "
    letters = "".join(LETTERS[kind] for kind in role.split("|"))
    return rf"<[A-Z]*[{letters}][A-Z]*:\d+> "


def _group(body: str, words: Words, kinds: Mapping[str, frozenset[str]]) -> str:
    options = []
    for option in body.split("|"):
        pieces = []
        for word in option.split():
            if word.startswith("<"):
                pieces.append(slot(word[1:-1], kinds))
            else:
                pieces.append(
                    f"(?:{_alternatives(word[1:], words)}) " if word.startswith("$") else re.escape(word) + " "
                )
        options.append("".join(pieces))
    return f"(?:{'|'.join(options)})"


def _alternatives(name: str, words: Words) -> str:
    return "|".join(sorted((re.escape(word) for word in words[name]), key=len, reverse=True))


def cues_of(pattern: str, words: Words) -> list[frozenset[str]]:
    """Return the sets of words of which a sentence must hold one each to match."""
    cues: list[frozenset[str]] = []
    for element in _ELEMENT.finditer(pattern):
        if element["list"] and not element["maybe"]:
            cues.append(frozenset(option.split()[0] for option in words[element["list"][1:]]))
        elif element["group"] and not element["optional"] and "<" not in element["group"]:
            firsts: set[str] = set()
            for option in element["group"][1:-1].split("|"):
                head = option.split()[0]
                firsts.update(w.split()[0] for w in words[head[1:]]) if head.startswith("$") else firsts.add(head)
            cues.append(frozenset(firsts))
        elif element["word"]:
            cues.append(frozenset({element["word"]}))
    return cues
