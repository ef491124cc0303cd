"""The commands by name, each loaded when it is used, and --help without Python's types."""

from importlib import import_module
from typing import Any

import typer
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

COMMANDS = {
    **{name: name for name in ("index", "watch", "ask", "chat", "verify", "search", "show", "sources", "status")},
    **{name: name for name in ("move", "transfer", "forget", "doctor", "config")},
    "eval": "evaluate",
}
"""Each command in the order of --help, and the module in `qa.terminal.commands` whose namesake function it runs."""


def _plain(parameters: list[Any]) -> list[Any]:
    """The parameters, showing no type beside a flag or an argument."""
    for parameter in parameters:
        if isinstance(parameter, TyperArgument):
            parameter.display_type_rich = lambda **_: None  # type: ignore[method-assign]  # typer has no option for it
        if isinstance(parameter, TyperOption) and parameter.is_flag and parameter.metavar is None:
            parameter.metavar = ""
    return parameters


class Command(TyperCommand):
    """A command whose flags and arguments have no type beside them."""

    def get_params(self, ctx: Any) -> list[Any]:
        """Return its arguments and options."""
        return _plain(super().get_params(ctx))


def loaded(name: str) -> Any:
    """The command with this name, from its module."""
    place = COMMANDS[name]
    alone = typer.Typer(add_completion=False)
    alone.command(name=name, cls=Command)(getattr(import_module(f"qa.terminal.commands.{place}"), place))
    return typer.main.get_command(alone)


class Group(TyperGroup):
    """The program itself, whose flags have no type either. A command is loaded only when used: most need little."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names of all commands."""
        return list(dict.fromkeys([*COMMANDS, *super().list_commands(ctx)]))

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return the command with this name; None if there is none."""
        if cmd_name in COMMANDS and cmd_name not in self.commands:
            self.commands[cmd_name] = loaded(cmd_name)
        return super().get_command(ctx, cmd_name)

    def get_params(self, ctx: Any) -> list[Any]:
        """Return its options."""
        return _plain(super().get_params(ctx))
