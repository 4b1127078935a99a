"""The shapes: each accepts what is well formed, and complains about one thing at a time where it is not.

The graph below is written in Turtle as an editor would see it: schema terms aside, one of everything that a shape
speaks of. Each case changes one place of it.
"""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox
import pytest
from rdflib import Graph, URIRef
from rdflib.collection import Collection
from rdflib.namespace import RDF, RDFS, SH

from paingraph.ontology.findings import Severity
from paingraph.ontology.library import KINDS, load_library
from paingraph.ontology.namespaces import PG
from paingraph.ontology.validation import SHAPES, load_shapes, shape_files, validate

SOUND = """
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix doc: <https://w3id.org/paingraph/document/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix pg: <https://w3id.org/paingraph/ontology#> .
@prefix pgid: <https://w3id.org/paingraph/id/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix semapv: <https://w3id.org/semapv/vocab/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix sssom: <https://w3id.org/sssom/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

<https://w3id.org/paingraph/ontology> a owl:Ontology ; dcterms:title "ontology"@en ; dcterms:description "ours"@en ;
    dcterms:license <https://creativecommons.org/licenses/by/4.0/> ; owl:versionIRI <https://w3id.org/v1> .
pg:treats pg:standing "asserted" ; rdfs:label "treats"@en ; skos:definition "Relieves."@en ; skos:example "So."@en .

pgid:neuralgia a pg:Condition , skos:Concept ; rdfs:label "neuralgia"@en ; skos:prefLabel "neuralgia"@en ;
    skos:altLabel "nerve pain"@en ; skos:definition "Pain that comes from a nerve."@en ;
    pg:subtypeOf pgid:pain ; skos:broader pgid:pain ; skos:inScheme <https://w3id.org/paingraph/vocabulary> .
pgid:pain a pg:Condition , skos:Concept ; rdfs:label "pain"@en ; skos:prefLabel "pain"@en .
pgid:nerve-block a pg:Procedure , skos:Concept ; rdfs:label "nerve block"@en ; skos:prefLabel "nerve block"@en ;
    pg:treats pgid:neuralgia ; pg:reliefDuration "P3W/P4W" ; pg:repeatInterval "P1M" ; pg:subtypeOf pgid:injection .
pgid:injection a pg:Procedure , skos:Concept ; rdfs:label "injection"@en ; skos:prefLabel "injection"@en .
pgid:residency a pg:Credential , skos:Concept ; rdfs:label "residency"@en ; skos:prefLabel "residency"@en ;
    pg:trainingDuration "P4Y" .

doc:900 a pg:Document ; dcterms:identifier "900" ; rdfs:label "Blocks"@en ; dcterms:title "Blocks" ; pg:length 80 ;
    pg:sha256 "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef" .
<https://w3id.org/paingraph/document/900#char=8,30> a pg:Passage ; oa:hasSource doc:900 ; pg:start 8 ; pg:end 30 ;
    pg:quote "blocks help neuralgia."@en ; oa:hasSelector <urn:position> , <urn:quote> .
<urn:position> a oa:TextPositionSelector ; oa:start 8 ; oa:end 30 .
<urn:quote> a oa:TextQuoteSelector ; oa:exact "blocks help neuralgia." ; oa:prefix "" ; oa:suffix " So" .
<https://w3id.org/paingraph/claim/1> a pg:Claim ; pg:subject pgid:nerve-block ; pg:predicate pg:treats ;
    pg:object pgid:neuralgia ; pg:polarity "asserted" ; pg:method "rule" ; pg:rule "treats.active" ;
    pg:status "accepted" ; pg:confidence 0.9 ; pg:inDocument doc:900 ; prov:wasGeneratedBy <urn:run> ;
    prov:wasDerivedFrom <https://w3id.org/paingraph/document/900#char=8,30> .
<urn:run> a pg:Run ; rdfs:label "a run"@en ; prov:used doc:900 ; prov:wasAssociatedWith <urn:reader> .

<urn:derivation> a pg:Derivation ; pg:appliesRule <urn:rule> ; pg:premise <urn:edge> ; pg:conclusion <urn:turned> .
<urn:edge> a pg:Edge ; pg:subject pgid:nerve-block ; pg:predicate pg:treats ; pg:object pgid:neuralgia .
<urn:turned> a pg:Edge ; pg:subject pgid:neuralgia ; pg:predicate pg:treatedBy ; pg:object pgid:nerve-block .
<urn:rule> a pg:Rule ; rdfs:label "treatedBy" ; pg:axiom "InverseObjectProperties(pg:treatedBy pg:treats)" ;
    pg:construct "CONSTRUCT { ?y pg:treatedBy ?x } WHERE { ?x pg:treats ?y }" .

<urn:set> a sssom:MappingSet ; owl:versionInfo "1" ; dcterms:license <https://creativecommons.org/licenses/by/4.0/> .
<urn:mapping> a sssom:Mapping ; sssom:subject_id pgid:pain ; sssom:predicate_id skos:exactMatch ;
    sssom:object_id <urn:term> ; sssom:mapping_justification semapv:LexicalMatching ; sssom:confidence 0.97 ;
    sssom:object_source_version "1" .
<urn:term> rdfs:label "Pain"@en ; skos:notation "MESH:X1" .
"""


