"""The mix: twelve kinds of queries that users of the graph ask, with varied parameters and weights."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

from graphs import Shape

from paingraph.ontology.namespaces import document_graph, entity_iri
from paingraph.queries.binding import prefixed

__all__ = ["MIX", "Kind", "texts"]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of query: its name, how often it comes, its parameters' kinds, and its text with `%s` for each."""

    name: str
    weight: int
    parameters: tuple[str, ...]
    text: str

    @property
    def is_graph(self) -> bool:
        """Whether it yields a graph."""
        return self.text.startswith("CONSTRUCT")


#: Weights add up to 100.
MIX = (
    Kind("label", 20, ("label",), "SELECT ?entity { ?entity skos:prefLabel %s }"),
    Kind("entity", 15, ("Procedure",), "SELECT ?p ?o { %s ?p ?o }"),
    Kind(
        "procedures for condition",
        12,
        ("Condition",),
        "SELECT ?procedure ?label (COUNT(DISTINCT ?document) AS ?documents) { ?claim pg:object %s ; "
        'pg:predicate pg:treats ; pg:subject ?procedure ; pg:polarity "asserted" ; pg:inDocument ?document . '
        "?procedure skos:prefLabel ?label } GROUP BY ?procedure ?label ORDER BY DESC(?documents) ?procedure",
    ),
    Kind("closure", 8, ("Condition",), "SELECT DISTINCT ?broader { %s pg:subtypeOf+ ?broader }"),
    Kind(
        "specialty to condition",
        8,
        ("Specialty",),
        "SELECT DISTINCT ?condition ?label { %s pg:managesCondition ?condition . ?condition skos:prefLabel ?label } "
        "ORDER BY ?label",
    ),
    Kind(
        "pain generator to procedure",
        8,
        ("PainGenerator",),
        "SELECT DISTINCT ?procedure ?condition { ?procedure pg:targets %s . ?procedure pg:treats ?condition }",
    ),
    Kind(
        "evidence",
        8,
        ("Procedure",),
        "SELECT ?claim ?document ?start ?end ?quote { ?claim pg:subject %s ; pg:predicate pg:treats ; "
        "pg:inDocument ?document ; prov:wasDerivedFrom ?passage . ?passage pg:start ?start ; pg:end ?end "
        "OPTIONAL { ?passage pg:quote ?quote } } ORDER BY ?document ?start ?claim",
    ),
    Kind(
        "counts",
        4,
        (),
        "SELECT ?predicate (COUNT(?claim) AS ?n) { ?claim pg:predicate ?predicate } GROUP BY ?predicate",
    ),
    Kind(
        "counts of a document",
        5,
        ("document",),
        "SELECT ?predicate (COUNT(?claim) AS ?n) { GRAPH %s { ?claim pg:predicate ?predicate } } GROUP BY ?predicate",
    ),
    Kind(
        "text",
        2,
        ("words",),
        "SELECT ?entity ?label { ?entity skos:prefLabel ?label FILTER(CONTAINS(?label, %s)) } "
        "ORDER BY ?entity LIMIT 20",
    ),
    Kind(
        "optionals",
        5,
        ("Condition",),
        "SELECT ?narrower ?label ?definition ?procedure ?generator { ?narrower pg:subtypeOf %s ; skos:prefLabel ?label "
        "OPTIONAL { ?narrower skos:definition ?definition } OPTIONAL { ?procedure pg:treats ?narrower } "
        "OPTIONAL { ?narrower pg:hasPainGenerator ?generator } }",
    ),
    Kind(
        "neighbourhood",
        5,
        ("Condition",),
        "CONSTRUCT { ?s ?p %s . ?s skos:prefLabel ?label } { ?s ?p %s ; skos:prefLabel ?label }",
    ),
)


def texts(kind: Kind, shape: Shape, seed: int = 1) -> Iterator[str]:
    """Yield queries of a kind without end, each with other parameters."""
    chance = random.Random(f"{kind.name} {seed}")
    slugs = {name: shape.slugs(name) for name in ("Condition", "Procedure", "Specialty", "PainGenerator")}
    while True:
        values = []
        for parameter in kind.parameters:
            match parameter:
                case "label":
                    values.append(f'"{chance.choice(slugs["Condition"]).replace("-", " ")}"@en')
                case "words":
                    values.append(f'"n {chance.randrange(100)}"')
                case "document":
                    values.append(f"<{document_graph(f'{chance.randrange(shape.documents):03}')}>")
                case _:
                    values.append(f"<{entity_iri(chance.choice(slugs[parameter]))}>")
        yield prefixed(kind.text.replace("%s", values[0]) if values else kind.text)
