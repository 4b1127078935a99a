"""What 'it' stands for behind a verb."""

from __future__ import annotations

from sayings import said


def test_it_is_the_pain_and_not_what_the_pain_comes_from() -> None:
    """Of 'X in Y' the first is spoken of."""
    found = said("Abdominal pain from pancreatic cancer is hard to bear; a celiac plexus block eases it.\n")
    assert "celiac-plexus-block treats pancreatic-cancer" not in found
    assert "celiac-plexus-block treats abdominal-pain" in found
