"""The catalogue: the named queries that ship with paingraph, and those of a user's folder, one a file."""

from __future__ import annotations

import difflib
import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from paingraph.ontology.english import did_you_mean
from paingraph.ontology.errors import InputError, NotFoundError, UsageError
from paingraph.queries.binding import prefixed
from paingraph.queries.guard import check
from paingraph.queries.named_query import NamedQuery, QueryName
from paingraph.queries.syntax import require_grammar

__all__ = ["Catalogue"]

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class Catalogue:
    """Named queries, in the order of their names."""

    def __init__(self, queries: Iterable[NamedQuery]) -> None:
        self._queries = {query.name: query for query in sorted(queries, key=lambda query: query.name)}

    @classmethod
    def shipped(cls) -> Catalogue:
        """Return the queries that come with paingraph."""
        return _shipped()

    @classmethod
    def from_folder(cls, folder: Path) -> Catalogue:
        """Return the queries of a folder, one a file `NAME.rq`; UsageError names the file and line that is wrong."""
        if not folder.is_dir():
            raise UsageError(f"{folder} is no folder of queries.")
        return cls(_read(sorted(folder.iterdir()), str(folder), _require_sound))

    @classmethod
    def with_folder(cls, folder: Path | None) -> Catalogue:
        """Return the shipped queries and, if there is a folder, those in it; no two may have one name."""
        shipped, own = cls.shipped(), cls.from_folder(folder) if folder else ()
        for query in own:
            if query.name in shipped:
                source = f"{folder}/{query.name}.rq"
                raise UsageError(f"{source}: paingraph ships a query of that name; give the file another.", file=source)
        return cls([*shipped, *own])

    @property
    def digest(self) -> str:
        """SHA-256 of the queries' texts with their names, as hexadecimal digits; an operator may change them."""
        texts = "\0".join(f"{query.name}\n{query.text}" for query in self)
        return hashlib.sha256(texts.encode()).hexdigest()

    def __iter__(self) -> Iterator[NamedQuery]:
        return iter(self._queries.values())

    def __len__(self) -> int:
        return len(self._queries)

    def __contains__(self, name: object) -> bool:
        return name in self._queries

    def __getitem__(self, name: str) -> NamedQuery:
        query = self._queries.get(QueryName(name))
        if query is None:
            nearest = difflib.get_close_matches(name, self._queries, n=3, cutoff=0.4)
            raise NotFoundError(f"There is no query '{name[:80]}'.{did_you_mean(nearest)}", nearest=nearest)
        return query


@cache
def _shipped() -> Catalogue:
    folder = resources.files("paingraph.queries") / "rq"
    return Catalogue(_read(folder.iterdir(), "queries/rq"))


def _read(
    files: Iterable[Traversable], folder: str, require: Callable[[str, str], None] = lambda text, source: None
) -> Iterator[NamedQuery]:
    for file in files:
        name, _, extension = file.name.rpartition(".")
        if extension != "rq":
            continue
        source = f"{folder}/{file.name}"
        if not _NAME.fullmatch(name):
            raise UsageError(f"{source}: a query's name has lower-case letters, digits and hyphens.", file=source)
        try:
            text = file.read_text(encoding="utf-8")
        except OSError as error:
            raise UsageError(f"{source} cannot be read: {error.strerror}.", file=source) from error
        except UnicodeDecodeError as error:
            raise UsageError(f"{source} is not UTF-8: byte {error.start} fits no character.", file=source) from error
        require(text, source)
        yield NamedQuery.parsed(name, text, source)


def _require_sound(text: str, source: str) -> None:
    """Refuse what no engine would take, before anyone asks; of the shipped queries tests know that it would."""
    try:
        require_grammar(prefixed(text))
        check(text)
    except InputError as error:
        raise UsageError(f"{source}: {error.message}", file=source, line=error.details.get("line")) from error
