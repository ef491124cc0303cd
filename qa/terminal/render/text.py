"""Text from articles, safe for a terminal: one line, with nothing that moves the cursor, colours or hides anything."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.text import Text

from qa.reports import Notice, Skipped
from qa.terminal.hyperlinks import has_hyperlinks
from qa.values import ArticleInfo

WIDEST = 100
"""Columns of a quote, so that lines stay readable on a wide screen."""

BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Controls that show text in an order other than its own."""

INDENT = "   "
"""The indent before a source line."""

JOINT = " · "
"""The separator between two parts of a line."""

TITLE = 24
"""Columns of a title that must be seen before anything stands beside it."""

LEAST = 10
"""The fewest columns to use, however narrow the terminal is."""


class Screen(Console):
    """A console for people: `has_links` says whether its terminal shows hyperlinks (OSC 8)."""

    has_links = False


def console() -> Screen:
    """Return the console of standard output."""
    screen = Screen(highlight=False)
    screen.has_links = screen.is_terminal and not screen.is_dumb_terminal and has_hyperlinks()
    return screen


def printable(text: str) -> str:
    """Return the text in one line, without anything that a terminal would obey instead of show."""
    return folded(text).strip()


def folded(text: str) -> str:
    """Return the text with each run of blanks as one space, and without what a terminal would obey."""
    kept = (
        character
        for character in text
        if character.isspace() or not (unicodedata.category(character) in ("Cc", "Cs") or character in BIDI)
    )
    return re.sub(r"\s+", " ", "".join(kept))


def cut(text: str, width: int) -> str:
    """Return the text, or its beginning and an ellipsis if it takes more than `width` columns."""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, max(width - 1, 0)).rstrip() + "…"


def say(console: Console, *parts: str | tuple[str, str] | Text, style: str = "", lead: str | Text = "") -> None:
    """Print a line after `lead`; a pipe gets it whole.

    For a terminal it is broken between words, with all rows aligned.
    """
    line = Text.assemble(*parts, style=style)
    rows = wrapped(console, line, console.width - cell_len(str(lead))) if console.is_terminal else [line]
    for row in rows or [line]:
        shown = Text.assemble(lead, row)
        shown.rstrip()
        console.print(shown, soft_wrap=True)
        lead = " " * cell_len(str(lead))


def wrapped(console: Console, text: Text, width: int) -> list[Text]:
    """Return the text in rows of `width` columns, broken between words; an address or a path is never broken."""
    width = max(width, LEAST)
    rows = text.divide(_breaks(text.plain, width)) if "/" in text.plain else text.wrap(console, width)
    for row in rows:
        row.rstrip()
    return list(rows)


def _breaks(text: str, width: int) -> Iterator[int]:
    """Yield where the rows after the first begin, if no word is broken."""
    column = 0
    for word in re.finditer(r"\S+\s*", text):
        if column and column + cell_len(word.group().rstrip()) > width:
            yield word.start()
            column = 0
        column += cell_len(word.group())


def place(article: ArticleInfo, line: int | None, page: int | None = None) -> str:
    """Return where to look an article up: its address, or path and line or page."""
    if article.url:
        return printable(_at_page(article.url, page))
    path = printable(short(article.path))
    if page is not None:
        return f"{path}, page {page}"
    return f"{path}:{line}" if line is not None else path


def short(path: str) -> str:
    """Return the path relative to this folder, if below it."""
    try:
        return str(Path(path).relative_to(Path.cwd()))
    except (ValueError, OSError):
        return path


def show_source_line(
    console: Console,
    article: ArticleInfo,
    line: int | None,
    *more: str,
    page: int | None = None,
    lead: str = INDENT,
) -> None:
    """Print, dimmed, where words are from: title, host or source, date, `more`, and the place to look it up.

    A terminal that shows hyperlinks has one on the title instead of an address. What does not fit into one row
    continues in the next; the place is never broken or cut.
    """
    target = link(article, page) if getattr(console, "has_links", False) else None
    where = "" if target and article.url else place(article, line, page)
    title = Text(printable(article.title), f"link {target}" if target else "")
    parts = [title, *map(Text, (*_beside(article, is_linked=target is not None), *more))]
    width = max(console.width - cell_len(lead), LEAST)
    if console.is_terminal:
        for part in parts:
            part.truncate(width, overflow="ellipsis")
    for row in _flowed([part for part in (*parts, Text(where)) if part], width if console.is_terminal else None):
        console.print(Text.assemble(lead, row, style="dim"), soft_wrap=True)
        lead = " " * cell_len(lead)


def _flowed(parts: Iterable[Text], width: int | None) -> Iterator[Text]:
    """Yield the parts, with joints between, in rows of `width` columns; None: in one row."""
    row = Text()
    for part in parts:
        if row and width is not None and row.cell_len + len(JOINT) + part.cell_len > width:
            yield row
            row = Text()
        row = Text.assemble(row, JOINT if row else "", part)
    yield row


def headline(console: Console, article: ArticleInfo, lead: str) -> Text:
    """Return an article in a line after `lead`: title, source and date.

    At a terminal it is cut to the width; what stands beside the title is left out before the title is cut.
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
    """What is shown of an article beside its title: the host that a link leads to, or else its source; and its date."""
    named = host(article.url) if is_linked and article.url else printable(article.source or "")
    return [named, str(article.published or "")]


def link(article: ArticleInfo, page: int | None = None) -> str | None:
    """Return the address that opens an article, fit for an escape sequence; None if there is none."""
    if not article.url:
        return _at_page(Path(article.path).as_uri(), page) if Path(article.path).is_absolute() else None
    if urlsplit(article.url).scheme not in ("http", "https"):
        return None
    return quote(printable(_at_page(article.url, page)), safe="%/:=&?~#+!$,;'@()*[]")


def _at_page(address: str, page: int | None) -> str:
    """The address of a PDF's page, as browsers understand it (RFC 8118)."""
    return address if page is None or "#" in address else f"{address}#page={page}"


def host(url: str) -> str:
    """Return the host in an address."""
    try:
        return printable(urlsplit(url).hostname or "")
    except ValueError:
        return ""


def spot(one: Skipped | Notice) -> str:
    """Return where something was met: a file, and the line if there is one."""
    path = printable(short(one.path))
    return f"{path}:{one.line}" if isinstance(one, Skipped) and one.line is not None else path


def count(number: int, one: str) -> str:
    """Return a number with its noun: "1 article", "1,200 articles"."""
    return f"{number:,} {one if number == 1 else f'{one}s'}"


def joined(parts: Iterable[str]) -> str:
    """Return parts as a list in a sentence, without empty ones."""
    return ", ".join(part for part in parts if part)
