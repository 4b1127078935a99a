"""Checks of references and terms: nothing is used that is not declared, and every value is of the right sort."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from paingraph.ontology.checks import Place, Register
from paingraph.ontology.facts import ONTOLOGY_GRAPH, Facts, is_iri, plain
from paingraph.ontology.findings import Severity
from paingraph.ontology.namespaces import BASE, GRAPH, ONTOLOGY, PG, PREFIXES
from paingraph.ontology.nquads import curie

__all__ = ["REFERENCE_CHECKS"]

REFERENCE_CHECKS = Register()

_TYPE = curie("rdf:type")
#: Terms of the Web Annotation Vocabulary that selectors and passages may use; rdflib brings no list of them.
_OA = {"hasSource", "hasSelector", "start", "end", "exact", "prefix", "suffix", "SpecificResource"}
_OA |= {"TextPositionSelector", "TextQuoteSelector"}
#: Named graphs that a version is made of, besides one for each document.
_GRAPHS = {f"<{GRAPH}{name}>" for name in ("ontology", "mappings", "inferred", "metadata", "queries")}
#: What lies below our base and is named without being described: the ontology, its versions and terms (which have a
#: check of their own), and named graphs.
_NOT_REFERENCES = (f"<{ONTOLOGY}>", f"<{ONTOLOGY}/", f"<{PG}", f"<{GRAPH}")
#: Characters that no IRI holds (RFC 3987, section 2.2).
_FORBIDDEN = re.compile(r'[\x00-\x20<>"{}|^`\\]')


@REFERENCE_CHECKS(
    "line-malformed",
    Severity.ERROR,
    "A line is no N-Quads.",
    "Write the line as N-Quads: {value}.",
)
def _line_malformed(facts: Facts) -> Iterator[Place]:
    for line in facts.malformed:
        yield Place(f"<{BASE}dataset>", value='"' + line.replace("\\", "\\\\").replace('"', '\\"') + '"')


@REFERENCE_CHECKS(
    "iri-malformed",
    Severity.ERROR,
    "An IRI holds white space or a character that no IRI may hold, or is relative.",
    "Write the IRI {value} without the characters that no IRI may hold.",
)
def _iri_malformed(facts: Facts) -> Iterator[Place]:
    seen: set[str] = set()
    for quad in facts.quads:
        for term in quad:
            if is_iri(term) and term not in seen:
                seen.add(term)
                if _FORBIDDEN.search(term, 1, len(term) - 1) or ":" not in term:
                    yield Place(quad.subject, quad.predicate, term)


@REFERENCE_CHECKS(
    "graph-unknown",
    Severity.ERROR,
    "A statement is in no named graph, or in one that a version does not have.",
    "Put what is said on {node} into one of the named graphs, not {note}.",
)
def _graph_unknown(facts: Facts) -> Iterator[Place]:
    seen: set[tuple[str, str]] = set()
    for quad in facts.quads:
        known = quad.graph in _GRAPHS or quad.graph.startswith(f"<{GRAPH}document/")
        if not known and (quad.subject, quad.graph) not in seen:
            seen.add((quad.subject, quad.graph))
            yield Place(quad.subject, note=quad.graph or "into the default graph")


@REFERENCE_CHECKS(
    "blank-node",
    Severity.ERROR,
    "A blank node stands outside the ontology graph, so that two builds might name it differently.",
    "Give {node} an IRI: only axioms of the ontology may be without.",
)
def _blank_node(facts: Facts) -> Iterator[Place]:
    for quad in facts.quads:
        if quad.graph != ONTOLOGY_GRAPH and "_:" in (quad.subject[:2], quad.object[:2]):
            blank = quad.subject if quad.subject.startswith("_:") else quad.object
            yield Place(blank, quad.predicate, quad.object)


@REFERENCE_CHECKS(
    "term-undeclared",
    Severity.ERROR,
    "A class or relation of ours is used that the schema does not declare.",
    "Declare {value} in the schema, or correct its spelling at {node}.",
)
def _term_undeclared(facts: Facts) -> Iterator[Place]:
    schema = {quad.subject for quad in facts.having(_TYPE) if quad.graph == ONTOLOGY_GRAPH}
    seen: set[str] = set()
    for quad in facts.quads:
        for term in (quad.subject, quad.predicate, quad.object):
            if term.startswith(f"<{PG}") and term not in schema and term not in seen:
                seen.add(term)
                yield Place(quad.subject, quad.predicate, term)


@REFERENCE_CHECKS(
    "term-unknown",
    Severity.WARN,
    "A predicate or class is used that the W3C or Dublin Core vocabulary of its prefix does not define.",
    "Correct {value} at {node}: its vocabulary has no such term.",
)
def _term_unknown(facts: Facts) -> Iterator[Place]:
    seen: set[str] = set()
    for quad in facts.quads:
        for term in (quad.predicate, quad.object) if quad.predicate == _TYPE else (quad.predicate,):
            if term not in seen:
                seen.add(term)
                if not _defined(term):
                    yield Place(quad.subject, quad.predicate, term)


def _defined(term: str) -> bool:
    """Tell whether a term's own vocabulary defines it; true for vocabularies of which no list is at hand."""
    for prefix, namespace in PREFIXES.items():
        local = plain(term).removeprefix(namespace)
        if local != plain(term):
            known = _vocabularies().get(prefix)
            return known is None or local in known
    return True


