"""Two independent reasoners, HermiT and an engine of OWL 2 RL, conclude the same."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

import owlrl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import Graph, URIRef
from rdflib.namespace import OWL, RDF, RDFS
from small_world import LIBRARY, THINGS, classes, edge, line

from paingraph.ontology.closure import Edge, close
from paingraph.ontology.compilation import compile_rules
from paingraph.ontology.consistency import find_java
from paingraph.ontology.library import ontology_ntriples
from paingraph.ontology.namespaces import PG, PGID

#: Relations of which a thing's edge to itself is left out on purpose.
APART = {PG + rule.conclusion.relation for rule in compile_rules() if rule.apart}


def signatures() -> list[tuple[str, str, str]]:
    """Each edge that documents could assert in the small world, whose hierarchies have no circle."""
    return [
        (one, relation.name, other)
        for relation in LIBRARY.asserted().values()
        for one, kind in THINGS.items()
        for other, other_kind in THINGS.items()
        if kind in relation.domain and other_kind in relation.range and one != other
        if not relation.same_kind or kind == other_kind
        if not relation.transitive or one < other
    ]


#: Relations that rules have for premises come first, since others cannot disagree.
WORLDS = st.lists(
    st.sampled_from(
        [s for s in signatures() if s[1] in {p.relation for rule in compile_rules() for p in rule.premises}]
    ),
    unique=True,
    max_size=25,
)


def property_axioms() -> Graph:
    """The axioms between relations, without annotations, classes, domains and ranges."""
    whole, axioms = Graph().parse(data="\n".join(ontology_ntriples()), format="nt"), Graph()
    wanted = (OWL.inverseOf, RDFS.subPropertyOf, OWL.propertyChainAxiom, RDF.first, RDF.rest)
    for predicate in wanted:
        for triple in whole.triples((None, predicate, None)):
            axioms.add(triple)
    for type_ in (OWL.SymmetricProperty, OWL.TransitiveProperty):
        for triple in whole.triples((None, RDF.type, type_)):
            axioms.add(triple)
    return axioms


def reflexive(found: Edge | tuple[str, str, str]) -> bool:
    """An edge from a thing to itself, of a relation that leaves these out."""
    return found[1] in APART and found[0] == found[2]


def ours(edges: Iterable[Edge], known: list[tuple[str, str]]) -> set[Edge]:
    """Given and concluded edges."""
    given = list(edges)
    return {*given, *close(given, known).proofs()}


AXIOMS = property_axioms()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(WORLDS)
def test_an_owl_rl_engine_concludes_the_same(world: list[tuple[str, str, str]]) -> None:
    """OWL 2 RL lacks owl:hasSelf, so the engine is given the edges that it would yield."""
    edges, known = [edge(*statement) for statement in world], classes(*THINGS)
    graph = Graph()
    for triple in AXIOMS:
        graph.add(triple)
    for found in edges:
        graph.add((URIRef(found.subject), URIRef(found.relation), URIRef(found.object)))
    for thing, class_ in known:
        name = class_.removeprefix(PG)
        if name in {"Procedure", "PainGenerator", "ConditionFamily"}:
            graph.add((URIRef(thing), URIRef(f"{PG}is{name}"), URIRef(thing)))
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics, axiomatic_triples=False).expand(graph)
    theirs = {(str(s), str(p), str(o)) for s, p, o in graph if str(s).startswith(PGID) and str(p).startswith(PG)}
    theirs = {found for found in theirs if not reflexive(found) and not found[1].startswith(PG + "is")}
    assert ours(edges, known) == theirs


def hermit(lines: Iterable[str], folder: Path) -> set[tuple[str, str, str]]:
    """All edges between entities that HermiT finds entailed.

    Its command line lists under each relation the pairs that no narrower relation has, so these are added.
    """
    spec, java = find_spec("owlready2"), find_java()
    assert spec is not None
    assert spec.origin is not None
    assert java is not None
    home = Path(spec.origin).parent / "hermit"
    file = folder / "world.nt"
    file.write_text("\n".join(lines), encoding="utf-8")
    command = [
        str(java),
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-cp",
        f"{home}:{home / 'HermiT.jar'}",
        "org.semanticweb.HermiT.cli.CommandLine",
        "-cOD",
        "-Y",
    ]
    run = subprocess.run([*command, "-I", file.as_uri()], capture_output=True, text=True, check=True)
    found: set[tuple[str, str, str]] = set()
    for text in run.stdout.splitlines():
        if text.startswith(f"<{PG}") and "(known instances:" in text:
            relation, _, pairs = text.partition(" (known instances: ")
            known = pairs.split("| possible instances")[0].strip().strip("()").split(")(")
            ends = [pair.strip("<>").split(">, <") for pair in known if pair]
            found |= {(start, relation.strip("<>"), end) for start, end in ends}
    narrow = [(rule.premises[0], rule.conclusion) for rule in compile_rules() if rule.form == "sub-property"]
    for premise, conclusion in narrow:
        found |= {(s, PG + conclusion.relation, o) for s, r, o in found if r == PG + premise.relation}
    return {e for e in found if e[0].startswith(PGID) and not reflexive(e) and not e[1].startswith(PG + "is")}


@settings(max_examples=5, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(world=WORLDS)
def test_hermit_concludes_the_same(world: list[tuple[str, str, str]], tmp_path_factory: pytest.TempPathFactory) -> None:
    """A complete OWL 2 DL reasoner on the same small world, guards included."""
    edges, known = [edge(*statement) for statement in world], classes(*THINGS)
    schema = [text for text in ontology_ntriples() if not text.startswith(f"<{PGID}")]
    type_ = f"<{RDF.type}>"
    lines = [*schema, *(f"{line(found)} ." for found in edges)]
    lines += [f"<{thing}> {type_} <{class_}> ." for thing, class_ in known]
    lines += [f"<{thing}> {type_} <{OWL.NamedIndividual}> ." for thing, _ in known]
    assert ours(edges, known) == hermit(lines, tmp_path_factory.mktemp("hermit"))
