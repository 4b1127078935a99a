"""The bench: one graph, one mix, several servers, in interleaved rounds, driven over HTTP by wrk with keep-alive.

    python bench/run.py --triples 20000 --rounds 3 --seconds 2

Prints for each server load time, memory and disk; for each kind of query the median over the rounds of throughput,
p50 and p95, and the ratio of each to that of the native server in memory; and the same for the weighted mix. Processor
time of a request, of all processes of a server, is what other work on the machine disturbs least. Before anything is
timed, all servers must give the same number of rows. rdflib-endpoint is found through BENCH_RDFLIB_ENDPOINT.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import subprocess
import urllib.parse
import urllib.request
from collections import defaultdict
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from tempfile import NamedTemporaryFile, gettempdir

from graphs import Shape, write
from mix import MIX, Kind, texts
from running import Server
from servers import SERVERS, available

#: Requests of a kind before the parameters come again; far more than a cache of plans would need to show itself.
VARIETY = 400
#: The server that the others are compared with.
BASE = "oxigraph, memory"
LUA = Path(__file__).with_name("load.lua")
ACCEPT = "application/sparql-results+json, text/turtle"


@dataclass(frozen=True, slots=True)
class Measure:
    """One run of the load tool."""

    per_second: float
    p50_ms: float
    p95_ms: float
    cpu_us: float
    failed: int


def main() -> None:
    """Read the command line, and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--triples", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=2)
    parser.add_argument("--connections", type=int, default=8)
    parser.add_argument("--servers", nargs="+", choices=SERVERS, default=[name for name in SERVERS if available(name)])
    parser.add_argument("--json", type=Path, help="write all figures there, too")
    options = parser.parse_args()
    data = Path(gettempdir()) / f"paingraph-bench-{options.triples}"
    write(options.triples, data)
    shape = Shape.of(options.triples)
    questions = {kind.name: list(islice(texts(kind, shape), VARIETY)) for kind in MIX}
    questions["weighted mix"] = _mixed(questions)
    with ExitStack() as stack:
        servers = [stack.enter_context(SERVERS[name](data)) for name in options.servers]
        _require_agreement(servers, questions)
        figures = _measure(servers, questions, options.rounds, options.seconds, options.connections)
        _print_servers(servers, options.triples)
    _print_figures(figures, [server.name for server in servers])
    if options.json:
        options.json.write_text(json.dumps(figures, default=asdict, indent=1), encoding="utf-8")


def _mixed(questions: dict[str, list[str]]) -> list[str]:
    """Draw from all kinds by their weights."""
    chance = random.Random(1)
    kinds = chance.choices(MIX, [kind.weight for kind in MIX], k=10 * VARIETY)
    return [chance.choice(questions[kind.name]) for kind in kinds]


def _require_agreement(servers: Sequence[Server], questions: dict[str, list[str]]) -> None:
    for kind in MIX:
        for query in questions[kind.name][:5]:
            counts = {server.name: _count(server, kind, query) for server in servers}
            if len(set(counts.values())) > 1:
                print(f"note: '{kind.name}' differs: {counts}\n  {query}")


def _count(server: Server, kind: Kind, query: str) -> int:
    accept = "application/n-triples" if kind.is_graph else "application/sparql-results+json"
    request = urllib.request.Request(_url(server, query), headers={"Accept": accept})
    with urllib.request.urlopen(request) as response:
        body = response.read()
    return len(set(body.splitlines())) if kind.is_graph else len(json.loads(body)["results"]["bindings"])


def _url(server: Server, query: str) -> str:
    return f"{server.url}?{urllib.parse.urlencode({'query': query})}"


def _target(server: Server, query: str) -> str:
    return urllib.parse.urlsplit(_url(server, query))._replace(scheme="", netloc="").geturl()


def _measure(
    servers: Sequence[Server], questions: dict[str, list[str]], rounds: int, seconds: int, connections: int
) -> dict[str, dict[str, list[Measure]]]:
    figures: dict[str, dict[str, list[Measure]]] = defaultdict(lambda: defaultdict(list))
    for _ in range(rounds):
        for name, queries in questions.items():
            for server in servers:
                figures[name][server.name].append(_drive(server, queries, seconds, connections))
    return figures


def _drive(server: Server, queries: Sequence[str], seconds: int, connections: int) -> Measure:
    with NamedTemporaryFile("w", suffix=".txt") as file:
        file.writelines(_target(server, query) + "\n" for query in queries)
        file.flush()
        command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "30s", "-s", str(LUA), server.url]
        environment = {**os.environ, "BENCH_REQUESTS": file.name, "BENCH_ACCEPT": ACCEPT}
        before = server.cpu_seconds()
        output = subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout
        spent = server.cpu_seconds() - before
    [line] = [line for line in output.splitlines() if line.startswith("BENCH ")]
    requests, microseconds, failed, p50, p95 = map(int, line.split()[1:])
    return Measure(requests / microseconds * 1e6, p50 / 1e3, p95 / 1e3, spent / max(requests, 1) * 1e6, failed)


def _print_servers(servers: Sequence[Server], triples: int) -> None:
    print(f"\n{triples:,} triples\n{'server':<20}{'ready after s':>14}{'memory MB':>12}{'disk MB':>10}")
    for server in servers:
        memory, disk = server.memory_bytes() / 1e6, server.disk_bytes / 1e6
        print(f"{server.name:<20}{server.load_seconds:>14.2f}{memory:>12.0f}{disk:>10.0f}")


def _print_figures(figures: dict[str, dict[str, list[Measure]]], names: Sequence[str]) -> None:
    for label, take in (
        ("requests a second", lambda measure: measure.per_second),
        ("p50 ms", lambda measure: measure.p50_ms),
        ("p95 ms", lambda measure: measure.p95_ms),
        ("CPU microseconds a request", lambda measure: measure.cpu_us),
    ):
        print(f"\n{label:<30}" + "".join(f"{name:>20}" for name in names))
        for kind, of_servers in figures.items():
            medians = {name: statistics.median(map(take, of_servers[name])) for name in names}
            base = medians[BASE] if BASE in medians else medians[names[0]]
            cells = [f"{median:>12,.2f} ({median / base if base else 0:>5.2f})" for median in medians.values()]
            failed = sum(measure.failed for measures in of_servers.values() for measure in measures)
            print(f"{kind:<30}" + "".join(cells) + (f"   {failed} failed" if failed else ""))


if __name__ == "__main__":
    main()