@cache
def _vocabularies() -> dict[str, frozenset[str]]:
    from rdflib import namespace

    names = {"dcat": "DCAT", "dcterms": "DCTERMS", "owl": "OWL", "prov": "PROV", "rdf": "RDF"}
    names |= {"rdfs": "RDFS", "sh": "SH", "skos": "SKOS", "void": "VOID", "xsd": "XSD"}
    known = {
        prefix: frozenset(str(term).removeprefix(PREFIXES[prefix]) for term in dir(getattr(namespace, name)))
        for prefix, name in names.items()
    }
    # rdflib leaves void:class out, because the word is reserved in Python.
    return known | {"void": known["void"] | {"class"}, "oa": frozenset(_OA)}


@REFERENCE_CHECKS(
    "term-deprecated",
    Severity.ERROR,
    "A deprecated term or concept is still used.",
    "Replace {value} at {node}: it is deprecated.",
)
def _term_deprecated(facts: Facts) -> Iterator[Place]:
    deprecated = {quad.subject for quad in facts.having(curie("owl:deprecated")) if plain(quad.object) in ("true", "1")}
    if deprecated:
        for quad in facts.quads:
            for term in (quad.predicate, quad.object):
                if term in deprecated:
                    yield Place(quad.subject, quad.predicate, term)
            if quad.subject in deprecated and quad.graph != ONTOLOGY_GRAPH:
                yield Place(quad.subject, quad.predicate, quad.subject)


@REFERENCE_CHECKS(
    "reference-dangling",
    Severity.ERROR,
    "A node refers to an entity, document, passage, claim or other node of ours that nothing is said about.",
    "Describe {value}, which {node} refers to, or remove the reference.",
)
def _reference_dangling(facts: Facts) -> Iterator[Place]:
    seen: set[str] = set()
    for quad in facts.quads:
        term = quad.object
        if (
            term.startswith(f"<{BASE}")
            and term not in facts
            and term not in seen
            and not term.startswith(_NOT_REFERENCES)
        ):
            seen.add(term)
            yield Place(quad.subject, quad.predicate, term)


@REFERENCE_CHECKS(
    "entity-undeclared",
    Severity.ERROR,
    "An edge starts at an entity that is nowhere declared.",
    "Declare {node} with kind and label: a document speaks of it.",
)
def _entity_undeclared(facts: Facts) -> Iterator[Place]:
    seen: set[str] = set()
    for quad in facts.edges:
        if quad.subject not in seen and not facts.objects(quad.subject, _TYPE):
            seen.add(quad.subject)
            yield Place(quad.subject, quad.predicate, quad.object)
