"""A finding: one fault at one node, how grave it is, and what to do; a report: all findings, in four formats."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from paingraph.ontology.english import counted
from paingraph.ontology.facts import is_iri, is_literal, plain
from paingraph.ontology.namespaces import BASE, PREFIXES
from paingraph.ontology.nquads import text

__all__ = ["Finding", "Report", "Severity", "short"]

#: Findings are named by a digest of what they say, so that two runs name them alike.
FINDING = BASE + "finding/"
#: Checks are the constraint components of the RDF report (SHACL, section 3.6.2.7).
CHECK = BASE + "check/"

_COLUMNS = ("severity", "check", "node", "property", "value", "document", "advice")


class Severity(StrEnum):
    """How grave a finding is: an error stops publication, a warning should be mended, a note is worth knowing."""

    ERROR = "ERROR"
    WARN = "WARN"
    INFO = "INFO"

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return list(Severity).index(self)

    @property
    def shacl(self) -> str:
        """The severity of SHACL that says the same (section 2.1.4)."""
        return {"ERROR": "sh:Violation", "WARN": "sh:Warning", "INFO": "sh:Info"}[self.value]


def short(term: str) -> str:
    """Return a term as people read it: prefixed name, path below our base, or the characters of a literal."""
    if is_literal(term):
        # A line break in a text is shown as such, so that the report keeps its lines.
        return "'" + plain(term).replace("\n", "\\n").replace("\r", "\\r") + "'"
    name = plain(term)
    for prefix, namespace in PREFIXES.items():
        if name.startswith(namespace):
            return f"{prefix}:{name.removeprefix(namespace)}"
    return name.removeprefix(BASE)


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault: the node, the predicate and the value in question (in N-Quads form, "" for none), and the document.

    `advice` is one sentence that says what to do.
    """

    severity: Severity
    check: str
    node: str
    predicate: str
    value: str
    document: str
    advice: str

    @property
    def order(self) -> tuple[int, str, str, str, str, str, str]:
        """What findings are sorted by: the gravest first."""
        return (self.severity.rank, self.check, self.document, self.node, self.predicate, self.value, self.advice)

    @property
    def iri(self) -> str:
        """The finding's own IRI."""
        parts = (self.check, self.node, self.predicate, self.value, self.document, self.advice)
        return FINDING + hashlib.sha256("\t".join(parts).encode()).hexdigest()[:20]

    def to_json(self) -> dict[str, Any]:
        """Return the finding as a JSON object; what does not apply is null."""
        return {
            "severity": self.severity.value,
            "check": self.check,
            "node": plain(self.node),
            "property": plain(self.predicate) or None,
            "value": plain(self.value) or None,
            "document": self.document or None,
            "advice": self.advice,
        }


@dataclass(frozen=True, slots=True)
class Report:
    """All findings, sorted, each once."""

    findings: tuple[Finding, ...]

    @classmethod
    def of(cls, findings: Iterable[Finding]) -> Report:
        """Return a report of the findings in their order."""
        return cls(tuple(sorted(set(findings), key=lambda finding: finding.order)))

    def __add__(self, other: Report) -> Report:
        """Return one report of both."""
        return Report.of((*self.findings, *other.findings))

    def at(self, severity: Severity) -> tuple[Finding, ...]:
        """Return the findings of one severity."""
        return tuple(finding for finding in self.findings if finding.severity is severity)

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that stop publication."""
        return self.at(Severity.ERROR)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """The findings that should be mended."""
        return self.at(Severity.WARN)

    @property
    def notes(self) -> tuple[Finding, ...]:
        """The findings that are worth knowing."""
        return self.at(Severity.INFO)

    @property
    def passed(self) -> bool:
        """Whether there is no error."""
        return not self.errors

    @property
    def counts(self) -> dict[str, int]:
        """How many findings there are of each severity."""
        tally = Counter(finding.severity for finding in self.findings)
        return {severity.value: tally[severity] for severity in Severity}

    def summary(self) -> str:
        """Return the counts as one sentence."""
        return ", ".join(
            counted(count, word) if count else f"no {word}s"
            for count, word in zip(self.counts.values(), ("error", "warning", "note"), strict=True)
        )

    def down_to(self, least: Severity) -> Report:
        """Return the report without findings that are less grave."""
        return Report(tuple(finding for finding in self.findings if finding.severity.rank <= least.rank))

    def text(self) -> str:
        """Return the report for people: two lines a finding, and the counts at the end."""
        return "".join(f"{line}\n" for line in (*self._paragraphs(), self.summary()))

    def _paragraphs(self) -> Iterator[str]:
        for finding in self.findings:
            where = f"  (document {finding.document})" if finding.document else ""
            facts = " ".join(short(term) for term in (finding.node, finding.predicate, finding.value) if term)
            yield f"{finding.severity:<5}  {finding.check}  {facts}{where}"
            yield f"       {finding.advice}"

    def json(self) -> str:
        """Return the report as JSON: `passed`, `counts`, `findings`."""
        content = {
            "passed": self.passed,
            "counts": self.counts,
            "findings": [finding.to_json() for finding in self.findings],
        }
        return json.dumps(content, ensure_ascii=False, indent=2) + "\n"

    def tsv(self) -> str:
        """Return the report as tab-separated values with a header."""
        rows = [[str(finding.to_json()[column] or "") for column in _COLUMNS] for finding in self.findings]
        return "".join("\t".join(" ".join(cell.split()) for cell in row) + "\n" for row in [list(_COLUMNS), *rows])

    def rdf(self) -> str:
        """Return the report as Turtle in SHACL's vocabulary (SHACL, section 3.6).

        `sh:conforms` is true only if nothing at all was found, as the specification has it; `passed` looks at errors.
        """
        return "".join(f"{line}\n" for line in self._turtle())

    def _turtle(self) -> Iterator[str]:
        yield f"@prefix sh: <{PREFIXES['sh']}> ."
        results = " , ".join(f"<{finding.iri}>" for finding in self.findings)
        yield "[] a sh:ValidationReport ;"
        yield f"    sh:conforms {str(not self.findings).lower()}" + (
            f" ;\n    sh:result {results} .\n" if results else " ."
        )
        for finding in self.findings:
            yield f"<{finding.iri}> a sh:ValidationResult ;"
            yield f"    sh:focusNode {_term(finding.node)} ;"
            if finding.predicate:
                yield f"    sh:resultPath {_term(finding.predicate)} ;"
            if finding.value:
                yield f"    sh:value {_term(finding.value)} ;"
            yield f"    sh:resultSeverity {finding.severity.shacl} ;"
            yield f"    sh:sourceConstraintComponent <{CHECK}{finding.check}> ;"
            yield f"    sh:resultMessage {text(finding.advice, 'en')} .\n"


def _term(term: str) -> str:
    """Return a term that Turtle accepts; what is malformed, and was found for that, becomes a string."""
    usable = is_literal(term) or term.startswith("_:") or (is_iri(term) and not set(term[1:-1]) & set(' "{}|\\^`<>'))
    return term if usable else text(term)
