"""The axioms of the ontology compiled to rules: what may be concluded from which edges.

Compiled are inverse, symmetric, transitive and sub-property axioms and property chains between relations that have a
standing (`pg:standing`). The axioms are the only source; no rule is written by hand.

Three things keep the number of rule applications sane, and lose no conclusion:

- A chain over a named inverse is read over the relation that it turns around, so a proof reaches the documents' own
  edges at once, and no rule leads back from an inverse to where it came from.
- Transitivity is right-linear: the first premise is an edge that transitivity did not conclude. A path of n edges then
  has n - 1 first steps to try for its longest conclusion, not every way to split it.
- Symmetry turns around only what it did not conclude itself, and is left out where every chain that concludes the
  relation is its own mirror image.

No rule relates a thing to itself. That a condition shares its pain generator with itself says nothing; and where two
documents make two procedures kinds of each other, that each is a kind of itself says nothing either.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from paingraph.ontology.errors import OntologyError
from paingraph.ontology.library import Library, load_library
from paingraph.ontology.namespaces import PG, PREFIXES, term_iri
from paingraph.ontology.rules import VARIABLES, Form, Guard, Rule, Step
from paingraph.ontology.triples import Triples
from paingraph.ontology.turtle import read_modules

__all__ = ["compile_rules"]

_OWL, _RDFS = PREFIXES["owl"], PREFIXES["rdfs"]


def compile_rules(modules: Path | None = None) -> tuple[Rule, ...]:
    """Return the rules of the shipped ontology (compiled once) or of that in another folder, in the order to run them.

    A rule comes after all that conclude its premises, so that only transitivity has to be repeated.

    Raises:
        OntologyError: relations rest on each other in a circle.
    """
    return _shipped_rules() if modules is None else _compile(read_modules(modules), load_library(modules))


@cache
def _shipped_rules() -> tuple[Rule, ...]:
    return _compile(read_modules(), load_library())


def _compile(triples: Triples, library: Library) -> tuple[Rule, ...]:
    rules = [
        *_chains(triples, library),
        *_sub_properties(triples, library),
        *_inverses(library),
        *_transitive(library),
    ]
    rules += _symmetric(library, rules)
    return _in_order(rules)


def _sub_properties(triples: Triples, library: Library) -> Iterator[Rule]:
    for narrow, wide in _pairs(triples, _RDFS + "subPropertyOf", library):
        yield Rule(
            id=f"{wide}.{narrow}",
            form=Form.SUB_PROPERTY,
            axiom=f"SubObjectPropertyOf(pg:{narrow} pg:{wide})",
            conclusion=Step("x", wide, "y"),
            premises=(_canonical("x", narrow, "y", library),),
        )


def _inverses(library: Library) -> Iterator[Rule]:
    for relation in library.relations.values():
        if relation.standing == "inverse" and relation.inverse is not None:
            yield Rule(
                id=f"{relation.name}.inverse",
                form=Form.INVERSE,
                axiom=f"InverseObjectProperties(pg:{relation.name} pg:{relation.inverse})",
                conclusion=Step("y", relation.name, "x"),
                premises=(Step("x", relation.inverse, "y"),),
            )


def _symmetric(library: Library, others: Iterable[Rule]) -> Iterator[Rule]:
    for relation in library.relations.values():
        if not relation.symmetric:
            continue
        concluding = [rule for rule in others if rule.conclusion.relation == relation.name]
        if relation.standing == "concluded" and all(map(_mirrored, concluding)):
            continue
        yield Rule(
            id=f"{relation.name}.symmetric",
            form=Form.SYMMETRIC,
            axiom=f"SymmetricObjectProperty(pg:{relation.name})",
            conclusion=Step("y", relation.name, "x"),
            premises=(Step("x", relation.name, "y"),),
            apart=True,
        )


def _transitive(library: Library) -> Iterator[Rule]:
    for relation in library.relations.values():
        if relation.transitive:
            yield Rule(
                id=f"{relation.name}.transitive",
                form=Form.TRANSITIVE,
                axiom=f"TransitiveObjectProperty(pg:{relation.name})",
                conclusion=Step("x", relation.name, "z"),
                premises=(Step("x", relation.name, "y"), Step("y", relation.name, "z")),
                apart=True,
            )


def _chains(triples: Triples, library: Library) -> Iterator[Rule]:
    kinds = _self_relations(triples)
    for wide in library.relations.values():
        for chain in triples.objects(term_iri(wide.name), _OWL + "propertyChainAxiom"):
            yield _chain(wide.name, [_local(link) for link in triples.members(chain)], kinds, library)


def _chain(wide: str, links: list[str], kinds: dict[str, str], library: Library) -> Rule:
    premises: list[Step] = []
    guards: list[Guard] = []
    for link in links:
        here = VARIABLES[len(premises)]
        if link in kinds:
            guards.append(Guard(here, kinds[link]))
        else:
            premises.append(_canonical(here, link, VARIABLES[len(premises) + 1], library))
    relation = library.relations[wide]
    chain = " ".join(f"pg:{link}" for link in links)
    return Rule(
        id=f"{wide}.{'-'.join(links)}",
        form=Form.CHAIN,
        axiom=f"SubObjectPropertyOf(ObjectPropertyChain({chain}) pg:{wide})",
        conclusion=Step("x", wide, VARIABLES[len(premises)]),
        premises=tuple(premises),
        guards=tuple(guards),
        apart=bool(relation.domain & relation.range),
    )


def _canonical(subject: str, name: str, object_: str, library: Library) -> Step:
    """Return the step over the relation that documents assert, which a named inverse turns around."""
    relation = library.relations[name]
    if relation.standing == "inverse" and relation.inverse is not None:
        return Step(object_, relation.inverse, subject)
    return Step(subject, name, object_)


def _mirrored(rule: Rule) -> bool:
    """Tell whether a chain is its own mirror image, so that it concludes both directions."""
    ends = dict(zip(rule.variables, reversed(rule.variables), strict=True))
    mirror = {Step(ends[step.subject], step.relation, ends[step.object]) for step in rule.premises}
    return mirror == set(rule.premises) and {Guard(ends[g.variable], g.kind) for g in rule.guards} == set(rule.guards)


def _self_relations(triples: Triples) -> dict[str, str]:
    """Return the relations that hold between each thing of a kind and itself, with that kind (owl:hasSelf)."""
    return {
        _local(relation): _local(kind)
        for restriction, _ in triples.pairs(_OWL + "hasSelf")
        for relation in triples.objects(restriction, _OWL + "onProperty")
        for kind in triples.subjects(_OWL + "equivalentClass", restriction)
    }


def _pairs(triples: Triples, predicate: str, library: Library) -> list[tuple[str, str]]:
    """Return the pairs of relations with a standing that a predicate joins, sorted."""
    pairs = ((_local(s), _local(o)) for s, o in triples.pairs(predicate))
    return sorted((s, o) for s, o in pairs if s in library.relations and o in library.relations)


def _local(node: str) -> str:
    return node.removeprefix(PG)


def _in_order(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    rules = sorted(rules, key=lambda rule: rule.id)
    rests_on: dict[str, set[str]] = {}
    for rule in rules:
        below = {step.relation for step in rule.premises} - {rule.conclusion.relation}
        rests_on.setdefault(rule.conclusion.relation, set()).update(below)
    try:
        order = list(
            TopologicalSorter({name: sorted(below) for name, below in sorted(rests_on.items())}).static_order()
        )
    except CycleError as error:
        circle = " → ".join(error.args[1])
        raise OntologyError(
            f"These relations conclude each other in a circle: {circle}.", relations=error.args[1]
        ) from None
    forms = list(Form)
    return tuple(
        sorted(rules, key=lambda rule: (order.index(rule.conclusion.relation), forms.index(rule.form), rule.id))
    )
