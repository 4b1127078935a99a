"""What a derivation rests on is told alike by the stores kept elsewhere."""

from __future__ import annotations

import pytest

from paingraph.api.linked_data import LinkedData
from paingraph.ontology.namespaces import DERIVATION
from paingraph.queries.formats import Format
from paingraph.queries.remote import RemoteStore
from paingraph.queries.remote_publication import load
from paingraph.queries.store import Store
from paingraph.queries.versions import Version

_DERIVATIONS = "SELECT DISTINCT ?derivation { ?derivation a pg:Derivation } ORDER BY ?derivation"


@pytest.mark.parametrize("engine", ["oxigraph", "virtuoso"])
def test_a_derivation_is_told_alike(
    engine: str, request: pytest.FixtureRequest, store: Store, small_version: Version
) -> None:
    """Byte by byte, with the rule, the premises, and the claims that assert them."""
    server = request.getfixturevalue(engine)
    load(server.endpoint(), small_version, lambda _: None)
    remote = RemoteStore.open(server.url, patience=30)
    query = f"PREFIX pg: <https://w3id.org/paingraph/ontology#> {_DERIVATIONS}"
    digests = [row["derivation"].value.removeprefix(DERIVATION) for row in store.rows(query)]
    assert digests
    for digest in digests:
        here, there = (LinkedData(of).derivation(digest, Format.N_TRIPLES) for of in (store, remote))
        assert there == here
    remote.close()
