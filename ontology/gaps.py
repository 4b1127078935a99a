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
from paingraph.ontology.facts import Facts
from paingraph.ontology.namespaces import PGID
from paingraph.ontology.silences import Silence, find_silences
from paingraph.ontology.term_requests import TermRequest, find_term_requests

__all__ = ["Gaps", "find_gaps"]


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
    return Gaps(tuple(find_term_requests(coverage, broadly)), tuple(find_silences(coverage, unnamed)))


def _words(kind: str) -> str:
    """Return the words of a kind's name: 'pain generator' for PainGenerator."""
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in kind).strip()


def _tsv(rows: Sequence[Mapping[str, object]], columns: Sequence[str]) -> str:
    def cell(value: object) -> str:
        return " ".join(("|".join(value) if isinstance(value, tuple) else str(value)).split())

    table = [list(columns), *([cell(row[column]) for column in columns] for row in rows)]
    return "".join("\t".join(row) + "\n" for row in table)
