"""The axioms as rules: none is forgotten, none is invented, and each runs as SPARQL elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import OWL, RDF, RDFS, Namespace

from paingraph.ontology.compilation import compile_rules
from paingraph.ontology.errors import OntologyError
from paingraph.ontology.library import ontology_ntriples
from paingraph.ontology.namespaces import PG
from paingraph.ontology.rules import Form, Guard, Rule, Step

PGN = Namespace(PG)
RULES = {rule.id: rule for rule in compile_rules()}

PREFIXES = """@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix pg: <https://w3id.org/paingraph/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""


def relation(name: str, axioms: str = "", standing: str = "concluded") -> str:
    """One relation between conditions, in Turtle."""
    return (
        f'pg:{name} a owl:ObjectProperty ; rdfs:label "{name}"@en ; pg:standing "{standing}" ; '
        f"rdfs:domain pg:Condition ; rdfs:range pg:Condition {axioms} ."
    )


def compiled(folder: Path, *relations: str) -> dict[str, Rule]:
    """The rules of a small ontology of one's own."""
    (folder / "schema.ttl").write_text(PREFIXES + "\n".join(relations), encoding="utf-8")
    return {rule.id: rule for rule in compile_rules(folder)}


def test_every_axiom_between_relations_has_its_rule() -> None:
    """Counted in the Turtle, apart from the one symmetry that its chain already has."""
    graph = Graph().parse(data="\n".join(ontology_ntriples()), format="nt")
    standing = {term for term, value in graph.subject_objects(PGN.standing) if value != Literal("technical")}
    counts = {
        Form.CHAIN: sum(term in standing for term in graph.subjects(OWL.propertyChainAxiom)),
        Form.SUB_PROPERTY: sum(term in standing for term in graph.subjects(RDFS.subPropertyOf)),
        Form.INVERSE: len(set(graph.subjects(OWL.inverseOf))),
        Form.SYMMETRIC: len(set(graph.subjects(RDF.type, OWL.SymmetricProperty))) - 1,
        Form.TRANSITIVE: len(set(graph.subjects(RDF.type, OWL.TransitiveProperty))),
    }
    assert {form: sum(rule.form is form for rule in RULES.values()) for form in Form} == counts
    assert "sharesPainGeneratorWith.symmetric" not in RULES


def test_a_chain_reads_the_relations_that_documents_assert() -> None:
    """The named inverse in the axiom is turned around, so a proof ends in documents at once."""
    rule = RULES["hasCandidateProcedure.hasPainGenerator-targetedBy"]
    assert rule.axiom == (
        "SubObjectPropertyOf(ObjectPropertyChain(pg:hasPainGenerator pg:targetedBy) pg:hasCandidateProcedure)"
    )
    assert rule.premises == (Step("x", "hasPainGenerator", "y"), Step("z", "targets", "y"))
    assert rule.conclusion == Step("x", "hasCandidateProcedure", "z")


def test_a_class_in_a_chain_becomes_a_guard() -> None:
    """It asks for a kind and is no premise of its own."""
    rule = RULES["hasCandidateProcedure.subtypeOf-isConditionFamily-treatedBy-isProcedure"]
    assert rule.premises == (Step("x", "subtypeOf", "y"), Step("z", "treats", "y"))
    assert rule.guards == (Guard("y", "ConditionFamily"), Guard("z", "Procedure"))
    assert "?z a pg:Procedure" in rule.construct


def test_nothing_is_concluded_of_a_thing_and_itself() -> None:
    """Where subject and object may be of one kind, they must differ."""
    assert all(rule.apart for rule in RULES.values() if rule.form in {Form.SYMMETRIC, Form.TRANSITIVE})
    assert RULES["sharesPainGeneratorWith.hasPainGenerator-generatorOf"].apart
    assert RULES["canBePreparedBy.targets-diagnosedBy"].apart
    assert not RULES["canManage.performs-treats"].apart


def test_a_rule_comes_after_those_that_conclude_its_premises() -> None:
    """So one run in this order is enough."""
    order = [rule.conclusion.relation for rule in RULES.values()]
    for position, rule in enumerate(RULES.values()):
        for premise in rule.premises:
            later = {name for name in order[position + 1 :] if name != rule.conclusion.relation}
            assert premise.relation not in later, rule.id


def test_conclusions_are_never_premises_of_documents_relations() -> None:
    """What a document can say is completed (inverse, symmetric, transitive), never concluded from something else."""
    graph = Graph().parse(data="\n".join(ontology_ntriples()), format="nt")
    for rule in RULES.values():
        standing = str(graph.value(URIRef(PG + rule.conclusion.relation), PGN.standing))
        expected = {"asserted": {Form.SYMMETRIC, Form.TRANSITIVE}, "inverse": {Form.INVERSE}}
        assert rule.form in expected.get(standing, {Form.CHAIN, Form.SUB_PROPERTY}), rule.id


def test_a_rule_runs_as_construct_on_another_engine() -> None:
    """The query that is published with each rule concludes what the rule does."""
    graph = Graph().parse(
        data=f"@prefix pg: <{PG}> . @prefix : <urn:> . :physiatry pg:performs :block . :block pg:treats :sciatica .",
        format="turtle",
    )
    rows = set(graph.query(RULES["canManage.performs-treats"].construct))
    assert rows == {(URIRef("urn:physiatry"), PGN.canManage, URIRef("urn:sciatica"))}


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_every_construct_is_sparql(rule: Rule) -> None:
    """Parsed by an engine that did not write it."""
    Graph().query(rule.construct)


def test_an_axiom_added_to_a_module_is_a_rule_at_once(tmp_path: Path) -> None:
    """The Turtle is the only source."""
    rules = compiled(
        tmp_path,
        relation("worsens", standing="asserted"),
        relation("precedes", "; a owl:TransitiveProperty", standing="asserted"),
        relation("canWorsen", "; owl:propertyChainAxiom ( pg:precedes pg:worsens )"),
    )
    assert list(rules) == ["precedes.transitive", "canWorsen.precedes-worsens"]


def test_a_symmetric_conclusion_keeps_its_rule_if_a_chain_is_one_sided(tmp_path: Path) -> None:
    """Only a chain that is its own mirror image concludes both directions."""
    rules = compiled(
        tmp_path,
        relation("worsens", standing="asserted"),
        relation("near", "; a owl:SymmetricProperty ; owl:propertyChainAxiom ( pg:worsens pg:worsens )"),
    )
    assert "near.symmetric" in rules


def test_relations_that_conclude_each_other_are_refused(tmp_path: Path) -> None:
    """The order of rules would have no beginning; OWL 2 DL forbids it too (section 11.2)."""
    with pytest.raises(OntologyError, match=r"conclude each other in a circle: .*eases"):
        compiled(
            tmp_path,
            relation("eases", "; owl:propertyChainAxiom ( pg:helps pg:helps )"),
            relation("helps", "; owl:propertyChainAxiom ( pg:eases pg:eases )"),
        )
