"""The quality report: what is wrong with a graph, how grave it is, at which node of which document, and what to do.

In the spirit of ROBOT's report and of OOPS!. Every check looks at indexes of the graph's lines, in plain Python:
the shipped graph takes well under a second, so that each build can be held to it. What SHACL says better, the shape
of single nodes, is in `validation.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from paingraph.ontology.checks import Check
from paingraph.ontology.claim_checks import CLAIM_CHECKS
from paingraph.ontology.definition_checks import DEFINITION_CHECKS
from paingraph.ontology.errors import PublicationError
from paingraph.ontology.facts import Facts
from paingraph.ontology.findings import Finding, Report, Severity, short
from paingraph.ontology.hierarchy_checks import HIERARCHY_CHECKS
from paingraph.ontology.inference_checks import INFERENCE_CHECKS
from paingraph.ontology.kind_checks import KIND_CHECKS
from paingraph.ontology.label_checks import LABEL_CHECKS
from paingraph.ontology.mapping_checks import MAPPING_CHECKS
from paingraph.ontology.passage_checks import PASSAGE_CHECKS
from paingraph.ontology.reference_checks import REFERENCE_CHECKS
from paingraph.ontology.signature_checks import SIGNATURE_CHECKS
from paingraph.ontology.synonym_checks import SYNONYM_CHECKS
from paingraph.ontology.value_checks import VALUE_CHECKS

__all__ = ["CHECKS", "FORMATS", "Check", "Finding", "Report", "Severity", "gate", "report"]

#: All checks, by what they look at.
CHECKS: tuple[Check, ...] = tuple(
    check
    for register in (
        REFERENCE_CHECKS,
        VALUE_CHECKS,
        LABEL_CHECKS,
        SYNONYM_CHECKS,
        DEFINITION_CHECKS,
        HIERARCHY_CHECKS,
        KIND_CHECKS,
        CLAIM_CHECKS,
        SIGNATURE_CHECKS,
        PASSAGE_CHECKS,
        INFERENCE_CHECKS,
        MAPPING_CHECKS,
    )
    for check in register.checks
)

#: The forms of a report by the name that the command line gives them.
FORMATS: dict[str, Callable[[Report], str]] = {
    "text": Report.text,
    "json": Report.json,
    "tsv": Report.tsv,
    "rdf": Report.rdf,
}

#: As many errors are spelled out where a publication is refused; the report has them all.
_SPELLED_OUT = 3


def report(lines: Iterable[str]) -> Report:
    """Run all checks on a graph, given as lines of N-Quads in any order; the same graph gives the same report."""
    facts = Facts(lines)
    return Report.of(finding for check in CHECKS for finding in check.run(facts))


def gate(lines: Iterable[str]) -> Report:
    """Run all checks and return the report if there is no error in it.

    Raises:
        PublicationError: there are errors; says which nodes of which documents, and carries the report as JSON objects.
    """
    found = report(lines)
    if found.passed:
        return found
    spelled = [
        f"{short(finding.node)}{f' in document {finding.document}' if finding.document else ''}"
        f" ({finding.check}): {finding.advice}"
        for finding in found.errors[:_SPELLED_OUT]
    ]
    more = len(found.errors) - len(spelled)
    raise PublicationError(
        f"The graph has {found.summary()}; nothing was published. "
        + " ".join(spelled)
        + (f" And {more} more: paingraph validate lists them." if more else ""),
        findings=[finding.to_json() for finding in found.errors],
    )
