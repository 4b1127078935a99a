"""The command line, started as a user starts it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from paingraph.queries.versions import Version

ROOT = Path(__file__).parents[1]
COMMAND = Path(sys.executable).with_name("paingraph")
#: A text of our own, with one thing said in it.
LEAFLET = "Nerve blocks\n\nA nerve block is an injection that relieves sciatica.\n"


def run(*arguments: str | Path, data: Path | None = None, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """Run `paingraph` with a data folder of the test's own and nothing else in its environment."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PAINGRAPH_")}
    if data is not None:
        environment["PAINGRAPH_DATA"] = str(data)
    return subprocess.run(
        [COMMAND, *map(str, arguments)], input=stdin, capture_output=True, text=True, env=environment, timeout=300
    )


@pytest.fixture(scope="module")
def data(shipped_version: Version) -> Path:
    """A data folder with the shipped graph in it."""
    return shipped_version.folder.parents[1]


@pytest.fixture
def leaflet(tmp_path: Path) -> Path:
    """A file with a text of our own."""
    path = tmp_path / "910-leaflet.txt"
    path.write_text(LEAFLET, encoding="utf-8")
    return path


def assert_complains(result: subprocess.CompletedProcess[str], code: int, *words: str) -> None:
    """The command failed with one clear sentence that holds the words, and no traceback."""
    assert result.returncode == code, result
    assert "Traceback" not in result.stderr
    for word in words:
        assert word in result.stderr


def test_help_needs_no_heavy_library() -> None:
    """Help answers at once, because nothing is imported before it is used."""
    script = "import sys, paingraph.cli; print(*sorted(m.partition('.')[0] for m in sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    assert not {"rdflib", "pyoxigraph", "flask", "owlready2", "rich", "SPARQLWrapper", "granian"} & set(loaded)


def test_every_command_explains_itself() -> None:
    """The group lists its commands, and each has help of its own."""
    listing = run("--help").stdout
    commands = re.findall(r"^  (\w[\w-]+)  ", listing.partition("Commands:")[2], re.MULTILINE)
    assert {"build", "serve", "query", "queries", "claims", "extract", "verify"} <= set(commands)
    for command in commands:
        assert run(command, "--help").stdout.startswith(f"Usage: paingraph {command}")


def test_build_says_what_it_made(tmp_path: Path) -> None:
    """Progress on standard error, the summary on standard output."""
    result = run("build", data=tmp_path / "data")
    assert result.returncode == 0
    assert "reading the shipped corpus" in result.stderr
    assert re.search(r"5 documents, [\d,]+ entities, [\d,]+ claims .* edges, [\d,]+ triples in", result.stdout)


def test_claims_are_json_lines(data: Path) -> None:
    """One object a line, in the form that the API shares."""
    lines = run("claims", data=data).stdout.splitlines()
    assert len(lines) > 600
    claim = json.loads(lines[0])
    assert list(claim) == [
        "id", "document", "subject", "predicate", "object", "polarity", "start", "end", "heading", "quote",
        "method", "rule", "confidence", "status",
    ]  # fmt: skip
    assert claim["quote"] is None


def test_claims_build_first_if_nothing_is_built(tmp_path: Path) -> None:
    """A new user need not know the order of commands."""
    assert len(run("claims", data=tmp_path / "new").stdout.splitlines()) > 600


def test_a_closed_pipe_is_no_error(data: Path) -> None:
    """`paingraph claims | head -1` ends quietly."""
    script = f'"{COMMAND}" claims --data "{data}" | head -1'
    result = subprocess.run(["bash", "-o", "pipefail", "-c", script], capture_output=True, text=True, timeout=300)
    assert result.returncode == 0, result
    assert result.stderr == ""


def test_a_named_query_answers_in_each_format(data: Path) -> None:
    """The same rows as a table, JSON, CSV and TSV."""
    asked = ("query", "procedures-for-condition", "--condition", "herniated disc")
    table = run(*asked, data=data).stdout
    assert "epidural steroid injection" in table
    rows = json.loads(run(*asked, "--format", "json", data=data).stdout)["results"]["bindings"]
    assert len(run(*asked, "--format", "csv", data=data).stdout.splitlines()) == len(rows) + 1
    assert len(run(*asked, "--format", "tsv", data=data).stdout.splitlines()) == len(rows) + 1


