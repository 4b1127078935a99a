"""Where a query that does not parse goes wrong: the first token that fits no rule, and what would have fitted.

The engine's own message names the place where its parser stopped looking, often the end of the text. The grammar of
SPARQL is LL(1), so a table and a stack find the very token, without recursion.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from paingraph.ontology.errors import QuerySyntaxError
from paingraph.ontology.namespaces import PREFIXES
from paingraph.queries.grammar import END, QUERY, UPDATE, is_terminal, rules
from paingraph.queries.tokens import Kind, Token, position, tokens

__all__ = ["engine_reason", "require_grammar", "require_update_grammar", "syntax_error", "update_syntax_error"]

#: More than so many things that would have fitted help nobody.
_MOST_EXPECTED = 8

_TERMINALS = {
    Kind.IRI: "IRIREF",
    Kind.STRING: "STRING",
    Kind.VARIABLE: "VAR",
    Kind.NAME: "NAME",
    Kind.BLANK_NODE: "BLANK_NODE",
    Kind.LANGUAGE: "LANGUAGE",
    Kind.NUMBER: "NUMBER",
}
_WORDS = {
    "IRIREF": "an IRI",
    "NAME": "a prefixed name",
    "STRING": "a string",
    "VAR": "a variable",
    "BLANK_NODE": "a blank node",
    "LANGUAGE": "a language tag",
    "NUMBER": "a number",
    "NIL": "()",
    "ANON": "[]",
    END: "the end of the query",
}
_UNFINISHED = {'"': "the string", "'": "the string", "<": "the IRI"}
#: What the engine says, where the grammar has nothing to object.
_ENGINE_PLACE = re.compile(r"error at (\d+):(\d+): (?:expected (?:one of )?)?(.*)", re.DOTALL)
_ENGINE_REASON = re.compile(r"(?:^|, )([A-Z][a-z]*(?: [\w()?]+){2,})")
#: What the grammar cannot see, and the engine has no words for.
_NO_REASON = (
    "the query is not valid before this place: a variable is assigned twice, a blank node is used in two groups, or "
    "SELECT * stands beside GROUP BY"
)


def syntax_error(query: str, engine: str) -> QuerySyntaxError:
    """Return the error for a query that the engine refused with this message."""
    return _engine_error(query, engine, QUERY)


def update_syntax_error(update: str, engine: str) -> QuerySyntaxError:
    """Return the error for an update that the engine refused with this message."""
    return _engine_error(update, engine, UPDATE)


def require_grammar(query: str) -> None:
    """Raise QuerySyntaxError if the grammar, or a missing declaration, is against the query."""
    _require(query, QUERY)


def require_update_grammar(update: str) -> None:
    """Raise QuerySyntaxError if the grammar, or a missing declaration, is against the update."""
    _require(update, UPDATE)


def _require(text: str, kind: str) -> None:
    place = _misfit(text, kind) or _undeclared(text)
    if place:
        raise _error(kind, *position(text, place[0]), place[1])


def _engine_error(text: str, engine: str, kind: str) -> QuerySyntaxError:
    place = _misfit(text, kind) or _undeclared(text)
    if place:
        return _error(kind, *position(text, place[0]), place[1])
    match = _ENGINE_PLACE.match(engine)
    line, column = (int(match[1]), int(match[2])) if match else (1, 1)
    return _error(kind, line, column, _in_words(match[3] if match else engine) or _NO_REASON)


def engine_reason(message: str) -> str | None:
    """Return what a message says in words, without the tokens that would have fitted; None if it is another's."""
    match = _ENGINE_PLACE.match(message)
    return _in_words(match[3]) if match else None


def _in_words(message: str) -> str | None:
    because = _ENGINE_REASON.search(message)
    return f"{because[1][0].lower()}{because[1][1:]}" if because else None


def _error(kind: str, line: int, column: int, reason: str) -> QuerySyntaxError:
    return QuerySyntaxError(
        f"The {kind.lower()} is malformed at line {line}, column {column}: {reason}.", line=line, column=column
    )


