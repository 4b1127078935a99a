"""The header of a query file: what the query answers, what it takes, and what its columns hold.

A header is the run of comment lines that begin with `#+` at the top of the file, one field a line:

    #+ summary: Which procedures treat a condition?
    #+ description: Counts documents, never sentences. A long text goes on in
    #+ description: further description lines, which are joined by a blank.
    #+ keywords: treatment, evidence
    #+ param: condition (entity Condition) = sciatica "The condition, by slug, label or synonym."
    #+ column: procedure (iri) "The procedure."
    #+ sample: condition = "herniated disc"

    field       = summary | description | keywords | param | column | sample
    param       = NAME "(" KIND ")" [ "=" DEFAULT ] QUOTED       a parameter; without a default it must be given
    KIND        = "entity" [ CLASS *( "|" CLASS ) ] | "document" | "relation" | "text" | "integer"
    column      = NAME "(" TYPE ")" QUOTED                       one for each column, in the order of the SELECT
    TYPE        = "iri" | "text" | "integer" | "decimal" | "boolean"
    sample      = NAME "=" DEFAULT *( "," NAME "=" DEFAULT )     values that make a good example
    NAME        = the name of a variable of the query, without its question mark
    DEFAULT     = a word, or QUOTED
    QUOTED      = text between double quotation marks, without any in it

Summary and at least one column are obligatory; nothing else may stand in a header.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from paingraph.ontology.errors import UsageError

__all__ = ["COLUMN_TYPES", "KINDS", "Column", "Header", "Parameter", "parse_header"]

#: What a parameter can be.
KINDS = ("entity", "document", "relation", "text", "integer")
#: What a column can hold.
COLUMN_TYPES = ("iri", "text", "integer", "decimal", "boolean")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter: a variable of the query that is bound before it is asked; `classes` narrow an entity's kind."""

    name: str
    kind: str
    classes: tuple[str, ...]
    default: str | None
    help: str

    @property
    def required(self) -> bool:
        """Whether it must be given."""
        return self.default is None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the answer and the type of its terms."""

    name: str
    type: str
    help: str


@dataclass(slots=True)
class Header:
    """All fields of a header."""

    summary: str = ""
    description: str = ""
    keywords: tuple[str, ...] = ()
    parameters: list[Parameter] = field(default_factory=list)
    columns: list[Column] = field(default_factory=list)
    sample: dict[str, str] = field(default_factory=dict)


_FIELD = re.compile(r"#\+ (?P<name>[a-z]+): +(?P<value>\S.*)")
_VALUE = r"(?:\"[^\"]*\"|[^\s\",=]+)"
_PARAMETER = re.compile(
    rf"(?P<name>[A-Za-z]\w*) \((?P<kind>[a-z]+)(?: (?P<classes>[A-Za-z]+(?:\|[A-Za-z]+)*))?\)"
    rf"(?: = (?P<default>{_VALUE}))? \"(?P<help>[^\"]+)\""
)
_COLUMN = re.compile(r"(?P<name>[A-Za-z]\w*) \((?P<type>[a-z]+)\) \"(?P<help>[^\"]+)\"")
_SAMPLE = re.compile(rf"(?P<name>[A-Za-z]\w*) = (?P<value>{_VALUE})(?:, |$)")


def parse_header(text: str, source: str) -> Header:
    """Read the header of a query file; `source` names the file in errors.

    Raises:
        UsageError: a line is no field, or a field is missing; with file and line.
    """
    header = Header()
    last = 0
    for number, line in _header_lines(text):
        last = number
        match = _FIELD.fullmatch(line)
        if match is None:
            raise _problem(source, number, f"'{line}' is not of the form '#+ field: value'")
        problem = _take(header, match["name"], match["value"].rstrip())
        if problem:
            raise _problem(source, number, problem)
    for missing in (name for name in ("summary", "columns") if not getattr(header, name)):
        raise _problem(source, last + 1, f"the header has no {missing.removesuffix('s')}")
    return header


def _header_lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.splitlines(), 1):
        if not line.startswith("#+"):
            return
        yield number, line.rstrip()


def _take(header: Header, name: str, value: str) -> str | None:
    """Add a field to the header; return what is wrong with it, if anything is."""
    match name:
        case "summary" if header.summary:
            return "there is a summary already"
        case "summary":
            header.summary = value
        case "description":
            header.description = f"{header.description} {value}".strip()
        case "keywords":
            header.keywords = tuple(word.strip() for word in value.split(","))
        case "param":
            return _take_parameter(header, value)
        case "column":
            return _take_column(header, value)
        case "sample":
            return _take_sample(header, value)
        case _:
            return f"there is no field '{name}'"
    return None


def _take_parameter(header: Header, value: str) -> str | None:
    match = _PARAMETER.fullmatch(value)
    if match is None:
        return 'a parameter reads: name (kind) = default "what it is"'
    if match["kind"] not in KINDS:
        return f"a parameter is one of {', '.join(KINDS)}, not '{match['kind']}'"
    if match["classes"] and match["kind"] != "entity":
        return "only an entity is narrowed by classes"
    if any(parameter.name == match["name"] for parameter in header.parameters):
        return f"there is a parameter '{match['name']}' already"
    classes = tuple(match["classes"].split("|")) if match["classes"] else ()
    default = match["default"].strip('"') if match["default"] else None
    header.parameters.append(Parameter(match["name"], match["kind"], classes, default, match["help"]))
    return None


def _take_column(header: Header, value: str) -> str | None:
    match = _COLUMN.fullmatch(value)
    if match is None:
        return 'a column reads: name (type) "what it holds"'
    if match["type"] not in COLUMN_TYPES:
        return f"a column holds one of {', '.join(COLUMN_TYPES)}, not '{match['type']}'"
    header.columns.append(Column(**match.groupdict()))
    return None


def _take_sample(header: Header, value: str) -> str | None:
    matches = list(_SAMPLE.finditer(value))
    if "".join(match.group() for match in matches) != value:
        return 'a sample reads: name = "value", name = "value"'
    header.sample.update({match["name"]: match["value"].strip('"') for match in matches})
    unknown = header.sample.keys() - {parameter.name for parameter in header.parameters}
    return f"no parameter '{min(unknown)}' stands above" if unknown else None


def _problem(source: str, line: int, what: str) -> UsageError:
    return UsageError(f"{source}, line {line}: {what}.", file=source, line=line)
