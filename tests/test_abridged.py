"""Terms that leave out what their heading says."""

from __future__ import annotations

import pytest

from paingraph.loader.abridged import abridged
from paingraph.loader.lexicon import Lexicon
from paingraph.loader.linking import link
from paingraph.loader.mentions import Mention
from paingraph.loader.tokens import tokenize
from paingraph.ontology.library import load_library


@pytest.mark.parametrize(
    ("text", "heading", "named"),
    [
        ("Caudal: through the sacral hiatus", "Epidural steroid injections", "caudal-epidural-steroid-injection"),
        ("The transforaminal route", "Epidural steroid injections", "transforaminal-epidural-steroid-injection"),
        ("Caudal: at the end", "Vertebroplasty", None),
        ("The needle is placed by hand: slowly", "Epidural steroid injections", None),
        ("The route", "Epidural steroid injections", None),
        ("", "Epidural steroid injections", None),
    ],
)
def test_a_heading_completes_the_names_below_it(text: str, heading: str, named: str | None) -> None:
    """A term names a kind of what the heading names, or nothing."""
    lexicon = Lexicon.of(load_library())
    above = link(tokenize(heading), lexicon, {})
    found = abridged(tokenize(text), above, lexicon, ())
    assert (found and found.readings[0].id) == named


def test_what_has_a_name_already_keeps_it() -> None:
    """Tokens that are known to name something are left alone."""
    lexicon = Lexicon.of(load_library())
    above = link(tokenize("Epidural steroid injections"), lexicon, {})
    known = Mention(0, 6, 0, 1, above[0].readings)
    assert abridged(tokenize("Caudal"), above, lexicon, [known]) is None
