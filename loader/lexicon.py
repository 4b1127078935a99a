"""All names of the vocabulary, arranged for longest match: a trie over the normal forms of their words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from itertools import chain
from tomllib import loads
from typing import Any, TypeAlias

from paingraph.loader.claims import Entity
from paingraph.loader.tokens import normal, norms
from paingraph.loader.wording_forms import expanded
from paingraph.ontology.library import Concept, Library
from paingraph.ontology.namespaces import slugify

__all__ = ["ENTITIES", "Lexicon", "Trie", "name_key"]

#: Key in the trie under which the entities of a complete name stand.
ENTITIES = ""
#: A node of the trie: the next words, and under `ENTITIES` what the words so far name.
Trie: TypeAlias = dict[str, Any]

#: A word of capitals (and digits) that abbreviates a name; matched in capitals only.
_ABBREVIATION = re.compile(r"[A-Z][A-Z0-9&]*[A-Z0-9][A-Z0-9]*s?|[A-Z][a-z]?[A-Z]{1,3}|(?:[A-Z]\.){2,}")
#: Behind a prefix stand more letters than these.
_STEM = 4
#: So many names are kept with their keys, and words with their prefixes: those that were asked for last.
_KEPT = 10_000
_INJECTION, _SAID_OF_INJECTIONS = "injection", ("shot", "jab")
_PREFIXES = (
    "post", "pre", "non", "anti", "multi", "intra", "inter", "trans", "para", "peri", "neuro", "micro", "electro",
    "extra", "supra", "infra", "sub", "over", "re", "co", "sacro", "radio", "osteo", "physio", "musculo", "chemo",
)  # fmt: skip


@lru_cache(maxsize=_KEPT)
def name_key(name: str) -> tuple[str, ...]:
    """Return the normal forms of the words of a name; hyphens and other signs between words do not count."""
    return tuple(chain.from_iterable(map(norms, name.split(" "))))


@dataclass(slots=True)
class Lexicon:
    """The names of a library's concepts.

    `trie` holds names of words; `abbreviations` those in capitals, which are looked up as they are written.
    An abbreviation in `ambiguous` counts only in a document that resolves it.
    """

    trie: Trie = field(default_factory=dict)
    abbreviations: dict[str, tuple[Entity, ...]] = field(default_factory=dict)
    ambiguous: frozenset[str] = frozenset()
    #: Names of one common word that count only after a determiner ('the back').
    guarded: frozenset[str] = frozenset()
    #: Nouns that a name of a kind takes after it without naming another thing ('discography procedure').
    tails: dict[str, frozenset[str]] = field(default_factory=dict)
    entities: dict[str, Entity] = field(default_factory=dict)
    broader: dict[str, tuple[str, ...]] = field(default_factory=dict)
    #: Everything that the hierarchy puts an entity under.
    above: dict[str, frozenset[str]] = field(default_factory=dict)
    #: The procedures that bear a specialty's name: interventional pain procedure of interventional pain medicine.
    characteristic: dict[str, Entity] = field(default_factory=dict)
    owned: frozenset[str] = frozenset()
    #: The procedure that a page on a device is about.
    procedure_of: dict[str, Entity] = field(default_factory=dict)
    #: Names that rules take as words, by their words.
    unrelated: dict[tuple[str, ...], Entity] = field(default_factory=dict)
    #: What a word that names several things means where nothing decides.
    usual: frozenset[str] = frozenset()
    #: Everyday wordings, word by word as in `trie`.
    wordings: Trie = field(default_factory=dict)

    @classmethod
    def of(cls, library: Library) -> Lexicon:
        """Arrange the names of a library."""
        data = loads(files("paingraph.loader").joinpath("lexicon.toml").read_text("utf-8"))
        lexicon = cls(
            tails={kind: frozenset(map(normal, nouns)) for kind, nouns in data["tails"].items()},
        )
        in_context = {name for concept in library.concepts.values() for name in concept.context_labels}
        lexicon.usual = frozenset(data["usual"])
        lexicon.ambiguous = frozenset(name for name in in_context if name.isupper())
        plain = in_context - lexicon.ambiguous - frozenset(data["unguarded"])
        lexicon.guarded = frozenset(map(normal, plain)) | frozenset(data["guarded"])
        not_names = {name_key(name) for name in data["not-names"]}
        extra: dict[str, list[str]] = data["names"]
        for concept in library.concepts.values():
            entity = Entity(concept.id, concept.label, concept.kind)
            lexicon.entities[concept.id] = entity
            lexicon.broader[concept.id] = concept.broader
            names = [concept.label, *concept.synonyms, *extra.get(concept.id, ())]
            if concept.kind == "Specialty":
                names += [
                    *_practitioners(names, data),
                    *(f"{title} {name}" for title in data["titles"] for name in names),
                ]
            for name in names:
                if name_key(name) not in not_names:
                    lexicon.add(name, entity)
        lexicon.add_candidates(loads(files("paingraph.loader").joinpath("names.toml").read_text("utf-8")))
        for concept in library.concepts.values():
            for name in {concept.label, *concept.synonyms} & set(data["unrelated"]):
                lexicon.unrelated[name_key(name)] = lexicon.entities[concept.id]
        for name in data["nothing"]:
            lexicon.add_nothing(name)
        lexicon.add_wordings(loads(files("paingraph.loader").joinpath("wordings.toml").read_text("utf-8")))
        for concept in library.concepts.values():
            if concept.kind == "Specialty":
                lexicon.characteristic.update(lexicon.bearing_name(concept))
        pairs: dict[str, str] = data["procedure-of"]
        lexicon.procedure_of = {
            device: lexicon.entities[procedure] for device, procedure in pairs.items() if procedure in lexicon.entities
        }
        lexicon.above = {slug: lexicon._above(slug) for slug in lexicon.broader}
        lexicon.owned = frozenset(entity.id for entity in lexicon.characteristic.values())
        return lexicon

    def add_candidates(self, tables: Mapping[str, str]) -> None:
        """Add names that the vocabulary does not hold; a name that it holds keeps its meaning."""
        for kind, table in tables.items():
            for entry in re.split(r"[;\n]", table):
                names = [name.strip() for name in entry.split("|") if name.strip()]
                if not names:
                    continue
                label = " ".join(names[0].split())
                known = self.find(name_key(label))
                entity = known[0] if known else Entity(slugify(label), label, kind)
                for name in names:
                    if not self.find(name_key(name)) and name not in self.abbreviations:
                        self.add(name, entity)

    def add_nothing(self, name: str) -> None:
        """Add an expression that names nothing, though words in it would: 'break the ice'."""
        node = self.trie
        for word in name_key(name):
            node = node.setdefault(word, {})
        node.setdefault(ENTITIES, ())

    def add_wordings(self, tables: Mapping[str, Mapping[str, Sequence[str]]]) -> None:
        """Add the wordings of everyday language, by kind and label."""
        for kind, wordings in tables.items():
            for label, patterns in wordings.items():
                entity = self.named(label, kind)
                if not self.find(name_key(label)):
                    self.add(label, entity)
                for pattern in patterns:
                    for key in expanded(pattern):
                        node = self.wordings
                        for word in key:
                            node = node.setdefault(word, {})
                        node.setdefault(ENTITIES, (entity,))

    def named(self, label: str, kind: str) -> Entity:
        """Return what a label of the kind names, or a candidate with this label."""
        known = next((entity for entity in self.find(name_key(label)) if entity.kind == kind), None)
        return known or Entity(slugify(label), label, kind)

    def bearing_name(self, concept: Concept) -> Iterable[tuple[str, Entity]]:
        """Yield the procedure whose name is that of a specialty and 'procedure' or the like."""
        for name in (concept.label, *concept.synonyms):
            for noun in ("procedure", "technique"):
                for entity in self.find((*name_key(name), noun)):
                    if entity.kind == "Procedure":
                        yield concept.id, entity
                        return

    def add(self, name: str, entity: Entity) -> None:
        """Add one name of an entity."""
        if _ABBREVIATION.fullmatch(name):
            known = self.abbreviations.get(name, ())
            if entity not in known:
                self.abbreviations[name] = (*known, entity)
            return
        for key in _variants(name):
            node = self.trie
            for word in key:
                node = node.setdefault(word, {})
            known = node.get(ENTITIES, ())
            if entity not in known:
                node[ENTITIES] = (*known, entity)

    def find(self, words: Iterable[str]) -> tuple[Entity, ...]:
        """Return what the words, in normal form and together, name."""
        node: Trie | None = self.trie
        for word in words:
            node = node.get(word) if node else None
        return node.get(ENTITIES, ()) if node else ()

    def _above(self, narrow: str) -> frozenset[str]:
        """Return everything that the hierarchy puts an entity under, directly or not."""
        broader = self.broader.get(narrow, ())
        return frozenset(broader).union(*map(self._above, broader))

    def is_kind_of(self, narrow: str, wide: str) -> bool:
        """Tell whether the vocabulary's hierarchy puts one entity under another, or they are the same."""
        return narrow == wide or wide in self.above.get(narrow, ())


