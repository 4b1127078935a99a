"""The gate before a publication."""

from __future__ import annotations

import pytest
from faults import CLAIM, FAULTS

from paingraph.ontology.errors import PublicationError
from paingraph.ontology.nquads import curie
from paingraph.ontology.quality import gate


def test_the_gate_lets_a_sound_graph_through(sound: tuple[str, ...]) -> None:
    """And warnings do not close it."""
    assert gate(sound).passed
    assert gate([line for line in sound if not line.startswith(f"<{CLAIM}> {curie('pg:rule')}")]).warnings


def test_the_gate_says_which_node_in_which_document(sound: tuple[str, ...]) -> None:
    """The first errors are spelled out, the others are counted, and all go with the error for machines."""
    with pytest.raises(PublicationError) as caught:
        gate([*sound, *(line for fault in FAULTS for line in fault.plant)])
    assert "nothing was published" in caught.value.message
    assert "_:b in document 900 (blank-node)" in caught.value.message
    assert "more: paingraph validate" in caught.value.message
    assert all(finding["severity"] == "ERROR" for finding in caught.value.details["findings"])
