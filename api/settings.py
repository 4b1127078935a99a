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

from paingraph.ontology.errors import UsageError
from paingraph.queries.services import parse_hosts

__all__ = ["CONFIG_FILE", "ENVIRONMENT_PREFIX", "SETTINGS", "Setting", "Settings", "read_settings"]

#: Settings file that is read from the working directory.
CONFIG_FILE = "paingraph.toml"
#: What an environment variable of ours begins with: `query-timeout` is `PAINGRAPH_QUERY_TIMEOUT`.
ENVIRONMENT_PREFIX = "PAINGRAPH_"

_UNITS = {"": 1, "b": 1, "kb": 1_000, "mb": 1_000_000, "gb": 1_000_000_000}
_LOG_LEVELS = ("debug", "info", "warning", "error")


def _path(value: object) -> Path:
    if not isinstance(value, str | Path) or not str(value) or "\0" in str(value):
        raise ValueError("a path")
    return Path(value).expanduser()


def _host(value: object) -> str:
    if not isinstance(value, str) or not value or any(sign.isspace() or sign in "/\0" for sign in value):
        raise ValueError("a host name or an address, such as 127.0.0.1")
    return value


def _url(value: object) -> str:
    if not isinstance(value, str) or not value.startswith(("http://", "https://")) or any(s.isspace() for s in value):
        raise ValueError("the address of a SPARQL endpoint, beginning with http:// or https://")
    return value


def _hosts(value: object) -> tuple[str, ...]:
    try:
        return parse_hosts(" ".join(map(str, value)) if isinstance(value, list | tuple) else str(value))
    except UsageError:
        raise ValueError("hosts parted by commas, each HOST or HOST:PORT") from None


def _secret(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("a token")
    return value.strip()


def _log_level(value: object) -> str:
    if value not in _LOG_LEVELS:
        raise ValueError("one of " + ", ".join(_LOG_LEVELS))
    return str(value)


def _whole(low: int, high: int) -> Callable[[object], int]:
    def read(value: object) -> int:
        expected = f"a whole number from {low} to {high}"
        text = str(value).strip()
        if isinstance(value, bool | float) or not text.isascii() or not text.isdigit() or len(text) > 20:
            raise ValueError(expected)
        if not low <= int(text) <= high:
            raise ValueError(expected)
        return int(text)

    return read


def _seconds(low: float, high: float) -> Callable[[object], float]:
    def read(value: object) -> float:
        expected = f"a number of seconds from {low:g} to {high:g}"
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise ValueError(expected)
        try:
            number = float(value)
        except ValueError:
            raise ValueError(expected) from None
        if not low <= number <= high:
            raise ValueError(expected)
        return number

    return read


def _size(low: int) -> Callable[[object], int]:
    def read(value: object) -> int:
        expected = f"a size of at least {low} bytes, such as 64000000, 64MB or 1.5GB"
        text = str(value).strip().lower()
        number = text.rstrip("kmgb").strip()
        unit = text[len(number) :].strip()
        if isinstance(value, bool) or unit not in _UNITS:
            raise ValueError(expected)
        try:
            size = float(number) * _UNITS[unit]
        except ValueError:
            raise ValueError(expected) from None
        if not low <= size <= 1e15:
            raise ValueError(expected)
        return int(size)

    return read


def _row(text: str, read: Callable[[object], Any], metavar: str, *, secret: bool = False) -> dict[str, Any]:
    return {"help": text, "read": read, "metavar": metavar, "secret": secret}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that can be set, with its default."""

    data: Path = field(
        default_factory=lambda: user_data_path("paingraph"),
        metadata=_row("Folder that holds the built versions of the graph.", _path, "DIR"),
    )
    documents: Path | None = field(
        default=None, metadata=_row("Folder with the documents; with it, quotes are shown.", _path, "DIR")
    )
    queries: Path | None = field(default=None, metadata=_row("Folder with further named queries (*.rq).", _path, "DIR"))
    store: str | None = field(
        default=None, metadata=_row("SPARQL endpoint that holds the graph, instead of this machine.", _url, "URL")
    )
    store_update: str | None = field(
        default=None,
        metadata=_row("Where that store takes updates, if it is not where they are expected.", _url, "URL"),
    )
    store_credentials: Path | None = field(
        default=None,
        metadata=_row("File with USER:PASSWORD for that store, readable by its owner alone.", _path, "FILE"),
    )
    host: str = field(default="127.0.0.1", metadata=_row("Address that the server listens on.", _host, "HOST"))
    port: int = field(default=8000, metadata=_row("Port that the server listens on.", _whole(1, 65535), "PORT"))
    workers: int = field(default=2, metadata=_row("Processes that evaluate queries.", _whole(1, 64), "N"))
    query_timeout: float = field(
        default=30.0,
        metadata=_row("Seconds that a query may take; a request may ask for less.", _seconds(0.1, 3600), "SECONDS"),
    )
    result_limit: int = field(
        default=64_000_000, metadata=_row("Bytes that the answer of a query may have.", _size(1_000), "SIZE")
    )
    memory_limit: int = field(
        default=1_500_000_000,
        metadata=_row("Bytes of memory that a query's process may use.", _size(200_000_000), "SIZE"),
    )
    cache: int = field(
        default=64_000_000,
        metadata=_row("Bytes of answers that are kept, to be given again; 0 keeps none.", _size(0), "SIZE"),
    )
    body_limit: int = field(
        default=2_000_000, metadata=_row("Bytes that the body of a request may have.", _size(1_000), "SIZE")
    )
    service_allow: tuple[str, ...] = field(
        default=(), metadata=_row("Hosts that queries may call by SERVICE, parted by commas.", _hosts, "HOST[:PORT]")
    )
    update_token_file: Path | None = field(
        default=None,
        metadata=_row("File with the token that allows changes, readable by its owner alone.", _path, "FILE"),
    )
    update_token: str | None = field(
        default=None,
        repr=False,
        metadata=_row("The token itself; only the environment may hold it.", _secret, "TOKEN", secret=True),
    )
    log_level: str = field(
        default="info",
        metadata=_row("How much is logged: debug, info (one line a request), warning, error.", _log_level, "LEVEL"),
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
