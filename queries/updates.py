"""An update request taken apart into its operations, so that the dataset of each can be stated in its text.

The protocol lets a request name the dataset of all its WHERE clauses (section 2.2.3), and the engine takes no dataset
for an update, so USING clauses are written into each operation that has a WHERE. Nor does the engine know
declarations between operations, which the language has; each operation gets those before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from paingraph.ontology.errors import QueryRefusedError, UsageError
from paingraph.queries import guard
from paingraph.queries.tokens import Kind, Token, position, tokens

__all__ = ["Operation", "check", "operations", "refuse_dataset"]

_OPENING, _CLOSING = frozenset("{(["), frozenset("})]")
#: Tokens that a declaration of the prologue takes.
_DECLARATIONS = {"PREFIX": 3, "BASE": 2}


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation: the declarations that hold for it, its text, and its tokens outside of all brackets."""

    #: The keywords that tell what it does; MODIFY for a DELETE, INSERT or WITH that has templates.
    form: str
    #: In one line.
    prologue: str
    text: str
    #: Offset of the text in the update.
    start: int
    #: With their offsets in the text.
    outer: Sequence[Token]

    @property
    def words(self) -> list[str]:
        """The keywords outside of all brackets, in capitals."""
        return [token.text.upper() for token in self.outer if token.kind is Kind.WORD]

    @property
    def whole(self) -> str:
        """The operation as an update of its own."""
        return f"{self.prologue}{self.text}"

    def over(self, default: Iterable[str], named: Iterable[str]) -> str:
        """Return it with these graphs as the dataset of its WHERE, as an update of its own.

        What it says of its dataset itself is left: USING is, and WITH names the default graph.
        """
        if "USING" in self.words:
            return self.whole
        at = next(token.start for token in self.outer if token.is_word("WHERE"))
        head, where = self.text[:at], self.text[at:]
        if self.form == "DELETE WHERE":
            head = f"DELETE {where[len('WHERE') :]}"
        graphs = [self.outer[1].text] if self.words[0] == "WITH" else [f"<{iri}>" for iri in default]
        using = [*(f"USING {iri}" for iri in graphs), *(f"USING NAMED <{iri}>" for iri in named)]
        return f"{self.prologue}{head}\n{' '.join(using)}\n{where}"


def operations(update: str) -> list[Operation]:
    """Return the operations of an update that fits the grammar; each knows the declarations that stand before it."""
    found: list[Operation] = []
    prologue = ""
    for run in _runs(update):
        while run and run[0].text.upper() in _DECLARATIONS:
            length = _DECLARATIONS[run[0].text.upper()]
            prologue += " ".join(token.text for token in run[:length]) + " "
            run = run[length:]
        if run:
            start, last = run[0].start, run[-1]
            text = update[start : last.start + len(last.text)]
            outer = [token._replace(start=token.start - start) for token in _outer(run)]
            found.append(Operation(_form(run), prologue, text, start, outer))
    return found


def check(update: str) -> None:
    """Refuse an update that is too large, nests too deep, or reaches outside (SERVICE, LOAD)."""
    guard.check(update)
    for token in _outer(tokens(update)):
        if token.is_word("LOAD"):
            line, column = position(update, token.start)
            raise QueryRefusedError(
                f"LOAD is refused (line {line}, column {column}): nothing is fetched; send the data itself to /store.",
                line=line,
                column=column,
            )


def refuse_dataset(found: Iterable[Operation]) -> None:
    """Raise UsageError if an operation names its dataset although the request does (Protocol, section 2.2.3)."""
    if any({"USING", "WITH"} & {*operation.words} for operation in found):
        raise UsageError(
            "The dataset is named by the request (using-graph-uri, using-named-graph-uri) and by USING or WITH in the "
            "update; leave one of them out.",
            parameter="using-graph-uri",
        )


def _form(run: Sequence[Token]) -> str:
    words = [token.text.upper() for token in run[:2]]
    if words[0] in ("INSERT", "DELETE") and words[-1] in ("DATA", "WHERE"):
        return " ".join(words)
    return "MODIFY" if words[0] in ("INSERT", "DELETE", "WITH") else words[0]


def _runs(update: str) -> Iterator[list[Token]]:
    """Yield the tokens between the semicolons that part operations."""
    run: list[Token] = []
    depth = 0
    for token in tokens(update):
        depth += _step(token)
        if depth == 0 and token.text == ";":
            yield run
            run = []
        else:
            run.append(token)
    yield run


def _outer(run: Iterable[Token]) -> Iterator[Token]:
    """Yield the tokens outside of all brackets."""
    depth = 0
    for token in run:
        depth += _step(token)
        if depth == 0 and token.text not in _CLOSING:
            yield token


def _step(token: Token) -> int:
    """Return how a token changes the number of open brackets."""
    return (token.text in _OPENING) - (token.text in _CLOSING)
