"""Explanations in every format: one question, one answer, which is why or why not."""

from __future__ import annotations

import json
from enum import StrEnum

from paingraph.queries.bounds import BOUNDS, Bounds
from paingraph.queries.proof_data import explanation_data, why_not_data
from paingraph.queries.proof_rdf import turtle
from paingraph.queries.proof_text import markdown, text
from paingraph.queries.proofs import Explanation, explain_statement
from paingraph.queries.statements import find_statement
from paingraph.queries.store import Store
from paingraph.queries.why_not import WhyNot, why_not_statement

__all__ = ["ProofFormat", "render", "why_or_why_not"]


class ProofFormat(StrEnum):
    """What an explanation can be written in."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"
    TURTLE = "turtle"

    @property
    def media_type(self) -> str:
        """The media type that it goes out under."""
        return _MEDIA_TYPES[self]


_MEDIA_TYPES = {
    ProofFormat.TEXT: "text/plain",
    ProofFormat.MARKDOWN: "text/markdown",
    ProofFormat.JSON: "application/json",
    ProofFormat.TURTLE: "text/turtle",
}


def why_or_why_not(store: Store, subject: str, relation: str, object_: str) -> Explanation | WhyNot:
    """Return why an edge holds, with all its proofs, or why it does not; names are as for `explain`.

    Raises:
        NotFoundError: nothing has that name, with the nearest matches.
        UsageError: several things have it.
    """
    explanation = explain_statement(store, find_statement(store, subject, relation, object_))
    return explanation if explanation.holds else why_not_statement(store, explanation.statement)


def render(answer: Explanation | WhyNot, format_: ProofFormat, bounds: Bounds = BOUNDS) -> str:
    """Return an answer in a format; Turtle has all that was read, whatever the bounds."""
    match format_:
        case ProofFormat.TEXT:
            return text(answer, bounds)
        case ProofFormat.MARKDOWN:
            return markdown(answer, bounds)
        case ProofFormat.TURTLE:
            return turtle(answer)
        case ProofFormat.JSON:
            data = explanation_data(answer, bounds) if isinstance(answer, Explanation) else why_not_data(answer)
            return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
