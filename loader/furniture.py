"""Which elements of a web page are furniture: navigation, footers, forms, cookie notes, comments, author boxes."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

__all__ = ["is_furniture", "is_hidden"]

#: Elements that are furniture wherever they stand.
_TAGS = frozenset({"nav", "footer", "aside", "menu", "dialog", "select", "datalist", "fieldset", "option"})
_ROLES = frozenset(
    """navigation banner contentinfo complementary search form dialog alertdialog menu menubar toolbar alert
    doc-bibliography doc-endnotes doc-toc""".split()
)
#: Words in a class or id that name furniture.
_WORDS = frozenset(
    """cookie cookies consent gdpr ccpa share sharing shares social socials addtoany sharedaddy breadcrumb breadcrumbs
    nav navbar navigation menu submenu megamenu sidebar comment comments commentlist respond disqus author authors
    byline bio biography bios related recommended recommendations newsletter subscribe subscription signup optin popup
    modal lightbox advert advertisement advertising ad ads adsbygoogle sponsor sponsored promo promotion cta reference
    references reflist citations bibliography footnotes pagination pager postnav skip skiplink search login
    testimonial testimonials copyright disclaimer toc offcanvas toolbar ratings""".split()
)
#: Of these whole classes or ids, an element is furniture even if it is most of the page.
_SURE = frozenset({"comments", "comment-list", "commentlist", "respond", "references", "reflist", "cookie-banner"})
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
#: Classes of panels that a script opens: what they hold is content though it is hidden at first.
_PANEL = re.compile(r"accordion|collaps|toggle|tab|panel|answer|faq|expand|drawer-content|read-?more", re.IGNORECASE)
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
#: Share of a page's text that furniture told by its class alone can make up.
_LARGEST_SHARE = 0.5


def is_furniture(node: LexborNode, headings: int, size: int) -> bool:
    """Tell whether a block element is no part of a page with so many main headings and so many characters.

    An element that holds the page's main part or all its main headings is never furniture, whatever it is called.
    """
    tag = node.tag or ""
    if tag in ("html", "body", "main", "article"):
        return False
    classes = f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}".split()
    certain = tag in _TAGS or (node.attributes.get("role") or "").lower() in _ROLES or not _SURE.isdisjoint(classes)
    if tag == "header":
        certain = not _stands_in_content(node)
    named = any(word.lower() in _WORDS for name in classes for word in _WORD.findall(name))
    if not certain and not named and tag != "form":
        return False
    if node.css_first("main, article, [role=main]") is not None or (headings and len(node.css("h1")) == headings):
        return False
    return certain or len(node.text()) <= _LARGEST_SHARE * size


def is_hidden(node: LexborNode) -> bool:
    """Tell whether an element is not shown, and is not a panel that the reader of the page can open."""
    attributes = node.attributes
    hidden = "hidden" in attributes or attributes.get("aria-hidden") == "true"
    if not hidden and not _UNSEEN.search(attributes.get("style") or ""):
        return False
    name = f"{attributes.get('class') or ''} {attributes.get('id') or ''} {attributes.get('role') or ''}"
    return not _PANEL.search(name)


def _stands_in_content(node: LexborNode) -> bool:
    parent = node.parent
    while parent is not None:
        if parent.tag in ("article", "main", "section"):
            return True
        parent = parent.parent
    return False
