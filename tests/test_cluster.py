"""A real Dask cluster of two worker processes reads what one machine reads."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from distributed import LocalCluster

from paingraph.loader.cluster import ClusterWorkers
from paingraph.ontology.errors import ServiceError

CONDITIONS = ("sciatica", "migraine", "spinal stenosis", "whiplash", "neck pain", "cancer pain", "low back pain")
#: A worker of Dask whose Python knows no package of ours.
BARE_WORKER = """
import importlib.metadata, sys
from distributed.cli.dask_worker import main
known = importlib.metadata.Distribution.from_name
def from_name(name):
    if name == "paingraph":
        raise importlib.metadata.PackageNotFoundError(name)
    return known(name)
importlib.metadata.Distribution.from_name = from_name
main([sys.argv[1], "--no-nanny", "--no-dashboard"])
"""

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")


def local_cluster(workers: int) -> LocalCluster:
    """Start a scheduler, and worker processes of one thread each."""
    return LocalCluster(
        n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=":0", host="127.0.0.1"
    )


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    """Two worker processes."""
    with local_cluster(2) as cluster:
        yield cluster


def extract(*arguments: object) -> subprocess.CompletedProcess[str]:
    """Run the real command."""
    command = [str(Path(sys.executable).with_name("paingraph")), "extract", *map(str, arguments)]
    return subprocess.run(command, text=True, capture_output=True)


def test_a_cluster_reads_the_same_claims(cluster: LocalCluster, tmp_path: Path) -> None:
    """To the byte, in the same order, with the same complaints."""
    for number in range(40):
        text = f"A nerve block relieves {CONDITIONS[number % len(CONDITIONS)]}.\n" * (1 + number % 3)
        (tmp_path / f"{number:02}.txt").write_text("" if number == 7 else text, encoding="utf-8")
    (tmp_path / "99.pdf").write_bytes(b"%PDF-1.4\nnothing\n")
    here, there = extract(tmp_path), extract(tmp_path, "--scheduler", cluster.scheduler_address)
    assert there.stdout == here.stdout
    assert there.stderr == here.stderr
    assert there.returncode == here.returncode == 1
    assert len(there.stdout.splitlines()) >= 39


def test_workers_are_counted_and_asked_for_their_version(cluster: LocalCluster) -> None:
    """One file at a time for each thread."""
    with ClusterWorkers(cluster.scheduler_address) as workers:
        assert workers.size == 2


def test_an_address_without_a_scheduler_is_named() -> None:
    """The port is held by one who does not listen."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port = held.getsockname()[1]
        with pytest.raises(ServiceError, match=f"No Dask scheduler answers at tcp://127.0.0.1:{port}"):
            ClusterWorkers(f"tcp://127.0.0.1:{port}", patience=2)
    with pytest.raises(ServiceError, match="No Dask scheduler answers at nonsense"):
        ClusterWorkers("nonsense://x", patience=2)


def test_a_scheduler_without_workers_is_named() -> None:
    """It says how to start some."""
    with local_cluster(0) as cluster, pytest.raises(ServiceError, match="has no workers; start some: dask worker"):
        ClusterWorkers(cluster.scheduler_address, patience=2)


def test_a_worker_without_paingraph_is_named() -> None:
    """Its packages are those of Dask alone, as on a machine where paingraph was not installed."""
    with local_cluster(0) as cluster:
        address = cluster.scheduler_address
        with subprocess.Popen([sys.executable, "-c", BARE_WORKER, address], stderr=subprocess.DEVNULL) as worker:
            try:
                with pytest.raises(ServiceError, match=r"has no paingraph; install it there: pip install"):
                    ClusterWorkers(address, patience=300)
            finally:
                worker.kill()