@dataclass(frozen=True)
class Case:
    """Words of the graph, what stands there instead, the shape that complains, and where."""

    shape: str
    words: str
    instead: str
    node: str
    severity: Severity = Severity.ERROR


CASES = (
    Case("Concept", 'skos:prefLabel "pain"@en', 'skos:altLabel "ache"@en', "pgid:pain"),
    Case("Concept", 'skos:prefLabel "pain"@en', 'skos:prefLabel "pain"@en , "ache"@en', "pgid:pain"),
    Case("Concept", 'rdfs:label "pain"@en', 'rdfs:label "ache"@en', "pgid:pain"),
    Case("Concept", 'skos:altLabel "nerve pain"@en', 'skos:altLabel "nerve  pain"@en', "pgid:neuralgia"),
    Case("Concept", 'skos:altLabel "nerve pain"@en', 'skos:altLabel "nerve pain"', "pgid:neuralgia"),
    Case("Concept", 'skos:altLabel "nerve pain"@en', 'skos:altLabel "neuralgia"@en', "pgid:neuralgia"),
    Case("Concept", '"Pain that comes from a nerve."@en', '"Pain"@en', "pgid:neuralgia"),
    Case("Concept", "skos:broader pgid:pain", "skos:broader <urn:rule>", "pgid:neuralgia"),
    Case("Concept", "pgid:pain a pg:Condition ,", "pgid:pain a pg:Condition , pg:Procedure ,", "pgid:pain"),
    Case("Concept", "pgid:pain a pg:Condition ,", "pgid:pain a", "pgid:pain"),
    Case(
        "Defined",
        'skos:definition "Pain that comes from a nerve."@en ;',
        "",
        "pgid:neuralgia",
        Severity.WARN,
    ),
    Case("Procedure", '"P3W/P4W"', '"three weeks"', "pgid:nerve-block"),
    Case("Procedure", '"P3W/P4W"', '"P3W/P4W"^^xsd:duration', "pgid:nerve-block"),
    Case("Procedure", '"P1M"', '"P"', "pgid:nerve-block"),
    Case("Credential", '"P4Y"', '"4Y"', "pgid:residency"),
    Case("treats-object", "pg:treats pgid:neuralgia", "pg:treats pgid:injection", "pgid:injection"),
    Case("treats-subject", "pg:subtypeOf pgid:pain", "pg:treats pgid:pain", "pgid:neuralgia"),
    Case("reliefDuration-subject", 'pg:trainingDuration "P4Y"', 'pg:reliefDuration "P4Y"', "pgid:residency"),
    Case("Document", 'dcterms:identifier "900" ;', "", "doc:900"),
    Case("Document", 'rdfs:label "Blocks"@en ;', "", "doc:900"),
    Case("Document", '"0123456789abcdef', '"xyz', "doc:900"),
    Case("Document", "pg:length 80", 'pg:length "80"', "doc:900"),
    Case("Document", 'dcterms:title "Blocks" ;', "", "doc:900", Severity.INFO),
    Case("Document", "doc:900 a pg:Document", "<urn:doc> a pg:Document", "<urn:doc>"),
    Case("Passage", "oa:hasSource doc:900", "oa:hasSource <urn:rule>", "doc:900#char=8,30"),
    Case("Passage", "pg:start 8", "pg:start 31", "doc:900#char=8,30"),
    Case("Passage", "pg:start 8", "pg:start -1", "doc:900#char=8,30"),
    Case("Passage", "pg:end 30", "pg:end 30 , 31", "doc:900#char=8,30"),
    Case("Passage", '"blocks help neuralgia."@en', '""@en', "doc:900#char=8,30"),
    Case("Passage", "oa:hasSelector <urn:position> ,", "oa:hasSelector", "doc:900#char=8,30"),
    Case("TextPositionSelector", "oa:start 8", "oa:start 30", "<urn:position>"),
    Case("TextPositionSelector", " ; oa:end 30", "", "<urn:position>"),
    Case("TextQuoteSelector", 'oa:exact "blocks help neuralgia."', 'oa:exact ""', "<urn:quote>"),
    Case("TextQuoteSelector", 'oa:prefix "" ;', "", "<urn:quote>"),
    Case("TextQuoteSelector", 'oa:suffix " So"', 'oa:suffix " So" , " now"', "<urn:quote>"),
    Case("Claim", "pg:Claim ; pg:subject pgid:nerve-block", "pg:Claim ; pg:subject pgid:none", "claim:1"),
    Case("Claim", "pg:predicate pg:treats ;\n    pg:object", "pg:predicate pg:helps ;\n    pg:object", "claim:1"),
    Case("Claim", '"asserted" ; pg:method', '"perhaps" ; pg:method', "claim:1"),
    Case("Claim", 'pg:method "rule"', 'pg:method "guess"', "claim:1"),
    Case("Claim", 'pg:rule "treats.active"', 'pg:rule ""', "claim:1"),
    Case("Claim", 'pg:status "accepted" ;', "", "claim:1"),
    Case("Claim", "pg:confidence 0.9", "pg:confidence 9.0", "claim:1"),
    Case("Claim", "pg:confidence 0.9", "pg:confidence 9.0e-1", "claim:1"),
    Case("Claim", "pg:inDocument doc:900 ;", "", "claim:1"),
    Case("Claim", "prov:wasDerivedFrom <https:", "prov:wasInformedBy <https:", "claim:1"),
    Case("Claim", "prov:wasGeneratedBy <urn:run>", "prov:wasGeneratedBy <urn:rule>", "claim:1"),
    Case("Claim", 'pg:status "accepted"', 'pg:status "accepted" ; pg:heading <urn:rule>', "claim:1"),
    Case("Claim", 'pg:status "accepted"', 'pg:status "accepted" ; pg:object pgid:pain', "claim:1"),
    Case("Run", "prov:used doc:900 ;", "", "<urn:run>"),
    Case("Run", 'rdfs:label "a run"@en ;', "", "<urn:run>"),
    Case("Run", " ; prov:wasAssociatedWith <urn:reader>", "", "<urn:run>"),
    Case("Derivation", "pg:appliesRule <urn:rule> ;", "", "<urn:derivation>"),
    Case("Derivation", "pg:premise <urn:edge> ;", "", "<urn:derivation>"),
    Case("Derivation", "pg:conclusion <urn:turned>", "pg:conclusion <urn:rule>", "<urn:derivation>"),
    Case("Derivation", "pg:conclusion <urn:turned>", "pg:conclusion <urn:edge>", "<urn:derivation>", Severity.INFO),
    Case("Edge", "pg:Edge ; pg:subject pgid:neuralgia", "pg:Edge ; pg:subject <urn:rule>", "<urn:turned>"),
    Case("Edge", "pg:predicate pg:treatedBy ;", "", "<urn:turned>"),
    Case("Edge", "pg:treatedBy ; pg:object pgid:nerve-block", "pg:treatedBy", "<urn:turned>"),
    Case("Rule", 'rdfs:label "treatedBy" ;', "", "<urn:rule>"),
    Case("Rule", 'pg:axiom "InverseObjectProperties(pg:treatedBy pg:treats)" ;', "", "<urn:rule>"),
    Case("Rule", '"CONSTRUCT {', '"SELECT {', "<urn:rule>"),
    Case("Mapping", "sssom:subject_id pgid:pain", "sssom:subject_id <urn:rule>", "<urn:mapping>"),
    Case("Mapping", "skos:exactMatch", "owl:sameAs", "<urn:mapping>"),
    Case("Mapping", "sssom:object_id <urn:term>", 'sssom:object_id "term"', "<urn:mapping>"),
    Case("Mapping", "sssom:mapping_justification semapv:LexicalMatching ;", "", "<urn:mapping>"),
    Case("Mapping", "sssom:confidence 0.97", "sssom:confidence 97.0", "<urn:mapping>"),
    Case("Mapping", ' ;\n    sssom:object_source_version "1"', "", "<urn:mapping>", Severity.WARN),
    Case("Mapping", ' ; skos:notation "MESH:X1"', "", "<urn:mapping>", Severity.WARN),
    Case("MappingSet", 'owl:versionInfo "1" ;', "", "<urn:set>"),
    Case("MappingSet", 'owl:versionInfo "1" ; dcterms:license', 'owl:versionInfo "1" ; rdfs:seeAlso', "<urn:set>"),
    Case("Ontology", 'dcterms:title "ontology"@en ;', "", "<https://w3id.org/paingraph/ontology>"),
    Case("Ontology", "; owl:versionIRI <https://w3id.org/v1>", "", "<https://w3id.org/paingraph/ontology>"),
    Case("Relation", '"asserted" ; rdfs', '"asserted" , "concluded" ; rdfs', "pg:treats"),
    Case("Relation", ' ; skos:definition "Relieves."@en', "", "pg:treats"),
    Case("Relation", '; skos:example "So."@en', "", "pg:treats", Severity.INFO),
)  # fmt: skip
KIND_CASES = tuple((kind, other) for kind, other in zip(KINDS, (*KINDS[1:], KINDS[0]), strict=True))


