"""Tables for people: results of queries and the summary of a build, as the terminal shows them."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.table import Table

from paingraph.ontology.english import counted
from paingraph.ontology.namespaces import PREFIXES

if TYPE_CHECKING:
    from paingraph.build import Summary
    from paingraph.changes import Receipt
    from paingraph.loader.evaluation import Evaluation, Score

__all__ = ["print_evaluation", "print_receipt", "print_solutions", "print_summary"]

#: Width of a table that is not written to a terminal: wide enough to wrap little, narrow enough to read.
_FILE_WIDTH = 160


def print_solutions(body: bytes) -> None:
    """Print SPARQL JSON results (solutions or a boolean) as a table."""
    results = json.loads(body)
    if "boolean" in results:
        click.echo("true" if results["boolean"] else "false")
        return
    names = results["head"]["vars"]
    rows = [[_shown(row[name]) if name in row else "" for name in names] for row in results["results"]["bindings"]]
    _print(names, rows)
    click.echo(counted(len(rows), "row"))


def print_summary(summary: Summary) -> None:
    """Print what a build made: documents, entities, claims by relation, and how they came to be."""
    counts = summary.version.manifest["counts"]
    _print(
        ["relation", "claims", "asserted", "hedged", "negated", "by rule", "by curator"],
        [[name, *map(str, facts.values())] for name, facts in counts["relations"].items()],
    )
    _print(
        ["document", "entities", "claims", "by rule", "by curator"],
        [[name, *map(str, facts.values())] for name, facts in counts["by_document"].items()],
    )
    _print(["kind", "entities"], [[kind, str(number)] for kind, number in counts["entities"].items()])
    share = f"{counts['methods']['rule']} by rule, {counts['methods']['curator']} by curator"
    documents, claims = counted(counts["documents"], "document"), counted(counts["claims"], "claim")
    entities = counted(sum(counts["entities"].values()), "entity")
    edges, triples = counted(counts["edges"], "edge"), counted(counts["triples"], "triple")
    click.echo(
        f"{documents}, {entities}, {claims} ({share}), {edges}, {triples} in {summary.seconds:.1f} s\n"
        f"version {summary.version.digest[:16]} in {summary.version.folder}"
    )


def print_receipt(receipt: Receipt, dry_run: bool) -> None:
    """Print what a retraction takes away."""
    would = "would " if dry_run else ""
    _print_statements(f"Edges that {would}vanish", [(edge, "") for edge in receipt.edges_gone])
    _print_statements(
        f"Edges that {would}lose support",
        [(edge, f"{before} → {counted(after, 'document')}") for edge, before, after in receipt.edges_weakened],
    )
    _print_statements(f"Conclusions that {would}vanish", [(edge, "") for edge in receipt.conclusions_gone])
    _print_statements(
        f"Conclusions that {would}lose proofs",
        [(edge, f"{before} → {counted(after, 'derivation')}") for edge, before, after in receipt.conclusions_weakened],
    )
    click.echo(
        f"document {receipt.document}: {counted(len(receipt.claims), 'claim')}, "
        f"{counted(len(receipt.edges_gone), 'edge')} and "
        f"{counted(len(receipt.conclusions_gone), 'conclusion')} {would}vanish; "
        f"{counted(len(receipt.edges_weakened), 'edge')} and "
        f"{counted(len(receipt.conclusions_weakened), 'conclusion')} {would}lose support"
    )


def print_evaluation(evaluation: Evaluation, listed: bool) -> None:
    """Print precision, recall and F1: over all, by relation, and recall by the structure of the text."""
    overall = {
        "claims": evaluation.claims,
        "claims, accepted ones alone": evaluation.accepted,
        "claims, polarity left aside": evaluation.without_polarity,
        "entities": evaluation.entities,
    }
    _print_scores("", overall)
    _print_scores("relation", dict(sorted(evaluation.relations.items())))
    rows = [
        [name, str(score.found), str(score.missed), f"{score.recall:.2f}"]
        for name, score in sorted(evaluation.structures.items())
    ]
    _print(["structure", "found", "missed", "recall"], rows)
    if listed:
        for claim in evaluation.false:
            click.echo(f"false   {claim.to_line()}")
        for document, said in evaluation.missed:
            click.echo(f"missed  {document}: {said.subject} {said.predicate} {said.object} [{said.polarity}]")
        for document, slug in evaluation.false_entities:
            click.echo(f"false   {document}: entity {slug}")
        for document, slug in evaluation.missed_entities:
            click.echo(f"missed  {document}: entity {slug}")


def _print_scores(title: str, scores: Mapping[str, Score]) -> None:
    _print(
        [title, "right", "false", "missed", "precision", "recall", "F1"],
        [
            [name, *map(str, (score.right, score.false, score.missed))]
            + [f"{share:.2f}" for share in (score.precision, score.recall, score.f1)]
            for name, score in scores.items()
        ],
    )


def _print_statements(title: str, rows: Sequence[tuple[tuple[str, str, str], str]]) -> None:
    if rows:
        click.echo(f"{title}: {len(rows)}")
        _print(["subject", "relation", "object", ""], [[*statement, remark] for statement, remark in rows])


def _print(names: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    console = Console(width=None if sys.stdout.isatty() else _FILE_WIDTH)
    table = Table(box=None, header_style="bold", pad_edge=False)
    for name in names:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*row)
    console.print(table, markup=False)


def _shown(term: Mapping[str, Any]) -> str:
    """Return a term as people write it: a prefixed name where there is a prefix, a literal without its type."""
    value = str(term["value"])
    if term["type"] == "uri":
        for prefix, namespace in PREFIXES.items():
            if value.startswith(namespace) and "/" not in value.removeprefix(namespace):
                return f"{prefix}:{value.removeprefix(namespace)}"
    return value
