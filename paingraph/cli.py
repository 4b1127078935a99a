"""The command line's door: the group of commands, and how an error of ours ends one."""

from __future__ import annotations

import os
import sys
from typing import Any

import click

from paingraph import __version__, ask_commands, check_commands, publish_commands, read_commands
from paingraph.ontology.errors import PaingraphError

__all__ = ["main"]


class _Door(click.Group):
    """The group of commands, listed in the order in which they were added."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; an error of ours is one sentence on standard error, and its own exit code."""
        try:
            return super().invoke(ctx)
        except PaingraphError as error:
            click.echo(f"paingraph: {error.message}", err=True)
            ctx.exit(error.exit_code)
        except BrokenPipeError:
            _silence()  # the reader has seen enough (`paingraph claims | head`)
            ctx.exit(0)
        except OSError as error:
            if error.filename is None:
                _silence()
            what = "the answer cannot be written" if error.filename is None else os.fspath(error.filename)
            click.echo(f"paingraph: {what}: {error.strerror or error}.", err=True)
            ctx.exit(1)
        except KeyboardInterrupt:
            click.echo("paingraph: interrupted.", err=True)
            ctx.exit(130)


def _silence() -> None:
    """Let nothing more be written on standard output, so that Python does not complain at its exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@click.group(cls=_Door, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="paingraph")
def main() -> None:
    """Build, serve and query a knowledge graph of interventional pain medicine.

    Every setting can also stand in the environment (PAINGRAPH_DATA=…) or in paingraph.toml.
    """


for _module in (publish_commands, ask_commands, read_commands, check_commands):
    for _command in _module.COMMANDS:
        main.add_command(_command)
