"""Gaps: what no terminology names, and what documents leave out, on a small graph whose gaps can be counted by hand."""

from __future__ import annotations

import csv
import json
from dataclasses import fields

import pytest

from paingraph.loader.claims import Claim, Entity, Method, Polarity, Span, Status
from paingraph.loader.triples import document_quads
from paingraph.ontology.gaps import Gaps, find_gaps
from paingraph.ontology.library import KINDS, load_library
from paingraph.ontology.namespaces import GRAPH, DocumentId, Slug, entity_iri, slugify, term_iri
from paingraph.ontology.nquads import curie, iri, quad, text
from paingraph.ontology.silences import EXPECTATIONS, Silence
from paingraph.ontology.term_requests import TermRequest
from paingraph.ontology.terminologies import terminologies

#: Kind, label, synonyms, slug of the broader concept, and match and code, which are no real ones.
CONCEPTS = (
    ("Condition", "pain", "", "", "exact HP:X1"),
    ("Condition", "neuropathic pain", "", "pain", "exact MONDO:X2|exact HP:X3"),
    ("Condition", "burning pain", "burning sensation|smarting", "pain", ""),
    ("Condition", "zoster pain", "", "neuropathic-pain", ""),
    ("Procedure", "injection", "", "", "exact MESH:X4|exact MAXO:X5"),
    ("Procedure", "nerve block", "", "injection", "broad MAXO:X5"),
    ("Procedure", "deep block", "", "nerve-block", ""),
    ("Specialty", "pain medicine", "", "", "close MESH:X6"),
    ("Device", "needle guide", "", "", ""),
)
#: Document, subject, relation, object, polarity.
CLAIMS = (
    ("900", "nerve-block", "treats", "neuropathic-pain", "asserted"),
    ("900", "deep-block", "treats", "burning-pain", "hedged"),
    ("901", "pain-medicine", "performs", "nerve-block", "asserted"),
    ("901", "deep-block", "treats", "zoster-pain", "negated"),
)


def entity(slug: str) -> Entity:
    """The concept with that slug, as claims speak of it."""
    kind, label = next((kind, label) for kind, label, *_ in CONCEPTS if slugify(label) == slug)
    return Entity(Slug(slug), label, kind)


def graph_lines() -> list[str]:
    """The concepts, their mappings, and two documents."""
    lines, ontology, mappings = [], iri(GRAPH + "ontology"), iri(GRAPH + "mappings")
    for kind, label, synonyms, broader, codes in CONCEPTS:
        node = iri(entity_iri(slugify(label)))
        lines += [quad(node, curie("rdf:type"), iri(term_iri(kind)), ontology)]
        lines += [quad(node, curie("skos:prefLabel"), text(label, "en"), ontology)]
        lines += [quad(node, curie("skos:definition"), text(f"What {label} is.", "en"), ontology)]
        for synonym in filter(None, synonyms.split("|")):
            lines += [quad(node, curie("skos:altLabel"), text(synonym, "en"), ontology)]
        if broader:
            lines += [quad(node, curie("pg:subtypeOf"), iri(entity_iri(broader)), ontology)]
        for match, code in (part.split() for part in filter(None, codes.split("|"))):
            term = iri("http://example.org/" + code)
            lines += [quad(node, curie(f"skos:{match}Match"), term, mappings)]
            lines += [quad(term, curie("skos:notation"), text(code), mappings)]
            lines += [quad(term, curie("rdfs:label"), text(f"{label} there", "en"), mappings)]
    for document in ("900", "901"):
        claims = [
            Claim(
                document=DocumentId(document),
                subject=entity(subject),
                predicate=relation,
                object=entity(object_),
                polarity=Polarity(polarity),
                span=Span(number, number + 5),
                heading=None,
                method=Method.CURATOR,
                rule=None,
                confidence=1.0,
                status=Status.ACCEPTED,
            )
            for number, (where, subject, relation, object_, polarity) in enumerate(CLAIMS)
            if where == document
        ]
        lines += document_quads(document, "0" * 64, 100, {}, claims, None, load_library().concepts)
    return lines


@pytest.fixture(scope="module")
def gaps() -> Gaps:
    """The gaps of the small graph."""
    return find_gaps(graph_lines())


def request(gaps: Gaps, slug: str) -> TermRequest:
    """The request for a concept."""
    return next(request for request in gaps.requests if request.concept == slug)


def silences(gaps: Gaps, kind: str, missing: str) -> dict[str, Silence]:
    """What is missing of concepts of one kind, by slug."""
    return {s.concept: s for s in gaps.silences if (s.kind, s.missing) == (kind, missing)}


def test_only_concepts_without_any_mapping_are_asked_for(gaps: Gaps) -> None:
    """A close match is enough, and so is a broader term, unless asked otherwise."""
    assert {request.concept for request in gaps.requests} == {
        "burning-pain",
        "zoster-pain",
        "deep-block",
        "needle-guide",
    }


def test_broadly_mapped_concepts_can_be_asked_for_too() -> None:
    """With the term that is only broader, so that editors see where it would go."""
    gaps = find_gaps(graph_lines(), broadly=True)
    assert request(gaps, "nerve-block").mapped_to == ("MAXO:X5",)
    assert request(gaps, "nerve-block").parent_code == "MAXO:X5"
    assert len(gaps.requests) == 5


