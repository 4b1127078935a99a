"""What is told of a version besides."""

from __future__ import annotations

from pathlib import Path

import pytest

from paingraph import __version__
from paingraph.notes import built_before
from paingraph.queries.versions import Version


@pytest.mark.parametrize(("manifest", "named"), [({"built_with": "0.0.9"}, "0.0.9"), ({}, "an earlier release")])
def test_what_another_release_built_is_told(manifest: dict[str, str], named: str) -> None:
    """After an upgrade the graph is still the old one, until somebody builds it anew."""
    (note,) = built_before(Version(Path("graph"), manifest))
    assert note == f"the graph was built with {named}, and this is {__version__}; `paingraph build` makes it anew."


def test_what_this_release_built_needs_no_note(shipped_version: Version) -> None:
    """Neither does a store kept elsewhere, which has no version here."""
    assert list(built_before(shipped_version)) == []
    assert list(built_before(None)) == []
