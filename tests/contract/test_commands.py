"""The commands with --store, as a user gives them, on the native Oxigraph server."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask.testing import FlaskClient
from native_server import native_server
from ports import reserved_port
from running_server import RunningServer
from service_client import client_of

from paingraph.api.settings import Settings
from paingraph.cli import main
from paingraph.ontology.namespaces import document_graph
from paingraph.queries.embedded import EmbeddedStore
from paingraph.queries.remote import RemoteStore
from paingraph.queries.versions import Version, current_version, publish

from .conftest import Server
from .gate import gate

LOGIN = "curator:a word"


def run(*arguments: object) -> Result:
    """Give a command, in this process."""
    return CliRunner().invoke(main, [*map(str, arguments)])


def current(data: Path) -> Version:
    """The version that is published on this machine."""
    version = current_version(data)
    assert version is not None
    return version


def assert_complains(result: Result, code: int, *words: str) -> None:
    """It failed with sentences that hold the words."""
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output
    for word in words:
        assert word in result.stderr


@pytest.fixture
def data(small_version: Version, tmp_path: Path) -> Path:
    """A data folder with the small graph."""
    return shutil.copytree(small_version.folder.parents[1], tmp_path / "data", symlinks=True)


@pytest.fixture(scope="module")
def website(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of something else."""

    class Handler(SimpleHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            body = b"<!doctype html><title>Welcome</title>"
            self.send_response(200 if self.path == "/welcome" else 404)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        thread = threading.Thread(target=running.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()
        thread.join()


def test_what_is_published_is_loaded(oxigraph: Server, tmp_path: Path) -> None:
    """By build, add and retract, each of which says what it loaded, and what is gone."""
    data, leaflets = tmp_path / "data", tmp_path / "leaflets"
    leaflets.mkdir()
    (leaflets / "909-leaflet.txt").write_text("A nerve block relieves sciatica.\n", encoding="utf-8")
    (tmp_path / "910-leaflet.txt").write_text("A nerve block relieves migraine.\n", encoding="utf-8")
    given: dict[str, list[object]] = {
        "build": ["--documents", leaflets],
        "add": [tmp_path / "910-leaflet.txt"],
        "retract": ["910"],
    }
    for command, arguments in given.items():
        result = run(command, *arguments, "--data", data, "--store", oxigraph.url)
        assert result.exit_code == 0, result.output
        store = RemoteStore.open(oxigraph.url)
        assert store.version == current(data).digest
        assert f"{len(store.publication.graphs)} graphs, " in result.stdout
        assert (document_graph("910") in store.publication.graphs) == (command == "add")
    assert f"{document_graph('910')} removed" in result.stdout
    assert [record["id"] for record in store.publication.retracted] == ["910"]


@pytest.mark.parametrize(
    ("address", "code", "words"),
    [
        ("http://127.0.0.1:9/query", 1, "http://127.0.0.1:9/query cannot be reached"),
        ("WEBSITE/welcome", 1, "/welcome is no SPARQL endpoint"),
        ("WEBSITE/query", 1, "/query is no SPARQL endpoint, or does not take this (404)"),
        ("localhost:7878", 2, "--store must be the address of a SPARQL endpoint"),
    ],
    ids=["nobody there", "a page", "nothing there", "no address"],
)
@pytest.mark.parametrize("command", ["build", "add x.txt", "retract 001", "load", "serve"])
def test_a_wrong_address_costs_no_time(
    website: str, tmp_path: Path, command: str, address: str, code: int, words: str
) -> None:
    """It is told before anything is read or built."""
    url = address.replace("WEBSITE", website)
    assert_complains(run(*command.split(), "--data", tmp_path / "data", "--store", url), code, words)
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("credentials", [None, "curator:another word"], ids=["none", "wrong"])
def test_who_may_not_come_in_is_told_how(oxigraph: Server, data: Path, tmp_path: Path, credentials: str | None) -> None:
    """And with the right word comes in; neither is ever shown."""
    file = tmp_path / "credentials"
    file.touch(mode=0o600)
    with gate(oxigraph.url.removesuffix("/query"), login=LOGIN) as url:
        command = ["load", "--data", data, "--store", f"{url}/query"]
        file.write_text(credentials or LOGIN)
        refused = run(*command, *(["--store-credentials", file] if credentials else []))
        assert_complains(refused, 1, "does not let us in (401)", "--store-credentials FILE")
        assert "word" not in refused.output
        file.write_text(LOGIN)
        assert run(*command, "--store-credentials", file).exit_code == 0
        assert RemoteStore.open(oxigraph.url).version == current(data).digest


def test_updates_may_have_an_address_of_their_own(oxigraph: Server, data: Path) -> None:
    """One that takes none is found out before anything is loaded."""
    base = oxigraph.url.removesuffix("/query")
    command = ["load", "--data", data, "--store", oxigraph.url, "--store-update"]
    assert run(*command, f"{base}/update").exit_code == 0
    assert_complains(run(*command, f"{base}/nothing"), 1, "/nothing is no SPARQL endpoint", "--store-update")


@pytest.mark.parametrize("updates", [0, 3, 9])
def test_a_store_that_goes_away_keeps_the_old_version(oxigraph: Server, data: Path, updates: int) -> None:
    """Between any two graphs; the command says how to go on, and that mends it."""
    command = ["load", "--data", data, "--store"]
    assert run(*command, oxigraph.url).exit_code == 0
    old = current(data)
    more = b'<http://example.org/s> <http://example.org/p> "more" <http://example.org/g> .\n'
    graph = (old.folder / "graph.nq").read_bytes() + more
    publish(data, graph, b"", {}, lambda _: None)
    with gate(oxigraph.url.removesuffix("/query"), updates=updates) as url:
        broken = run(*command, f"{url}/query")
    assert_complains(broken, 1, "cannot be reached, or does not answer")
    assert ("`paingraph load --store" in broken.stderr) == (updates > 0)
    assert RemoteStore.open(oxigraph.url).version == old.digest
    assert run(*command, oxigraph.url).exit_code == 0
    assert RemoteStore.open(oxigraph.url).version == current(data).digest != old.digest


def test_load_wants_a_store_and_a_graph(oxigraph: Server, tmp_path: Path) -> None:
    """Each is named where it is missing."""
    assert_complains(run("load", "--data", tmp_path), 2, "--store URL")
    assert_complains(run("load", "--data", tmp_path, "--store", oxigraph.url), 2, "Nothing is built", "paingraph build")


def test_serve_wants_a_graph_in_the_store() -> None:
    """One that holds none is told how it gets one; no port is opened."""
    with native_server() as port:
        url = f"http://127.0.0.1:{port}/query"
        assert_complains(run("serve", "--store", url), 2, f"`paingraph build --store {url}`")


class Command(RunningServer):
    """`paingraph serve` in a process of its own."""

    def __init__(self, log: Path, *arguments: str) -> None:
        self.port, self.log = reserved_port(), log
        command = Path(sys.executable).with_name("paingraph")
        with log.open("wb") as stderr:
            self.process = subprocess.Popen(
                [command, "serve", "--port", str(self.port), *arguments], stdout=subprocess.PIPE, stderr=stderr
            )
        self._wait()


@pytest.fixture
def embedded(small_version: Version) -> Iterator[FlaskClient]:
    """A client of the service on the same graph, held in memory."""
    store = EmbeddedStore.open(small_version.folder, workers=1)
    with client_of(store, Settings()) as client:
        yield client
    store.close()


def test_serve_answers_from_the_store(oxigraph: Server, data: Path, embedded: FlaskClient, tmp_path: Path) -> None:
    """The same routes as on this machine, with the same answers; only changes are the store's own."""
    assert run("load", "--data", data, "--store", oxigraph.url).exit_code == 0
    server = Command(tmp_path / "log", "--store", oxigraph.url)
    try:
        for path, accept in (
            ("/sparql?query=SELECT+?p+(COUNT(*)+AS+?n)+{?s+?p+?o}+GROUP+BY+?p+ORDER+BY+?p", "text/csv"),
            ("/api/v1/stats", "application/json"),
            ("/api/v1/entities/sciatica", "application/json"),
            ("/api/v1/queries/procedures-for-condition?condition=herniated-disc", "application/json"),
            ("/api/v1/claims?subject=nerve-block", "application/json"),
            ("/api/v1/entities/nothing", "application/json"),
            ("/id/sciatica", "text/html"),
            ("/id/sciatica", "text/turtle"),
            ("/document/001", "text/html"),
            ("/ready", "application/json"),
        ):
            there, here = server.get(path, Accept=accept), embedded.get(path, headers={"Accept": accept})
            assert (there.status, there.headers["content-type"]) == (here.status_code, here.content_type), path
            assert there.body.decode() == here.text, path
        refused = server.ask("POST", "/update", "CLEAR ALL", {"Content-Type": "application/sparql-update"})
        assert refused.status == 403
        assert "store" in json.loads(refused.body)["detail"]
    finally:
        assert server.stop() == 0
