"""Mappings: which concept means what a public terminology means by a code.

Read from SSSOM, the Simple Standard for Sharing Ontological Mappings: TSV with its metadata in a commented header.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Iterator
from collections.abc import Mapping as Dict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import NewType

from paingraph.ontology.errors import OntologyError
from paingraph.ontology.namespaces import BASE, GRAPH, PGID, Iri, Slug, entity_iri
from paingraph.ontology.nquads import curie, decimal, in_graph, iri, text

__all__ = [
    "MAPPINGS_GRAPH",
    "SSSOM",
    "Curie",
    "Mapping",
    "MappingSet",
    "Source",
    "load_mappings",
    "load_sources",
    "mapping_files",
    "mapping_quads",
    "resolve",
]

#: A code with the prefix of its terminology, such as `MONDO:0005306`.
Curie = NewType("Curie", str)

MAPPINGS_GRAPH = GRAPH + "mappings"
#: Terms of SSSOM.
SSSOM = "https://w3id.org/sssom/"

#: The relations of SKOS that a mapping may use, the closest first.
CLOSENESS = ("skos:exactMatch", "skos:closeMatch", "skos:narrowMatch", "skos:broadMatch", "skos:relatedMatch")
#: Columns without which a row says nothing, or not how it came about.
_COLUMNS = (
    *("subject_id", "subject_label", "predicate_id", "object_id", "object_label", "mapping_justification"),
    *("object_source", "object_source_version", "confidence"),
)
_HEADER = ("mapping_set_id", "mapping_set_version", "mapping_set_title", "license", "curie_map")
_CURIE = re.compile(r"([A-Za-z][\w.-]*):(\S+)")
#: Spellings of prefixes that people use beside the one of the file, in lower case and without signs.
_ALIASES = {"icd10": "ICD10CM", "icd": "ICD10CM", "hpo": "HP", "mesh": "MESH", "nci": "NCIT", "do": "DOID"}


@dataclass(frozen=True, slots=True)
class Mapping:
    """One row: the concept, how it relates to the object, and how that is known; `line` counts from 1 in the file."""

    subject: Slug
    subject_label: str
    predicate: str
    object: Curie
    object_label: str
    object_source: Curie
    object_source_version: str
    justification: Curie
    confidence: float
    line: int

    @property
    def iri(self) -> Iri:
        """The mapping's own IRI: a digest of what it says."""
        said = "\t".join((self.subject, self.predicate, self.object))
        return Iri(BASE + "mapping/" + hashlib.sha256(said.encode()).hexdigest()[:20])

    @property
    def closeness(self) -> int:
        """0 for an exact match, more for a looser one."""
        return CLOSENESS.index(self.predicate)


