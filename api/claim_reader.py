"""Claims read from the store, in the form in which they are answered."""

from __future__ import annotations

from typing import NamedTuple

from paingraph.api.directory import Directory
from paingraph.api.resources import ClaimAnswer, EntityAnswer, ValueAnswer
from paingraph.api.urls import document_id, entity_slug
from paingraph.ontology.namespaces import CLAIM, GRAPH, PG, PGID, PREFIXES, document_iri, entity_iri
from paingraph.queries.store import Row, Store, Term

__all__ = ["ClaimReader", "InferredEdge"]

_PROLOGUE = "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}>\n" for prefix in ("oa", "pg", "prov"))
_FACTS = """
  ?claim a pg:Claim ; pg:subject ?subject ; pg:predicate ?predicate ; pg:object ?object ;
    pg:polarity ?polarity ; pg:method ?method ; pg:confidence ?confidence ; pg:status ?status ;
    pg:inDocument ?document ; prov:wasDerivedFrom ?passage .
  ?passage pg:start ?start ; pg:end ?end .
  OPTIONAL { ?claim pg:rule ?rule }
  OPTIONAL { ?passage pg:quote ?quote }
  OPTIONAL { ?claim pg:heading ?headingPassage . ?headingPassage pg:quote ?heading }
  FILTER(?status != "rejected")
} ORDER BY ?document ?start ?end ?claim"""
_SELECT = _PROLOGUE + (
    "SELECT DISTINCT ?claim ?subject ?predicate ?object ?polarity ?method ?rule ?confidence ?status ?document"
    " ?start ?end ?quote ?heading "
)
_CLAIMS = _SELECT + "WHERE {" + _FACTS
_CLAIMS_OF = _SELECT + "?entity WHERE { ?claim pg:subject|pg:object ?entity ." + _FACTS
_AROUND = (
    _PROLOGUE
    + """SELECT ?prefix ?suffix WHERE {
  ?claim prov:wasDerivedFrom/oa:hasSelector ?quote . ?quote oa:prefix ?prefix ; oa:suffix ?suffix
}"""
)
_COUNT = _PROLOGUE + "SELECT (COUNT(?claim) AS ?claims) WHERE { ?claim a pg:Claim }"

_INFERRED_EDGES = f"""GRAPH <{GRAPH}inferred> {{ ?subject ?relation ?object
    FILTER(STRSTARTS(STR(?subject), "{PGID}") && STRSTARTS(STR(?object), "{PGID}") && STRSTARTS(STR(?relation), "{PG}"))
  }}"""
_INFERRED = (
    f"SELECT DISTINCT ?subject ?relation ?object WHERE {{ {_INFERRED_EDGES} }} ORDER BY ?relation ?subject ?object"
)


class InferredEdge(NamedTuple):
    """A concluded edge between two entities, by slug."""

    subject: str
    relation: str
    object: str


class ClaimReader:
    """Reads claims, all of them or those of one thing, by document and position; rejected ones stay out."""

    def __init__(self, store: Store, directory: Directory) -> None:
        self._store = store
        self._directory = directory

    def count(self) -> int:
        """Return the number of claims."""
        return int(self._store.rows(_COUNT)[0]["claims"].value)

    def all(self) -> list[ClaimAnswer]:
        """Return every claim."""
        return self._claims(_CLAIMS)

    def one(self, digest: str) -> ClaimAnswer | None:
        """Return the claim with that digest, if there is one."""
        found = self._claims(_CLAIMS, claim=Term(CLAIM + digest))
        return found[0] if found else None

    def around(self, digest: str) -> tuple[str, str]:
        """Return the text before and after the passage of a claim, as far as it is at hand."""
        rows = self._store.rows(_AROUND, claim=Term(CLAIM + digest))
        return (rows[0]["prefix"].value, rows[0]["suffix"].value) if rows else ("", "")

    def of_entity(self, slug: str) -> list[ClaimAnswer]:
        """Return the claims that speak of an entity."""
        return self._claims(_CLAIMS_OF, entity=Term(entity_iri(slug)))

    def of_document(self, document: str) -> list[ClaimAnswer]:
        """Return the claims of a document."""
        return self._claims(_CLAIMS, document=Term(document_iri(document)))

    def inferred(self) -> list[InferredEdge]:
        """Return every concluded edge between entities."""
        return [_edge(row) for row in self._store.rows(_INFERRED)]

    def inferred_of(self, slug: str) -> list[InferredEdge]:
        """Return the concluded edges that begin or end at an entity."""
        entity = Term(entity_iri(slug))
        rows = [*self._store.rows(_INFERRED, subject=entity), *self._store.rows(_INFERRED, object=entity)]
        return list(dict.fromkeys(_edge(row) for row in rows))

    def entity(self, iri: str) -> EntityAnswer:
        """Name an entity, as claims carry it; one that the vocabulary lacks goes by its slug."""
        slug = entity_slug(iri)
        entry = self._directory.get(slug)
        if entry is None:
            return {"id": slug, "label": slug.replace("-", " "), "kind": "Thing"}
        return {"id": entry.id, "label": entry.label, "kind": entry.kind.name}

    def _claims(self, query: str, **terms: Term) -> list[ClaimAnswer]:
        rows = {row["claim"].value: row for row in self._store.rows(query, **terms)}
        return [self._claim(row) for row in rows.values()]

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

    def _object(self, term: Term) -> EntityAnswer | ValueAnswer:
        if term.type == "uri":
            return self.entity(term.value)
        datatype = (term.datatype or PREFIXES["xsd"] + "string").replace(PREFIXES["xsd"], "xsd:")
        return {"value": term.value, "datatype": datatype}


def _edge(row: Row) -> InferredEdge:
    return InferredEdge(
        entity_slug(row["subject"].value), row["relation"].value.removeprefix(PG), entity_slug(row["object"].value)
    )
