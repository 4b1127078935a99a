"""The reference names every command and every setting."""

from __future__ import annotations

from pathlib import Path

import pytest

from paingraph.api.settings import SETTINGS, Setting
from paingraph.cli import main

REFERENCE = (Path(__file__).parents[1] / "docs" / "reference.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", main.commands)
def test_every_command_is_documented(command: str) -> None:
    """A row of the table, and help of its own."""
    assert f"| `paingraph {command}" in REFERENCE
    assert main.commands[command].help


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_every_setting_is_documented(setting: Setting) -> None:
    """Its variable, and its flag where a command has it."""
    assert f"`{setting.variable}`" in REFERENCE
    flags = {option for command in main.commands.values() for parameter in command.params for option in parameter.opts}
    if f"--{setting.name}" in flags:
        assert f"`--{setting.name} {setting.metavar}`" in REFERENCE
