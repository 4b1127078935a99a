"""Candidates: names that documents use and the vocabulary lacks, gathered for a curator to accept as Turtle."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from paingraph.loader.claims import Entity
from paingraph.loader.coined_names import broader_of
from paingraph.loader.lexicon import Lexicon
from paingraph.ontology.english import counted
from paingraph.ontology.library import Library
from paingraph.ontology.namespaces import BASE, PREFIXES, Slug

__all__ = ["Candidate", "find_candidates", "turtle"]

#: What the curator writes and takes the sign before away; a concept without a definition is refused.
_DEFINITION = '    # skos:definition "What it is, and what tells it from others."@en ;'

_SCHEME = BASE + "vocabulary"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name with its kind, where it belongs, and the passages that use it."""

    id: Slug
    label: str
    kind: str
    #: Slugs of known concepts of its kind: those that claims put it under, else what the end of its name says it is.
    broader: tuple[str, ...]
    #: Number of claims that speak of it.
    claims: int
    #: Document, start and end of each passage, sorted.
    passages: tuple[tuple[str, int, int], ...]


def find_candidates(claims: Iterable[Mapping[str, Any]], library: Library) -> list[Candidate]:
    """Return the candidates among the ends of claims (JSON objects), the most used first, then by name."""
    lexicon = Lexicon.of(library)
    spoken: dict[Entity, list[Mapping[str, Any]]] = {}
    for claim in claims:
        for end in (claim["subject"], claim["object"]):
            if "id" in end and end["id"] not in library.concepts:
                spoken.setdefault(Entity(Slug(end["id"]), end["label"], end["kind"]), []).append(claim)
    found = [
        Candidate(
            entity.id,
            entity.label,
            entity.kind,
            _told(entity, used, library) or broader_of(entity, lexicon),
            len(used),
            tuple(sorted({(claim["document"], claim["start"], claim["end"]) for claim in used})),
        )
        for entity, used in spoken.items()
    ]
    return sorted(found, key=lambda candidate: (-candidate.claims, candidate.id))


def _told(entity: Entity, claims: Iterable[Mapping[str, Any]], library: Library) -> tuple[str, ...]:
    """Return the known concepts that claims put a candidate under."""
    said = (claim for claim in claims if claim["predicate"] == "subtypeOf" and claim["subject"]["id"] == entity.id)
    return tuple(sorted({claim["object"]["id"] for claim in said} & library.concepts.keys()))


def turtle(candidates: Iterable[Candidate]) -> str:
    """Write candidates in the form of the vocabulary's modules; each wants a definition before it is accepted."""
    prefixes = ("owl", "pg", "pgid", "rdfs", "skos")
    blocks = ["".join(f"@prefix {prefix}: <{PREFIXES[prefix]}> .\n" for prefix in prefixes)]
    for candidate in candidates:
        places = ", ".join(f"{document}#char={start},{end}" for document, start, end in candidate.passages[:5])
        lines = [
            f"# {counted(candidate.claims, 'claim')}, in {places}",
            f"pgid:{candidate.id} a owl:NamedIndividual , skos:Concept , pg:{candidate.kind} ;",
            f'    rdfs:label "{candidate.label}"@en ;',
            f'    skos:prefLabel "{candidate.label}"@en ;',
        ]
        for slug in candidate.broader:
            lines += [f"    pg:subtypeOf pgid:{slug} ;", f"    skos:broader pgid:{slug} ;"]
        lines += [_DEFINITION, f"    skos:inScheme <{_SCHEME}> ."]
        blocks.append("\n".join(lines) + "\n")
    return "\n".join(blocks)
