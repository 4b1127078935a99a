"""Derivations: all of them are kept, none is its own ground, and circles end."""

from __future__ import annotations

from small_world import closed, concluded, edge

from paingraph.ontology.closure import close


def test_an_asserted_edge_that_also_follows_keeps_both_grounds() -> None:
    """Two documents say the same in two directions: each supports the other's edge."""
    closure = closed(("chronic-pain", "associatedWith", "depression"), ("depression", "associatedWith", "chronic-pain"))
    assert concluded(closure, "associatedWith") == {("chronic-pain", "depression"), ("depression", "chronic-pain")}


def test_symmetry_does_not_turn_its_own_conclusion_back() -> None:
    """An edge is no proof of itself."""
    closure = closed(("chronic-pain", "associatedWith", "depression"))
    assert concluded(closure, "associatedWith") == {("depression", "chronic-pain")}


def test_a_diamond_has_two_proofs() -> None:
    """Both ways up are kept."""
    steps = [("Condition1", "Condition2"), ("Condition1", "Condition3"), ("Condition2", "pain"), ("Condition3", "pain")]
    closure = close([edge(s, "subtypeOf", o) for s, o in steps], [])
    assert len(closure.proofs()[edge("Condition1", "subtypeOf", "pain")]) == 2


def test_a_long_hierarchy_has_one_proof_an_edge() -> None:
    """Right-linear transitivity: quadratic conclusions, not cubic derivations."""
    length = 300
    closure = close([edge(f"c{step}", "subtypeOf", f"c{step + 1}") for step in range(length)], [])
    derivations = list(closure)
    assert len(derivations) == length * (length - 1) // 2
    assert len(closure.proofs()) == len(derivations)


def test_a_circle_ends() -> None:
    """Documents may disagree on what is a kind of what; the closure stays finite, and nothing is a kind of itself."""
    closure = close([edge("a", "subtypeOf", "b"), edge("b", "subtypeOf", "c"), edge("c", "subtypeOf", "a")], [])
    assert concluded(closure, "subtypeOf") == {("a", "c"), ("b", "a"), ("c", "b")}


def test_no_edge_is_a_premise_of_itself() -> None:
    """Not even where two procedures are kinds of each other."""
    steps = [("a", "b"), ("b", "a"), ("b", "c"), ("c", "c")]
    for derivation in close([edge(one, "subtypeOf", other) for one, other in steps], []):
        assert derivation.conclusion not in derivation.premises


def test_nothing_follows_from_nothing() -> None:
    """No edges, no lines."""
    assert list(close([], []).quads()) == []
