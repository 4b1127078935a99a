"""Credentials of a store: from a file of one's own, and shown to nobody."""

from __future__ import annotations

from pathlib import Path

import pytest

from paingraph.ontology.errors import UsageError
from paingraph.queries.credentials import Credentials


def written(path: Path, text: str, mode: int = 0o600) -> Path:
    """A file of that mode."""
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)
    return path


def test_a_password_may_hold_a_colon_and_is_not_shown(tmp_path: Path) -> None:
    """Only the first colon parts."""
    credentials = Credentials.read(written(tmp_path / "file", "ann:pass:word\n"))
    assert (credentials.user, credentials.password) == ("ann", "pass:word")
    assert "pass" not in repr(credentials)


@pytest.mark.parametrize(
    ("text", "mode", "said"),
    [
        ("ann:secret", 0o644, "chmod 600"),
        ("secret", 0o600, "must hold one line"),
        (":secret", 0o600, "must hold one line"),
        ("ann:secret\nbob:secret", 0o600, "must hold one line"),
        ("ann:sécret", 0o600, "not ASCII"),
    ],
)
def test_a_file_that_is_no_good_is_told_without_its_secret(tmp_path: Path, text: str, mode: int, said: str) -> None:
    """In one sentence."""
    with pytest.raises(UsageError, match=said) as caught:
        Credentials.read(written(tmp_path / "file", text, mode))
    assert "secret" not in caught.value.message
