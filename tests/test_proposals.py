"""From a candidate to an edge: the lines that a curator completes are decisions that the next reading follows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from paingraph.build import build
from paingraph.cli import main
from paingraph.ontology.errors import CurationError
from paingraph.queries.versions import current_version

TEXT = "Nerve blocks\n\nA nerve block relieves sciatica.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one document."""
    folder = tmp_path / "leaflets"
    folder.mkdir()
    (folder / "block.txt").write_text(TEXT, encoding="utf-8")
    return folder


def told(data: Path, *arguments: str) -> str:
    """Return what the command prints."""
    result = CliRunner().invoke(main, ["claims", "--data", str(data), *arguments])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_a_line_without_a_reason_is_refused_and_one_with_it_is_followed(tmp_path: Path, folder: Path) -> None:
    """Here a claim is rejected that the reader has accepted."""
    data, decisions = tmp_path / "data", folder / "decisions.tsv"
    build(data, folder)
    (claim,) = map(json.loads, told(data, "--status", "accepted").splitlines())
    assert told(data, "--status", "candidate") == ""
    lines = told(data, "--format", "decisions")
    decisions.write_text(lines, encoding="utf-8")
    with pytest.raises(CurationError, match=r"line 2: a decision needs a reason"):
        build(data, folder)
    head, line = lines.splitlines()
    assert line.split("\t")[:3] == ["accept", "block", claim["subject"]["id"]]
    decisions.write_text(f"{head}\n{line.replace('accept', 'reject', 1)}Too general.\n", encoding="utf-8")
    build(data, folder)
    version = current_version(data)
    assert version is not None
    assert list(version.claims()) == []
