"""Explanations as plain dictionaries, IRIs and labels together, ready for JSON.

A proof is a tree; a part that stands in it twice is spelled out the first time, and `"shown_above": true` afterwards.
What is left out for its number is counted as `more_…`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from paingraph.ontology.namespaces import DOCUMENT
from paingraph.queries.bounds import BOUNDS, Bounds
from paingraph.queries.claim_grounds import Claim, Passage
from paingraph.queries.proofs import Explanation, Inference, Proof
from paingraph.queries.rule_grounds import Principle
from paingraph.queries.statements import Names, Statement
from paingraph.queries.store import Term
from paingraph.queries.support import Support, minimal_support
from paingraph.queries.why_not import Attempt, Missing, WhyNot, is_open

__all__ = ["claim_data", "explanation_data", "statement_data", "support_data", "why_not_data"]

#: What JSON can hold.
Data = dict[str, Any]


def explanation_data(explanation: Explanation, bounds: Bounds = BOUNDS) -> Data:
    """Return an explanation."""
    names, support = explanation.names, minimal_support(explanation)
    return {
        "edge": statement_data(explanation.statement, names),
        "holds": explanation.holds,
        "standing": explanation.signature.standing,
        "definition": explanation.signature.definition,
        "complete": explanation.is_complete,
        "graphs": list(explanation.graphs),
        "documents": _documents(explanation.documents, names),
        "support": {
            "sets": [[document.removeprefix(DOCUMENT) for document in documents] for documents in support.sets],
            "indispensable": [document.removeprefix(DOCUMENT) for document in support.indispensable],
            "needs_no_document": support.needs_no_document,
            "complete": support.complete,
        },
        "proof": _Tree(names, bounds).proof(explanation.proof, 0),
        "doubts": [
            {**claim_data(claim), "edge": statement_data(claim.statement, names)} for claim in explanation.doubts
        ],
    }


def why_not_data(answer: WhyNot) -> Data:
    """Return why an edge does not hold."""
    names = answer.names
    return {
        "edge": statement_data(answer.statement, names),
        "holds": False,
        "standing": answer.signature.standing,
        "definition": answer.signature.definition,
        "kind_errors": [{"side": error.side, "message": error.message} for error in answer.kind_errors],
        "only_documents_could": answer.only_documents_could,
        "near": [claim_data(claim) for claim in answer.near],
        "nearby": [statement_data(statement, names) for statement in answer.nearby],
        "more_nearby": answer.more_nearby,
        "rules": [
            {
                "rule": _rule(gap.rule, names),
                "attempts": [_attempt(attempt, names) for attempt in gap.attempts],
                "more_attempts": gap.more,
            }
            for gap in answer.gaps
        ],
    }


def support_data(support: Support) -> Data:
    """Return what documents say of a statement."""
    return {
        "edge": statement_data(support.statement, support.names),
        "disputed": support.is_disputed,
        "documents": support.counts,
        **{
            polarity: [
                {**document, "claims": [claim_data(claim) for claim in claims if claim.document == document["iri"]]}
                for document in _documents(sorted({claim.document for claim in claims}), support.names)
            ]
            for polarity, claims in support.by_polarity.items()
        },
        "candidates": [claim_data(claim) for claim in support.candidates],
    }


def statement_data(statement: Statement, names: Names) -> Data:
    """Return a statement with its IRI and its words."""
    return {
        "iri": statement.iri,
        "subject": _thing(statement.subject, names),
        "relation": _thing(statement.relation, names),
        "object": _thing(statement.object, names),
        "text": names.sentence(statement),
    }


def claim_data(claim: Claim) -> Data:
    """Return a claim with its document and its place in it."""
    return {
        "iri": claim.iri,
        "document": claim.document_id,
        "document_iri": claim.document,
        "title": claim.title,
        "polarity": claim.polarity,
        "status": claim.status,
        **_passage(claim.passage),
        "heading": _passage(claim.heading) if claim.heading else None,
        "method": claim.method,
        "rule": claim.rule,
        "confidence": claim.confidence,
    }


class _Tree:
    """Spells out proofs, each once."""

    def __init__(self, names: Names, bounds: Bounds) -> None:
        self._names = names
        self._bounds = bounds
        self._shown: set[int] = set()

    def proof(self, proof: Proof, depth: int) -> Data:
        """Return a proof; `vocabulary` says that the edge is curated, which is no evidence."""
        edge = statement_data(proof.statement, self._names)
        if id(proof) in self._shown:
            return {"edge": edge, "shown_above": True}
        self._shown.add(id(proof))
        claims, beside = proof.claims, proof.ground.beside
        inferences = proof.inferences[: self._bounds.inferences if depth < self._bounds.depth else 0]
        return {
            "edge": edge,
            "documents": [document.removeprefix(DOCUMENT) for document in proof.ground.documents],
            "vocabulary": proof.ground.in_vocabulary,
            "claims": [claim_data(claim) for claim in claims[: self._bounds.claims]],
            "more_claims": max(0, len(claims) - self._bounds.claims),
            "beside": [claim_data(claim) for claim in beside[: self._bounds.claims]],
            "more_beside": max(0, len(beside) - self._bounds.claims),
            "inferences": [self._inference(inference, depth + 1) for inference in inferences],
            "more_inferences": len(proof.inferences) - len(inferences) + proof.more,
        }

    def _inference(self, inference: Inference, depth: int) -> Data:
        return {
            "derivation": inference.iri,
            "rule": _rule(inference.rule, self._names),
            "premises": [self.proof(premise, depth) for premise in inference.premises],
        }


def _rule(rule: Principle, names: Names) -> Data:
    return {"iri": rule.iri, "name": rule.name, "axiom": rule.axiom, "sentence": rule.sentence(names)}


def _attempt(attempt: Attempt, names: Names) -> Data:
    return {
        "present": [statement_data(statement, names) for statement in attempt.present],
        "missing": [_missing(missing, names) for missing in attempt.missing],
        "near": [{**claim_data(claim), "edge": statement_data(claim.statement, names)} for claim in attempt.near],
    }


def _missing(missing: Missing, names: Names) -> Data:
    subject, object_ = (
        {"variable": end.removeprefix("?")} if is_open(end) else _thing(end, names)
        for end in (missing.subject, missing.object)
    )
    relation = {"iri": missing.relation, "label": names.of(missing.relation)}
    return {"subject": subject, "relation": relation, "object": object_, "text": missing.sentence(names)}


def _documents(iris: Iterable[str], names: Names) -> Sequence[Data]:
    return [{"id": iri.removeprefix(DOCUMENT), "iri": iri, "title": names.of(iri)} for iri in iris]


def _thing(thing: Term | str, names: Names) -> Data:
    if isinstance(thing, Term) and thing.type == "literal":
        return {"value": thing.value, "label": names.of(thing)}
    iri = thing.value if isinstance(thing, Term) else thing
    return {"iri": iri, "label": names.of(iri)}


def _passage(passage: Passage) -> Data:
    return {"passage": passage.iri, "start": passage.start, "end": passage.end, "quote": passage.quote}
