"""The surroundings of a passage: as much of its paragraph as is at hand, cut between words."""

from __future__ import annotations

__all__ = ["begun", "ended"]

#: What parts paragraphs.
_PARAGRAPH = "\n\n"


def begun(before: str, cut: bool) -> str:
    """Return the text before a passage from the beginning of its paragraph, or of a word where it was cut."""
    _, paragraph, text = before.rpartition(_PARAGRAPH)
    return text if paragraph or not cut else f"… {text.partition(' ')[2]}"


def ended(after: str, cut: bool) -> str:
    """Return the text after a passage to the end of its paragraph, or of a word where it was cut."""
    text, paragraph, _ = after.partition(_PARAGRAPH)
    return text if paragraph or not cut else f"{text.rpartition(' ')[0]} …"
