"""The annotation worker: reads a posted text into mentions and claims, in a process that can be killed.

This is the one place where the API sees the loader. Started by `annotator`, with the number of a socket and of its
parent; whatever a text does to a reader, it does it here, without network and under a memory limit.
"""

from __future__ import annotations

import gc
import hashlib
import json
import socket
import sys
from collections.abc import Iterator
from typing import Any

from paingraph.loader.barred import Barred
from paingraph.loader.claims import Span
from paingraph.loader.documents import Document
from paingraph.loader.extraction import lexicon_of, read_claims
from paingraph.loader.lexicon import Lexicon
from paingraph.loader.mentions import Mention
from paingraph.loader.readers import format_of, read_bytes
from paingraph.loader.sections import link_document
from paingraph.ontology.errors import PaingraphError
from paingraph.ontology.library import Library, load_library
from paingraph.ontology.namespaces import DocumentId, entity_iri
from paingraph.queries.sandbox import confine, die_with_parent, limit_memory, mapped_bytes
from paingraph.queries.wire import error_head, head_bytes, receive, send

__all__ = ["MEMORY", "annotated", "main"]

#: Bytes of memory that reading one text may take.
MEMORY = 1_000_000_000
#: What a posted text is called in its claims.
POSTED = DocumentId("posted")
#: A text that makes the worker load all that it will need.
_WARMING = b"Sciatica\n\nA nerve block relieves sciatica.\n"


def annotated(data: bytes, library: Library, lexicon: Lexicon) -> dict[str, Any]:
    """Return what a text names and says.

    Raises:
        DocumentError: the bytes cannot be read.
    """
    document = read_bytes(data, POSTED)
    extraction = read_claims(document, library)
    barred = Barred(document)
    mentions = [
        told
        for linked in link_document(barred.document, lexicon)
        for m in linked.mentions
        for told in _mention(m, barred.place(Span(m.start, m.end)), document, library)
    ]
    claims = [claim.to_json() for claim in extraction.claims]
    for claim in claims:
        claim["quote"] = document.text[claim["start"] : claim["end"]]
    return {
        "format": format_of(data),
        "length": len(document.text),
        "sha256": hashlib.sha256(document.text.encode()).hexdigest(),
        "mentions": mentions,
        "claims": claims,
    }


def _mention(mention: Mention, place: Span, document: Document, library: Library) -> Iterator[dict[str, Any]]:
    for reading in mention.readings:
        known = reading.id in library.concepts
        yield {
            "start": place.start,
            "end": place.end,
            "text": document.text[place.start : place.end],
            "entity": {"id": reading.id, "label": reading.label, "kind": reading.kind},
            "iri": entity_iri(reading.id) if known else None,
        }


def main(descriptor: int, parent: int) -> None:
    """Answer one text after the other until the parent is gone."""
    die_with_parent(parent)
    gc.disable()
    library = load_library()
    lexicon = lexicon_of(library)
    annotated(_WARMING, library, lexicon)
    gc.freeze()  # what is there now stays, and need not be looked at again and again
    gc.enable()
    limit_memory(mapped_bytes() + MEMORY)
    channel = socket.socket(fileno=descriptor)
    confine(files=True)
    while True:
        try:
            _, data = receive(channel)
        except (EOFError, OSError):
            return
        try:
            head, body = {}, json.dumps(annotated(data, library, lexicon), ensure_ascii=False).encode()
        except PaingraphError as error:
            head, body = error_head(error), b""
        send(channel, head_bytes(head), body)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
