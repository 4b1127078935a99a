"""Terms bound to the variables of a query: printed as SPARQL writes them, never spliced as text.

The terms become `VALUES` blocks at the start of the query's outermost group, one a variable, since Virtuoso cannot
compile some queries with several in one. That is plain SPARQL 1.1, so every engine gives the same answer, and a bound
query can be shown to a reader and run elsewhere. SPARQL's scoping applies:
the terms join with what the group matches, and are not seen inside a sub-SELECT that does not name the variable.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise

from paingraph.ontology.errors import UsageError
from paingraph.ontology.namespaces import PREFIXES
from paingraph.queries.store import Term
from paingraph.queries.template import template
from paingraph.queries.tokens import Kind, form, tokens

__all__ = ["bound", "prefixed", "printed", "uses_house_prefixes"]

_NOT_IN_IRI = re.compile(r"[\x00-\x20<>\"{}|^`\\\ud800-\udfff]")
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
_VARIABLE = re.compile(r"\w+")
#: What a string literal cannot hold as it is; and `\u`, since some readers decode such escapes before all else.
_SPECIAL = re.compile(r"\\[uU]|[\x00-\x1f\x7f\"\\]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}


def printed(term: Term) -> str:
    """Return a term as SPARQL writes it; UsageError if no such term can be written."""
    match term.type:
        case "uri":
            if _NOT_IN_IRI.search(term.value) or not _ABSOLUTE.match(term.value):
                raise UsageError(f"'{term.value}' is not an absolute IRI.")
            return f"<{term.value}>"
        case "literal":
            if _SURROGATE.search(term.value):
                raise UsageError("A text holds half a surrogate pair, which is no character.")
            text = f'"{_SPECIAL.sub(_escaped, term.value)}"'
            if term.language:
                if not _LANGUAGE.fullmatch(term.language):
                    raise UsageError(f"'{term.language}' is not a language tag.")
                return f"{text}@{term.language}"
            return f"{text}^^{printed(Term(term.datatype))}" if term.datatype else text
    raise UsageError("A blank node has no name outside its graph, so none can be bound.")


def _escaped(match: re.Match[str]) -> str:
    character = match.group()[-1]
    escape = _SHORT.get(character) or f"\\U{ord(character):08X}"
    return "\\\\" + escape if len(match.group()) > 1 else escape


def bound(query: str, terms: Mapping[str, Term]) -> str:
    """Return a query with its variables bound to terms; names come without the question mark."""
    if not terms:
        return query
    for name in terms:
        if not _VARIABLE.fullmatch(name):
            raise UsageError(f"'{name}' is not the name of a variable.")
    offset = _group_start(query)
    if offset is None:  # there is one such clause after a query, so it holds all
        names, values = " ".join(f"?{name}" for name in terms), " ".join(map(printed, terms.values()))
        return f"{query}\nVALUES ({names}) {{ ({values}) }}"
    blocks = " ".join(f"VALUES ?{name} {{ {printed(term)} }}" for name, term in terms.items())
    return f"{query[:offset]} {blocks} {query[offset:]}"


def prefixed(query: str) -> str:
    """Return a query with the house's prefixes declared where it uses them without declaring them.

    The declarations stand before the first line, so that lines keep their numbers.
    """
    return "".join(f"PREFIX {name}: <{PREFIXES[name]}> " for name in _undeclared(query)) + query


def uses_house_prefixes(query: str) -> bool:
    """Tell whether a query uses prefixes of the house that it does not declare."""
    return bool(_undeclared(query))


def _undeclared(query: str) -> list[str]:
    found = list(tokens(query))
    used = {token.text.partition(":")[0] for token in found if token.kind is Kind.NAME}
    declared = {name.text[:-1] for word, name in pairwise(found) if word.is_word("PREFIX")}
    return sorted((used - declared) & PREFIXES.keys())


@lru_cache(maxsize=256)
def _group_start(query: str) -> int | None:
    """Return the offset just inside the outermost group of the pattern; braces within parentheses are expressions'.

    None where no group can hold the terms, and they stand behind the query: in the short form of CONSTRUCT, whose group
    takes triples alone, and in a DESCRIBE without a pattern.
    """
    made = template(query)
    if made is not None and made.short:
        return None
    depth = 0
    for token in tokens(query):
        if made is not None and token.start < made.end:
            continue
        if token.text in ("(", ")"):
            depth += 1 if token.text == "(" else -1
        elif token.text == "{" and depth == 0:
            return token.start + 1
    if form(query) == "DESCRIBE":
        return None
    raise UsageError("The query has no group that terms could be bound in.")
