"""Faults to plant in the sound graph, at least one for each check."""

from __future__ import annotations

from dataclasses import dataclass

from sound_graph import CLAIMS, claim

from paingraph.ontology.namespaces import BASE, GRAPH
from paingraph.ontology.nquads import curie, iri, quad, text

__all__ = ["CLAIM", "DOCUMENT", "FAULTS", "Fault", "add", "planted", "term"]

ONTOLOGY, INFERRED, MAPPINGS = (GRAPH + name for name in ("ontology", "inferred", "mappings"))
DOCUMENT = GRAPH + "document/900"
SCIATICA, BLOCK, ROOT, MEDICINE = (
    f"pgid:{slug}" for slug in ("sciatica", "nerve-block", "nerve-root", "pain-medicine")
)
CLAIM = claim(*CLAIMS[0]).iri
PASSAGE = f"{BASE}document/900#char=10,39"


def term(value: str) -> str:
    """A prefixed name, an IRI, or a term that is in N-Quads form already."""
    if value.startswith(('"', "<", "_:")):
        return value
    return iri(value) if value.startswith("http") else curie(value)


def add(subject: str, predicate: str, object_: str, graph: str = ONTOLOGY) -> str:
    """A line to plant."""
    return quad(term(subject), term(predicate), term(object_), iri(graph))


@dataclass(frozen=True)
class Fault:
    """A check, lines that make it find something, what lines to take away, and where it must point."""

    check: str
    plant: tuple[str, ...] = ()
    without: tuple[str, str] | None = None
    node: str = ""


def en(words: str) -> str:
    """An English text."""
    return text(words, "en")


