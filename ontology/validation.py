"""SHACL: the shapes of ontology/shapes held against a graph by pySHACL, with findings as in the quality report.

Core constraints only, and yet, measured on 54,000 lines: 1 second of CPU to hand them to rdflib and 4 to validate,
where the whole build has 5. So `paingraph validate` and the tests run it, and a build runs the quality report alone
(under a second), which also says what is beyond the shapes: positions within a document, the kinds at a claim's ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING

from paingraph.ontology.facts import Facts, is_iri, is_literal, language, plain
from paingraph.ontology.findings import Finding, Report, Severity
from paingraph.ontology.namespaces import BASE, PREFIXES
from paingraph.ontology.nquads import iri, text

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

__all__ = ["SHAPES", "load_shapes", "shape_files", "validate"]

#: Names of shapes.
SHAPES = BASE + "shapes#"

_SEVERITIES = {PREFIXES["sh"] + severity.shacl.removeprefix("sh:"): severity for severity in Severity}
_SH = PREFIXES["sh"]


def shape_files() -> tuple[Traversable, ...]:
    """Return the shipped files of shapes, sorted by name."""
    folder = files("paingraph.ontology") / "shapes"
    return tuple(sorted((entry for entry in folder.iterdir() if entry.name.endswith(".ttl")), key=lambda e: e.name))


@cache
def load_shapes() -> Graph:
    """Return all shapes as one graph, read once; do not change it."""
    from rdflib import Graph

    graph = Graph(bind_namespaces="none")
    for file in shape_files():
        graph.parse(data=file.read_text(encoding="utf-8"), format="turtle")
    return graph


def validate(lines: Iterable[str]) -> Report:
    """Hold all shapes against a graph, given as lines of N-Quads; lines that are none are the quality report's."""
    from pyshacl import validate as run

    facts = Facts(lines)
    _, results, _ = run(_graph(facts), shacl_graph=load_shapes(), inference="none", meta_shacl=False, advanced=False)
    return Report.of(_findings(results, facts))


def _graph(facts: Facts) -> Graph:
    """Return the union of all graphs for rdflib; each term is made once, which is faster than its parser."""
    from rdflib import Graph

    terms: dict[str, Node] = {}
    graph = Graph(bind_namespaces="none")
    for quad in facts.quads:
        for term in quad[:3]:
            if term not in terms:
                terms[term] = _node(term)
        graph.add((terms[quad.subject], terms[quad.predicate], terms[quad.object]))
    return graph


def _node(term: str) -> Node:
    from rdflib import BNode, Literal, URIRef

    if is_iri(term):
        return URIRef(plain(term))
    if not is_literal(term):
        return BNode(term.removeprefix("_:"))
    if term.endswith(">"):
        return Literal(plain(term), datatype=URIRef(term[term.rindex("^^<") + 3 : -1]))
    return Literal(plain(term), lang=language(term) or None)


def _term(node: Node | None) -> str:
    """Return the N-Quads form of a node, "" for none."""
    from rdflib import BNode, Literal

    if node is None:
        return ""
    if isinstance(node, BNode):
        return f"_:{node}"
    if not isinstance(node, Literal):
        return iri(str(node))
    if node.datatype is not None and str(node.datatype) != PREFIXES["xsd"] + "string":
        return f"{text(str(node))}^^{iri(str(node.datatype))}"
    return text(str(node), node.language)


def _findings(results: Graph, facts: Facts) -> Iterator[Finding]:
    from rdflib import BNode, URIRef

    def value(result: Node, name: str) -> Node | None:
        return results.value(result, URIRef(_SH + name))

    for result in results.objects(None, URIRef(_SH + "result")):
        path, node = value(result, "resultPath"), _term(value(result, "focusNode"))
        yield Finding(
            severity=_SEVERITIES[str(value(result, "resultSeverity"))],
            check=f"shape:{_shape(value(result, 'sourceShape'))}",
            node=node,
            predicate="" if isinstance(path, BNode) else _term(path),
            value=_term(value(result, "value")),
            document=facts.document(node),
            advice=str(value(result, "resultMessage")),
        )


def _shape(node: Node | None) -> str:
    """Return the local name of the shape that a part of it, a blank node, belongs to."""
    from rdflib import BNode

    seen: set[Node] = set()
    while isinstance(node, BNode) and node not in seen:
        seen.add(node)
        node = next(iter(load_shapes().subjects(object=node)), None)
    return str(node).removeprefix(SHAPES)
