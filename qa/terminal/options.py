"""The options that several commands share, and the settings made from them and the environment."""

import sys
from datetime import date
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer

from qa.config import configured
from qa.reading.facts.dates import parse_date
from qa.settings import Settings
from qa.terminal import library as libraries
from qa.values import Where


def nonempty(text: str) -> str:
    """Return a name as given. Raises typer.BadParameter if it is empty, as an unset variable of a shell is."""
    if not text.strip():
        raise typer.BadParameter("it is empty.")
    return text


def path(text: str) -> Path:
    """Return a path; an empty one is an error, and does not stand for the current folder."""
    return Path(nonempty(text))


Library = Annotated[
    Path | None,
    typer.Option(
        metavar="FOLDER",
        parser=path,
        help="Folder of the library. \\[default: .pullquote here or in the nearest parent folder]",
        show_default=False,
    ),
]
Store = Annotated[
    str | None,
    typer.Option(
        metavar="STORE",
        help="Where the library is kept: milvus://HOST:PORT/NAME. \\[default: in its folder]",
        show_default=False,
    ),
]
Model = Annotated[
    str | None,
    typer.Option(
        metavar="MODEL",
        help="Embedding model: a sentence-transformers folder, or the name of a downloaded one. "
        "\\[default: all-MiniLM-L6-v2]",
        show_default=False,
    ),
]
Device = Annotated[
    str | None,
    typer.Option(metavar="DEVICE", help="Where to embed: auto, cpu or cuda. \\[default: auto]", show_default=False),
]
Limit = Annotated[
    int | None,
    typer.Option(min=1, max=50, metavar="N", help="Show at most N quotes. \\[default: 3]", show_default=False),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for other programs.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask first.")]
Collection = Annotated[
    list[str] | None, typer.Option(metavar="NAME", help="Only articles of this collection; may be repeated.")
]
Author = Annotated[
    str | None, typer.Option(metavar="NAME", help="Only articles by this person; part of the name is enough.")
]
Article = Annotated[str | None, typer.Option(metavar="ID", help="Only this article; pullquote sources lists the ids.")]
Drafts = Annotated[
    bool | None,
    typer.Option(
        "--drafts/--no-drafts",
        help="Include drafts and posts with a future date; the library remembers it. \\[default: no]",
        show_default=False,
    ),
]
Exclude = Annotated[
    list[str] | None,
    typer.Option(
        metavar="GLOB",
        help="Leave out files and folders that match, as in .gitignore; may be repeated. The library remembers "
        'it; "" forgets it.',
        show_default=False,
    ),
]
Since = Annotated[str | None, typer.Option(metavar="DATE", help="Only articles from this day on.")]
Until = Annotated[str | None, typer.Option(metavar="DATE", help="Only articles up to this day.")]

Made = TypeVar("Made", bound=Settings)


def settings_of(kind: type[Made], **named: Any) -> Made:
    """Return the settings, in which the command line has priority. Raises SettingsError.

    If no library is named, it is looked for in this folder and those above it.
    """
    options = {name: value for name, value in named.items() if value is not None}
    here = Path.cwd()
    made = configured(kind, options, libraries.nearest(here))
    if made.origin("library") == "default" and not libraries.is_library(made.settings.library):
        for other in libraries.others(here):
            print(f"pullquote: {other} is another user's; to use it, name it with --library.", file=sys.stderr)
    return made.settings


def settings(**named: Any) -> Settings:
    """Return the settings of a command that is not the bot's."""
    return settings_of(Settings, **named)


def where_of(
    collection: list[str] | None,
    article: str | None = None,
    since: str | None = None,
    until: str | None = None,
    author: str | None = None,
) -> Where:
    """Return the articles that the options name. Raises typer.BadParameter."""
    where = Where(
        collections=frozenset(collection) if collection else None,
        article=article,
        since=date_option("--since", since),
        until=date_option("--until", until),
        author=author or None,
    )
    if where.since and where.until and where.since > where.until:
        raise typer.BadParameter("--since is after --until: swap them.")
    return where


def exclude_option(patterns: list[str] | None) -> tuple[str, ...] | None:
    """Return the patterns to leave out, None if not given; an empty pattern does not count."""
    return None if not patterns else tuple(filter(None, patterns))


def date_option(name: str, value: str | None) -> date | None:
    """Return the day that an option names. Raises typer.BadParameter."""
    if value is None:
        return None
    if (day := parse_date(value)) is None:
        raise typer.BadParameter(f"{value!r} is not a date; write it as 2024-10-05.", param_hint=name)
    return day
