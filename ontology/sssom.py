"""The shipped mappings, and the reading of any other set.

Read from SSSOM, the Simple Standard for Sharing Ontological Mappings: TSV with its metadata in a commented header.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Mapping as Dict
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from paingraph.ontology.errors import OntologyError
from paingraph.ontology.mapping import CLOSENESS, MAPPINGS_GRAPH, Curie, Mapping, MappingSet
from paingraph.ontology.namespaces import PGID, Iri, Slug
from paingraph.ontology.nquads import in_graph

__all__ = ["load_mappings", "mapping_files", "mapping_quads", "resolve"]

#: Columns without which a row says nothing, or not how it came about.
_COLUMNS = (
    *("subject_id", "subject_label", "predicate_id", "object_id", "object_label", "mapping_justification"),
    *("object_source", "object_source_version", "confidence"),
)
_HEADER = ("mapping_set_id", "mapping_set_version", "mapping_set_title", "license", "curie_map")
_CURIE = re.compile(r"([A-Za-z][\w.-]*):(\S+)")


def mapping_files() -> tuple[Traversable, ...]:
    """Return the shipped files of mappings and sources, for digests of what a graph is made from."""
    folder = files("paingraph.ontology") / "mappings"
    found = [entry for entry in folder.iterdir() if entry.name.endswith(".tsv")]
    return tuple(sorted(found, key=lambda entry: entry.name))


def shipped_file() -> Traversable:
    """Return the shipped mapping set as a file."""
    return files("paingraph.ontology") / "mappings" / "paingraph.sssom.tsv"


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
def _shipped() -> MappingSet:
    return _read(shipped_file())


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
