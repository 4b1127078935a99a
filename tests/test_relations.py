"""Every rule finds what its example says, and nothing in its counter-example."""

from __future__ import annotations

import pytest

from paingraph.loader.claims import Entity
from paingraph.loader.extraction import read_findings
from paingraph.loader.rule_book import rule_book
from paingraph.loader.rules import Rule, Structure
from paingraph.loader.signatures import SIGNATURES
from paingraph.loader.text_reader import read
from paingraph.ontology.library import load_library
from paingraph.ontology.namespaces import DocumentId

RULES = rule_book().rules


def said(text: str, rule: Rule) -> set[str]:
    """Return what one rule finds in a text, as 'subject relation object'."""
    findings = read_findings(read(text.encode(), DocumentId("note")), load_library())
    return {
        f"{f.subject.id} {f.rule.relation} {f.object.id if isinstance(f.object, Entity) else f.object.value}"
        for f in findings
        if f.rule.id == rule.id
    }


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_finds_what_its_example_says(rule: Rule) -> None:
    """The example documents the rule."""
    assert set(rule.claims) <= said(rule.example, rule)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_finds_nothing_in_its_counter_example(rule: Rule) -> None:
    """A sentence with the same names that does not say it."""
    assert said(rule.counter, rule) == set()


def test_rules_have_names_of_their_own() -> None:
    """A claim names the rule that read it."""
    assert len({rule.id for rule in RULES}) == len(RULES)


def test_every_relation_of_the_scheme_has_rules() -> None:
    """All 25."""
    assert {rule.relation for rule in RULES} == set(SIGNATURES)


def test_signatures_are_those_of_the_schema() -> None:
    """Rules know the kinds that the schema allows; here the two are held together."""
    relations = load_library().asserted()
    assert set(relations) == set(SIGNATURES)
    for name, (subject, object_) in SIGNATURES.items():
        relation = relations[name]
        if not relation.same_kind and relation.range:
            assert (relation.domain, relation.range) == (subject, object_), name


def test_every_claim_has_the_kinds_of_its_relation() -> None:
    """Whatever the texts of the rules say."""
    for rule in RULES:
        for finding in read_findings(read(rule.example.encode(), DocumentId("note")), load_library()):
            subject, object_ = SIGNATURES[finding.rule.relation]
            assert finding.subject.kind in subject
            assert not isinstance(finding.object, Entity) or finding.object.kind in object_


def evidence(text: str) -> dict[str, str]:
    """Return the evidence of each claim of a text."""
    return {
        f"{f.subject.id} {f.rule.relation} {f.object.id if isinstance(f.object, Entity) else f.object.value}": text[
            f.span.start : f.span.end
        ]
        for f in read_findings(read(text.encode(), DocumentId("note")), load_library())
    }


def test_evidence_is_the_shortest_stretch() -> None:
    """From the subject to the object that is claimed, not the sentence."""
    found = evidence("As we said, a nerve block relieves sciatica and neck pain, and that is a good thing.")
    assert found["nerve-block treats sciatica"] == "nerve block relieves sciatica"
    assert found["nerve-block treats neck-pain"] == "nerve block relieves sciatica and neck pain"


def test_an_item_of_a_list_is_its_own_evidence() -> None:
    """The heading above it is kept beside it."""
    found = evidence("Conditions treated by rheumatologists\n\n- Osteoarthritis\n- Rheumatoid arthritis\n")
    assert found["rheumatology managesCondition rheumatoid-arthritis"] == "Rheumatoid arthritis"


def test_precision_is_a_probability() -> None:
    """No rule is worth reading that is more often wrong than right."""
    assert all(0.5 <= rule.precision <= 1 for rule in RULES)


def test_only_rules_for_names_have_no_patterns() -> None:
    """Every other rule says what it looks for."""
    assert {rule.structure for rule in RULES if not rule.patterns} == {Structure.NAME}
