"""How --help shows what may be given: names for people, and no types of Python."""

from typing import Any

from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption


def _plain(parameters: list[Any]) -> list[Any]:
    """The parameters, with no type shown beside a flag or an argument."""
    for parameter in parameters:
        if isinstance(parameter, TyperArgument):
            parameter.display_type_rich = lambda **_: None  # type: ignore[method-assign]
        if isinstance(parameter, TyperOption) and parameter.is_flag and parameter.metavar is None:
            parameter.metavar = ""
    return parameters


class Command(TyperCommand):
    """A command whose flags and arguments have no type beside them."""

    def get_params(self, ctx: Any) -> list[Any]:
        """Return its arguments and options."""
        return _plain(super().get_params(ctx))


class Group(TyperGroup):
    """The program itself; its flags likewise."""

    def get_params(self, ctx: Any) -> list[Any]:
        """Return its options."""
        return _plain(super().get_params(ctx))
