"""The corpus after a change of the rules: what curators hold true stays, and the decisions follow.

The claims of the corpus are the truth. A claim that the rules now read needs no decision any more; one that they no
longer read is added; one that the rules read and leave to a curator is accepted; a reading that is not in the corpus is
rejected, and listed, because it may be a claim that the curators missed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from paingraph.loader.claims import Claim, Entity, Status
from paingraph.loader.curation import Action, Decision, curate, write_decisions
from paingraph.loader.extraction import extract
from paingraph.loader.folder import DECISIONS
from paingraph.loader.shipped import DocumentRecord, find_document, load_corpus, shipped_decisions, write_corpus
from paingraph.ontology.errors import DocumentError
from paingraph.ontology.library import Library
from paingraph.ontology.namespaces import Slug

__all__ = ["Recuration", "recurate", "rewrite_corpus"]

_UNREAD = "not read by the rules"
_UNSURE = "said, though the rules are not sure"
_UNSAID = "the text does not say this"


@dataclass(frozen=True, slots=True)
class Recuration:
    """The decisions that one document needs, and those among them that are new and want a curator's eye."""

    decisions: tuple[Decision, ...]
    new: tuple[Decision, ...]


def recurate(readings: Sequence[Claim], truth: Sequence[Claim], decisions: Iterable[Decision]) -> Recuration:
    """Return the decisions that turn the readings of a document into its claims in the corpus.

    `decisions` are the old ones of the document; where one still applies, its reason is kept.
    """
    held = [claim for claim in truth if claim.status is Status.ACCEPTED]
    unsure = [claim for claim in readings if claim.status is Status.CANDIDATE]
    added = [_decision(Action.ADD, claim, _UNREAD) for claim in truth if not _read(claim, readings)]
    accepted = [_decision(Action.ACCEPT, claim, _UNSURE) for claim in unsure if _read(claim, held)]
    rejected = [_decision(Action.REJECT, claim, _UNSAID) for claim in readings if not _read(claim, truth)]
    old = {_key(decision): decision for decision in decisions}
    needed = {_key(decision): old.get(_key(decision), decision) for decision in (*added, *accepted, *rejected)}
    return Recuration(tuple(needed.values()), tuple(needed[key] for key in needed if key not in old))


def rewrite_corpus(folder: Path, documents: Path, library: Library) -> list[Decision]:
    """Read the documents of a corpus anew and write it with the decisions that keep its claims.

    Returns the decisions that are new.

    Raises:
        DocumentError: a text is missing, or not the one that was curated.
    """
    corpus, old = load_corpus(folder, library), shipped_decisions(folder)
    texts: dict[str, str] = {}
    decisions: list[Decision] = []
    claims: list[Claim] = []
    new: list[Decision] = []
    records: list[DocumentRecord] = []
    for record in corpus.documents:
        document = find_document(record, documents)
        if document.sha256 != record.sha256:
            raise DocumentError(f"Document {record.id} ({record.file}) is not the text that was curated.")
        readings = extract(document, library)
        truth = [claim for claim in corpus.claims if claim.document == record.id]
        outcome = recurate(readings, truth, [decision for decision in old if decision.document == record.id])
        records.append(replace(record, headings=document.headings))
        texts[record.id] = document.text
        decisions += outcome.decisions
        new += outcome.new
        claims += curate(document, readings, outcome.decisions, library)
    write_decisions(folder / DECISIONS, decisions)
    write_corpus(folder, records, texts, claims)
    return new


def _read(claim: Claim, others: Iterable[Claim]) -> bool:
    decision = _decision(Action.ACCEPT, claim, _UNREAD)
    return any(decision.meets(other) for other in others)


def _decision(action: Action, claim: Claim, reason: str) -> Decision:
    object_ = claim.object.id if isinstance(claim.object, Entity) else Slug(claim.object.value)
    said = (claim.subject.id, claim.predicate, object_, claim.polarity)
    return Decision(action, claim.document, *said, claim.span, claim.heading, reason)


def _key(decision: Decision) -> tuple[object, ...]:
    said = (decision.subject, decision.predicate, decision.object, decision.polarity)
    return (decision.action, *said, decision.span)
