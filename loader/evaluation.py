"""How well the rules read: precision, recall and F1 against what a careful reader took from the same text.

A claim is right if the reader made the same statement (subject, relation, object, polarity) of an overlapping passage.
What a curator added counts on the reader's side only; claims that a curator read are never measured.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from paingraph.loader.claims import Claim, Entity, Span, Status
from paingraph.loader.documents import Document
from paingraph.loader.extraction import lexicon_of, read_claims
from paingraph.loader.lexicon import name_key
from paingraph.loader.readers import read_document
from paingraph.ontology.errors import DocumentError
from paingraph.ontology.library import Library

__all__ = ["Evaluation", "GoldClaim", "GoldDocument", "Score", "compare", "evaluate", "gold_claims", "read_gold"]

#: Relations that say the same in both directions.
SYMMETRIC = frozenset({"associatedWith", "collaboratesWith"})
#: Of a gold claim that does not say how the text makes it.
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class GoldClaim:
    """A statement that a careful reader took from a text: `spans` are the places where its words stand."""

    subject: str
    predicate: str
    object: str
    polarity: str
    spans: tuple[Span, ...]
    structure: str = UNKNOWN
    quote: str = ""

    def said_by(self, claim: Claim, *, polarity: bool = True) -> bool:
        """Tell whether a claim that was read makes this statement in this place."""
        object_ = claim.object.id if isinstance(claim.object, Entity) else claim.object.value
        said: tuple[str, str] = (claim.subject.id, object_)
        if claim.predicate in SYMMETRIC and said == (self.object, self.subject):
            said = said[::-1]
        if claim.predicate != self.predicate or said != (self.subject, self.object):
            return False
        if polarity and claim.polarity != self.polarity:
            return False
        return any(span.overlaps(claim.span) for span in self.spans)


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """A text with the entities and claims of a careful reader."""

    document: Document
    entities: frozenset[str]
    claims: tuple[GoldClaim, ...]


@dataclass(slots=True)
class Score:
    """Right, false and missed, and what follows from them."""

    right: int = 0
    false: int = 0
    missed: int = 0
    #: Statements of the gold that were read; one claim may say what two gold claims say, and the reverse.
    found: int = 0

    @property
    def precision(self) -> float:
        """Share of what was read that is right."""
        return self.right / (self.right + self.false) if self.right + self.false else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold that was read."""
        return self.found / (self.found + self.missed) if self.found + self.missed else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def __add__(self, other: Score) -> Score:
        """Return the score over both."""
        return Score(
            self.right + other.right, self.false + other.false, self.missed + other.missed, self.found + other.found
        )


@dataclass(slots=True)
class Evaluation:
    """The outcome over one or several documents."""

    claims: Score = field(default_factory=Score)
    #: Of the claims that go into the graph without a curator.
    accepted: Score = field(default_factory=Score)
    without_polarity: Score = field(default_factory=Score)
    entities: Score = field(default_factory=Score)
    relations: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    #: By how the text says it; only recall means something here.
    structures: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    false: list[Claim] = field(default_factory=list)
    missed: list[tuple[str, GoldClaim]] = field(default_factory=list)
    false_entities: list[tuple[str, str]] = field(default_factory=list)
    missed_entities: list[tuple[str, str]] = field(default_factory=list)

    def add(self, gold: GoldDocument, claims: Sequence[Claim], entities: Iterable[str]) -> None:
        """Count one document."""
        self.accepted += compare([claim for claim in claims if claim.status is Status.ACCEPTED], gold.claims)
        self.without_polarity += compare(claims, gold.claims, polarity=False)
        for claim in claims:
            right = any(said.said_by(claim) for said in gold.claims)
            self._count(claim.predicate, right=right, false=not right)
            if not right:
                self.false.append(claim)
        for said in gold.claims:
            found = any(said.said_by(claim) for claim in claims)
            self._count(said.predicate, found=found, missed=not found)
            self.structures[said.structure] += Score(found=found, right=found, missed=not found)
            if not found:
                self.missed.append((gold.document.id, said))
        read = frozenset(entities)
        common = len(read & gold.entities)
        self.entities += Score(common, len(read) - common, len(gold.entities) - common, common)
        self.false_entities += [(gold.document.id, slug) for slug in sorted(read - gold.entities)]
        self.missed_entities += [(gold.document.id, slug) for slug in sorted(gold.entities - read)]

    def _count(self, relation: str, **counts: bool) -> None:
        score = Score(**{name: int(value) for name, value in counts.items()})
        self.claims += score
        self.relations[relation] += score


