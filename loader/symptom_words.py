"""The words for symptoms and injuries: what is felt or seen, where, and what befalls a structure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from tomllib import loads
from typing import Any

from paingraph.loader.inflection import active_forms, past_forms
from paingraph.loader.lexicon import ENTITIES, Trie, name_key
from paingraph.loader.tokens import normal

__all__ = ["SymptomWords", "symptom_words"]


@dataclass(frozen=True, slots=True)
class SymptomWords:
    """The shipped words for symptoms and injuries, in normal form, by the head of the name that they make."""

    adjectives: Mapping[str, str]
    nouns: Mapping[str, str]
    verbs: Mapping[str, str]
    plain: Mapping[str, str]
    torn: Mapping[str, str]
    tears: Mapping[str, str]
    places: Trie
    structures: Trie
    passed: frozenset[str]
    #: Every word with which a symptom or an injury may begin.
    openers: frozenset[str]


@cache
def symptom_words() -> SymptomWords:
    """Return the shipped words."""
    data = loads(files("paingraph.loader").joinpath("symptoms.toml").read_text("utf-8"))
    felt: Mapping[str, Mapping[str, str]] = data["symptoms"]
    injuries: Mapping[str, Sequence[str]] = data["injuries"]

    def by_word(words: Iterable[tuple[str, str]]) -> dict[str, str]:
        return {normal(word): head for head, said in words for word in said.split()}

    adjectives = by_word((head, said["adjectives"]) for head, said in felt.items())
    nouns = by_word((head, said["nouns"]) for head, said in felt.items())
    plain = by_word(data["plain"].items())
    torn = by_word((head, said[0]) for head, said in injuries.items())
    tears = by_word((head, said[1]) for head, said in injuries.items())
    places = _trie(data["places"])
    return SymptomWords(
        adjectives=adjectives,
        nouns=nouns,
        verbs={
            normal(form): head
            for head, said in felt.items()
            for verb in said["verbs"].split()
            for form in (*active_forms(verb), *past_forms(verb))
        },
        plain=plain,
        torn=torn,
        tears=tears,
        places=places,
        structures=_trie(data["structures"]["names"]),
        passed=frozenset(map(normal, data["passed"].split())),
        openers=frozenset().union(adjectives, nouns, plain, torn, tears, places),
    )


def _trie(table: str) -> Trie:
    trie: Trie = {}
    for entry in table.replace("\n", ";").split(";"):
        if entry.strip():
            name, _, said = entry.strip().partition("|")
            node: dict[str, Any] = trie
            for word in name_key(name):
                node = node.setdefault(word, {})
            node[ENTITIES] = said or name
    return trie
