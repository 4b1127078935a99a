"""The tutorial is true: its commands are run as they stand, and what it shows comes back."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from ports import reserved_port

TUTORIAL = (Path(__file__).parents[1] / "docs" / "tutorial.md").read_text(encoding="utf-8")
#: Between the outputs of two commands.
MARK = "=== next command ==="


class Step(NamedTuple):
    """A command and what is shown for it."""

    command: str
    shown: str


def steps() -> Iterator[Step]:
    """Yield the commands of the tutorial in their order."""
    for block in re.findall(r"^```console\n(.*?)^```", TUTORIAL, re.DOTALL | re.MULTILINE):
        for command, shown in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE):
            yield Step(command, shown)


STEPS = list(steps())


def _line(shown: str) -> str:
    return ".*".join(map(re.escape, shown.split("…"))) + r"\s*?\n"


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What the commands print, run one after the other in one shell, on a port of their own."""
    port = reserved_port()
    folder = tmp_path_factory.mktemp("tutorial")
    environ = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PAINGRAPH_DATA": str(folder / "data"),
        "PAINGRAPH_PORT": str(port),
        "PAINGRAPH_LOG_LEVEL": "error",
    }
    lines = [line for step in STEPS for line in (step.command, f"echo; echo '{MARK}'")]
    # Job control, so that `kill %1` means what it means to a reader; a server that is left would keep the pipe open.
    script = "\n".join(["set -m", "trap 'kill $(jobs -p) 2>/dev/null' EXIT", *lines, "wait"])
    done = subprocess.run(
        # A reader's machine has nothing else to do; this one may be slow to start a server.
        ["bash", "-c", script.replace(":8000/", f":{port}/").replace("--retry 30", "--retry 300")],
        cwd=folder,
        env=environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=900,
        check=False,
    )
    return done.stdout.decode().replace("\r\n", "\n").split(MARK)


def test_every_block_is_one_that_is_run() -> None:
    """No command hides in a block of another kind."""
    assert set(re.findall(r"^```(\w+)$", TUTORIAL, re.MULTILINE)) == {"console"}
    assert len(STEPS) > 15


@pytest.mark.parametrize("place", range(len(STEPS)), ids=lambda place: STEPS[place].command[:40])
def test_what_is_shown_comes_back(outputs: list[str], place: int) -> None:
    """Line for line; the sign … stands for anything, and alone on a line for any lines or none."""
    lines = STEPS[place].shown.splitlines()
    pattern = "".join("(?:.*\n)?" if line == "…" else _line(line) for line in lines)
    assert re.search(pattern, outputs[place], re.DOTALL), outputs[place]
