"""Commands that read documents, check the evidence, and measure the reader."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from paingraph.ontology.english import counted
from paingraph.ontology.errors import UsageError
from paingraph.options import DATA, DOCUMENTS, JOBS, current, one_of, settings_of

if TYPE_CHECKING:
    from paingraph.loader.batch import Workers

__all__ = ["COMMANDS"]


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="FILE…", type=click.Path(path_type=Path))
@click.option("--output", metavar="FILE", type=click.Path(path_type=Path), help="Write the claims into this file.")
@JOBS
@click.option("--scheduler", metavar="ADDRESS", help="Read on the Dask cluster of this scheduler.")
def extract(paths: Sequence[Path], output: Path | None, jobs: int | None, scheduler: str | None) -> None:
    """Read files, or the files in folders, into claims, one JSON object a line; nothing is stored.

    A file that cannot be read is named on standard error, the others go on, and the exit code is 1. With --output an
    interrupted run goes on where it stopped when it is started again.

    \b
      paingraph extract leaflet.pdf
      paingraph extract leaflets/ --output claims.jsonl
    """
    from paingraph.loader.batch import LocalWorkers, read_files
    from paingraph.loader.folder import documents_in
    from paingraph.loader.journal import Journal
    from paingraph.progress import Tally, with_bar

    files = documents_in(paths)
    tally = Tally()
    with ExitStack() as stack:
        journal = stack.enter_context(Journal(output, files)) if output else None
        done = journal.done if journal else ()
        for outcome in done:
            tally.count(outcome)
        taken = {outcome.document: outcome.path for outcome in done if not outcome.problem}
        if scheduler:
            from paingraph.loader.cluster import ClusterWorkers

            workers: Workers = stack.enter_context(ClusterWorkers(scheduler))
        else:
            workers = stack.enter_context(LocalWorkers(jobs))
        rest = files[len(done) :]
        try:
            for outcome in with_bar(read_files(rest, workers, "extract", taken=taken), len(rest)):
                tally.count(outcome)
                if journal:
                    journal.write(outcome)
                else:
                    for line in outcome.claims:
                        click.echo(line)
        except KeyboardInterrupt:
            if journal:
                click.echo(f"paingraph: {output} holds what was read; the same command goes on there.", err=True)
            raise
    tally.conclude()


@click.command()
@DOCUMENTS
def verify(documents: str | None) -> None:
    """Check that every claim of the shipped corpus stands where it is said to stand in the documents."""
    folder = settings_of(documents=documents).documents
    if folder is None:
        raise UsageError("Say where the documents are: paingraph verify --documents DIR.")
    from paingraph.loader.shipped import load_corpus
    from paingraph.loader.verification import verify as re_anchor

    outcome = re_anchor(load_corpus(), folder)
    for problem in outcome.problems:
        click.echo(f"paingraph: {problem}", err=True)
    claims, documents = counted(outcome.claims, "claim"), counted(outcome.documents, "document")
    click.echo(f"{claims} of {documents} hold; {counted(len(outcome.problems), 'problem')}.")
    if not outcome.holds:
        raise SystemExit(1)


@click.command()
@DOCUMENTS
@click.option("--corpus", metavar="DIR", help="Folder of the corpus to rewrite.  [the shipped one]")
def recurate(documents: str | None, corpus: str | None) -> None:
    """Rewrite the corpus after a change of the rules: what curators hold true stays, decisions follow.

    New decisions are listed: a new rejection may be a claim that the curators missed.
    """
    folder = settings_of(documents=documents).documents
    if folder is None:
        raise UsageError("Say where the documents are: paingraph recurate --documents DIR.")
    from paingraph.loader.recuration import rewrite_corpus
    from paingraph.loader.shipped import CORPUS
    from paingraph.ontology.library import load_library

    new = rewrite_corpus(Path(corpus) if corpus else CORPUS, folder, load_library())
    for decision in new:
        said = f"{decision.subject} {decision.predicate} {decision.object} [{decision.polarity}]"
        click.echo(f"{decision.action} {decision.document}#char={decision.span.start},{decision.span.end} {said}")
    click.echo(counted(len(new), "new decision"))


@click.command()
@one_of("text", "turtle", "json")
@DATA
def candidates(form: str, data: str | None) -> None:
    """List the names that documents use and the vocabulary lacks, with counts and passages.

    As Turtle they are ready for the vocabulary, but for the definition that a curator writes.
    """
    from dataclasses import asdict

    from paingraph.loader.candidates import find_candidates, turtle
    from paingraph.ontology.library import load_library

    found = find_candidates(map(json.loads, current(settings_of(data=data)).claims()), load_library())
    if form == "turtle":
        click.echo(turtle(found), nl=False)
        return
    for candidate in found:
        if form == "json":
            click.echo(json.dumps(asdict(candidate), ensure_ascii=False))
        else:
            places = ", ".join(f"{document}#char={start},{end}" for document, start, end in candidate.passages)
            click.echo(f"{candidate.label} ({candidate.kind}): {counted(candidate.claims, 'claim')}, in {places}")
    if form == "text":
        click.echo(counted(len(found), "candidate"))


@click.command()
@click.option("--gold", metavar="FILE", multiple=True, required=True, help="Gold file, or a folder of them.")
@click.option("--list", "listed", is_flag=True, help="List what was read falsely and what was missed.")
def evaluate(gold: Sequence[str], listed: bool) -> None:
    """Measure the reader's rules against annotated documents.

    \b
      paingraph evaluate --gold tests/gold/seen --list
    """
    from paingraph.loader.evaluation import evaluate as measure
    from paingraph.ontology.library import load_library
    from paingraph.tables import print_evaluation

    print_evaluation(measure(map(Path, gold), load_library()), listed)


#: In the order of the help page.
COMMANDS = (extract, verify, recurate, candidates, evaluate)
