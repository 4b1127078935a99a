"""What a long reading says on standard error: how far it is, what cannot be read, and at the end how much that was."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator

import click

from paingraph.loader.batch import Outcome
from paingraph.ontology.english import counted

__all__ = ["Tally", "with_bar"]


def with_bar(outcomes: Iterator[Outcome], number: int) -> Iterator[Outcome]:
    """Pass on what is read of so many files, and show how many there are still to come."""
    if not number or not sys.stderr.isatty():
        yield from outcomes
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=number)
        for outcome in outcomes:
            bar.update(task, advance=1, description=outcome.path.name)
            yield outcome


class Tally:
    """Counts what was read and names what was not."""

    def __init__(self) -> None:
        self._read = 0
        self._causes: Counter[str] = Counter()

    def count(self, outcome: Outcome) -> None:
        """Count one file, and say what kept it from being read."""
        if outcome.problem:
            self._causes[outcome.cause] += 1
            click.echo(f"paingraph: {outcome.problem}", err=True)
        else:
            self._read += 1

    def conclude(self) -> None:
        """Say how many files were read and how many not, and for what; if any were not, the exit code is 1."""
        failed = self._causes.total()
        files = self._read + failed
        if failed > 1:
            for cause, number in self._causes.most_common():
                click.echo(f"paingraph: {number} × {cause}", err=True)
        if failed:
            click.echo(f"paingraph: {failed} of {counted(files, 'file')} could not be read.", err=True)
            raise SystemExit(1)
        if files > 1:
            click.echo(f"{counted(files, 'file')} read", err=True)
