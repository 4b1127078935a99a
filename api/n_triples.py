"""N-Triples read back into terms, for answers that show a graph as rows (RDF 1.1 N-Triples, section 7)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from paingraph.api.triples import Triple
from paingraph.ontology.errors import ServiceError
from paingraph.ontology.namespaces import PREFIXES
from paingraph.queries.store import Term

__all__ = ["read_n_triples"]

_STRING = PREFIXES["xsd"] + "string"
_LANG_STRING = PREFIXES["rdf"] + "langString"
_NODE = r"<[^<>\s]*>|_:[^\s<>\"]+"
_LINE = re.compile(
    rf"\s*(?P<subject>{_NODE})\s*<(?P<predicate>[^<>\s]*)>\s*"
    rf"(?:(?P<object>{_NODE})|\"(?P<text>(?:[^\"\\]|\\.)*)\"(?:@(?P<language>[\w-]+)|\^\^<(?P<datatype>[^<>\s]*)>)?)"
    r"\s*\.\s*"
)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_SHORT = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


def read_n_triples(text: str) -> Iterator[Triple]:
    """Yield the triples of a text, in the order of its sorted lines; every literal has its datatype.

    Raises:
        ServiceError: a line is none, which a store would have to have written.
    """
    for line in sorted({line for line in text.split("\n") if line.strip()}):
        match = _LINE.fullmatch(line)
        if match is None:
            raise ServiceError("The store answered with what are no N-Triples.")
        yield _node(match["subject"]), _plain(match["predicate"]), _object(match)


def _object(match: re.Match[str]) -> Term:
    if match["object"]:
        return _node(match["object"])
    datatype = _plain(match["datatype"] or (_LANG_STRING if match["language"] else _STRING))
    return Term(_plain(match["text"]), "literal", datatype, match["language"])


def _node(text: str) -> Term:
    return Term(text[2:], "bnode") if text.startswith("_:") else Term(_plain(text[1:-1]))


def _plain(text: str) -> str:
    return _ESCAPE.sub(_character, text) if "\\" in text else text


def _character(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    return chr(int(code, 16)) if code else _SHORT.get(match[3], match[3])
