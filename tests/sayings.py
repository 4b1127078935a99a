"""What was read, in few words, so that tests can say what they expect."""

from __future__ import annotations

from collections.abc import Iterable

from paingraph.loader.claims import Claim, Entity
from paingraph.loader.extraction import extract
from paingraph.loader.lexicon import Lexicon
from paingraph.loader.sections import link_document
from paingraph.loader.text_reader import read
from paingraph.ontology.library import load_library
from paingraph.ontology.namespaces import DocumentId

__all__ = ["named", "said", "said_below", "statements"]


def statements(claims: Iterable[Claim]) -> set[str]:
    """Return claims as 'subject relation object'."""
    return {
        f"{claim.subject.id} {claim.predicate} "
        f"{claim.object.id if isinstance(claim.object, Entity) else claim.object.value}"
        for claim in claims
    }


def said(text: str) -> set[str]:
    """Return what is read in a text."""
    return statements(extract(read(text.encode(), DocumentId("note")), load_library()))


def said_below(heading: str, sentence: str) -> set[str]:
    """Return what is read in a sentence under a heading."""
    return said(f"{heading}\n\n{sentence}\n")


def named(text: str, lexicon: Lexicon) -> list[str]:
    """Return the first reading of each mention in a text."""
    document = read(text.encode(), DocumentId("note"))
    return [mention.readings[0].id for linked in link_document(document, lexicon) for mention in linked.mentions]