def _practitioners(names: Sequence[str], data: Mapping[str, Any]) -> list[str]:
    """Return the names of those who practice a discipline, and of where they do."""
    return [f"{name} {noun}" for name in names for noun in data["practitioners"] if " " in name or len(name) > 3]


def _variants(name: str) -> Iterable[tuple[str, ...]]:
    """Return the keys of a name: words apart, compounds with hyphen also as one word, prefixes also apart."""
    key = name_key(name)
    if not key:
        return
    yield key
    if key[-1] == _INJECTION:
        yield from ((*key[:-1], said) for said in _SAID_OF_INJECTIONS)
    if "-" in name:
        yield name_key(re.sub(r"(?<=[a-z])-(?=[a-z])", "", name))
    for position, word in enumerate(key):
        for apart in _apart(word):
            yield (*key[:position], *apart, *key[position + 1 :])


@lru_cache(maxsize=_KEPT)
def _apart(word: str) -> tuple[tuple[str, str], ...]:
    """Return a word with each prefix that it may have as a word of its own."""
    prefixes = _PREFIXES if word.startswith(_PREFIXES) and "-" not in word else ()
    found = (prefix for prefix in prefixes if word.startswith(prefix) and len(word) > len(prefix) + _STEM)
    return tuple((prefix, word[len(prefix) :]) for prefix in found)
