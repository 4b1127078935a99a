"""Explanations: why an edge holds, down to the sentences, or why it does not; as JSON, Markdown and RDF."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from paingraph.api.answers import Answers
from paingraph.api.graph_resources import ExplanationAnswer, GroundAnswer, NearMissAnswer, WhyNotAnswer
from paingraph.api.operations import Operation
from paingraph.api.parameters import Choice, Integer, Parameter, Text
from paingraph.api.resources import ClaimAnswer
from paingraph.api.urls import claim_digest, document_id, entity_slug, local_path
from paingraph.ontology.errors import NotFoundError, UsageError
from paingraph.ontology.namespaces import PG
from paingraph.queries.claim_grounds import Claim
from paingraph.queries.formats import Format
from paingraph.queries.grounds import read_graphs
from paingraph.queries.proof_rdf import turtle
from paingraph.queries.proofs import Inference, Proof, explain_statement
from paingraph.queries.rule_grounds import read_principles
from paingraph.queries.statements import Names, Statement
from paingraph.queries.store import Store, Term
from paingraph.queries.support import minimal_support
from paingraph.queries.why_not import Attempt, Gap, why_not_statement

__all__ = ["MARKDOWN", "Explanations", "explanation_operations", "in_markdown"]

MARKDOWN = "text/markdown"

#: Proofs that are told of a premise that no document asserts; what is proved itself has as many as are asked for.
PROOFS_OF_PREMISE = 3
#: Premises below premises that are told.
MAX_DEPTH = 8

#: The answer for an edge that does hold.
_NOTHING_MISSING: WhyNotAnswer = {
    "statement": "",
    "holds": True,
    "kind_errors": [],
    "claims": [],
    "nearby": [],
    "only_documents_could": False,
    "nearest": [],
}


class Explanations:
    """Explains edges in the shapes of the API."""

    def __init__(self, store: Store, answers: Answers) -> None:
        self._store = store
        self._answers = answers
        self._names = Names(store)

    def explain(self, subject: str, relation: str, object_: str, limit: int) -> ExplanationAnswer:
        """Tell why an edge holds; the names are any that its ends go by.

        Raises:
            NotFoundError: nothing has such a name, or the edge does not hold.
        """
        statement = self._statement(subject, relation, object_)
        explanation = explain_statement(self._store, statement)
        words = self._names.sentence(statement)
        if not explanation.holds:
            raise NotFoundError(f"No document says that {words}, and nothing concludes it; ask why-not.", nearest=[])
        support = minimal_support(explanation)
        return {
            "statement": words,
            "ground": self._ground(explanation.proof, limit, 0),
            "support_sets": [[document_id(iri) for iri in documents] for documents in support.sets],
            "indispensable": [document_id(iri) for iri in support.indispensable],
            "doubts": self._claims(explanation.doubts),
        }

    def in_turtle(self, answer: Mapping[str, Any]) -> str:
        """Return all proofs of an edge that was explained, in the terms of PROV-O."""
        subject, relation, object_ = (answer["ground"][end]["iri"] for end in ("subject", "relation", "object"))
        return turtle(explain_statement(self._store, Statement(subject, relation, Term(object_))))

    def why_not(self, subject: str, relation: str, object_: str, limit: int) -> WhyNotAnswer:
        """Tell why an edge does not hold: what is said of it nevertheless, and what the nearest rules lack.

        Raises:
            NotFoundError: nothing has such a name.
        """
        statement = self._statement(subject, relation, object_)
        if read_graphs(self._store, statement):
            return {**_NOTHING_MISSING, "statement": self._names.sentence(statement)}
        answer = why_not_statement(self._store, statement)
        return {
            "statement": self._names.sentence(statement),
            "holds": False,
            "kind_errors": [error.message for error in answer.kind_errors],
            "claims": self._claims(answer.near),
            "nearby": [self._names.sentence(statement) for statement in answer.nearby[:limit]],
            "only_documents_could": answer.only_documents_could,
            "nearest": [self._miss(gap, attempt) for gap in answer.gaps for attempt in gap.attempts][:limit],
        }

    def rule(self, iri: str) -> str:
        """Say a rule in words."""
        return read_principles(self._store)[iri].sentence(self._names)

    def _statement(self, subject: str, relation: str, object_: str) -> Statement:
        find = self._answers.directory.find
        begin, end = find(subject, parameter="subject"), find(object_, parameter="object")
        return Statement(begin.iri, PG + relation, Term(end.iri))

    def _ground(self, proof: Proof, limit: int, depth: int) -> GroundAnswer:
        statement, ground = proof.statement, proof.ground
        told = proof.inferences[: limit if depth < MAX_DEPTH else 0]
        return {
            "statement": self._names.sentence(statement),
            "subject": self._answers.reference(entity_slug(statement.subject)),
            "relation": self._answers.relation(statement.relation.removeprefix(PG)),
            "object": self._answers.reference(entity_slug(statement.object.value)),
            "documents": [document_id(iri) for iri in ground.documents],
            "claims": self._claims(ground.claims),
            "vocabulary": ground.in_vocabulary,
            "proofs": [
                {
                    "id": inference.iri,
                    "href": local_path(inference.iri) or "",
                    "rule": inference.rule.name,
                    "axiom": inference.rule.axiom,
                    "sentence": inference.rule.sentence(self._names),
                    "premises": list(self._premises(inference, depth)),
                }
                for inference in told
            ],
            "omitted": len(proof.inferences) + proof.more - len(told),
        }

    def _premises(self, inference: Inference, depth: int) -> Iterator[GroundAnswer]:
        """Tell the premises; what a document asserts needs no proof beside."""
        for premise in inference.premises:
            yield self._ground(premise, 0 if premise.claims else PROOFS_OF_PREMISE, depth + 1)

    def _miss(self, gap: Gap, attempt: Attempt) -> NearMissAnswer:
        return {
            "rule": gap.rule.name,
            "axiom": gap.rule.axiom,
            "sentence": gap.rule.sentence(self._names),
            "held": [self._names.sentence(statement) for statement in attempt.present],
            "missing": [missing.sentence(self._names) for missing in attempt.missing],
            "claims": self._claims(attempt.near),
        }

    def _claims(self, claims: Iterable[Claim]) -> list[ClaimAnswer]:
        return [self._answers.evidence.claim(claim_digest(claim.iri)) for claim in claims]


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
        writers={MARKDOWN: in_markdown, Format.TURTLE.media_type: explanations.in_turtle},
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
