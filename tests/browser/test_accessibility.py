"""The pages can be used by everybody: axe-core finds nothing on them that would keep somebody out, light or dark."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from .conftest import AXE

PAGES = [
    "/",
    "/search?q=nerve",
    "/browse/conditions",
    "/id/sciatica",
    "/document/003",
    "/queries",
    "/queries/procedures-for-condition?condition=sciatica",
    "/queries/procedures-for-condition?condition=sciatca",
    "/why?subject=sciatica&relation=hasCandidateProcedure&object=epidural-steroid-injection",
    "/why?subject=facet-joint-injection&relation=treats&object=chronic-pain",
    "/sparql?query=SELECT%20*%20%7B%20%3Fs%20skos%3AprefLabel%20%3Flabel%20%7D%20LIMIT%203",
    "/sparql?query=SELECT",
    "/compare?a=ESI&b=radiofrequency+ablation",
    "/ontology",
]


@pytest.mark.parametrize("path", PAGES)
def test_nothing_on_a_page_keeps_anybody_out(page: Page, path: str) -> None:
    """No violation of a rule that is serious or worse; colours are checked as they are by day and by night."""
    page.goto(path)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert violations(page, "axe.run()") == []
    page.emulate_media(color_scheme="dark")
    assert violations(page, "axe.run({runOnly: ['color-contrast']})") == []


def violations(page: Page, run: str) -> list[tuple[str, list[str]]]:
    """Each rule that is broken, with the elements that break it."""
    return [
        (rule["help"], [node["html"] for node in rule["nodes"]])
        for rule in page.evaluate(run)["violations"]
        if rule["impact"] in ("serious", "critical")
    ]
