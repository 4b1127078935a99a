"""Entities over JSON: lists by kind, and one entity with its edges and their evidence."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from paingraph.api.directory import Directory
from paingraph.api.edges import Edges
from paingraph.api.evidence import Evidence
from paingraph.queries.store import Store

API = "/api/v1"


def group(answer: Any, relation: str, direction: str) -> Any:
    """Return the edges of an entity by one relation in one direction."""
    return next(g for g in answer["relations"] if (g["relation"]["id"], g["direction"]) == (relation, direction))


def test_a_list_holds_the_entities_of_its_kind_by_label(client: FlaskClient) -> None:
    """With what is said of each, counted in documents."""
    answer = client.get(f"{API}/conditions").get_json()
    assert [item["label"] for item in answer["items"]] == ["herniated disc", "sciatica", "spinal condition"]
    assert answer["total"] == 3
    assert answer["items"][0]["support"] == {"documents": 2, "claims": 4}


@pytest.mark.parametrize(
    "route",
    [
        "specialties",
        "conditions",
        "procedures",
        "therapies",
        "pain-generators",
        "anatomical-structures",
        "substances",
        "devices",
        "imaging-modalities",
        "credentials",
    ],
)
def test_every_kind_has_its_list(client: FlaskClient, route: str) -> None:
    """Ten kinds, ten routes."""
    assert client.get(f"{API}/{route}").status_code == 200


def test_a_list_can_be_narrowed_by_text_and_by_what_is_said(client: FlaskClient) -> None:
    """Synonyms count as names."""
    by_synonym = client.get(f"{API}/conditions?q=slipped").get_json()
    assert [item["id"] for item in by_synonym["items"]] == ["herniated-disc"]
    unsaid = client.get(f"{API}/conditions?mentioned=false").get_json()
    assert [item["id"] for item in unsaid["items"]] == ["spinal-condition"]


def test_pages_follow_each_other_to_the_end(client: FlaskClient) -> None:
    """Each page names the next, in the body and in the header; nothing is lost or repeated."""
    seen, url = [], f"{API}/procedures?limit=1"
    while url:
        answer = client.get(url)
        seen += [item["label"] for item in answer.get_json()["items"]]
        url = answer.get_json()["next"]
        assert not url or f'<{url}>; rel="next"' in answer.headers.getlist("Link")
    assert seen == ["discography", "epidural steroid injection", "nerve block"]


def test_a_cursor_of_another_list_is_refused(client: FlaskClient) -> None:
    """A place in one list means nothing in another, be it one of the same kind of items or of rows."""
    following = client.get(f"{API}/conditions?limit=1").get_json()["next"]
    cursor = following.partition("cursor=")[2]
    assert client.get(following).status_code == 200
    for other in ("procedures?", "conditions?sort=support&", "search?q=disc&", "queries/disagreements?", "claims?"):
        answer = client.get(f"{API}/{other}cursor={cursor}")
        assert (answer.status_code, answer.get_json()["parameter"]) == (400, "cursor")


def test_an_entity_has_its_edges_in_both_directions_with_evidence(client: FlaskClient) -> None:
    """From the edge to the words, with heading and position."""
    answer = client.get(f"{API}/entities/herniated-disc").get_json()
    treated = group(answer, "treats", "incoming")
    assert treated["label"] == "treated by"
    (edge,) = treated["asserted"]
    assert edge["object"]["label"] == "epidural steroid injection"
    assert edge["support"] == {"documents": 2, "claims": 2, "hedged": 0, "negated": 0}
    assert edge["documents"] == ["000", "001"]
    claim = edge["claims"][1]
    assert claim["quote"] == "helps where a disc has slipped"
    assert claim["heading"] == "A second view"
    assert (claim["start"], claim["end"]) == (29, 59)


def test_what_is_doubted_stands_beside_what_is_asserted(client: FlaskClient) -> None:
    """A hedged claim does not support an edge, and a denied one makes none."""
    treated = group(client.get(f"{API}/entities/sciatica").get_json(), "treats", "incoming")
    (asserted,), (denied,) = treated["asserted"], treated["qualified"]
    assert asserted["support"] == {"documents": 1, "claims": 1, "hedged": 1, "negated": 0}
    assert [claim["polarity"] for claim in asserted["claims"]] == ["asserted", "hedged"]
    assert denied["object"]["id"] == "nerve-block"
    assert denied["support"]["documents"] == 0


def test_what_was_concluded_is_apart(client: FlaskClient) -> None:
    """A reader can tell what no document said."""
    managed = group(client.get(f"{API}/entities/herniated-disc").get_json(), "canManage", "incoming")
    assert managed["asserted"] == []
    assert managed["inferred"][0]["object"]["id"] == "interventional-pain-medicine"


def test_the_hierarchy_is_told_in_both_directions(client: FlaskClient) -> None:
    """Broader and narrower concepts come with their labels."""
    disc = client.get(f"{API}/entities/herniated-disc").get_json()
    assert [one["label"] for one in disc["broader"]] == ["spinal condition"]
    spine = client.get(f"{API}/entities/spinal-condition").get_json()
    assert [one["label"] for one in spine["narrower"]] == ["herniated disc"]


@pytest.mark.parametrize(
    "name",
    ["herniated-disc", "https:%2F%2Fw3id.org%2Fpaingraph%2Fid%2Fherniated-disc", "Herniated%20disc", "slipped disc"],
)
def test_an_entity_goes_by_slug_iri_label_and_synonym(client: FlaskClient, name: str) -> None:
    """A client may use whatever name it has."""
    assert client.get(f"{API}/entities/{name}").get_json()["id"] == "herniated-disc"


def test_a_literal_stands_as_the_document_says_it(client: FlaskClient) -> None:
    """Durations are kept as written."""
    relief = group(client.get(f"{API}/procedures/epidural-steroid-injection").get_json(), "reliefDuration", "outgoing")
    assert relief["asserted"][0]["object"] == {"value": "P3W/P4W", "datatype": "xsd:string"}


def test_a_wrong_kind_is_told_as_such(client: FlaskClient) -> None:
    """The thing exists, but is of another kind."""
    answer = client.get(f"{API}/procedures/herniated-disc")
    assert answer.status_code == 404
    assert answer.get_json()["detail"] == "herniated disc is a condition, not a procedure."
    assert answer.get_json()["nearest"][0]["id"] == "herniated-disc"


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("limit=0", "whole number from 1"),
        ("limit=1e3", "whole number"),
        ("limit=1&limit=2", "given 2 times"),
        ("cursor=rubbish", "cursor"),
        ("cursor=WyJhIl0", "cursor"),
        ("mentioned=yes", "true or false"),
        ("q=" + "x" * 300, "at most 200 characters"),
        ("q=a%00b", "without control characters"),
        ("prefix=mndo", "Did you mean MONDO?"),
        ("code=0024333", "a code with the prefix of its terminology"),
        ("lmit=3", "Did you mean limit?"),
        ("format=xlsx", "one of json, csv, tsv, ndjson"),
        ("format=JSON", "Did you mean json?"),
        ("LIMIT=3", "Did you mean limit?"),
        ("fields=ID", "Did you mean id?"),
    ],
)
def test_a_wrong_parameter_says_what_would_be_right(client: FlaskClient, query: str, said: str) -> None:
    """Bounds, words, and the nearest known name."""
    answer = client.get(f"{API}/conditions?{query}")
    assert answer.status_code == 400
    assert said in answer.get_json()["detail"]


@pytest.mark.parametrize("accept", ["text/csv", "text/tab-separated-values", "application/x-ndjson"])
def test_a_list_is_also_a_table(client: FlaskClient, accept: str) -> None:
    """CSV, TSV and one JSON object a line."""
    answer = client.get(f"{API}/conditions", headers={"Accept": accept})
    assert answer.mimetype == accept
    assert "herniated disc" in answer.text.splitlines()[0 if "json" in accept else 1]


def test_what_is_not_offered_is_refused_with_the_offer(client: FlaskClient) -> None:
    """406 lists what there is."""
    answer = client.get(f"{API}/conditions", headers={"Accept": "application/pdf"})
    assert answer.status_code == 406
    assert "text/csv" in answer.get_json()["offered"]


def test_a_graph_too_large_to_be_kept_at_hand_is_told_alike(store: Store) -> None:
    """Looked up or kept: the same claims in the same order."""
    directory = Directory(store)
    kept, asked = Evidence(store, directory), Evidence(store, directory, at_hand=0)
    for slug in directory.entries:
        assert kept.claims_of(slug) == asked.claims_of(slug)
        assert sorted(kept.inferred(slug)) == sorted(asked.inferred(slug))
        assert Edges(kept, directory).of(slug) == Edges(asked, directory).of(slug)
    for document in kept.documents:
        assert kept.claims_in(document) == asked.claims_in(document)
        for claim in kept.claims_in(document):
            digest = claim["id"].rpartition("/")[2]
            assert kept.claim(digest) == asked.claim(digest)


@pytest.mark.parametrize(
    "code", ["MONDO:0024333", "mondo:0024333", "http:%2F%2Fpurl.obolibrary.org%2Fobo%2FMONDO_0024333"]
)
def test_an_entity_goes_by_the_codes_of_public_terminologies(client: FlaskClient, code: str) -> None:
    """As the client writes them; the mapping stands in the answer."""
    answer = client.get(f"{API}/entities/{code}").get_json()
    assert answer["id"] == "sciatica"
    assert answer["mappings"][0]["code"] == "MONDO:0024333"


def test_an_entity_is_told_alike_in_the_api_and_at_its_iri(client: FlaskClient) -> None:
    """The edges of the one are written beforehand; the bytes are the same, the second time as well."""
    first, second = (client.get(f"{API}/entities/sciatica").data for _ in range(2))
    assert first == second == client.get("/id/sciatica.json").data


def test_mappings_are_listed_and_codes_are_found(client: FlaskClient) -> None:
    """By entity, by prefix, and by search."""
    (row,) = client.get(f"{API}/mappings?prefix=mondo").get_json()["items"]
    assert (row["subject"]["id"], row["relation"]) == ("sciatica", "exactMatch")
    assert client.get(f"{API}/mappings?entity=discography").get_json()["total"] == 0
    assert client.get(f"{API}/mappings?entity=").status_code == 404
    assert client.get(f"{API}/mappings?prefix=").status_code == 400
    assert client.get(f"{API}/search?q=MONDO:0024333").get_json()["items"][0]["id"] == "sciatica"


def test_a_list_is_narrowed_by_hierarchy_code_and_document(client: FlaskClient) -> None:
    """Near and far below a broader entity; by terminology; by who speaks of it."""

    def listed(query: str) -> list[str]:
        return [item["id"] for item in client.get(f"{API}/{query}").get_json()["items"]]

    assert listed("conditions?broader=spinal+condition") == ["herniated-disc"]
    assert listed("conditions?prefix=mondo") == ["sciatica"]
    assert listed("conditions?code=mondo:0024333") == ["sciatica"]
    assert listed("conditions?code=http://purl.obolibrary.org/obo/MONDO_0024333") == ["sciatica"]
    assert listed("procedures?code=MONDO:0024333") == []
    assert listed("procedures?document=001") == ["discography", "epidural-steroid-injection", "nerve-block"]
    assert listed("procedures?sort=support")[0] == "epidural-steroid-injection"


def test_facets_count_what_a_list_could_be_narrowed_by(client: FlaskClient) -> None:
    """Each count is what the narrowed list would hold."""
    facets = client.get(f"{API}/procedures").get_json()["facets"]
    assert facets["mentioned"] == {"true": 3, "false": 0}
    for document, count in facets["document"].items():
        assert client.get(f"{API}/procedures?document={document}").get_json()["total"] == count
    facets = client.get(f"{API}/conditions").get_json()["facets"]
    assert facets["prefix"] == {"MONDO": 1}
    assert facets["broader"] == {"spinal-condition": 1}


def test_an_entity_that_only_documents_name_is_a_candidate(client: FlaskClient) -> None:
    """It can be told from the vocabulary, and filtered."""
    assert client.get(f"{API}/procedures?candidate=true").get_json()["total"] == 0
    assert client.get(f"{API}/procedures?candidate=false").get_json()["total"] == 3
    assert client.get(f"{API}/entities/sciatica").get_json()["candidate"] is False
