"""Commands that ask the built graph without a server."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from paingraph.ontology.errors import NotAcceptableError, UsageError
from paingraph.options import DATA, DOCUMENTS, QUERIES, current, one_of, opened, settings_of

if TYPE_CHECKING:
    from paingraph.api.settings import Settings
    from paingraph.queries.catalogue import Catalogue
    from paingraph.queries.header import Parameter
    from paingraph.queries.named_query import NamedQuery
    from paingraph.queries.store import Store

__all__ = ["COMMANDS"]


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("query")
@one_of("table", "json", "csv", "tsv", "xml", "turtle", "json-ld", "n-triples", "rdf-xml")
@DATA
@QUERIES
@click.argument("parameters", nargs=-1, type=click.UNPROCESSED)
def query(query: str, form: str, data: str | None, queries: str | None, parameters: Sequence[str]) -> None:
    """Ask a named query, a file, or standard input (-).

    \b
      paingraph query procedures-for-condition --condition "herniated disc"
      paingraph query my.rq --format csv
      echo 'SELECT * { ?s pg:treats ?o }' | paingraph query -

    `paingraph queries` lists the named ones and their parameters; one that is
    not given has its default. A CONSTRUCT or DESCRIBE is answered as Turtle,
    with `--format json` as JSON-LD, or in another format of graphs.
    """
    settings = settings_of(data=data, queries=queries)
    named, text = _find(query, settings)
    values = _parameters(parameters, named)
    for parameter in named.parameters if named else ():
        if parameter.name not in values and parameter.default is not None:
            click.echo(f"… with --{parameter.name} {parameter.default}, since none was given", err=True)
    with opened(settings) as store:
        _print_answer(store, named.bound(store, values) if named else text, form, settings.query_timeout)


@click.command()
@QUERIES
def queries(queries: str | None) -> None:
    """List the named queries with their parameters."""
    for named in _catalogue(settings_of(queries=queries)):
        click.echo(" ".join([named.name, *map(_option, named.parameters)]))
        click.echo(f"    {named.summary}")


def _option(parameter: Parameter) -> str:
    """Return how a parameter is given, with its default in brackets."""
    default = "" if parameter.default is None else f" [{parameter.default}]"
    return f"--{parameter.name} {parameter.kind.upper()}{default}"


@click.command()
@click.option("--status", type=click.Choice(("accepted", "candidate")), help="Only claims with this status.")
@one_of("json", "decisions")
@DATA
def claims(status: str | None, form: str, data: str | None) -> None:
    """Print the claims of the built graph, one JSON object a line, or as decisions that a curator completes.

    \b
      paingraph claims
      paingraph claims --status candidate --format decisions > leaflets/decisions.tsv
    """
    from paingraph.loader.proposals import proposals
    from paingraph.queries.versions import CLAIMS

    with (current(settings_of(data=data)).folder / CLAIMS).open(encoding="utf-8") as lines:
        chosen = (line for line in lines if status is None or json.loads(line)["status"] == status)
        for line in proposals(map(json.loads, chosen)) if form == "decisions" else chosen:
            click.echo(line.rstrip("\n"))


@click.command()
@click.argument("subject")
@click.argument("relation")
@click.argument("object", metavar="OBJECT")
@one_of("text", "markdown", "json", "turtle")
@DATA
@DOCUMENTS
def explain(subject: str, relation: str, object: str, form: str, data: str | None, documents: str | None) -> None:  # noqa: A002 - the name of the argument
    """Say why an edge holds, down to the passages, or why it does not.

    \b
      paingraph explain "epidural steroid injection" treats "spinal stenosis"
      paingraph explain anesthesiology canManage sciatica --format markdown
    """
    from paingraph.queries.proof_formats import ProofFormat, render, why_or_why_not

    with opened(settings_of(data=data, documents=documents)) as store:
        answer = why_or_why_not(store, subject, relation, object)
        click.echo(render(answer, ProofFormat(form)).rstrip("\n"))


def _catalogue(settings: Settings) -> Catalogue:
    from paingraph.queries.catalogue import Catalogue

    return Catalogue.with_folder(settings.queries)


def _find(query: str, settings: Settings) -> tuple[NamedQuery | None, str]:
    """Return the named query, if it is one, and the text."""
    if query == "-":
        return None, _decoded(sys.stdin.buffer.read(), "The query on standard input")
    if query.startswith("-"):
        raise UsageError(f"This command has no option {query}; `paingraph query --help` lists those that it has.")
    path = Path(query)
    if path.suffix or os.sep in query:
        try:
            return None, _decoded(path.read_bytes(), f"The query file {path}")
        except OSError as error:
            raise UsageError(f"The query file {path} cannot be read: {error.strerror}.") from error
    named = _catalogue(settings)[query]
    return named, named.text


def _decoded(query: bytes, what: str) -> str:
    """Return the text of a query; editors on Windows begin it with a byte order mark."""
    try:
        return query.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"{what} is not UTF-8 (byte {error.start}).") from error


def _parameters(given: Sequence[str], named: NamedQuery | None) -> dict[str, str]:
    """Read `--name value` and `--name=value`."""
    values: dict[str, str] = {}
    words = list(given)
    while words:
        word = words.pop(0)
        name, equals, value = word.removeprefix("--").partition("=")
        known = [parameter.name for parameter in named.parameters] if named else []
        if not word.startswith("--") or name not in known:
            offered = ", ".join(f"--{other}" for other in known) or "none"
            raise UsageError(f"{word} is not a parameter of this query; its parameters: {offered}.")
        if not equals and not words:
            raise UsageError(f"--{name} needs a value.")
        values[name] = value if equals else words.pop(0)
    return values


def _print_answer(store: Store, text: str, form: str, seconds: float) -> None:
    """Print the answer in the asked form; a table and json leave the format of a graph to us."""
    from paingraph.queries.formats import Format
    from paingraph.queries.store import Limits

    forms = {"table": [Format.JSON, Format.TURTLE], "json": [Format.JSON, Format.JSON_LD]}
    try:
        answer = store.evaluate(text, forms.get(form) or [Format.named(form)], limits=Limits(seconds=seconds))
    except NotAcceptableError as error:
        offered = ", ".join(Format.named(media_type).label for media_type in error.details["offered"])
        raise UsageError(f"This query has no answer in the format '{form}'; choose one of {offered}.") from error
    if form == "table" and answer.format is Format.JSON:
        from paingraph.tables import print_solutions

        print_solutions(answer.body)
    else:
        sys.stdout.buffer.write(answer.body)
        sys.stdout.buffer.write(b"" if answer.body.endswith(b"\n") else b"\n")


#: In the order of the help page.
COMMANDS = (query, queries, explain, claims)
