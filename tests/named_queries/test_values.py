"""What is filled into a query: things by all their names, and wrong values, which are explained."""

from __future__ import annotations

import pytest
from asking import ask

from paingraph.ontology.errors import NotFoundError, PaingraphError, UsageError
from paingraph.ontology.namespaces import entity_iri
from paingraph.queries.catalogue import Catalogue
from paingraph.queries.embedded import EmbeddedStore
from paingraph.queries.store import Term


@pytest.mark.parametrize(
    "name",
    [
        "intervertebral-disc-herniation",
        entity_iri("intervertebral-disc-herniation"),
        "pgid:intervertebral-disc-herniation",
        "intervertebral disc herniation",
        "Herniated  Disc",
        "herniated-disc",
    ],
)
def test_an_entity_goes_by_all_its_names(store: EmbeddedStore, name: str) -> None:
    """Slug, IRI, prefixed name, label, synonym; case, blanks and hyphens do not matter."""
    terms = Catalogue.shipped()["procedures-for-condition"].bind(store, {"condition": name})
    assert terms == {"condition": Term(entity_iri("intervertebral-disc-herniation"))}


@pytest.mark.parametrize(
    ("query", "values", "error", "message"),
    [
        (
            "specialties-for-procedure",
            {"procedure": "herniated disc"},
            UsageError,
            "'herniated disc' is a condition, not an intervention.",
        ),
        ("procedures-for-condition", {"condition": "ESI"}, UsageError, "'ESI' is a procedure, not a condition."),
        ("procedures-for-condition", {"condition": "sciatca"}, NotFoundError, "Did you mean sciatica?"),
        ("procedures-for-condition", {"condition": "\x00"}, NotFoundError, "There is no condition"),
        ("procedures-for-condition", {"condition": " "}, UsageError, "needs a value"),
        ("procedures-for-condition", {"procedure": "ESI"}, UsageError, "it has: condition."),
        ("evidence-for-edge", {"relation": "treat"}, NotFoundError, "Did you mean treats"),
        ("claims-of-document", {"document": "999"}, NotFoundError, "There is no document '999'"),
        ("single-source-edges", {"document": "sciatica"}, NotFoundError, "There is no document 'sciatica'"),
        ("well-supported-edges", {"least": "two"}, UsageError, "'two' is not a whole number."),
        ("procedures-of-specialty", {"specialty": "fluoroscopy"}, UsageError, "is an imaging modality, not a spec"),
    ],
)
def test_a_wrong_value_is_explained(
    store: EmbeddedStore, query: str, values: dict[str, str], error: type[PaingraphError], message: str
) -> None:
    """The message says what it is, or what it might have been; `parameter` names it for machines."""
    with pytest.raises(error) as caught:
        ask(store, query, **values)
    assert message in caught.value.message
    assert caught.value.details["parameter"] in {*values}
