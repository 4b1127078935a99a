"""The store kept elsewhere that commands load what they publish into, where one is named."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from paingraph.ontology.english import counted
from paingraph.ontology.errors import PaingraphError
from paingraph.options import CREDENTIALS, STORE, UPDATE, progress

if TYPE_CHECKING:
    from paingraph.api.settings import Settings
    from paingraph.queries.credentials import Credentials
    from paingraph.queries.endpoint import Endpoint
    from paingraph.queries.versions import Version

__all__ = ["TARGET", "Target", "require_graph"]


def TARGET(command: Callable[..., Any]) -> Callable[..., Any]:  # noqa: N802 -- an option, as the others are
    """Give a command the options that name a store."""
    return STORE(UPDATE(CREDENTIALS(command)))


class Target:
    """Where versions go after they are published: to a store, or nowhere.

    It is reached before anything is built, so that a wrong address, or a user who may not write, costs no time.
    """

    def __init__(self, settings: Settings) -> None:
        self._data = settings.data
        self._url = settings.store
        self._endpoint: Endpoint | None = None
        if settings.store:
            from paingraph.queries.endpoint import Endpoint
            from paingraph.queries.remote_publication import require_writable

            self._endpoint = Endpoint.open(settings.store, settings.store_update, _credentials(settings))
            require_writable(self._endpoint)

    def load(self, version: Version | None) -> None:
        """Load a version, and say what was done and what was not promised."""
        if version is None:
            return
        if self._endpoint is None:
            self._note_servers()
            return
        from paingraph.queries.remote_publication import load

        try:
            loaded = load(self._endpoint, version, progress)
        except PaingraphError:
            click.echo(
                f"note: the version is published on this machine; `paingraph load --store {self._url}` loads it again.",
                err=True,
            )
            raise
        for graph in loaded.removed:
            click.echo(f"{graph} removed: the version has no such graph")
        graphs, triples = counted(loaded.graphs, "graph"), counted(loaded.triples, "triple")
        click.echo(f"{graphs}, {triples} loaded in {loaded.seconds:.1f} s: {self._url}")
        if self._endpoint.is_virtuoso:
            click.echo(
                "note: Virtuoso switches step by step; meanwhile readers saw old and new graphs mixed.", err=True
            )
        click.echo("note: a server of this store shows the new version after a restart; see docs/stores.md.", err=True)

    def _note_servers(self) -> None:
        from paingraph.queries.versions import is_older_read

        if is_older_read(self._data):
            click.echo(
                "note: a running server goes on with the version before; restart it to serve this one.", err=True
            )


def require_graph(settings: Settings) -> None:
    """Raise, with the address in the message, unless the store of the settings can be read and holds a graph."""
    from paingraph.queries.endpoint import Endpoint
    from paingraph.queries.remote import RemoteStore

    assert settings.store is not None  # asked before
    credentials = _credentials(settings)
    Endpoint.open(settings.store, settings.store_update, credentials)
    RemoteStore.open(settings.store, credentials=credentials).close()


def _credentials(settings: Settings) -> Credentials | None:
    from paingraph.queries.credentials import Credentials

    return Credentials.read(settings.store_credentials) if settings.store_credentials else None
