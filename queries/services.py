"""Which SERVICE calls pass: those to the hosts that an operator lists, by a constant IRI, and no others.

The host that is compared must be the host that the engine asks, so nothing is accepted that two readers could read
in two ways: no escapes, no user part, ASCII alone. The engine follows no redirect to another place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from paingraph.ontology.errors import QueryRefusedError, UsageError
from paingraph.queries.tokens import Kind, Token, position, tokens

__all__ = ["parse_hosts", "reaches_out", "refuse_services"]

_HOST = r"(?P<host>[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:]+\])"
_ENTRY = re.compile(rf"{_HOST}(?::(?P<port>[0-9]{{1,5}}))?")
#: Printable ASCII after the authority, without what ends an IRI.
_ADDRESS = re.compile(rf"<(?P<scheme>https?)://{_HOST}(?::(?P<port>[0-9]{{1,5}}))?(?:[/?#][!-;=?-\[\]_a-z~]*)?>")
_PORTS = {"http": 80, "https": 443}


def parse_hosts(text: str) -> tuple[str, ...]:
    """Return the entries of a list, HOST or HOST:PORT, parted by commas or blanks; UsageError if one is neither."""
    entries = tuple(entry.lower() for entry in re.split(r"[,\s]+", text.strip()) if entry)
    for entry in entries:
        match = _ENTRY.fullmatch(entry)
        if match is None or not 0 < int(match["port"] or 1) < 65_536:
            raise UsageError(f"'{entry[:80]}' is no host: give HOST or HOST:PORT.")
    return entries


def reaches_out(query: str) -> bool:
    """Tell whether SERVICE stands in the query as a keyword."""
    return "service" in query.lower() and any(token.is_word("SERVICE") for token in tokens(query))


def refuse_services(query: str, hosts: Iterable[str] = ()) -> None:
    """Refuse each SERVICE whose IRI is not a constant one at a host of the list.

    Raises:
        QueryRefusedError: with line and column.
    """
    listed = frozenset(hosts)
    found = [*tokens(query), Token(Kind.SIGN, "", len(query))]
    named = [token for token in found if not token.is_word("SILENT")]
    for token, following in pairwise(named):
        if token.is_word("SERVICE") and not _is_listed(following, listed):
            line, column = position(query, token.start)
            reason = (
                "SERVICE may call " + ", ".join(sorted(listed)) + " alone, by an IRI in angle brackets"
                if listed
                else "SERVICE is refused: queries are answered from this graph alone"
            )
            raise QueryRefusedError(f"{reason} (line {line}, column {column}).", line=line, column=column)


def _is_listed(token: Token, listed: frozenset[str]) -> bool:
    match = _ADDRESS.fullmatch(token.text) if token.kind is Kind.IRI else None
    if match is None:
        return False
    host, usual = match["host"].lower(), _PORTS[match["scheme"]]
    port = int(match["port"] or usual)
    return f"{host}:{port}" in listed or (port == usual and host in listed)
