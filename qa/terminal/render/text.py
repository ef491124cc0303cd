"""Text from articles as a terminal may show it: one line, nothing that moves the cursor, colours or hides anything."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.text import Text

from qa.terminal.hyperlinks import has_hyperlinks

WIDEST = 100
"""Columns of a quote, so that lines stay readable on a wide screen."""

BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Controls that show text in another order than it stands in."""

LEAST = 10
"""Columns that are used however narrow the terminal is."""


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


def say(console: Console, *parts: str | tuple[str, str] | Text, style: str = "", lead: str | Text = "") -> None:
    """Print a line after `lead`; a pipe gets it whole.

    A terminal has it broken between words, each row below the first.
    """
    line = Text.assemble(*parts, style=style)
    rows = wrapped(console, line, console.width - cell_len(str(lead))) if console.is_terminal else [line]
    for row in rows or [line]:
        shown = Text.assemble(lead, row)
        shown.rstrip()
        console.print(shown, soft_wrap=True)
        lead = " " * cell_len(str(lead))


def wrapped(console: Console, text: Text, width: int) -> list[Text]:
    """Return the text in rows of so many columns, broken between words; an address or a path is never broken."""
    width = max(width, LEAST)
    rows = text.divide(_breaks(text.plain, width)) if "/" in text.plain else text.wrap(console, width)
    for row in rows:
        row.rstrip()
    return list(rows)


def _breaks(text: str, width: int) -> Iterator[int]:
    """Where the rows after the first begin, if no word is broken."""
    column = 0
    for word in re.finditer(r"\S+\s*", text):
        if column and column + cell_len(word.group().rstrip()) > width:
            yield word.start()
            column = 0
        column += cell_len(word.group())


def count(number: int, one: str) -> str:
    """Return a number with its noun: "1 article", "1,200 articles"."""
    return f"{number:,} {one if number == 1 else f'{one}s'}"


def joined(parts: Iterable[str]) -> str:
    """Return parts as a list in a sentence, empty ones left out."""
    return ", ".join(part for part in parts if part)
