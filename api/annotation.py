"""The operation that reads a posted text: the loader as a service; nothing is stored."""

from __future__ import annotations

from collections.abc import Iterator

from paingraph.api.annotator import Annotator
from paingraph.api.operations import Operation
from paingraph.api.service_resources import AnnotationAnswer
from paingraph.ontology.errors import BusyError, DocumentError, MediaTypeError, TimeLimitError, TooLargeError

__all__ = ["annotation_operations"]

#: What may be posted; the format is told by the content, whatever the header says.
_ACCEPTED = (
    "text/plain",
    "text/markdown",
    "text/html",
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/octet-stream",
)


def annotation_operations(annotator: Annotator) -> Iterator[Operation]:
    """Yield the reading of texts."""
    yield Operation(
        id="annotate",
        path="/annotate",
        method="POST",
        summary="What a text names and says: mentions and claims with offsets; nothing is stored.",
        description=(
            "Offsets count Unicode code points of the text that was read out of the file. A name that the vocabulary "
            "lacks has no IRI, and claims with it are candidates."
        ),
        body=_ACCEPTED,
        body_example="An epidural steroid injection may relieve sciatica, and it treats a herniated disc.",
        answer=AnnotationAnswer,
        handler=annotator.annotate,
        errors=[DocumentError, TooLargeError, MediaTypeError, TimeLimitError, BusyError],
        tag="annotation",
    )
