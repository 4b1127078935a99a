"""Formats, and content negotiation over them."""

from __future__ import annotations

import pytest

from paingraph.ontology.errors import NotAcceptableError, UsageError
from paingraph.queries.formats import DATASETS, GRAPHS, SOLUTIONS, Format, acceptable, negotiate, preferred

#: Accept field → what a SELECT is answered in (RFC 9110, section 12.5.1).
ANSWERS = [
    (None, Format.JSON),
    ("", Format.JSON),
    ("*/*", Format.JSON),
    ("text/csv", Format.CSV),
    ("text/csv, text/tab-separated-values", Format.CSV),
    ("text/csv;q=0.3, text/tab-separated-values;q=0.4", Format.TSV),
    ("text/*", Format.CSV),
    ("text/*;q=0.5, application/*;q=0.4", Format.CSV),
    ("application/sparql-results+xml, */*;q=0.1", Format.XML),
    ("application/sparql-results+json;q=0, */*", Format.XML),
    ("application/json", Format.JSON),
    ("application/xml", Format.XML),
    ("APPLICATION/SPARQL-Results+XML", Format.XML),
    ("text/csv;charset=utf-8", Format.CSV),
    ('text/csv;header="present, or absent";q=0.1, text/tab-separated-values;q=0.2', Format.TSV),
    ("text/csv ; q=0.2 , text/tab-separated-values ; q=0.3", Format.TSV),
    ("nonsense, text/csv", Format.CSV),
    ("text/csv;q=2, text/tab-separated-values;q=0.1", Format.TSV),
    ("*/csv, text/tab-separated-values", Format.TSV),
    (",,text/csv,,", Format.CSV),
]


@pytest.mark.parametrize(("accept", "expected"), ANSWERS)
def test_the_most_specific_range_decides(accept: str | None, expected: Format) -> None:
    """Each header has one best answer, and the order of the offer breaks ties."""
    assert negotiate(accept, SOLUTIONS) is expected


@pytest.mark.parametrize(
    "accept", ["text/html", "*/*;q=0", "text/csv;q=0, image/*", "nonsense", "q=1", "text/csv;q=0.0000", "\x00/\x00"]
)
def test_nothing_acceptable_lists_the_offer(accept: str) -> None:
    """A client that is told no is told what it could have had."""
    with pytest.raises(NotAcceptableError) as caught:
        negotiate(accept, SOLUTIONS)
    assert caught.value.details["offered"] == [format_.media_type for format_ in SOLUTIONS]


def test_a_specific_range_with_a_low_weight_beats_a_wildcard_with_a_high_one() -> None:
    """Specificity says which range speaks of a format; only then weights compare formats."""
    assert acceptable("application/*;q=0.9, application/sparql-results+json;q=0.1", SOLUTIONS) == (
        Format.XML,
        Format.JSON,
    )


def test_an_alias_does_not_rescue_an_excluded_format() -> None:
    """`*/*` means the registered type, and that one is excluded."""
    assert Format.JSON not in acceptable("application/sparql-results+json;q=0, application/*", SOLUTIONS)


def test_solutions_and_graphs_are_ranked_together() -> None:
    """The form of a query is known only once it is parsed, so both kinds of formats go into one list."""
    ranked = acceptable("text/turtle, application/sparql-results+xml;q=0.5", SOLUTIONS + GRAPHS)
    assert ranked == (Format.TURTLE, Format.XML)


def test_other_media_types_are_ranked_by_the_same_rules() -> None:
    """A page negotiates HTML against RDF."""
    browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    assert preferred(browser, ["text/turtle", "text/html"]) == ["text/html", "text/turtle"]
    assert preferred("text/turtle, text/html;q=0", ["text/html", "text/turtle"]) == ["text/turtle"]


@pytest.mark.parametrize("format_", Format)
def test_a_format_is_found_by_each_of_its_names(format_: Format) -> None:
    """Short name, extension and media type are one table."""
    for name in (format_.label, format_.extension, format_.media_type, format_.label.upper()):
        assert Format.named(name) is format_


def test_media_types_labels_and_extensions_are_unique() -> None:
    """Else a name would stand for two formats."""
    for attribute in ("label", "media_type", "extension", "iri"):
        assert len({getattr(format_, attribute) for format_ in Format}) == len(Format)


def test_an_unknown_format_is_told_the_offer() -> None:
    """The message helps a person at the command line."""
    with pytest.raises(UsageError, match="choose one of n-quads, trig"):
        Format.named("turtle", DATASETS)
