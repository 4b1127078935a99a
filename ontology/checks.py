"""What a check is: a name, a severity, a sentence of advice, and a function that finds the places at fault.

Each module of checks lists its own with the decorator; `quality.py` runs them all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from paingraph.ontology.facts import Facts
from paingraph.ontology.findings import Finding, Severity, short

__all__ = ["Check", "Place", "Register"]


class Place(NamedTuple):
    """Where a check found its fault; `note` is what the advice needs to say beyond node, predicate and value."""

    node: str
    predicate: str = ""
    value: str = ""
    note: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """A check of the quality report.

    `title` says what is wrong where it finds something; `advice` what to do about it, with {node}, {property}, {value}
    and {note} for those of the place.
    """

    name: str
    severity: Severity
    title: str
    advice: str
    places: Callable[[Facts], Iterator[Place]]

    def run(self, facts: Facts) -> Iterator[Finding]:
        """Yield a finding for each place."""
        for place in self.places(facts):
            names = {"node": short(place.node), "property": short(place.predicate), "value": short(place.value)}
            yield Finding(
                severity=self.severity,
                check=self.name,
                node=place.node,
                predicate=place.predicate,
                value=place.value,
                document=place.document or facts.document(place.node),
                advice=self.advice.format(**names, note=place.note),
            )


class Register:
    """The checks of one module, in the order in which they stand there."""

    def __init__(self) -> None:
        self.checks: list[Check] = []

    def __call__(
        self, name: str, severity: Severity, title: str, advice: str
    ) -> Callable[[Callable[[Facts], Iterator[Place]]], Callable[[Facts], Iterator[Place]]]:
        """Return a decorator that lists a function as the check of that name."""

        def listed(places: Callable[[Facts], Iterator[Place]]) -> Callable[[Facts], Iterator[Place]]:
            self.checks.append(Check(name, severity, title, advice, places))
            return places

        return listed
