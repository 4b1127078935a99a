"""Generated leaflets: sentences of our own templates, filled with names of the vocabulary; one seed, one text."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from paingraph.ontology.library import Library

__all__ = ["leaflets", "names"]

TITLES = ("{Procedure}", "What to know about {Condition}", "{Procedure} for {Condition}", "Treatment of {Condition}")
HEADINGS = ("What is it for?", "How is it done?", "After the procedure", "Who is a candidate?", "Causes", "Risks")
#: As such texts say it: statements of all structures, doubt, denial, and sentences that say nothing to the reader.
SENTENCES = (
    "A {Procedure} can relieve pain from {Condition} and {Condition}.",
    "The {Procedure} is used to diagnose {Condition}, and it targets the {PainGenerator}.",
    "Many patients with {Condition} are offered a {Procedure} when conservative care has failed.",
    "This procedure is guided by {ImagingModality} and delivers a {Substance} to the {PainGenerator}.",
    "It is performed by specialists in {Specialty}, who have years of training.",
    "Relief may last from six weeks to several months, but not everybody has it.",
    "{Condition} may cause {Condition}, especially in older people.",
    "The {Procedure} does not treat {Condition}.",
    "It is not yet clear whether a {Procedure} helps people with {Condition}.",
    "Some doctors combine it with {Therapy}, which can help with {Condition} as well.",
    "Pain from the {PainGenerator} is often worse in the morning, and walking makes it better.",
    "You can eat a light meal beforehand, and somebody should drive you home.",
    "Please tell the team about all medicines that you take, and about any allergy.",
    "On the day you lie on a table, the skin is cleaned, and a thin needle is placed with care.",
)
LEAD_INS = ("Conditions treated include:", "The {Procedure} may be used for:", "Common causes are:")
_SLOT = re.compile(r"\{(\w+)\}")


def names(library: Library) -> Iterator[str]:
    """Yield every name of the vocabulary: labels, synonyms, and names that need their context."""
    for concept in library.concepts.values():
        yield from dict.fromkeys((concept.label, *concept.synonyms, *concept.context_labels))


def leaflets(count: int, library: Library, seed: int = 1) -> Iterator[str]:
    """Yield `count` leaflets of about 1,500 characters, each with title, headings, paragraphs and a list."""
    labels: dict[str, list[str]] = defaultdict(list)
    for concept in sorted(library.concepts.values(), key=lambda concept: concept.id):
        labels[concept.kind].append(concept.label)
    chance = random.Random(seed)
    for _ in range(count):
        parts = [_filled(chance, TITLES, labels)]
        for heading in chance.sample(HEADINGS, 3):
            parts.append(heading)
            parts.append(" ".join(_filled(chance, SENTENCES, labels) for _ in range(4)))
        items = "\n".join(f"- {name}" for name in chance.sample(labels["Condition"], 5))
        parts.append(f"{_filled(chance, LEAD_INS, labels)}\n{items}")
        yield "\n\n".join(parts) + "\n"


def _filled(chance: random.Random, templates: Sequence[str], labels: Mapping[str, Sequence[str]]) -> str:
    text = _SLOT.sub(lambda slot: chance.choice(labels[slot.group(1)]), chance.choice(templates))
    return text[0].upper() + text[1:]
