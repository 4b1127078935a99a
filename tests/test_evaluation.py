"""Measuring the rules: on what we wrote ourselves, and on the curated corpus."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from paingraph.loader.evaluation import Score, evaluate, read_gold
from paingraph.ontology.errors import DocumentError
from paingraph.ontology.library import load_library

GOLD = Path(__file__).parent / "gold"
LIBRARY = load_library()


def gold_file(folder: Path, text: str, claims: list[dict[str, object]], entities: tuple[str, ...] = ()) -> Path:
    """Write a document and its gold, and return the gold."""
    (folder / "note.txt").write_text(text, encoding="utf-8")
    path = folder / "note.gold.json"
    rows = [{"id": slug} for slug in entities]
    path.write_text(json.dumps({"document": "note.txt", "entities": rows, "claims": claims}), encoding="utf-8")
    return path


def statement(object_: str, quote: str, polarity: str = "asserted") -> dict[str, object]:
    """Return a gold claim on nerve blocks."""
    return {
        "subject": "nerve-block", "predicate": "treats", "object": object_, "polarity": polarity, "quote": quote,
        "structure": "sentence",
    }  # fmt: skip


def test_right_false_and_missed_are_counted(tmp_path: Path) -> None:
    """One of each."""
    text = (
        "Nerve blocks relieve sciatica.\n\nNerve blocks relieve neck pain.\n\nHeadache fades where blocks are given.\n"
    )
    claims = [statement("sciatica", "Nerve blocks relieve sciatica"), statement("headache", "Headache fades")]
    outcome = evaluate([gold_file(tmp_path, text, claims, ("nerve-block", "sciatica"))], LIBRARY)
    assert (outcome.claims.right, outcome.claims.false, outcome.claims.missed) == (1, 1, 1)
    assert [claim.quote for claim in outcome.false] == ["Nerve blocks relieve neck pain"]
    assert [said.object for _, said in outcome.missed] == ["headache"]
    assert outcome.structures["sentence"].recall == 0.5
    assert {slug for _, slug in outcome.false_entities} == {"neck-pain", "headache"}


def test_polarity_can_be_left_out(tmp_path: Path) -> None:
    """Then a denial counts like a statement."""
    text = "Nerve blocks do not relieve sciatica.\n"
    path = gold_file(tmp_path, text, [statement("sciatica", "Nerve blocks do not relieve sciatica")])
    outcome = evaluate([path], LIBRARY)
    assert outcome.claims.f1 == 0
    assert outcome.without_polarity.f1 == 1


def test_what_awaits_a_curator_is_counted_and_left_out(tmp_path: Path) -> None:
    """A claim about a thing that the vocabulary lacks is read, but goes into no graph by itself."""
    text = "Cryoplasty of the tibial nerve relieves sciatica.\n"
    said = {**statement("sciatica", "Cryoplasty of the tibial nerve relieves sciatica"), "subject": "cryoplasty"}
    outcome = evaluate([gold_file(tmp_path, text, [said])], LIBRARY)
    assert outcome.claims.found == 1
    assert (outcome.accepted.found, outcome.accepted.missed) == (0, 1)


def test_another_passage_is_another_claim(tmp_path: Path) -> None:
    """The same words elsewhere do not count."""
    text = "Nerve blocks relieve sciatica.\n\nSome say more on sciatica.\n"
    path = gold_file(tmp_path, text, [statement("sciatica", "Some say more on sciatica")])
    assert evaluate([path], LIBRARY).claims.right == 0


def test_gold_that_does_not_fit_its_document_is_refused(tmp_path: Path) -> None:
    """A quote must stand in the text."""
    with pytest.raises(DocumentError, match="does not stand in it"):
        read_gold(gold_file(tmp_path, "Nothing.\n", [statement("sciatica", "Nerve blocks help")]), LIBRARY)
    (tmp_path / "note.gold.json").write_text("[]", encoding="utf-8")
    with pytest.raises(DocumentError, match="no gold file"):
        read_gold(tmp_path / "note.gold.json", LIBRARY)
    (tmp_path / "note.gold.json").write_text("{}", encoding="utf-8")
    with pytest.raises(DocumentError, match="no gold file: it has no 'document'"):
        read_gold(tmp_path / "note.gold.json", LIBRARY)
    with pytest.raises(DocumentError, match="No such file"):
        read_gold(tmp_path / "nowhere.gold.json", LIBRARY)


def test_a_folder_without_gold_is_no_measure(tmp_path: Path) -> None:
    """A table of noughts would look like one."""
    with pytest.raises(DocumentError, match="has no gold files"):
        evaluate([tmp_path], LIBRARY)


def test_a_candidate_that_the_vocabulary_has_taken_up_is_the_concept(tmp_path: Path) -> None:
    """An annotation does not go out of date where a concept bears another of the thing's names as its label."""
    claim = statement("slipped-disk", "Nerve blocks relieve a slipped disk")
    path = gold_file(tmp_path, "Nerve blocks relieve a slipped disk.\n", [claim])
    data = json.loads(path.read_text("utf-8"))
    row = {"id": "slipped-disk", "kind": "Condition", "label": "slipped disk", "candidate": True}
    path.write_text(json.dumps({**data, "entities": [row]}), encoding="utf-8")
    gold = read_gold(path, LIBRARY)
    assert gold.entities == {"intervertebral-disc-herniation"}
    assert [said.object for said in gold.claims] == ["intervertebral-disc-herniation"]
    assert evaluate([path], LIBRARY).claims.f1 == 1


def test_scores_of_nothing_are_nothing() -> None:
    """No division by zero."""
    assert (Score().precision, Score().recall, Score().f1) == (0, 0, 0)


@pytest.mark.parametrize("half", ["seen", "unseen", "fresh"])
def test_gold_quotes_stand_in_their_documents(half: str) -> None:
    """Every quote of our own annotation is found where it is read from."""
    for path in sorted((GOLD / half).glob("*.gold.json")):
        gold = read_gold(path, LIBRARY)
        assert all(claim.spans for claim in gold.claims)