def compare(claims: Sequence[Claim], gold: Sequence[GoldClaim], *, polarity: bool = True) -> Score:
    """Return the score of claims against the gold of the same document."""
    right = sum(any(said.said_by(claim, polarity=polarity) for said in gold) for claim in claims)
    found = sum(any(said.said_by(claim, polarity=polarity) for claim in claims) for said in gold)
    return Score(right, len(claims) - right, len(gold) - found, found)


def evaluate(paths: Iterable[Path], library: Library) -> Evaluation:
    """Read the documents of gold files (or of all `*.gold.json` in folders) and compare.

    Raises:
        DocumentError: a file is no gold file, or a folder has none.
    """
    evaluation = Evaluation()
    for path in paths:
        files = sorted(path.glob("*.gold.json")) if path.is_dir() else [path]
        if not files:
            raise DocumentError(f"{path}: this folder has no gold files (*.gold.json); see tests/gold/README.md.")
        for file in files:
            gold = read_gold(file, library)
            extraction = read_claims(gold.document, library)
            evaluation.add(gold, extraction.claims, (entity.id for entity in extraction.entities))
    return evaluation


def read_gold(path: Path, library: Library) -> GoldDocument:
    """Read a gold file and the document that it names, which lies beside it.

    A candidate whose label the library has taken up since, as another concept's synonym, is that concept.

    Raises:
        DocumentError: it is no gold file, or a quote of it does not stand in its document.
    """
    try:
        data = json.loads(path.read_text("utf-8"))
        document = read_document(path.with_name(data["document"]))
        now = _taken_up(data["entities"], library)
        entities = frozenset(now.get(entity["id"], entity["id"]) for entity in data["entities"])
        claims = (
            replace(claim, subject=now.get(claim.subject, claim.subject), object=now.get(claim.object, claim.object))
            for claim in gold_claims(data["claims"], document)
        )
        return GoldDocument(document, entities, tuple(claims))
    except OSError as error:
        raise DocumentError(f"{path}: the gold file cannot be read ({error.strerror}).") from error
    except KeyError as error:
        raise DocumentError(f"{path}: this is no gold file: it has no {error}.") from error
    except (ValueError, TypeError) as error:
        raise DocumentError(f"{path}: this is no gold file ({error}).") from error


def _taken_up(entities: Iterable[Mapping[str, Any]], library: Library) -> dict[str, str]:
    """Return the concepts that candidates of a gold file have become, by the candidates' slugs."""
    lexicon = lexicon_of(library)
    now: dict[str, str] = {}
    for entity in entities:
        if entity.get("candidate") and entity["id"] not in library.concepts:
            for named in lexicon.find(name_key(entity["label"])):
                if named.id in library.concepts and named.kind == entity["kind"]:
                    now[entity["id"]] = named.id
    return now


def gold_claims(rows: Iterable[Mapping[str, Any]], document: Document) -> Iterable[GoldClaim]:
    """Yield the claims of gold rows, their quotes found in the document."""
    for row in rows:
        object_ = row["object"]["value"] if isinstance(row["object"], dict) else row["object"]
        spans = tuple(_places(row["quote"], document.text))
        if not spans:
            raise DocumentError(f"document {document.id}: the gold quote {row['quote']!r} does not stand in it.")
        structure = row.get("structure", UNKNOWN)
        yield GoldClaim(row["subject"], row["predicate"], object_, row["polarity"], spans, structure, row["quote"])


def _places(quote: str, text: str) -> Iterable[Span]:
    """Yield where a quote stands; white space and table bars may differ."""
    pattern = r"[\s|*_`]*".join(re.escape(word) for word in re.findall(r"[\w’']+|[^\w\s]", quote))
    return (Span(*match.span()) for match in re.finditer(pattern, text, re.IGNORECASE))
