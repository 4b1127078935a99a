"""Workers: they die of hostile queries, are replaced, and leave nothing behind."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from paingraph.ontology.errors import (
    BusyError,
    PaingraphError,
    QueryRefusedError,
    QuerySyntaxError,
    ServiceError,
    TimeLimitError,
    TooLargeError,
)
from paingraph.queries.embedded import EmbeddedStore
from paingraph.queries.formats import SOLUTIONS, Format
from paingraph.queries.store import Limits

SAMPLE = Path(__file__).parent / "data" / "sample.nq"

#: It would run for hours.
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
#: Each step doubles a text.
DOUBLING = " ".join(f"BIND(CONCAT(?t{i}, ?t{i}) AS ?t{i + 1})" for i in range(34))

Opener = Callable[..., EmbeddedStore]

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are watched through /proc and pidfd")


@pytest.fixture(scope="module")
def version_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published version that holds the sample graph."""
    folder = tmp_path_factory.mktemp("version")
    (folder / "graph.nq").write_bytes(SAMPLE.read_bytes())
    (folder / "manifest.json").write_text(json.dumps({"digest": "5a3b1e"}), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def store(version_folder: Path) -> Iterator[EmbeddedStore]:
    """One worker, and patience enough to wait for its successor."""
    store = EmbeddedStore.open(version_folder, workers=1, patience=30)
    yield store
    store.close()


def descendants(process: int) -> set[int]:
    """Return the processes below one; threads and processes that end meanwhile do not matter."""
    try:
        return {child.pid for child in psutil.Process(process).children(recursive=True)}
    except psutil.NoSuchProcess:
        return set()


def wait_for_end(process: int) -> None:
    """Return when a process has ended; fail if it lives on."""
    try:
        descriptor = os.pidfd_open(process)
    except ProcessLookupError:
        return
    ended, _, _ = select.select([descriptor], [], [], 120)
    os.close(descriptor)
    assert ended, f"process {process} is still there"


def still_answers(store: EmbeddedStore) -> bool:
    """Ask the simplest query."""
    return store.evaluate("ASK {}", [Format.TSV]).body == b"true"


def ask_until_refused(store: EmbeddedStore) -> None:
    """Ask on and on, until another thread has taken the worker."""
    while store.evaluate("ASK {}", SOLUTIONS):
        pass


def test_a_query_past_its_time_is_ended_and_told_the_limit(store: EmbeddedStore) -> None:
    """The worker dies, its successor answers."""
    with pytest.raises(TimeLimitError) as caught:
        store.evaluate(ENDLESS, SOLUTIONS, limits=Limits(seconds=0.2))
    assert caught.value.details["limit"] == "seconds"
    assert caught.value.details["value"] == 0.2
    assert "the limit of 0.2 seconds and" in caught.value.message
    assert Limits(seconds=1).duration == "1 second"
    assert still_answers(store)


@pytest.mark.parametrize(
    "query",
    [
        f"ASK {{ FILTER({'!' * 20_000}true) }}",
        f"ASK {{ FILTER(true{' || true' * 20_000}) }}",
        f"ASK {{ FILTER(1{' + 1' * 20_000} > 0) }}",
        f"ASK {{ {{}}{' UNION {}' * 20_000} }}",
    ],
    ids=["not", "or", "plus", "union"],
)
def test_a_query_that_overflows_the_stack_is_an_answered_request(store: EmbeddedStore, query: str) -> None:
    """The parser recurses; only a worker may die of it."""
    with pytest.raises(QueryRefusedError, match="nests too deep, or needs more memory"):
        store.evaluate(query, SOLUTIONS)
    assert still_answers(store)


def test_a_query_that_takes_too_much_memory_is_an_answered_request(store: EmbeddedStore) -> None:
    """The engine aborts when memory ends."""
    query = f"SELECT (STRLEN(?t34) AS ?n) {{ BIND('x' AS ?t0) {DOUBLING} }}"
    with pytest.raises(QueryRefusedError) as caught:
        store.evaluate(query, SOLUTIONS, limits=Limits(memory_bytes=200_000_000))
    assert caught.value.details == {"limit": "memory_bytes", "value": 200_000_000}
    assert still_answers(store)


def test_an_answer_past_its_size_is_told_the_limit(store: EmbeddedStore) -> None:
    """The worker lives on."""
    before = descendants(os.getpid())
    with pytest.raises(TooLargeError):
        store.evaluate("SELECT * { ?a ?b ?c . ?d ?e ?f }", SOLUTIONS, limits=Limits(result_bytes=100_000))
    assert still_answers(store)
    assert descendants(os.getpid()) == before


def test_a_large_answer_arrives_whole(store: EmbeddedStore) -> None:
    """Through a socket whose buffer is far smaller."""
    answer = store.evaluate("SELECT * { ?a ?b ?c } ", [Format.TSV])
    product = store.evaluate("SELECT * { ?a ?b ?c . { SELECT * { ?d ?e ?f } LIMIT 50 } }", [Format.TSV])
    assert product.count == 50 * answer.count == product.body.count(b"\n") - 1


@pytest.mark.parametrize(
    ("query", "error"),
    [
        ("SELECT * { ?s ?p }", QuerySyntaxError),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", QueryRefusedError),
        ("INSERT DATA { <a:a> <a:a> <a:a> }", QueryRefusedError),
        ("ASK { ?s ?p '\ud800' }", PaingraphError),
        ("\x00", QuerySyntaxError),
        ("#" * 2_000_000, TooLargeError),
    ],
)
def test_errors_keep_their_class_on_the_way_from_the_worker(
    store: EmbeddedStore, query: str, error: type[PaingraphError]
) -> None:
    """A refused query costs no worker."""
    before = descendants(os.getpid())
    with pytest.raises(error):
        store.evaluate(query, SOLUTIONS)
    assert still_answers(store)
    assert descendants(os.getpid()) == before


def test_who_finds_all_workers_taken_is_told_to_come_back(version_folder: Path) -> None:
    """And closing ends the query that took the last one."""
    store = EmbeddedStore.open(version_folder, workers=1, patience=0)
    outcome: list[Exception] = []

    def occupy() -> None:
        while not outcome:
            try:
                store.evaluate(ENDLESS, SOLUTIONS)
            except BusyError:  # the other thread was quicker, and will be done at once
                continue
            except PaingraphError as error:
                outcome.append(error)

    thread = threading.Thread(target=occupy)
    thread.start()
    with pytest.raises(BusyError) as caught:
        ask_until_refused(store)
    assert caught.value.details["retry_after"] == 1
    store.close()
    thread.join()
    assert [type(error) for error in outcome] == [ServiceError]
    with pytest.raises(ServiceError):
        store.evaluate("ASK {}", SOLUTIONS)
    assert not store.ready()


def test_closing_leaves_no_process(version_folder: Path) -> None:
    """Neither running nor waiting to be reaped."""
    before = descendants(os.getpid())
    store = EmbeddedStore.open(version_folder, workers=3, patience=30)
    assert still_answers(store)
    assert len(descendants(os.getpid()) - before) >= 2
    store.close()
    assert not descendants(os.getpid()) - before


def test_a_nursery_that_dies_is_started_again(version_folder: Path) -> None:
    """Its workers die with it, and no query is blamed for that."""
    before = descendants(os.getpid())
    store = EmbeddedStore.open(version_folder, workers=1, patience=30)
    assert still_answers(store)
    own = descendants(os.getpid()) - before
    for process in own:
        os.kill(process, signal.SIGKILL)
    for process in own:
        wait_for_end(process)
    assert still_answers(store)
    store.close()
    assert not descendants(os.getpid()) - before


def test_the_death_of_the_server_takes_its_workers_along(version_folder: Path) -> None:
    """Even while they evaluate, and even if it is killed."""
    server = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys, threading, pathlib\n"
            "from paingraph.queries.embedded import EmbeddedStore\n"
            "from paingraph.queries.formats import SOLUTIONS\n"
            "store = EmbeddedStore.open(pathlib.Path(sys.argv[1]), workers=2, patience=30)\n"
            "for query in sys.argv[2:]: threading.Thread(target=store.evaluate, args=(query, SOLUTIONS)).start()\n"
            "store.evaluate('ASK {}', SOLUTIONS); print('ready', flush=True)\n",
            str(version_folder),
            ENDLESS,
        ],
        stdout=subprocess.PIPE,
    )
    with server:
        assert server.stdout is not None
        assert server.stdout.readline() == b"ready\n"
        processes = descendants(server.pid)
        assert len(processes) == 3
        server.kill()
    for process in processes:
        wait_for_end(process)


def test_a_worker_stands_behind_its_walls(version_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seen from outside: no core dumps, no files, a system call filter, nothing of our environment."""
    before = descendants(os.getpid())
    monkeypatch.setenv("PAINGRAPH_TEST", "known to the server alone")
    store = EmbeddedStore.open(version_folder, workers=1)
    [nursery] = [process for process in descendants(os.getpid()) - before if descendants(process)]
    [worker] = descendants(nursery)
    limits = Path(f"/proc/{worker}/limits").read_text()
    status = Path(f"/proc/{worker}/status").read_text()
    for limit in ("Max core file size", "Max file size", "Max open files"):
        assert f"{limit:<26}0" in limits
    assert "NoNewPrivs:\t1" in status
    assert "Seccomp:\t2" in status
    assert b"PAINGRAPH_TEST" not in Path(f"/proc/{worker}/environ").read_bytes()
    assert {os.readlink(f"/proc/{worker}/fd/{stream}") for stream in (0, 1, 2)} == {"/dev/null"}
    store.close()
