"""The shipped ontology, read once: the concepts of the vocabulary and the relations of the schema."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from paingraph.ontology.errors import OntologyError
from paingraph.ontology.namespaces import PG, PGID, PREFIXES, Slug, term_iri
from paingraph.ontology.triples import Triples
from paingraph.ontology.turtle import module_files, ontology_ntriples, read_modules

__all__ = [
    "KINDS",
    "Concept",
    "Library",
    "Relation",
    "load_library",
    "module_files",
    "ontology_ntriples",
]

#: Local names of the ten classes that every concept has one of, in the order of the scheme.
KINDS = (
    "Specialty",
    "Condition",
    "Procedure",
    "Therapy",
    "PainGenerator",
    "AnatomicalStructure",
    "Substance",
    "Device",
    "ImagingModality",
    "Credential",
)

_OWL, _RDF, _RDFS, _SKOS = (PREFIXES[prefix] for prefix in ("owl", "rdf", "rdfs", "skos"))


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept of the vocabulary; `kind` is the local name of one of the ten classes.

    `synonyms` are all alternative labels. Of the names, `abbreviations` are matched in this very spelling only, and
    `context_labels` only where the context supports them ('cold', 'MS').
    """

    id: Slug
    kind: str
    label: str
    synonyms: tuple[str, ...]
    definition: str
    broader: tuple[Slug, ...]
    part_of: tuple[Slug, ...] = ()
    abbreviations: tuple[str, ...] = ()
    context_labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation of the scheme; `domain` and `range` are local names of the classes that may stand there.

    An empty `range` means a literal. `same_kind` says that subject and object must be of one kind (subtypeOf).
    `standing` is 'asserted' (documents state it), 'inverse' (it turns `inverse` around) or 'concluded'.
    `inverse` is the name of the relation that reads it backwards, if there is one; `inverse_label` are its words.
    """

    name: str
    label: str
    domain: frozenset[str]
    range: frozenset[str]
    symmetric: bool
    transitive: bool
    same_kind: bool
    standing: str = "asserted"
    inverse: str | None = None
    inverse_label: str | None = None
    definition: str = ""
    example: str = ""


@dataclass(frozen=True, slots=True)
class Library:
    """Concepts by slug and relations by name, both sorted."""

    concepts: dict[Slug, Concept]
    relations: dict[str, Relation]

    def asserted(self) -> dict[str, Relation]:
        """Return the relations that documents state."""
        return {name: relation for name, relation in self.relations.items() if relation.standing == "asserted"}


def load_library(modules: Path | None = None) -> Library:
    """Read the shipped ontology (once) or that in another folder.

    Raises:
        OntologyError: a file is no Turtle, or a concept or relation lacks what it needs; says where.
    """
    return _shipped_library() if modules is None else _read_library(read_modules(modules))


@cache
def _shipped_library() -> Library:
    return _read_library(read_modules())


def _read_library(triples: Triples) -> Library:
    """Return what the triples say; all that is missing is reported together."""
    problems: list[str] = []
    concepts = {concept.id: concept for concept in _concepts(triples, problems)}
    relations = {relation.name: relation for relation in _relations(triples)}
    problems += [
        f"{concept.id} is said to be a kind or part of {wider}, which is no concept"
        for concept in concepts.values()
        for wider in (*concept.broader, *concept.part_of)
        if wider not in concepts
    ]
    if problems:
        raise OntologyError("The ontology is incomplete: " + "; ".join(problems) + ".", problems=problems)
    return Library(dict(sorted(concepts.items())), dict(sorted(relations.items())))


def _concepts(triples: Triples, problems: list[str]) -> Iterator[Concept]:
    classes: dict[str, str] = {term_iri(kind): kind for kind in KINDS}
    kinds: dict[str, list[str]] = {}
    for subject, class_ in triples.pairs(_RDF + "type"):
        if class_ in classes:
            kinds.setdefault(subject, []).append(classes[class_])
    for subject, names in kinds.items():
        slug = Slug(subject.removeprefix(PGID))
        labels = _texts(triples, subject, _SKOS + "prefLabel")
        definitions = _texts(triples, subject, _SKOS + "definition")
        for values, what in ((names, "kind"), (labels, "skos:prefLabel"), (definitions, "skos:definition")):
            if len(values) != 1:
                problems.append(f"{slug} has {len(values) or 'no'} {what}")
        yield Concept(
            id=slug,
            kind=names[0],
            label=labels[0] if labels else slug,
            synonyms=_texts(triples, subject, _SKOS + "altLabel"),
            definition=definitions[0] if definitions else "",
            broader=_slugs(triples, subject, "subtypeOf"),
            part_of=_slugs(triples, subject, "partOf"),
            abbreviations=_texts(triples, subject, PG + "abbreviation"),
            context_labels=_texts(triples, subject, PG + "contextLabel"),
        )


def _relations(triples: Triples) -> Iterator[Relation]:
    for subject, standing in triples.pairs(PG + "standing"):
        if standing == "technical":
            continue
        types = triples.objects(subject, _RDF + "type")
        inverse = _inverse(triples, subject)
        domain, range_ = _signature(triples, subject)
        if standing == "inverse" and inverse is not None:
            range_, domain = _signature(triples, term_iri(inverse))
        yield Relation(
            name=subject.removeprefix(PG),
            label=_first(triples, subject, _RDFS + "label"),
            domain=domain,
            range=range_,
            symmetric=_OWL + "SymmetricProperty" in types,
            transitive=_OWL + "TransitiveProperty" in types,
            same_kind=_first(triples, subject, PG + "sameKind") == "true",
            standing=standing,
            inverse=inverse,
            inverse_label=_first(triples, subject, PG + "inverseLabel") or None,
            definition=_first(triples, subject, _SKOS + "definition"),
            example=_first(triples, subject, _SKOS + "example"),
        )


def _inverse(triples: Triples, relation: str) -> str | None:
    inverse_of = _OWL + "inverseOf"
    other = triples.object(relation, inverse_of) or next(triples.subjects(inverse_of, relation), None)
    return None if other is None else other.removeprefix(PG)


def _signature(triples: Triples, relation: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the kinds that may be subject, and those that may be object."""
    domain, range_ = (triples.object(relation, _RDFS + side) for side in ("domain", "range"))
    return frozenset(_members(triples, domain)), frozenset(_members(triples, range_))


def _members(triples: Triples, class_: str | None) -> Iterator[str]:
    """Walk down a class to the kinds that it is the union of."""
    if class_ is None:
        return
    name = class_.removeprefix(PG)
    if name in KINDS:
        yield name
        return
    for union in ("unionOf", "disjointUnionOf"):
        for members in triples.objects(class_, _OWL + union):
            for member in triples.members(members):
                yield from _members(triples, member)
    for same in triples.objects(class_, _OWL + "equivalentClass"):
        yield from _members(triples, same)


def _texts(triples: Triples, subject: str, predicate: str) -> tuple[str, ...]:
    return tuple(sorted(triples.objects(subject, predicate)))


def _first(triples: Triples, subject: str, predicate: str) -> str:
    return next(iter(_texts(triples, subject, predicate)), "")


def _slugs(triples: Triples, subject: str, relation: str) -> tuple[Slug, ...]:
    return tuple(Slug(value.removeprefix(PGID)) for value in _texts(triples, subject, PG + relation))
