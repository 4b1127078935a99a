"""What a reader does on the pages, done in a browser: each way ends where it should."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect


def test_a_search_leads_to_the_thing(page: Page) -> None:
    """From the start page, by its field and the first result."""
    page.goto("/")
    page.get_by_label("Search the graph").fill("sciatica")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Results for “sciatica”")
    page.get_by_role("main").get_by_role("link", name="sciatica", exact=True).click()
    expect(page).to_have_url(re.compile("/id/sciatica$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Sciatica")


def test_an_edge_leads_down_to_the_passage(page: Page) -> None:
    """It opens to what says it; from there to the statement, and to the document."""
    page.goto("/id/sciatica")
    edge = page.get_by_role("region", name="Treated by").locator("details").first
    where = edge.get_by_role("link", name=re.compile(r"characters \d+–\d+"))
    expect(where.first).to_be_hidden()
    edge.locator("summary").click()
    expect(where.first).to_be_visible()
    characters = where.first.inner_text()
    where.first.click()
    passage = page.get_by_role("region", name="The passage")
    expect(passage).to_contain_text(characters)
    passage.get_by_role("link").click()
    expect(page).to_have_url(re.compile("/document/"))
    expect(page.get_by_role("main")).to_contain_text(characters)


def test_a_query_shows_its_rows(page: Page) -> None:
    """As many as it found, and links into the graph."""
    page.goto("/sparql")
    page.get_by_label("Query").fill("SELECT ?thing { ?thing skos:prefLabel 'sciatica'@en }")
    page.get_by_role("button", name="Run").click()
    expect(page.get_by_role("heading", name="1 row")).to_be_visible()
    page.get_by_role("cell").get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sciatica")


def test_a_slip_in_a_query_shows_where_it_is(page: Page) -> None:
    """Line and column, beside the query as it was written."""
    query = "SELECT ?thing {\n  ?thing skos:prefLabel }"
    page.goto("/sparql")
    page.get_by_label("Query").fill(query)
    page.get_by_role("button", name="Run").click()
    expect(page.get_by_role("alert")).to_contain_text("line 2, column")
    expect(page.get_by_label("Query")).to_have_value(query)


def test_a_question_is_asked_by_its_form(page: Page) -> None:
    """The blank filled in, its rows come."""
    page.goto("/queries")
    page.get_by_role("link", name=re.compile("procedures", re.IGNORECASE)).first.click()
    page.get_by_label("The condition").fill("sciatica")
    page.get_by_role("button", name="Ask").click()
    expect(page.get_by_role("region", name=re.compile(r"\d+ rows?")).get_by_role("row").nth(1)).to_be_visible()


def test_a_page_is_printed_whole(page: Page) -> None:
    """On the width of a sheet: the widest table, what a handout must say, and nothing that only a screen can do."""
    page.set_viewport_size({"width": 720, "height": 1000})
    page.emulate_media(media="print")
    page.goto("/queries/disagreements")
    expect(page.get_by_text("it is no medical advice")).to_be_visible()
    expect(page.get_by_role("button", name="Ask")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_what_does_not_hold_leads_to_why_not(page: Page) -> None:
    """From what a document denies of a thing, to the page that says so and what would be needed."""
    page.goto("/id/facet-joint-injection")
    denied = page.get_by_role("region", name="Treats").locator("details").last
    denied.locator("summary").click()
    denied.get_by_role("link", name="why it does not hold").click()
    expect(page.get_by_role("main")).to_contain_text("Why not")
    expect(page.get_by_role("main")).to_contain_text("denied")


@pytest.mark.parametrize("path", ["/", "/id/pain", "/document/003", "/compare?a=ESI&b=RFA", "/queries/disagreements"])
def test_a_page_fits_the_narrowest_screen(page: Page, path: str) -> None:
    """320 pixels, or a wide screen at four times its size: one scrolls in one direction only (WCAG 1.4.10)."""
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth") == 320
