"""What destroys a plexus is its neurolysis, also if it is called a block."""

from __future__ import annotations

import pytest

from paingraph.loader.lexicon import Lexicon
from paingraph.loader.readers import read_bytes
from paingraph.loader.sections import link_document
from paingraph.ontology.library import load_library
from paingraph.ontology.namespaces import DocumentId


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A neurolytic block of the celiac plexus is done today.", "celiac-plexus-neurolysis"),
        ("A block of the celiac plexus is done today.", "celiac-plexus-block"),
    ],
)
def test_a_neurolytic_block_of_something_is_its_neurolysis(text: str, name: str) -> None:
    """Without the word it is a block like others."""
    document = read_bytes(text.encode(), DocumentId("note"))
    linked = link_document(document, Lexicon.of(load_library()))
    assert name in {mention.readings[0].id for block in linked for mention in block.mentions}
