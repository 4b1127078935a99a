"""Rules of inference: their premises, their conclusion, and how they read as axiom and as query."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from paingraph.ontology.namespaces import PG, RULE, Iri

__all__ = ["VARIABLES", "Form", "Guard", "Rule", "Step"]

#: Names of the things along a chain.
VARIABLES = "xyzuvw"


class Form(StrEnum):
    """The kind of axiom, in the order in which the rules of one relation run."""

    SUB_PROPERTY = "sub-property"
    CHAIN = "chain"
    INVERSE = "inverse"
    SYMMETRIC = "symmetric"
    TRANSITIVE = "transitive"


@dataclass(frozen=True, slots=True)
class Step:
    """An edge pattern: `?subject relation ?object`, with names of variables and the relation's local name."""

    subject: str
    relation: str
    object: str

    def __str__(self) -> str:
        return f"?{self.subject} pg:{self.relation} ?{self.object}"


@dataclass(frozen=True, slots=True)
class Guard:
    """A condition on a premise: the thing is of that kind. Kinds belong to the things and need no evidence."""

    variable: str
    kind: str

    def __str__(self) -> str:
        return f"?{self.variable} a pg:{self.kind}"


@dataclass(frozen=True, slots=True)
class Rule:
    """From the premises follows the conclusion; `axiom` says so in OWL 2 functional-style syntax.

    `apart` demands that subject and object of the conclusion differ.
    """

    id: str
    form: Form
    axiom: str
    conclusion: Step
    premises: tuple[Step, ...]
    guards: tuple[Guard, ...] = ()
    apart: bool = False

    @property
    def iri(self) -> Iri:
        """The rule's IRI."""
        return Iri(RULE + self.id)

    @property
    def variables(self) -> tuple[str, ...]:
        """Names of the variables, in the order of the chain."""
        return tuple(sorted({v for step in self.premises for v in (step.subject, step.object)}, key=VARIABLES.index))

    @property
    def where(self) -> str:
        """The premises as a group graph pattern of SPARQL, without its braces."""
        patterns = [*map(str, self.premises), *map(str, self.guards)]
        ends = (f"?{self.conclusion.subject}", f"?{self.conclusion.object}")
        return " . ".join(patterns) + (f" FILTER ({ends[0]} != {ends[1]})" if self.apart else "")

    @property
    def construct(self) -> str:
        """The rule as a SPARQL query that any engine can run."""
        return f"PREFIX pg: <{PG}> CONSTRUCT {{ {self.conclusion} }} WHERE {{ {self.where} }}"
