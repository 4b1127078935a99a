"""What a page declares of itself: title, publisher, author, date and address."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser

from paingraph.loader.metadata import declared, linked_data

__all__ = ["page_metadata"]

_METADATA = {
    "og:site_name": "publisher",
    "citation_publisher": "publisher",
    "dc.publisher": "publisher",
    "article:modified_time": "date",
    "article:published_time": "date",
    "citation_publication_date": "date",
    "dc.date": "date",
    "dcterms.modified": "date",
    "date": "date",
    "author": "creator",
    "article:author": "creator",
    "citation_author": "creator",
    "dc.creator": "creator",
    "og:url": "source",
}


def page_metadata(tree: LexborHTMLParser) -> dict[str, str]:
    """Return what pages declare of themselves: in JSON-LD, in meta elements, in the first time, in the title."""
    found: dict[str, str] = declared(
        linked_data(node.text() for node in tree.css("script[type='application/ld+json']"))
    )
    has_heading = tree.css_first("h1") is not None
    if has_heading:
        found.pop("title", None)
    for node in tree.css("meta[content]"):
        name = (node.attributes.get("property") or node.attributes.get("name") or "").lower()
        if name in _METADATA:
            found = declared({_METADATA[name]: node.attributes.get("content")}) | found
    link, time, title = (tree.css_first(css) for css in ("link[rel=canonical][href]", "time[datetime]", "head title"))
    for fact, value in (
        ("source", link.attributes.get("href") if link is not None else None),
        ("date", time.attributes.get("datetime") if time is not None else None),
        ("title", title.text() if title is not None and not has_heading else None),
    ):
        found = declared({fact: value}) | found
    return found
