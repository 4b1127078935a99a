"""Checks of names: labels, synonyms, definitions of the schema's terms and of the concepts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from paingraph.ontology.checks import Place, Register
from paingraph.ontology.facts import Facts, is_literal, language, plain
from paingraph.ontology.findings import Severity, short
from paingraph.ontology.namespaces import PG, PGID, slugify
from paingraph.ontology.nquads import curie

__all__ = ["LABEL_CHECKS"]

LABEL_CHECKS = Register()

_LABEL, _PREFERRED = curie("rdfs:label"), curie("skos:prefLabel")
_SYNONYM, _DEFINITION = curie("skos:altLabel"), curie("skos:definition")
#: Names that mark a synonym, and must therefore be one.
_MARKS = (curie("pg:abbreviation"), curie("pg:contextLabel"))
#: All that is written for people.
_TEXTS = (
    *(_LABEL, _PREFERRED, _SYNONYM, _DEFINITION, *_MARKS, curie("pg:inverseLabel"), curie("skos:example")),
    *(curie("skos:scopeNote"), curie("rdfs:comment"), curie("dcterms:title"), curie("dcterms:description")),
)

_SCHEMA_TYPES = ("owl:Class", "owl:ObjectProperty", "owl:DatatypeProperty", "owl:AnnotationProperty")


def schema_terms(facts: Facts) -> list[str]:
    """Return the classes and properties of our own."""
    return sorted(
        {term for type_ in _SCHEMA_TYPES for term in facts.instances(curie(type_)) if term.startswith(f"<{PG}")}
    )


def _spelling(name: str) -> str:
    """Return what the reader of texts takes for the same name: case, hyphens, and a regular plural do not count."""
    words = plain(name).replace("-", " ").casefold().split()
    if words and len(words[-1]) > 3 and words[-1].endswith("s") and not words[-1].endswith(("ss", "is", "us")):
        words[-1] = words[-1][:-1]
    return " ".join(words)


def _shared(facts: Facts, nodes: Iterable[str], predicate: str) -> Iterator[Place]:
    """Yield a place for each text that several nodes carry."""
    owners: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for node in nodes:
        for value in facts.objects(node, predicate):
            owners[" ".join(plain(value).casefold().split())].append((node, value))
    for _, found in sorted(owners.items()):
        names = sorted({node for node, _ in found})
        if len(names) > 1:
            yield Place(names[0], predicate, found[0][1], ", ".join(short(name) for name in names[1:]))


@LABEL_CHECKS(
    "label-missing",
    Severity.ERROR,
    "A term, concept, document or run has no label.",
    "Give {node} a label ({property}), in English.",
)
def _label_missing(facts: Facts) -> Iterator[Place]:
    nodes = [*schema_terms(facts), *facts.entities]
    nodes += [node for type_ in ("pg:Document", "pg:Run", "pg:Rule") for node in facts.instances(curie(type_))]
    for node in nodes:
        if not facts.objects(node, _LABEL):
            yield Place(node, _LABEL)
    for node in facts.entities:
        if not facts.objects(node, _PREFERRED):
            yield Place(node, _PREFERRED)


@LABEL_CHECKS(
    "label-multiple",
    Severity.ERROR,
    "A term or concept has several labels in one language.",
    "Keep one {property} of {node} and make {value} a synonym.",
)
def _label_multiple(facts: Facts) -> Iterator[Place]:
    for node in (*schema_terms(facts), *facts.entities):
        for predicate in (_LABEL, _PREFERRED):
            seen: set[str] = set()
            for value in facts.objects(node, predicate):
                if language(value) in seen:
                    yield Place(node, predicate, value)
                seen.add(language(value))


@LABEL_CHECKS(
    "label-duplicate",
    Severity.ERROR,
    "Two terms of the schema, or two concepts of one kind, have the same label.",
    "Merge {node} with {note}, or tell their labels {value} apart.",
)
def _label_duplicate(facts: Facts) -> Iterator[Place]:
    yield from _shared(facts, schema_terms(facts), _LABEL)
    for _, concepts in _by_kind(facts):
        yield from _shared(facts, concepts, _PREFERRED)


@LABEL_CHECKS(
    "label-mismatch",
    Severity.WARN,
    "A concept's label differs from its preferred label.",
    "Make rdfs:label of {node} the same as its preferred label {value}.",
)
def _label_mismatch(facts: Facts) -> Iterator[Place]:
    for node in facts.entities:
        labels = facts.objects(node, _LABEL)
        for value in facts.objects(node, _PREFERRED):
            if labels and value not in labels:
                yield Place(node, _PREFERRED, value)


@LABEL_CHECKS(
    "label-slug",
    Severity.WARN,
    "The IRI of a concept is not the kebab case of its label.",
    "Name {node} after its label {value}: {note}.",
)
def _label_slug(facts: Facts) -> Iterator[Place]:
    for node in facts.vocabulary:
        value = facts.value(node, _PREFERRED)
        if value and plain(node) != PGID + slugify(plain(value)):
            yield Place(node, _PREFERRED, value, f"pgid:{slugify(plain(value))}")


@LABEL_CHECKS(
    "text-whitespace",
    Severity.ERROR,
    "A label, synonym or definition starts or ends with white space, has two in a row, or a line break.",
    "Remove the needless white space from {property} of {node}.",
)
def _text_whitespace(facts: Facts) -> Iterator[Place]:
    for predicate in _TEXTS:
        for quad in facts.having(predicate):
            words = plain(quad.object)
            if is_literal(quad.object) and words != " ".join(words.split()):
                yield Place(quad.subject, predicate, quad.object)


@LABEL_CHECKS(
    "text-empty",
    Severity.ERROR,
    "A label, synonym or definition has no characters.",
    "Write the missing {property} of {node}, or remove the empty one.",
)
def _text_empty(facts: Facts) -> Iterator[Place]:
    for predicate in _TEXTS:
        for quad in facts.having(predicate):
            if is_literal(quad.object) and not plain(quad.object).strip():
                yield Place(quad.subject, predicate, quad.object)


@LABEL_CHECKS(
    "text-language",
    Severity.WARN,
    "A label, synonym or definition of a term or concept does not say its language.",
    "Say the language of {value}, {property} of {node} (…@en).",
)
def _text_language(facts: Facts) -> Iterator[Place]:
    for node in (*schema_terms(facts), *facts.entities):
        for predicate in (_LABEL, _PREFERRED, _SYNONYM, _DEFINITION):
            for value in facts.objects(node, predicate):
                if is_literal(value) and not language(value):
                    yield Place(node, predicate, value)


@LABEL_CHECKS(
    "definition-missing",
    Severity.WARN,
    "A term of the schema or a concept of the vocabulary has no definition.",
    "Define {node} in a sentence of your own ({property}).",
)
def _definition_missing(facts: Facts) -> Iterator[Place]:
    for node in (*schema_terms(facts), *facts.vocabulary):
        if not facts.objects(node, _DEFINITION):
            yield Place(node, _DEFINITION)


@LABEL_CHECKS(
    "definition-multiple",
    Severity.ERROR,
    "A term or concept has several definitions in one language.",
    "Keep one definition of {node}; {value} is one too many.",
)
def _definition_multiple(facts: Facts) -> Iterator[Place]:
    for node in (*schema_terms(facts), *facts.entities):
        seen: set[str] = set()
        for value in facts.objects(node, _DEFINITION):
            if language(value) in seen:
                yield Place(node, _DEFINITION, value)
            seen.add(language(value))


@LABEL_CHECKS(
    "definition-duplicate",
    Severity.ERROR,
    "Two terms or concepts have the same definition.",
    "Say what tells {node} from {note}: both are defined as {value}.",
)
def _definition_duplicate(facts: Facts) -> Iterator[Place]:
    yield from _shared(facts, (*schema_terms(facts), *facts.entities), _DEFINITION)


@LABEL_CHECKS(
    "definition-circular",
    Severity.WARN,
    "A definition says no more than the label.",
    "Define {node} by other words than its own label.",
)
def _definition_circular(facts: Facts) -> Iterator[Place]:
    for node in (*schema_terms(facts), *facts.entities):
        names = {_spelling(value) for value in (*facts.objects(node, _LABEL), *facts.objects(node, _PREFERRED))}
        for value in facts.objects(node, _DEFINITION):
            if _spelling(value).rstrip(".") in names:
                yield Place(node, _DEFINITION, value)


@LABEL_CHECKS(
    "synonym-shared",
    Severity.ERROR,
    "Two concepts of one kind share a synonym, or the synonym of one is the label of another.",
    "Leave {value} to one of {node} and {note}: a reader must know which.",
)
def _synonym_shared(facts: Facts) -> Iterator[Place]:
    for _, concepts in _by_kind(facts):
        owners = _owners(facts, concepts)
        for _, found in sorted(owners.items()):
            nodes = sorted({node for node, _, _ in found})
            if len(nodes) > 1 and any(predicate == _SYNONYM for _, predicate, _ in found):
                value = next(value for node, _, value in found if node == nodes[0])
                yield Place(nodes[0], _SYNONYM, value, ", ".join(short(node) for node in nodes[1:]))


@LABEL_CHECKS(
    "name-across-kinds",
    Severity.INFO,
    "Concepts of different kinds share a name.",
    "Check that texts let {node} and {note} be told apart by {value}.",
)
def _name_across_kinds(facts: Facts) -> Iterator[Place]:
    for _, found in sorted(_owners(facts, facts.vocabulary).items()):
        nodes = sorted({node for node, _, _ in found})
        if len({kind for node in nodes for kind in facts.kinds(node)}) > 1:
            predicate, value = next((predicate, value) for node, predicate, value in found if node == nodes[0])
            yield Place(nodes[0], predicate, value, ", ".join(short(node) for node in nodes[1:]))


@LABEL_CHECKS(
    "synonym-is-label",
    Severity.ERROR,
    "A concept has its preferred label as a synonym too (SKOS Reference, integrity condition S13).",
    "Remove the synonym {value} of {node}: it is its label.",
)
def _synonym_is_label(facts: Facts) -> Iterator[Place]:
    for node in facts.entities:
        for value in facts.objects(node, _SYNONYM):
            if facts.holds(node, _PREFERRED, value):
                yield Place(node, _SYNONYM, value)


@LABEL_CHECKS(
    "mark-without-synonym",
    Severity.WARN,
    "A text is marked as abbreviation or as in need of context, but is no name of the concept.",
    "Add {value} to the synonyms of {node}, which {property} marks.",
)
def _mark_without_synonym(facts: Facts) -> Iterator[Place]:
    for predicate in _MARKS:
        for quad in facts.having(predicate):
            if not any(facts.holds(quad.subject, name, quad.object) for name in (_PREFERRED, _SYNONYM)):
                yield Place(quad.subject, predicate, quad.object)


def _by_kind(facts: Facts) -> Iterator[tuple[str, list[str]]]:
    kinds: dict[str, list[str]] = defaultdict(list)
    for node in facts.entities:
        for kind in facts.kinds(node):
            kinds[kind].append(node)
    yield from sorted(kinds.items())


def _owners(facts: Facts, nodes: Iterable[str]) -> dict[str, list[tuple[str, str, str]]]:
    """Return, for each spelling, the concepts that carry it: node, predicate, name."""
    owners: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for node in nodes:
        for predicate in (_PREFERRED, _SYNONYM):
            for value in facts.objects(node, predicate):
                owners[_spelling(value)].append((node, predicate, value))
    return owners
