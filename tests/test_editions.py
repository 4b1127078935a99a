"""One edition takes over from another, and nobody who is being answered loses theirs."""

from __future__ import annotations

import threading
from pathlib import Path

from werkzeug.test import run_wsgi_app
from werkzeug.wrappers import Response

from paingraph.api.editions import Edition, Editions
from paingraph.api.messages import Reply, Request


class Made:
    """Editions that answer by the name of their folder, and tell when they are closed."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.closed: list[str] = []

    def __call__(self, folder: Path | None) -> Edition:
        """Make an edition."""
        name = str(folder)
        self.names.append(name)
        return Edition(Response(name), self, lambda: self.closed.append(name))

    async def answer(self, request: Request) -> Reply | None:
        """Leave every request to the application."""
        return None


def answered(editions: Editions) -> bytes:
    """Ask once."""
    chunks, _, _ = run_wsgi_app(editions, {"REQUEST_METHOD": "GET"})
    return b"".join(chunks)


def test_the_newest_edition_answers_and_the_one_before_is_closed() -> None:
    """At once, if nobody is using it."""
    made = Made()
    editions = Editions(made)
    editions.open(Path("one"))
    assert answered(editions) == b"one"
    editions.open(Path("two"))
    assert answered(editions) == b"two"
    assert made.closed == ["one"]


def test_an_edition_that_is_in_use_stays_until_its_last_user_is_gone() -> None:
    """The user keeps it; others get the new one."""
    made = Made()
    editions = Editions(made)
    editions.open(Path("one"))
    with editions.borrow() as first, editions.borrow() as second:
        editions.open(Path("two"))
        assert first is second
        assert answered(editions) == b"two"
        assert made.closed == []
    editions.open(Path("three"))
    for thread in threading.enumerate():  # the first is closed by a thread of its own
        if thread.name == "edition-closing":
            thread.join()
    assert sorted(made.closed) == ["one", "two"]


def test_a_version_that_is_served_already_is_not_opened_again() -> None:
    """Nothing changed, nothing happens."""
    made = Made()
    editions = Editions(made)
    editions.open(Path("one"))
    editions.open(Path("one"))
    assert made.names == ["one"]


def test_closing_lets_go_of_the_current_edition() -> None:
    """Once."""
    made = Made()
    editions = Editions(made)
    editions.close()
    editions.open(Path("one"))
    editions.close()
    editions.close()
    assert made.closed == ["one"]
