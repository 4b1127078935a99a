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
    column      = NAME "(" TYPE ")" QUOTED                       one for each column of a SELECT, in its order
    TYPE        = "iri" | "text" | "integer" | "decimal" | "boolean"
    sample      = NAME "=" DEFAULT *( "," NAME "=" DEFAULT )     values that make a good example
    NAME        = the name of a variable of the query, without its question mark
    DEFAULT     = a word, or QUOTED
    QUOTED      = text between double quotation marks, without any in it

A summary is obligatory, and so is each column of a SELECT; other forms have columns of their own. Nothing else may
stand in a header.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from paingraph.ontology.errors import UsageError
from paingraph.ontology.library import KINDS as CLASSES
from paingraph.queries.resolver import UNIONS

__all__ = ["COLUMN_TYPES", "INTEGER", "KINDS", "RESERVED", "Column", "Header", "Parameter", "parse_header", "problem"]

#: What a parameter can be.
KINDS = ("entity", "document", "relation", "text", "integer")
#: Names that a parameter cannot have, since they mean the same for every query where it is served.
RESERVED = ("cursor", "fields", "format", "limit")
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
    #: Its last line.
    end: int = 0


#: A whole number, as a parameter takes it.
INTEGER = re.compile(r"[+-]?[0-9]{1,18}")
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
            raise problem(source, number, f"'{line}' is not of the form '#+ field: value'")
        wrong = _take(header, match["name"], match["value"].rstrip())
        if wrong:
            raise problem(source, number, wrong)
    if not header.summary:
        raise problem(source, last + 1, "the header has no summary")
    header.end = last
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
    if match["name"] in RESERVED:
        return f"a parameter cannot be called '{match['name']}', which every query has where it is served"
    classes = tuple(match["classes"].split("|")) if match["classes"] else ()
    for unknown in (name for name in classes if name not in CLASSES and name not in UNIONS):
        return f"there is no kind '{unknown}'; there are {', '.join(sorted({*CLASSES, *UNIONS}))}"
    default = match["default"].strip('"') if match["default"] else None
    if match["kind"] == "integer" and default is not None and not INTEGER.fullmatch(default):
        return f"'{default}' is not a whole number"
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


def problem(source: str, line: int, what: str) -> UsageError:
    """Return the error for a line of a query file."""
    return UsageError(f"{source}, line {line}: {what}.", file=source, line=line)
