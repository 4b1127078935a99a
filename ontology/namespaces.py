"""The IRIs of paingraph: how each thing is named, and the prefixes that stand for them."""

from __future__ import annotations

import re
import unicodedata
from typing import NewType

__all__ = [
    "BASE",
    "CLAIM",
    "DERIVATION",
    "DOCUMENT",
    "EDGE",
    "GRAPH",
    "ONTOLOGY",
    "PG",
    "PGID",
    "PREFIXES",
    "RULE",
    "RUN",
    "DocumentId",
    "Iri",
    "Slug",
    "document_graph",
    "document_iri",
    "entity_iri",
    "passage_iri",
    "slugify",
    "term_iri",
]

#: A full IRI.
Iri = NewType("Iri", str)
#: The kebab case of an entity's preferred label.
Slug = NewType("Slug", str)
#: The leading digits of a document's file name, or the slug of its stem.
DocumentId = NewType("DocumentId", str)

#: Everything that paingraph names lies under this IRI.
BASE = "https://w3id.org/paingraph/"
#: The ontology itself.
ONTOLOGY = Iri(BASE + "ontology")
#: Terms of the ontology: classes and relations.
PG = ONTOLOGY + "#"
#: Entities: the individuals that documents speak of.
PGID = BASE + "id/"
DOCUMENT = BASE + "document/"
CLAIM = BASE + "claim/"
DERIVATION = BASE + "derivation/"
#: Edges that take part in a derivation, as nodes that it can point at.
EDGE = BASE + "edge/"
GRAPH = BASE + "graph/"
#: Runs of the loader, as prov:Activity.
RUN = BASE + "run/"
#: Rules compiled from the axioms.
RULE = BASE + "rule/"

#: Prefixes that every query and every serialisation of ours may use.
PREFIXES: dict[str, str] = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "oa": "http://www.w3.org/ns/oa#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "pg": PG,
    "pgid": PGID,
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def slugify(label: str) -> Slug:
    """Return the kebab case of a label: ASCII letters and digits, one hyphen between words."""
    plain = unicodedata.normalize("NFKD", label).replace("'", "").replace("’", "")
    return Slug(re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode().lower()).strip("-"))


def entity_iri(slug: str) -> Iri:
    """Return the IRI of the entity with that slug."""
    return Iri(PGID + slug)


def term_iri(local_name: str) -> Iri:
    """Return the IRI of a class or relation of the ontology."""
    return Iri(PG + local_name)


def document_iri(document: str) -> Iri:
    """Return the IRI of a document."""
    return Iri(DOCUMENT + document)


def document_graph(document: str) -> Iri:
    """Return the IRI of the named graph that holds what a document says."""
    return Iri(f"{GRAPH}document/{document}")


def passage_iri(document: str, start: int, end: int) -> Iri:
    """Return the IRI of a passage: RFC 5147 character positions, Unicode code points, half open."""
    return Iri(f"{DOCUMENT}{document}#char={start},{end}")
