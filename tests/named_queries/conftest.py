"""The sample graph, on which every answer can be counted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from asking import opened

from paingraph.queries.embedded import EmbeddedStore

SAMPLE = Path(__file__).parents[1] / "data" / "sample.nq"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedStore]:
    """The sample graph: two small documents of ours, of which every claim is known."""
    store = opened(tmp_path_factory.mktemp("sample"), SAMPLE.read_bytes())
    yield store
    store.close()
