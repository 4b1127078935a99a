"""Claims on statements, as they are read from a store: who says it, where, how surely, and in which words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from paingraph.ontology.namespaces import DOCUMENT, PG, PREFIXES
from paingraph.queries.binding import printed
from paingraph.queries.statements import Names, Statement
from paingraph.queries.store import Row, Store, Term

__all__ = ["BATCH", "Claim", "Passage", "read_claims", "values"]

#: How many statements one query asks for.
BATCH = 100

_CLAIMS = f"""
PREFIX pg: <{PG}> PREFIX prov: <{PREFIXES["prov"]}>
SELECT ?subject ?relation ?object ?claim ?document ?polarity ?status ?method ?rule ?confidence ?passage ?heading {{
  VALUES (?subject ?relation ?object) {{ %s }}
  ?claim pg:subject ?subject ; pg:predicate ?relation ; pg:object ?object ;
    pg:polarity ?polarity ; pg:status ?status ; pg:method ?method ; pg:confidence ?confidence ;
    pg:inDocument ?document ; prov:wasDerivedFrom ?passage .
  OPTIONAL {{ ?claim pg:rule ?rule }}
  OPTIONAL {{ ?claim pg:heading ?heading }}
}}
"""
#: Asked apart: joined with the claims, engines would look at all passages there are.
_PASSAGES = f"""
PREFIX pg: <{PG}>
SELECT ?passage ?start ?end ?quote {{
  VALUES ?passage {{ %s }}
  ?passage pg:start ?start ; pg:end ?end
  OPTIONAL {{ ?passage pg:quote ?quote }}
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
    """Return the claims on each statement, by document and position; rejected ones stay out, and ones without place."""
    rows = {row["claim"].value: row for block in values(statements) for row in store.rows(_CLAIMS % block)}
    accepted = [row for row in rows.values() if row["status"].value != "rejected"]
    passages = _passages(store, {row[name] for row in accepted for name in ("passage", "heading") if name in row})
    names = Names(store)
    found: defaultdict[Statement, list[Claim]] = defaultdict(list)
    for row in accepted:
        if row["passage"].value in passages:
            claim = _claim(row, passages, names)
            found[claim.statement].append(claim)
    return {statement: sorted(claims, key=_order) for statement, claims in found.items()}


def values(statements: Iterable[Statement]) -> Iterator[str]:
    """Yield the statements as rows of a VALUES block, so many at a time."""
    return _batches(f"({' '.join(map(printed, statement.terms.values()))})" for statement in statements)


def _batches(rows: Iterable[str]) -> Iterator[str]:
    listed = list(rows)
    return (" ".join(listed[start : start + BATCH]) for start in range(0, len(listed), BATCH))


def _passages(store: Store, passages: Collection[Term]) -> dict[str, Passage]:
    found: dict[str, Passage] = {}
    for block in _batches(map(printed, sorted(passages))):
        for row in store.rows(_PASSAGES % block):
            quote = row["quote"].value if "quote" in row else None
            iri = row["passage"].value
            found[iri] = Passage(iri, int(row["start"].value), int(row["end"].value), quote)
    return found


def _claim(row: Row, passages: Mapping[str, Passage], names: Names) -> Claim:
    return Claim(
        iri=row["claim"].value,
        statement=Statement(row["subject"].value, row["relation"].value, row["object"]),
        document=row["document"].value,
        title=names.of(row["document"].value),
        polarity=row["polarity"].value,
        status=row["status"].value,
        method=row["method"].value,
        rule=row["rule"].value if "rule" in row else None,
        confidence=float(row["confidence"].value),
        passage=passages[row["passage"].value],
        heading=passages.get(row["heading"].value) if "heading" in row else None,
    )


def _order(claim: Claim) -> tuple[str, int, int, str]:
    return claim.document, claim.passage.start, claim.passage.end, claim.iri
