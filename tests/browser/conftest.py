"""A browser without a screen, and a server on the shipped graph whose pages it reads.

Chromium is no Python package. Where it is missing, its tests are left out with a reason; in CI they fail.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Request, expect, sync_playwright
from running_server import PATIENCE, RunningServer

from paingraph.queries.versions import Version

#: It needs no rights, no screen, and nobody's help.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
#: What finds on a page whatever keeps people out: it is read into the page, whose policy forbids scripts.
AXE = Path(__file__).parents[1] / "javascript" / "node_modules" / "axe-core" / "axe.min.js"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, with a profile of its own; for a module alone, since its event loop is in the way of others."""
    program = shutil.which("chromium")
    if program is None or not AXE.is_file():
        message = "needs Chromium (`apt-get install chromium`) and axe-core (`npm ci --prefix tests/javascript`)"
        pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)
    expect.set_options(timeout=PATIENCE * 1000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS, timeout=PATIENCE * 1000)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(shipped_version: Version, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server on the shipped graph."""
    server = RunningServer(shipped_version.folder, tmp_path_factory.mktemp("browser") / "log")
    yield f"http://127.0.0.1:{server.port}"
    server.stop()


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    """An empty page; whatever is done with it, its console stays silent and nobody but the server is asked."""
    asked: list[Request] = []
    said: list[ConsoleMessage] = []
    failed: list[Error] = []
    with browser.new_context(base_url=site) as context:
        page = context.new_page()
        page.set_default_timeout(PATIENCE * 1000)
        page.on("request", lambda request: asked.append(request))
        page.on("console", lambda message: said.append(message))
        page.on("pageerror", lambda error: failed.append(error))
        yield page
    assert not failed
    assert [request.url for request in asked if not request.url.startswith(f"{site}/")] == []
    pages = {request.url for request in asked if request.is_navigation_request()}
    assert [message.text for message in said if not _is_status(message, pages)] == []


def _is_status(message: ConsoleMessage, pages: set[str]) -> bool:
    """Tell whether the browser says that the page itself is an error, as one about a wrong query is."""
    return message.location["url"] in pages and message.text.startswith("Failed to load resource: the server responded")
