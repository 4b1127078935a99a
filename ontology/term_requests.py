"""Requests for terms: concepts that no public terminology has a code for, with all that its editors ask for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from paingraph.ontology.coverage import Coverage, slug_of
from paingraph.ontology.facts import plain
from paingraph.ontology.mapping import CLOSENESS
from paingraph.ontology.nquads import curie
from paingraph.ontology.terminologies import Terminology, terminologies

__all__ = ["TermRequest", "find_term_requests"]

#: The terminology to ask for a term, by kind; a condition that is a finding rather than a disease goes to the other.
_TARGETS = {
    "Procedure": "MAXO",
    "Therapy": "MAXO",
    "ImagingModality": "MAXO",
    "Condition": "MONDO",
    "Substance": "CHEBI",
    "PainGenerator": "UBERON",
    "AnatomicalStructure": "UBERON",
    "Device": "NCIT",
    "Specialty": "MESH",
    "Credential": "MESH",
}
_FINDINGS = "HP"
#: Matches that leave nothing to ask for: the concept has its term.
_SAME = (curie("skos:exactMatch"), curie("skos:closeMatch"))


@dataclass(frozen=True, slots=True)
class TermRequest:
    """A concept without a term elsewhere, with all that a terminology's editors ask for.

    `parent_code` and `parent_label` are the term of the nearest broader concept that has one, best in the terminology
    that is asked; `mapped_to` are terms that are only broader or narrower.
    """

    concept: str
    label: str
    kind: str
    synonyms: tuple[str, ...]
    definition: str
    target: str
    parent: str
    parent_code: str
    parent_label: str
    mapped_to: tuple[str, ...]
    documents: tuple[str, ...]

    @property
    def source(self) -> Terminology:
        """The terminology that is asked."""
        return terminologies()[self.target]


def find_term_requests(coverage: Coverage, broadly: bool) -> Iterator[TermRequest]:
    """Yield a request for each concept without a term, or, with `broadly`, without one that means the same."""
    facts = coverage.facts
    matches = tuple(curie(match) for match in CLOSENESS)
    for node in sorted(facts.vocabulary, key=lambda node: coverage.rank(node)):
        related = coverage.codes(node, matches)
        if coverage.codes(node, _SAME) or (related and not broadly) or not facts.kinds(node):
            continue
        target = _target(coverage, node)
        parent, code, label = _parent(coverage, node, target)
        yield TermRequest(
            concept=slug_of(node),
            label=facts.label(node),
            kind=facts.kinds(node)[0],
            synonyms=tuple(plain(value) for value in facts.objects(node, curie("skos:altLabel"))),
            definition=plain(facts.value(node, curie("skos:definition")) or '""'),
            target=target,
            parent=parent,
            parent_code=code,
            parent_label=label,
            mapped_to=tuple(code for code, _ in related),
            documents=tuple(coverage.naming.get(node, ())),
        )


def _target(coverage: Coverage, node: str) -> str:
    """Return the terminology to ask; a condition goes where the nearest broader one has its term."""
    target = _TARGETS[coverage.facts.kinds(node)[0]]
    if target == _TARGETS["Condition"]:
        for ancestor in coverage.ancestors(node):
            prefixes = {code.partition(":")[0] for code, _ in coverage.codes(ancestor, _SAME)}
            if prefixes & {target, _FINDINGS}:
                return target if target in prefixes else _FINDINGS
    return target


def _parent(coverage: Coverage, node: str, target: str) -> tuple[str, str, str]:
    """Return the nearest broader concept with a term, its code and its name: best in the target, else anywhere."""
    for wanted in (f"{target}:", ""):
        for ancestor in coverage.ancestors(node):
            for match in _SAME:
                for code, label in coverage.codes(ancestor, (match,)):
                    if code.startswith(wanted):
                        return slug_of(ancestor), code, label
    return "", "", ""
