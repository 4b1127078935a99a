"""What a start loads: the help nothing of weight, and a reading only what reading takes."""

from __future__ import annotations

import subprocess
import sys

import pytest

from paingraph.cli import main

#: Libraries and rooms that take long to load, each needed by some commands only.
HEAVY = ("docx", "flask", "lxml", "owlready2", "paingraph.api", "paingraph.loader", "pyoxigraph", "rdflib", "rich")


def loaded(code: str) -> set[str]:
    """Which of the heavy modules a new interpreter has loaded when it has run some code."""
    told = f"import sys\n{code}\nprint(*(name for name in {HEAVY} if name in sys.modules))"
    run = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    return set(run.stdout.splitlines()[-1].split())


@pytest.mark.parametrize("command", ["", *main.commands])
def test_help_loads_nothing_heavy(command: str) -> None:
    """Whoever asks how a command is called waits for no library that it would use."""
    assert not loaded(
        f"from paingraph.cli import main\nmain({[command, '--help'][not command :]}, standalone_mode=False)"
    )


def test_a_document_is_read_without_rdflib() -> None:
    """Its parser would take longer than all else that a reading begins with."""
    found = loaded(
        "from paingraph.loader.extraction import extract\n"
        "from paingraph.loader.readers import read_bytes\n"
        "from paingraph.ontology.library import load_library\n"
        "assert extract(read_bytes(b'A nerve block relieves sciatica.', 'text'), load_library())"
    )
    assert found == {"paingraph.loader", "pyoxigraph"}
