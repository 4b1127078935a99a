"""A remote store explains as the embedded one does, byte by byte."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import pytest
from native_server import native_server

from paingraph.queries.bounds import EVERYTHING
from paingraph.queries.endpoint import Endpoint
from paingraph.queries.proof_formats import ProofFormat, render, why_or_why_not
from paingraph.queries.remote import RemoteStore
from paingraph.queries.remote_publication import load
from paingraph.queries.store import Store
from paingraph.queries.versions import Version

#: Document, subject, relation, object, manner.
Said = tuple[str, str, str, str, str]

QUESTIONS = (
    ("anesthesiology", "canManage", "neuralgia"),
    ("trigeminal neuralgia", "subtypeOf", "neuralgia"),
    ("trigeminal neuralgia", "hasCandidateProcedure", "nerve block"),
    ("anesthesiology", "collaboratesWith", "chiropractic"),
    ("nerve block", "reliefDuration", "PT24H"),
    ("chiropractic", "canManage", "neuralgia"),
    ("facet joint", "relevantSpecialty", "chiropractic"),
    ("nerve block", "treats", "face pain"),
    ("neuralgia", "performs", "nerve block"),
)


@pytest.fixture(scope="module")
def remote(
    said: Sequence[Said],
    graph_of: Callable[[Sequence[Said]], bytes],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Store]:
    """The same world behind a SPARQL endpoint: the native server."""
    folder = tmp_path_factory.mktemp("version")
    (folder / "graph.nq").write_bytes(graph_of(said))
    with native_server() as port:
        url = f"http://127.0.0.1:{port}/query"
        load(Endpoint.open(url), Version(folder, {"digest": "0f"}), lambda _: None)
        store = RemoteStore.open(url)
        yield store
        store.close()


@pytest.mark.parametrize("format_", ProofFormat)
@pytest.mark.parametrize("question", QUESTIONS, ids="-".join)
def test_both_kinds_of_store_give_one_answer(
    world: Store, remote: Store, question: tuple[str, str, str], format_: ProofFormat
) -> None:
    """Why and why not, in every format."""
    answers = [render(why_or_why_not(store, *question), format_, EVERYTHING) for store in (world, remote)]
    assert answers[0] == answers[1]
