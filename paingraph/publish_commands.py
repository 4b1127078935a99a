"""Commands that make versions of the graph, and serve them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import click

from paingraph.ontology.english import counted
from paingraph.ontology.errors import UsageError
from paingraph.options import CREDENTIALS, DATA, DOCUMENTS, JOBS, QUERIES, STORE, current, one_of, progress, settings_of
from paingraph.target import TARGET, Target, require_graph

__all__ = ["COMMANDS"]


@click.command()
@DATA
@DOCUMENTS
@click.option("--skip-bad", is_flag=True, help="Leave out files that cannot be read, instead of publishing nothing.")
@JOBS
@TARGET
def build(skip_bad: bool, jobs: int | None, **flags: str | None) -> None:
    """Build the graph and publish it.

    From the shipped corpus, or from the files in a folder; and load it into a store kept elsewhere, if one is named:

    \b
      paingraph build
      paingraph build --documents ../shared/documents
      paingraph build --store http://localhost:7878/query
    """
    settings = settings_of(**flags)
    target = Target(settings)
    from paingraph.build import build as make
    from paingraph.progress import with_bar
    from paingraph.tables import print_summary

    summary = make(settings.data, settings.documents, progress, with_bar, skip_bad=skip_bad, jobs=jobs)
    for note in summary.notes:
        click.echo(f"note: {note}", err=True)
    print_summary(summary)
    target.load(summary.version)


@click.command()
@DATA
@DOCUMENTS
@QUERIES
@STORE
@CREDENTIALS
@click.option("--host", metavar="HOST", help="Address to listen on.  [127.0.0.1]")
@click.option("--port", metavar="PORT", help="Port to listen on.  [8000]")
@click.option("--workers", metavar="N", help="Processes that evaluate queries.  [2]")
@click.option("--query-timeout", metavar="SECONDS", help="Longest time that a query may take.  [30]")
@click.option("--cache", metavar="SIZE", help="Bytes of answers that are kept; 0 keeps none.  [64MB]")
@click.option(
    "--service-allow", metavar="HOST[:PORT]", multiple=True, help="Host that SERVICE may call; repeatable.  [none]"
)
@click.option("--update-token-file", metavar="FILE", help="File with the token that allows changes.  [no changes]")
@click.option("--log-level", metavar="LEVEL", help="debug, info, warning or error.  [info]")
def serve(service_allow: Sequence[str], **flags: str | None) -> None:
    """Serve the graph: SPARQL, JSON, linked data and pages on one address.

    Builds first if nothing is built, or if the given documents are not in the built version.
    """
    settings = settings_of(service_allow=",".join(service_allow) or None, **flags)
    if settings.store:
        require_graph(settings)
    version = None if settings.store else current(settings)
    from paingraph.api.server import serve as run
    from paingraph.notes import built_before

    for note in built_before(version):
        click.echo(f"note: {note}", err=True)
    run(settings, version.folder if version is not None else None)


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="FILE…", type=click.Path(path_type=Path))
@DATA
@JOBS
@TARGET
def add(paths: Sequence[Path], jobs: int | None, **flags: str | None) -> None:
    """Read files, or the files in folders, and put them into the graph, as a new version of it.

    A file that has not changed since it was added is not read again; one that has changed replaces its claims. A file
    that cannot be read is named on standard error, the others are added, and the exit code is 1.
    """
    settings = settings_of(**flags)
    target = Target(settings)
    from paingraph.changes import add as put
    from paingraph.loader.folder import documents_in
    from paingraph.progress import with_bar
    from paingraph.queries.versions import current_version

    files = documents_in(paths)
    outcome = put(settings.data, files, progress, with_bar, jobs)
    for problem in outcome.problems:
        click.echo(f"paingraph: {problem}", err=True)
    for document, number in outcome.added.items():
        click.echo(f"document {document}: {counted(number, 'claim')}")
    for document, (before, now) in outcome.replaced.items():
        click.echo(f"document {document}: {counted(now, 'claim')} instead of {before}")
    counts = f"{len(outcome.added)} added, {len(outcome.replaced)} replaced, {len(outcome.unchanged)} unchanged"
    click.echo(f"{counted(len(files), 'file')}: {counts}, {len(outcome.problems)} not read")
    target.load(current_version(settings.data))
    if outcome.problems:
        raise SystemExit(1)


@click.command()
@click.argument("document")
@click.option("--dry-run", is_flag=True, help="Only say what would vanish.")
@one_of("text", "json")
@DATA
@TARGET
def retract(document: str, dry_run: bool, form: str, **flags: str | None) -> None:
    """Take a document out of the graph, with a receipt of all that rests on it.

    What other documents say as well stays; what followed from this one alone goes.
    """
    settings = settings_of(**flags)
    target = Target(settings)
    from paingraph.changes import retract as take
    from paingraph.queries.versions import current_version
    from paingraph.tables import print_receipt

    receipt = take(settings.data, document, progress, dry_run)
    if form == "json":
        click.echo(json.dumps(receipt.to_json(), ensure_ascii=False, indent=1))
    else:
        print_receipt(receipt, dry_run)
    if not dry_run:
        target.load(current_version(settings.data))


@click.command()
@DATA
@TARGET
def load(**flags: str | None) -> None:
    """Load the built graph, as it is, into a store kept elsewhere.

    After a load that broke off, or for a graph that users changed:

    \b
      paingraph load --store http://localhost:7878/query
    """
    settings = settings_of(**flags)
    if settings.store is None:
        raise UsageError("Name the store to load the graph into: --store URL.")
    target = Target(settings)
    from paingraph.queries.versions import current_version

    version = current_version(settings.data)
    if version is None:
        raise UsageError(f"Nothing is built in {settings.data}; run `paingraph build --store {settings.store}`.")
    target.load(version)


#: In the order of the help page.
COMMANDS = (build, serve, add, retract, load)
