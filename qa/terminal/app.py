"""The command line: its commands, and its start and end."""

import logging
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from qa.errors import PullquoteError, SettingsError
from qa.terminal import process
from qa.terminal.help import Group
from qa.terminal.options import path
from qa.terminal.render import printable

app = typer.Typer(
    cls=Group,
    name="pullquote",
    help="Ask your articles a question; get back the sentences that answer it, word for word.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def main() -> None:
    """Run the command line; an error is one line on stderr, with exit code 1."""
    process.prepare()
    logging.basicConfig(level=logging.WARNING, format="pullquote: %(message)s")
    try:
        app(prog_name="pullquote")
    except SettingsError as error:
        process.fail(printable(str(error)), code=2)
    except PullquoteError as error:
        process.fail(printable(str(error)))
    except OSError as error:  # what the system refuses, with no error of our own for it
        process.fail(printable(_refusal(error)))
    finally:
        process.leave_on_interrupt()
        sys.stdout.flush()


def _refusal(error: OSError) -> str:
    if isinstance(error, FileNotFoundError) and not error.filename:
        return "The folder that you are in no longer exists."
    reason = error.strerror or str(error)
    return f"{error.filename}: {reason}." if error.filename else f"{reason}."


@app.callback(invoke_without_command=True)
def about(
    context: typer.Context,
    library: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER",
            parser=path,
            help="Folder of the library; may also be given after the command.",
            show_default=False,
        ),
    ] = None,
    show_version: Annotated[bool, typer.Option("--version", help="Print the version and exit.")] = False,
) -> None:
    """Ask your articles a question; get back the sentences that answer it, word for word."""
    if show_version:
        typer.echo(f"pullquote {version('pullquote')}")
        raise typer.Exit
    if library is not None and context.invoked_subcommand is not None:
        context.default_map = {context.invoked_subcommand: {"library": str(library)}}
