"""Gaps: concepts that no public terminology has a code for, as requests for terms, and what the corpus is silent on.

Both are computed from the lines of the graph alone. What a document merely doubts or denies does not fill a gap, but
is said beside it; so is what documents say of a broader concept, which need not hold for the narrower one.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property

from paingraph.ontology.facts import ONTOLOGY_GRAPH, Facts, document_of, plain
from paingraph.ontology.library import KINDS
from paingraph.ontology.mapping import CLOSENESS, Source, load_sources
from paingraph.ontology.namespaces import PGID, term_iri
from paingraph.ontology.nquads import curie, iri

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
_SUBTYPE = curie("pg:subtypeOf")


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
    def source(self) -> Source:
        """The terminology that is asked."""
        return load_sources()[self.target]


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
    corpus = _Corpus(Facts(lines))
    return Gaps(tuple(_term_requests(corpus, broadly)), tuple(_find_silences(corpus, unnamed)))


class _Corpus:
    """What gaps need to know of a graph."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.above: dict[str, list[str]] = defaultdict(list)
        for relation in (_SUBTYPE, curie("pg:partOf")):
            for quad in facts.having(relation):
                if quad.graph == ONTOLOGY_GRAPH:
                    self.above[quad.subject].append(quad.object)

    def ancestors(self, node: str) -> Iterator[str]:
        """Yield the broader concepts and wholes, the nearest first."""
        seen, level = {node}, [node]
        while level:
            level = [upper for lower in level for upper in self.above.get(lower, ()) if upper not in seen]
            level = list(dict.fromkeys(level))
            seen.update(level)
            yield from level

    @cached_property
    def naming(self) -> Mapping[str, Sequence[str]]:
        """The documents whose claims, whatever their polarity, speak of a concept."""
        found: dict[str, set[str]] = defaultdict(set)
        for part in (curie("pg:subject"), curie("pg:object")):
            for quad in self.facts.having(part):
                if document_of(quad.graph) and not self.facts.holds(quad.subject, curie("pg:status"), '"rejected"'):
                    found[quad.object].add(document_of(quad.graph))
        return {node: sorted(documents) for node, documents in found.items()}

    @cached_property
    def said(self) -> Mapping[tuple[str, bool, str], set[str]]:
        """By concept, direction and relation: the other ends of what documents assert."""
        found: dict[tuple[str, bool, str], set[str]] = defaultdict(set)
        for quad in self.facts.edges:
            if document_of(quad.graph):
                found[quad.subject, True, quad.predicate].add(quad.object)
                found[quad.object, False, quad.predicate].add(quad.subject)
        return found

    @cached_property
    def doubted(self) -> Mapping[tuple[str, bool, str], set[tuple[str, str]]]:
        """By concept, direction and relation: other end and document of what is only doubted or denied."""
        found: dict[tuple[str, bool, str], set[tuple[str, str]]] = defaultdict(set)
        for quad in self.facts.having(curie("pg:polarity")):
            claim, document = quad.subject, document_of(quad.graph)
            if quad.object != '"asserted"' and self.facts.holds(claim, curie("pg:status"), '"accepted"'):
                parts = (self.facts.value(claim, curie(f"pg:{name}")) for name in ("subject", "predicate", "object"))
                subject, relation, object_ = parts
                if subject and relation and object_:
                    found[subject, True, relation].add((object_, document))
                    found[object_, False, relation].add((subject, document))
        return found

    def fits(self, node: str, kind: str) -> bool:
        """Tell whether the other end is of that kind; an empty kind is any."""
        return not kind or kind in self.facts.kinds(node)

    def says(self, node: str, expected: Expectation) -> bool:
        """Tell whether a document says of the concept what is expected."""
        return any(
            self.fits(other, expected.other)
            for relation in expected.relations
            for other in self.said.get((node, expected.forward, iri(term_iri(relation))), ())
        )

    def doubters(self, node: str, expected: Expectation) -> tuple[str, ...]:
        """Return the documents that doubt or deny of the concept what is expected."""
        found = {
            document
            for relation in expected.relations
            for other, document in self.doubted.get((node, expected.forward, iri(term_iri(relation))), ())
            if self.fits(other, expected.other)
        }
        return tuple(sorted(found))

    def codes(self, node: str, matches: Iterable[str]) -> list[tuple[str, str]]:
        """Return code and name of the terms that a concept is matched with."""
        found = []
        for match in matches:
            for object_ in self.facts.objects(node, match):
                code = self.facts.value(object_, curie("skos:notation"))
                found.append((plain(code) if code else plain(object_), self.facts.label(object_)))
        return sorted(found)


def _slug(node: str) -> str:
    return plain(node).removeprefix(PGID)


def _term_requests(corpus: _Corpus, broadly: bool) -> Iterator[TermRequest]:
    facts = corpus.facts
    matches = tuple(curie(match) for match in CLOSENESS)
    for node in sorted(facts.vocabulary, key=lambda node: _rank(facts, node)):
        related = corpus.codes(node, matches)
        if corpus.codes(node, _SAME) or (related and not broadly) or not facts.kinds(node):
            continue
        target = _target(corpus, node)
        parent, code, label = _parent(corpus, node, target)
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
            documents=tuple(corpus.naming.get(node, ())),
        )


def _target(corpus: _Corpus, node: str) -> str:
    """Return the terminology to ask; a condition goes where the nearest broader one has its term."""
    target = _TARGETS[corpus.facts.kinds(node)[0]]
    if target == _TARGETS["Condition"]:
        for ancestor in corpus.ancestors(node):
            prefixes = {code.partition(":")[0] for code, _ in corpus.codes(ancestor, _SAME)}
            if prefixes & {target, _FINDINGS}:
                return target if target in prefixes else _FINDINGS
    return target


def _parent(corpus: _Corpus, node: str, target: str) -> tuple[str, str, str]:
    """Return the nearest broader concept with a term, its code and its name: best in the target, else anywhere."""
    for wanted in (f"{target}:", ""):
        for ancestor in corpus.ancestors(node):
            for match in _SAME:
                for code, label in corpus.codes(ancestor, (match,)):
                    if code.startswith(wanted):
                        return _slug(ancestor), code, label
    return "", "", ""


def _find_silences(corpus: _Corpus, unnamed: bool) -> Iterator[Silence]:
    facts = corpus.facts
    for expected in EXPECTATIONS:
        for node in sorted(facts.entities, key=lambda node: _rank(facts, node)):
            named = node in corpus.naming
            if expected.kind not in facts.kinds(node) or not (named or unnamed) or corpus.says(node, expected):
                continue
            broader = next((upper for upper in corpus.ancestors(node) if corpus.says(upper, expected)), "")
            yield Silence(
                concept=_slug(node),
                label=facts.label(node),
                kind=expected.kind,
                missing=expected.missing,
                relations=expected.relations,
                documents=tuple(corpus.naming.get(node, ())),
                doubted_in=corpus.doubters(node, expected),
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
