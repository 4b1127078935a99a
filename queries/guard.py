"""What is refused before a query is evaluated: it reaches outside, nests too deep, or is an update.

The engine's parser and optimiser recurse, and its SERVICE cannot be switched off. A tokenizer decides, not a search
over the text: "SERVICE" in a string, an IRI, a comment, a prefixed name or a variable is no SERVICE.
"""

from __future__ import annotations

from collections.abc import Iterable

from paingraph.ontology.errors import QueryRefusedError, TooLargeError
from paingraph.queries.services import refuse_services
from paingraph.queries.tokens import Kind, Token, form, position, tokens

__all__ = ["COLLECTION_DEPTH", "DEPTH", "QUERY_BYTES", "check", "check_size", "is_update"]

#: Bytes of a query's text.
QUERY_BYTES = 1_000_000
#: Groups, parentheses and brackets within each other.
DEPTH = 100
#: Parentheses within each other where none belongs to an expression: collections take time beyond all measure.
COLLECTION_DEPTH = 20

_OPENING = frozenset("([{")
_CLOSING = frozenset(")]}")
#: What begins an update (SPARQL 1.1 Update).
_UPDATES = ("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD", "WITH")


def check_size(query: str) -> None:
    """Refuse a text that is too large to be looked at."""
    if len(query) > QUERY_BYTES or len(query.encode("utf-8", "surrogatepass")) > QUERY_BYTES:
        raise TooLargeError(
            f"The query is larger than the limit of {QUERY_BYTES:,} bytes.", limit="query_bytes", value=QUERY_BYTES
        )


def check(query: str, services: Iterable[str] = ()) -> None:
    """Refuse a query that is too large, nests too deep, or reaches outside, but for the listed services.

    Raises:
        TooLargeError: the text is larger than QUERY_BYTES.
        QueryRefusedError: with line and column of what is refused.
    """
    check_size(query)
    if _harmless(query):
        return
    refuse_services(query, services)
    _refuse_depth(query)


def is_update(query: str) -> bool:
    """Tell whether the first word after the prologue begins a SPARQL update."""
    return form(query) in _UPDATES


def _harmless(query: str) -> bool:
    """Tell at a glance, for most queries: too few brackets to nest deep, and no such letters as SERVICE at all."""
    return sum(map(query.count, _OPENING)) <= COLLECTION_DEPTH and "service" not in query.lower()


def _refuse_depth(query: str) -> None:
    """Count what is open; of a parenthesis, also how many that belong to no expression it lies in."""
    open_: list[tuple[bool, int]] = []
    for token, in_expression in _brackets(query):
        if token.text in _CLOSING:
            del open_[-1:]
            continue
        collections = open_[-1][1] if open_ else 0
        collections = 0 if token.text == "{" else collections + (token.text == "(" and not in_expression)
        open_.append((in_expression, collections))
        if len(open_) > DEPTH:
            raise _refusal(query, token, f"Groups and parentheses nest deeper than the limit of {DEPTH}")
        if collections > COLLECTION_DEPTH:
            raise _refusal(query, token, f"Collections and paths nest deeper than the limit of {COLLECTION_DEPTH}")


def _brackets(query: str) -> Iterable[tuple[Token, bool]]:
    """Yield each bracket, and whether it is a parenthesis of an expression: after a word, or within such a one."""
    open_: list[bool] = []
    last: Token | None = None
    filtering = False
    for token in tokens(query):
        if token.kind is Kind.SIGN and token.text in _OPENING:
            after_word = last is not None and (last.kind is Kind.WORD or filtering)
            in_expression = token.text == "(" and (after_word or bool(open_ and open_[-1]) or not open_)
            open_.append(in_expression)
            yield token, in_expression
        elif token.kind is Kind.SIGN and token.text in _CLOSING:
            del open_[-1:]
            yield token, False
        filtering = token.is_word("FILTER") or (filtering and token.kind in (Kind.IRI, Kind.NAME))
        last = token


def _refusal(query: str, token: Token, reason: str) -> QueryRefusedError:
    line, column = position(query, token.start)
    return QueryRefusedError(f"{reason} (line {line}, column {column}).", line=line, column=column)