def test_a_parameter_that_is_not_given_is_told_with_its_default(data: Path) -> None:
    """So that an answer on something else is not taken for the one that was meant."""
    defaulted = run("query", "well-supported-edges", data=data)
    assert "--least 2" in defaulted.stderr
    given = run("query", "well-supported-edges", "--least", "2", data=data)
    assert (given.stdout, given.stderr) == (defaulted.stdout, "")
    assert "well-supported-edges --least INTEGER [2]" in run("queries").stdout


def test_a_query_may_come_from_a_file_or_standard_input(data: Path, tmp_path: Path) -> None:
    """Both give the same answer; the prefixes of the house need no declaration."""
    text = "SELECT ?s WHERE { ?s pg:treats pgid:spinal-stenosis } ORDER BY ?s"
    file = tmp_path / "mine.rq"
    file.write_text(text, encoding="utf-8")
    from_file = run("query", file, "--format", "csv", data=data)
    from_input = run("query", "-", "--format", "csv", data=data, stdin=text)
    assert "epidural-steroid-injection" in from_file.stdout
    assert from_file.stdout == from_input.stdout


def test_a_construct_query_prints_turtle(data: Path) -> None:
    """A graph has no rows."""
    text = "CONSTRUCT { ?s pg:treats ?o } WHERE { ?s pg:treats ?o } LIMIT 1"
    assert "pg:treats" in run("query", "-", data=data, stdin=text).stdout


@pytest.mark.parametrize(
    ("query", "form", "begins"),
    [
        ("ASK {}", "xml", "<?xml"),
        ("CONSTRUCT WHERE { ?s pg:treats ?o }", "turtle", "@prefix"),
        ("CONSTRUCT WHERE { ?s pg:treats ?o }", "n-triples", "<https://"),
        ("CONSTRUCT WHERE { ?s pg:treats ?o }", "rdf-xml", "<?xml"),
        ("CONSTRUCT WHERE { ?s pg:treats ?o }", "json", "[{"),
    ],
)
def test_a_query_file_of_any_form_answers_in_its_formats(
    query: str, form: str, begins: str, data: Path, tmp_path: Path
) -> None:
    """Those of tables for tables, those of graphs for graphs; the mark of an editor on Windows is passed over."""
    file = tmp_path / "mine.rq"
    file.write_text(query, encoding="utf-8-sig")
    assert run("query", file, "--format", form, data=data).stdout.startswith(begins)


@pytest.mark.parametrize(
    ("query", "form", "offered"), [("ASK {}", "turtle", "json, xml, csv, tsv"), ("CONSTRUCT {} {}", "csv", "turtle, ")]
)
def test_a_format_that_a_query_cannot_have_names_those_that_it_can(
    query: str, form: str, offered: str, data: Path
) -> None:
    """A graph has no rows, a table no triples."""
    assert_complains(run("query", "-", "--format", form, data=data, stdin=query), 2, f"'{form}'", offered)


def test_a_query_that_is_not_utf_8_names_the_byte(data: Path, tmp_path: Path) -> None:
    """Latin-1, for instance."""
    file = tmp_path / "latin.rq"
    file.write_bytes("ASK { ?s ?p 'café' }".encode("latin-1"))
    assert_complains(run("query", file, data=data), 2, "latin.rq is not UTF-8 (byte 16)")


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("query", "procedures-for-conditoin"), 1, ["procedures-for-condition"]),
        (("query", "procedures-for-condition", "--condition", "sciatca"), 1, ["sciatica"]),
        (("query", "procedures-for-condition", "--condition", "nerve block"), 2, ["procedure", "condition"]),
        (("query", "procedures-for-condition", "--conditoin", "sciatica"), 2, ["--conditoin", "--condition"]),
        (("query", "procedures-for-condition", "--condition"), 2, ["needs a value"]),
        (("query", "nowhere.rq"), 2, ["nowhere.rq", "No such file"]),
        (("query", "--store", "http://localhost/query", "support"), 2, ["no option --store", "--help"]),
        (("build", "--documents", "nowhere"), 1, ["nowhere", "does not exist"]),
        (("verify",), 2, ["--documents"]),
        (("verify", "--documents", "nowhere"), 1, ["nowhere"]),
        (("serve", "--port", "eighty"), 2, ["--port", "eighty"]),
        (("extract", "nowhere.txt"), 1, ["nowhere.txt"]),
        (("frobnicate",), 2, ["frobnicate"]),
    ],
)
def test_bad_calls_get_one_clear_sentence(arguments: tuple[str, ...], code: int, words: list[str], data: Path) -> None:
    """What was wrong, where, and what to do."""
    assert_complains(run(*arguments, data=data), code, *words)


