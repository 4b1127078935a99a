"""The errors that paingraph raises, one tree; each class carries its HTTP status and its exit code.

PaingraphError                 500, exit 1
├── InputError                 400, exit 1: what was given is wrong
│   ├── UsageError             400, exit 2: the call itself is wrong (option, parameter)
│   ├── DocumentError          422: a document cannot be read
│   ├── OntologyError          500: a shipped or given module is broken
│   ├── CurationError          500: a decision does not fit its document
│   ├── QuerySyntaxError       400: with line and column
│   ├── QueryRefusedError      400: too deep, or reaches outside
│   ├── RdfSyntaxError         400: with line and column
│   ├── NotFoundError          404: with the nearest matches
│   ├── GoneError              410: retracted; with the document
│   ├── NotAcceptableError     406: with what is offered
│   ├── TooLargeError          413: with the limit's name and value
│   └── MediaTypeError         415
├── UnauthorizedError          401: no token was given
├── ForbiddenError             403
├── ConflictError              409: the graph is not, or no longer, as the change needs it
├── PreconditionError          412: what is there is not what the request supposes
├── ServiceError               503: try again later
│   ├── TimeLimitError         503: a query took longer than it may
│   └── BusyError              503: all workers are taken
├── QueryFileError             500: a query file promises what its query does not answer
└── PublicationError           500: a version could not be written or failed its checks
"""

from __future__ import annotations

from typing import Any, ClassVar

__all__ = [
    "BusyError",
    "ConflictError",
    "CurationError",
    "DocumentError",
    "ForbiddenError",
    "GoneError",
    "InputError",
    "MediaTypeError",
    "NotAcceptableError",
    "NotFoundError",
    "OntologyError",
    "PaingraphError",
    "PreconditionError",
    "PublicationError",
    "QueryFileError",
    "QueryRefusedError",
    "QuerySyntaxError",
    "RdfSyntaxError",
    "ServiceError",
    "TimeLimitError",
    "TooLargeError",
    "UnauthorizedError",
    "UsageError",
]


class PaingraphError(Exception):
    """Something failed; the message says what was wrong, where, and what to do, in one sentence or two.

    `details` are named facts for machines (line, column, limit, nearest): they become members of the
    `application/problem+json` body (RFC 9457, section 3.2).
    """

    #: HTTP status of the answer that reports this error.
    status: ClassVar[int] = 500
    #: Exit code of the command that ends with this error.
    exit_code: ClassVar[int] = 1
    #: Stable last segment of the problem's type IRI.
    slug: ClassVar[str] = "internal"
    #: Short title, the same for every occurrence (RFC 9457, section 3.1.4).
    title: ClassVar[str] = "Internal error"

    def __init__(self, message: str, **details: Any) -> None:
        super().__init__(message)
        self.message = message
        self.details = details


class InputError(PaingraphError):
    """What was given is wrong."""

    status = 400
    slug = "bad-input"
    title = "Bad input"


class UsageError(InputError):
    """The call itself is wrong: an option, a parameter, a setting."""

    exit_code = 2
    slug = "bad-parameter"
    title = "Bad parameter"


class DocumentError(InputError):
    """A document cannot be read."""

    status = 422
    slug = "unreadable-document"
    title = "Unreadable document"


class OntologyError(InputError):
    """A module of the ontology is broken."""

    status = 500
    slug = "broken-ontology"
    title = "Broken ontology"


class CurationError(InputError):
    """A curator's decision does not fit its document."""

    status = 500
    slug = "bad-decision"
    title = "Curation does not fit"


class QuerySyntaxError(InputError):
    """A query does not parse; `line` and `column` count from 1."""

    slug = "query-syntax"
    title = "Malformed query"


class QueryRefusedError(InputError):
    """A query is refused before it is evaluated, or took down its worker."""

    slug = "query-refused"
    title = "Query refused"


class RdfSyntaxError(InputError):
    """RDF that was sent cannot be read; `line` and `column` count from 1, where they are known."""

    slug = "rdf-syntax"
    title = "Malformed RDF"


class NotFoundError(InputError):
    """Nothing has that name; `nearest` lists what the caller may have meant."""

    status = 404
    slug = "not-found"
    title = "Not found"


class GoneError(InputError):
    """It was there and was retracted; `document` names the document that it went with."""

    status = 410
    slug = "gone"
    title = "Retracted"


class NotAcceptableError(InputError):
    """None of the accepted formats is offered; `offered` lists those that are."""

    status = 406
    slug = "not-acceptable"
    title = "No acceptable format"


class TooLargeError(InputError):
    """Larger than a limit; `limit` and `value` name it."""

    status = 413
    slug = "too-large"
    title = "Too large"


class MediaTypeError(InputError):
    """The body's media type is not one that is read here."""

    status = 415
    slug = "media-type"
    title = "Unsupported media type"


class UnauthorizedError(PaingraphError):
    """Nobody may do that without saying who they are."""

    status = 401
    slug = "unauthorized"
    title = "Token needed"


class ForbiddenError(PaingraphError):
    """The service does not allow that."""

    status = 403
    slug = "forbidden"
    title = "Forbidden"


class ConflictError(PaingraphError):
    """The graph is not, or is no longer, as the change needs it."""

    status = 409
    slug = "conflict"
    title = "Conflict"


class PreconditionError(PaingraphError):
    """What is there is not what the request supposes; `header` names the condition."""

    status = 412
    slug = "precondition"
    title = "Precondition failed"


class ServiceError(PaingraphError):
    """The service cannot answer now; `retry_after` says in how many seconds to try again."""

    status = 503
    slug = "unavailable"
    title = "Unavailable"


class TimeLimitError(ServiceError):
    """A query took longer than it may."""

    slug = "time-limit"
    title = "Time limit exceeded"


class BusyError(ServiceError):
    """All workers are taken."""

    slug = "busy"
    title = "Busy"


class QueryFileError(PaingraphError):
    """A query file promises what its query does not answer; with its name, the column, the row and the value."""

    slug = "query-file"
    title = "Query file at fault"


class PublicationError(PaingraphError):
    """A version could not be written, or failed its checks; the published one stays."""

    slug = "publication"
    title = "Not published"
