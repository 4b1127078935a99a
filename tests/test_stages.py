"""The stages of a stimulation: the trial that tests it, and the implant that follows."""

from __future__ import annotations

import pytest

from paingraph.loader.claims import Entity
from paingraph.loader.extraction import read_findings
from paingraph.loader.markdown_reader import read
from paingraph.ontology.library import load_library
from paingraph.ontology.namespaces import DocumentId


def said(text: str) -> set[str]:
    """Return what is read in a text, as 'subject relation object'."""
    findings = read_findings(read(text.encode(), DocumentId("note")), load_library())
    return {
        f"{f.subject.id} {f.rule.relation} {f.object.id if isinstance(f.object, Entity) else f.object.value}"
        for f in findings
    }


AFTER = "spinal-cord-stimulation indicatedAfter spinal-cord-stimulation-trial"


@pytest.mark.parametrize(
    "sentence", ["A trial always precedes the implant.", "Implantation has to be preceded by a successful trial."]
)
def test_the_trial_of_a_stimulation_comes_before_its_implant(sentence: str) -> None:
    """Under the heading of the stimulation both are stages of it."""
    assert AFTER in said(f"# Spinal cord stimulation\n\n{sentence}")


def test_what_follows_a_trial_is_said_of_what_it_tries() -> None:
    """A text that speaks of the trial goes on with the stimulation, unless it says otherwise."""
    found = said("# Spinal cord stimulation\n\nThe trial lasts a week. One thin lead is placed in the epidural space.")
    assert "spinal-cord-stimulation usesDevice stimulation-lead" in found
    assert "spinal-cord-stimulation-trial usesDevice stimulation-lead" not in found


@pytest.mark.parametrize(
    "text",
    [
        "# Spinal cord stimulation\n\nA trial with 200 patients preceded the implant.",
        "# Spinal cord stimulation\n\nA randomized trial precedes the implant.",
        "# Kyphoplasty\n\nA trial always precedes the implant.",
    ],
)
def test_a_study_is_no_such_trial(text: str) -> None:
    """Nor is a trial of another thing."""
    assert AFTER not in said(text)
