"""Names that the vocabulary lacks, gathered for a curator."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import rdflib

from paingraph.loader.candidates import find_candidates, turtle
from paingraph.ontology.errors import OntologyError
from paingraph.ontology.library import load_library, module_files
from paingraph.ontology.namespaces import PG, Slug, entity_iri

BLOCK = {"id": "dorsal-scapular-nerve-block", "label": "dorsal scapular nerve block", "kind": "Procedure"}
KNOWN = {"id": "nerve-block", "label": "nerve block", "kind": "Procedure"}
PAIN = {"id": "pain", "label": "pain", "kind": "Condition"}
ACHE = {"id": "odd-ache", "label": "odd ache", "kind": "Condition"}


def claim(subject: dict[str, str], predicate: str, object_: dict[str, str], start: int) -> dict[str, Any]:
    """A claim of document 900, as JSON."""
    said = {"subject": subject, "predicate": predicate, "object": object_}
    return {"document": "900", "start": start, "end": start + 5, **said}


CLAIMS = [
    claim(BLOCK, "subtypeOf", KNOWN, 0),
    claim(BLOCK, "treats", ACHE, 10),
    claim(KNOWN, "reliefDuration", {"value": "P1D"}, 20),
]


def test_the_most_used_come_first_with_their_passages() -> None:
    """Known concepts and durations are no candidates."""
    block, ache = find_candidates(CLAIMS, load_library())
    assert (block.id, block.claims, block.passages) == (
        "dorsal-scapular-nerve-block",
        2,
        (("900", 0, 5), ("900", 10, 15)),
    )
    assert (ache.id, ache.kind, ache.broader) == ("odd-ache", "Condition", ())


def test_a_candidate_is_placed_under_what_documents_say() -> None:
    """Under a known concept, from a claim that it is a kind of it."""
    assert find_candidates(CLAIMS, load_library())[0].broader == ("nerve-block",)


def test_where_no_document_says_it_the_name_does() -> None:
    """A candidate that is only spoken of belongs under the longest end of its name that the vocabulary has."""
    (block,) = find_candidates([claim(BLOCK, "treats", PAIN, 0)], load_library())
    assert block.broader == ("nerve-block",)


def test_as_turtle_they_fit_the_vocabulary() -> None:
    """A Turtle parser reads them, each with its kind and place."""
    graph = rdflib.Graph().parse(data=turtle(find_candidates(CLAIMS, load_library())), format="turtle")
    subject = rdflib.URIRef(entity_iri("dorsal-scapular-nerve-block"))
    assert (subject, rdflib.RDF.type, rdflib.URIRef(PG + "Procedure")) in graph
    assert (subject, rdflib.URIRef(PG + "subtypeOf"), rdflib.URIRef(entity_iri("nerve-block"))) in graph


def test_a_concept_is_taken_up_once_its_definition_is_written(tmp_path: Path) -> None:
    """Before that it is refused, by name; after it, texts that use its name speak of it."""
    modules = shutil.copytree(Path(str(module_files()[0])).parent, tmp_path / "modules")
    written = turtle(find_candidates(CLAIMS, load_library()))
    (modules / "vocabulary-new.ttl").write_text(written, encoding="utf-8")
    with pytest.raises(OntologyError, match=r"dorsal-scapular-nerve-block has no skos:definition.*odd-ache has no"):
        load_library(modules)
    definitions = iter(("Block of the dorsal scapular nerve.", "Ache that is odd."))
    defined = re.sub(r'# (skos:definition) ".*"', lambda found: f'{found[1]} "{next(definitions)}"', written)
    (modules / "vocabulary-new.ttl").write_text(defined, encoding="utf-8")
    concept = load_library(modules).concepts[Slug("odd-ache")]
    assert (concept.kind, concept.definition) == ("Condition", "Ache that is odd.")
