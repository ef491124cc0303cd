"""The commands of the bot: `pullquote bot` and `pullquote gaps`."""

import asyncio
import json
import os
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.errors import DatabaseUnusable, TokenMissing
from bot.settings import BotSettings
from qa.bootstrap import asking_embedder
from qa.terminal.cli import Json, Library, Model, app, main
from qa.terminal.render import printable

__all__ = ["app", "main"]

File = Annotated[
    Path | None,
    typer.Option(
        help="The bot's own file.  [default: .pullquote-bot.sqlite, or $PULLQUOTE_DATABASE]", show_default=False
    ),
]


@app.command()
def bot(
    library: Library = None,
    model: Model = None,
    database: File = None,
    health_port: Annotated[
        int | None, typer.Option(min=1, max=65535, help="Serve /healthz and /metrics on this port of 127.0.0.1.")
    ] = None,
    watch: Annotated[
        bool | None, typer.Option("--watch", help="Follow the articles too, as pullquote watch does.")
    ] = None,
) -> None:
    """Answer in Discord, with the token in $PULLQUOTE_DISCORD_TOKEN, until Ctrl-C or SIGTERM."""
    settings = _settings(library=library, model=model, database=database, health_port=health_port, watch=watch)
    if not settings.discord_token.get_secret_value().strip():
        raise TokenMissing(
            "Set PULLQUOTE_DISCORD_TOKEN to the bot's token; where to get one is in the README, under Discord."
        )
    from bot.run import run  # discord.py takes a while to load

    if not asyncio.run(run(settings)):
        os._exit(0)  # a thread is still at work, and would be waited for; the library is never torn


@app.command()
def gaps(database: File = None, model: Model = None, as_json: Json = False) -> None:
    """List the questions that found no answer in Discord, grouped; kept only where a server's owner wants that."""
    from bot.operations.database import Database
    from bot.operations.gaps import grouped

    settings = _settings(database=database, model=model)
    if not settings.database.is_file():
        raise DatabaseUnusable(f"There is no {settings.database}: name the bot's file with --database.")
    groups = grouped(Database(settings.database).gaps(), asking_embedder(settings))
    if as_json:
        typer.echo(json.dumps(groups, ensure_ascii=False))
    elif not groups:
        typer.echo("No questions are kept; a server's owner can turn that on with /settings keep-questions.")
    else:
        for group in groups:
            typer.echo(f"{len(group):>5}  {printable(group[0])}")
            for other in dict.fromkeys(group[1:]):
                if other != group[0]:
                    typer.echo(f"       {printable(other)}")


def _settings(**named: Any) -> BotSettings:
    """The settings from the environment, with what the command line names in their place."""
    return BotSettings(**{name: value for name, value in named.items() if value is not None})
