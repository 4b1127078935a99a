"""The log of requests: nothing is lost, and one request is one line."""

from __future__ import annotations

import asyncio
import logging

import pytest

from paingraph.api.access_log import AccessLog


def test_lines_are_written_together(caplog: pytest.LogCaptureFixture) -> None:
    """With time, client, method, path without control characters, status, size, duration and id."""

    async def run() -> None:
        log = AccessLog()
        log.add("127.0.0.1:9", "GET", "/id/a\nb", 200, 12, 0.0015, "one")
        log.add("[::1]:9", "POST", "/sparql", 400, 3, 0.25, "two")
        log.write()

    with caplog.at_level(logging.INFO, "paingraph.access"):
        asyncio.run(run())
    [record] = caplog.records
    first, second = record.getMessage().splitlines()
    assert first.endswith('INFO 127.0.0.1 "GET /id/a?b" 200 12 bytes 1.5 ms one')
    assert second.endswith('INFO [::1] "POST /sparql" 400 3 bytes 250.0 ms two')


def test_nothing_is_kept_where_nothing_is_wanted(caplog: pytest.LogCaptureFixture) -> None:
    """A higher level silences it."""

    async def run() -> None:
        log = AccessLog()
        log.add("127.0.0.1:9", "GET", "/", 200, 1, 0.001, "one")
        log.write()

    with caplog.at_level(logging.WARNING, "paingraph.access"):
        asyncio.run(run())
    assert not caplog.records
