"""The shipped queries, asked by name, and their rows as a reader writes them down."""

from __future__ import annotations

import json
import re
from pathlib import Path

from paingraph.queries.catalogue import Catalogue
from paingraph.queries.embedded import EmbeddedStore
from paingraph.queries.store import Row, Term

__all__ = ["QUERIES", "ask", "opened", "slugs"]

QUERIES = list(Catalogue.shipped())


def opened(folder: Path, lines: bytes) -> EmbeddedStore:
    """Open a store on a version of these lines."""
    (folder / "graph.nq").write_bytes(lines)
    (folder / "manifest.json").write_text(json.dumps({"digest": "5a3b1e"}), encoding="utf-8")
    return EmbeddedStore.open(folder, workers=1)


def ask(store: EmbeddedStore, name: str, **values: str) -> list[Row]:
    """Answer a named query."""
    return Catalogue.shipped()[name].rows(store, values)


def slugs(rows: list[Row], *columns: str) -> list[tuple[str, ...]]:
    """Return some columns: the last segments of IRIs, the texts of literals, and nothing for what is unbound."""
    return [tuple(_slug(row[column]) if column in row else "" for column in columns) for row in rows]


def _slug(term: Term) -> str:
    return re.split("[/#]", term.value)[-1] if term.type == "uri" else term.value
