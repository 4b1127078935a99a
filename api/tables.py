"""Lists as tables: CSV (RFC 4180), TSV, and one JSON object a line, from the same items as the JSON answer.

A list has the same columns whatever is in it, so that a program may rely on them.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from msgspec.json import encode
from typing_extensions import is_typeddict

__all__ = ["CSV", "NDJSON", "TABLES", "TSV", "columns_of"]

CSV = "text/csv"
TSV = "text/tab-separated-values"
NDJSON = "application/x-ndjson"

#: What parts the members of a list that stand in one cell.
_LIST_SEPARATOR = "|"
_TSV_ESCAPES = str.maketrans({"\t": " ", "\n": " ", "\r": " "})

_Items = Sequence[Mapping[str, Any]]
_Columns = Sequence[str]


def columns_of(item: Any, prefix: str = "") -> Iterator[str]:
    """Yield the columns that items of a type have, whatever they hold; members of free names have none here."""
    if is_typeddict(item):
        for name, member in get_type_hints(item).items():
            nested = list(dict.fromkeys(columns_of(member, f"{prefix}{name}.")))
            yield from nested or ([] if get_origin(member) is dict else [prefix + name])
    elif get_origin(item) in (Union, UnionType):
        for choice in get_args(item):
            yield from columns_of(choice, prefix)


def _csv(items: _Items, columns: _Columns) -> bytes:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerows(_table(items, columns))
    return buffer.getvalue().encode()


def _tsv(items: _Items, columns: _Columns) -> bytes:
    lines = ([cell.translate(_TSV_ESCAPES) for cell in row] for row in _table(items, columns))
    return "".join("\t".join(line) + "\n" for line in lines).encode()


def _ndjson(items: _Items, _: _Columns) -> bytes:
    return b"".join(encode(item) + b"\n" for item in items)


def _table(items: _Items, columns: _Columns) -> Iterator[list[str]]:
    """Yield the names of the columns, then the rows; members of free names follow the columns that are declared."""
    flat = [dict(_flat(item)) for item in items]
    holders = {column[:place] for column in columns for place, sign in enumerate(column) if sign == "."}
    names = list(dict.fromkeys([*columns, *(name for row in flat for name in row if name not in holders)]))
    yield names
    for row in flat:
        yield [row.get(name, "") for name in names]


def _flat(item: Mapping[str, Any], prefix: str = "") -> Iterable[tuple[str, str]]:
    for name, value in item.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield prefix + name, _cell(value)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple):
        return _LIST_SEPARATOR.join(_cell(part.get("id") if isinstance(part, Mapping) else part) for part in value)
    return str(value)


#: Media type to writer.
TABLES: Mapping[str, Callable[[_Items, _Columns], bytes]] = {CSV: _csv, TSV: _tsv, NDJSON: _ndjson}
