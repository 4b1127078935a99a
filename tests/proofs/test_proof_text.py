"""Explanations as people and machines read them: text, Markdown, JSON, Turtle."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import PROV, RDF

from paingraph.ontology.namespaces import DOCUMENT, PG, PGID
from paingraph.queries.bounds import EVERYTHING, Bounds
from paingraph.queries.proof_data import support_data
from paingraph.queries.proof_formats import ProofFormat, render, why_or_why_not
from paingraph.queries.proof_text import markdown, text
from paingraph.queries.proofs import Explanation
from paingraph.queries.store import Store
from paingraph.queries.support import support
from paingraph.queries.why_not import WhyNot

PAGE = (Path(__file__).parents[2] / "docs" / "proofs.md").read_text(encoding="utf-8")
CHAIN = ("anesthesiology", "canManage", "neuralgia")
DENIED = ("chiropractic", "canManage", "neuralgia")


def answered(world: Store, names: tuple[str, str, str], format_: ProofFormat, bounds: Bounds = EVERYTHING) -> str:
    """The answer to a question, in a format."""
    return render(why_or_why_not(world, *names), format_, bounds)


def test_one_question_is_answered_with_why_or_why_not(world: Store) -> None:
    """The caller need not know beforehand."""
    assert isinstance(why_or_why_not(world, *CHAIN), Explanation)
    assert isinstance(why_or_why_not(world, *DENIED), WhyNot)


@pytest.mark.parametrize("names", [CHAIN, DENIED], ids=["why", "why not"])
def test_the_documentation_shows_what_is_answered(world: Store, names: tuple[str, str, str]) -> None:
    """To the letter; an ellipsis stands for anything."""
    words = answered(world, names, ProofFormat.TEXT)
    (shown,) = (
        block for block in re.findall(r"```\n(.*?)```", PAGE, re.DOTALL) if block.startswith(words.partition("\n")[0])
    )
    assert re.fullmatch(re.escape(shown).replace("…", ".*"), words, re.DOTALL)


def test_the_text_leads_from_the_edge_to_the_sentence(world: Store) -> None:
    """Rule, premise, document, place, words; indented as they rest on each other."""
    words = answered(world, CHAIN, ProofFormat.TEXT)
    lines = words.splitlines()
    assert lines[0] == "anesthesiology can manage neuralgia"
    assert "  Concluded in 2 ways, resting on 901 + 902." in lines
    assert "  It stays true with any one of these sets of documents: 901; 902." in lines
    rule = lines.index("  ⇐ If X performs Y and Y treats Z, then X can manage Z. [canManage.performs-treats]")
    assert [line.strip().partition(", characters")[0] for line in lines[rule + 1 : rule + 4]] == [
        "• anesthesiology performs nerve block",
        "document 901 “Title of 901”",
        "“anesthesiology performs nerve block”",
    ]
    assert lines[rule + 2].endswith("under “Heading of 901”; read by rule performs.example, confidence 0.90")
    assert any(line.strip().startswith("but hedged in document 903") for line in lines)


def test_the_vocabulary_is_named_as_what_it_is(world: Store) -> None:
    """No reader shall take it for evidence."""
    words = answered(world, ("trigeminal neuralgia", "subtypeOf", "face pain"), ProofFormat.TEXT)
    assert "in the vocabulary (curated knowledge, no evidence)" in words
    assert "The vocabulary alone keeps it true" in words


def test_why_not_in_text(world: Store) -> None:
    """What is missing, what is there, and who denies what is missing."""
    words = answered(world, DENIED, ProofFormat.TEXT)
    assert words.startswith("Not so: chiropractic can manage neuralgia\n")
    assert "• missing: massage treats neuralgia" in words
    assert "there: chiropractic performs massage" in words
    assert "but denied in document 903" in words
    wrong = answered(world, ("neuralgia", "performs", "nerve block"), ProofFormat.TEXT)
    assert "It cannot hold: neuralgia is a condition, and 'performs' takes a specialty as its subject." in wrong
    only = answered(world, ("nerve block", "treats", "face pain"), ProofFormat.TEXT)
    assert "a document would have to say so" in only


def test_what_is_left_out_is_counted(world: Store) -> None:
    """One claim and one inference each."""
    words = answered(world, CHAIN, ProofFormat.TEXT, Bounds(claims=1, inferences=1, depth=5))
    assert "… and 1 more inference" in words
    direct = answered(world, ("nerve block", "treats", "neuralgia"), ProofFormat.TEXT, Bounds(claims=1))
    assert "… and 1 more claim" in direct
    shallow = answered(world, CHAIN, ProofFormat.TEXT, Bounds(depth=0))
    assert "nerve block" in shallow
    data = json.loads(answered(world, CHAIN, ProofFormat.JSON, Bounds(claims=1, inferences=1)))
    assert data["proof"]["more_inferences"] == 1


def test_markdown_is_a_nested_list_with_quotes(world: Store) -> None:
    """A reader of CommonMark sees lists in lists, and block quotes in them."""
    html = MarkdownIt().render(answered(world, CHAIN, ProofFormat.MARKDOWN))
    assert html.startswith("<h1>anesthesiology can manage neuralgia</h1>")
    assert "<blockquote>\n<p>nerve block treats neuralgia</p>\n</blockquote>" in html
    assert f'<a href="{DOCUMENT}901#char=' in html
    assert html.count("<ul>") == html.count("</ul>") >= 3


def test_markdown_escapes_what_documents_say(store_of: Callable[[list[Any]], Store]) -> None:
    """A title or a quote is no markup."""
    store = store_of([("901", "nerve block", "reliefDuration", "<b>*1. [x](y)*</b>", "")])
    words = answered(store, ("nerve block", "reliefDuration", "<b>*1. [x](y)*</b>"), ProofFormat.MARKDOWN)
    html = MarkdownIt().render(words)
    assert "<b>" not in html
    assert "<em>" not in html
    assert "&lt;b&gt;*1. [x](y)*&lt;/b&gt;" in html


def test_json_has_iris_and_labels_together(world: Store) -> None:
    """And the whole way down to the passage."""
    data = json.loads(answered(world, CHAIN, ProofFormat.JSON))
    assert data["edge"]["subject"] == {"iri": PGID + "anesthesiology", "label": "anesthesiology"}
    assert data["edge"]["relation"] == {"iri": PG + "canManage", "label": "can manage"}
    assert data["holds"] is True
    assert data["complete"] is True
    assert data["support"]["sets"] == [["901"], ["902"]]
    assert [document["title"] for document in data["documents"]] == ["Title of 901", "Title of 902"]
    chain = data["proof"]["inferences"][1]
    assert chain["rule"]["name"] == "canManage.performs-treats"
    claim = chain["premises"][1]["claims"][0]
    assert claim["quote"] == "nerve block treats neuralgia"
    assert claim["passage"] == f"{DOCUMENT}901#char={claim['start']},{claim['end']}"
    assert claim["heading"]["quote"] == "Heading of 901"
    assert data["doubts"][0]["polarity"] == "hedged"


def test_json_says_why_not(world: Store) -> None:
    """An open end is a variable."""
    data = json.loads(answered(world, DENIED, ProofFormat.JSON))
    assert data["holds"] is False
    attempt = data["rules"][0]["attempts"][0]
    assert attempt["missing"][0]["text"] == "massage treats neuralgia"
    assert attempt["near"][0]["polarity"] == "negated"
    open_ended = ("neuralgia", "sharesPainGeneratorWith", "face pain")
    data = json.loads(answered(world, open_ended, ProofFormat.JSON))
    assert data["rules"][0]["attempts"][0]["missing"][0]["object"] == {"variable": "y"}


def test_support_as_data_lists_documents_by_what_they_say(world: Store) -> None:
    """Counted in documents."""
    data = support_data(support(world, "nerve block", "treats", "neuralgia"))
    assert data["documents"] == {"asserted": 2, "hedged": 1, "negated": 0}
    assert data["disputed"] is True
    assert [document["id"] for document in data["asserted"]] == ["901", "902"]
    assert data["hedged"][0]["claims"][0]["quote"] == "nerve block treats neuralgia"


def test_turtle_is_provenance_that_merges_with_the_graph(world: Store) -> None:
    """Every triple but those that spell out PROV-O stands in the graph itself."""
    answer = why_or_why_not(world, *CHAIN)
    graph = Graph().parse(data=render(answer, ProofFormat.TURTLE), format="turtle")
    edge = URIRef(answer.statement.iri)
    derivations = {*graph.objects(edge, PROV.wasGeneratedBy)}
    assert len(derivations) == 2
    for derivation in derivations:
        assert (derivation, RDF.type, URIRef(PG + "Derivation")) in graph
        assert {*graph.objects(derivation, PROV.used)} == {*graph.objects(derivation, URIRef(PG + "premise"))}
    known = {tuple(row[name].value for name in ("s", "p", "o")) for row in world.rows("SELECT ?s ?p ?o { ?s ?p ?o }")}
    for triple in graph:
        value = str(float(str(triple[2]))) if triple[1] == URIRef(PG + "confidence") else str(triple[2])
        spelled_out = triple[1] in (PROV.used, PROV.wasGeneratedBy) or (
            triple[1] == PROV.wasDerivedFrom and "/edge/" in str(triple[0])
        )
        assert spelled_out or (str(triple[0]), str(triple[1]), value) in known, triple


def test_turtle_leads_from_the_edge_to_every_passage(world: Store) -> None:
    """Along prov:wasDerivedFrom alone."""
    answer = why_or_why_not(world, *CHAIN)
    graph = Graph().parse(data=render(answer, ProofFormat.TURTLE), format="turtle")
    reached = {*graph.transitive_objects(URIRef(answer.statement.iri), PROV.wasDerivedFrom)}
    quotes = {str(graph.value(node, URIRef(PG + "quote"))) for node in reached}
    assert {"anesthesiology performs nerve block", "nerve block treats neuralgia"} <= quotes


def test_turtle_of_the_vocabulary_and_of_a_text(world: Store) -> None:
    """The ontology graph is what a curated edge was derived from; a duration stays a string."""
    curated = ("trigeminal neuralgia", "subtypeOf", "face pain")
    graph = Graph().parse(data=answered(world, curated, ProofFormat.TURTLE), format="turtle")
    assert URIRef("https://w3id.org/paingraph/graph/ontology") in {*graph.objects(None, PROV.wasDerivedFrom)}
    lasting = ("nerve block", "reliefDuration", "PT24H")
    graph = Graph().parse(data=answered(world, lasting, ProofFormat.TURTLE), format="turtle")
    assert Literal("PT24H") in {*graph.objects(None, URIRef(PG + "object"))}


def test_turtle_of_why_not_has_the_claims_that_almost_say_it(world: Store) -> None:
    """There is no edge to describe."""
    graph = Graph().parse(data=answered(world, DENIED, ProofFormat.TURTLE), format="turtle")
    assert [str(value) for value in graph.objects(None, URIRef(PG + "polarity"))] == ["negated"]


@pytest.mark.parametrize("format_", ProofFormat)
@pytest.mark.parametrize("names", [CHAIN, DENIED], ids=["why", "why not"])
def test_every_format_writes_the_same_bytes_again(
    world: Store, names: tuple[str, str, str], format_: ProofFormat
) -> None:
    """An answer can be cached and compared."""
    assert "/" in format_.media_type
    first = answered(world, names, format_)
    assert first == answered(world, names, format_)
    assert first.endswith("\n")


def test_text_and_markdown_have_bounds_of_their_own(world: Store) -> None:
    """The defaults fit a page."""
    answer = why_or_why_not(world, *CHAIN)
    assert text(answer) == render(answer, ProofFormat.TEXT)
    assert markdown(answer) == render(answer, ProofFormat.MARKDOWN)