def lines(turtle: str) -> list[str]:
    """The lines of a graph given in Turtle."""
    return [f"{triple} ." for triple in ox.parse(turtle, format=ox.RdfFormat.TURTLE)]


def expanded(node: str) -> str:
    """The IRI that a node of a case stands for."""
    for prefix, path in (("pgid:", "id/"), ("doc:", "document/"), ("claim:", "claim/"), ("pg:", "ontology#")):
        if node.startswith(prefix):
            return f"<https://w3id.org/paingraph/{path}{node.removeprefix(prefix)}>"
    return node


def test_the_sound_graph_conforms() -> None:
    """No shape complains about what is well formed."""
    found = validate(lines(SOUND))
    assert found.findings == (), found.text()


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.shape}: {case.instead or 'without ' + case.words}")
def test_a_shape_complains(case: Case) -> None:
    """The finding names the shape, the node and the severity, and says in words what to do."""
    assert SOUND.count(case.words) >= 1
    found = validate(lines(SOUND.replace(case.words, case.instead)))
    ours = [finding for finding in found.findings if finding.check == f"shape:{case.shape}"]
    assert (expanded(case.node), case.severity) in {(finding.node, finding.severity) for finding in ours}, found.text()
    for finding in ours:
        assert finding.advice.endswith(".")


