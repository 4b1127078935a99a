"""Each check finds the fault that is planted for it, and a sound graph has no finding at all."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from faults import CLAIM, DOCUMENT, FAULTS, Fault, add, planted, term

from paingraph.ontology.facts import Facts
from paingraph.ontology.nquads import curie
from paingraph.ontology.quality import CHECKS, report


def test_a_sound_graph_has_no_finding(sound: tuple[str, ...]) -> None:
    """Not even a note."""
    found = report(sound)
    assert found.findings == (), found.text()
    assert found.passed
    assert found.text() == "no errors, no warnings, no notes\n"


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.check)
def test_each_fault_is_found_by_its_check(sound: tuple[str, ...], fault: Fault) -> None:
    """The finding names the check and the node, and its advice is one sentence."""
    found = [finding for finding in report(planted(sound, fault)).findings if finding.check == fault.check]
    assert found
    if fault.node:
        assert term(fault.node) in {finding.node for finding in found}
    for finding in found:
        assert finding.advice.endswith(".")
        assert "{" not in finding.advice.replace(finding.value, "")


def test_every_check_has_a_fault() -> None:
    """No check is shipped that nothing shows to work."""
    assert {fault.check for fault in FAULTS} == {check.name for check in CHECKS}


def test_names_are_unique_and_titles_are_sentences() -> None:
    """The list of checks can be printed as documentation."""
    assert len({check.name for check in CHECKS}) == len(CHECKS)
    for check in CHECKS:
        assert check.title.endswith("."), check.name
        assert check.title[0].isupper(), check.name


def test_the_document_at_fault_is_named(sound: tuple[str, ...]) -> None:
    """Whoever refuses to publish can say which node in which document."""
    fault = next(fault for fault in FAULTS if fault.check == "edge-without-claim")
    (finding,) = (f for f in report(planted(sound, fault)).errors if f.check == "edge-without-claim")
    assert finding.document == "900"
    fault = next(fault for fault in FAULTS if fault.check == "claim-rule")
    (finding,) = report(planted(sound, fault)).warnings
    assert finding.document == "900"


def test_a_claim_without_edge_says_which(sound: tuple[str, ...]) -> None:
    """The advice reads as a sentence with the names of the scheme."""
    fault = next(fault for fault in FAULTS if fault.check == "claim-without-edge")
    (finding,) = (f for f in report(planted(sound, fault)).errors if f.check == "claim-without-edge")
    assert finding.advice.endswith("asserts: pgid:nerve-block pg:treats pgid:sciatica.")


@pytest.mark.parametrize(
    ("duration", "sound_form"),
    [("PT24H/PT48H", True), ("P3W/P4W", True), ("P4Y", True), ("P1DT12H", True), ("P", False), ("PT", False),
     ("P3W/", False), ("3W", False), ("P3X", False)],
)  # fmt: skip
def test_durations_are_iso_8601(sound: tuple[str, ...], duration: str, sound_form: bool) -> None:
    """A duration, or an interval of two."""
    planted_lines = (
        add(CLAIM, "pg:predicate", "pg:reliefDuration", DOCUMENT),
        add(CLAIM, "pg:object", f'"{duration}"', DOCUMENT),
    )
    lines = [
        line
        for line in sound
        if not line.startswith((f"<{CLAIM}> {curie('pg:object')}", f"<{CLAIM}> {curie('pg:predicate')}"))
    ]
    checks = {finding.check for finding in report([*lines, *planted_lines]).findings}
    assert ("claim-duration" in checks) is not sound_form


def test_a_long_chain_is_no_trouble(sound: tuple[str, ...]) -> None:
    """Hierarchies of any depth are walked without recursion."""
    chain = [add(f"pgid:c{n}", "pg:subtypeOf", f"pgid:c{n + 1}") for n in range(5000)]
    ring = [*chain, add("pgid:c5000", "pg:subtypeOf", "pgid:c0")]
    check = next(check for check in CHECKS if check.name == "hierarchy-cycle")
    run: Callable[[list[str]], int] = lambda lines: len(list(check.run(Facts([*sound, *lines]))))  # noqa: E731
    assert run(chain) == 0
    assert run(ring) == 1
