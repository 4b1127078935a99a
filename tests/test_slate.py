"""Slates: what a clerk writes, the porter reads, from memory that both have."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

import pytest

from paingraph.api.slate import Entry, Slate

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="memory is shared by memfd")


@pytest.fixture
def sides() -> Iterator[tuple[Slate, Slate]]:
    """The clerk's view of a slate, and the porter's."""
    descriptor = Slate.descriptor()
    yield Slate(descriptor), Slate(descriptor)
    os.close(descriptor)


def test_a_claim_is_read_until_it_is_released(sides: tuple[Slate, Slate]) -> None:
    """With all that is told of it, and nothing of the one before."""
    clerk, porter = sides
    assert porter.read() is None
    assert clerk.claim(7, 12.5, 30.0)
    clerk.entitle("POST", "a-name")
    clerk.allow(0.5)
    assert porter.read() == Entry(7, 12.5, 0.5, sending=False, method="POST", name="a-name")
    clerk.send()
    entry = porter.read()
    assert entry is not None
    assert entry.sending
    clerk.release()
    assert porter.read() is None
    assert clerk.claim(8, 13.0, 30.0)
    assert porter.read() == Entry(8, 13.0, 30.0, sending=False, method="", name="")


def test_on_a_closed_slate_nothing_is_claimed(sides: tuple[Slate, Slate]) -> None:
    """But it is seen that somebody tried; opened again, it is as before."""
    clerk, porter = sides
    porter.close()
    assert clerk.closed
    assert not clerk.claim(1, 1.0, 1.0)
    porter.open()
    assert clerk.claim(1, 1.0, 1.0)


def test_the_longest_name_fits(sides: tuple[Slate, Slate]) -> None:
    """Names of requests have 64 characters at most."""
    clerk, porter = sides
    clerk.claim(1, 1.0, 1.0)
    clerk.entitle("HEAD", "x" * 64)
    entry = porter.read()
    assert entry is not None
    assert (entry.method, entry.name) == ("HEAD", "x" * 64)
