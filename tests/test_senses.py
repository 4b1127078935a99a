"""Words that mean a thing by what the document names besides."""

from __future__ import annotations

import pytest

from paingraph.loader.lexicon import Lexicon
from paingraph.loader.linking import link
from paingraph.loader.senses import with_senses
from paingraph.loader.tokens import tokenize

#: Text, what its document names, and what is meant or not meant.
MEANT = (
    ("the battery lasts for years", {"spinal-cord-stimulation"}, "implantable-pulse-generator", True),
    ("the battery lasts for years", {"hearing-aid"}, "implantable-pulse-generator", False),
    ("an electrode heats the tip", {"radiofrequency-ablation"}, "radiofrequency-probe", True),
    ("a trial of seven days", {"spinal-cord-stimulation"}, "spinal-cord-stimulation-trial", True),
    ("a trial of 150 patients", {"spinal-cord-stimulation"}, "spinal-cord-stimulation-trial", False),
    ("the anesthetic wears off", {"local-anesthetic"}, "local-anesthetic", True),
    ("wires may lead to trouble", {"spinal-cord-stimulator"}, "stimulation-lead", True),
    ("lead to trouble", {"spinal-cord-stimulator"}, "stimulation-lead", False),
    ("surgeons do a fusion", {"spine-surgery"}, "spinal-fusion", True),
    ("the fusion of two ganglia", {"spine-surgery"}, "spinal-fusion", False),
)


@pytest.mark.parametrize(("text", "named", "slug", "meant"), MEANT)
def test_what_words_mean_beside_others(lexicon: Lexicon, text: str, named: set[str], slug: str, *, meant: bool) -> None:
    """A word has its sense only where the document names what it belongs to, and nothing speaks against it."""
    tokens = tokenize(text)
    found = with_senses(tokens, link(tokens, lexicon, {}), named, lexicon)
    assert (slug in {mention.readings[0].id for mention in found}) is meant
