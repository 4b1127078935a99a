"""Pages for readers: complete without scripts, accessible, and safe from what they show."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from flask.testing import FlaskClient

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
PAGES = [
    "/",
    "/search?q=disc",
    "/search",
    "/browse/conditions",
    "/browse/imaging-modalities",
    "/id/herniated-disc",
    "/id/epidural-steroid-injection",
    "/id/nerve-root",
    "/document/001",
    "/compare",
    "/compare?a=herniated+disc&b=sciatica",
    "/ontology",
    "/api/v1/docs",
    "/sparql",
    "/sparql?query=ASK%7B%7D",
]


class Outline(HTMLParser):
    """What a page is made of: elements, ids, links, and what labels its fields."""

    VOID = frozenset(["meta", "link", "input", "img", "br", "hr"])

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.headings: list[int] = []
        self.fields: list[str] = []
        self.labelled: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        given = dict(attrs)
        self.tags.append(tag)
        if tag not in self.VOID:
            self.open.append(tag)
        if "id" in given:
            self.ids.append(given["id"] or "")
        if tag in ("a", "link") and given.get("href"):
            self.links.append(given["href"] or "")
        if tag in ("h1", "h2", "h3"):
            self.headings.append(int(tag[1]))
        if tag in ("input", "textarea", "select"):
            self.fields.append(given.get("id") or "")
        if tag == "label":
            self.labelled.append(given.get("for") or "")

    def handle_endtag(self, tag: str) -> None:
        """Close an element; each closes the one that was opened last."""
        assert self.open.pop() == tag


def page(client: FlaskClient, path: str) -> str:
    """Return a page as a browser gets it."""
    answer = client.get(path, headers=BROWSER)
    assert (answer.status_code, answer.mimetype) == (200, "text/html")
    return answer.text


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_whole_and_accessible(client: FlaskClient, path: str) -> None:
    """Elements are closed, landmarks and one main heading are there, headings skip no level, fields have labels."""
    outline = Outline(page(client, path))
    assert outline.open == []
    assert {"header", "nav", "main", "footer"} <= set(outline.tags)
    assert outline.headings.count(1) == 1
    assert all(after - before <= 1 for before, after in zip(outline.headings, outline.headings[1:], strict=False))
    assert set(outline.fields) <= set(outline.labelled)
    assert len(outline.ids) == len(set(outline.ids))
    assert "#content" in outline.links


@pytest.mark.parametrize("path", PAGES)
def test_a_page_needs_no_script_and_nothing_from_elsewhere(client: FlaskClient, path: str) -> None:
    """No script element, no style or picture of another host."""
    text = page(client, path)
    assert "<script" not in text
    assert 'src="http' not in text
    assert 'rel="stylesheet" href="http' not in text


def test_every_link_of_the_pages_leads_somewhere(client: FlaskClient) -> None:
    """A reader who follows any link of ours finds a page."""
    links = {link.partition("#")[0] for path in PAGES for link in Outline(page(client, path)).links}
    for link in sorted(link for link in links if link.startswith("/")):
        answer = client.get(link, headers=BROWSER)
        assert answer.status_code == 200, link
        answer.close()


def test_an_edge_shows_the_sentences_and_where_they_stand(client: FlaskClient) -> None:
    """From a condition to the words that say what treats it, with document, heading and position."""
    text = page(client, "/id/herniated-disc")
    assert "Treated by" in text
    assert "helps where a disc has slipped" in text
    assert "characters 29–59" in text
    assert '<a href="/document/001">A second view</a>' in text
    assert "2 documents" in text


def test_doubt_and_denial_are_marked(client: FlaskClient) -> None:
    """What a text says only with doubt, or denies, is never shown as plain fact."""
    text = page(client, "/id/sciatica")
    assert "1 contrary passage" in text
    assert "said only with doubt, or denied" in text
    assert "said with doubt" in text
    assert "denied" in text


def test_what_was_concluded_is_told_apart(client: FlaskClient) -> None:
    """A reader always knows what no document said."""
    text = page(client, "/id/herniated-disc")
    assert text.index("Concluded by rules") < text.index("interventional pain medicine")


def test_durations_are_words(client: FlaskClient) -> None:
    """ISO 8601 is for machines; it stands beside."""
    text = page(client, "/id/epidural-steroid-injection")
    assert "3 to 4 weeks" in text
    assert "P3W/P4W" in text


def test_words_of_a_document_are_never_markup(client: FlaskClient) -> None:
    """A quote with tags in it is shown as it was written."""
    text = page(client, "/document/001")
    assert "Discography &lt;b&gt;&#34;finds&#34;&lt;/b&gt; a herniated disc" in text
    assert "<b>" not in text


def test_what_is_searched_for_is_never_markup(client: FlaskClient) -> None:
    """The query stands on the page as text."""
    text = page(client, "/search?q=%3Cscript%3Ealert(1)%3C/script%3E")
    assert "<script" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text


def test_a_search_marks_what_matched(client: FlaskClient) -> None:
    """A reader sees why a result is there."""
    text = page(client, "/search?q=slipped")
    assert "also called <mark>slipped</mark> disc" in text
    assert "Understood as" in page(client, "/search?q=sciatca")


def test_the_start_page_offers_names_while_one_types(client: FlaskClient) -> None:
    """Those that documents speak of, as the browser completes them, without a script."""
    text = page(client, "/")
    assert 'list="offered"' in text
    assert '<option value="herniated disc" label="condition">' in text
    assert "spinal condition" not in text


def test_no_page_is_a_dead_end(client: FlaskClient) -> None:
    """An empty search says what can be typed, and an address that leads nowhere what may have become of it."""
    assert "Synonyms, abbreviations and slips" in page(client, "/search")
    missing = client.get("/claim/abcdef", headers=BROWSER)
    assert (missing.status_code, "another version" in missing.text) == (404, True)
    assert "The number counts the documents." in page(client, "/browse/conditions")


def test_a_claim_has_a_page_of_its_own(client: FlaskClient) -> None:
    """The sentence, the heading above it, its place, and how it was read."""
    claim = client.get("/api/v1/documents/001").get_json()["statements"][0]
    text = page(client, "/claim/" + claim["id"].rpartition("/")[2])
    assert "helps where a disc has slipped" in text
    assert "characters 29–59" in text
    assert "treats.example" in text


def test_a_passage_is_marked_in_its_context(client: FlaskClient) -> None:
    """A few words alone say little; the claim's page shows the sentence around them, and every list leads there."""
    claim = client.get("/api/v1/documents/001").get_json()["statements"][0]
    path = "/claim/" + claim["id"].rpartition("/")[2]
    assert "The injection <mark>helps where a disc has slipped</mark>.</blockquote>" in page(client, path)
    assert f'<a href="{path}">in context, characters 29–59</a>' in page(client, "/id/herniated-disc")


