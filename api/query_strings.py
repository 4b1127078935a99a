"""Query strings and forms: their names and values, decoded strictly, and not too many."""

from __future__ import annotations

from urllib.parse import parse_qsl, unquote_to_bytes

from paingraph.ontology.errors import TooLargeError, UsageError

__all__ = ["MAX_QUERY_STRING", "pairs", "require_short", "require_utf8"]

#: Parameters that one request may carry.
MAX_PAIRS = 100
#: Bytes of a URL's query string.
MAX_QUERY_STRING = 100_000


def require_utf8(path: bytes, query: bytes) -> None:
    """Refuse a URL that is not UTF-8; `path` is decoded from percents, `query` not yet."""
    require_short(query)
    # A server that decodes percents before us writes U+FFFD where the bytes were none.
    for part, where in ((path.replace("\ufffd".encode(), b"\xff"), "path"), (unquote_to_bytes(query), "query string")):
        try:
            part.decode("utf-8")
        except UnicodeDecodeError:
            raise UsageError(f"The {where} of the URL is not UTF-8; percent-encode its UTF-8 bytes.") from None


def require_short(query: bytes) -> None:
    """Refuse a query string that is too long."""
    if len(query) > MAX_QUERY_STRING:
        raise TooLargeError(
            f"The query string may have {MAX_QUERY_STRING} bytes; send the request by POST.",
            limit="query-string",
            value=MAX_QUERY_STRING,
        )


def pairs(query: bytes) -> list[tuple[str, str]]:
    """Return the names and values of a query string or a form, decoded strictly as UTF-8."""
    if not query:
        return []
    try:
        return parse_qsl(query.decode(), keep_blank_values=True, errors="strict", max_num_fields=MAX_PAIRS)
    except UnicodeError:
        raise UsageError("The parameters are not UTF-8; percent-encode their UTF-8 bytes.") from None
    except ValueError:
        raise UsageError(f"A request may carry {MAX_PAIRS} parameters.", limit="parameters", value=MAX_PAIRS) from None
