"""Who may change the graph: whoever holds the token, which comes from a file or the environment, never from a URL."""

from __future__ import annotations

import hmac
import re

from flask import Request

from paingraph.api.settings import Settings
from paingraph.ontology.errors import ForbiddenError, UnauthorizedError, UsageError
from paingraph.ontology.secret_files import read_secret

__all__ = ["Authority", "refuse_updates"]

#: A bearer token (RFC 6750, section 2.1) that is long enough not to be guessed.
_TOKEN = re.compile(r"[A-Za-z0-9._~+/-]{16,512}=*")
_SCHEME = re.compile(r"Bearer +(\S+) *", re.IGNORECASE)


class Authority:
    """Knows the token, and lets nobody else see it."""

    def __init__(self, token: str) -> None:
        if not _TOKEN.fullmatch(token):
            raise UsageError(
                "The update token must have at least 16 characters, letters, digits and ._~+/- alone; "
                "`openssl rand -hex 32` makes one."
            )
        self._token = token.encode()

    @classmethod
    def of(cls, settings: Settings) -> Authority | None:
        """Return the authority that the settings ask for, if they ask for one.

        Raises:
            UsageError: the token is too short, or its file is missing, or open to others.
        """
        if settings.update_token_file is not None:
            if settings.update_token:
                raise UsageError("The update token is given twice; leave out --update-token-file or the variable.")
            return cls(read_secret(settings.update_token_file, "the update token"))
        return cls(settings.update_token) if settings.update_token else None

    def require(self, request: Request) -> None:
        """Raise UnauthorizedError if the request carries no token, ForbiddenError if it is not the right one."""
        given = _SCHEME.fullmatch(request.headers.get("Authorization", ""))
        if given is None:
            raise UnauthorizedError("A change needs the header 'Authorization: Bearer TOKEN'.")
        if not hmac.compare_digest(given[1].encode("utf-8", "replace"), self._token):
            raise ForbiddenError("That token does not allow changes here.")


def refuse_updates(settings: Settings) -> ForbiddenError:
    """Return the error of a change where none can be made, and what an operator can do."""
    if settings.store is not None:
        return ForbiddenError("This server serves a store that is kept elsewhere; send changes there.")
    return ForbiddenError(
        "This server takes no changes. Its operator can allow them with a token: "
        "paingraph serve --update-token-file FILE, or PAINGRAPH_UPDATE_TOKEN in the environment."
    )