def test_a_malformed_query_names_line_and_column(data: Path) -> None:
    """The place of the error, counted from one."""
    result = run("query", "-", data=data, stdin="SELECT ?s WHERE {\n  ?s ?p }")
    assert_complains(result, 1, "line 2")


def test_a_data_folder_that_cannot_be_written(tmp_path: Path) -> None:
    """A file stands in the way."""
    (tmp_path / "data").write_text("")
    assert_complains(run("build", data=tmp_path / "data"), 1, "cannot be written", "--data")


def test_extract_prints_claims_and_stores_nothing(leaflet: Path, tmp_path: Path) -> None:
    """The claims of a file, with their quotes."""
    result = run("extract", leaflet, data=tmp_path / "untouched")
    claims = [json.loads(line) for line in result.stdout.splitlines()]
    said = {(claim["subject"]["id"], claim["predicate"], claim["object"].get("id")) for claim in claims}
    assert ("nerve-block", "treats", "sciatica") in said
    assert all(claim["quote"] == LEAFLET[claim["start"] : claim["end"]] for claim in claims)
    assert not (tmp_path / "untouched").exists()


def test_extract_goes_on_after_a_bad_file(leaflet: Path, tmp_path: Path) -> None:
    """The good file is read, the bad one named, and the exit code tells."""
    (tmp_path / "empty.txt").write_bytes(b"")
    result = run("extract", tmp_path / "empty.txt", leaflet)
    assert_complains(result, 1, "empty.txt", "1 of 2 files")
    assert result.stdout


def test_verify_holds_for_the_documents(documents: Path) -> None:
    """Every claim stands where it is said to stand."""
    result = run("verify", "--documents", documents)
    assert result.returncode == 0, result.stderr
    assert re.match(r"\d{3} claims of 5 documents hold; 0 problems", result.stdout)


def test_verify_fails_when_one_character_changes(documents: Path, tmp_path: Path) -> None:
    """The document and the broken claims are named."""
    for source in documents.glob("*.txt"):
        text = source.read_text(encoding="utf-8")
        if source.name.startswith("001"):
            text = text.replace("Steroids are injected", "Steroids are infected")
        (tmp_path / source.name).write_text(text, encoding="utf-8")
    result = run("verify", "--documents", tmp_path)
    assert_complains(result, 1, "Document 001", "epidural-steroid-injection")


def test_settings_come_from_flag_environment_and_file(data: Path, tmp_path: Path) -> None:
    """A flag wins over the environment."""
    result = run("claims", "--data", data, data=tmp_path / "environment")
    assert len(result.stdout.splitlines()) > 600
    assert not (tmp_path / "environment").exists()


def test_a_folder_of_queries_is_asked_by_command(data: Path, tmp_path: Path) -> None:
    """A question, and a graph."""
    (tmp_path / "is-treated.rq").write_text(
        '#+ summary: Is it treated?\n#+ param: condition (entity Condition) "The condition."\n'
        "ASK { ?thing pg:treats ?condition }\n",
        encoding="utf-8",
    )
    (tmp_path / "named.rq").write_text(
        '#+ summary: What is it called?\n#+ param: thing (entity) "The thing."\n'
        "CONSTRUCT { ?thing rdfs:label ?name } WHERE { ?thing skos:prefLabel ?name }\n",
        encoding="utf-8",
    )
    asked = run("query", "is-treated", "--condition", "sciatica", "--queries", tmp_path, data=data)
    assert asked.stdout == "true\n"
    made = run("query", "named", "--thing", "MONDO:0024333", "--queries", tmp_path, data=data)
    assert 'pgid:sciatica rdfs:label "sciatica"@en' in made.stdout


@pytest.mark.parametrize("command", [("query", "support"), ("queries",), ("serve",)])
def test_a_query_file_that_is_wrong_stops_every_command_at_once(
    data: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    """A server as well, before it says that it answers; file and line are told."""
    (tmp_path / "bad.rq").write_text("#+ summary: What is wrong?\nASK { ?s ?p }\n", encoding="utf-8")
    result = run(*command, "--queries", tmp_path, data=data)
    assert_complains(result, 2, "bad.rq", "line 2, column 13")
    assert result.stdout == ""