@pytest.mark.parametrize(("kind", "other"), KIND_CASES)
def test_a_kind_has_subtypes_of_its_own_kind_only(kind: str, other: str) -> None:
    """A shape for each of the ten kinds."""
    extra = (
        f'pgid:a a pg:{kind} , skos:Concept ; rdfs:label "a"@en ; skos:prefLabel "a"@en ; pg:subtypeOf pgid:b .\n'
        f'pgid:b a pg:{other} , skos:Concept ; rdfs:label "b"@en ; skos:prefLabel "b"@en .\n'
    )
    wrong = {finding.check for finding in validate(lines(SOUND + extra)).errors}
    right = {finding.check for finding in validate(lines(SOUND + extra.replace(f"pg:{other} ", f"pg:{kind} "))).errors}
    assert wrong == {f"shape:{kind}"}
    assert not right


def test_every_named_shape_with_a_target_is_tried() -> None:
    """No shape is shipped that nothing shows to work (those of relations are compared with the schema below)."""
    shapes = load_shapes()
    targets = (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf)
    named = {str(shape).removeprefix(SHAPES) for target in targets for shape in shapes.subjects(target)}
    tried = {case.shape for case in CASES} | set(KINDS)
    assert {name for name in named if not name.endswith(("-subject", "-object"))} <= tried


@pytest.mark.parametrize("name", sorted(name for name in load_library().relations if name != "subtypeOf"))
def test_relations_have_the_signature_of_the_schema(name: str) -> None:
    """Domain and range stand in the schema for reasoners and in the shapes for checks; they must say the same."""
    relation, shapes = load_library().relations[name], load_shapes()
    for side, kinds, target in (
        ("subject", relation.domain, SH.targetSubjectsOf),
        ("object", relation.range, SH.targetObjectsOf),
    ):
        shape = URIRef(f"{SHAPES}{name}-{side}")
        assert (shape, target, URIRef(PG + name)) in shapes
        alternatives = shapes.value(shape, SH["or"])
        members = [shape] if alternatives is None else list(Collection(shapes, alternatives))
        allowed = {str(shapes.value(member, SH["class"])).removeprefix(PG) for member in members}
        assert allowed == (set(kinds) or {"None"}), f"{name}, {side}"


def test_every_shape_speaks_to_people() -> None:
    """A named shape is labelled or is one of a relation's sides; every constraint on a property has a message."""
    shapes = load_shapes()
    for shape in shapes.subjects(RDF.type, SH.NodeShape):
        assert shapes.value(shape, RDFS.label) or str(shape).endswith(("-subject", "-object"))
        if shapes.value(shape, SH.targetClass) is not None:
            for constraint in shapes.objects(shape, SH.property):
                assert str(shapes.value(constraint, SH.message)).endswith("."), shape


def test_no_shape_needs_sparql() -> None:
    """Core constraints only: quick, and known to every SHACL engine."""
    shapes = load_shapes()
    assert not set(shapes.predicates()) & {SH.sparql, SH.select, SH.js}


@pytest.mark.parametrize("file", shape_files(), ids=lambda file: str(file.name))
def test_the_shapes_are_well_formed_shacl(file: object) -> None:
    """Held against the shapes of SHACL itself."""
    import pyshacl

    graph = Graph().parse(str(file), format="turtle")
    conforms, _, _ = pyshacl.validate(Graph(), shacl_graph=graph, meta_shacl=True)
    assert conforms
