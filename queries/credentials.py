"""User and password of a remote store: read from a file that nobody else may read, and never shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from http.client import HTTPResponse
from pathlib import Path

from SPARQLWrapper import BASIC, DIGEST, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import Unauthorized

from paingraph.ontology.errors import UsageError
from paingraph.ontology.secret_files import read_secret

__all__ = ["Credentials", "Login"]


@dataclass(frozen=True, slots=True)
class Credentials:
    """Who we are to a store."""

    user: str
    password: str = field(repr=False)

    @classmethod
    def read(cls, path: Path) -> Credentials:
        """Read a file of one line, USER:PASSWORD.

        Raises:
            UsageError: it cannot be read, others can read it, or it holds something else.
        """
        user, _, password = read_secret(path, "the store's credentials").partition(":")
        if not user or not password or "\n" in password:
            raise UsageError(f"The file of the store's credentials, {path}, must hold one line, USER:PASSWORD.")
        return cls(user, password)


class Login:
    """Sends requests in somebody's name: by HTTP Basic, or by Digest once a store has refused that."""

    def __init__(self, credentials: Credentials | None = None) -> None:
        self._credentials = credentials
        self._scheme = BASIC

    def respond(self, wrapper: SPARQLWrapper) -> HTTPResponse:
        """Send a request and return the response; raises what SPARQLWrapper and urllib raise."""
        if self._credentials is None:
            return _response(wrapper)
        wrapper.setCredentials(self._credentials.user, self._credentials.password)
        wrapper.setHTTPAuth(self._scheme)
        try:
            return _response(wrapper)
        except Unauthorized:
            if self._scheme == DIGEST:
                raise
        self._scheme = DIGEST
        wrapper.setHTTPAuth(DIGEST)
        return _response(wrapper)


def _response(wrapper: SPARQLWrapper) -> HTTPResponse:
    response: HTTPResponse = wrapper.query().response
    return response
