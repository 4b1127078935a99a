"""The closure with its proofs: beside an OWL RL engine on the shipped graph, and as a graph grows.

    python bench/closure.py --data DIR --rounds 3 --sizes 10000 100000 1000000

Without `--data` the shipped corpus is built into a temporary folder. Before anything is timed, both engines must
conclude the same edges. Each size and shape is measured in a process of its own.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import owlrl
from rdflib import OWL, RDF, RDFS, Graph, URIRef
from worlds import SHAPES, World, generated, read

from paingraph.build import ensure_built
from paingraph.ontology.closure import Closure, Edge, close
from paingraph.ontology.compilation import compile_rules
from paingraph.ontology.library import ontology_ntriples
from paingraph.ontology.namespaces import PG, PGID

#: Classes that chains ask for; OWL RL has no owl:hasSelf, so its engine is given the edges that this would yield.
GUARDS = sorted({guard.kind for rule in compile_rules() for guard in rule.guards})
#: Relations of which a thing's edge to itself says nothing, and is left out by us.
APART = {PG + rule.conclusion.relation for rule in compile_rules() if rule.apart}


@dataclass(frozen=True, slots=True)
class Growth:
    """The closure of one generated graph."""

    shape: str
    edges: int
    conclusions: int
    derivations: int
    lines: int
    close_seconds: float
    write_seconds: float
    cpu_seconds: float
    before_mb: float
    closed_mb: float
    peak_mb: float


def main() -> None:
    """Read the command line, and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="data folder of `paingraph build`")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--sizes", type=int, nargs="*", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--shapes", nargs="+", choices=SHAPES, default=SHAPES)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--one", action="store_true", help="measure one size and shape in this process, as JSON")
    options = parser.parse_args()
    with ExitStack() as stack:
        data = options.data or Path(stack.enter_context(TemporaryDirectory()))
        world = read(ensure_built(data).folder / "graph.nq")
        if options.one:
            print(json.dumps(asdict(grow(world, options.sizes[0], options.shapes[0], options.seed))))
            return
        compare(world, options.rounds)
        print(
            f"\n{'shape':<6}{'edges':>10}{'concluded':>11}{'derivations':>12}{'lines':>12}{'close s':>9}{'write s':>9}"
            f"{'CPU s':>8}{'µs/edge':>9}{'µs/deriv.':>10}{'input MB':>10}{'closed MB':>10}{'peak MB':>9}{'B/deriv.':>9}"
        )
        for shape in options.shapes:
            for size in options.sizes:
                print_growth(_alone(data, size, shape, options.seed))


# --- the shipped graph -----------------------------------------------------------------------------------------------


def compare(world: World, rounds: int) -> None:
    """Print how long both engines take for the same conclusions, in alternating rounds."""
    ours, theirs = _ours(world), _theirs(world)
    mine, other = set(world.edges) | set(ours.proofs()), _edges(theirs)
    if mine != other:
        raise SystemExit(f"The engines disagree on {len(mine ^ other)} edges, such as {sorted(mine ^ other)[:3]}.")
    derivations = sum(len(rows) for rows in ours.applications.values())
    print(
        f"shipped graph: {len(world.edges):,} edges given, {len(mine - set(world.edges)):,} new ones concluded "
        f"by both, {derivations:,} derivations kept by ours and none by owlrl"
    )
    runs: dict[str, list[float]] = {"close": [], "close and write": [], "owlrl": []}
    for _ in range(rounds):
        runs["close"].append(_timed(lambda: _ours(world)))
        runs["close and write"].append(_timed(lambda: sum(1 for _ in _ours(world).quads())))
        graph = _rdf(world)
        runs["owlrl"].append(_timed(lambda graph=graph: _expand(graph)))  # type: ignore[misc]
    theirs_median = statistics.median(runs["owlrl"])
    for name, seconds in runs.items():
        median = statistics.median(seconds)
        print(f"{name:<18}{median:>9.4f} s  (least {min(seconds):.4f}, most {max(seconds):.4f})"
              f"{theirs_median / median:>10.1f} times as fast as owlrl")  # fmt: skip


