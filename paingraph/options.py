"""What the commands share: options, settings, progress, and the version that they work on."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from paingraph.ontology.errors import UsageError

if TYPE_CHECKING:
    from paingraph.api.settings import Settings
    from paingraph.queries.store import Store
    from paingraph.queries.versions import Version

__all__ = [
    "CREDENTIALS",
    "DATA",
    "DOCUMENTS",
    "JOBS",
    "QUERIES",
    "STORE",
    "UPDATE",
    "current",
    "one_of",
    "opened",
    "progress",
    "settings_of",
]

DATA = click.option("--data", metavar="DIR", help="Folder that holds the built versions of the graph.")
DOCUMENTS = click.option("--documents", metavar="DIR", help="Folder with the documents, so that quotes are shown.")
QUERIES = click.option("--queries", metavar="DIR", help="Folder with named queries of your own (*.rq).")
JOBS = click.option(
    "--jobs", metavar="N", type=click.IntRange(min=1), help="Files read at the same time.  [as many as processors]"
)
STORE = click.option("--store", metavar="URL", help="SPARQL endpoint that holds the graph, instead of this machine.")
UPDATE = click.option("--store-update", metavar="URL", help="Where that store takes updates, if not where expected.")
CREDENTIALS = click.option("--store-credentials", metavar="FILE", help="File with USER:PASSWORD for that store.")


def one_of(*forms: str) -> Callable[[Any], Any]:
    """Return the option `--format`, with the first form as default."""
    return click.option("--format", "form", type=click.Choice(forms), default=forms[0], show_default=True)


def settings_of(**flags: str | None) -> Settings:
    """Return the settings from flags, environment and file."""
    from paingraph.api.settings import CONFIG_FILE, read_settings

    file = Path(CONFIG_FILE)
    return read_settings(flags, os.environ, file if file.exists() else None)


def current(settings: Settings) -> Version:
    """Return the version that the settings speak of, built first if need be."""
    from paingraph.build import ensure_built

    if settings.store:
        raise UsageError("This command works on a built version, not on a remote store; leave out --store.")
    return ensure_built(settings.data, settings.documents, progress)


@contextmanager
def opened(settings: Settings) -> Iterator[Store]:
    """Open the built version as a store, and close it."""
    from paingraph.queries.embedded import EmbeddedStore

    store = EmbeddedStore.open(current(settings).folder, workers=1)
    try:
        yield store
    finally:
        store.close()


def progress(message: str) -> None:
    """Say on standard error what is being done."""
    click.echo(f"… {message}", err=True)
