"""The source documents of a version: what each is, and how many accepted claims it makes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from paingraph.api.urls import document_id
from paingraph.ontology.namespaces import PREFIXES
from paingraph.queries.store import Store

__all__ = ["MAX_DOCUMENT", "POLARITIES", "Document", "Section", "read_documents"]

#: What a text may do with a statement, in the order in which it is told.
POLARITIES = ("asserted", "hedged", "negated")
#: Characters of a document's id: as many as a file's name may have.
MAX_DOCUMENT = 255

_FACTS = ("publisher", "issued", "creator", "reviewer", "source")
_PROLOGUE = "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}>\n" for prefix in ("dcterms", "oa", "pg", "rdfs"))
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
_COUNTS = (
    _PROLOGUE
    + """SELECT ?document ?polarity (COUNT(DISTINCT ?claim) AS ?claims) WHERE {
  ?claim a pg:Claim ; pg:inDocument ?document ; pg:polarity ?polarity ; pg:status "accepted"
} GROUP BY ?document ?polarity"""
)


_OUTLINE = (
    _PROLOGUE
    + """SELECT ?document ?start ?end ?level ?text (COUNT(DISTINCT ?claim) AS ?claims) WHERE {
  ?passage pg:level ?level ; oa:hasSource ?document ; pg:start ?start ; pg:end ?end .
  OPTIONAL { ?passage pg:quote ?text }
  OPTIONAL { ?claim pg:heading ?passage ; pg:status "accepted" }
} GROUP BY ?document ?start ?end ?level ?text ORDER BY ?document ?start ?end"""
)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading: its position and depth, its words if the text is at hand, and the number of claims under it."""

    start: int
    end: int
    level: int
    text: str | None
    claims: int


@dataclass(frozen=True, slots=True)
class Document:
    """A source document."""

    id: str
    title: str
    facts: dict[str, str]
    sha256: str
    length: int
    #: Accepted claims by polarity.
    claims: dict[str, int]
    #: Its headings, in the order of the text.
    outline: tuple[Section, ...]


def read_documents(store: Store) -> Iterator[Document]:
    """Yield the documents of a version by id."""
    counts: dict[str, dict[str, int]] = {}
    for row in store.rows(_COUNTS):
        if "document" in row:
            of = counts.setdefault(row["document"].value, dict.fromkeys(POLARITIES, 0))
            of[row["polarity"].value] = int(row["claims"].value)
    sections: dict[str, list[Section]] = {}
    for row in store.rows(_OUTLINE):
        if "document" in row:
            text = row["text"].value if "text" in row else None
            start, end, level, claims = (int(row[name].value) for name in ("start", "end", "level", "claims"))
            section = Section(start, end, level, text, claims)
            sections.setdefault(row["document"].value, []).append(section)
    for iri, row in {row["document"].value: row for row in store.rows(_DOCUMENTS)}.items():
        title = row.get("title") or row.get("label")
        yield Document(
            document_id(iri),
            title.value if title else f"document {document_id(iri)}",
            {name: row[name].value for name in _FACTS if name in row},
            row["sha256"].value,
            int(row["length"].value),
            counts.get(iri, dict.fromkeys(POLARITIES, 0)),
            tuple(sections.get(iri, ())),
        )