def test_the_terminology_fits_the_kind(gaps: Gaps) -> None:
    """Procedures to MAxO, devices to NCIt; a condition where its nearest broader one has its term."""
    assert request(gaps, "deep-block").target == "MAXO"
    assert request(gaps, "needle-guide").target == "NCIT"
    assert request(gaps, "burning-pain").target == "HP"
    assert request(gaps, "zoster-pain").target == "MONDO"


def test_a_request_has_what_editors_ask_for(gaps: Gaps) -> None:
    """Label, synonyms, definition, parent term, and where the need comes from."""
    burning = request(gaps, "burning-pain")
    assert burning.synonyms == ("burning sensation", "smarting")
    assert burning.definition == "What burning pain is."
    assert (burning.parent, burning.parent_code, burning.parent_label) == ("pain", "HP:X1", "pain there")
    assert burning.documents == ("900",)


def test_the_parent_is_the_nearest_that_the_terminology_has(gaps: Gaps) -> None:
    """Not the nearest of all: the editors can only use a term of their own."""
    assert request(gaps, "deep-block").parent_code == "MAXO:X5"
    assert request(gaps, "zoster-pain").parent_code == "MONDO:X2"
    assert request(gaps, "needle-guide").parent_code == ""


def test_silence_is_noted_on_what_documents_name(gaps: Gaps) -> None:
    """The block has its condition; the deep block has none, for nobody asserts one."""
    assert set(silences(gaps, "Procedure", "condition")) == {"deep-block"}
    assert set(silences(gaps, "Specialty", "training")) == {"pain-medicine"}
    assert set(silences(gaps, "Condition", "procedure")) == {"burning-pain", "zoster-pain"}
    assert silences(gaps, "Device", "procedure") == {}


def test_doubt_and_denial_do_not_fill_a_gap_but_are_told(gaps: Gaps) -> None:
    """The reader learns that a document spoke of it."""
    found = silences(gaps, "Condition", "procedure")
    assert found["burning-pain"].doubted_in == ("900",)
    assert found["zoster-pain"].doubted_in == ("901",)
    assert silences(gaps, "Procedure", "condition")["deep-block"].doubted_in == ("900", "901")


def test_what_is_said_of_the_broader_concept_is_told(gaps: Gaps) -> None:
    """It need not hold for the narrower one, but tells where to look."""
    found = silences(gaps, "Condition", "procedure")
    assert found["zoster-pain"].said_of == "neuropathic-pain"
    assert found["burning-pain"].said_of == ""
    assert silences(gaps, "Procedure", "specialty")["deep-block"].said_of == "nerve-block"


def test_unnamed_concepts_can_be_included() -> None:
    """For whoever plans a corpus rather than checks one."""
    found = find_gaps(graph_lines(), unnamed=True)
    assert set(silences(found, "Device", "procedure")) == {"needle-guide"}
    assert silences(found, "Device", "procedure")["needle-guide"].documents == ()


def test_markdown_is_ready_to_post(gaps: Gaps) -> None:
    """A heading for each request, a table for each sort of silence."""
    page = gaps.markdown()
    assert "## New term: burning pain\n" in page
    assert "- **Parent term:** pain there (`HP:X1`)\n" in page
    assert "- **Synonyms:** burning sensation, smarting\n" in page
    assert "human-phenotype-ontology/issues" in page
    assert "## Condition without procedure: 2\n" in page
    assert "| zoster pain | 901 | 901 | neuropathic-pain |\n" in page
    assert page.count("## New term: ") == len(gaps.requests)


def test_tables_and_json_hold_the_same(gaps: Gaps) -> None:
    """One row a gap; lists are joined by a bar."""
    requests = list(csv.DictReader(gaps.requests_tsv().splitlines(), delimiter="\t"))
    assert [row["concept"] for row in requests] == [request.concept for request in gaps.requests]
    assert requests[0]["synonyms"] == "burning sensation|smarting"
    found = list(csv.DictReader(gaps.silences_tsv().splitlines(), delimiter="\t"))
    assert len(found) == len(gaps.silences)
    assert list(found[0]) == [field.name for field in fields(Silence)]
    content = json.loads(gaps.json())
    assert len(content["requests"]) == len(requests)
    assert len(content["silences"]) == len(found)


def test_the_order_of_lines_does_not_matter(gaps: Gaps) -> None:
    """The same graph has the same gaps."""
    assert find_gaps(reversed(graph_lines())) == gaps


def test_an_empty_graph_has_no_gaps() -> None:
    """Nothing is named, so nothing is missing."""
    assert find_gaps([]) == Gaps((), ())


def test_expectations_fit_the_schema() -> None:
    """Each asks for relations of the schema, in a direction and with a far end that their signatures allow."""
    relations = load_library().relations
    for expected in EXPECTATIONS:
        assert expected.kind in KINDS
        for name in expected.relations:
            near, far = relations[name].domain, relations[name].range
            if not expected.forward:
                near, far = far, near
            assert expected.kind in near, expected
            assert not expected.other or expected.other in far, expected


def test_every_kind_has_a_terminology_to_ask() -> None:
    """And its terms can be of that kind."""
    lines = [
        quad(iri(entity_iri(kind.lower())), curie("rdf:type"), iri(term_iri(kind)), iri(GRAPH + "ontology"))
        for kind in KINDS
    ]
    for found in find_gaps(lines).requests:
        source = terminologies()[found.target]
        assert source == found.source
        assert source.requests
        assert not source.kinds or found.kind in source.kinds
