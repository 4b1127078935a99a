"""Gaps: concepts that no public terminology has a code for, as requests for terms, and what the corpus is silent on.

Both are computed from the lines of the graph alone. What a document merely doubts or denies does not fill a gap, but
is said beside it; so is what documents say of a broader concept, which need not hold for the narrower one.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

from paingraph.ontology.coverage import Coverage
from paingraph.ontology.facts import Facts, plain
from paingraph.ontology.library import KINDS
from paingraph.ontology.mapping import CLOSENESS
from paingraph.ontology.namespaces import PGID
from paingraph.ontology.nquads import curie
from paingraph.ontology.terminologies import Terminology, terminologies

__all__ = ["EXPECTATIONS", "Expectation", "Gaps", "Silence", "TermRequest", "find_gaps"]

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
class Expectation:
    """What a reader expects to learn of a concept of some kind: one of the relations, with the other end of a kind.

    `forward` tells whether the concept is the relation's subject; an empty `other` means a literal.
    """

    kind: str
    missing: str
    relations: tuple[str, ...]
    forward: bool
    other: str


#: What the corpus should say of each concept that it names.
EXPECTATIONS = (
    Expectation("Specialty", "training", ("requiresCredential",), True, "Credential"),
    Expectation("Specialty", "condition", ("managesCondition",), True, "Condition"),
    Expectation("Condition", "procedure", ("treats", "diagnoses"), False, "Procedure"),
    Expectation("Condition", "specialty", ("managesCondition",), False, "Specialty"),
    Expectation("Condition", "pain generator", ("hasPainGenerator",), True, "PainGenerator"),
    Expectation("Procedure", "condition", ("treats", "diagnoses"), True, "Condition"),
    Expectation("Procedure", "specialty", ("performs", "emphasizes"), False, "Specialty"),
    Expectation("Procedure", "target", ("targets",), True, ""),
    Expectation("Therapy", "condition", ("treats",), True, "Condition"),
    Expectation("PainGenerator", "procedure", ("targets", "diagnoses"), False, "Procedure"),
    Expectation("PainGenerator", "condition", ("hasPainGenerator",), False, "Condition"),
    Expectation("Substance", "procedure", ("usesSubstance",), False, "Procedure"),
    Expectation("Device", "procedure", ("usesDevice",), False, "Procedure"),
    Expectation("ImagingModality", "procedure", ("guidedBy",), False, "Procedure"),
    Expectation("Credential", "duration", ("trainingDuration",), True, ""),
)


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


@dataclass(frozen=True, slots=True)
class Silence:
    """A concept that documents name without saying something that a reader would expect.

    `doubted_in` are the documents that doubt or deny what is missing; `said_of` is the nearest broader concept of
    which documents say it.
    """

    concept: str
    label: str
    kind: str
    missing: str
    relations: tuple[str, ...]
    documents: tuple[str, ...]
    doubted_in: tuple[str, ...]
    said_of: str


@dataclass(frozen=True, slots=True)
class Gaps:
    """Requests for terms and silences, in a fixed order."""

    requests: tuple[TermRequest, ...]
    silences: tuple[Silence, ...]

    def markdown(self) -> str:
        """Return both as Markdown: each request ready to be posted, the silences as tables."""
        return "\n".join([*self._requests(), *self._silences()])

    def json(self) -> str:
        """Return both as JSON."""
        content = {"requests": [asdict(r) for r in self.requests], "silences": [asdict(s) for s in self.silences]}
        return json.dumps(content, ensure_ascii=False, indent=2) + "\n"

    def requests_tsv(self) -> str:
        """Return the requests as tab-separated values; lists are joined by `|`."""
        return _tsv([asdict(request) for request in self.requests], tuple(TermRequest.__dataclass_fields__))

    def silences_tsv(self) -> str:
        """Return the silences as tab-separated values; lists are joined by `|`."""
        return _tsv([asdict(silence) for silence in self.silences], tuple(Silence.__dataclass_fields__))

    def _requests(self) -> Iterator[str]:
        yield f"# Terms to ask for: {len(self.requests)}\n"
        yield "Search the terminology before asking: a mapping may be missing although the term exists.\n"
        for request in self.requests:
            source = request.source
            where = f", <{source.requests}>" if source.requests else ""
            parent = f"{request.parent_label} (`{request.parent_code}`)" if request.parent_code else "none found"
            yield f"## New term: {request.label}\n"
            yield f"- **Terminology:** {source.name} (`{source.prefix}`){where}"
            yield f"- **Label:** {request.label}"
            yield f"- **Synonyms:** {', '.join(request.synonyms) or 'none'}"
            yield f"- **Definition:** {request.definition or 'to be written'}"
            yield f"- **Parent term:** {parent}"
            if request.mapped_to:
                yield f"- **Related terms, not the same:** {', '.join(f'`{code}`' for code in request.mapped_to)}"
            yield f"- **Kind and concept:** {_words(request.kind)}, <{PGID}{request.concept}>"
            yield f"- **Named in documents:** {', '.join(request.documents) or 'none of the corpus'}\n"

    def _silences(self) -> Iterator[str]:
        yield f"# What the corpus is silent on: {len(self.silences)}\n"
        groups: dict[tuple[str, str], list[Silence]] = defaultdict(list)
        for silence in self.silences:
            groups[silence.kind, silence.missing].append(silence)
        for (kind, missing), silences in groups.items():
            yield f"## {_words(kind).capitalize()} without {missing}: {len(silences)}\n"
            yield "| concept | named in | doubted or denied in | said of the broader |"
            yield "|---|---|---|---|"
            for silence in silences:
                cells = (", ".join(silence.documents), ", ".join(silence.doubted_in), silence.said_of)
                yield f"| {silence.label} | {' | '.join(cells)} |"
            yield ""


def find_gaps(lines: Iterable[str], *, broadly: bool = False, unnamed: bool = False) -> Gaps:
    """Return the gaps of a graph given as lines of N-Quads.

    With `broadly`, terms are also asked for where all mappings are to broader or narrower terms; with `unnamed`,
    silence is also noted on concepts of the vocabulary that no document names.
    """
    coverage = Coverage(Facts(lines))
    return Gaps(tuple(_term_requests(coverage, broadly)), tuple(_find_silences(coverage, unnamed)))


def _slug(node: str) -> str:
    return plain(node).removeprefix(PGID)


def _term_requests(coverage: Coverage, broadly: bool) -> Iterator[TermRequest]:
    facts = coverage.facts
    matches = tuple(curie(match) for match in CLOSENESS)
    for node in sorted(facts.vocabulary, key=lambda node: _rank(facts, node)):
        related = coverage.codes(node, matches)
        if coverage.codes(node, _SAME) or (related and not broadly) or not facts.kinds(node):
            continue
        target = _target(coverage, node)
        parent, code, label = _parent(coverage, node, target)
        yield TermRequest(
            concept=_slug(node),
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
                        return _slug(ancestor), code, label
    return "", "", ""


def _find_silences(coverage: Coverage, unnamed: bool) -> Iterator[Silence]:
    facts = coverage.facts
    for expected in EXPECTATIONS:
        where = (expected.relations, expected.forward, expected.other)
        for node in sorted(facts.entities, key=lambda node: _rank(facts, node)):
            named = node in coverage.naming
            if expected.kind not in facts.kinds(node) or not (named or unnamed) or coverage.says(node, *where):
                continue
            broader = next((upper for upper in coverage.ancestors(node) if coverage.says(upper, *where)), "")
            yield Silence(
                concept=_slug(node),
                label=facts.label(node),
                kind=expected.kind,
                missing=expected.missing,
                relations=expected.relations,
                documents=tuple(coverage.naming.get(node, ())),
                doubted_in=coverage.doubters(node, *where),
                said_of=_slug(broader) if broader else "",
            )


def _rank(facts: Facts, node: str) -> tuple[int, str]:
    kinds = facts.kinds(node)
    return (KINDS.index(kinds[0]) if kinds else len(KINDS), facts.label(node))


def _words(kind: str) -> str:
    """Return the words of a kind's name: 'pain generator' for PainGenerator."""
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in kind).strip()


def _tsv(rows: Sequence[Mapping[str, object]], columns: Sequence[str]) -> str:
    def cell(value: object) -> str:
        return " ".join(("|".join(value) if isinstance(value, tuple) else str(value)).split())

    table = [list(columns), *([cell(row[column]) for column in columns] for row in rows)]
    return "".join("\t".join(row) + "\n" for row in table)
