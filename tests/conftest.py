"""Fixtures that more than one module uses: two published versions, a store on each, and clients of the application.

One version is of a small graph (see small_graph.py), for answers that a reader can check; the other is what is shipped.
Each is made once, so a test that changes one takes a copy of its folder.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from service_client import client_of
from small_graph import CLAIMS, small_graph

from paingraph.api.settings import Settings
from paingraph.build import build
from paingraph.loader.lexicon import Lexicon
from paingraph.ontology.library import load_library
from paingraph.ontology.nquads import canonical_bytes
from paingraph.queries.embedded import EmbeddedStore
from paingraph.queries.store import Store
from paingraph.queries.versions import Version, publish

#: What the shipped corpus was read from lies beside the repository.
SOURCES = Path(__file__).parents[2] / "shared" / "documents"


@pytest.fixture(scope="session")
def documents() -> Path:
    """The folder of the source documents, which is no part of the repository; in CI it must be there."""
    if not SOURCES.is_dir():
        if os.environ.get("CI"):
            pytest.fail("the source documents are not there")
        pytest.skip("the source documents are not there")
    return SOURCES


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    """The names of the shipped vocabulary."""
    return Lexicon.of(load_library())


@pytest.fixture(scope="session")
def small_version(tmp_path_factory: pytest.TempPathFactory) -> Version:
    """A published version of the small graph."""
    folder, claims = tmp_path_factory.mktemp("data"), "".join(f"{claim.to_line()}\n" for claim in CLAIMS)
    return publish(folder, canonical_bytes(small_graph()), claims.encode(), {"counts": {}}, lambda _: None)


@pytest.fixture(scope="session")
def store(small_version: Version) -> Iterator[Store]:
    """A store on the small graph."""
    store = EmbeddedStore.open(small_version.folder)
    yield store
    store.close()


@pytest.fixture(scope="session")
def client(store: Store) -> Iterator[FlaskClient]:
    """A client of the whole service on the small graph."""
    with client_of(store, Settings()) as client:
        yield client


@pytest.fixture(scope="session")
def shipped_version(tmp_path_factory: pytest.TempPathFactory) -> Version:
    """The version that the shipped corpus makes."""
    return build(tmp_path_factory.mktemp("shipped")).version


@pytest.fixture(scope="session")
def read_version(documents: Path, tmp_path_factory: pytest.TempPathFactory) -> Version:
    """The version that the source documents make, read anew."""
    return build(tmp_path_factory.mktemp("read"), documents).version


@pytest.fixture(scope="session")
def shipped_store(shipped_version: Version) -> Iterator[EmbeddedStore]:
    """A store on the graph of the shipped corpus."""
    store = EmbeddedStore.open(shipped_version.folder, workers=1)
    yield store
    store.close()


@pytest.fixture(scope="session")
def shipped_client(shipped_store: EmbeddedStore) -> Iterator[FlaskClient]:
    """A client of the whole service on the graph of the shipped corpus."""
    with client_of(shipped_store, Settings()) as client:
        yield client
