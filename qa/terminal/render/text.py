"""Text from articles as a terminal may show it: one line, nothing that moves the cursor, colours or hides anything."""

import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote, urlsplit

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.text import Text

from qa.terminal.hyperlinks import has_hyperlinks
from qa.values import ArticleInfo

WIDEST = 100
"""Columns of a quote, so that lines stay readable on a wide screen."""

BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Controls that show text in another order than it stands in."""

INDENT = "   "
"""What stands before a source line."""

LEAST = 10
"""Columns that are used however narrow the terminal is."""

JOINT = " · "
"""What stands between two parts of a line."""


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
    """Return the text, or its beginning and an ellipsis where it takes more than so many columns."""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, max(width - 1, 0)).rstrip() + "…"


def say(console: Console, *parts: str | tuple[str, str] | Text, style: str = "") -> None:
    """Print one line, which the terminal may wrap and a pipe gets whole."""
    line = Text.assemble(*parts, style=style)
    line.rstrip()
    console.print(line, soft_wrap=True)


def place(article: ArticleInfo, line: int | None, page: int | None = None) -> str:
    """Return where an article can be looked up: its address, or path and line or page."""
    if article.url:
        return printable(_at_page(article.url, page))
    path = printable(short(article.path))
    if page is not None:
        return f"{path}, page {page}"
    return f"{path}:{line}" if line is not None else path


def short(path: str) -> str:
    """Return the path as seen from here, if it is below."""
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
    """Print in one dim line where words are from: title, host or source, date, `more`, and the place to look it up.

    A terminal that shows hyperlinks has one on the title instead of an address. Where all does not fit into one line,
    the place stands in the next, whole.
    """
    target = link(article, page) if getattr(console, "has_links", False) else None
    where = "" if target and article.url else place(article, line, page)
    beside = [*_beside(article, is_linked=target is not None), *more]
    title = printable(article.title)
    whole = JOINT.join(part for part in (title, *beside, where) if part)
    is_split = console.is_terminal and bool(where) and cell_len(lead + whole) > console.width
    fitting = _headline(console, lead, title, [*beside, *([] if is_split else [where])], target)
    say(console, lead, fitting)
    if is_split:
        say(console, " " * len(lead), (where, "dim"))


def headline(console: Console, article: ArticleInfo, lead: str) -> Text:
    """Return an article in a line after `lead`: title, source and date; at a terminal cut to its width."""
    return _headline(console, lead, printable(article.title), _beside(article, is_linked=False), None)


def _headline(console: Console, lead: str, title: str, beside: Iterable[str], target: str | None) -> Text:
    rest = "".join(f"{JOINT}{part}" for part in beside if part)
    if console.is_terminal:
        width = max(console.width - cell_len(lead), LEAST)
        title = cut(title, max(width - cell_len(rest), LEAST))
        rest = cut(rest, width - cell_len(title))
    return Text.assemble((title, f"link {target}" if target else ""), rest, style="dim")


def _beside(article: ArticleInfo, *, is_linked: bool) -> list[str]:
    """What is said of an article beside its title: the host that a link leads to, else its source; and its date."""
    named = host(article.url) if is_linked and article.url else printable(article.source or "")
    return [named, str(article.published or "")]


def link(article: ArticleInfo, page: int | None = None) -> str | None:
    """Return the address that opens an article, as it may stand in an escape sequence; None if there is none."""
    if not article.url:
        return _at_page(Path(article.path).as_uri(), page) if Path(article.path).is_absolute() else None
    if urlsplit(article.url).scheme not in ("http", "https"):
        return None
    return quote(printable(_at_page(article.url, page)), safe="%/:=&?~#+!$,;'@()*[]")


def _at_page(address: str, page: int | None) -> str:
    """The address of a PDF's page, as browsers understand it (RFC 8118)."""
    return address if page is None or "#" in address else f"{address}#page={page}"


def host(url: str) -> str:
    """Return the host that an address names."""
    try:
        return printable(urlsplit(url).hostname or "")
    except ValueError:
        return ""


def count(number: int, one: str) -> str:
    """Return a number with its noun: "1 article", "1,200 articles"."""
    return f"{number:,} {one if number == 1 else f'{one}s'}"


def joined(parts: Iterable[str]) -> str:
    """Return parts as a list in a sentence, empty ones left out."""
    return ", ".join(part for part in parts if part)
