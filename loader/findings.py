"""What the rules find in a text, and which of two findings of one sentence stands."""

from __future__ import annotations

from typing import NamedTuple

from paingraph.loader.claims import Entity, Polarity, Span, Value
from paingraph.loader.objects import TOPIC
from paingraph.loader.rules import Rule

__all__ = ["Finding", "named_first"]

#: What a rule implies where the sentence does not say what is relieved.
_PAIN = "pain"
#: So much less weighs what takes its subject from the passage, and what was read in a simpler sentence.
_GIVEN, _SIMPLIFIED = 0.95, 0.97


class Finding(NamedTuple):
    """What a rule read: subject, object, polarity and the stretch that says so."""

    rule: Rule
    subject: Entity
    object: Entity | Value
    polarity: Polarity
    span: Span
    #: The passage gives the subject, which the sentence does not name.
    given: bool = False
    #: Read in what is left of a sentence that was made simpler.
    simplified: bool = False

    @property
    def weight(self) -> float:
        """What it weighs against other findings of its sentence: the rule's precision, less what was guessed."""
        certainty = (_GIVEN if self.given else 1.0) * (_SIMPLIFIED if self.simplified else 1.0)
        return self.rule.precision * certainty


def named_first(found: list[Finding]) -> list[Finding]:
    """Leave out what the passage would give as a subject where the sentence itself names another one."""
    if len(found) < 2:
        return found
    named = {(finding.rule.relation, finding.object) for finding in found if not finding.given}
    exact = {(finding.subject, finding.rule.relation) for finding in found if finding.rule.implied != _PAIN}
    causes = {finding.subject for finding in found if _is_named_cause(finding)}
    return [
        finding
        for finding in found
        if not (finding.given and (finding.rule.relation, finding.object) in named)
        and not (finding.rule.implied == _PAIN and (finding.subject, finding.rule.relation) in exact)
        and not (finding.rule.implied == TOPIC and finding.subject in causes)
    ]


def _is_named_cause(finding: Finding) -> bool:
    return finding.rule.relation == "causedBy" and finding.rule.implied is None