def _ours(world: World) -> Closure:
    return close(world.edges, world.classes)


def _theirs(world: World) -> Graph:
    graph = _rdf(world)
    _expand(graph)
    return graph


def _rdf(world: World) -> Graph:
    """Return the same edges with the axioms between relations: no annotation, domain, range or class axiom."""
    graph, whole = Graph(), Graph().parse(data="\n".join(ontology_ntriples()), format="nt")
    for predicate in (OWL.inverseOf, RDFS.subPropertyOf, OWL.propertyChainAxiom, RDF.first, RDF.rest):
        for triple in whole.triples((None, predicate, None)):
            graph.add(triple)
    for type_ in (OWL.SymmetricProperty, OWL.TransitiveProperty):
        for triple in whole.triples((None, RDF.type, type_)):
            graph.add(triple)
    for edge in world.edges:
        graph.add((URIRef(edge.subject), URIRef(edge.relation), URIRef(edge.object)))
    for thing, class_ in world.classes:
        if class_.removeprefix(PG) in GUARDS:
            graph.add((URIRef(thing), URIRef(f"{PG}is{class_.removeprefix(PG)}"), URIRef(thing)))
    return graph


def _expand(graph: Graph) -> None:
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics, axiomatic_triples=False).expand(graph)


def _edges(graph: Graph) -> set[Edge]:
    """Return the edges between entities, without those from a thing to itself that we leave out."""
    helpers = {f"{PG}is{kind}" for kind in GUARDS}
    found = {Edge(str(s), str(p), str(o)) for s, p, o in graph if str(s).startswith(PGID) and str(p).startswith(PG)}
    return {e for e in found if e.relation not in helpers and not (e.relation in APART and e.subject == e.object)}


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


# --- growth ----------------------------------------------------------------------------------------------------------


def grow(world: World, size: int, shape: str, seed: int) -> Growth:
    """Close one generated graph; nothing else has been measured in this process."""
    larger = generated(world, size, shape, seed)
    before, cpu = _peak_mb(), time.process_time()
    started = time.perf_counter()
    closure = _ours(larger)
    closed, closed_mb = time.perf_counter(), _peak_mb()
    lines = sum(1 for _ in closure.quads())
    written, peak, cpu = time.perf_counter(), _peak_mb(), time.process_time() - cpu
    return Growth(
        shape=shape,
        edges=len(larger.edges),
        conclusions=len({derivation.conclusion for derivation in closure}),
        derivations=sum(len(rows) for rows in closure.applications.values()),
        lines=lines,
        close_seconds=closed - started,
        write_seconds=written - closed,
        cpu_seconds=cpu,
        before_mb=before,
        closed_mb=closed_mb,
        peak_mb=peak,
    )


def _peak_mb() -> float:
    """Return the most memory that this process has held so far (Linux counts it in KiB)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6


def _alone(data: Path, size: int, shape: str, seed: int) -> Growth:
    command = [sys.executable, __file__, "--one", "--data", str(data), "--seed", str(seed)]
    command += ["--sizes", str(size), "--shapes", shape]
    return Growth(**json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout))


def print_growth(growth: Growth) -> None:
    """Print one row."""
    used = growth.peak_mb - growth.before_mb
    print(
        f"{growth.shape:<6}{growth.edges:>10,}{growth.conclusions:>11,}{growth.derivations:>12,}{growth.lines:>12,}"
        f"{growth.close_seconds:>9.2f}{growth.write_seconds:>9.2f}{growth.cpu_seconds:>8.2f}"
        f"{growth.cpu_seconds / growth.edges * 1e6:>9.1f}{growth.cpu_seconds / growth.derivations * 1e6:>10.1f}"
        f"{growth.before_mb:>10.0f}{growth.closed_mb:>10.0f}{growth.peak_mb:>9.0f}"
        f"{used * 1e6 / growth.derivations:>9.0f}",
        flush=True,
    )


if __name__ == "__main__":
    main()