def test_a_passage_has_a_place_on_the_page_of_its_document(client: FlaskClient) -> None:
    """The IRI of a passage leads there, once for all that is read in it."""
    claim = client.get("/api/v1/documents/001").get_json()["statements"][0]
    text = page(client, "/document/001")
    assert '<li class="evidence asserted" id="char=29,59">' in text
    assert len(Outline(text).ids) == len(set(Outline(text).ids))
    assert '<a href="/document/001#char=29,59">' in page(client, "/claim/" + claim["id"].rpartition("/")[2])


def test_a_claim_and_an_entity_can_be_cited(client: FlaskClient) -> None:
    """One click takes the whole: what, where it is said, in which version of the graph, and its lasting name."""
    claim = client.get("/api/v1/documents/001").get_json()["statements"][0]
    text = page(client, "/claim/" + claim["id"].rpartition("/")[2])
    said = (
        "“epidural steroid injection treats herniated disc” (asserted): A second view, characters 29–59. In: paingraph"
    )
    assert said in text
    version = client.get("/version").get_json()["graph"][:12]
    assert f"version {version}. {claim['id']}</span>" in text
    assert f"“sciatica”. In: paingraph, version {version}. https://w3id.org" in page(client, "/id/sciatica")


def test_a_server_without_the_texts_says_so_where_words_are_missing(
    client: FlaskClient, shipped_client: FlaskClient
) -> None:
    """And how they are shown, on every page that would have them; one that has them says nothing."""
    claim = shipped_client.get("/api/v1/documents/003").get_json()["statements"][0]["id"].rpartition("/")[2]
    why = "/why?subject=sciatica&relation=hasCandidateProcedure&object=epidural-steroid-injection"
    for path in ("/id/sciatica", "/document/003", f"/claim/{claim}", why):
        assert "<code>paingraph serve --documents DIR</code>" in page(shipped_client, path)
    for path in ("/id/sciatica", "/document/001", "/why?subject=ESI&relation=treats&object=sciatica"):
        assert "--documents" not in page(client, path)


def test_two_things_are_put_side_by_side(client: FlaskClient) -> None:
    """What is said of both stands between what is said of one; each entity leads there, and two kinds are no pair."""
    text = page(client, "/compare?a=slipped+disc&b=sciatica")
    rows = [row.split("<td>") for row in text.split("<tr>") if "treated by" in row]
    ((_, only_disc, both, only_sciatica),) = rows
    assert "epidural steroid injection" in both
    assert "epidural" not in only_disc + only_sciatica
    assert 'href="/why?subject=epidural-steroid-injection&amp;relation=treats&amp;object=sciatica">1<' in both
    assert 'value="herniated disc"' in text
    assert 'href="/compare?a=sciatica">Compare with another condition' in page(client, "/id/sciatica")
    assert 'value="sciatica"' in page(client, "/compare?a=sciatica")
    wrong = client.get("/compare?a=sciatica&b=ESI", headers=BROWSER)
    assert (wrong.status_code, "compare two of one kind" in wrong.text) == (400, True)
    slip = client.get("/compare?a=sciatca&b=slipped+disc", headers=BROWSER)
    assert slip.status_code == 404
    assert '<a href="/compare?a=sciatica&amp;b=slipped+disc">Ask with “sciatica”</a>' in slip.text


def test_pages_are_cached_like_everything(client: FlaskClient) -> None:
    """The same version gives the same page."""
    first = client.get("/", headers=BROWSER)
    again = client.get("/", headers={**BROWSER, "If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


def test_a_page_may_load_nothing_foreign(client: FlaskClient) -> None:
    """The content security policy says so to browsers."""
    policy = client.get("/", headers=BROWSER).headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy


@pytest.mark.parametrize("path", ["/assets/style.css", "/assets/icon.svg"])
def test_our_own_assets_are_served(client: FlaskClient, path: str) -> None:
    """Style and picture come from here, and may be kept for an hour."""
    answer = client.get(path)
    assert answer.status_code == 200
    assert "max-age=3600" in answer.headers["Cache-Control"]
    answer.close()
