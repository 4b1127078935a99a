"""A report in each of its forms: for people, for programs, for tables and as SHACL has it."""

from __future__ import annotations

import csv
import json
import random

import pytest
from faults import FAULTS
from rdflib import Graph, Namespace
from rdflib.namespace import RDF

from paingraph.ontology.quality import FORMATS, Finding, Report, Severity, report


def test_the_order_of_lines_does_not_matter(sound: tuple[str, ...]) -> None:
    """The same graph gives the same report, in the same order."""
    lines = [*sound, *(line for fault in FAULTS for line in fault.plant)]
    shuffled = list(lines)
    random.Random(5).shuffle(shuffled)
    assert report(shuffled).findings == report(lines).findings
    ranks = [finding.severity.rank for finding in report(lines).findings]
    assert ranks == sorted(ranks)


def test_text_says_what_where_and_what_to_do(faulty: Report) -> None:
    """Two lines a finding, and the counts at the end."""
    lines = faulty.text().splitlines()
    assert len(lines) == 2 * len(faulty.findings) + 1
    assert lines[0].startswith("ERROR  ")
    assert lines[-1] == faulty.summary()
    assert len(faulty.errors) + len(faulty.warnings) + len(faulty.notes) == len(faulty.findings)


def test_json_holds_the_same(faulty: Report) -> None:
    """One object, with counts first."""
    content = json.loads(faulty.json())
    assert content["passed"] is False
    assert content["counts"] == faulty.counts
    assert len(content["findings"]) == len(faulty.findings)
    assert set(content["findings"][0]) == {"severity", "check", "node", "property", "value", "document", "advice"}


def test_tsv_has_one_row_a_finding(faulty: Report) -> None:
    """No cell holds a tab or a line break."""
    rows = list(csv.DictReader(faulty.tsv().splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
    assert [row["check"] for row in rows] == [finding.check for finding in faulty.findings]
    assert all(None not in row and None not in row.values() for row in rows)


def test_rdf_is_a_shacl_validation_report(faulty: Report) -> None:
    """It parses, has a result for each finding, and each result has what SHACL demands of it (section 3.6)."""
    sh = Namespace("http://www.w3.org/ns/shacl#")
    graph = Graph().parse(data=faulty.rdf(), format="turtle")
    (result_of,) = graph.subjects(RDF.type, sh.ValidationReport)
    assert str(graph.value(result_of, sh.conforms)) == "false"
    results = list(graph.objects(result_of, sh.result))
    assert len(results) == len({finding.iri for finding in faulty.findings}) == len(faulty.findings)
    for result in results:
        for predicate in (sh.focusNode, sh.resultSeverity, sh.sourceConstraintComponent):
            assert len(list(graph.objects(result, predicate))) == 1


def test_an_empty_report_conforms() -> None:
    """Nothing found is sh:conforms true."""
    graph = Graph().parse(data=Report(()).rdf(), format="turtle")
    assert [str(value) for value in graph.objects(None, Namespace("http://www.w3.org/ns/shacl#").conforms)] == ["true"]


def test_reports_can_be_joined_and_cut() -> None:
    """Quality and SHACL make one report, and notes can be left out."""

    def finding(severity: Severity, check: str) -> Finding:
        return Finding(severity, check, "<urn:x>", "", "", "", "Do it.")

    one = Report.of([finding(Severity.INFO, "b"), finding(Severity.INFO, "b")])
    two = Report.of([finding(Severity.ERROR, "a")])
    assert [f.check for f in (one + two).findings] == ["a", "b"]
    assert (one + two).down_to(Severity.WARN).findings == two.findings
    assert (one + two).summary() == "1 error, no warnings, 1 note"


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_ends_with_a_line_end(faulty: Report, name: str) -> None:
    """So that a shell's prompt starts on a line of its own."""
    assert FORMATS[name](faulty).endswith("\n")
    assert FORMATS[name](Report(())).endswith("\n")
