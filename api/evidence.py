"""The evidence: claims with their passages, and the documents that make them, looked up in the store by term."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from paingraph.api.directory import Directory
from paingraph.api.resources import ClaimAnswer, EntityAnswer, ValueAnswer
from paingraph.api.urls import document_id, entity_slug
from paingraph.ontology.errors import NotFoundError
from paingraph.ontology.namespaces import CLAIM, GRAPH, PG, PGID, PREFIXES, document_iri, entity_iri
from paingraph.queries.store import Row, Store, Term

__all__ = ["Document", "Evidence", "InferredEdge"]

_PROLOGUE = "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}>\n" for prefix in ("dcterms", "pg", "prov", "rdfs"))
_CLAIM_FACTS = """
  ?claim a pg:Claim ; pg:subject ?subject ; pg:predicate ?predicate ; pg:polarity ?polarity ; pg:method ?method ;
    pg:confidence ?confidence ; pg:status ?status ; pg:inDocument ?document ; prov:wasDerivedFrom ?passage .
  ?passage pg:start ?start ; pg:end ?end .
  { ?claim pg:object ?object } UNION { ?claim pg:value ?object }
  OPTIONAL { ?claim pg:rule ?rule }
  OPTIONAL { ?passage pg:quote ?quote }
  OPTIONAL { ?claim pg:heading ?headingPassage . ?headingPassage pg:quote ?heading }
} ORDER BY ?document ?start ?end ?claim"""
_SELECT = _PROLOGUE + (
    "SELECT DISTINCT ?claim ?subject ?predicate ?object ?polarity ?method ?rule ?confidence ?status ?document"
    " ?start ?end ?quote ?heading "
)
_CLAIM = _SELECT + "WHERE {" + _CLAIM_FACTS
_CLAIMS_OF = _SELECT + "?entity WHERE { { ?claim pg:subject ?entity } UNION { ?claim pg:object ?entity }" + _CLAIM_FACTS

_DOCUMENTS = (
    _PROLOGUE
    + """SELECT ?document ?label ?title ?publisher ?issued ?creator ?reviewer ?source ?sha256 ?length WHERE {
  ?document a pg:Document ; pg:sha256 ?sha256 ; pg:length ?length .
  OPTIONAL { ?document rdfs:label ?label }
  OPTIONAL { ?document dcterms:title ?title }
  OPTIONAL { ?document dcterms:publisher ?publisher }
  OPTIONAL { ?document dcterms:issued ?issued }
  OPTIONAL { ?document dcterms:creator ?creator }
  OPTIONAL { ?document pg:reviewedBy ?reviewer }
  OPTIONAL { ?document dcterms:source ?source }
} ORDER BY ?document"""
)
_DOCUMENT_COUNTS = (
    _PROLOGUE
    + """SELECT ?document ?polarity (COUNT(DISTINCT ?claim) AS ?claims) WHERE {
  ?claim a pg:Claim ; pg:inDocument ?document ; pg:polarity ?polarity ; pg:status "accepted"
} GROUP BY ?document ?polarity"""
)
_INFERRED = (
    _PROLOGUE
    + f"""SELECT DISTINCT ?subject ?relation ?object ?entity WHERE {{
  GRAPH <{GRAPH}inferred> {{
    {{ ?entity ?relation ?object . BIND(?entity AS ?subject) }}
    UNION {{ ?subject ?relation ?entity . BIND(?entity AS ?object) }}
  }}
  FILTER(STRSTARTS(STR(?relation), "{PG}") && isIRI(?object))
}} ORDER BY ?relation ?subject ?object"""
)


@dataclass(frozen=True, slots=True)
class Document:
    """A source document: what it is, and how much it says."""

    id: str
    title: str
    facts: dict[str, str]
    sha256: str
    length: int
    #: Accepted claims by polarity.
    claims: dict[str, int]


class InferredEdge(NamedTuple):
    """A concluded edge between two entities, by slug."""

    subject: str
    relation: str
    object: str


class Evidence:
    """What documents say, and what was concluded from it."""

    def __init__(self, store: Store, directory: Directory) -> None:
        self._store = store
        self._directory = directory
        self.documents = {document.id: document for document in _read_documents(store)}

    def claim(self, digest: str) -> ClaimAnswer:
        """Return one claim by the digest in its IRI."""
        claims = self._claims(self._store.rows(_CLAIM, claim=Term(CLAIM + digest)))
        if not claims:
            raise NotFoundError(f"There is no claim {digest[:60]!r} in this version of the graph.", nearest=[])
        return claims[0]

    def claims_of(self, slug: str) -> list[ClaimAnswer]:
        """Return every claim that speaks of an entity, by document and position; rejected ones stay out."""
        claims = self._claims(self._store.rows(_CLAIMS_OF, entity=Term(entity_iri(slug))))
        return [claim for claim in claims if claim["status"] != "rejected"]

    def claims_in(self, document: str) -> list[ClaimAnswer]:
        """Return every claim of a document in the order of the text; rejected ones stay out."""
        claims = self._claims(self._store.rows(_CLAIM, document=Term(document_iri(document))))
        return [claim for claim in claims if claim["status"] != "rejected"]

    def inferred(self, slug: str) -> list[InferredEdge]:
        """Return the concluded edges that begin or end at an entity."""
        return [
            InferredEdge(
                entity_slug(row["subject"].value),
                row["relation"].value.removeprefix(PG),
                entity_slug(row["object"].value),
            )
            for row in self._store.rows(_INFERRED, entity=Term(entity_iri(slug)))
            if row["subject"].value.startswith(PGID) and row["object"].value.startswith(PGID)
        ]

    def document(self, id: str) -> Document:  # noqa: A002 - it is the document's id
        """Return a document by its id."""
        try:
            return self.documents[id]
        except KeyError:
            known = list(self.documents)
            raise NotFoundError(
                f"There is no document {id[:60]!r}; there are {', '.join(known[:10]) or 'none'}.", nearest=known[:10]
            ) from None

    def _claims(self, rows: Iterable[Row]) -> list[ClaimAnswer]:
        claims = {row["claim"].value: row for row in rows}
        return [self._claim(row) for row in claims.values()]

    def _claim(self, row: Row) -> ClaimAnswer:
        return {
            "id": row["claim"].value,
            "document": document_id(row["document"].value),
            "subject": self.entity(row["subject"].value),
            "predicate": row["predicate"].value.removeprefix(PG),
            "object": self._object(row["object"]),
            "polarity": row["polarity"].value,
            "start": int(row["start"].value),
            "end": int(row["end"].value),
            "heading": row["heading"].value if "heading" in row else None,
            "quote": row["quote"].value if "quote" in row else None,
            "method": row["method"].value,
            "rule": row["rule"].value if "rule" in row else None,
            "confidence": float(row["confidence"].value),
            "status": row["status"].value,
        }

    def entity(self, iri: str) -> EntityAnswer:
        """Return an entity by name, as claims carry it."""
        slug = entity_slug(iri)
        entry = self._directory.entries.get(slug)  # type: ignore[call-overload]  # a Slug is a str
        if entry is None:
            return {"id": slug, "label": slug.replace("-", " "), "kind": "Thing"}
        return {"id": entry.id, "label": entry.label, "kind": entry.kind.name}

    def _object(self, term: Term) -> EntityAnswer | ValueAnswer:
        if term.type == "uri":
            return self.entity(term.value)
        datatype = (term.datatype or PREFIXES["xsd"] + "string").replace(PREFIXES["xsd"], "xsd:")
        return {"value": term.value, "datatype": datatype}


def _read_documents(store: Store) -> Iterable[Document]:
    counts: dict[str, dict[str, int]] = {}
    for row in store.rows(_DOCUMENT_COUNTS):
        if "document" in row:
            of = counts.setdefault(row["document"].value, {"asserted": 0, "hedged": 0, "negated": 0})
            of[row["polarity"].value] = int(row["claims"].value)
    seen: set[str] = set()
    for row in store.rows(_DOCUMENTS):
        iri = row["document"].value
        if iri in seen:
            continue
        seen.add(iri)
        names = ("publisher", "issued", "creator", "reviewer", "source")
        title = row.get("title") or row.get("label")
        yield Document(
            document_id(iri),
            title.value if title else f"document {document_id(iri)}",
            {name: row[name].value for name in names if name in row},
            row["sha256"].value,
            int(row["length"].value),
            counts.get(iri, {"asserted": 0, "hedged": 0, "negated": 0}),
        )
