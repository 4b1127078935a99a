"""Solutions of a query, as terms: read from the JSON results format, and written in each of the four.

Sections are those of the W3C recommendations of 21 March 2013: SPARQL 1.1 Query Results JSON Format, XML Format
(Second Edition), CSV and TSV Formats.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal
from xml.sax.saxutils import escape, quoteattr

from paingraph.queries.binding import printed
from paingraph.queries.formats import Format
from paingraph.queries.results import well_formed_xml
from paingraph.queries.store import Row, Term

__all__ = ["Solutions", "read_json", "write"]

_XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"
#: Literals that SPARQL and Turtle may write without quotes.
_BARE = {
    "http://www.w3.org/2001/XMLSchema#integer": re.compile(r"[+-]?[0-9]+"),
    "http://www.w3.org/2001/XMLSchema#decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    "http://www.w3.org/2001/XMLSchema#boolean": re.compile(r"true|false"),
}
_QUOTES = {'"': "&quot;", "'": "&apos;"}
_QUOTED = re.compile(r"[\",\r\n]")
#: Types of terms that some engines still write as drafts of the format had them.
_TYPES: dict[str, Literal["uri", "literal", "bnode"]] = {
    "uri": "uri",
    "literal": "literal",
    "typed-literal": "literal",
    "bnode": "bnode",
}


@dataclass(frozen=True, slots=True)
class Solutions:
    """What a SELECT yields, or, without variables and rows, the truth value of an ASK."""

    variables: tuple[str, ...] = ()
    rows: Sequence[Row] = ()
    truth: bool | None = None


def read_json(body: bytes) -> Solutions:
    """Read the JSON results format (section 3); ValueError if it is none."""
    try:
        document = json.loads(body)
        if "boolean" in document:
            return Solutions(truth=bool(document["boolean"]))
        rows = [{name: _term(binding) for name, binding in row.items()} for row in document["results"]["bindings"]]
        return Solutions(tuple(document["head"].get("vars", ())), rows)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"no SPARQL results in JSON: {error}") from error


def _term(binding: dict[str, Any]) -> Term:
    language = binding.get("xml:lang")
    datatype = binding.get("datatype")
    return Term(
        binding["value"],
        _TYPES[binding["type"]],
        None if language or datatype == _XSD_STRING else datatype,
        language.lower() if language else None,
    )


def write(solutions: Solutions, format_: Format) -> bytes:
    """Return solutions in one of the four formats; NotAcceptableError if XML cannot carry a character of theirs."""
    return _WRITERS[format_](solutions)


def _json(solutions: Solutions) -> bytes:
    if solutions.truth is not None:
        document: dict[str, Any] = {"head": {}, "boolean": solutions.truth}
    else:
        bindings = [{name: _binding(term) for name, term in _ordered(solutions, row)} for row in solutions.rows]
        document = {"head": {"vars": solutions.variables}, "results": {"bindings": bindings}}
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def _binding(term: Term) -> dict[str, str]:
    binding = {"type": term.type, "value": term.value}
    if term.language:
        binding["xml:lang"] = term.language
    elif term.datatype:
        binding["datatype"] = term.datatype
    return binding


def _xml(solutions: Solutions) -> bytes:
    variables = "".join(f"<variable name={quoteattr(name)}/>" for name in solutions.variables)
    if solutions.truth is not None:
        content = f"<boolean>{str(solutions.truth).lower()}</boolean>"
    else:
        rows = "".join(f"<result>{_bindings(solutions, row)}</result>" for row in solutions.rows)
        content = f"<results>{rows}</results>"
    document = (
        '<?xml version="1.0"?><sparql xmlns="http://www.w3.org/2005/sparql-results#">'
        f"<head>{variables}</head>{content}</sparql>"
    )
    return well_formed_xml(document.encode())


def _bindings(solutions: Solutions, row: Row) -> str:
    return "".join(
        f"<binding name={quoteattr(name)}>{_element(term)}</binding>" for name, term in _ordered(solutions, row)
    )


def _element(term: Term) -> str:
    text = escape(term.value, _QUOTES)
    if term.type != "literal":
        return f"<{term.type}>{text}</{term.type}>"
    if term.language:
        return f"<literal xml:lang={quoteattr(term.language)}>{text}</literal>"
    if term.datatype:
        return f"<literal datatype={quoteattr(term.datatype)}>{text}</literal>"
    return f"<literal>{text}</literal>"


def _csv(solutions: Solutions) -> bytes:
    """Write plain values; lines end in CRLF (section 3)."""
    if solutions.truth is not None:
        return str(solutions.truth).lower().encode()
    lines = [solutions.variables, *([_plain(row.get(name)) for name in solutions.variables] for row in solutions.rows)]
    return "".join(",".join(cells) + "\r\n" for cells in lines).encode()


def _plain(term: Term | None) -> str:
    if term is None:
        return ""
    text = f"_:{term.value}" if term.type == "bnode" else term.value
    return '"' + text.replace('"', '""') + '"' if _QUOTED.search(text) else text


def _tsv(solutions: Solutions) -> bytes:
    """Write terms as SPARQL and Turtle do (section 4)."""
    if solutions.truth is not None:
        return str(solutions.truth).lower().encode()
    head = [f"?{name}" for name in solutions.variables]
    lines = [head, *([_turtle(row.get(name)) for name in solutions.variables] for row in solutions.rows)]
    return "".join("\t".join(cells) + "\n" for cells in lines).encode()


def _turtle(term: Term | None) -> str:
    if term is None:
        return ""
    if term.type == "bnode":
        return f"_:{term.value}"
    bare = _BARE.get(term.datatype or "")
    return term.value if bare and bare.fullmatch(term.value) else printed(term)


def _ordered(solutions: Solutions, row: Row) -> list[tuple[str, Term]]:
    return [(name, row[name]) for name in solutions.variables if name in row]


_WRITERS: dict[Format, Callable[[Solutions], bytes]] = {
    Format.JSON: _json,
    Format.XML: _xml,
    Format.CSV: _csv,
    Format.TSV: _tsv,
}
