"""Explanations in words: as text for a terminal, and as Markdown with quotes as block quotes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from paingraph.queries.bounds import BOUNDS, Bounds
from paingraph.queries.proof_outline import Line, Role, explanation_outline, why_not_outline
from paingraph.queries.proofs import Explanation
from paingraph.queries.why_not import WhyNot

__all__ = ["markdown", "text"]

#: What Markdown would read as markup (CommonMark 0.31, section 2.4).
_MARKUP = re.compile(r"[\\`*_\[\]<>#|~&]")
#: What would begin a list or underline a heading (sections 4.3 and 5.2).
_MARKER = re.compile(r"^(\d*)([-+=.)])")


def text(answer: Explanation | WhyNot, bounds: Bounds = BOUNDS) -> str:
    """Return an answer as lines of text; deeper lines are indented by two blanks."""
    return "\n".join(_plain(_outline(answer, bounds))) + "\n"


def markdown(answer: Explanation | WhyNot, bounds: Bounds = BOUNDS) -> str:
    """Return an answer as Markdown: a heading, and a nested list in which quotes are block quotes."""
    return "\n".join(_marked(_outline(answer, bounds))) + "\n"


def _outline(answer: Explanation | WhyNot, bounds: Bounds) -> Iterator[Line]:
    return explanation_outline(answer, bounds) if isinstance(answer, Explanation) else why_not_outline(answer)


def _plain(lines: Iterable[Line]) -> Iterator[str]:
    for line in lines:
        indent = "  " * (line.depth + 1)
        match line.role:
            case Role.TITLE:
                yield line.text
            case Role.RULE:
                yield f"{indent}⇐ {line.text} [{line.iri}]"
            case Role.EDGE:
                yield f"{indent}• {line.text}"
            case Role.QUOTE:
                yield f"{indent}“{line.text}”"
            case Role.CLAIM | Role.NOTE | Role.SUMMARY:
                yield f"{indent}{line.text}"


def _marked(lines: Iterable[Line]) -> Iterator[str]:
    for line in lines:
        indent, words = "  " * line.depth, _escaped(line.text)
        match line.role:
            case Role.TITLE:
                yield f"# {words}"
                yield ""
            case Role.SUMMARY:
                yield words
                yield ""
            case Role.EDGE:
                yield f"{indent}- **{words}**"
            case Role.RULE:
                yield f"{indent}- *{words}* (`{line.iri}`)"
            case Role.CLAIM:
                yield f"{indent}- {words} ([passage](<{line.iri}>))"
            case Role.QUOTE:
                yield f"\n{indent}> {words}\n"
            case Role.NOTE:
                yield f"{indent}- {words}"


def _escaped(words: str) -> str:
    return _MARKER.sub(r"\1\\\2", _MARKUP.sub(r"\\\g<0>", words))
