"""Messages with articles, sources, or the text around a quote: values in, text out."""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import regex

from bot.outgoing.escape import clean, inert, units
from bot.outgoing.layout import MOST_MESSAGES
from bot.outgoing.links import source_line
from bot.outgoing.pieces import LIMIT, Run, pack, split
from bot.outgoing.quotes import LONGEST_QUOTE
from qa.answers import Context, Quote
from qa.reports import ArticlesAround
from qa.values import ArticleInfo

AROUND = 900
"""Characters of context on each side of a quote."""

PER_PAGE = 8
"""The most articles on a page of sources."""

PARAGRAPHS = regex.compile(r"\n\s*\n")
HEADING = regex.compile(r"^#{1,6} +(\S.*)$", regex.MULTILINE)
"""A heading, as Markdown and plain text mark it."""


def sources_messages(quotes: Sequence[Quote]) -> list[str]:
    """The sources of quotes, as messages; none for no quotes."""
    lines = [source_line(one.article, one.line, clean(one.seen(0, LONGEST_QUOTE)), one.page) for one in quotes]
    return pack("", [f"-# {number} · {line}" for number, line in enumerate(lines, 1)]) if lines else []


def context_messages(context: Context) -> list[str]:
    """A quote in bold within the text around it, as messages."""
    heading = f"-# {source_line(context.article, None, clean(context.quote[:LONGEST_QUOTE]))}"
    *before, leading = PARAGRAPHS.split(_with_headings(context.before[-AROUND:]))
    trailing, *after = PARAGRAPHS.split(_with_headings(context.after[:AROUND]))
    lead, trail = clean(leading), clean(trailing)
    quoting = [Run(f"{lead} " if lead else "", bold=False), Run(clean(context.quote[:LONGEST_QUOTE]), bold=True)]
    quoting.append(Run(f" {trail}" if trail else "", bold=False))
    paragraphs = [[Run(clean(one), bold=False)] for one in before]
    paragraphs += [quoting, *([Run(clean(one), bold=False)] for one in after)]
    room = LIMIT - units(heading) - len("\n> ")
    pieces = [f"> {''.join(map(str, piece))}" for runs in paragraphs for piece in split(runs, room)]
    return pack(heading, pieces)[:MOST_MESSAGES]


def _with_headings(text: str) -> str:
    """A text in which each heading is a paragraph of its own, without its mark."""
    return HEADING.sub(r"\n\n\1\n\n", text)


@dataclass(frozen=True, slots=True)
class Page:
    """Some articles of a list, and the numbers, from 0, with which the pages before and after it begin."""

    text: str
    before: int | None = None
    after: int | None = None


def sources_page(around: ArticlesAround, first: int, search: str) -> Page:
    """The page of a list from article number `first` (from 0): as many as a message holds with their links.

    `around` has the articles of this page and of the one before it.
    """
    of = f" with “{inert(search, 100)}”" if search else ""
    if not around.total:
        return Page(f"There are no articles{of} here.")
    first = max(0, min(first, around.total - 1))
    heading = f"**{around.total:,} article{'s' if around.total != 1 else ''}{of}**"
    place = first - around.first
    numbered = list(enumerate(around.articles, around.first + 1))
    lines = _lines(numbered[place:], LIMIT - units(heading))
    earlier = _lines(numbered[:place][::-1], LIMIT - units(heading))
    end = first + len(lines)
    before, after = first - len(earlier) if first else None, end if end < around.total else None
    return Page("\n".join([heading, *lines]), before, after)


def _lines(numbered: Iterable[tuple[int, ArticleInfo]], room: int) -> list[str]:
    """The lines of these articles, as many as belong on a page and fit."""
    lines: list[str] = []
    for number, article in itertools.islice(numbered, PER_PAGE):
        line = f"-# {number:,} · {source_line(article, None, None)}"
        room -= len("\n") + units(line)
        if room < 0:
            break
        lines.append(line)
    return lines
