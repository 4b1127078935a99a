"""What is said of something else than the procedure of a section."""

from __future__ import annotations

import pytest
from sayings import said_below


@pytest.mark.parametrize(
    "sentence",
    [
        "Science has opened the door to answers that ease abdominal pain.",
        "Drugs block the pain fibers.",
        "It brings a lower risk of abdominal pain.",
    ],
)
def test_what_is_said_of_something_else_is_no_statement_about_the_procedure(sentence: str) -> None:
    """A noun that names nothing, a drug, a risk: none is the heading's procedure."""
    found = said_below("Celiac plexus block", sentence)
    assert not {"celiac-plexus-block treats abdominal-pain", "celiac-plexus-block treats pain"} & found
