"""Tables: what a row says of the thing that it is about, in either direction and under heads of any words."""

from __future__ import annotations

import pytest
from sayings import statements

from paingraph.loader.extraction import extract
from paingraph.loader.markdown_reader import read
from paingraph.ontology.library import load_library
from paingraph.ontology.namespaces import DocumentId

#: Tables, what they say, and what they do not say.
TABLES = (
    (
        "the first column is what a row is about, not the cell beside",
        "Condition | Usual cause | Treatment\nCarpal tunnel syndrome | nerve entrapment | steroid injection\n"
        "Sciatica | herniated disc | epidural steroid injection",
        "steroid-injection treats carpal-tunnel-syndrome",
        "steroid-injection treats nerve-entrapment",
    ),
    (
        "where a pain comes from is not treated",
        "Procedure | Used for\nVertebroplasty | vertebral compression fracture from osteoporosis or multiple myeloma",
        "vertebroplasty treats vertebral-compression-fracture",
        "vertebroplasty treats multiple-myeloma",
    ),
    (
        "what a cell diagnoses is not treated",
        "Procedure | Used for\nMedial branch block | diagnosis of facet joint pain",
        "medial-branch-block diagnoses facet-joint-syndrome",
        "medial-branch-block treats facet-joint-syndrome",
    ),
    (
        "a column that groups rows gives its place to the next",
        "Group | Procedure | Used for\nNerve blocks | occipital nerve block | migraine\n"
        "Nerve blocks | stellate ganglion block | phantom limb pain",
        "occipital-nerve-block treats migraine",
        "nerve-block treats migraine",
    ),
    (
        "a needle only passes through what leads to its target",
        "Injection | Way\nCaudal injection | into the epidural space through the sacral hiatus\n"
        "Facet joint injection | into the facet joint",
        "caudal-epidural-steroid-injection targets epidural-space",
        "caudal-epidural-steroid-injection targets sacral-hiatus",
    ),
    (
        "a sign with which patients are sent on is not what they are treated for",
        "Finding | Suspect | Refer to\nTremor | Parkinson disease | Neurologist\nFever | discitis | Surgeon",
        "surgery managesCondition discitis",
        "surgery managesCondition fever",
    ),
    (
        "the usual treatment is not done by whoever is seen first",
        "Problem | Whom to see first | Usual treatment\nGout | rheumatologist | colchicine\n"
        "Sciatica | neurologist | nerve block",
        "nerve-block treats sciatica",
        "neurology performs nerve-block",
    ),
    (
        "a colleague in a cell is no specialist of the row",
        "Specialist | Sees | Works with\nPhysiatrist | sciatica | psychologists\n"
        "Neurologist | migraine | psychiatrists",
        "neurology collaboratesWith psychiatry",
        "psychiatry managesCondition migraine",
    ),
    (
        "a name of two kinds is of the kind that its column has",
        "Specialty | Sees\nNeurology | migraine\nSpine surgery | scoliosis",
        "spine-surgery managesCondition scoliosis",
        "spinal-surgery treats scoliosis",
    ),
    (
        "columns may be the things, and rows what is said of them",
        "Feature | Radiofrequency ablation | Cryoneurolysis\nNerves treated | genicular nerve | intercostal nerve\n"
        "Lasts | 6 months | 3 months",
        "cryoneurolysis targets intercostal-nerve",
        "cryoneurolysis targets genicular-nerve",
    ),
    (
        "the words over the first column tell how it is meant",
        "Suspected source | Block\nFacet joint | medial branch block\nSacroiliac joint | sacroiliac joint injection",
        "medial-branch-block diagnoses facet-joint",
        "medial-branch-block targets facet-joint",
    ),
    (
        "pictures in a table of conditions guide no procedure",
        "Condition | First choice | If that fails | Imaging\n"
        "Sciatica | physical therapy | epidural steroid injection | MRI\n"
        "Plantar fasciitis | bracing | steroid injection | ultrasound",
        "epidural-steroid-injection indicatedAfter physical-therapy",
        "epidural-steroid-injection guidedBy magnetic-resonance-imaging",
    ),
)


def said(table: str, heading: str = "") -> set[str]:
    """Return what a table says whose first line holds the heads of its columns, below a heading."""
    head, *rows = (f"| {line} |" for line in table.split("\n"))
    lines = [heading, "", head, "|" + "---|" * (head.count("|") - 1), *rows]
    return statements(extract(read("\n".join(lines).encode(), DocumentId("note")), load_library()))


@pytest.mark.parametrize(("text", "claim", "never"), [case[1:] for case in TABLES], ids=[case[0] for case in TABLES])
def test_a_table_says_what_its_rows_are_about(text: str, claim: str, never: str) -> None:
    """The key of a row, its columns' words and the kinds of its things say it together."""
    found = said(text)
    assert claim in found
    assert never not in found


def test_columns_grade_what_the_heading_says() -> None:
    """'Common' and 'Rare' below 'Complications' are not what a procedure is used for."""
    table = (
        "Procedure | Common | Rare\nStellate ganglion block | hoarseness | seizure\nKyphoplasty | soreness | infection"
    )
    found = said(table, "# Possible complications")
    assert {"hoarseness causedBy stellate-ganglion-block", "infection causedBy kyphoplasty"} <= found
    assert not any(" treats " in claim for claim in found)


def test_a_therapy_among_disciplines_is_that_of_its_practitioners() -> None:
    """At the head of a column as in a row."""
    found = said("Question | Neurology | Physiotherapy\nTypical conditions | migraine | neck pain")
    assert found == {"neurology managesCondition migraine", "physical-therapy-discipline managesCondition neck-pain"}


def test_a_row_may_leave_out_what_the_heading_says() -> None:
    """'Caudal' is a kind of the injection that the heading names."""
    found = said(
        "Kind | Steroid\nCaudal | triamcinolone\nInterlaminar | dexamethasone", "# Epidural steroid injections"
    )
    assert "caudal-epidural-steroid-injection usesSubstance triamcinolone" in found
