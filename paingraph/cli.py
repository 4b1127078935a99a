"""The command line: thin commands over the rooms; heavy libraries are imported where they are used."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from paingraph import __version__
from paingraph.ontology.errors import PaingraphError, UsageError

if TYPE_CHECKING:
    from paingraph.api.settings import Settings
    from paingraph.queries.catalogue import NamedQuery
    from paingraph.queries.store import Store
    from paingraph.queries.versions import Version

__all__ = ["main"]

_DATA = click.option("--data", metavar="DIR", help="Folder that holds the built versions of the graph.")
_DOCUMENTS = click.option("--documents", metavar="DIR", help="Folder with the documents, so that quotes are shown.")
_FORMATS = ("table", "json", "csv", "tsv")


class _Door(click.Group):
    """The group of commands; an error of ours is one sentence on standard error, and its own exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except PaingraphError as error:
            click.echo(f"paingraph: {error.message}", err=True)
            ctx.exit(error.exit_code)
        except BrokenPipeError:
            # The reader has seen enough (`paingraph claims | head`); Python must not complain at its exit either.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(0)


@click.group(cls=_Door, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="paingraph")
def main() -> None:
    """Build, serve and query a knowledge graph of interventional pain medicine.

    Every setting can also stand in the environment (PAINGRAPH_DATA=…) or in paingraph.toml.
    """


@main.command()
@_DATA
@_DOCUMENTS
def build(data: str | None, documents: str | None) -> None:
    """Build the graph and publish it.

    From the shipped corpus, or from the files in a folder:

    \b
      paingraph build
      paingraph build --documents ../shared/documents
    """
    settings = _settings(data=data, documents=documents)
    from paingraph import build as builder

    summary = builder.build(settings.data, settings.documents, _progress)
    for note in summary.notes:
        click.echo(f"note: {note}", err=True)
    from paingraph.tables import print_summary

    print_summary(summary)


@main.command()
@_DATA
@_DOCUMENTS
@click.option("--host", metavar="HOST", help="Address to listen on.  [127.0.0.1]")
@click.option("--port", metavar="PORT", help="Port to listen on.  [8000]")
@click.option("--workers", metavar="N", help="Processes that evaluate queries.  [2]")
@click.option("--query-timeout", metavar="SECONDS", help="Longest time that a query may take.  [30]")
@click.option("--log-level", metavar="LEVEL", help="debug, info, warning or error.  [info]")
def serve(**flags: str | None) -> None:
    """Serve the graph: SPARQL, JSON, linked data and pages on one address.

    Builds first if nothing is built, or if the given documents are not in the built version.
    """
    settings = _settings(**flags)
    version = _version(settings)
    from paingraph.api.server import serve as run

    run(settings, version.folder)


@main.command(context_settings={"ignore_unknown_options": True})
@click.argument("query")
@click.option("--format", "form", type=click.Choice(_FORMATS), default="table", show_default=True)
@_DATA
@click.argument("parameters", nargs=-1, type=click.UNPROCESSED)
def query(query: str, form: str, data: str | None, parameters: Sequence[str]) -> None:
    """Ask a named query, a file, or standard input (-).

    \b
      paingraph query procedures-for-condition --condition "herniated disc"
      paingraph query my.rq --format csv
      echo 'SELECT * { ?s pg:treats ?o }' | paingraph query -

    `paingraph queries` lists the named ones and their parameters.
    """
    settings = _settings(data=data)
    named, text = _find_query(query)
    values = _parameters(parameters, named)
    version = _version(settings)
    from paingraph.queries.embedded import EmbeddedStore

    store = EmbeddedStore.open(version.folder, workers=1)
    try:
        _print_answer(store, named.bound(store, values) if named else text, form, settings.query_timeout)
    finally:
        store.close()


@main.command()
def queries() -> None:
    """List the named queries with their parameters."""
    from paingraph.queries.catalogue import Catalogue

    for named in Catalogue.shipped():
        options = " ".join(f"--{parameter.name} {parameter.kind.upper()}" for parameter in named.parameters)
        click.echo(f"{named.name} {options}".rstrip())
        click.echo(f"    {named.summary}")


@main.command()
@_DATA
def claims(data: str | None) -> None:
    """Print every claim of the built graph, one JSON object a line."""
    from paingraph.queries.versions import CLAIMS

    with (_version(_settings(data=data)).folder / CLAIMS).open(encoding="utf-8") as lines:
        for line in lines:
            click.echo(line, nl=False)


@main.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
def extract(files: Sequence[str]) -> None:
    """Read files and print their claims, one JSON object a line; nothing is stored.

    A file that cannot be read is named on standard error, the others go on, and the exit code is 1.
    """
    from paingraph.loader.extraction import extract as read
    from paingraph.loader.readers import read_document
    from paingraph.ontology.library import load_library

    library = load_library()
    failed = 0
    for name in files:
        try:
            for claim in read(read_document(Path(name)), library):
                click.echo(claim.to_line())
        except PaingraphError as error:
            failed += 1
            click.echo(f"paingraph: {error.message}", err=True)
    if failed:
        click.echo(f"paingraph: {failed} of {len(files)} files could not be read.", err=True)
        raise SystemExit(1)


