"""Linked data: the RDF that is told of an entity, a document, a claim, a derivation, and the ontology itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from paingraph.api.triples import Triple, serialise
from paingraph.ontology.errors import NotFoundError
from paingraph.ontology.namespaces import CLAIM, DERIVATION, GRAPH, PG, PREFIXES, Iri, document_iri
from paingraph.queries.formats import Format
from paingraph.queries.store import Row, Store, Term

__all__ = ["LinkedData"]

_PROLOGUE = "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}>\n" for prefix in ("oa", "pg", "prov", "rdfs", "skos"))
_OUTGOING = "SELECT DISTINCT ?subject ?predicate ?object WHERE { ?subject ?predicate ?object }"
#: What points at a thing by a relation of ours, and the names of everything around it.
_INCOMING = (
    _PROLOGUE
    + f"""SELECT DISTINCT ?subject ?predicate ?object WHERE {{
  ?subject ?predicate ?object FILTER(STRSTARTS(STR(?predicate), "{PG}"))
}}"""
)
_LABELS = (
    _PROLOGUE
    + """SELECT DISTINCT ?subject ?predicate ?object WHERE {
  { ?of ?relation ?subject } UNION { ?subject ?relation ?of }
  VALUES ?predicate { skos:prefLabel rdfs:label }
  ?subject ?predicate ?object
}"""
)
#: The passage of a claim, the heading above it, and their selectors.
_PASSAGES = (
    _PROLOGUE
    + """SELECT DISTINCT ?subject ?predicate ?object WHERE {
  ?claim (prov:wasDerivedFrom|pg:heading)/oa:hasSelector? ?subject . ?subject ?predicate ?object
}"""
)
#: The rule of a derivation, and what its conclusion and premises are, whose IRIs tell nothing.
_STEPS = (
    _PROLOGUE
    + """SELECT DISTINCT ?subject ?predicate ?object WHERE {
  ?derivation pg:appliesRule|pg:conclusion|pg:premise ?subject . ?subject ?predicate ?object
}"""
)
#: What its premises rest on in turn: claims that assert them, the vocabulary, and derivations that conclude them.
_CLAIMED = (
    _PROLOGUE
    + """SELECT DISTINCT ?subject ?object WHERE {
  ?derivation pg:premise ?subject . ?subject pg:subject ?from ; pg:predicate ?relation ; pg:object ?to .
  ?object a pg:Claim ; pg:subject ?from ; pg:predicate ?relation ; pg:object ?to ;
    pg:polarity "asserted" ; pg:status "accepted"
}"""
)
_CURATED = (
    _PROLOGUE
    + f"""SELECT DISTINCT ?subject ?object WHERE {{
  VALUES ?object {{ <{GRAPH}ontology> }}
  ?derivation pg:premise ?subject . ?subject pg:subject ?from ; pg:predicate ?relation ; pg:object ?to .
  GRAPH ?object {{ ?from ?relation ?to }}
}}"""
)
_CONCLUDED = (
    _PROLOGUE
    + "SELECT DISTINCT ?subject ?object WHERE { ?derivation pg:premise ?subject . ?object pg:conclusion ?subject }"
)
_DERIVED, _GENERATED = PREFIXES["prov"] + "wasDerivedFrom", PREFIXES["prov"] + "wasGeneratedBy"
_GROUNDS = ((_CLAIMED, _DERIVED), (_CURATED, _DERIVED), (_CONCLUDED, _GENERATED))
#: The ontology holds blank nodes, which only the engine can name consistently; the text is ours, whole.
_ONTOLOGY = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{GRAPH}ontology> {{ ?s ?p ?o }} }}"


class LinkedData:
    """What the graph says of one thing, as RDF."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def entity(self, iri: Iri, format_: Format) -> bytes:
        """Return what is said of an entity, what points at it, and the names of what is around it."""
        return serialise([*self._about(iri), *self._incoming(iri), *self._labels(iri)], format_)

    def document(self, id: str, format_: Format) -> bytes:  # noqa: A002 - it is the document's id
        """Return what is known of a document, and the claims that it makes."""
        iri = document_iri(id)
        return serialise([*self._about(iri), *self._incoming(iri)], format_)

    def claim(self, digest: str, format_: Format) -> bytes:
        """Return a claim with its passage and selectors, and the names of what it speaks of."""
        iri = Iri(CLAIM + digest)
        about = self._about(iri)
        if not about:
            raise NotFoundError(f"There is no claim {digest[:60]!r} in this version of the graph.", nearest=[])
        passages = _triples(self._store.rows(_PASSAGES, claim=Term(iri)))
        return serialise([*about, *passages, *self._labels(iri)], format_)

    def derivation(self, digest: str, format_: Format) -> bytes:
        """Return a derivation: its conclusion, rule and premises, each told, and what the premises rest on."""
        iri = Iri(DERIVATION + digest)
        about = self._about(iri)
        if not about:
            raise NotFoundError(f"There is no derivation {digest[:60]!r} in this version of the graph.", nearest=[])
        return serialise([*about, *self._steps(iri), *self._grounds(iri), *self._labels(iri)], format_)

    def derivation_facts(self, digest: str) -> list[Triple]:
        """Return the triples of a derivation, and what its conclusion and premises are; none if there is no such."""
        iri = Iri(DERIVATION + digest)
        return [*self._about(iri), *self._steps(iri)]

    def ontology(self, format_: Format) -> bytes:
        """Return schema and vocabulary."""
        return self._store.evaluate(_ONTOLOGY, [format_]).body

    def _steps(self, derivation: Iri) -> Iterable[Triple]:
        return _triples(self._store.rows(_STEPS, derivation=Term(derivation)))

    def _grounds(self, derivation: Iri) -> Iterator[Triple]:
        for query, predicate in _GROUNDS:
            for row in self._store.rows(query, derivation=Term(derivation)):
                yield row["subject"], predicate, row["object"]

    def _about(self, iri: Iri) -> list[Triple]:
        return list(_triples(self._store.rows(_OUTGOING, subject=Term(iri))))

    def _incoming(self, iri: Iri) -> Iterable[Triple]:
        return _triples(self._store.rows(_INCOMING, object=Term(iri)))

    def _labels(self, iri: Iri) -> Iterable[Triple]:
        return _triples(self._store.rows(_LABELS, of=Term(iri)))


def _triples(rows: Iterable[Row]) -> Iterator[Triple]:
    for row in rows:
        yield row["subject"], row["predicate"].value, row["object"]
