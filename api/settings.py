"""The settings of paingraph: one table, read once at the edge into one frozen object.

A value comes from the first of: flag, environment (`PAINGRAPH_…`), `paingraph.toml`, default. The fields of `Settings`
are the table: name, type, default, help. The command line makes its options from `SETTINGS`, and so do the docs.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import Field, dataclass, field, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from platformdirs import user_data_path

from paingraph.api.setting_values import (
    read_host,
    read_hosts,
    read_log_level,
    read_path,
    read_secret,
    read_url,
    seconds,
    sizes,
    whole_numbers,
)
from paingraph.ontology.errors import UsageError

__all__ = ["CONFIG_FILE", "ENVIRONMENT_PREFIX", "SETTINGS", "Setting", "Settings", "read_settings"]

#: Settings file that is read from the working directory.
CONFIG_FILE = "paingraph.toml"
#: What an environment variable of ours begins with: `query-timeout` is `PAINGRAPH_QUERY_TIMEOUT`.
ENVIRONMENT_PREFIX = "PAINGRAPH_"


def _row(text: str, read: Callable[[object], Any], metavar: str, *, secret: bool = False) -> dict[str, Any]:
    return {"help": text, "read": read, "metavar": metavar, "secret": secret}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that can be set, with its default."""

    data: Path = field(
        default_factory=lambda: user_data_path("paingraph"),
        metadata=_row("Folder that holds the built versions of the graph.", read_path, "DIR"),
    )
    documents: Path | None = field(
        default=None, metadata=_row("Folder with the documents; with it, quotes are shown.", read_path, "DIR")
    )
    queries: Path | None = field(
        default=None, metadata=_row("Folder with further named queries (*.rq).", read_path, "DIR")
    )
    store: str | None = field(
        default=None, metadata=_row("SPARQL endpoint that holds the graph, instead of this machine.", read_url, "URL")
    )
    store_update: str | None = field(
        default=None,
        metadata=_row("Where that store takes updates, if it is not where they are expected.", read_url, "URL"),
    )
    store_credentials: Path | None = field(
        default=None,
        metadata=_row("File with USER:PASSWORD for that store, readable by its owner alone.", read_path, "FILE"),
    )
    host: str = field(default="127.0.0.1", metadata=_row("Address that the server listens on.", read_host, "HOST"))
    port: int = field(default=8000, metadata=_row("Port that the server listens on.", whole_numbers(1, 65535), "PORT"))
    workers: int = field(default=2, metadata=_row("Processes that evaluate queries.", whole_numbers(1, 64), "N"))
    query_timeout: float = field(
        default=30.0,
        metadata=_row("Seconds that a query may take; a request may ask for less.", seconds(0.1, 3600), "SECONDS"),
    )
    result_limit: int = field(
        default=64_000_000, metadata=_row("Bytes that the answer of a query may have.", sizes(1_000), "SIZE")
    )
    memory_limit: int = field(
        default=1_500_000_000,
        metadata=_row("Bytes of memory that a query's process may use.", sizes(200_000_000), "SIZE"),
    )
    cache: int = field(
        default=64_000_000,
        metadata=_row("Bytes of answers that are kept, to be given again; 0 keeps none.", sizes(0), "SIZE"),
    )
    body_limit: int = field(
        default=2_000_000, metadata=_row("Bytes that the body of a request may have.", sizes(1_000), "SIZE")
    )
    service_allow: tuple[str, ...] = field(
        default=(),
        metadata=_row("Hosts that queries may call by SERVICE, parted by commas.", read_hosts, "HOST[:PORT]"),
    )
    update_token_file: Path | None = field(
        default=None,
        metadata=_row("File with the token that allows changes, readable by its owner alone.", read_path, "FILE"),
    )
    update_token: str | None = field(
        default=None,
        repr=False,
        metadata=_row("The token itself; only the environment may hold it.", read_secret, "TOKEN", secret=True),
    )
    log_level: str = field(
        default="info",
        metadata=_row("How much is logged: debug, info (one line a request), warning, error.", read_log_level, "LEVEL"),
    )


@dataclass(frozen=True, slots=True)
class Setting:
    """One row of the table: what a flag, a variable and a line of the documentation are made of."""

    #: Name in the file and, with two hyphens, on the command line.
    name: str
    #: Name of the field of `Settings`.
    field: str
    help: str
    metavar: str
    default: object
    read: Callable[[object], Any]
    #: Read from the environment alone, and never shown.
    secret: bool

    @property
    def variable(self) -> str:
        """The environment variable."""
        return ENVIRONMENT_PREFIX + self.field.upper()


def _setting(of: Field[Any]) -> Setting:
    default = of.default_factory() if callable(of.default_factory) else of.default
    return Setting(name=of.name.replace("_", "-"), field=of.name, default=default, **of.metadata)


#: The table.
SETTINGS: tuple[Setting, ...] = tuple(_setting(of) for of in fields(Settings))

_BY_FIELD = {setting.field: setting for setting in SETTINGS}


def read_settings(
    flags: Mapping[str, object] | None = None,
    environment: Mapping[str, str] | None = None,
    file: Path | None = None,
) -> Settings:
    """Return the settings from flags (by field name, None where not given), environment and file.

    Raises:
        UsageError: a value or a name is wrong; the message names every one, and where it came from.
    """
    given = {name: value for name, value in (flags or {}).items() if value is not None}
    sources = (
        [(field, value, f"--{_BY_FIELD[field].name}") for field, value in given.items() if field in _BY_FIELD],
        list(_from_environment(environment or {})),
        list(_from_file(file) if file else ()),
    )
    values: dict[str, object] = {}
    problems: list[str] = []
    for source in reversed(sources):
        for name, value, place in source:
            setting = _BY_FIELD.get(name)
            if setting is None:
                problems.append(f"{place} is not a setting{_nearest(name)}")
                continue
            if setting.secret and place != _in_environment(setting.variable):
                problems.append(f"{place} is a secret; give it as {setting.variable} in the environment")
                continue
            try:
                values[setting.field] = setting.read(value)
            except ValueError as error:
                problems.append(f"{place} must be {error}" + ("" if setting.secret else f", not {value!r}"))
    if problems:
        raise UsageError("; ".join(problems) + ".", problems=problems)
    return Settings(**values)  # type: ignore[arg-type]  # each value was read by its own field's reader


def _from_environment(environment: Mapping[str, str]) -> Iterator[tuple[str, object, str]]:
    for variable, value in sorted(environment.items()):
        if variable.startswith(ENVIRONMENT_PREFIX):
            yield variable.removeprefix(ENVIRONMENT_PREFIX).lower(), value, _in_environment(variable)


def _in_environment(variable: str) -> str:
    return f"{variable} in the environment"


def _from_file(file: Path) -> Iterator[tuple[str, object, str]]:
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"The settings file {file} cannot be read: {error.strerror or error}.") from error
    except ValueError as error:
        raise UsageError(f"The settings file {file} is not TOML: {error}.") from error
    for key, value in table.items():
        yield key.replace("-", "_"), value, f"{key} in {file}"


def _nearest(name: str) -> str:
    matches = get_close_matches(name, _BY_FIELD, n=1, cutoff=0.5)
    return f" (did you mean {_BY_FIELD[matches[0]].name}?)" if matches else ""
