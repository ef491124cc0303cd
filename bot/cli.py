"""The commands of the bot: `pullquote bot` and `pullquote gaps`."""

import asyncio
import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.errors import DatabaseUnusable, TokenMissing
from bot.settings import BotSettings
from qa.bootstrap import asking_embedder
from qa.terminal.app import app, main
from qa.terminal.commands.config import show_config
from qa.terminal.help import Command
from qa.terminal.options import Json, Library, Model, Store, settings_of
from qa.terminal.process import interruptible
from qa.terminal.render import printable

if TYPE_CHECKING:
    from bot.operations.gaps import DayOfVerdicts, Gap

__all__ = ["app", "main"]

UNKNOWN = "(a question that cannot be read any more)"

File = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="The bot's own file. \\[default: .pullquote-bot.sqlite, or $PULLQUOTE_DATABASE]",
        show_default=False,
    ),
]


@app.command(cls=Command)
def bot(
    library: Library = None,
    store: Store = None,
    model: Model = None,
    database: File = None,
    health_port: Annotated[
        int | None,
        typer.Option(min=1, max=65535, metavar="PORT", help="Serve /healthz and /metrics on this port of 127.0.0.1."),
    ] = None,
    watch: Annotated[
        bool | None, typer.Option("--watch", help="Also watch the articles, as pullquote watch does.")
    ] = None,
) -> None:
    """Answer in Discord until Ctrl-C or SIGTERM, with the token in $PULLQUOTE_DISCORD_TOKEN."""
    settings = settings_of(
        BotSettings,
        library=library,
        store=store,
        model=model,
        database=database,
        health_port=health_port,
        watch=watch,
    )
    if not settings.discord_token.get_secret_value().strip():
        raise TokenMissing("Set PULLQUOTE_DISCORD_TOKEN to the bot's token. docs/discord.md says how to get one.")
    from bot.run import run  # discord.py takes a while to load

    with interruptible():
        is_done = asyncio.run(run(settings))
    if not is_done:
        os._exit(0)  # a thread is still at work, and exiting would wait for it; the library is never torn


@app.command(cls=Command)
def gaps(
    database: File = None,
    model: Model = None,
    as_json: Json = False,
    as_csv: Annotated[
        bool, typer.Option("--csv", help="Print only the questions, as a table for a spreadsheet.")
    ] = False,
) -> None:
    """List the questions from Discord that the articles did not answer, and what people thought of the answers.

    Questions that ask the same are grouped. They are kept only on servers whose owner turned that on.
    """
    from bot.operations.database import Database
    from bot.operations.gaps import by_day, csv_text, grouped

    settings = settings_of(BotSettings, database=database, model=model)
    if not settings.database.is_file():
        raise DatabaseUnusable(f"There is no {settings.database}: name the bot's file with --database.")
    kept = Database(settings.database)
    groups = grouped(kept.gaps(), lambda questions: asking_embedder(settings)().questions(questions))
    days = by_day(kept.verdicts())
    kept.close()
    if as_csv:
        print(csv_text(groups), end="")
        return
    if as_json:
        found = {"gaps": list(map(_plain_gap, groups)), "feedback": list(map(_plain, days))}
        print(json.dumps(found, ensure_ascii=False))
        return
    for line in [*_gap_lines(groups), *_verdict_lines(days)]:
        typer.echo(line)


def _gap_lines(groups: "Sequence[Gap]") -> Iterator[str]:
    """Yield how often and when each question was asked, with its other wordings below."""
    if not groups:
        yield "No questions are kept; a server's owner can turn that on with /pullquote-manage settings keep-questions."
    for gap in groups:
        days = f"{gap.first}" if gap.first == gap.last else f"{gap.first} to {gap.last}"
        question, *others = map(printable, gap.wordings)
        yield f"{gap.times:>5}  {question} ({days})"
        yield from (f"       {other}" for other in others)


def _verdict_lines(days: "Sequence[DayOfVerdicts]") -> Iterator[str]:
    """Yield how each day's answers were judged, with the questions below, each with the reason given."""
    for day in days:
        yield f"{day.day}  {', '.join(f'{count} {verdict}' for verdict, count in day.counts.items())}"
        for one in day.kept:
            yield f"       {one.verdict}: {printable(one.question or UNKNOWN)}"
            if one.reason:
                yield f"            because: {printable(one.reason)}"


def _plain_gap(gap: "Gap") -> dict[str, Any]:
    days = {"first": gap.first.isoformat(), "last": gap.last.isoformat()}
    return {"times": gap.times, **days, "wordings": gap.wordings}


def _plain(day: "DayOfVerdicts") -> dict[str, Any]:
    kept = [{"verdict": one.verdict, "question": one.question, "reason": one.reason} for one in day.kept]
    return {"day": day.day.isoformat(), "counts": day.counts, "kept": kept}


@app.command(cls=Command)
def config(library: Library = None, as_json: Json = False) -> None:
    """Show each setting, and where it comes from: an option, the environment, a config file, or the default.

    A config file is pullquote.toml beside the library, or in your config folder; the bot's settings are in its table
    \\[bot].
    """
    show_config(BotSettings, library, as_json=as_json)  # in place of the command that shows qa's settings alone
