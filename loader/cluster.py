"""The workers of a Dask cluster: they need paingraph in the same version, and no access to the files.

Each thread of a Dask worker reads within the limits of a `ConfinedReader` of its own, as on one machine.
"""

from __future__ import annotations

import importlib.metadata
import threading
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from paingraph import __version__
from paingraph.loader.confined import ConfinedReader
from paingraph.ontology.errors import DocumentError, ServiceError, UsageError

if TYPE_CHECKING:
    from distributed import Future

__all__ = ["ClusterWorkers"]

#: Seconds in which a scheduler and its first worker must answer.
_PATIENCE = 30
_LOCAL = threading.local()


class ClusterWorkers:
    """The workers behind a scheduler's address, such as `tcp://10.0.0.5:8786`."""

    def __init__(self, address: str, patience: float = _PATIENCE) -> None:
        try:
            from distributed import Client
        except ImportError as error:
            raise UsageError("--scheduler needs Dask; install it: pip install 'paingraph[cluster]'.") from error
        try:
            self._client = Client(address, timeout=patience, set_as_default=False)
        except (OSError, ValueError, TimeoutError) as error:
            raise ServiceError(f"No Dask scheduler answers at {address}; start one, or correct the address.") from error
        try:
            self.size = self._workers(address, patience)
        except BaseException:
            self._client.close()
            raise

    def submit(self, question: dict[str, Any], data: bytes) -> _Answer:
        """Give one file to the cluster."""
        return _Answer(self._client.submit(_ask, question, data, pure=False))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave the cluster; what it has not finished is dropped."""
        self._client.close()

    def _workers(self, address: str, patience: float) -> int:
        """Return how many files the cluster reads at the same time; every worker must have our version of paingraph."""
        try:
            self._client.wait_for_workers(1, timeout=patience)
        except TimeoutError as error:
            raise ServiceError(
                f"The scheduler at {address} has no workers; start some: dask worker {address}"
            ) from error
        found = self._client.run(importlib.metadata.version, "paingraph", on_error="return")
        for worker, version in sorted(found.items()):
            if version != __version__:
                has = f"has paingraph {version}" if isinstance(version, str) else "has no paingraph"
                raise ServiceError(
                    f"The worker {worker} {has}; install it there: pip install 'paingraph[cluster]=={__version__}'."
                )
        return sum(self._client.nthreads().values())


class _Answer:
    """What the cluster will have answered."""

    def __init__(self, future: Future) -> None:
        self._future = future

    def result(self) -> dict[str, Any]:
        """Wait for the answer; a DocumentError says why there is none."""
        from distributed import CancelledError, KilledWorker

        try:
            answer: dict[str, Any] = self._future.result()
        except KilledWorker as error:
            raise DocumentError(
                "reading ends every worker of the cluster that tries; read it on one machine."
            ) from error
        except CancelledError as error:
            raise ServiceError("The cluster's scheduler is gone; start it again, and the command again.") from error
        finally:
            self._future.release()
        if "error" in answer:
            raise DocumentError(answer["error"], **answer["details"])
        return answer


def _ask(question: dict[str, Any], data: bytes) -> dict[str, Any]:
    """Answer on a worker of the cluster; an error is an answer, and no reason to try again elsewhere."""
    if not hasattr(_LOCAL, "reader"):
        _LOCAL.reader = ConfinedReader(relates=True)
    reader: ConfinedReader = _LOCAL.reader
    try:
        return reader.ask(question, data)
    except DocumentError as error:
        return {"error": error.message, "details": error.details}
