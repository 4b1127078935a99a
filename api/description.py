"""The service described to machines: SPARQL 1.1 Service Description, and VoID."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from urllib.parse import quote, urlencode

from paingraph.api.settings import Settings
from paingraph.api.triples import Triple, serialise
from paingraph.ontology.namespaces import BASE, GRAPH, PREFIXES
from paingraph.queries.formats import GRAPHS, SOLUTIONS, Format
from paingraph.queries.store import Store, Term

__all__ = ["DUMP", "ServiceDescription"]

#: Where the whole dataset is had as a file, beside the endpoint.
DUMP = "dataset.nq"
_SD = "http://www.w3.org/ns/sparql-service-description#"
_TYPE = PREFIXES["rdf"] + "type"
_MEDIA_TYPE = "https://www.iana.org/assignments/media-types/"
_SIMPLE = "http://www.w3.org/ns/entailment/Simple"
#: The empty pattern gives every graph, but nothing on Virtuoso; there the metadata must tell, and where they stand.
_GRAPHS = f"""PREFIX void: <{PREFIXES["void"]}>
SELECT DISTINCT ?graph ?triples WHERE {{
  {{ GRAPH ?graph {{}} }} UNION {{ <{BASE}dataset> void:subset ?graph }}
  UNION {{ GRAPH ?graph {{ <{BASE}dataset> a void:Dataset }} }}
  OPTIONAL {{ ?graph a void:Dataset ; void:triples ?triples }}
}}"""
_METADATA = f"SELECT ?subject ?predicate ?object WHERE {{ GRAPH <{GRAPH}metadata> {{ ?subject ?predicate ?object }} }}"
_TOTAL = f"""PREFIX void: <{PREFIXES["void"]}>
SELECT ?triples WHERE {{ GRAPH <{GRAPH}metadata> {{ <{BASE}dataset> void:triples ?triples }} }}"""


class ServiceDescription:
    """What the endpoint can do and what it holds."""

    def __init__(self, store: Store, *, updatable: bool = False, federated: bool = False) -> None:
        self._store = store
        self._updatable = updatable
        self._federated = federated

    @classmethod
    def of(cls, settings: Settings, store: Store, *, updatable: bool) -> ServiceDescription:
        """Return the description of a service with such settings."""
        return cls(store, updatable=updatable, federated=bool(settings.service_allow) and settings.store is None)

    def service(self, endpoint: str, format_: Format) -> bytes:
        """Describe the endpoint (Service Description, section 3)."""
        return serialise(self._service(endpoint), format_)

    def void(self, endpoint: str, format_: Format) -> bytes:
        """Describe the dataset: VoID, as the build counted it, and where it can be queried and had as a file."""
        known = ((row["subject"], row["predicate"].value, row["object"]) for row in self._store.rows(_METADATA))
        return serialise([*known, *self._here(endpoint)], format_)

    def graphs(self) -> list[str]:
        """Return the names of all graphs, sorted."""
        return [iri for iri, _ in self._graphs]

    def _here(self, endpoint: str) -> Iterator[Triple]:
        """Yield what holds of the dataset on this server: the endpoint, the file of all graphs, and one of each."""
        void, dcat, root = PREFIXES["void"], PREFIXES["dcat"], endpoint.removesuffix("sparql")
        dataset, file = Term(BASE + "dataset"), Term(root + DUMP)
        distribution = Term(f"{file.value}#distribution")
        yield dataset, _TYPE, Term(void + "Dataset")
        yield dataset, void + "sparqlEndpoint", Term(endpoint)
        yield dataset, void + "dataDump", file
        yield dataset, dcat + "distribution", distribution
        yield distribution, _TYPE, Term(dcat + "Distribution")
        yield distribution, dcat + "downloadURL", file
        yield distribution, dcat + "mediaType", Term(_MEDIA_TYPE + Format.N_QUADS.media_type)
        for graph in self.graphs():
            yield Term(graph), void + "dataDump", Term(f"{root}store?{urlencode({'graph': graph})}")

    def _service(self, endpoint: str) -> Iterator[Triple]:
        service, dataset, default = (Term(f"{endpoint}#{name}") for name in ("service", "dataset", "default"))
        yield service, _TYPE, Term(_SD + "Service")
        yield service, _SD + "endpoint", Term(endpoint)
        yield service, _SD + "supportedLanguage", Term(_SD + "SPARQL11Query")
        yield service, _SD + "feature", Term(_SD + "UnionDefaultGraph")
        yield service, _SD + "defaultEntailmentRegime", Term(_SIMPLE)
        yield service, _SD + "defaultDataset", dataset
        for format_ in (*SOLUTIONS, *GRAPHS):
            yield service, _SD + "resultFormat", Term(format_.iri)
        if self._federated:
            yield service, _SD + "feature", Term(_SD + "BasicFederatedQuery")
        if self._updatable:
            update = Term(f"{endpoint}#update")
            yield update, _TYPE, Term(_SD + "Service")
            yield update, _SD + "endpoint", Term(f"{endpoint.removesuffix('sparql')}update")
            yield update, _SD + "supportedLanguage", Term(_SD + "SPARQL11Update")
            yield update, _SD + "feature", Term(_SD + "UnionDefaultGraph")
            yield update, _SD + "defaultDataset", dataset
        yield dataset, _TYPE, Term(_SD + "Dataset")
        yield dataset, _SD + "defaultGraph", default
        yield default, _TYPE, Term(_SD + "Graph")
        for row in self._store.rows(_TOTAL):
            yield default, PREFIXES["void"] + "triples", row["triples"]
        for iri, triples in self._graphs:
            name = quote(iri.removeprefix(BASE), safe="/:")
            named, graph = Term(f"{endpoint}#named-{name}"), Term(f"{endpoint}#{name}")
            yield dataset, _SD + "namedGraph", named
            yield named, _TYPE, Term(_SD + "NamedGraph")
            yield named, _SD + "name", Term(iri)
            yield named, _SD + "graph", graph
            yield graph, _TYPE, Term(_SD + "Graph")
            if triples is not None:
                yield graph, PREFIXES["void"] + "triples", triples

    @cached_property
    def _graphs(self) -> list[tuple[str, Term | None]]:
        return sorted(
            ((row["graph"].value, row.get("triples")) for row in self._store.rows(_GRAPHS)), key=lambda g: g[0]
        )
