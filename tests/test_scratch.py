"""What changes do to graphs, and what they may not do."""

from __future__ import annotations

import pytest

from paingraph.ontology.errors import (
    ConflictError,
    ForbiddenError,
    InputError,
    NotFoundError,
    PaingraphError,
    QuerySyntaxError,
    RdfSyntaxError,
)
from paingraph.ontology.namespaces import GRAPH
from paingraph.queries.scratch import DEFAULT, Scratch
from paingraph.queries.user_graphs import USER_GRAPH
from paingraph.queries.versions import Version

ONTOLOGY = GRAPH + "ontology"
CONCEPT = "<http://www.w3.org/2004/02/skos/core#Concept>"


@pytest.fixture
def scratch(small_version: Version) -> Scratch:
    """The small graph, to be changed."""
    return Scratch(small_version.folder / "graph.nq")


def update(scratch: Scratch, text: str, using: tuple[str, ...] = (), named: tuple[str, ...] = ()) -> list[str]:
    """Carry out an update; return the users' lines, sorted."""
    scratch.update(text, using, named)
    return sorted(scratch.lines() or ())


def test_triples_without_a_graph_go_into_the_users_graph(scratch: Scratch) -> None:
    """And those with one into that."""
    assert update(scratch, "INSERT DATA { <urn:a> <urn:b> 1 . GRAPH <urn:g> { <urn:c> <urn:d> 'é' } }") == [
        f'<urn:a> <urn:b> "1"^^<http://www.w3.org/2001/XMLSchema#integer> <{USER_GRAPH}> .',
        '<urn:c> <urn:d> "é" <urn:g> .',
    ]


def test_a_where_sees_what_a_query_sees(scratch: Scratch) -> None:
    """The union of all graphs, each triple once, and every graph by its name, the users' own too."""
    count = "SELECT (COUNT(*) AS ?n) { ?s a " + CONCEPT + " }"
    in_graph = f"GRAPH <{ONTOLOGY}> {{ ?s a {CONCEPT} }}"
    lines = update(
        scratch,
        f"INSERT DATA {{ <urn:x> a {CONCEPT} . GRAPH <urn:g> {{ <urn:x> a {CONCEPT} }} }} ;"
        f"INSERT {{ <urn:n> <urn:n> ?n }} WHERE {{ {count} }} ;"
        f"INSERT {{ ?g <urn:holds> <urn:x> }} WHERE {{ GRAPH ?g {{ <urn:x> a {CONCEPT} }} FILTER(?g = <urn:g>) }} ;"
        f"INSERT {{ <urn:user> <urn:found> true }} WHERE {{ GRAPH <{USER_GRAPH}> {{ <urn:x> ?p ?o }} {in_graph} }}",
    )
    assert any(line.startswith('<urn:n> <urn:n> "11"') for line in lines)
    assert any(line.startswith("<urn:g> <urn:holds>") for line in lines)
    assert any(line.startswith("<urn:user> <urn:found>") for line in lines)


def test_each_operation_sees_what_the_one_before_left(scratch: Scratch) -> None:
    """What is deleted is gone from the union, unless another graph has it."""
    lines = update(
        scratch,
        "INSERT DATA { <urn:a> <urn:p> 1, 2 . GRAPH <urn:g> { <urn:a> <urn:p> 2 } } ;"
        "INSERT { ?s <urn:first> ?o } WHERE { ?s <urn:p> ?o } ; DELETE WHERE { <urn:a> <urn:p> ?o } ;"
        "INSERT { ?s <urn:second> ?o } WHERE { ?s <urn:p> ?o }",
    )
    assert [line.split(" ")[1:3] for line in lines] == [
        ["<urn:first>", '"1"^^<http://www.w3.org/2001/XMLSchema#integer>'],
        ["<urn:first>", '"2"^^<http://www.w3.org/2001/XMLSchema#integer>'],
        ["<urn:p>", '"2"^^<http://www.w3.org/2001/XMLSchema#integer>'],
        ["<urn:second>", '"2"^^<http://www.w3.org/2001/XMLSchema#integer>'],
    ]


def test_declarations_may_stand_between_operations(scratch: Scratch) -> None:
    """And hold for all that follow."""
    text = (
        "PREFIX a: <urn:a#> INSERT DATA { a:x a:p 1 } ; PREFIX b: <urn:b#> DELETE WHERE { a:x a:p 1 } ;"
        "INSERT DATA { b:x a:p 2 }"
    )
    assert [line.split(" ")[:2] for line in update(scratch, text)] == [["<urn:b#x>", "<urn:a#p>"]]


def test_the_request_may_name_the_dataset(scratch: Scratch) -> None:
    """As the default graph of each WHERE, or as the graphs that GRAPH ranges over."""
    text = "INSERT {{ GRAPH <urn:n> {{ <urn:n> <urn:n> ?n }} }} WHERE {{ SELECT (COUNT(DISTINCT ?s) AS ?n) {{ {} }} }}"
    (line,) = update(scratch, text.format("?s a " + CONCEPT), using=(ONTOLOGY,))
    assert '"10"' in line
    (_, line) = sorted(
        update(scratch, text.format("GRAPH ?s {}") + "; INSERT DATA {}", named=(ONTOLOGY, GRAPH + "inferred"))
    )
    assert '"2"' in line


