"""Lists as tables: CSV (RFC 4180), TSV, and one JSON object a line, from the same items as the JSON answer."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

__all__ = ["CSV", "NDJSON", "TABLES", "TSV"]

CSV = "text/csv"
TSV = "text/tab-separated-values"
NDJSON = "application/x-ndjson"

#: What parts the members of a list that stand in one cell.
_LIST_SEPARATOR = "|"
_TSV_ESCAPES = str.maketrans({"\t": " ", "\n": " ", "\r": " "})

_Items = Sequence[Mapping[str, Any]]


def _csv(items: _Items) -> bytes:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    columns, rows = _table(items)
    writer.writerow(columns)
    writer.writerows(rows)
    return buffer.getvalue().encode()


def _tsv(items: _Items) -> bytes:
    columns, rows = _table(items)
    lines = [columns, *([cell.translate(_TSV_ESCAPES) for cell in row] for row in rows)]
    return "".join("\t".join(line) + "\n" for line in lines).encode()


def _ndjson(items: _Items) -> bytes:
    return "".join(json.dumps(item, ensure_ascii=False, separators=(",", ":")) + "\n" for item in items).encode()


def _table(items: _Items) -> tuple[list[str], list[list[str]]]:
    flat = [dict(_flat(item)) for item in items]
    columns = list(dict.fromkeys(name for row in flat for name in row))
    return columns, [[row.get(column, "") for column in columns] for row in flat]


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
TABLES: Mapping[str, Callable[[_Items], bytes]] = {CSV: _csv, TSV: _tsv, NDJSON: _ndjson}