FAULTS = (
    Fault("line-malformed", ("this is no line of a graph",)),
    Fault("iri-malformed", (f"<{BASE}id/a b> {curie('rdfs:label')} {en('x')} {iri(ONTOLOGY)} .",)),
    Fault("graph-unknown", (add(SCIATICA, "rdfs:comment", en("x"), BASE + "graph/elsewhere"),), node=SCIATICA),
    Fault("graph-unknown", (f"{curie(SCIATICA)} {curie('rdfs:comment')} {en('x')} .",), node=SCIATICA),
    Fault("blank-node", (add("_:b", "rdfs:label", en("nobody"), DOCUMENT),), node="_:b"),
    Fault("term-undeclared", (add(SCIATICA, "pg:cures", BLOCK),), node=SCIATICA),
    Fault("term-undeclared", (add(SCIATICA, "rdf:type", "pg:Illness"),), node=SCIATICA),
    Fault("term-unknown", (add(SCIATICA, "skos:prefLable", en("x")),), node=SCIATICA),
    Fault("term-deprecated", (add("pg:treats", "owl:deprecated", '"true"^^' + curie("xsd:boolean")),), node=BLOCK),
    Fault("reference-dangling", (add(SCIATICA, "skos:broader", "pgid:nothing"),), node=SCIATICA),
    Fault("entity-undeclared", (add("pgid:nothing", "pg:treats", SCIATICA, DOCUMENT),), node="pgid:nothing"),
    Fault("value-sort", (add(SCIATICA, "skos:broader", en("nerve condition")),), node=SCIATICA),
    Fault("value-sort", (add(SCIATICA, "skos:altLabel", BLOCK),), node=SCIATICA),
    Fault("value-type", (add(CLAIM, "pg:confidence", '"high"', DOCUMENT),), node=CLAIM),
    Fault("value-type", (add(CLAIM, "pg:polarity", '"perhaps"', DOCUMENT),), node=CLAIM),
    Fault("value-form", (add(PASSAGE, "pg:start", '"ten"^^' + curie("xsd:integer"), DOCUMENT),), node=PASSAGE),
    Fault("label-missing", without=(SCIATICA, "skos:prefLabel"), node=SCIATICA),
    Fault("label-missing", without=("pg:treats", "rdfs:label"), node="pg:treats"),
    Fault("label-multiple", (add(SCIATICA, "skos:prefLabel", en("pain in the leg")),), node=SCIATICA),
    Fault("label-duplicate", (add("pgid:nerve-condition", "skos:prefLabel", en("Sciatica")),)),
    Fault("label-duplicate", (add("pg:treats", "rdfs:label", en("performs")),)),
    Fault("label-mismatch", (add(SCIATICA, "skos:prefLabel", en("ischias")),), node=SCIATICA),
    Fault("label-slug", (add(SCIATICA, "skos:prefLabel", en("ischias")),), (SCIATICA, "skos:prefLabel"), node=SCIATICA),
    Fault("text-whitespace", (add(SCIATICA, "skos:altLabel", en("leg  pain")),), node=SCIATICA),
    Fault("text-whitespace", (add(SCIATICA, "skos:altLabel", en(" leg pain")),), node=SCIATICA),
    Fault("text-whitespace", (add(SCIATICA, "skos:definition", en("Pain.\nIn the leg.")),), node=SCIATICA),
    Fault("text-empty", (add(SCIATICA, "skos:altLabel", en("")),), node=SCIATICA),
    Fault("text-language", (add(SCIATICA, "skos:altLabel", '"Ischias"'),), node=SCIATICA),
    Fault("definition-missing", without=(SCIATICA, "skos:definition"), node=SCIATICA),
    Fault("definition-missing", without=("pg:Condition", "skos:definition"), node="pg:Condition"),
    Fault("definition-multiple", (add(SCIATICA, "skos:definition", en("Another one.")),), node=SCIATICA),
    Fault("definition-duplicate", (add(BLOCK, "skos:definition", en("Pain along the nerve of the leg.")),)),
    Fault("definition-circular", (add(BLOCK, "skos:definition", en("Nerve block.")),), node=BLOCK),
    Fault("synonym-shared", (add("pgid:nerve-condition", "skos:altLabel", en("sciatic pains")),)),
    Fault("synonym-shared", (add("pgid:nerve-condition", "skos:altLabel", en("Sciatica")),)),
    Fault("name-across-kinds", (add(BLOCK, "skos:altLabel", en("sciatica")),)),
    Fault("synonym-is-label", (add(SCIATICA, "skos:altLabel", en("sciatica")),), node=SCIATICA),
    Fault("mark-without-synonym", (add(SCIATICA, "pg:abbreviation", en("SCT")),), node=SCIATICA),
    Fault("hierarchy-cycle", (add("pgid:nerve-condition", "pg:subtypeOf", SCIATICA),)),
    Fault("hierarchy-cycle", (add("pg:Claim", "rdfs:subClassOf", "pg:Claim"),), node="pg:Claim"),
    Fault("stated-cycle", (add("pgid:nerve-condition", "pg:subtypeOf", SCIATICA, DOCUMENT),)),
    Fault(
        "documents-in-circle",
        (
            add(ROOT, "pg:partOf", "pgid:cord", GRAPH + "document/901"),
            add("pgid:cord", "pg:partOf", ROOT, DOCUMENT),
        ),
    ),
    Fault("hierarchy-mismatch", (add(BLOCK, "skos:broader", "pgid:injection"),), node=BLOCK),
    Fault("hierarchy-mismatch", without=(SCIATICA, "skos:broader"), node=SCIATICA),
    Fault(
        "hierarchy-redundant",
        (
            add("pgid:nerve-condition", "pg:subtypeOf", "pgid:disease"),
            add(SCIATICA, "pg:subtypeOf", "pgid:disease"),
        ),
        node=SCIATICA,
    ),
    Fault("kind-missing", without=(SCIATICA, "rdf:type pg:Condition"), node=SCIATICA),
    Fault("kind-multiple", (add(SCIATICA, "rdf:type", "pg:Procedure"),), node=SCIATICA),
    Fault("concept-without-scheme", without=(SCIATICA, "skos:inScheme"), node=SCIATICA),
    Fault("candidate-concept", (add("pgid:new", "rdf:type", "pg:Condition", DOCUMENT),), node="pgid:new"),
    Fault("orphan", (add("pgid:new", "rdf:type", "pg:Condition"),), node="pgid:new"),
    Fault("edge-to-itself", (add(SCIATICA, "pg:associatedWith", SCIATICA, DOCUMENT),), node=SCIATICA),
    Fault("relation-unsigned", without=("pg:treats", "rdfs:domain"), node="pg:treats"),
    Fault("claim-incomplete", without=(CLAIM, "pg:polarity"), node=CLAIM),
    Fault("claim-incomplete", (add(CLAIM, "pg:object", BLOCK, DOCUMENT),), node=CLAIM),
    Fault("claim-without-position", without=(CLAIM, "prov:wasDerivedFrom"), node=CLAIM),
    Fault("claim-without-position", without=(PASSAGE, "pg:end"), node=CLAIM),
    Fault(
        "claim-signature",
        (add(CLAIM, "pg:object", MEDICINE, DOCUMENT),),
        (CLAIM, "pg:object"),
        node=CLAIM,
    ),
    Fault(
        "claim-signature",
        (add(CLAIM, "pg:object", '"P3W"', DOCUMENT),),
        (CLAIM, "pg:object"),
        node=CLAIM,
    ),
    Fault("edge-signature", (add(SCIATICA, "pg:treats", SCIATICA, DOCUMENT),), node=SCIATICA),
    Fault("edge-signature", (add(SCIATICA, "pg:subtypeOf", BLOCK),), node=SCIATICA),
    Fault(
        "claim-relation",
        (add(CLAIM, "pg:predicate", "pg:canManage", DOCUMENT),),
        (CLAIM, "pg:predicate"),
        node=CLAIM,
    ),
    Fault("claim-confidence", (add(CLAIM, "pg:confidence", '"1.5"^^' + curie("xsd:decimal"), DOCUMENT),), node=CLAIM),
    Fault("claim-rule", without=(CLAIM, "pg:rule"), node=CLAIM),
    Fault(
        "claim-duration",
        (
            add(CLAIM, "pg:predicate", "pg:reliefDuration", DOCUMENT),
            add(CLAIM, "pg:object", '"three weeks"', DOCUMENT),
        ),
        (CLAIM, "pg:predicate"),
        node=CLAIM,
    ),
    Fault("claim-candidate", (add(CLAIM, "pg:status", '"candidate"', DOCUMENT),), (CLAIM, "pg:status"), node=CLAIM),
    Fault("claim-misplaced", (add(CLAIM, "pg:inDocument", BASE + "document/901", DOCUMENT),), node=CLAIM),
    Fault(
        "claim-misplaced", (add(CLAIM, "prov:wasDerivedFrom", BASE + "document/901#char=1,2", DOCUMENT),), node=CLAIM
    ),
    Fault(
        "passage-range",
        (add(PASSAGE, "pg:end", '"5"^^' + curie("xsd:integer"), DOCUMENT),),
        (PASSAGE, "pg:end"),
        node=PASSAGE,
    ),
    Fault(
        "passage-range",
        (add(PASSAGE, "pg:end", '"9999"^^' + curie("xsd:integer"), DOCUMENT),),
        (PASSAGE, "pg:end"),
        node=PASSAGE,
    ),
    Fault("passage-range", without=(PASSAGE, "pg:start"), node=PASSAGE),
    Fault(
        "passage-range",
        (add(PASSAGE.replace("char", "quote"), "oa:exact", '"too short"', DOCUMENT),),
        node=PASSAGE,
    ),
    Fault("passage-unused", without=(CLAIM, "prov:wasDerivedFrom"), node=PASSAGE),
    Fault("document-incomplete", without=(BASE + "document/900", "pg:sha256"), node=BASE + "document/900"),
    Fault("document-silent", (add(BASE + "document/901", "rdf:type", "pg:Document", GRAPH + "document/901"),)),
    Fault("edge-without-claim", (add(BLOCK, "pg:treats", "pgid:nerve-condition", DOCUMENT),), node=BLOCK),
    Fault("claim-without-edge", without=(BLOCK, "pg:treats"), node=CLAIM),
    Fault("edge-standing", (add(MEDICINE, "pg:canManage", SCIATICA, DOCUMENT),), node=MEDICINE),
    Fault(
        "conclusion-without-derivation",
        (add(MEDICINE, "pg:canManage", "pgid:nerve-condition", INFERRED),),
        node=MEDICINE,
    ),
    Fault("derivation-incomplete", (add(BASE + "derivation/x", "rdf:type", "pg:Derivation", INFERRED),)),
    Fault("edge-incomplete", (add(BASE + "edge/x", "rdf:type", "pg:Edge", INFERRED),), node=BASE + "edge/x"),
    Fault("premise-unsupported", without=(MEDICINE, "pg:performs")),
    Fault("concept-unmapped", without=(SCIATICA, "skos:exactMatch"), node=SCIATICA),
    Fault(
        "mapping-kind",
        (
            add(SCIATICA, "skos:closeMatch", "http://example.org/U1", MAPPINGS),
            add("http://example.org/U1", "skos:notation", '"UBERON:X9"', MAPPINGS),
        ),
        node=SCIATICA,
    ),
    Fault("mapping-source", (add(SCIATICA, "skos:closeMatch", "http://example.org/U1", MAPPINGS),), node=SCIATICA),
    Fault(
        "mapping-shared",
        (add("pgid:nerve-condition", "skos:exactMatch", "http://purl.obolibrary.org/obo/MONDO_X2", MAPPINGS),),
    ),
    Fault(
        "mapping-twice",
        (add(SCIATICA, "skos:exactMatch", "http://purl.obolibrary.org/obo/MONDO_X1", MAPPINGS),),
        node=SCIATICA,
    ),
    Fault(
        "mapping-contradiction",
        (add(SCIATICA, "skos:broadMatch", "http://purl.obolibrary.org/obo/MONDO_X2", MAPPINGS),),
        node=SCIATICA,
    ),
    Fault(
        "mapping-unknown-subject",
        (add("pgid:nothing", "skos:exactMatch", "http://purl.obolibrary.org/obo/MONDO_X9", MAPPINGS),),
        node="pgid:nothing",
    ),
    Fault("mapping-bare", (add(SCIATICA, "skos:closeMatch", "http://example.org/U1", MAPPINGS),), node=SCIATICA),
    Fault("mapping-label", (add(SCIATICA, "skos:closeMatch", "http://example.org/U1", MAPPINGS),), node=SCIATICA),
)


def planted(sound: tuple[str, ...], fault: Fault) -> list[str]:
    """The sound graph with the fault."""
    lines = list(sound)
    if fault.without:
        subject, rest = fault.without
        start = " ".join(term(part) for part in (subject, *rest.split()))
        kept = [line for line in lines if not line.startswith(start + " ")]
        assert len(kept) < len(lines), f"there is no line {start}"
        lines = kept
    return [*lines, *fault.plant]
