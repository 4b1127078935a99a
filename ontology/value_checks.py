"""Checks of values: a node stands where a node belongs, and a literal is of the datatype and form that it should be."""

from __future__ import annotations

import re
from collections.abc import Iterator

from paingraph.ontology.checks import Place, Register
from paingraph.ontology.facts import Facts, is_literal, plain
from paingraph.ontology.findings import Severity
from paingraph.ontology.namespaces import PREFIXES
from paingraph.ontology.nquads import curie

__all__ = ["VALUE_CHECKS"]

VALUE_CHECKS = Register()

_XSD = PREFIXES["xsd"]
#: Properties whose values must be nodes, or must be texts, whatever the schema says of its own.
_NODES = {
    curie(name)
    for name in (
        "rdf:type",
        "rdfs:subClassOf",
        "rdfs:subPropertyOf",
        "rdfs:domain",
        "rdfs:range",
        "owl:inverseOf",
        "skos:broader",
        "skos:narrower",
        "skos:inScheme",
        "skos:exactMatch",
        "skos:closeMatch",
        "skos:broadMatch",
        "skos:narrowMatch",
        "skos:relatedMatch",
        "prov:wasDerivedFrom",
        "prov:wasGeneratedBy",
        "prov:used",
        "prov:wasAssociatedWith",
        "oa:hasSource",
        "oa:hasSelector",
        "dcterms:license",
        "pg:subject",
        "pg:predicate",
    )
}
_TEXTS = {
    curie(name)
    for name in (
        "rdfs:label",
        "rdfs:comment",
        "skos:prefLabel",
        "skos:altLabel",
        "skos:definition",
        "skos:notation",
        "skos:scopeNote",
        "skos:example",
        "dcterms:title",
        "dcterms:description",
        "dcterms:identifier",
        "oa:exact",
        "oa:prefix",
        "oa:suffix",
        "oa:start",
        "oa:end",
    )
}
#: Written forms of the datatypes in use (XML Schema 1.1 Part 2, section 3).
_FORMS = {
    "integer": r"[+-]?\d+",
    "decimal": r"[+-]?(\d+(\.\d*)?|\.\d+)",
    "boolean": r"true|false|0|1",
    "date": r"-?\d{4,}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(Z|[+-]\d\d:\d\d)?",
    "dateTime": r"-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?",
    "double": r"[+-]?((\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?|INF)|NaN",
    "anyURI": r"\S*",
}
_FORM_OF = {f"<{_XSD}{name}>": re.compile(form) for name, form in _FORMS.items()}


@VALUE_CHECKS(
    "value-sort",
    Severity.ERROR,
    "A literal stands where a node belongs, or a node where a literal belongs.",
    "Give {property} of {node} {note} instead of {value}.",
)
def _value_sort(facts: Facts) -> Iterator[Place]:
    nodes = {*facts.instances(curie("owl:ObjectProperty")), *_NODES}
    texts = {*facts.instances(curie("owl:DatatypeProperty")), *_TEXTS}
    for predicate in facts.predicates():
        for quad in facts.having(predicate):
            if predicate in nodes and is_literal(quad.object):
                yield Place(quad.subject, predicate, quad.object, "the IRI of a node")
            elif predicate in texts and not is_literal(quad.object):
                yield Place(quad.subject, predicate, quad.object, "a literal")


@VALUE_CHECKS(
    "value-type",
    Severity.ERROR,
    "A literal is of another datatype than the schema says, or is not one of the values that it lists.",
    "Write {property} of {node} as {note}, not as {value}.",
)
def _value_type(facts: Facts) -> Iterator[Place]:
    for predicate in facts.instances(curie("owl:DatatypeProperty")):
        for range_ in facts.objects(predicate, curie("rdfs:range")):
            allowed = [item for head in facts.objects(range_, curie("owl:oneOf")) for item in facts.list_items(head)]
            for quad in facts.having(predicate):
                if is_literal(quad.object) and allowed and quad.object not in allowed:
                    yield Place(quad.subject, predicate, quad.object, " or ".join(map(plain, allowed)))
                elif is_literal(quad.object) and not allowed and not _typed(quad.object, range_):
                    yield Place(quad.subject, predicate, quad.object, f"xsd:{plain(range_).removeprefix(_XSD)}")


def _typed(literal: str, datatype: str) -> bool:
    """Tell whether a literal is of the datatype; a text in a language passes for a string."""
    if datatype == f"<{_XSD}string>":
        return not literal.endswith(">")
    return not datatype.startswith(f"<{_XSD}") or literal.endswith(f"^^{datatype}")


@VALUE_CHECKS(
    "value-form",
    Severity.ERROR,
    "A typed literal is not written as its datatype demands.",
    "Correct {value}, {property} of {node}: its datatype has no such form.",
)
def _value_form(facts: Facts) -> Iterator[Place]:
    for quad in facts.quads:
        if quad.object.endswith(">") and is_literal(quad.object):
            form = _FORM_OF.get(quad.object[quad.object.rindex("^^") + 2 :])
            if form and not form.fullmatch(plain(quad.object)):
                yield Place(quad.subject, quad.predicate, quad.object)
