"""What a sentence is read with: the rules, the entities that they imply, and what the passage is about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from paingraph.loader.claims import Entity
from paingraph.loader.rule_book import RuleBook
from paingraph.loader.topic import Topic

__all__ = ["Context"]


class Context(NamedTuple):
    """What a sentence is read with."""

    book: RuleBook
    entities: Mapping[str, Entity]
    topic: Topic
    #: What the sentence denies is a claim too, denied.
    judged: bool = True
