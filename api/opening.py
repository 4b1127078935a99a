"""Opening what is served: the store that the settings name, the clerks, and the application over them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paingraph.ontology.errors import PaingraphError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from paingraph.api.editions import Edition
    from paingraph.api.retractions import Retractions
    from paingraph.api.revisions import Revisions
    from paingraph.api.settings import Settings
    from paingraph.api.staff import Staff
    from paingraph.queries.store import Store

__all__ = ["open_edition"]


def open_edition(
    settings: Settings, version_folder: Path | None, revisions: Revisions | None, *, with_staff: bool
) -> Edition:
    """Open the store and make the application."""
    from paingraph.api.app import create_app
    from paingraph.api.editions import Edition
    from paingraph.api.sparql import Endpoint
    from paingraph.queries.cache import CachedStore
    from paingraph.queries.catalogue import Catalogue

    catalogue = Catalogue.with_folder(settings.queries)
    store, retractions = _store(settings, version_folder)
    updatable = revisions is not None
    try:
        staff = _staff(settings, store, updatable=updatable) if with_staff else None
    except PaingraphError:
        store.close()
        raise
    if settings.cache:
        store = CachedStore(store, settings.cache)
    app = create_app(settings, store, catalogue, retractions, revisions)

    def close() -> None:
        app.extensions["paingraph.annotator"].close()
        store.close()

    return Edition(app, Endpoint(settings, store, updatable=updatable), close, staff)


def _staff(settings: Settings, store: Store, *, updatable: bool) -> Staff | None:
    """Hire the clerks of a version, each with its share of the cache."""
    from paingraph.api import access_log
    from paingraph.api.staff import Staff
    from paingraph.queries.embedded import EmbeddedStore

    if not isinstance(store, EmbeddedStore):
        return None
    terms = {
        "version": store.version,
        "query_timeout": settings.query_timeout,
        "result_limit": settings.result_limit,
        "memory_limit": settings.memory_limit,
        "cache": settings.cache // (settings.workers + 1),
        "federated": bool(settings.service_allow),
        "updatable": updatable,
        "logs": access_log.are_wanted(),
    }
    return Staff(store.branch, terms, settings.workers)


def _store(settings: Settings, version_folder: Path | None) -> tuple[Store, Retractions]:
    """Open the store that the settings name, the folder's own if they name none; with what it has retracted."""
    from paingraph.api.retractions import Retractions

    if settings.store is not None:
        from paingraph.queries.credentials import Credentials
        from paingraph.queries.remote import RemoteStore

        credentials = Credentials.read(settings.store_credentials) if settings.store_credentials else None
        remote = RemoteStore.open(settings.store, credentials=credentials, workers=settings.workers)
        return remote, Retractions.of_records(remote.publication.retracted)
    if version_folder is None:
        raise UsageError("There is neither a built version nor a store (--store) to serve.")
    from paingraph.queries.embedded import EmbeddedStore

    store = EmbeddedStore.open(version_folder, workers=settings.workers, services=settings.service_allow)
    return store, Retractions.of_version(version_folder)
