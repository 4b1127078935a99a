"""Claims on statements, as they are read from a store: who says it, where, how surely, and in which words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from paingraph.ontology.namespaces import DOCUMENT, PG, PREFIXES
from paingraph.queries.binding import printed
from paingraph.queries.statements import Statement
from paingraph.queries.store import Row, Store

__all__ = ["BATCH", "Claim", "Passage", "read_claims", "values"]

#: How many statements one query asks for.
BATCH = 100

_CLAIMS = f"""
PREFIX pg: <{PG}> PREFIX dcterms: <{PREFIXES["dcterms"]}> PREFIX prov: <{PREFIXES["prov"]}>
PREFIX rdfs: <{PREFIXES["rdfs"]}>
SELECT ?subject ?relation ?object ?claim ?document ?title ?polarity ?status ?method ?rule ?confidence
  ?passage ?start ?end ?quote ?heading ?headingStart ?headingEnd ?headingQuote {{
  VALUES (?subject ?relation ?object) {{ %s }}
  ?claim pg:subject ?subject ; pg:predicate ?relation ; pg:object ?object ;
    pg:polarity ?polarity ; pg:status ?status ; pg:method ?method ; pg:confidence ?confidence ;
    pg:inDocument ?document ; prov:wasDerivedFrom ?passage .
  ?passage pg:start ?start ; pg:end ?end .
  OPTIONAL {{ ?document rdfs:label ?title }}
  OPTIONAL {{ ?claim pg:rule ?rule }}
  OPTIONAL {{ ?passage pg:quote ?quote }}
  OPTIONAL {{ ?claim pg:heading ?heading . ?heading pg:start ?headingStart ; pg:end ?headingEnd }}
  OPTIONAL {{ ?claim pg:heading/pg:quote ?headingQuote }}
}}
"""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document's text in code points, half open; its words where the text is at hand."""

    iri: str
    start: int
    end: int
    quote: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """What one document says once on a statement."""

    iri: str
    statement: Statement
    document: str
    title: str
    polarity: str
    status: str
    method: str
    rule: str | None
    confidence: float
    passage: Passage
    heading: Passage | None

    @property
    def document_id(self) -> str:
        """The document's id: '001'."""
        return self.document.removeprefix(DOCUMENT)

    @property
    def is_evidence(self) -> bool:
        """Whether it makes the statement an edge: asserted, and accepted."""
        return self.polarity == "asserted" and self.status == "accepted"


def read_claims(store: Store, statements: Collection[Statement]) -> dict[Statement, list[Claim]]:
    """Return the claims on each statement, by document and position; rejected ones stay out."""
    found: defaultdict[Statement, dict[str, Claim]] = defaultdict(dict)
    for block in values(statements):
        for row in store.rows(_CLAIMS % block):
            claim = _claim(row)
            if claim.status != "rejected":
                found[claim.statement].setdefault(claim.iri, claim)
    return {statement: sorted(claims.values(), key=_order) for statement, claims in found.items()}


def values(statements: Collection[Statement]) -> Iterator[str]:
    """Yield the statements as rows of a VALUES block, so many at a time."""
    rows = [f"({' '.join(printed(term) for term in statement.terms.values())})" for statement in statements]
    return (" ".join(rows[start : start + BATCH]) for start in range(0, len(rows), BATCH))


def _claim(row: Row) -> Claim:
    return Claim(
        iri=row["claim"].value,
        statement=Statement(row["subject"].value, row["relation"].value, row["object"]),
        document=row["document"].value,
        title=row["title"].value if "title" in row else "",
        polarity=row["polarity"].value,
        status=row["status"].value,
        method=row["method"].value,
        rule=row["rule"].value if "rule" in row else None,
        confidence=float(row["confidence"].value),
        passage=_passage(row, ("passage", "start", "end", "quote")),
        heading=_passage(row, ("heading", "headingStart", "headingEnd", "headingQuote")) if "heading" in row else None,
    )


def _passage(row: Row, names: Sequence[str]) -> Passage:
    iri, start, end, quote = names
    words = row[quote].value if quote in row else None
    return Passage(row[iri].value, int(row[start].value), int(row[end].value), words)


def _order(claim: Claim) -> tuple[str, int, int, str]:
    return claim.document, claim.passage.start, claim.passage.end, claim.iri
