"""Names that are written in part: heads and modifiers that several names share."""

from __future__ import annotations

import pytest

from paingraph.loader.ellipsis import complete
from paingraph.loader.lexicon import Lexicon
from paingraph.loader.linking import link
from paingraph.loader.tokens import tokenize
from paingraph.ontology.library import load_library

#: Text, and what it names.
SHARED = (
    ("lumbar and cervical radiculopathy", {"lumbar-radiculopathy", "cervical-radiculopathy"}),
    ("injections in the knees or hips", {"knee-injection", "hip-injection"}),
    ("injury of the arm, phantom limb pain", {"injury", "phantom-limb-pain"}),
    ("an intradiscal injection of a corticosteroid", {"intradiscal-injection", "corticosteroid"}),
    ("an injection of a corticosteroid", {"steroid-injection"}),
    ("spasm of the hands, irritation to nerves", {"spasm", "hand", "nerve-irritation"}),
)


@pytest.mark.parametrize(("text", "named"), SHARED)
def test_what_is_left_out_is_taken_from_the_name_beside(text: str, named: set[str]) -> None:
    """Of a name that would lose what its own words say nothing is taken."""
    lexicon = Lexicon.of(load_library())
    tokens = tokenize(text)
    mentions = complete(tokens, link(tokens, lexicon, {}), lexicon)
    assert {mention.readings[0].id for mention in mentions} == named
