"""Names of things, as people write them."""

from __future__ import annotations

import pytest

from paingraph.ontology.errors import NotFoundError, UsageError
from paingraph.queries.resolver import Resolver
from paingraph.queries.store import Store


@pytest.mark.parametrize(
    "name",
    [
        "sciatica",
        "Sciatica",
        "pgid:sciatica",
        "https://w3id.org/paingraph/id/sciatica",
        "MONDO:0024333",
        "mondo:0024333",
        " sciatica ",
    ],
)
def test_a_thing_goes_by_slug_label_iri_and_code(store: Store, name: str) -> None:
    """Whichever the client has at hand."""
    assert Resolver.of(store).entity(name).id == "sciatica"


def test_a_name_of_the_wrong_kind_says_what_it_is(store: Store) -> None:
    """By code as well."""
    with pytest.raises(UsageError, match="'MONDO:0024333' is a condition, not a procedure"):
        Resolver.of(store).entity("MONDO:0024333", ["Procedure"])


def test_an_unknown_code_is_not_guessed(store: Store) -> None:
    """A neighbouring code is another thing."""
    with pytest.raises(NotFoundError, match="MONDO:0024334"):
        Resolver.of(store).entity("MONDO:0024334")


def test_a_misspelt_name_gets_its_nearest(store: Store) -> None:
    """What the caller may have meant."""
    with pytest.raises(NotFoundError, match="Did you mean sciatica"):
        Resolver.of(store).entity("sciatca")
