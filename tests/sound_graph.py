"""A sound graph, written here in full but for the schema: no check of the quality report finds anything in it.

Five concepts, one document of ours with its claims, what follows from them, and a mapping for each concept to codes
that do not exist anywhere.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from paingraph.loader.claims import Claim, Entity, Method, Polarity, Span, Status
from paingraph.loader.documents import Document
from paingraph.loader.triples import document_quads
from paingraph.ontology.closure import close_quads
from paingraph.ontology.library import load_library, module_files, ontology_ntriples
from paingraph.ontology.mapping import MAPPINGS_GRAPH
from paingraph.ontology.namespaces import BASE, GRAPH, DocumentId, Slug, entity_iri, slugify, term_iri
from paingraph.ontology.nquads import curie, in_graph, iri, quad, text
from paingraph.ontology.sssom import load_mappings
from paingraph.queries.counts import Counts
from paingraph.queries.description import describe

__all__ = ["CLAIMS", "claim", "sound_graph"]

#: Kind, label, synonyms, definition, slug of the broader concept, code of no real term.
CONCEPTS = (
    ("Condition", "nerve condition", "", "Anything that is wrong with a nerve.", "", "MONDO:X1"),
    ("Condition", "sciatica", "sciatic pain|SCI", "Pain along the nerve of the leg.", "nerve-condition", "MONDO:X2"),
    ("Procedure", "nerve block", "blockade", "An injection that silences a nerve for a time.", "", "MAXO:X3"),
    ("Specialty", "pain medicine", "", "The discipline that relieves lasting pain.", "", "MESH:X4"),
    ("PainGenerator", "nerve root", "", "The place where a nerve leaves the cord.", "", "UBERON:X5"),
)
WORDS = "Blocks\n\nA nerve block relieves sciatica. Pain physicians perform it. It may fail in some.\n"
#: Passage, subject, relation, object, polarity.
CLAIMS = (
    ("nerve block relieves sciatica", "nerve-block", "treats", "sciatica", "asserted"),
    ("Pain physicians perform it", "pain-medicine", "performs", "nerve-block", "asserted"),
    ("may fail in some", "nerve-block", "treats", "nerve-condition", "hedged"),
    ("nerve block", "nerve-block", "targets", "nerve-root", "asserted"),
)


def entity(slug: str) -> Entity:
    """The concept with that slug, as claims speak of it."""
    kind, label = next((kind, label) for kind, label, *_ in CONCEPTS if slugify(label) == slug)
    return Entity(Slug(slug), label, kind)


def claim(words: str, subject: str, relation: str, object_: str, polarity: str) -> Claim:
    """A claim of document 900 that the words make."""
    start = WORDS.index(words)
    return Claim(
        document=DocumentId("900"),
        subject=entity(subject),
        predicate=relation,
        object=entity(object_),
        polarity=Polarity(polarity),
        span=Span(start, start + len(words)),
        heading=Span(0, 6),
        method=Method.RULE,
        rule="rule.of-a-test",
        confidence=0.9,
        status=Status.ACCEPTED,
    )


def vocabulary() -> Iterator[str]:
    """The five concepts as N-Triples."""
    for kind, label, synonyms, definition, broader, _ in CONCEPTS:
        node = iri(entity_iri(slugify(label)))
        for type_ in (iri(term_iri(kind)), curie("skos:Concept"), curie("owl:NamedIndividual")):
            yield f"{node} {curie('rdf:type')} {type_} ."
        for predicate, words in (("rdfs:label", label), ("skos:prefLabel", label), ("skos:definition", definition)):
            yield f"{node} {curie(predicate)} {text(words, 'en')} ."
        for synonym in filter(None, synonyms.split("|")):
            yield f"{node} {curie('skos:altLabel')} {text(synonym, 'en')} ."
        if broader:
            yield f"{node} {curie('pg:subtypeOf')} {iri(entity_iri(broader))} ."
            yield f"{node} {curie('skos:broader')} {iri(entity_iri(broader))} ."
        yield f"{node} {curie('skos:inScheme')} <{BASE}vocabulary> ."


def mapping_file(folder: Path) -> Path:
    """A mapping set with one row for each concept."""
    prefixes = "\n".join(f"#  {prefix}: {namespace}" for prefix, namespace in load_mappings().prefixes.items())
    header = (
        f"#curie_map:\n{prefixes}\n#mapping_set_id: {BASE}mappings\n#mapping_set_version: 1\n"
        "#mapping_set_title: a set\n#license: https://creativecommons.org/licenses/by/4.0/\n"
    )
    columns = "subject_id subject_label predicate_id object_id object_label object_source object_source_version "
    columns += "mapping_justification confidence"
    rows = [
        f"paingraph:{slugify(label)}\t{label}\tskos:exactMatch\t{code}\t{label}\tbioregistry:none\t1\t"
        "semapv:LexicalMatching\t0.9"
        for _, label, _, _, _, code in CONCEPTS
    ]
    file = folder / "set.sssom.tsv"
    file.write_text(header + "\n".join(["\t".join(columns.split()), *rows]) + "\n", encoding="utf-8")
    return file


def sound_graph(folder: Path) -> tuple[str, ...]:
    """Make its lines; its modules and its mappings are written into a folder."""
    schema = next(file for file in module_files() if file.name == "schema.ttl")
    shutil.copy(str(schema), folder / "schema.ttl")
    lines = list(in_graph([*ontology_ntriples(folder), *vocabulary()], GRAPH + "ontology"))
    document = Document(DocumentId("900"), WORDS)
    claims = [claim(*row) for row in CLAIMS]
    lines += document_quads(
        "900", document.sha256, len(WORDS), {"title": "Blocks"}, claims, document, load_library().concepts
    )
    agent, graph = iri(BASE + "agent/reader"), iri(GRAPH + "document/900")
    lines += [quad(agent, curie("rdf:type"), curie("prov:SoftwareAgent"), graph)]
    lines += close_quads(lines).quads()
    lines += in_graph(load_mappings(mapping_file(folder)).ntriples(), MAPPINGS_GRAPH)
    return (*lines, *describe(Counts(lines)))
