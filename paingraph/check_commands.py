"""Commands that check the built graph and say what it lacks."""

from __future__ import annotations

import click

from paingraph.options import DATA, current, one_of, settings_of

__all__ = ["COMMANDS"]


@click.command()
@DATA
@one_of("text", "json", "tsv", "rdf")
def validate(data: str | None, form: str) -> None:
    """Check the built graph: SHACL shapes and the quality report; exit code 1 if there is an error.

    Consistency is checked by HermiT where Java is found.
    """
    lines = _lines(data)
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


@click.command()
@DATA
@one_of("markdown", "json", "tsv")
def gaps(data: str | None, form: str) -> None:
    """Say what the graph lacks: concepts that no terminology has, as term requests, and where the corpus is silent."""
    lines = _lines(data)
    from paingraph.ontology.gaps import find_gaps

    found = find_gaps(lines)
    texts = {"markdown": (found.markdown,), "json": (found.json,), "tsv": (found.requests_tsv, found.silences_tsv)}
    for text in texts[form]:
        click.echo(text().rstrip("\n"))


def _lines(data: str | None) -> list[str]:
    """Return the graph without what users wrote, which is not ours to judge."""
    from paingraph.queries.user_graphs import without_user_lines

    return list(without_user_lines(current(settings_of(data=data)).lines()))


#: In the order of the help page.
COMMANDS = (validate, gaps)
