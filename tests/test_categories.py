"""What a heading says of the kinds that a category below it has."""

from __future__ import annotations

from sayings import statements

from paingraph.loader.extraction import extract
from paingraph.loader.markdown_reader import read
from paingraph.ontology.library import load_library
from paingraph.ontology.namespaces import DocumentId


def _said(text: str) -> set[str]:
    return statements(extract(read(text.encode(), DocumentId("note")), load_library()))


def test_what_holds_for_a_category_holds_for_its_kinds() -> None:
    """Each bullet is treated, and is of its category."""
    found = _said("# Neurology\n\n## Conditions that we treat\n\n### Neuropathic pain\n\n- Phantom limb pain\n")
    assert {"neurology managesCondition phantom-limb-pain", "phantom-limb-pain subtypeOf neuropathic-pain"} <= found


def test_what_stands_below_one_disorder_is_no_kind_of_what_is_treated() -> None:
    """It may be its signs."""
    found = _said("# Neurology\n\n## Conditions that we treat\n\n### Migraine\n\n- Nausea\n- Dizziness\n")
    assert "neurology managesCondition nausea" not in found


def test_a_title_says_nothing_of_what_stands_under_another_heading() -> None:
    """Only a heading between tells what is done."""
    found = _said("# Procedures in neurology\n\n## Nerve blocks\n\n- Occipital nerve block\n")
    assert "neurology performs occipital-nerve-block" not in found


def test_headings_below_a_heading_are_its_list_beside_a_table() -> None:
    """A table under the same heading takes nothing from them."""
    table = "| Procedure | For |\n|---|---|\n| Kyphoplasty | back pain |\n| Discectomy | sciatica |\n"
    found = _said(f"# Rheumatology\n\n## Procedures we offer\n\n{table}\n### Dry needling\n\nIt hurts.\n\n"
                  "### Acupuncture\n\nIt helps.\n")  # fmt: skip
    assert {"rheumatology performs dry-needling", "rheumatology performs acupuncture"} <= found