@main.command()
@_DOCUMENTS
def verify(documents: str | None) -> None:
    """Check that every claim of the shipped corpus stands where it is said to stand in the documents."""
    folder = _settings(documents=documents).documents
    if folder is None:
        raise UsageError("Say where the documents are: paingraph verify --documents DIR.")
    from paingraph.loader.shipped import load_corpus
    from paingraph.loader.shipped import verify as re_anchor

    outcome = re_anchor(load_corpus(), folder)
    for problem in outcome.problems:
        click.echo(f"paingraph: {problem}", err=True)
    click.echo(f"{outcome.claims} claims of {outcome.documents} documents hold; {len(outcome.problems)} problems.")
    if not outcome.holds:
        raise SystemExit(1)


@main.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@_DATA
def add(files: Sequence[str], data: str | None) -> None:
    """Read files and put them into the graph, as a new version of it.

    A file that cannot be read is named on standard error, the others are added, and the exit code is 1.
    """
    settings = _settings(data=data)
    from paingraph.changes import add as put

    outcome = put(settings.data, map(Path, files), _progress)
    for problem in outcome.problems:
        click.echo(f"paingraph: {problem}", err=True)
    for document, number in outcome.added.items():
        click.echo(f"document {document}: {number} claims")
    click.echo(f"{len(outcome.added)} of {len(files)} files added")
    if outcome.problems:
        raise SystemExit(1)


@main.command()
@click.argument("document")
@click.option("--dry-run", is_flag=True, help="Only say what would vanish.")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True)
@_DATA
def retract(document: str, dry_run: bool, form: str, data: str | None) -> None:
    """Take a document out of the graph, with a receipt of all that rests on it.

    What other documents say as well stays; what followed from this one alone goes.
    """
    settings = _settings(data=data)
    from paingraph.changes import retract as take

    receipt = take(settings.data, document, _progress, dry_run)
    if form == "json":
        import json

        click.echo(json.dumps(receipt.to_json(), ensure_ascii=False, indent=1))
        return
    from paingraph.tables import print_receipt

    print_receipt(receipt, dry_run)


@main.command()
@_DATA
@click.option("--format", "form", type=click.Choice(("text", "json", "tsv", "rdf")), default="text", show_default=True)
def validate(data: str | None, form: str) -> None:
    """Check the built graph: SHACL shapes and the quality report; exit code 1 if there is an error.

    Consistency is checked by HermiT where Java is found.
    """
    lines = _graph(_settings(data=data))
    from paingraph.ontology.consistency import check_consistency
    from paingraph.ontology.library import ontology_ntriples
    from paingraph.ontology.quality import FORMATS, report
    from paingraph.ontology.validation import validate as hold_against_shapes

    outcome = report(lines) + hold_against_shapes(lines)
    click.echo(FORMATS[form](outcome).rstrip("\n"))
    consistency = check_consistency(ontology_ntriples())
    click.echo(f"paingraph: {consistency.note}", err=True)
    if not outcome.passed or (consistency.checked and not consistency.sound):
        raise SystemExit(1)


@main.command()
@_DATA
@click.option("--format", "form", type=click.Choice(("markdown", "json", "tsv")), default="markdown", show_default=True)
def gaps(data: str | None, form: str) -> None:
    """Say what the graph lacks: concepts that no terminology has, as term requests, and where the corpus is silent."""
    lines = _graph(_settings(data=data))
    from paingraph.ontology.gaps import find_gaps

    found = find_gaps(lines)
    text = {"markdown": found.markdown, "json": found.json, "tsv": found.requests_tsv}[form]()
    click.echo(text.rstrip("\n"))
    if form == "tsv":
        click.echo(found.silences_tsv().rstrip("\n"))


def _graph(settings: Settings) -> list[str]:
    from paingraph.queries.versions import GRAPH

    return (_version(settings).folder / GRAPH).read_text(encoding="utf-8").splitlines()


def _settings(**flags: str | None) -> Settings:
    from paingraph.api.settings import CONFIG_FILE, read_settings

    file = Path(CONFIG_FILE)
    return read_settings(flags, os.environ, file if file.exists() else None)


def _version(settings: Settings) -> Version:
    from paingraph.build import ensure_built

    return ensure_built(settings.data, settings.documents, _progress)


def _progress(message: str) -> None:
    click.echo(f"… {message}", err=True)


def _find_query(query: str) -> tuple[NamedQuery | None, str]:
    """Return the named query, if it is one, and the text."""
    if query == "-":
        return None, sys.stdin.read()
    path = Path(query)
    if path.suffix or os.sep in query:
        try:
            return None, path.read_text(encoding="utf-8")
        except OSError as error:
            raise UsageError(f"The query file {path} cannot be read: {error.strerror}.") from error
        except UnicodeDecodeError as error:
            raise UsageError(f"The query file {path} is not UTF-8 (byte {error.start}).") from error
    from paingraph.queries.catalogue import Catalogue

    named = Catalogue.shipped()[query]
    return named, named.text


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
    """Print solutions in the asked form; a CONSTRUCT or DESCRIBE comes as Turtle, or as JSON-LD for json."""
    from paingraph.queries.formats import Format
    from paingraph.queries.store import Limits

    forms = {
        "table": [Format.JSON, Format.TURTLE],
        "json": [Format.JSON, Format.JSON_LD],
        "csv": [Format.CSV, Format.TURTLE],
        "tsv": [Format.TSV, Format.TURTLE],
    }
    answer = store.evaluate(text, forms[form], limits=Limits(seconds=seconds))
    if form == "table" and answer.format is Format.JSON:
        from paingraph.tables import print_solutions

        print_solutions(answer.body)
    else:
        sys.stdout.buffer.write(answer.body)
        sys.stdout.buffer.write(b"" if answer.body.endswith(b"\n") else b"\n")