def _misfit(query: str, kind: str) -> tuple[int, str] | None:
    """Return the offset of the first token that fits no rule, and the reason in words."""
    stack = [kind]
    expected: set[str] = set()
    for terminal, token in _terminals(query):
        while True:
            top = stack.pop()
            if top == terminal:
                expected.clear()
                break
            production = None if is_terminal(top) else _table()[top].get(terminal)
            if is_terminal(top):
                expected.add(top)
            else:
                expected.update(_table()[top])
            if production is None:
                if is_terminal(top) or (() not in rules()[top] and top not in _nullable()):
                    return token.start, _reason(token, expected)
                continue
            stack.extend(reversed(production))
    return None


def _terminals(query: str) -> Iterator[tuple[str, Token]]:
    """Yield the terminal of each token; an empty pair of brackets is one terminal (NIL, ANON)."""
    opened: Token | None = None
    for token in tokens(query):
        if opened is not None:
            if opened.text + token.text in ("()", "[]"):
                yield ("NIL" if token.text == ")" else "ANON"), opened
                opened = None
                continue
            yield f"'{opened.text}'", opened
            opened = None
        if token.kind is Kind.SIGN and token.text in "([":
            opened = token
        elif token.kind is Kind.WORD:
            yield ("'a'" if token.text == "a" else f"'{token.text.upper()}'"), token
        else:
            yield _TERMINALS.get(token.kind, f"'{token.text}'"), token
    if opened is not None:
        yield f"'{opened.text}'", opened
    yield END, Token(Kind.SIGN, "", len(query.rstrip()))


def _reason(token: Token, expected: set[str]) -> str:
    if token.kind is Kind.SIGN and token.text in _UNFINISHED:
        return f"{_UNFINISHED[token.text]} that begins here is not well-formed, or not closed"
    found = "the query ends too early" if not token.text else f"'{_shortened(token.text)}' does not fit here"
    names = sorted({_WORDS.get(terminal, terminal) for terminal in expected})
    if not names or len(names) > _MOST_EXPECTED:
        return found
    *most, last = names
    return f"{found}; expected {', '.join(most)} or {last}" if most else f"{found}; expected {last}"


def _undeclared(query: str) -> tuple[int, str] | None:
    """Return the first prefixed name whose prefix is not declared before it."""
    declared = {f"{name}:" for name in PREFIXES}  # those of the house need no declaration
    before = ""
    for token in tokens(query):
        if before == "PREFIX":
            declared.add(token.text)
        elif token.kind is Kind.NAME:
            prefix = token.text.partition(":")[0] + ":"
            if prefix not in declared:
                return token.start, f"the prefix '{_shortened(prefix)}' is not declared"
        before = token.text.upper() if token.kind is Kind.WORD else ""
    return None


def _shortened(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"


@cache
def _nullable() -> frozenset[str]:
    """Return the rules that match nothing at all, too."""
    nullable: set[str] = set()
    while True:
        more = {
            name
            for name, alternatives in rules().items()
            if any(all(symbol in nullable for symbol in alternative) for alternative in alternatives)
        }
        if more <= nullable:
            return frozenset(nullable)
        nullable |= more


@cache
def _first() -> dict[str, frozenset[str]]:
    """Return the terminals that each rule can begin with."""
    first: dict[str, set[str]] = {name: set() for name in rules()}
    changed = True
    while changed:
        changed = False
        for name, alternatives in rules().items():
            before = len(first[name])
            for alternative in alternatives:
                first[name] |= _beginning(alternative, first)
            changed |= len(first[name]) > before
    return {name: frozenset(terminals) for name, terminals in first.items()}


def _beginning(symbols: tuple[str, ...], first: dict[str, set[str]] | dict[str, frozenset[str]]) -> set[str]:
    found: set[str] = set()
    for symbol in symbols:
        if is_terminal(symbol):
            return found | {symbol}
        found |= first[symbol]
        if symbol not in _nullable():
            return found
    return found


@cache
def _table() -> dict[str, dict[str, tuple[str, ...]]]:
    """Return, for each rule and next terminal, the alternative to take."""
    return {
        name: {terminal: alternative for alternative in alternatives for terminal in _beginning(alternative, _first())}
        for name, alternatives in rules().items()
    }
