"""Spelling: the known words nearest to a misspelt one, by symmetric deletion (a word and its typo share a deletion)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

__all__ = ["Spelling"]


class Spelling:
    """Corrects words to those of a vocabulary."""

    def __init__(self, words: Iterable[str]) -> None:
        self._frequency = Counter(word for word in words if word)
        self._by_deletion: defaultdict[str, list[str]] = defaultdict(list)
        for word in sorted(self._frequency):
            for form in {word, *_deletions(word)}:
                self._by_deletion[form].append(word)

    def corrections(self, word: str, limit: int = 3) -> list[str]:
        """Return the known words within one typo (two in long words), nearest and most frequent first."""
        allowed = 0 if len(word) < 4 else 1 if len(word) < 8 else 2
        forms = {word, *_deletions(word)}
        if allowed == 2 and len(word) <= 30:
            forms |= {shorter for form in tuple(forms) for shorter in _deletions(form)}
        candidates = {known for form in forms for known in self._by_deletion.get(form, ())}
        ranked = sorted(
            (distance, -self._frequency[known], known)
            for known in candidates
            if (distance := _distance(word, known, allowed)) <= allowed
        )
        return [known for distance, _, known in ranked if distance == ranked[0][0]][:limit]


def _deletions(word: str) -> set[str]:
    return {word[:place] + word[place + 1 :] for place in range(len(word))} if len(word) > 2 else set()


def _distance(left: str, right: str, limit: int) -> int:
    """Return the Damerau-Levenshtein distance (adjacent transpositions), or more than `limit` if it is more."""
    if abs(len(left) - len(right)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, sign in enumerate(left, 1):
        before, previous, row = row, before, [i]
        for j, other in enumerate(right, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (sign != other))
            if i > 1 and j > 1 and sign == right[j - 2] and left[i - 2] == other:
                cost = min(cost, previous[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
    return row[-1]