@dataclass(frozen=True, slots=True)
class MappingSet:
    """A mapping file: its header and its rows, in the order of the file."""

    id: Iri
    version: str
    title: str
    description: str
    license: Iri
    prefixes: Dict[str, str]
    mappings: tuple[Mapping, ...]

    def expand(self, code: str) -> Iri:
        """Return the IRI that a code stands for."""
        prefix, _, local = code.partition(":")
        return Iri(self.prefixes[prefix] + local)

    def of(self, slug: str) -> tuple[Mapping, ...]:
        """Return the mappings of a concept, the closest first."""
        found = [mapping for mapping in self.mappings if mapping.subject == slug]
        return tuple(sorted(found, key=lambda mapping: (mapping.closeness, mapping.object)))

    def resolve(self, code: str) -> tuple[Slug, ...]:
        """Return the concepts that a code or an object's IRI is mapped to, the closest first; none for an unknown one.

        Case and signs of the prefix do not count: `mondo:0005306`, `ICD-10-CM:M54.5` and `HPO:0012531` are found.
        """
        wanted = self._code(code.strip())
        found = [mapping for mapping in self.mappings if mapping.object.casefold() == wanted]
        return tuple(
            dict.fromkeys(mapping.subject for mapping in sorted(found, key=lambda m: (m.closeness, m.subject)))
        )

    def _code(self, code: str) -> str:
        """Return a code as the file spells it, in lower case."""
        for prefix, namespace in self.prefixes.items():
            if code.startswith(namespace):
                return f"{prefix}:{code.removeprefix(namespace)}".casefold()
        prefix, colon, local = code.partition(":")
        plain = re.sub(r"[^a-z0-9]", "", prefix.casefold())
        return (_ALIASES.get(plain, plain) + colon + local).casefold()

    def ntriples(self) -> Iterator[str]:
        """Yield the lines of the set: a plain triple for each mapping, its facts, and the facts of the set."""
        if self.description:
            yield f"{iri(self.id)} {curie('dcterms:description')} {text(self.description, 'en')} ."
        for predicate, object_ in (
            (curie("rdf:type"), iri(SSSOM + "MappingSet")),
            (curie("dcterms:title"), text(self.title, "en")),
            (curie("dcterms:license"), iri(self.license)),
            (curie("owl:versionInfo"), text(self.version)),
        ):
            yield f"{iri(self.id)} {predicate} {object_} ."
        for mapping in self.mappings:
            yield from self._triples(mapping)

    def _triples(self, mapping: Mapping) -> Iterator[str]:
        node, object_ = iri(mapping.iri), iri(self.expand(mapping.object))
        subject, predicate = iri(entity_iri(mapping.subject)), curie(mapping.predicate)
        yield f"{subject} {predicate} {object_} ."
        yield f"{object_} {curie('rdfs:label')} {text(mapping.object_label, 'en')} ."
        yield f"{object_} {curie('skos:notation')} {text(mapping.object)} ."
        yield f"{iri(self.id)} <{SSSOM}mappings> {node} ."
        yield f"{node} {curie('rdf:type')} <{SSSOM}Mapping> ."
        yield f"{node} <{SSSOM}subject_id> {subject} ."
        yield f"{node} <{SSSOM}predicate_id> {predicate} ."
        yield f"{node} <{SSSOM}object_id> {object_} ."
        yield f"{node} <{SSSOM}object_source> {iri(self.expand(mapping.object_source))} ."
        yield f"{node} <{SSSOM}object_source_version> {text(mapping.object_source_version)} ."
        yield f"{node} <{SSSOM}mapping_justification> {iri(self.expand(mapping.justification))} ."
        yield f"{node} <{SSSOM}confidence> {decimal(mapping.confidence)} ."


@dataclass(frozen=True, slots=True)
class Source:
    """A terminology: its name, its licence, what its terms can stand for (any kind if empty), where to ask for one."""

    prefix: str
    name: str
    licence: str
    kinds: frozenset[str]
    requests: str


def mapping_files() -> tuple[Traversable, ...]:
    """Return the shipped files of mappings and sources, for digests of what a graph is made from."""
    folder = files("paingraph.ontology") / "mappings"
    found = [entry for entry in folder.iterdir() if entry.name.endswith(".tsv")]
    return tuple(sorted(found, key=lambda entry: entry.name))


def load_mappings(file: Traversable | None = None) -> MappingSet:
    """Read the shipped mapping set (once), or that of another file.

    Raises:
        OntologyError: something in the file is wrong; names every line at fault.
    """
    return _shipped() if file is None else _read(file)


def mapping_quads() -> Iterator[str]:
    """Yield the lines of the graph of mappings."""
    yield from in_graph(dict.fromkeys(load_mappings().ntriples()), MAPPINGS_GRAPH)


def resolve(code: str) -> tuple[Slug, ...]:
    """Return the concepts that a code is mapped to by the shipped set, the closest first."""
    return load_mappings().resolve(code)


