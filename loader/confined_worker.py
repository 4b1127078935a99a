"""The process behind a `ConfinedReader`: it answers one question after the other, and the kernel ends it at its limits.

A question is a JSON object and the bytes of a file:

    read      the document: its text, blocks and metadata
    extract   its claims by the rules, as lines of JSON
    graph     its claims after curation, as lines of JSON, and the lines of its graph; `decisions` is the curators' file

`document` is the identifier that the document shall have.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import signal
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from paingraph.loader.confined import receive, send
from paingraph.loader.readers import read_bytes
from paingraph.ontology.errors import PaingraphError
from paingraph.ontology.namespaces import DocumentId

__all__ = ["main"]

#: Containers that are made before those are looked for that refer to each other; reading leaves next to none.
_COLLECTED = 100_000


def main(seconds: float, memory: int, *, relates: bool = False) -> None:
    """Answer until the input ends, each question within so many seconds of computing and so many bytes of memory."""
    gc.disable()
    if relates:  # what it takes to relate is loaded before the limits hold, so that it does not count as reading
        _extract({"document": "warm"}, b"A nerve block relieves sciatica.\n")
    gc.freeze()  # what is there now stays, and need not be looked at again and again
    gc.set_threshold(_COLLECTED)
    gc.enable()
    questions, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)  # what a parser prints must not mix with answers
    limits = {resource.RLIMIT_CORE: 0, resource.RLIMIT_FSIZE: 0, resource.RLIMIT_AS: _mapped() + memory}
    for limit, value in limits.items():
        hard = resource.getrlimit(limit)[1]
        resource.setrlimit(limit, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))
    signal.signal(signal.SIGPROF, signal.SIG_DFL)  # death, even amid a parser's C code
    while True:
        try:
            question, data = json.loads(receive(questions)), receive(questions)
        except EOFError:
            return
        signal.setitimer(signal.ITIMER_PROF, seconds)
        try:
            answer = _TASKS[question["task"]](question, data)
        except PaingraphError as error:
            answer = {"error": error.message, "details": error.details}
        send(answers, json.dumps(answer).encode())
        signal.setitimer(signal.ITIMER_PROF, 0)
        del data, answer


def _read(question: Mapping[str, Any], data: bytes) -> dict[str, Any]:
    document = read_bytes(data, DocumentId(question["document"]))
    blocks = [asdict(block) for block in document.blocks]
    return {"text": document.text, "metadata": document.metadata, "blocks": blocks}


def _extract(question: Mapping[str, Any], data: bytes) -> dict[str, Any]:
    from paingraph.loader.extraction import extract
    from paingraph.ontology.library import load_library

    document = read_bytes(data, DocumentId(question["document"]))
    claims = extract(document, load_library())
    return {"sha256": document.sha256, "claims": [claim.to_line() for claim in claims]}


def _graph(question: Mapping[str, Any], data: bytes) -> dict[str, Any]:
    from paingraph.loader.harvest import graph_of

    return graph_of(read_bytes(data, DocumentId(question["document"])), question["decisions"])


#: What a worker can be asked.
_TASKS: Mapping[str, Callable[[Mapping[str, Any], bytes], dict[str, Any]]] = {
    "read": _read,
    "extract": _extract,
    "graph": _graph,
}


def _mapped() -> int:
    """Return the address space that this process takes now; 0 where the system does not say."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[0]) * resource.getpagesize()
    except OSError:
        return 0


if __name__ == "__main__":
    main(float(sys.argv[1]), int(sys.argv[2]), relates="relates" in sys.argv[3:])
