"""A version assembled from its parts: the ontology, the mappings, one graph a document, and what follows from them.

A part is all that a version holds of one document, so that documents can be added to a version and taken from it with
the same result as a build from scratch, byte for byte.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from paingraph import __version__
from paingraph.loader.claims import Method, Polarity
from paingraph.ontology.closure import close_quads
from paingraph.ontology.english import counted
from paingraph.ontology.errors import PublicationError
from paingraph.ontology.library import ontology_ntriples
from paingraph.ontology.namespaces import GRAPH, document_graph, term_iri
from paingraph.ontology.nquads import canonical_bytes, in_graph
from paingraph.ontology.quality import gate
from paingraph.ontology.sssom import mapping_quads
from paingraph.queries.catalogue import Catalogue
from paingraph.queries.counts import Counts
from paingraph.queries.description import describe
from paingraph.queries.embedded import Draft
from paingraph.queries.examples import describe_queries
from paingraph.queries.user_graphs import user_lines
from paingraph.queries.versions import CLAIMS, Version, publish

__all__ = ["Part", "Progress", "assemble", "parts_of", "publish_parts", "users_of"]

#: Told what is being done.
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Part:
    """One document in a version: the lines of its graph, and its claims as JSON objects in order of position."""

    id: str
    sha256: str
    lines: Sequence[str]
    claims: Sequence[Mapping[str, Any]]
    #: Name of the file that the document was read from, and SHA-256 of all that its graph is made from.
    file: str
    source: str


def parts_of(version: Version) -> list[Part]:
    """Take a version apart into its documents."""
    lines: dict[str, list[str]] = {
        f"<{document_graph(record['id'])}> .": [] for record in version.manifest["documents"]
    }
    for line in version.lines():
        ending = line[line.rindex(" <") + 1 :]
        if ending in lines:
            lines[ending].append(line)
    claims = [json.loads(line) for line in version.claims()]
    return [
        Part(
            record["id"],
            record["sha256"],
            lines[f"<{document_graph(record['id'])}> ."],
            [claim for claim in claims if claim["document"] == record["id"]],
            record.get("file", ""),
            record.get("source", record["sha256"]),
        )
        for record in version.manifest["documents"]
    ]


def users_of(version: Version | None) -> list[str]:
    """Return the lines of a version that its users wrote, which every version after it keeps."""
    if version is None:
        return []
    return list(user_lines(version.lines()))


def assemble(parts: Iterable[Part], progress: Progress, users: Sequence[str] = ()) -> list[str]:
    """Return the lines of the graph that these parts make, with conclusions, examples and description.

    What users wrote goes in as it is: nothing is concluded from it, and it is no part of the quality of the graph.

    Raises:
        PublicationError: the graph does not pass the quality gate; names the nodes at fault.
    """
    progress("reading the ontology and the mappings")
    lines = [*in_graph(ontology_ntriples(), GRAPH + "ontology"), *mapping_quads()]
    for part in parts:
        lines += part.lines
    progress("drawing conclusions")
    lines += close_quads(lines).quads()
    lines += list(describe_queries(Catalogue.shipped(), Draft.of_lines(lines)))
    lines += list(describe(Counts([*lines, *users])))
    progress("checking quality")
    gate(lines)
    return [*lines, *users]


def publish_parts(
    data: Path,
    parts: Sequence[Part],
    lines: Iterable[str],
    circumstances: Mapping[str, Any],
    progress: Progress,
    instead_of: Version | None,
) -> Version:
    """Publish assembled lines as the current version; `circumstances` go into the manifest as they are.

    Raises:
        ConflictError: the version that this one was made from is no longer the current one.
        PublicationError: the version cannot be written or read back; the old one stays.
    """
    progress("publishing")
    graph = canonical_bytes(lines)
    ordered = sorted(parts, key=lambda part: part.id)
    claims = [claim for part in ordered for claim in part.claims]
    manifest = {
        **circumstances,
        "built_with": __version__,
        "documents": [_record(part) for part in ordered],
        "counts": {"triples": graph.count(b"\n"), **_counts(ordered, claims)},
    }
    text = "".join(json.dumps(claim, ensure_ascii=False) + "\n" for claim in claims)
    return publish(data, graph, text.encode(), manifest, _check, instead_of=instead_of)


def _record(part: Part) -> dict[str, Any]:
    facts = {"id": part.id, "sha256": part.sha256, "file": part.file, "source": part.source}
    return {**facts, "claims": len(part.claims)}


def _check(folder: Path) -> None:
    """Load the version as a server would and ask it for its claims; what cannot be read is not published."""
    try:
        (row,) = Draft.of_folder(folder).rows(f"SELECT (COUNT(*) AS ?claims) {{ ?claim a <{term_iri('Claim')}> }}")
    except (OSError, SyntaxError) as error:
        raise PublicationError(f"The new version cannot be read back: {error}; nothing was published.") from error
    found, written = int(row["claims"].value), (folder / CLAIMS).read_bytes().count(b"\n")
    if found != written:
        raise PublicationError(
            f"The graph holds {counted(found, 'claim')}, but {written:,} were read; nothing was published."
        )


def _counts(parts: Sequence[Part], claims: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    edges = {
        (claim["subject"]["id"], claim["predicate"], json.dumps(claim["object"]))
        for claim in claims
        if (claim["polarity"], claim["status"]) == ("asserted", "accepted")
    }
    relations = sorted({claim["predicate"] for claim in claims})
    return {
        "documents": len(parts),
        "entities": dict(sorted(Counter(kind for _, kind in _entities(claims)).items())),
        "claims": len(claims),
        "edges": len(edges),
        "methods": _tally(claims, "method", Method),
        "relations": {
            name: {
                "claims": len(of := [claim for claim in claims if claim["predicate"] == name]),
                **_tally(of, "polarity", Polarity),
                **_tally(of, "method", Method),
            }
            for name in relations
        },
        "by_document": {
            part.id: {
                "entities": len(_entities(part.claims)),
                "claims": len(part.claims),
                **_tally(part.claims, "method", Method),
            }
            for part in parts
        },
    }


def _tally(claims: Iterable[Mapping[str, Any]], key: str, values: Iterable[str]) -> dict[str, int]:
    found = Counter(claim[key] for claim in claims)
    return {str(value): found[value] for value in values}


def _entities(claims: Iterable[Mapping[str, Any]]) -> set[tuple[str, str]]:
    return {(end["id"], end["kind"]) for claim in claims for end in (claim["subject"], claim["object"]) if "id" in end}
