"""What the drug or the mixture does that a sentence named before."""

from __future__ import annotations

import pytest
from sayings import said

BLOCK = "Celiac plexus block\n\nIt takes about an hour. "


@pytest.mark.parametrize("name", ["drug", "medication", "solution"])
def test_the_drug_is_the_one_that_was_named_last(name: str) -> None:
    """What it does is not said of the procedure."""
    found = said(f"{BLOCK}Phenol is injected next to the plexus. The {name} reduces abdominal pain.\n")
    assert "phenol treats abdominal-pain" in found
    assert "celiac-plexus-block treats abdominal-pain" not in found


def test_the_mixture_is_all_that_was_given_together() -> None:
    """One drug of several is not meant."""
    given = f"{BLOCK}Lidocaine and a steroid are injected. "
    assert {"lidocaine treats abdominal-pain", "corticosteroid treats abdominal-pain"} <= said(
        f"{given}The mixture eases abdominal pain.\n"
    )
    assert "lidocaine treats abdominal-pain" not in said(f"{given}The drug eases abdominal pain.\n")


def test_what_is_done_with_the_drug_is_no_deed_of_it() -> None:
    """It is still the procedure that uses it."""
    assert not any(
        "treats" in statement for statement in said(f"{BLOCK}Phenol is used. The drug is injected slowly.\n")
    )