@cache
def load_sources() -> Dict[str, Source]:
    """Return the terminologies by prefix."""
    content = (files("paingraph.ontology") / "mappings" / "sources.tsv").read_text(encoding="utf-8")
    return {
        row["prefix"]: Source(
            row["prefix"],
            row["name"],
            row["licence"],
            frozenset(filter(None, row["kinds"].split("|"))),
            row["requests"],
        )
        for row in csv.DictReader(content.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    }


@cache
def _shipped() -> MappingSet:
    return _read(files("paingraph.ontology") / "mappings" / "paingraph.sssom.tsv")


def _read(file: Traversable) -> MappingSet:
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise OntologyError(f"{file.name} cannot be read as mappings: {error}.", file=file.name) from None
    problems: list[str] = []
    header, prefixes = _header(lines, problems)
    mappings = tuple(_rows(lines, prefixes, problems))
    if problems:
        raise OntologyError(f"{file.name} is no sound mapping set: {'; '.join(problems)}.", file=file.name)
    return MappingSet(
        id=Iri(header["mapping_set_id"]),
        version=header["mapping_set_version"],
        title=header["mapping_set_title"],
        description=header.get("mapping_set_description", ""),
        license=Iri(header["license"]),
        prefixes=prefixes,
        mappings=mappings,
    )


def _header(lines: list[str], problems: list[str]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the set's facts and its prefixes: the block of YAML in the comment, of which SSSOM needs two levels."""
    header: dict[str, str] = {}
    prefixes: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        if not line.startswith("#"):
            break
        found = re.fullmatch(r"#( *)([\w.-]+):\s*(.*)", line)
        if found is None:
            problems.append(f"line {number}: not 'key: value'")
            continue
        indent, key, value = found[1], found[2], found[3].strip().strip('"')
        if len(indent) > 1:
            prefixes[key] = value
        else:
            header[key] = value
    problems += [f"the header lacks {key}" for key in _HEADER if key not in header]
    return header, prefixes


def _rows(lines: list[str], prefixes: Dict[str, str], problems: list[str]) -> Iterator[Mapping]:
    first = next((number for number, line in enumerate(lines) if not line.startswith("#")), len(lines))
    names = lines[first].split("\t") if first < len(lines) else []
    missing = [name for name in _COLUMNS if name not in names]
    if missing:
        problems.append(f"line {first + 1}: the columns {', '.join(missing)} are missing")
        return
    seen: dict[tuple[str, str], int] = {}
    for number, line in enumerate(lines[first + 1 :], first + 2):
        cells = line.split("\t")
        if len(cells) != len(names):
            problems.append(f"line {number}: {len(cells)} cells under {len(names)} columns")
            continue
        row = dict(zip(names, cells, strict=True))
        faults = list(_faults(row, prefixes))
        before = seen.setdefault((row["subject_id"], row["object_id"]), number)
        if before != number:
            faults.append(f"{row['subject_id']} is mapped to {row['object_id']} in line {before} already")
        problems += [f"line {number}: {fault}" for fault in faults]
        if not faults:
            yield _mapping(row, number)


def _faults(row: Dict[str, str], prefixes: Dict[str, str]) -> Iterator[str]:
    """Yield what is wrong with a row."""
    for column in ("subject_id", "predicate_id", "object_id", "object_source", "mapping_justification"):
        code = _CURIE.fullmatch(row[column])
        if code is None:
            yield f"{column} {row[column]!r} is no CURIE"
        elif code[1] not in prefixes:
            yield f"the prefix of {row[column]} is not in the header's curie_map"
        elif column == "subject_id" and prefixes[code[1]] != PGID:
            yield f"{row[column]} is no concept of ours"
    if row["predicate_id"] not in CLOSENESS:
        yield f"{row['predicate_id']!r} is none of {', '.join(CLOSENESS)}"
    if not re.fullmatch(r"0(\.\d+)?|1(\.0+)?", row["confidence"]):
        yield f"confidence {row['confidence']!r} is no number from 0 to 1"
    yield from (f"{column} is empty" for column in ("subject_label", "object_label") if not row[column].strip())


def _mapping(row: Dict[str, str], number: int) -> Mapping:
    return Mapping(
        subject=Slug(row["subject_id"].partition(":")[2]),
        subject_label=row["subject_label"],
        predicate=row["predicate_id"],
        object=Curie(row["object_id"]),
        object_label=row["object_label"],
        object_source=Curie(row["object_source"]),
        object_source_version=row["object_source_version"],
        justification=Curie(row["mapping_justification"]),
        confidence=float(row["confidence"]),
        line=number,
    )
