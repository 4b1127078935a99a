"""Explanations: why an edge holds, down to the sentences, or why it does not; as JSON and as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from paingraph.api.answers import Answers
from paingraph.api.derivations import Triplet
from paingraph.api.missing import NearMiss, near_misses
from paingraph.api.operations import Operation
from paingraph.api.parameters import Choice, Integer, Parameter, Text
from paingraph.api.proofs import Ground, Proofs
from paingraph.api.resources import ExplanationAnswer, GroundAnswer, NearMissAnswer, WhyNotAnswer
from paingraph.api.urls import local_path
from paingraph.ontology.errors import NotFoundError, UsageError

__all__ = ["MARKDOWN", "Explanations", "explanation_operations", "in_markdown"]

MARKDOWN = "text/markdown"


class Explanations:
    """Explains edges in the shapes of the API."""

    def __init__(self, answers: Answers, proofs: Proofs) -> None:
        self._answers = answers
        self._proofs = proofs

    def explain(self, subject: str, relation: str, object_: str, limit: int) -> ExplanationAnswer:
        """Tell why an edge holds; the names are any that its ends go by.

        Raises:
            NotFoundError: nothing has such a name, or the edge does not hold.
        """
        edge = self._edge(subject, relation, object_)
        ground = self._proofs.ground(edge, limit)
        if not ground.holds:
            raise NotFoundError(
                f"{self._words(edge)}: no document says so, and nothing concludes it. Ask why-not.", nearest=[]
            )
        return {
            "statement": self._words(edge),
            "ground": self._ground(ground),
            "support_sets": self._proofs.support_sets(edge),
        }

    def why_not(self, subject: str, relation: str, object_: str, limit: int) -> WhyNotAnswer:
        """Tell why an edge does not hold: what is said of it nevertheless, and which premise is missing."""
        edge = self._edge(subject, relation, object_)
        found = self._answers.edges.between(*edge)
        misses = near_misses(self._answers.edges, self._answers.directory, edge, limit)
        holds = self._proofs.ground(edge, 1).holds
        return {
            "statement": self._words(edge),
            "holds": holds,
            "claims": found.claims if found else [],
            "nearest": [] if holds else [self._miss(miss) for miss in misses],
        }

    def _edge(self, subject: str, relation: str, object_: str) -> Triplet:
        find = self._answers.directory.find
        return Triplet(find(subject).id, relation, find(object_).id)

    def _words(self, edge: Triplet) -> str:
        ends = (self._answers.reference(edge.subject)["label"], self._answers.reference(edge.object)["label"])
        return f"{ends[0]} {self._answers.directory.relation(edge.relation).label} {ends[1]}"

    def _ground(self, ground: Ground) -> GroundAnswer:
        edge = ground.edge
        return {
            "statement": self._words(edge),
            "subject": self._answers.reference(edge.subject),
            "relation": self._answers.relation(edge.relation),
            "object": self._answers.reference(edge.object),
            "documents": sorted({claim["document"] for claim in ground.claims}),
            "claims": list(ground.claims),
            "vocabulary": ground.vocabulary,
            "proofs": [
                {
                    "id": proof.derivation.iri,
                    "href": local_path(proof.derivation.iri) or "",
                    "rule": proof.derivation.rule,
                    "axiom": proof.derivation.axiom,
                    "premises": [self._ground(premise) for premise in proof.premises],
                }
                for proof in ground.proofs
            ],
            "omitted": ground.omitted,
        }

    def _miss(self, miss: NearMiss) -> NearMissAnswer:
        found = self._answers.edges.between(*miss.missing)
        return {
            "rule": miss.rule.id,
            "axiom": miss.rule.axiom,
            "held": [self._words(edge) for edge in miss.held],
            "missing": self._words(miss.missing),
            "claims": found.claims if found else [],
        }


def explanation_operations(answers: Answers, explanations: Explanations) -> Iterator[Operation]:
    """Yield the explanations."""
    relations = tuple(answers.directory.relations)
    entity = partial(Text, max_length=300, required=True)
    parameters: list[Parameter] = [
        entity(name="subject", help="Where the edge begins, by slug, IRI, label or synonym.", example="pain medicine"),
        Choice(name="relation", help="Its relation.", choices=relations, required=True, example="canManage"),
        entity(name="object", help="Where it ends.", example="sciatica"),
        Integer(name="limit", help="Proofs or near misses, at most.", low=1, high=100, default=20),
    ]
    yield Operation(
        id="explain",
        path="/explain",
        summary="Why an edge holds: every proof as a tree that ends in claims with their positions.",
        description="`support_sets` are the smallest sets of documents any one of which alone keeps the edge true.",
        parameters=parameters,
        answer=ExplanationAnswer,
        handler=partial(_explain, explanations),
        errors=[UsageError, NotFoundError],
        writers={MARKDOWN: in_markdown},
        tag="graph",
    )
    yield Operation(
        id="whyNot",
        path="/why-not",
        summary="Why an edge does not hold: what is said of it, and the premise that is missing in the nearest rule.",
        parameters=parameters,
        answer=WhyNotAnswer,
        handler=partial(_why_not, explanations),
        errors=[UsageError, NotFoundError],
        tag="graph",
    )


def _explain(explanations: Explanations, subject: str, relation: str, object: str, limit: int) -> ExplanationAnswer:  # noqa: A002 - the parameter's name
    return explanations.explain(subject, relation, object, limit)


def _why_not(explanations: Explanations, subject: str, relation: str, object: str, limit: int) -> WhyNotAnswer:  # noqa: A002 - the parameter's name
    return explanations.why_not(subject, relation, object, limit)


def in_markdown(answer: Mapping[str, Any]) -> str:
    """Return an explanation as nested lists in Markdown."""
    sets = "; ".join(" and ".join(documents) or "none" for documents in answer["support_sets"])
    lines = [f"# {answer['statement']}", "", *_lines(answer["ground"], 0), ""]
    return "\n".join([*lines, f"It stays true as long as one of these sets of documents is kept: {sets}."]) + "\n"


def _lines(ground: Mapping[str, Any], depth: int) -> Iterator[str]:
    pad = "  " * depth
    yield f"{pad}- **{ground['statement']}**"
    if ground["vocabulary"]:
        yield f"{pad}  - the vocabulary says so"
    for claim in ground["claims"]:
        words = f": “{claim['quote']}”" if claim["quote"] else ""
        yield f"{pad}  - document {claim['document']}, characters {claim['start']}–{claim['end']}{words}"
    for proof in ground["proofs"]:
        yield f"{pad}  - by `{proof['axiom']}`"
        for premise in proof["premises"]:
            yield from _lines(premise, depth + 2)
    if ground["omitted"] and depth == 0:
        yield f"{pad}  - and {ground['omitted']} more"
