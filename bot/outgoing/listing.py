"""Articles, sources and the text around a quote -> messages: values in, text out."""

from collections.abc import Sequence

import regex

from bot.outgoing.escape import clean, inert, units
from bot.outgoing.layout import LONGEST_QUOTE, MOST_MESSAGES
from bot.outgoing.links import source_line
from bot.outgoing.pieces import LIMIT, Run, pack, split
from qa.answers import Context, Quote
from qa.values import ArticleInfo

AROUND = 900
"""Characters of context on each side of a quote."""

PER_PAGE = 8
"""Articles on a page of sources."""

PARAGRAPHS = regex.compile(r"\n\s*\n")


def sources_messages(quotes: Sequence[Quote]) -> list[str]:
    """Where quotes are from, as messages; none for no quotes."""
    lines = [source_line(one.article, one.line, clean(one.seen(0, LONGEST_QUOTE)), one.page) for one in quotes]
    return pack("", [f"-# {number} · {line}" for number, line in enumerate(lines, 1)]) if lines else []


def context_messages(context: Context) -> list[str]:
    """A quote in the text around it, as messages, the quote bold."""
    heading = f"-# {source_line(context.article, None, clean(context.quote[:LONGEST_QUOTE]))}"
    *before, leading = PARAGRAPHS.split(context.before[-AROUND:])
    trailing, *after = PARAGRAPHS.split(context.after[:AROUND])
    lead, trail = clean(leading), clean(trailing)
    quoting = [Run(f"{lead} " if lead else "", bold=False), Run(clean(context.quote[:LONGEST_QUOTE]), bold=True)]
    quoting.append(Run(f" {trail}" if trail else "", bold=False))
    paragraphs = [[Run(clean(one), bold=False)] for one in before]
    paragraphs += [quoting, *([Run(clean(one), bold=False)] for one in after)]
    room = LIMIT - units(heading) - len("\n> ")
    pieces = [f"> {''.join(map(str, piece))}" for runs in paragraphs for piece in split(runs, room)]
    return pack(heading, pieces)[:MOST_MESSAGES]


def sources_page(articles: Sequence[ArticleInfo], page: int, search: str) -> str:
    """One page of a list of articles; pages are counted from 0."""
    of = f" with “{inert(search, 100)}”" if search else ""
    if not articles:
        return f"There are no articles{of} here."
    first = page * PER_PAGE
    shown = list(enumerate(articles[first : first + PER_PAGE], first + 1))
    heading = f"**{len(articles):,} article{'s' if len(articles) != 1 else ''}{of}**"
    full = "\n".join([heading, *(f"-# {number:,} · {source_line(one, None, None)}" for number, one in shown)])
    if units(full) <= LIMIT:
        return full
    return "\n".join([heading, *(f"-# {number:,} · {inert(one.title, 150)}" for number, one in shown)])


def last_page(articles: Sequence[ArticleInfo]) -> int:
    """The number of the last page."""
    return max(0, (len(articles) - 1) // PER_PAGE)
