"""The public terminologies that concepts are mapped to: names, licences, and what their terms can stand for."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

__all__ = ["Terminology", "terminologies"]


@dataclass(frozen=True, slots=True)
class Terminology:
    """A terminology: its name, its licence, what its terms can stand for (any kind if empty), where to ask for one."""

    prefix: str
    name: str
    licence: str
    kinds: frozenset[str]
    requests: str


@cache
def terminologies() -> Mapping[str, Terminology]:
    """Return the terminologies by prefix."""
    content = (files("paingraph.ontology") / "mappings" / "sources.tsv").read_text(encoding="utf-8")
    return {
        row["prefix"]: Terminology(
            row["prefix"],
            row["name"],
            row["licence"],
            frozenset(filter(None, row["kinds"].split("|"))),
            row["requests"],
        )
        for row in csv.DictReader(content.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    }
