"""Statements: a subject, a relation and an object, found by the names that people write, with labels and signatures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from paingraph.ontology.closure import Edge
from paingraph.ontology.errors import NotFoundError, UsageError
from paingraph.ontology.library import KINDS
from paingraph.ontology.namespaces import DOCUMENT, PG, PREFIXES
from paingraph.queries.resolver import NamedThing, Resolver, kind_label
from paingraph.queries.store import Store, Term

__all__ = ["Names", "Signature", "Statement", "find_statement", "spoken"]

_SIGNATURE = f"""
PREFIX owl: <{PREFIXES["owl"]}> PREFIX rdf: <{PREFIXES["rdf"]}> PREFIX rdfs: <{PREFIXES["rdfs"]}>
SELECT DISTINCT ?side ?class {{
  {{ ?relation rdfs:domain ?root BIND("domain" AS ?side) }}
  UNION {{ ?relation rdfs:range ?root BIND("range" AS ?side) }}
  ?root (owl:equivalentClass?/(owl:unionOf|owl:disjointUnionOf)/rdf:rest*/rdf:first)* ?class FILTER(ISIRI(?class))
}} ORDER BY ?side ?class
"""
_CHARACTER = f"""
PREFIX owl: <{PREFIXES["owl"]}> PREFIX pg: <{PG}> PREFIX skos: <{PREFIXES["skos"]}>
SELECT ?standing ?sameKind ?symmetric ?inverse ?definition {{
  ?relation pg:standing ?standing
  OPTIONAL {{ ?relation pg:sameKind ?sameKind }}
  OPTIONAL {{ ?relation a owl:SymmetricProperty BIND(true AS ?symmetric) }}
  OPTIONAL {{ ?relation owl:inverseOf|^owl:inverseOf ?inverse }}
  OPTIONAL {{ ?relation skos:definition ?definition }}
}} ORDER BY ?inverse ?definition
"""


class Statement(NamedTuple):
    """What an edge says and a claim reports; subject and relation are IRIs, the object is an IRI or a literal."""

    subject: str
    relation: str
    object: Term

    @property
    def iri(self) -> str:
        """The IRI of its edge, the same as where it takes part in a derivation."""
        return Edge(self.subject, self.relation, self.object.value).iri

    @property
    def terms(self) -> dict[str, Term]:
        """Its parts as terms to bind."""
        return {"subject": Term(self.subject), "relation": Term(self.relation), "object": self.object}


@dataclass(frozen=True, slots=True)
class Signature:
    """What the ontology says of a relation: the kinds on either side, its standing, its definition.

    A relation whose `literal` is true has texts for objects. `inverse` is the IRI of the relation that reads it
    backwards, if there is one.
    """

    domain: frozenset[str]
    range: frozenset[str]
    literal: bool
    standing: str
    same_kind: bool
    symmetric: bool
    inverse: str | None
    definition: str

    @classmethod
    def of(cls, store: Store, relation: str) -> Signature:
        """Read the signature of a relation; that of a named inverse is the one that it turns around."""
        found = store.rows(_CHARACTER, relation=Term(relation))
        character = {name: term.value for name, term in found[0].items()} if found else {}
        standing, inverse = character.get("standing", "asserted"), character.get("inverse")
        turned = standing == "inverse" and inverse is not None
        classes = _classes(store, inverse if turned and inverse else relation)
        domain, range_ = classes[::-1] if turned else classes
        return cls(
            domain.intersection(KINDS),
            range_.intersection(KINDS),
            literal=any(class_.startswith(PREFIXES["xsd"]) for class_ in range_),
            standing=standing,
            same_kind=character.get("sameKind") == "true",
            symmetric=character.get("symmetric") == "true",
            inverse=inverse,
            definition=character.get("definition", ""),
        )


class Names:
    """Labels of what stands in statements, and of documents."""

    def __init__(self, store: Store) -> None:
        self._resolver = Resolver.of(store)

    def of(self, term: Term | str) -> str:
        """Return the label of an entity, a relation, a class or a document; of a literal, its text in quotes."""
        value = term.value if isinstance(term, Term) else term
        if isinstance(term, Term) and term.type == "literal":
            return f"“{value}”"
        if value.startswith(PG) and value[len(PG) : len(PG) + 1].isupper():
            return kind_label(value.removeprefix(PG))
        thing = self.thing(value)
        return thing.label if thing else value.rpartition("/")[2].rpartition("#")[2].replace("-", " ")

    def kinds(self, iri: str) -> frozenset[str]:
        """Return the kinds of an entity."""
        thing = self.thing(iri)
        return thing.kinds if thing else frozenset()

    def sentence(self, statement: Statement) -> str:
        """Say a statement: 'nerve block treats neuralgia'."""
        return f"{self.of(statement.subject)} {spoken(self.of(statement.relation))} {self.of(statement.object)}"

    def thing(self, iri: str) -> NamedThing | None:
        """Return what has that IRI, if it has a name."""
        try:
            if iri.startswith(DOCUMENT):
                return self._resolver.document(iri)
            return self._resolver.relation(iri) if iri.startswith(PG) else self._resolver.entity(iri)
        except (NotFoundError, UsageError):
            return None


def find_statement(store: Store, subject: str, relation: str, object_: str) -> Statement:
    """Return the statement that is named; entities go by slug, IRI, label or synonym, relations by local name.

    Where a name means several things, the relation's signature decides; what is of a wrong kind is found all the same.

    Raises:
        NotFoundError: nothing has that name, with the nearest matches.
        UsageError: several things that would fit have it.
    """
    link = Resolver.of(store).relation(relation)
    signature = Signature.of(store, link.iri)
    return Statement(
        _entity(store, subject, signature.domain).value,
        link.iri,
        Term(object_, "literal") if signature.literal else _entity(store, object_, signature.range),
    )


def spoken(label: str) -> str:
    """Return a relation's label as a verb: 'is treated by', 'has relief duration', 'treats'."""
    first, last = label.split()[0], label.split()[-1]
    if first in ("can", "has", "is") or first.endswith("s"):
        return label
    return f"is {label}" if last in ("after", "by", "from", "of", "to", "with") else f"has {label}"


def _entity(store: Store, name: str, kinds: Iterable[str]) -> Term:
    resolver = Resolver.of(store)
    try:
        return Term(resolver.entity(name, sorted(kinds)).iri)
    except (NotFoundError, UsageError):
        return Term(resolver.entity(name).iri)


def _classes(store: Store, relation: str) -> list[frozenset[str]]:
    """Return the classes of the domain and those of the range, ours by local name, others by IRI."""
    rows = store.rows(_SIGNATURE, relation=Term(relation))
    return [
        frozenset(row["class"].value.removeprefix(PG) for row in rows if row["side"].value == side)
        for side in ("domain", "range")
    ]
