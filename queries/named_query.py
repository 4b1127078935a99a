"""A named query: the text of a query file, with its typed parameters and columns; `header.py` has their grammar."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NewType

from paingraph.ontology.errors import NotFoundError, UsageError
from paingraph.queries.binding import bound
from paingraph.queries.header import INTEGER, Column, Header, Parameter, parse_header, problem
from paingraph.queries.resolver import Resolver
from paingraph.queries.store import Row, Rows, Term
from paingraph.queries.template import template
from paingraph.queries.tokens import Kind, form, position, tokens

__all__ = ["NamedQuery", "QueryName"]

#: The stem of a query file: lower case, words parted by hyphens.
QueryName = NewType("QueryName", str)

_XSD_INTEGER = "http://www.w3.org/2001/XMLSchema#integer"


#: What an ASK and a graph answer as rows; the header of a SELECT describes its own.
_ANSWER = (Column("answer", "boolean", "Whether it is so."),)
_TRIPLE = (
    Column("subject", "iri", "The triple's subject."),
    Column("predicate", "iri", "Its predicate."),
    Column("object", "text", "Its object: an IRI, or the text of a literal."),
    Column("datatype", "iri", "Datatype of a literal; unbound for an IRI."),
    Column("language", "text", "Language of a literal, if it has one."),
)
_COLUMNS = {"ASK": _ANSWER, "CONSTRUCT": _TRIPLE, "DESCRIBE": _TRIPLE}


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query with a name: its parameters are bound as terms, and its columns are described.

    `form` is SELECT, ASK, CONSTRUCT or DESCRIBE. An ASK answers one row, the last two a row for each triple.
    """

    name: QueryName
    form: str
    summary: str
    description: str
    keywords: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    sample: Mapping[str, str]
    text: str

    @classmethod
    def parsed(cls, name: str, text: str, source: str) -> NamedQuery:
        """Read a query file; UsageError with file and line if its header is wrong or does not fit the query."""
        header, form_ = parse_header(text, source), form(text)
        if form_ not in ("SELECT", *_COLUMNS):
            raise problem(source, header.end + 1, "here a query must begin: SELECT, ASK, CONSTRUCT or DESCRIBE")
        if form_ == "SELECT":
            _require_columns(header, text, source)
        elif header.columns:
            raise problem(source, header.end, f"a query that begins with {form_} has no columns to describe")
        made = template(text)
        if made is not None and made.blank_node is not None:
            line, _ = position(text, made.blank_node.start)
            raise problem(source, line, "a blank node would have another name in each answer; make an IRI of it")
        for parameter in header.parameters:
            if not any(token.kind is Kind.VARIABLE and token.text[1:] == parameter.name for token in tokens(text)):
                line = text[: text.index(f"#+ param: {parameter.name} ")].count("\n") + 1
                raise problem(source, line, f"the query has no variable ?{parameter.name}")
        return cls(
            QueryName(name),
            form_,
            header.summary,
            header.description,
            header.keywords,
            tuple(header.parameters),
            _COLUMNS.get(form_) or tuple(header.columns),
            header.sample,
            text,
        )

    @property
    def makes_graph(self) -> bool:
        """Whether it answers triples."""
        return self.columns == _TRIPLE

    def bind(self, store: Rows, values: Mapping[str, str]) -> dict[str, Term]:
        """Return the terms of the parameters, from what a person wrote or from their defaults.

        Raises:
            UsageError: a parameter is unknown, missing, or of the wrong kind; `parameter` names it.
            NotFoundError: nothing has that name, with the nearest matches.
        """
        known = [parameter.name for parameter in self.parameters]
        for name in values:
            if name not in known:
                offered = ", ".join(known) or "none"
                raise UsageError(f"'{self.name}' has no parameter '{name}'; it has: {offered}.", parameter=name)
        return {parameter.name: _term(store, parameter, values.get(parameter.name)) for parameter in self.parameters}

    def bound(self, store: Rows, values: Mapping[str, str]) -> str:
        """Return the query with its parameters bound, ready for any SPARQL engine."""
        return bound(self.text, self.bind(store, values))

    def shown(self, store: Rows, values: Mapping[str, str]) -> str:
        """Return the query with its parameters bound and without its header, as a reader would run it elsewhere."""
        lines = self.bound(store, values).splitlines()
        return "\n".join(line for line in lines if not line.startswith("#+")).strip()

    def example(self, store: Rows) -> str:
        """Return the query with its sample bound, as something to start from.

        Raises:
            InputError: the graph lacks what the sample names.
        """
        return self.shown(store, self.sample)

    def rows(self, store: Rows, values: Mapping[str, str]) -> list[Row]:
        """Answer a SELECT."""
        return store.rows(self.text, **self.bind(store, values))


def _require_columns(header: Header, text: str, source: str) -> None:
    columns, variables = [column.name for column in header.columns], _columns(text)
    if not columns:
        raise problem(source, header.end, f"the header describes no column; the SELECT has {', '.join(variables)}")
    if columns != variables:
        raise problem(
            source,
            header.end,
            f"the header describes the columns {', '.join(columns)}, the SELECT has {', '.join(variables)}",
        )


def _columns(text: str) -> list[str]:
    """Return the columns of a SELECT: its variables, and what stands after AS within parentheses."""
    columns: list[str] = []
    depth, selecting, renamed = 0, False, False
    for token in tokens(text):
        if not selecting:
            selecting = token.is_word("SELECT")
            continue
        if depth == 0 and (token.text == "{" or token.is_word("WHERE", "FROM")):
            break
        depth += (token.text == "(") - (token.text == ")")
        if token.kind is Kind.VARIABLE and (depth == 0 or renamed):
            columns.append(token.text[1:])
        renamed = depth == 1 and token.is_word("AS")
    return columns


def _term(store: Rows, parameter: Parameter, given: str | None) -> Term:
    value = given if given is not None else parameter.default
    if value is None or not value.strip():
        raise UsageError(f"The parameter '{parameter.name}' needs a value: {parameter.help}", parameter=parameter.name)
    try:
        match parameter.kind:
            case "entity":
                return Term(Resolver.of(store).entity(value, parameter.classes).iri)
            case "document":
                return Term(Resolver.of(store).document(value).iri)
            case "relation":
                return Term(Resolver.of(store).relation(value).iri)
            case "integer":
                if not INTEGER.fullmatch(value):
                    raise UsageError(f"'{value[:80]}' is not a whole number.")
                return Term(str(int(value)), "literal", _XSD_INTEGER)
            case _:
                return Term(value, "literal")
    except (UsageError, NotFoundError) as error:
        error.details.setdefault("parameter", parameter.name)
        raise
