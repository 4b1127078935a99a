"""What follows from edges, with every derivation; and that two independent reasoners conclude the same."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

import owlrl
import pyoxigraph
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import Graph, URIRef
from rdflib.namespace import OWL, RDF, RDFS

from paingraph.ontology.closure import INFERRED, Closure, Edge, close, close_quads
from paingraph.ontology.consistency import find_java
from paingraph.ontology.library import load_library, ontology_ntriples
from paingraph.ontology.namespaces import DERIVATION, EDGE, GRAPH, PG, PGID, document_graph
from paingraph.ontology.nquads import in_graph
from paingraph.ontology.rules import compile_rules
from paingraph.ontology.turtle import read_modules

LIBRARY = load_library()
#: Relations of which a thing's edge to itself is left out on purpose.
APART = {PG + rule.conclusion.relation for rule in compile_rules() if rule.apart}

#: Things of a small world, and their kinds.
THINGS = {
    f"{kind}{number}": kind
    for kind, count in (("Specialty", 3), ("Condition", 3), ("Procedure", 3), ("PainGenerator", 3), ("Therapy", 2),
                        ("Substance", 1), ("AnatomicalStructure", 1))
    for number in range(1, count + 1)
}  # fmt: skip
FAMILIES = ("Condition1", "Condition2")


def edge(subject: str, relation: str, object_: str) -> Edge:
    """An edge between things given by their slugs."""
    return Edge(PGID + subject, PG + relation, PGID + object_)


def classes(*slugs: str) -> list[tuple[str, str]]:
    """The classes of concepts of the vocabulary, or of things of the small world."""
    found: list[tuple[str, str]] = []
    for slug in slugs:
        kind = THINGS.get(slug) or LIBRARY.concepts[slug].kind  # type: ignore[index]
        found.append((PGID + slug, PG + kind))
        if slug in FAMILIES or slug in {"radiculopathy", "facet-joint-syndrome"}:
            found.append((PGID + slug, PG + "ConditionFamily"))
    return found


def closed(*edges: tuple[str, str, str]) -> Closure:
    """What follows from edges between things of the vocabulary."""
    return close((edge(*given) for given in edges), classes(*{slug for s, _, o in edges for slug in (s, o)}))


def concluded(closure: Closure, relation: str) -> set[tuple[str, str]]:
    """Subjects and objects, as slugs, of a concluded relation."""
    return {
        (found.subject.removeprefix(PGID), found.object.removeprefix(PGID))
        for found in closure.proofs()
        if found.relation == PG + relation
    }


def test_a_specialty_can_manage_what_its_procedures_treat() -> None:
    """The conclusion, its rule and its premises."""
    closure = closed(("anesthesiology", "performs", "nerve-block"), ("nerve-block", "treats", "neuralgia"))
    (proof,) = closure.proofs()[edge("anesthesiology", "canManage", "neuralgia")]
    assert proof.rule.id == "canManage.performs-treats"
    assert proof.premises == (
        edge("anesthesiology", "performs", "nerve-block"),
        edge("nerve-block", "treats", "neuralgia"),
    )


def test_every_derivation_is_kept() -> None:
    """Three ways to one conclusion, any of which would be enough."""
    closure = closed(
        ("anesthesiology", "performs", "nerve-block"),
        ("nerve-block", "treats", "neuralgia"),
        ("anesthesiology", "emphasizes", "nerve-block"),
        ("anesthesiology", "managesCondition", "neuralgia"),
    )
    proofs = closure.proofs()[edge("anesthesiology", "canManage", "neuralgia")]
    assert [proof.rule.id for proof in proofs] == [
        "canManage.emphasizes-treats",
        "canManage.managesCondition",
        "canManage.performs-treats",
    ]


def test_a_candidate_procedure_acts_on_the_generator_or_treats_the_family() -> None:
    """The two chains; the second climbs the hierarchy."""
    closure = closed(
        ("facet-joint-syndrome", "hasPainGenerator", "facet-joint"),
        ("facet-joint-injection", "targets", "facet-joint"),
        ("lumbar-radiculopathy", "subtypeOf", "radiculopathy"),
        ("epidural-steroid-injection", "treats", "radiculopathy"),
    )
    assert concluded(closure, "hasCandidateProcedure") == {
        ("facet-joint-syndrome", "facet-joint-injection"),
        ("lumbar-radiculopathy", "epidural-steroid-injection"),
    }


def test_a_drug_or_a_therapy_is_no_candidate_procedure() -> None:
    """It treats the family all the same."""
    closure = closed(
        ("lumbar-radiculopathy", "subtypeOf", "radiculopathy"),
        ("gabapentin", "treats", "radiculopathy"),
        ("physical-therapy", "treats", "radiculopathy"),
    )
    assert concluded(closure, "treatedBy") == {("radiculopathy", "gabapentin"), ("radiculopathy", "physical-therapy")}
    assert concluded(closure, "hasCandidateProcedure") == set()


def test_what_treats_pain_is_no_lead_for_every_pain() -> None:
    """Pain is no family of conditions that are alike."""
    closure = closed(("cluster-headache", "subtypeOf", "pain"), ("epidural-steroid-injection", "treats", "pain"))
    assert concluded(closure, "hasCandidateProcedure") == set()


def test_a_structure_that_does_not_hurt_has_no_relevant_specialty() -> None:
    """Both are targets of a procedure that the specialty performs."""
    closure = closed(
        ("interventional-physiatry", "performs", "epidural-steroid-injection"),
        ("epidural-steroid-injection", "targets", "epidural-space"),
        ("epidural-steroid-injection", "targets", "nerve-root"),
    )
    assert concluded(closure, "relevantSpecialty") == {("nerve-root", "interventional-physiatry")}


def test_conditions_share_a_generator_with_others_only() -> None:
    """In both directions, and never with themselves."""
    closure = closed(
        ("facet-joint-syndrome", "hasPainGenerator", "facet-joint"),
        ("whiplash-injury", "hasPainGenerator", "facet-joint"),
    )
    assert concluded(closure, "sharesPainGeneratorWith") == {
        ("facet-joint-syndrome", "whiplash-injury"),
        ("whiplash-injury", "facet-joint-syndrome"),
    }


def test_a_test_of_the_structure_can_prepare_what_acts_on_it() -> None:
    """A procedure that tests and treats alike does not prepare itself."""
    closure = closed(
        ("radiofrequency-ablation", "targets", "facet-joint"),
        ("medial-branch-block", "diagnoses", "facet-joint"),
        ("medial-branch-block", "targets", "facet-joint"),
        ("spinal-fusion", "indicatedAfter", "physical-therapy"),
    )
    assert concluded(closure, "canBePreparedBy") == {
        ("radiofrequency-ablation", "medial-branch-block"),
        ("spinal-fusion", "physical-therapy"),
    }


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


def test_a_graph_is_closed_from_its_lines() -> None:
    """Documents and vocabulary are premises; an inferred graph that is already there is not."""
    said = [
        f"{line(edge('anesthesiology', 'performs', 'nerve-block'))} <{document_graph('901')}> .",
        f"{line(edge('nerve-block', 'treats', 'sciatica'))} <{document_graph('902')}> .",
        f"{line(edge('nerve-block', 'treats', 'anxiety'))} <{INFERRED}> .",
    ]
    closure = close_quads([*in_graph(ontology_ntriples(), GRAPH + "ontology"), *said])
    assert concluded(closure, "canManage") == {("anesthesiology", "sciatica")}
    assert ("adhesion", "soft-tissue") in concluded(closure, "subtypeOf")


def line(given: Edge) -> str:
    """Three terms of a line of N-Quads."""
    return " ".join(f"<{part}>" for part in given)


def test_the_lines_lead_from_a_conclusion_to_its_premises() -> None:
    """Conclusion, derivation, rule and premises, followed with SPARQL."""
    closure = closed(("anesthesiology", "performs", "nerve-block"), ("nerve-block", "treats", "neuralgia"))
    store = pyoxigraph.Store()
    store.load("\n".join(closure.quads()), format=pyoxigraph.RdfFormat.N_QUADS)
    solutions = store.query(
        """SELECT ?rule ?s ?p ?o {
             ?derivation a pg:Derivation ; pg:conclusion/pg:predicate pg:canManage ; pg:appliesRule/rdfs:label ?rule ;
               pg:premise ?premise .
             ?premise a pg:Edge ; pg:subject ?s ; pg:predicate ?p ; pg:object ?o .
           } ORDER BY ?s""",
        prefixes={"pg": PG, "rdfs": str(RDFS)},
        use_default_graph_as_union=True,
    )
    assert isinstance(solutions, pyoxigraph.QuerySolutions)
    rows = [[term.value for term in row] for row in solutions]
    assert rows == [
        ["canManage.performs-treats", *edge("anesthesiology", "performs", "nerve-block")],
        ["canManage.performs-treats", *edge("nerve-block", "treats", "neuralgia")],
    ]


def test_lines_are_unique_and_all_in_the_inferred_graph() -> None:
    """Whatever the order of the input, the same lines."""
    edges = [("anesthesiology", "performs", "nerve-block"), ("nerve-block", "treats", "neuralgia")]
    lines = sorted(closed(*edges).quads())
    assert lines == sorted(set(lines)) == sorted(closed(*reversed(edges)).quads())
    assert all(text.endswith(f" <{INFERRED}> .") for text in lines)


def test_names_depend_on_content_only() -> None:
    """A rebuild mints the same IRIs."""
    (derivation, *_) = closed(("anesthesiology", "managesCondition", "neuralgia"))
    assert derivation.iri.startswith(DERIVATION)
    assert derivation.conclusion.iri.startswith(EDGE)
    assert derivation.iri == type(derivation)(*derivation).iri
    assert derivation.iri != derivation._replace(premises=()).iri


# --- agreement with HermiT and with an OWL RL engine -----------------------------------------------------------------


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
    whole, axioms = read_modules(), Graph()
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
