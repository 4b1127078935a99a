"""The formats of results and graphs: one table of name, media type, extension, and IRI."""

from __future__ import annotations

from enum import Enum

__all__ = ["GRAPHS", "SOLUTIONS", "Format"]

_W3C_FORMATS = "http://www.w3.org/ns/formats/"


class Format(Enum):
    """A serialisation: short name, media type, file extension, IRI in the W3C list of unique format IRIs."""

    JSON = ("json", "application/sparql-results+json", "srj", _W3C_FORMATS + "SPARQL_Results_JSON")
    XML = ("xml", "application/sparql-results+xml", "srx", _W3C_FORMATS + "SPARQL_Results_XML")
    CSV = ("csv", "text/csv", "csv", _W3C_FORMATS + "SPARQL_Results_CSV")
    TSV = ("tsv", "text/tab-separated-values", "tsv", _W3C_FORMATS + "SPARQL_Results_TSV")
    TURTLE = ("turtle", "text/turtle", "ttl", _W3C_FORMATS + "Turtle")
    JSON_LD = ("json-ld", "application/ld+json", "jsonld", _W3C_FORMATS + "JSON-LD")
    N_TRIPLES = ("n-triples", "application/n-triples", "nt", _W3C_FORMATS + "N-Triples")
    RDF_XML = ("rdf-xml", "application/rdf+xml", "rdf", _W3C_FORMATS + "RDF_XML")

    def __init__(self, label: str, media_type: str, extension: str, iri: str) -> None:
        self.label = label
        self.media_type = media_type
        self.extension = extension
        self.iri = iri


#: What a SELECT or ASK can be answered in, the default first.
SOLUTIONS = (Format.JSON, Format.XML, Format.CSV, Format.TSV)
#: What a CONSTRUCT or DESCRIBE can be answered in, the default first.
GRAPHS = (Format.TURTLE, Format.JSON_LD, Format.N_TRIPLES, Format.RDF_XML)
