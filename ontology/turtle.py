"""The Turtle files of the ontology: where they lie, how they are read, and their lines as N-Triples."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from paingraph.ontology.errors import OntologyError
from paingraph.ontology.namespaces import ONTOLOGY, PREFIXES
from paingraph.ontology.nquads import iri, text

if TYPE_CHECKING:
    from rdflib import BNode, Graph
    from rdflib.term import Node

__all__ = ["module_files", "ontology_ntriples", "read_modules", "read_turtle"]

#: Gives a node its N-Triples form.
_Namer: TypeAlias = "Callable[[BNode], str]"


def module_files(modules: Path | None = None) -> tuple[Traversable, ...]:
    """Return the Turtle files of the ontology, sorted by name: those shipped, or those of another folder."""
    folder: Traversable = files("paingraph.ontology") / "modules" if modules is None else modules
    if not folder.is_dir():
        raise OntologyError(f"There is no folder {folder} to read the ontology from.", file=str(folder))
    found = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".ttl")), key=lambda entry: entry.name)
    if not found:
        raise OntologyError(f"The folder {folder} holds no Turtle file (*.ttl).", file=str(folder))
    return tuple(found)


def read_modules(modules: Path | None = None) -> Graph:
    """Return all modules as one graph: those shipped (read once; do not change it), or those of another folder.

    Raises:
        OntologyError: a file is no Turtle; names file, line and what is wrong.
    """
    return _shipped() if modules is None else _read(modules)


def ontology_ntriples(modules: Path | None = None) -> list[str]:
    """Return the ontology as sorted lines of N-Triples, the same bytes each time."""
    return list(_shipped_lines()) if modules is None else _lines(_read(modules))


@cache
def _shipped() -> Graph:
    return _read(None)


@cache
def _shipped_lines() -> tuple[str, ...]:
    return tuple(_lines(_shipped()))


def _read(modules: Path | None) -> Graph:
    from rdflib import Graph

    graph = Graph(bind_namespaces="none")
    for module in module_files(modules):
        read_turtle(module, graph)
    return graph


def read_turtle(file: Traversable, graph: Graph) -> None:
    """Add a Turtle file to a graph; a broken one is an OntologyError with file and line."""
    from rdflib.plugins.parsers.notation3 import BadSyntax

    try:
        graph.parse(data=file.read_text(encoding="utf-8"), format="turtle", publicID=ONTOLOGY)
    except BadSyntax as error:
        line = error.lines + 1
        reason = str(error._why)
        raise OntologyError(f"{file.name}, line {line}: not Turtle: {reason}.", file=file.name, line=line) from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise OntologyError(f"{file.name}, line {line}: not UTF-8.", file=file.name, line=line) from None


def _lines(graph: Graph) -> list[str]:
    from rdflib import BNode

    label_of = _blank_namer(graph)
    terms = {term: label_of(term) if isinstance(term, BNode) else _term(term) for triple in graph for term in triple}
    return sorted(f"{terms[s]} {terms[p]} {terms[o]} ." for s, p, o in graph)


def _blank_namer(graph: Graph) -> _Namer:
    """Return a function that names blank nodes by what they hold and where they stand.

    OWL 2 writes anonymous classes and lists as trees of blank nodes (Mapping to RDF Graphs, section 3.1), so a digest
    from the leaves up, joined with one from the root down, names each node alike in every run.
    """
    from rdflib import BNode

    contents: dict[BNode, str] = {}
    names: dict[BNode, str] = {}

    def content(node: BNode) -> str:
        if node not in contents:
            held = sorted(
                (str(p), content(o) if isinstance(o, BNode) else _term(o)) for p, o in graph.predicate_objects(node)
            )
            contents[node] = _digest(map(" ".join, held))
        return contents[node]

    def name(node: BNode) -> str:
        if node not in names:
            above = sorted(
                (name(s) if isinstance(s, BNode) else _term(s), str(p)) for s, p in graph.subject_predicates(node)
            )
            names[node] = "_:b" + _digest([content(node), *map(" ".join, above)])
        return names[node]

    return name


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def _term(term: Node) -> str:
    from rdflib import Literal

    if not isinstance(term, Literal):
        return iri(str(term))
    if term.datatype is not None and str(term.datatype) != PREFIXES["xsd"] + "string":
        return f"{text(str(term))}^^{iri(str(term.datatype))}"
    return text(str(term), term.language)
