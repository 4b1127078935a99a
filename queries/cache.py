"""A bounded cache of answers, in front of any store: a version never changes, so neither does what it answers."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence

from paingraph.queries.formats import Format
from paingraph.queries.store import DEFAULT_LIMITS, OWN_DATASET, Answer, Dataset, Limits, Row, Store, Term
from paingraph.queries.tokens import tokens

__all__ = ["CachedStore", "is_volatile"]

#: A larger answer, with its query, is not worth the many smaller ones that it would drive out.
_LARGEST_SHARE = 0.125
#: What one entry costs beyond its texts.
_OVERHEAD = 500
#: Functions whose value changes from one evaluation to the next, and what asks others who change.
_VOLATILE = ("NOW", "RAND", "UUID", "STRUUID", "BNODE", "SERVICE")

_Key = tuple[str, tuple[Format, ...], Dataset]


def is_volatile(query: str) -> bool:
    """Tell whether the query calls what may answer otherwise from one evaluation to the next."""
    text = query.upper()
    return any(name in text for name in _VOLATILE) and any(token.is_word(*_VOLATILE) for token in tokens(query))


class CachedStore:
    """A store that answers a question that it has answered before without asking again; errors are not kept."""

    def __init__(self, store: Store, capacity: int) -> None:
        self._store = store
        self._capacity = capacity
        self._size = 0
        self._answers: OrderedDict[_Key, Answer] = OrderedDict()
        self._lock = threading.Lock()
        self.hits = 0
        self.misses = 0

    @property
    def version(self) -> str:
        """Digest of the version that the store behind holds."""
        return self._store.version

    def rows(self, query: str, **terms: Term) -> list[Row]:
        """Answer a look-up of our own; these are cheap, and not kept."""
        return self._store.rows(query, **terms)

    def evaluate(
        self,
        query: str,
        accept: Sequence[Format],
        *,
        dataset: Dataset = OWN_DATASET,
        limits: Limits = DEFAULT_LIMITS,
    ) -> Answer:
        """Answer any query, from memory if it was asked before; see `Store.evaluate`."""
        if known := self._fitting(query, accept, dataset, limits):
            return known
        answer = self._store.evaluate(query, accept, dataset=dataset, limits=limits)
        return self._kept(query, accept, dataset, answer)

    async def answer(
        self,
        query: str,
        accept: Sequence[Format],
        *,
        dataset: Dataset = OWN_DATASET,
        limits: Limits = DEFAULT_LIMITS,
    ) -> Answer:
        """Answer any query, in an event loop: at once if it was asked before; see `Store.answer`."""
        if known := self._fitting(query, accept, dataset, limits):
            return known
        answer = await self._store.answer(query, accept, dataset=dataset, limits=limits)
        return self._kept(query, accept, dataset, answer)

    def known(self, query: str, accept: Sequence[Format], *, dataset: Dataset = OWN_DATASET) -> Answer | None:
        """Return the answer if it is at hand, without asking or waiting for anything."""
        key = (query, tuple(accept), dataset)
        with self._lock:
            answer = self._answers.get(key)
            if answer is None:
                self.misses += 1
                return None
            self._answers.move_to_end(key)
            self.hits += 1
            return answer

    def ready(self) -> bool:
        """Tell whether the store behind would answer now."""
        return self._store.ready()

    def close(self) -> None:
        """Close the store behind, and forget all answers."""
        self._store.close()
        with self._lock:
            self._answers.clear()
            self._size = 0

    def _fitting(self, query: str, accept: Sequence[Format], dataset: Dataset, limits: Limits) -> Answer | None:
        known = self.known(query, accept, dataset=dataset)
        return known if known and len(known.body) <= limits.result_bytes else None

    def _kept(self, query: str, accept: Sequence[Format], dataset: Dataset, answer: Answer) -> Answer:
        """Return an answer, kept unless the same query may have another one the next time."""
        if not is_volatile(query):
            self._keep((query, tuple(accept), dataset), answer)
        return answer

    def _keep(self, key: _Key, answer: Answer) -> None:
        cost = _cost(key, answer)
        if cost > self._capacity * _LARGEST_SHARE:
            return
        with self._lock:
            if key in self._answers:
                return
            self._answers[key] = answer
            self._size += cost
            while self._size > self._capacity:
                self._size -= _cost(*self._answers.popitem(last=False))


def _cost(key: _Key, answer: Answer) -> int:
    return len(answer.body) + len(key[0]) + _OVERHEAD
