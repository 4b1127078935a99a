"""Forms of regular English verbs, and the irregular ones that the field uses."""

from __future__ import annotations

__all__ = ["active_forms", "past_forms"]

#: Each verb with its past forms.
_IRREGULAR = """give given gave, send sent, take taken took, find found, put put, undergo undergone underwent,
    get got gotten, do done did, make made, come come came, deal dealt, see seen saw, fight fought, grow grown,
    hold held, have had, arise arisen arose, choose chosen chose, drive driven, begin begun began, run run,
    bring brought, draw drawn, let let, burn burned burnt, seek sought, lead led, thread threaded,
    overcome overcome, fail failed, teach taught, keep kept, cut cut"""
_PAST = {verb: tuple(forms) for verb, *forms in map(str.split, _IRREGULAR.split(","))}
#: Verbs that double their last letter.
_DOUBLING = frozenset(
    {"stop", "numb", "plan", "refer", "control", "put", "get", "run", "begin", "occur", "let", "cut", "program", "stem"}
)
_VOWELS = "aeiou"


def active_forms(verb: str) -> tuple[str, ...]:
    """Return base, third person and present participle; of 'deal with' the first word changes."""
    head, _, rest = verb.partition(" ")
    forms = (head, _third(head), _participle(head))
    return tuple(f"{form} {rest}" if rest else form for form in forms)


def past_forms(verb: str) -> tuple[str, ...]:
    """Return past participle and past."""
    head, _, rest = verb.partition(" ")
    forms = _PAST.get(head) or (_regular_past(head),)
    return tuple(f"{form} {rest}" if rest else form for form in forms)


def _third(verb: str) -> str:
    if verb == "have":
        return "has"
    if verb.endswith(("s", "x", "z", "ch", "sh", "o")):
        return verb + "es"
    return verb[:-1] + "ies" if verb.endswith("y") and verb[-2] not in _VOWELS else verb + "s"


def _participle(verb: str) -> str:
    if verb in _DOUBLING and verb != "numb":
        return verb + verb[-1] + "ing"
    return verb[:-1] + "ing" if verb.endswith("e") and not verb.endswith("ee") else verb + "ing"


def _regular_past(verb: str) -> str:
    if verb in _DOUBLING and verb != "numb":
        return verb + verb[-1] + "ed"
    if verb.endswith("e"):
        return verb + "d"
    return verb[:-1] + "ied" if verb.endswith("y") and verb[-2] not in _VOWELS else verb + "ed"
