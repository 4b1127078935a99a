"""Parameters of requests: declared once, read strictly, and described by the same declaration.

A value that holds a control character, is too long, out of range, given twice or unknown is an error that says what
would be right. Nothing here reaches a query's text: values are looked up or bound as terms.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, NoReturn

from paingraph.api.query_strings import pairs
from paingraph.ontology.english import did_you_mean
from paingraph.ontology.errors import PaingraphError, UsageError

__all__ = [
    "Choice",
    "Fields",
    "Flag",
    "Integer",
    "Number",
    "Parameter",
    "Text",
    "naming",
    "read",
    "read_none",
]

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
#: The same for readers of JSON Schema (ECMA 262).
_NO_CONTROL = r"[^\u0000-\u001f\u007f-\u009f\u2028\u2029\ufffe\uffff]*"
#: How much, from 0 to 1, a word must look like one that there is: among names of parameters, and among values.
_AKIN, _ALIKE = 0.4, 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A parameter of an operation; subclasses know how to read its text and how JSON Schema describes it."""

    name: str
    help: str
    default: Any = None
    required: bool = False
    repeated: bool = False
    example: Any = None

    def parse(self, text: str) -> Any:
        """Return the value that a text stands for."""
        raise NotImplementedError

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the value."""
        raise NotImplementedError

    def wrong(self, text: str, expected: str, **facts: Any) -> NoReturn:
        """Refuse a value and say what would be right; among further facts `nearest` is told in words, too."""
        shown = text if len(text) <= 60 else text[:60] + "…"
        raise UsageError(
            f"The parameter {self.name} must be {expected}, not {shown!r}.{did_you_mean(facts.get('nearest', ()))}",
            parameter=self.name,
            expected=expected,
            **facts,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(Parameter):
    """A line of text without control characters."""

    max_length: int = 200
    pattern: str | None = None
    expected: str = "text"

    def parse(self, text: str) -> str:
        """Return the text itself, without surrounding white space."""
        if len(text) > self.max_length:
            self.wrong(text, f"at most {self.max_length} characters long")
        if _CONTROL.search(text):
            self.wrong(text, "text without control characters")
        if self.pattern and not re.fullmatch(self.pattern, text):
            self.wrong(text, self.expected)
        return text.strip()

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the value."""
        pattern = self.pattern or _NO_CONTROL
        return {"type": "string", "maxLength": self.max_length, "pattern": f"^(?:{pattern})$"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Integer(Parameter):
    """A whole number within bounds."""

    low: int = 0
    high: int = 1_000_000

    def parse(self, text: str) -> int:
        """Return the number."""
        if not re.fullmatch(r"-?[0-9]{1,12}", text) or not self.low <= int(text) <= self.high:
            self.wrong(text, f"a whole number from {self.low} to {self.high}")
        return int(text)

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the value."""
        return {"type": "integer", "minimum": self.low, "maximum": self.high}


@dataclass(frozen=True, slots=True, kw_only=True)
class Number(Parameter):
    """A decimal number within bounds."""

    low: float
    high: float

    def parse(self, text: str) -> float:
        """Return the number."""
        if not re.fullmatch(r"[0-9]{1,9}(\.[0-9]{0,9})?", text) or not self.low <= float(text) <= self.high:
            self.wrong(text, f"a number from {self.low:g} to {self.high:g}")
        return float(text)

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the value."""
        return {"type": "number", "minimum": self.low, "maximum": self.high}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Parameter):
    """One of a few words."""

    choices: tuple[str, ...]

    def parse(self, text: str) -> str:
        """Return the word."""
        if text not in self.choices:
            nearest = _nearest(text, self.choices, _ALIKE)
            self.wrong(text, "one of " + ", ".join(self.choices), nearest=nearest, known=list(self.choices))
        return text

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the value."""
        return {"type": "string", "enum": list(self.choices)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields(Parameter):
    """Some of a few words, parted by commas."""

    choices: tuple[str, ...]

    def parse(self, text: str) -> tuple[str, ...]:
        """Return the words, in the order in which they are declared."""
        words = text.split(",")
        for word in words:
            if word not in self.choices:
                nearest = _nearest(word, self.choices)
                raise UsageError(
                    f"The parameter {self.name} knows no {word[:60]!r}.{did_you_mean(nearest)} "
                    f"There are {', '.join(self.choices)}.",
                    parameter=self.name,
                    nearest=nearest,
                    known=list(self.choices),
                )
        return tuple(word for word in self.choices if word in words)

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the value."""
        word = "|".join(map(re.escape, self.choices))
        return {"type": "string", "pattern": f"^(?:{word})(?:,(?:{word}))*$"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag(Parameter):
    """True or false."""

    def parse(self, text: str) -> bool:
        """Return the truth value."""
        if text not in ("true", "false"):
            self.wrong(text, "true or false")
        return text == "true"

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the value."""
        return {"type": "boolean"}


def read(given: Iterable[tuple[str, str]], declared: Sequence[Parameter], *, strict: bool = True) -> dict[str, Any]:
    """Return the declared parameters' values by name, defaults filled in.

    Raises:
        UsageError: a value is wrong, one is missing or given twice, or (if `strict`) a name is unknown.
    """
    texts: dict[str, list[str]] = {}
    for name, text in given:
        texts.setdefault(name, []).append(text)
    known = {parameter.name: parameter for parameter in declared}
    if strict:
        _refuse_unknown(texts, known)
    return {name: _value(parameter, texts.get(name, [])) for name, parameter in known.items()}


@contextmanager
def naming(parameter: str | None) -> Iterator[None]:
    """Have an error that comes of what a parameter holds name the parameter."""
    try:
        yield
    except PaingraphError as error:
        if parameter is not None:
            error.details["parameter"] = parameter
        raise


def read_none(query: bytes) -> None:
    """Refuse every parameter, where none is taken."""
    read(pairs(query), ())


def _value(parameter: Parameter, texts: Sequence[str]) -> Any:
    if parameter.repeated:
        return tuple(parameter.parse(text) for text in texts)
    if len(texts) > 1:
        raise UsageError(f"The parameter {parameter.name} is given {len(texts)} times.", parameter=parameter.name)
    if texts:
        return parameter.parse(texts[0])
    if parameter.required:
        known: tuple[str, ...] = getattr(parameter, "choices", ())
        offered = f" There are {', '.join(known)}." if known else ""
        raise UsageError(
            f"The parameter {parameter.name} is missing: {parameter.help}{offered}",
            parameter=parameter.name,
            required=True,
            **({"known": list(known)} if known else {}),
        )
    return parameter.default


def _refuse_unknown(texts: Mapping[str, object], known: Mapping[str, Parameter]) -> None:
    for name in texts:
        if name not in known:
            nearest = _nearest(name, known)
            offered = f"It takes {', '.join(known)}." if known else "It takes none."
            raise UsageError(
                f"This operation has no parameter {name[:60]!r}.{did_you_mean(nearest)} {offered}",
                parameter=name[:60],
                nearest=nearest,
                known=list(known),
            )


def _nearest(word: str, known: Iterable[str], likeness: float = _AKIN) -> list[str]:
    """Return the word that is most like another, whatever the case, if one is."""
    folded = {one.casefold(): one for one in known}
    return [folded[one] for one in get_close_matches(word[:60].casefold(), folded, n=1, cutoff=likeness)]
