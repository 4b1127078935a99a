"""The last word of a name alone stands for it where a document names one such thing."""

from __future__ import annotations

import pytest

from paingraph.loader.lexicon import Lexicon
from paingraph.loader.mentions import Mention
from paingraph.loader.readers import read_bytes
from paingraph.loader.sections import link_document
from paingraph.ontology.library import load_library
from paingraph.ontology.namespaces import DocumentId


def named(text: str) -> list[tuple[str, str]]:
    """Return each name in a text with what it stands for."""
    document = read_bytes(text.encode(), DocumentId("note"))
    linked = link_document(document, Lexicon.of(load_library()))
    mentions: list[Mention] = [mention for block in linked for mention in block.mentions]
    return [(document.text[m.start : m.end], m.readings[0].id) for m in mentions]


def test_a_head_alone_is_the_one_thing_that_ends_so() -> None:
    """A page says the whole name once."""
    found = named("Spinal fusion is rare. Before fusion, people rest.\n")
    assert ("fusion", "spinal-fusion") in found


def test_the_device_of_a_named_procedure_counts() -> None:
    """A stimulator is that of the stimulation that the page names."""
    found = named("Spinal cord stimulation is old. The stimulator is small.\n")
    assert ("stimulator", "spinal-cord-stimulator") in found


def test_the_block_is_that_which_the_text_names() -> None:
    """If it names one only."""
    assert ("block", "stellate-ganglion-block") in named("A stellate ganglion block is short. The block wears off.\n")
    two = "A stellate ganglion block and a celiac plexus block are short. The block wears off.\n"
    assert ("block", "nerve-block") in named(two)


def test_a_block_that_no_name_tells_more_exactly_is_a_nerve_block() -> None:
    """The verb is none."""
    assert ("block", "nerve-block") in named("May I drive after a block? Some drugs block the pain.\n")
    assert len(named("Some drugs block the spread.\n")) == 0


@pytest.mark.parametrize(
    "text",
    [
        "Spinal fusion is rare, and sacroiliac joint fusion rarer. Before fusion, people rest.\n",
        "Spinal fusion is rare. Cell fusion is something else, and so is fusion of ideas.\n",
        "Before fusion, people rest at home for some weeks.\n",
    ],
    ids=["two such things", "part of another name", "nothing of the spine is named"],
)
def test_other_heads_name_nothing(text: str) -> None:
    """Where the text leaves it open the word is no name."""
    assert "fusion" not in [form for form, _ in named(text)]
