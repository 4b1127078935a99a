"""The sound graph, as it is and with faults."""

from __future__ import annotations

import pytest
from faults import FAULTS
from sound_graph import sound_graph

from paingraph.ontology.quality import Report, report


@pytest.fixture(scope="session")
def sound(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, ...]:
    """A graph in which nothing is wrong."""
    return sound_graph(tmp_path_factory.mktemp("sound"))


@pytest.fixture(scope="session")
def faulty(sound: tuple[str, ...]) -> Report:
    """A report with findings of every severity."""
    return report([*sound, *(line for fault in FAULTS for line in fault.plant)])
