"""The Turtle files of the ontology: where they lie, how they are read, and their lines as N-Triples."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING

from paingraph.ontology.errors import OntologyError
from paingraph.ontology.namespaces import ONTOLOGY, PREFIXES
from paingraph.ontology.nquads import iri, text
from paingraph.ontology.triples import Term, Triple, Triples

if TYPE_CHECKING:
    from pyoxigraph import Literal, NamedNode

__all__ = ["module_files", "ontology_ntriples", "read_modules"]


def module_files(modules: Path | None = None) -> tuple[Traversable, ...]:
    """Return the Turtle files of the ontology, sorted by name: those shipped, or those of another folder."""
    folder: Traversable = files("paingraph.ontology") / "modules" if modules is None else modules
    if not folder.is_dir():
        raise OntologyError(f"There is no folder {folder} to read the ontology from.", file=str(folder))
    found = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".ttl")), key=lambda entry: entry.name)
    if not found:
        raise OntologyError(f"The folder {folder} holds no Turtle file (*.ttl).", file=str(folder))
    return tuple(found)


def read_modules(modules: Path | None = None) -> Triples:
    """Return what all modules say: those shipped, or those of another folder.

    Raises:
        OntologyError: a file is no Turtle; names file, line and what is wrong.
    """
    return Triples(_read(modules))


def ontology_ntriples(modules: Path | None = None) -> list[str]:
    """Return the ontology as sorted lines of N-Triples, the same bytes each time."""
    return list(_shipped_lines()) if modules is None else _lines(_read(modules))


@cache
def _shipped_lines() -> tuple[str, ...]:
    return tuple(_lines(_read(None)))


def _read(modules: Path | None) -> Collection[Triple]:
    """Return the triples of all modules, each once, in their order."""
    return dict.fromkeys(triple for module in module_files(modules) for triple in _read_turtle(module))


def _read_turtle(file: Traversable) -> Iterator[Triple]:
    """Yield the triples of a Turtle file; a broken one is an OntologyError with file and line."""
    from pyoxigraph import RdfFormat, parse
    from pyoxigraph import Triple as Quoted

    data = file.read_bytes()
    try:
        data.decode("utf-8")
        for quad in parse(data, format=RdfFormat.TURTLE, base_iri=ONTOLOGY, rename_blank_nodes=True):
            if isinstance(quad.subject, Quoted) or isinstance(quad.object, Quoted):
                raise OntologyError(f"{file.name}: a triple is part of another, which OWL 2 does not know.")
            yield quad.subject, quad.predicate, quad.object
    except SyntaxError as error:
        line, reason = error.lineno or 0, error.msg.partition(": ")[2]
        raise OntologyError(f"{file.name}, line {line}: not Turtle: {reason}.", file=file.name, line=line) from None
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise OntologyError(f"{file.name}, line {line}: not UTF-8.", file=file.name, line=line) from None


def _lines(triples: Collection[Triple]) -> list[str]:
    name_of = _namer(triples)
    return sorted(f"{' '.join(map(name_of, triple))} ." for triple in triples)


def _namer(triples: Collection[Triple]) -> Callable[[Term], str]:
    """Return a function that gives terms their N-Triples form, blank nodes by what they hold and where they stand.

    OWL 2 writes anonymous classes and lists as trees of blank nodes (Mapping to RDF Graphs, section 3.1), so a digest
    from the leaves up, joined with one from the root down, names each node alike in every run.
    """
    from pyoxigraph import BlankNode

    below: dict[Term, list[Triple]] = defaultdict(list)
    above: dict[Term, list[Triple]] = defaultdict(list)
    for triple in triples:
        below[triple[0]].append(triple)
        above[triple[2]].append(triple)

    @cache
    def content(term: Term) -> str:
        if not isinstance(term, BlankNode):
            return _written(term)
        return _digest(map(" ".join, sorted((predicate.value, content(held)) for _, predicate, held in below[term])))

    @cache
    def name(term: Term) -> str:
        if not isinstance(term, BlankNode):
            return _written(term)
        over = sorted((name(holder), predicate.value) for holder, predicate, _ in above[term])
        return "_:b" + _digest([content(term), *map(" ".join, over)])

    return name


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def _written(term: NamedNode | Literal) -> str:
    from pyoxigraph import NamedNode

    if isinstance(term, NamedNode):
        return iri(term.value)
    if term.language is None and term.datatype.value != PREFIXES["xsd"] + "string":
        return f"{text(term.value)}^^{iri(term.datatype.value)}"
    return text(term.value, term.language)
