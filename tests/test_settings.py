"""Settings: where a value comes from, and what a wrong one is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from paingraph.api.settings import SETTINGS, Settings, read_settings
from paingraph.ontology.errors import UsageError


def test_without_anything_given_the_defaults_hold() -> None:
    """Nothing needs to be set for a first run."""
    settings = read_settings()
    assert (settings.host, settings.port, settings.query_timeout) == ("127.0.0.1", 8000, 30.0)


def test_a_flag_wins_over_the_environment_and_that_over_the_file(tmp_path: Path) -> None:
    """Nearest to the caller wins; foreign variables are none of ours."""
    file = tmp_path / "paingraph.toml"
    file.write_text('port = 1001\nhost = "file.example"\nworkers = 3\n')
    environment = {"PAINGRAPH_PORT": "1002", "PAINGRAPH_HOST": "variable.example", "HOME": "elsewhere"}
    settings = read_settings({"port": "1003", "data": None}, environment, file)
    assert (settings.port, settings.host, settings.workers) == (1003, "variable.example", 3)


@pytest.mark.parametrize(
    ("flags", "environment", "said"),
    [
        ({"port": "http"}, {}, "--port must be a whole number from 1 to 65535, not 'http'"),
        ({"port": "70000"}, {}, "--port must be"),
        ({"query_timeout": "soon"}, {}, "--query-timeout must be a number of seconds"),
        ({"query_timeout": "nan"}, {}, "--query-timeout must be"),
        ({"log_level": "loud"}, {}, "one of debug, info, warning, error"),
        ({"data": "a\0b"}, {}, "--data must be a path"),
        ({"host": "a host"}, {}, "--host must be"),
        ({}, {"PAINGRAPH_RESULT_LIMIT": "lots"}, "PAINGRAPH_RESULT_LIMIT in the environment must be a size"),
        ({}, {"PAINGRAPH_QUERY_TIMOUT": "3"}, "is not a setting (did you mean query-timeout?)"),
    ],
)
def test_a_wrong_value_names_its_key_and_its_place(
    flags: dict[str, object], environment: dict[str, str], said: str
) -> None:
    """A user finds the line to change without reading code."""
    with pytest.raises(UsageError) as caught:
        read_settings(flags, environment)
    assert said in caught.value.message


def test_all_wrong_values_are_told_together(tmp_path: Path) -> None:
    """One run shows every mistake."""
    file = tmp_path / "paingraph.toml"
    file.write_text("prot = 8000\nworkers = true\n")
    with pytest.raises(UsageError) as caught:
        read_settings({"port": "0"}, {}, file)
    problems = caught.value.details["problems"]
    assert [problem.split(" ")[0] for problem in problems] == ["prot", "workers", "--port"]
    assert "did you mean port?" in problems[0]


def test_a_file_that_is_missing_or_no_toml_is_one_sentence(tmp_path: Path) -> None:
    """A broken file is a usage error, not a traceback."""
    with pytest.raises(UsageError, match="cannot be read: No such file"):
        read_settings(file=tmp_path / "missing.toml")
    broken = tmp_path / "paingraph.toml"
    broken.write_text("port 8000")
    with pytest.raises(UsageError, match="is not TOML"):
        read_settings(file=broken)


@pytest.mark.parametrize(
    ("text", "size"), [("64MB", 64_000_000), ("1.5GB", 1_500_000_000), ("2000000", 2_000_000), ("3 kb", 3_000)]
)
def test_sizes_may_carry_a_unit(text: str, size: int) -> None:
    """Sizes are written as people write them."""
    assert read_settings({"result_limit": text}).result_limit == size


def test_the_cache_can_be_switched_off() -> None:
    """By a size of nothing."""
    assert read_settings(environment={"PAINGRAPH_CACHE": "0"}).cache == 0


def test_the_table_is_what_the_settings_are() -> None:
    """Flags, variables and fields have one source."""
    for setting in SETTINGS:
        assert hasattr(Settings(), setting.field)
        assert setting.help.endswith(".")
        assert setting.variable == "PAINGRAPH_" + setting.name.replace("-", "_").upper()