def test_clear_and_drop_take_what_users_wrote_and_nothing_else(scratch: Scratch) -> None:
    """ALL means all that an update may change; a graph that is not there is empty already."""
    scratch.update("INSERT DATA { <urn:a> <urn:b> 1 . GRAPH <urn:g> { <urn:a> <urn:b> 1 } }", (), ())
    assert len(update(scratch, "CLEAR NAMED")) == 1
    assert update(scratch, "DROP GRAPH <urn:nowhere> ; CLEAR ALL") == []
    assert scratch.lines() is None


def test_whole_graphs_are_copied_moved_and_added(scratch: Scratch) -> None:
    """Among those of users, the unnamed one included; ours may be a source, if nothing in it is ours to say."""
    scratch.update("INSERT DATA { <urn:a> <urn:b> 1 . GRAPH <urn:g> { <urn:a> <urn:b> 2 } }", (), ())
    lines = update(scratch, "ADD DEFAULT TO <urn:g> ; COPY <urn:g> TO <urn:h> ; MOVE <urn:g> TO DEFAULT")
    assert sorted(line.rpartition(" <")[2] for line in lines) == [f"{USER_GRAPH}> ."] * 2 + ["urn:h> ."] * 2


def test_what_is_as_before_is_no_change(scratch: Scratch) -> None:
    """So that no version is made for nothing."""
    scratch.update("INSERT DATA { <urn:a> <urn:b> 1 } ; DELETE DATA { <urn:a> <urn:b> 1 }", (), ())
    assert scratch.lines() is None


@pytest.mark.parametrize(
    "text",
    [
        f"INSERT DATA {{ GRAPH <{ONTOLOGY}> {{ <urn:a> <urn:b> 1 }} }}",
        f"INSERT DATA {{ GRAPH <{USER_GRAPH}> {{ <urn:a> <urn:b> 1 }} }}",
        f"INSERT DATA {{ GRAPH <{GRAPH}new> {{ <urn:a> <urn:b> 1 }} }}",
        "DELETE WHERE { GRAPH ?g { ?s ?p ?o } }",
        f"CLEAR GRAPH <{ONTOLOGY}>",
        f"DROP SILENT GRAPH <{GRAPH}document/000>",
        f"MOVE <{GRAPH}document/000> TO <urn:g>",
        f"WITH <{GRAPH}inferred> DELETE {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o }}",
        f"ADD DEFAULT TO <{ONTOLOGY}> ; INSERT DATA {{ GRAPH <{ONTOLOGY}> {{ <urn:a> <urn:b> 1 }} }}",
        "INSERT DATA { pgid:sciatica pg:treats <urn:x> }",
        "INSERT DATA { <urn:x> a pg:Claim }",
        "INSERT DATA { <https://w3id.org/paingraph/claim/x> <urn:p> 1 }",
        "INSERT DATA { pgid:sciatica skos:prefLabel 'lumbago' }",
        f"COPY <{GRAPH}document/000> TO <urn:g>",
    ],
)
def test_what_documents_say_is_not_changed_or_forged(scratch: Scratch, text: str) -> None:
    """Every term of the ontology leads to a sentence, wherever it stands."""
    with pytest.raises(ForbiddenError):
        update(scratch, text)


def test_users_may_speak_of_our_things_in_words_of_their_own(scratch: Scratch) -> None:
    """And point at anything."""
    assert (
        len(update(scratch, "INSERT DATA { pgid:sciatica rdfs:seeAlso <urn:x> . <urn:x> <urn:about> pg:treats }")) == 2
    )


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("CLEAR XYZ", 1, 7),
        ("CLEAR ALL ;\n INSERT DATA { <urn:a> <urn:b> zz:c }", 2, 32),
        ("CLEAR ALL ;\n DELETE WHERE { _:a ?p ?o }", 2, 28),
        ("CLEAR ALL ;\n\n INSERT DATA\n{ <urn:a> <urn:b> ?o }", 4, 23),
    ],
)
def test_a_mistake_is_found_before_anything_is_evaluated(scratch: Scratch, text: str, line: int, column: int) -> None:
    """At its place in the whole text, whichever operation it is in."""
    with pytest.raises(QuerySyntaxError) as caught:
        scratch.update(text, (), ())
    assert caught.value.details == {"line": line, "column": column}


def test_an_operation_that_fails_says_so(scratch: Scratch) -> None:
    """A graph that is there cannot be created."""
    with pytest.raises(ConflictError, match="already exists"):
        scratch.update("INSERT DATA { GRAPH <urn:g> { <urn:a> <urn:b> 1 } } ; CREATE GRAPH <urn:g>", (), ())


