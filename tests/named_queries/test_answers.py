"""Each query has decisive rows on the shipped graph (answers.toml), and none where nothing is said."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from asking import QUERIES, ask, opened, slugs

from paingraph.queries.embedded import EmbeddedStore
from paingraph.queries.named_query import NamedQuery
from paingraph.queries.versions import Version

ANSWERS = tomllib.loads((Path(__file__).parent / "answers.toml").read_text(encoding="utf-8"))["answer"]

#: What the vocabulary knows and no document speaks of, or what nothing has.
SILENT: list[tuple[str, dict[str, str]]] = [
    ("alternatives-to", {"replaced": "clopidogrel"}),
    ("associated-conditions", {"condition": "scoliosis"}),
    ("before-procedure", {"procedure": "genicular nerve block"}),
    ("candidate-procedures", {"condition": "scoliosis"}),
    ("causes-of-condition", {"condition": "scoliosis"}),
    ("claims-to-review", {"below": "1"}),
    ("compare-specialties", {"first": "oncology", "second": "radiology"}),
    ("conditions-of-procedure", {"procedure": "genicular nerve block"}),
    ("conditions-of-specialty", {"specialty": "oncology"}),
    ("disagreement-of-pair", {"subject": "scoliosis", "relation": "causedBy", "object": "sciatica"}),
    ("documents-on-entity", {"entity": "scoliosis"}),
    ("edges-of-entity", {"entity": "scoliosis"}),
    ("entities-by-mapping-code", {"code": "MONDO:0"}),
    ("entities-by-mapping-code", {"code": '" } # \\'}),
    ("evidence-for-edge", {"subject": "sciatica", "relation": "treats", "object": "sciatica"}),
    ("inferred-edges-of-entity", {"entity": "oncology"}),
    ("mappings-of-entity", {"entity": "c-arm"}),
    ("materials-of-procedure", {"procedure": "genicular nerve block"}),
    ("pain-generators-of-condition", {"condition": "scoliosis"}),
    ("premises-of-edge", {"subject": "oncology", "relation": "canManage", "object": "cancer pain"}),
    ("procedures-for-condition", {"condition": "scoliosis"}),
    ("procedures-of-specialty", {"specialty": "oncology"}),
    ("procedures-said-by-document", {"condition": "scoliosis"}),
    ("specialties-for-pain-generator", {"structure": "plantar fascia"}),
    ("specialties-for-procedure", {"procedure": "genicular nerve block"}),
    ("subtypes-of", {"entity": "scoliosis"}),
    ("support", {"relation": "treatedBy"}),
    ("training-of-specialty", {"specialty": "oncology"}),
    ("well-supported-edges", {"least": "1000"}),
    ("who-can-manage", {"condition": "scoliosis"}),
]
#: They answer from the vocabulary, which is never silent.
OF_THE_VOCABULARY = {"names-of-entity", "relations-and-counts", "unmapped-concepts"}
#: They ask for a document, and none has nothing to say.
OF_A_DOCUMENT = {"claims-of-document", "single-source-edges"}


@pytest.fixture(scope="module")
def silent_store(shipped_version: Version, tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedStore]:
    """Schema and vocabulary alone: no document has been read."""
    with (shipped_version.folder / "graph.nq").open("rb") as lines:
        kept = b"".join(line for line in lines if line.endswith(b"/graph/ontology> .\n"))
    store = opened(tmp_path_factory.mktemp("silent"), kept)
    yield store
    store.close()


@pytest.mark.parametrize(
    "answer", ANSWERS, ids=lambda answer: " ".join([answer["query"], *answer.get("given", {}).values()])
)
def test_what_the_shipped_documents_say(shipped_store: EmbeddedStore, answer: dict[str, Any]) -> None:
    """Each expected answer can be found in the documents, or follows from them."""
    rows = slugs(ask(shipped_store, answer["query"], **answer.get("given", {})), *answer["columns"].split())
    assert [row for row in map(tuple, answer["rows"]) if row not in rows] == []


@pytest.mark.parametrize(("query", "values"), SILENT, ids=lambda part: str(part)[:40])
def test_what_nothing_is_said_of_has_no_rows(shipped_store: EmbeddedStore, query: str, values: dict[str, str]) -> None:
    """It is no error, since the thing is known."""
    assert ask(shipped_store, query, **values) == []


@pytest.mark.parametrize("query", [query for query in QUERIES if not query.parameters], ids=lambda query: query.name)
def test_a_graph_without_documents_has_no_answers(silent_store: EmbeddedStore, query: NamedQuery) -> None:
    """What the vocabulary holds is no evidence."""
    assert bool(query.rows(silent_store, {})) == (query.name in OF_THE_VOCABULARY)


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_every_query_is_tested_with_and_without_an_answer(query: NamedQuery) -> None:
    """A new query needs a row in the tables above."""
    own = {"reading-methods", "claims-to-review"}
    assert query.name in {answer["query"] for answer in ANSWERS} | own
    silent = {name for name, _ in SILENT} | OF_THE_VOCABULARY | OF_A_DOCUMENT
    assert not query.parameters or query.name in silent
