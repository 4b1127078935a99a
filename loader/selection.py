"""The best reading of each statement, as a claim."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence

from paingraph.loader.claims import Claim, Entity, Method, Span, Status
from paingraph.loader.confidence import Signs, Weighing, confidence
from paingraph.loader.findings import Finding
from paingraph.loader.reading import Reading
from paingraph.loader.rules import Structure

__all__ = ["select"]

#: With these words an item denies what its heading says of all items.
_DENYING = re.compile(r"\b(?:not|never|avoid|avoided|against|no (?:longer|role|place|effect|benefit))\b", re.IGNORECASE)
#: A lead-in that ends so lists what the pain comes from, and one with such a word tests, whatever the heading asks.
_CAUSING = re.compile(
    r"\b(?:caused by|comes from|due to|because of|related to|result of)\s*:?\s*$"
    r"|\b(?:diagnos(?:is|ed|tic)|confirmed)\b",
    re.IGNORECASE,
)
#: Of a procedure and a condition one sentence says one of these.
_EXCLUSIVE = frozenset({"treats", "causedBy", "contraindicatedBy"})
#: A claim that is less sure than that is more likely false than right.
_EVEN = 0.5


def select(reading: Reading) -> tuple[Claim, ...]:
    """Return the claims of a document in order of position: in each sentence every statement once, as best read."""
    best: dict[tuple[object, ...], tuple[Finding, int | None]] = {}
    for finding, heading in _specific(reading):
        if finding.span.start == finding.span.end:
            continue  # an item goes on with its lead-in, which alone says it: no words here to show
        key = (finding.subject.id, finding.rule.relation, finding.object, reading.sentence_at(finding.span))
        known = best.get(key)
        if known is None or _rank(finding) > _rank(known[0]):
            best[key] = finding, heading
    chosen = _told_once(_consistent(best))
    weighing = Weighing(reading, [finding for finding, _ in chosen])
    return tuple(sorted((_claim(*found, weighing, reading) for found in chosen), key=_position))


def _specific(reading: Reading) -> list[tuple[Finding, int | None]]:
    """Return what was found, but not what a heading says is treated of items that deny it or say it more exactly."""
    blocks = [linked.block for linked in reading.blocks]
    starts = [block.start for block in blocks]

    def place(finding: Finding) -> tuple[str, int]:
        return finding.subject.id, bisect_right(starts, finding.span.start) - 1

    treating = [found for found in reading.findings if found[0].rule.relation == "treats"]
    general = {id(found[0]) for found in treating if found[0].rule.structure is Structure.HEADING}
    exact = {place(finding) for finding, _ in treating if id(finding) not in general}

    def is_overruled(finding: Finding) -> bool:
        _, block = own = place(finding)
        text, start, lead_in = reading.document.text, finding.span.start, blocks[block].lead_in
        if lead_in is not None and _CAUSING.search(reading.document.text_of(reading.document.blocks[lead_in])):
            return True
        return own in exact or _DENYING.search(text, start, blocks[block].end) is not None

    return [found for found in reading.findings if id(found[0]) not in general or not is_overruled(found[0])]


def _consistent(best: Mapping[tuple[object, ...], tuple[Finding, int | None]]) -> list[tuple[Finding, int | None]]:
    """Return the findings without those that say otherwise of the same two things in the same sentence."""
    chosen: dict[tuple[object, ...], Finding] = {}
    for (*_, sentence), (finding, _) in best.items():
        if finding.rule.relation not in _EXCLUSIVE or not isinstance(finding.object, Entity):
            continue
        pair = (frozenset({finding.subject.id, finding.object.id}), sentence)
        known = chosen.get(pair)
        if known is None or _weight(finding) > _weight(known):
            chosen[pair] = finding
    kept = set(map(id, chosen.values()))
    return [found for found in best.values() if id(found[0]) in kept or found[0].rule.relation not in _EXCLUSIVE]


def _told_once(found: Sequence[tuple[Finding, int | None]]) -> list[tuple[Finding, int | None]]:
    """Return the findings without the devices that a page only speaks of again: 'the balloon is emptied'."""
    told: set[tuple[str, object]] = set()
    kept: list[tuple[Finding, int | None]] = []
    for finding, heading in sorted(found, key=lambda pair: pair[0].span.start):
        pair = (finding.subject.id, finding.object)
        again = finding.rule.relation == "usesDevice" and finding.given and pair in told
        if finding.rule.relation == "usesDevice":
            told.add(pair)
        if not again:
            kept.append((finding, heading))
    return kept


def _weight(finding: Finding) -> tuple[bool, float, int]:
    """Prefer what forbids a procedure to what denies its use or names a risk."""
    return finding.rule.relation == "contraindicatedBy", *_rank(finding)


def _claim(finding: Finding, heading: int | None, weighing: Weighing, reading: Reading) -> Claim:
    document = reading.document
    place = document.blocks[heading] if heading is not None else None
    signs = weighing.signs(finding)
    sure = confidence(signs)
    return Claim(
        document=document.id,
        subject=finding.subject,
        predicate=finding.rule.relation,
        object=finding.object,
        polarity=finding.polarity,
        span=finding.span,
        heading=Span(place.start, place.end) if place is not None else None,
        method=Method.RULE,
        rule=finding.rule.id,
        confidence=sure,
        status=_status(signs, sure),
        quote=document.text[finding.span.start : finding.span.end],
        heading_text=document.text_of(place) if place is not None else None,
    )


def _status(signs: Signs, sure: float) -> Status:
    """Leave to a curator what is about a thing that the vocabulary lacks, and what is rather false than right."""
    known = signs.subject_known and signs.object_known
    return Status.ACCEPTED if known and sure >= _EVEN else Status.CANDIDATE


def _rank(finding: Finding) -> tuple[float, int]:
    """Prefer what weighs more, then the shorter evidence."""
    return finding.weight, finding.span.start - finding.span.end


def _position(claim: Claim) -> tuple[int, int, str, str, str]:
    object_ = claim.object.id if isinstance(claim.object, Entity) else claim.object.value
    return claim.span.start, claim.span.end, claim.predicate, claim.subject.id, object_