def put(scratch: Scratch, body: str | bytes, media_type: str = "text/turtle", graph: str | None = "urn:g") -> list[str]:
    """Put RDF into a graph; return the users' lines, sorted."""
    body = body.encode() if isinstance(body, str) else body
    scratch.put(graph, [(media_type, body)], "http://example.org/base/", replace=True)
    return sorted(scratch.lines() or ())


RDF = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'


@pytest.mark.parametrize(
    ("media_type", "body"),
    [
        ("text/turtle", "<s> <http://example.org/p> 'o' ."),
        ("application/n-triples", '<http://example.org/base/s> <http://example.org/p> "o" .'),
        ("application/ld+json", '{"@id": "s", "http://example.org/p": "o"}'),
        (
            "application/rdf+xml",
            f'<rdf:RDF {RDF} xmlns:e="http://example.org/"><rdf:Description rdf:about="s"><e:p>o</e:p>'
            "</rdf:Description></rdf:RDF>",
        ),
        ("application/trig", "{ <s> <http://example.org/p> 'o' }"),
        ("application/n-quads", '<http://example.org/base/s> <http://example.org/p> "o" .'),
    ],
)
def test_every_format_is_read(scratch: Scratch, media_type: str, body: str) -> None:
    """Relative IRIs are resolved against the address of the graph."""
    assert put(scratch, body, media_type) == ['<http://example.org/base/s> <http://example.org/p> "o" <urn:g> .']


def test_a_dataset_names_its_graphs_itself(scratch: Scratch) -> None:
    """What it does not name goes into the unnamed one; put into one graph it is refused."""
    trig = "<urn:a> <urn:b> 1 . <urn:g> { <urn:a> <urn:b> 2 }"
    assert [line.rpartition(" <")[2] for line in put(scratch, trig, "application/trig", None)] == [
        f"{USER_GRAPH}> .",
        "urn:g> .",
    ]
    with pytest.raises(RdfSyntaxError):
        put(scratch, trig, "application/trig", "urn:g")


@pytest.mark.parametrize(
    ("media_type", "body", "line"),
    [
        ("text/turtle", "<urn:a> <urn:b> 1 .\n<urn:a> <urn:b>", 2),
        ("text/turtle", b"<urn:a> <urn:b> '\xff' .", 1),
        ("application/n-triples", "<urn:a> <urn:b> <c d> .", 1),
        ("application/ld+json", '{"@id":\n "x",}', 2),
        ("application/rdf+xml", f"<rdf:RDF {RDF}>\n<a></b></rdf:RDF>", None),
        ("application/ld+json", '{"@context": "http://example.org/", "http://example.org/p": 1}', None),
        ("application/rdf+xml", f'<!DOCTYPE a [<!ENTITY b "c">]><rdf:RDF {RDF}/>', None),
    ],
)
def test_broken_rdf_is_told_by_its_place(
    scratch: Scratch, media_type: str, body: str | bytes, line: int | None
) -> None:
    """Where the parser knows it; nothing is written."""
    with pytest.raises(RdfSyntaxError) as caught:
        put(scratch, body, media_type)
    assert caught.value.details.get("line") == line
    assert scratch.lines() is None


@pytest.mark.parametrize(
    ("media_type", "body", "graph"),
    [
        ("application/n-quads", "<urn:a> <urn:b> <urn:c> _:g .", None),
        ("text/turtle", "<urn:a> <urn:b> <<( <urn:a> <urn:b> <urn:c> )>> .", "urn:g"),
        ("text/turtle", "<urn:a> <urn:b> <urn:c> .", GRAPH + "ontology"),
        ("application/n-quads", f"<urn:a> <urn:b> <urn:c> <{ONTOLOGY}> .", None),
        ("text/turtle", "<urn:a> <https://w3id.org/paingraph/ontology#treats> <urn:c> .", DEFAULT),
    ],
)
def test_rdf_that_users_may_not_have_is_refused(scratch: Scratch, media_type: str, body: str, graph: str) -> None:
    """Blank nodes name no graphs, RDF 1.1 has no triple terms, and nothing of ours is touched."""
    with pytest.raises((InputError, ForbiddenError)):
        put(scratch, body, media_type, graph)


def test_blank_nodes_of_two_bodies_stay_apart(scratch: Scratch) -> None:
    """A label means nothing outside its document."""
    body = ("text/turtle", b"_:a <urn:p> 1 .")
    scratch.put("urn:g", [body, body], "urn:base", replace=False)
    assert len(scratch.lines() or ()) == 2


def test_line_ends_of_all_kinds_stay_within_their_line(scratch: Scratch) -> None:
    """Whoever reads the published file by lines sees one line a quad."""
    (line,) = put(scratch, '<urn:a> <urn:b> "a\\u2028b\\u0085c\\u000Bd\\u001Ce\\n" .')
    assert line.splitlines() == [line]


def test_a_graph_that_is_not_there_cannot_be_deleted(scratch: Scratch) -> None:
    """The unnamed one is always there."""
    scratch.delete(DEFAULT)
    with pytest.raises(NotFoundError):
        scratch.delete("urn:g")
    with pytest.raises(PaingraphError):
        scratch.delete(ONTOLOGY)
