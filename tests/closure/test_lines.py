"""The conclusions as lines of a graph, and a graph closed from its lines."""

from __future__ import annotations

import pyoxigraph
from rdflib.namespace import RDFS
from small_world import closed, concluded, edge, line

from paingraph.ontology.closure import INFERRED, close_quads
from paingraph.ontology.library import ontology_ntriples
from paingraph.ontology.namespaces import DERIVATION, EDGE, GRAPH, PG, document_graph
from paingraph.ontology.nquads import in_graph


def test_a_graph_is_closed_from_its_lines() -> None:
    """Documents and vocabulary are premises; an inferred graph that is already there is not."""
    said = [
        f"{line(edge('anesthesiology', 'performs', 'nerve-block'))} <{document_graph('901')}> .",
        f"{line(edge('nerve-block', 'treats', 'sciatica'))} <{document_graph('902')}> .",
        f"{line(edge('nerve-block', 'treats', 'anxiety'))} <{INFERRED}> .",
    ]
    closure = close_quads([*in_graph(ontology_ntriples(), GRAPH + "ontology"), *said])
    assert concluded(closure, "canManage") == {("anesthesiology", "sciatica")}
    assert ("adhesion", "soft-tissue") in concluded(closure, "subtypeOf")


def test_the_lines_lead_from_a_conclusion_to_its_premises() -> None:
    """Conclusion, derivation, rule and premises, followed with SPARQL."""
    closure = closed(("anesthesiology", "performs", "nerve-block"), ("nerve-block", "treats", "neuralgia"))
    store = pyoxigraph.Store()
    store.load("\n".join(closure.quads()), format=pyoxigraph.RdfFormat.N_QUADS)
    solutions = store.query(
        """SELECT ?rule ?s ?p ?o {
             ?derivation a pg:Derivation ; pg:conclusion/pg:predicate pg:canManage ; pg:appliesRule/rdfs:label ?rule ;
               pg:premise ?premise .
             ?premise a pg:Edge ; pg:subject ?s ; pg:predicate ?p ; pg:object ?o .
           } ORDER BY ?s""",
        prefixes={"pg": PG, "rdfs": str(RDFS)},
        use_default_graph_as_union=True,
    )
    assert isinstance(solutions, pyoxigraph.QuerySolutions)
    rows = [[term.value for term in row] for row in solutions]
    assert rows == [
        ["canManage.performs-treats", *edge("anesthesiology", "performs", "nerve-block")],
        ["canManage.performs-treats", *edge("nerve-block", "treats", "neuralgia")],
    ]


def test_lines_are_unique_and_all_in_the_inferred_graph() -> None:
    """Whatever the order of the input, the same lines."""
    edges = [("anesthesiology", "performs", "nerve-block"), ("nerve-block", "treats", "neuralgia")]
    lines = sorted(closed(*edges).quads())
    assert lines == sorted(set(lines)) == sorted(closed(*reversed(edges)).quads())
    assert all(text.endswith(f" <{INFERRED}> .") for text in lines)


def test_names_depend_on_content_only() -> None:
    """A rebuild mints the same IRIs."""
    (derivation, *_) = closed(("anesthesiology", "managesCondition", "neuralgia"))
    assert derivation.iri.startswith(DERIVATION)
    assert derivation.conclusion.iri.startswith(EDGE)
    assert derivation.iri == type(derivation)(*derivation).iri
    assert derivation.iri != derivation._replace(premises=()).iri
