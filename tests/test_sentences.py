"""Where sentences end, and what is done with words that never do."""

from __future__ import annotations

from paingraph.loader.sentences import sentences


def test_stops_end_sentences_and_those_of_abbreviations_do_not() -> None:
    """A capital follows the stop."""
    text = "Dr. Lee injects it. It helps, e.g. at night. Does it?"
    assert [text[start:end] for start, end in sentences(text, 0, len(text))] == [
        "Dr. Lee injects it.",
        "It helps, e.g. at night.",
        "Does it?",
    ]


def test_the_numbers_of_notes_belong_to_the_sentence_before() -> None:
    """A decimal fraction ends none."""
    text = "It lasts a year.12,13 Nobody knows why.[4] The magnet has 1.5 Tesla."
    assert [text[start:end] for start, end in sentences(text, 0, len(text))] == [
        "It lasts a year.12,13",
        "Nobody knows why.[4]",
        "The magnet has 1.5 Tesla.",
    ]


def test_a_space_may_be_missing_behind_a_stop() -> None:
    """Not within an address or a number."""
    text = "It is safe.Most people rest. See pain.example.org or 2.5 mg."
    assert [text[start:end] for start, end in sentences(text, 0, len(text))] == [
        "It is safe.",
        "Most people rest.",
        "See pain.example.org or 2.5 mg.",
    ]


def test_words_without_a_stop_are_cut_between_words() -> None:
    """So that the time which a page takes grows with its length only; no word is lost."""
    text = "nerve blocks relieve sciatica and " * 500
    spans = list(sentences(text, 0, len(text)))
    assert max(end - start for start, end in spans) <= 1500
    assert " ".join(text[start:end] for start, end in spans).split() == text.split()


def test_one_word_without_end_is_cut_too() -> None:
    """A file of one letter stays harmless."""
    text = "x" * 5000
    assert "".join(text[start:end] for start, end in sentences(text, 0, len(text))) == text
