"""The tokens of SPARQL 1.1 (section 19.8 of the specification): what is a string, an IRI, a comment, and what is code.

A text that breaks off inside a string or an IRI still yields tokens: its opening character becomes a sign of its own
and what follows counts as code, so that nothing can hide behind a quotation mark that is never closed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

__all__ = ["Kind", "Token", "decoded", "form", "position", "tokens"]


class Kind(StrEnum):
    """What a token is; blanks and comments are none."""

    IRI = "IRI"
    STRING = "string"
    VARIABLE = "variable"
    NAME = "prefixed name"
    BLANK_NODE = "blank node"
    LANGUAGE = "language tag"
    NUMBER = "number"
    WORD = "word"
    SIGN = "sign"


class Token(NamedTuple):
    """A token, as written, and its offset in the text."""

    kind: Kind
    text: str
    start: int

    def is_word(self, *words: str) -> bool:
        """Tell whether this is one of those keywords, in any case."""
        return self.kind is Kind.WORD and self.text.upper() in words


_CODEPOINT = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
_NAME_START = r"A-Za-z_À-ÖØ-öø-˿Ͱ-ͽͿ-῿\u200C\u200D⁰-↏Ⰰ-⿯、-\uD7FF豈-\uFDCFﷰ-\uFFFD\U00010000-\U000EFFFF"
_NAME_CHARACTER = _NAME_START + r"0-9\-·\u0300-\u036F‿⁀"
_LOCAL_ESCAPE = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
_PREFIX = rf"(?:[{_NAME_START}](?:[{_NAME_CHARACTER}.]*[{_NAME_CHARACTER}])?)?:"
_LOCAL = (
    rf"(?:(?:[{_NAME_START}0-9:]|{_LOCAL_ESCAPE})"
    rf"(?:(?:[{_NAME_CHARACTER}:]|{_LOCAL_ESCAPE})|\.+(?=[{_NAME_CHARACTER}:%\\]))*)?"
)

#: The order matters: the longest terminal of the grammar that can begin here comes first.
_TERMINALS = re.compile(
    "|".join(
        f"(?P<{name}>{pattern})"
        for name, pattern in (
            ("skip", r"[ \t\r\n]+|\#[^\r\n]*"),
            ("IRI", rf"<(?:[^\x00-\x20<>\"{{}}|^`\\]|{_CODEPOINT})*>"),
            (
                "STRING",
                r"\"\"\"(?:\"{0,2}(?:[^\"\\]|\\.))*\"\"\"|'''(?:'{0,2}(?:[^'\\]|\\.))*'''"
                r"|\"(?:[^\"\\\r\n]|\\.)*\"|'(?:[^'\\\r\n]|\\.)*'",
            ),
            ("BLANK_NODE", rf"_:[{_NAME_START}0-9](?:[{_NAME_CHARACTER}]|\.+(?=[{_NAME_CHARACTER}]))*"),
            ("NAME", _PREFIX + _LOCAL),
            ("VARIABLE", rf"[?$][{_NAME_START}0-9][{_NAME_CHARACTER.replace(chr(92) + '-', '')}]*"),
            ("LANGUAGE", r"@[A-Za-z]+(?:-[A-Za-z0-9]+)*"),
            ("NUMBER", r"(?:[0-9]+\.[0-9]*|\.[0-9]+|[0-9]+)[eE][+-]?[0-9]+|[0-9]*\.[0-9]+|[0-9]+"),
            ("WORD", rf"[{_NAME_START}][{_NAME_CHARACTER}]*"),
            ("SIGN", r"\^\^|&&|\|\||!=|<=|>=|<<\(|\)>>|<<|>>|\{\||\|\}|.|\n"),
        )
    ),
    re.DOTALL,
)

#: Characters that only a string can hold, and how it does (section 19.7).
_STRING_ESCAPES = {"\n": "\\n", "\r": "\\r", '"': '\\"', "'": "\\'", "\\": "\\\\"}
#: A codepoint escape; an escaped backslash before a u is none.
_ESCAPE = re.compile(r"\\\\|\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})")


def tokens(query: str) -> Iterator[Token]:
    """Yield the tokens of a query, one after the other."""
    position_ = 0
    while match := _TERMINALS.match(query, position_):
        position_ = match.end()
        if match.lastgroup and match.lastgroup != "skip":
            yield Token(Kind[match.lastgroup], match.group(), match.start())


def form(query: str) -> str:
    """Return the keyword that the query begins with, after its prologue, in capitals; empty if there is none."""
    found = tokens(query)
    for token in found:
        if token.is_word("PREFIX"):
            next(found, None)
            next(found, None)
        elif token.is_word("BASE"):
            next(found, None)
        else:
            return token.text.upper() if token.kind is Kind.WORD else ""
    return ""


def decoded(query: str) -> str:
    """Return a query with its codepoint escapes decoded (section 19.2), so that no reader sees other code than we."""
    return _ESCAPE.sub(lambda match: _character(match[1]) if match[1] else match[0], query)


def _character(escape: str) -> str:
    code = int(escape[1:], 16)
    if code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        return f"\\{escape}"
    return _STRING_ESCAPES.get(chr(code), chr(code))


def position(query: str, offset: int) -> tuple[int, int]:
    """Return line and column of an offset, both counted from 1, columns in code points."""
    before = query[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1
