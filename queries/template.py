"""The template of a CONSTRUCT: the triples that it makes, and where its pattern begins."""

from __future__ import annotations

from typing import NamedTuple

from paingraph.queries.tokens import Kind, Token, form, tokens

__all__ = ["Template", "template"]


class Template(NamedTuple):
    """The tokens between the template's braces, and the offset behind them; the short form has its pattern for one."""

    tokens: tuple[Token, ...]
    end: int
    short: bool

    @property
    def blank_node(self) -> Token | None:
        """The first token that makes a new blank node in each answer: a label, brackets, or a collection."""
        return next((t for t in self.tokens if t.kind is Kind.BLANK_NODE or t.text in ("[", "(")), None)


def template(query: str) -> Template | None:
    """Return the template of a CONSTRUCT (SPARQL 1.1, section 16.2); None for other forms, or where none is closed."""
    if form(query) != "CONSTRUCT":
        return None
    found = list(tokens(query))
    start = next(place for place, token in enumerate(found) if token.is_word("CONSTRUCT")) + 1
    short = start < len(found) and found[start].text != "{"
    first = next((place for place in range(start, len(found)) if found[place].text == "{"), len(found))
    last = next((place for place in range(first, len(found)) if found[place].text == "}"), None)
    if last is None:
        return None
    return Template(tuple(found[first + 1 : last]), found[last].start + 1, short)
