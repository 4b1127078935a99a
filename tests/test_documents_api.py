"""Documents over JSON: what each is, and what it says in the order of its text."""

from __future__ import annotations

from flask.testing import FlaskClient


def test_documents_are_listed_with_the_number_of_their_claims(client: FlaskClient) -> None:
    """By polarity."""
    answer = client.get("/api/v1/documents").get_json()
    assert [(item["id"], item["title"]) for item in answer["items"]] == [
        ("000", "Injections"),
        ("001", "A second view"),
    ]
    assert answer["items"][1]["claims"] == {"asserted": 2, "hedged": 1, "negated": 1}


def test_a_document_says_its_claims_in_order(client: FlaskClient) -> None:
    """In the order of the text."""
    answer = client.get("/api/v1/documents/000").get_json()
    starts = [claim["start"] for claim in answer["statements"]]
    assert starts == sorted(starts)
    assert len(starts) == 5
    assert answer["length"] > max(starts)


def test_a_document_tells_its_outline_and_how_much_of_it_was_read(client: FlaskClient) -> None:
    """Every heading with its depth and its claims, and the share of the text that passages cover."""
    answer = client.get("/api/v1/documents/000").get_json()
    under_headings = sum(claim["heading"] is not None for claim in answer["statements"])
    assert [(section["heading"], section["level"], section["claims"]) for section in answer["outline"]] == [
        ("Injections", 1, under_headings),
        ("Further reading", 2, 0),
    ]
    covered = {place for claim in answer["statements"] for place in range(claim["start"], claim["end"])}
    assert answer["coverage"] == {
        "characters": len(covered),
        "share": round(len(covered) / answer["length"], 4),
    }


def test_an_outline_has_its_places_where_the_words_are_not_at_hand(shipped_client: FlaskClient) -> None:
    """Positions are facts and are shipped; the words of the headings are not."""
    outline = shipped_client.get("/api/v1/documents/001").get_json()["outline"]
    assert len(outline) > 20
    assert outline == sorted(outline, key=lambda section: section["start"])
    assert {section["heading"] for section in outline} == {None}
    assert {section["level"] for section in outline} >= {1, 2}
    assert any(section["claims"] == 0 for section in outline)


def test_a_document_may_be_called_by_any_name_that_a_file_can_have(client: FlaskClient) -> None:
    """Guidelines have long titles, and the files are called by them; what no file can be called is refused."""
    for path in ("documents/", "claims?document=", "conditions?document="):
        assert client.get(f"/api/v1/{path}{'x' * 255}").status_code == 404
        assert client.get(f"/api/v1/{path}{'x' * 256}").status_code == 400


def test_a_document_that_is_not_there_is_told_whatever_else_is_asked(client: FlaskClient) -> None:
    """A slip is no empty list."""
    assert client.get("/api/v1/claims?subject=sciatica&document=9").status_code == 404


def test_an_unknown_document_names_those_there_are(client: FlaskClient) -> None:
    """A client sees its mistake at once."""
    answer = client.get("/api/v1/documents/9")
    assert answer.status_code == 404
    assert answer.get_json()["nearest"] == ["000", "001"]
