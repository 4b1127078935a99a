"""The bench of the JSON API: an entity answer beside an empty Flask route, on one server, driven by wrk.

    python bench/api.py --data DIR [--entity herniated-disc] [--rounds 5] [--seconds 2]

Starts the server on the current version of DIR, with two more routes: `/empty` in the same application (it carries the
same headers), and `/bare` in a Flask application of its own that does nothing else. In interleaved rounds wrk asks for
both, for the entity with no validator (nothing of ours keeps an answer), and for the entity with If-None-Match. Prints
the median p50 of each over the rounds and its ratio to both routes, and fails if a ratio to `/empty` is over its limit.
"""

from __future__ import annotations

import argparse
import re
import socket
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import Flask

from paingraph.api.app import create_app
from paingraph.api.gateway import Gateway
from paingraph.api.server import run
from paingraph.api.settings import Settings
from paingraph.api.sparql import Endpoint
from paingraph.queries.embedded import EmbeddedStore

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication

#: The most that an answer may take, as a multiple of the empty route.
LIMITS = {"entity": 3.0, "entity, If-None-Match": 1.5}
_P50 = re.compile(r"^\s*50%\s+([0-9.]+)(us|ms|s)$", re.MULTILINE)
_MILLISECONDS = {"us": 0.001, "ms": 1.0, "s": 1000.0}


def main() -> None:
    """Read the command line, and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--entity", default="herniated-disc")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=2)
    parser.add_argument("--connections", type=int, default=1)
    parser.add_argument("--serve", type=int, metavar="PORT", help="only serve, on this port")
    options = parser.parse_args()
    folder = (options.data / "current").resolve()
    if options.serve:
        settings = Settings(port=options.serve, log_level="warning")
        run(settings, partial(_load, settings, folder))
        return
    port = _free_port()
    server = subprocess.Popen(
        [sys.executable, __file__, "--data", str(options.data), "--serve", str(port)], stdout=subprocess.DEVNULL
    )
    try:
        _wait(server, f"http://127.0.0.1:{port}/ready")
        failed = _measure(options, f"http://127.0.0.1:{port}")
    finally:
        server.terminate()
        server.wait(30)
    raise SystemExit(failed)


def _load(settings: Settings, folder: Path) -> Gateway:
    """Make the application with the two routes that do nothing."""
    store = EmbeddedStore.open(folder, workers=1)
    app, bare = create_app(settings, store), Flask("bare")
    app.add_url_rule("/empty", "empty", str)
    bare.add_url_rule("/bare", "bare", str)
    return Gateway(_either(app, bare), Endpoint(settings, store), settings.body_limit)


def _either(app: WSGIApplication, bare: WSGIApplication) -> WSGIApplication:
    def chosen(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        return (bare if environ["PATH_INFO"] == "/bare" else app)(environ, start_response)

    return chosen


def _measure(options: argparse.Namespace, server: str) -> int:
    entity = f"{server}/api/v1/entities/{options.entity}"
    with urllib.request.urlopen(entity) as answer:
        tag, size = answer.headers["ETag"], len(answer.read())
    ask = partial(_p50, connections=options.connections, seconds=options.seconds)
    asked: dict[str, Callable[[], float]] = {
        "bare": partial(ask, f"{server}/bare"),
        "empty": partial(ask, f"{server}/empty"),
        "entity": partial(ask, entity),
        "entity, If-None-Match": partial(ask, entity, header=f"If-None-Match: {tag}"),
    }
    found: dict[str, list[float]] = {name: [] for name in asked}
    for _ in range(options.rounds):
        for name, measure in asked.items():
            found[name].append(measure())
    p50 = {name: statistics.median(times) for name, times in found.items()}
    print(f"entity {options.entity}, {size:,} bytes; {options.connections} connection(s), {options.rounds} rounds")
    print(f"{'':24}{'p50 ms':>8}{'/ empty':>9}{'/ bare':>9}{'limit':>8}")
    for name, milliseconds in p50.items():
        ratios = f"{milliseconds / p50['empty']:>9.2f}{milliseconds / p50['bare']:>9.2f}"
        print(f"{name:24}{milliseconds:>8.3f}{ratios}{LIMITS.get(name, ''):>8}")
    missed = [name for name, limit in LIMITS.items() if p50[name] > limit * p50["empty"]]
    print("missed: " + ", ".join(missed) if missed else "every ratio is within its limit")
    return len(missed)


def _p50(url: str, connections: int, seconds: int, header: str = "Accept: application/json") -> float:
    """Return the median latency in milliseconds; an answer that is none stops the bench."""
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "-H", header, url]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = _P50.search(told)
    if found is None or "Non-2xx" in told or "Socket errors" in told:
        raise SystemExit(f"{url} did not answer as it should:\n{told}")
    return float(found[1]) * _MILLISECONDS[found[2]]


def _wait(server: subprocess.Popen[bytes], url: str) -> None:
    while server.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=1):
                return
        except (OSError, urllib.error.URLError):
            time.sleep(0.1)
    raise SystemExit("The server ended before it was ready.")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    main()
