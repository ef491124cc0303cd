"""Where words are from -> lines of a terminal."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from qa.terminal.render.text import LEAST, cut, printable, say
from qa.values import ArticleInfo

INDENT = "   "
"""What stands before a source line."""

JOINT = " · "
"""What stands between two parts of a line."""

TITLE = 24
"""Columns of a title that are seen before anything stands beside it."""


def place(article: ArticleInfo, line: int | None) -> str:
    """Return where an article can be looked up: its address, or path and line."""
    if article.url:
        return printable(article.url)
    path = printable(short(article.path))
    return f"{path}:{line}" if line is not None else path


def short(path: str) -> str:
    """Return the path as seen from here, if it is below."""
    try:
        return str(Path(path).relative_to(Path.cwd()))
    except (ValueError, OSError):
        return path


def show_source_line(console: Console, article: ArticleInfo, line: int | None, *more: str, lead: str = INDENT) -> None:
    """Print dimly where words are from: title, host or source, date, `more`, and the place to look it up.

    A terminal that shows hyperlinks has one on the title instead of an address. What does not fit into one row goes
    on in the next; the place is never broken or cut.
    """
    target = link(article) if getattr(console, "has_links", False) else None
    where = "" if target and article.url else place(article, line)
    title = Text(printable(article.title), f"link {target}" if target else "")
    parts = [title, *map(Text, (*_beside(article, is_linked=target is not None), *more))]
    width = max(console.width - cell_len(lead), LEAST)
    if console.is_terminal:
        for part in parts:
            part.truncate(width, overflow="ellipsis")
    for row in _flowed([part for part in (*parts, Text(where)) if part], width if console.is_terminal else None):
        say(console, row, style="dim", lead=lead)
        lead = " " * cell_len(lead)


def _flowed(parts: Iterable[Text], width: int | None) -> Iterator[Text]:
    """Parts with a joint between them, in rows of so many columns; without a width in one row."""
    row = Text()
    for part in parts:
        if row and width is not None and row.cell_len + len(JOINT) + part.cell_len > width:
            yield row
            row = Text()
        row = Text.assemble(row, JOINT if row else "", part)
    yield row


def headline(console: Console, article: ArticleInfo, lead: str) -> Text:
    """Return an article in a line after `lead`: title, source and date.

    At a terminal it is cut to the width, and what stands beside the title is left out before that is cut short.
    """
    title = printable(article.title)
    rest = "".join(f"{JOINT}{part}" for part in _beside(article, is_linked=False) if part)
    if not console.is_terminal:
        return Text(title + rest, "dim")
    width = max(console.width - cell_len(lead), LEAST)
    seen = min(cell_len(title), TITLE)
    title = cut(title, width if seen + cell_len(rest) > width else width - cell_len(rest))
    return Text(title + (rest if cell_len(title + rest) <= width else ""), "dim")


def _beside(article: ArticleInfo, *, is_linked: bool) -> list[str]:
    """What is said of an article beside its title: the host that a link leads to, else its source; and its date."""
    named = host(article.url) if is_linked and article.url else printable(article.source or "")
    return [named, str(article.published or "")]


def link(article: ArticleInfo) -> str | None:
    """Return the address that opens an article, as it may stand in an escape sequence; None if there is none."""
    if not article.url:
        return Path(article.path).as_uri() if Path(article.path).is_absolute() else None
    if urlsplit(article.url).scheme not in ("http", "https"):
        return None
    return quote(printable(article.url), safe="%/:=&?~#+!$,;'@()*[]")


def host(url: str) -> str:
    """Return the host that an address names."""
    try:
        return printable(urlsplit(url).hostname or "")
    except ValueError:
        return ""
