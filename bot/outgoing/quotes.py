"""The lines of a quote: a block quote, with the answering words bold, above the line that gives its source."""

import itertools
from collections.abc import Sequence
from datetime import date, timedelta

from bot.outgoing.escape import clean, inert, units
from bot.outgoing.links import source_line
from bot.outgoing.pieces import Run, split, stripped
from qa.answers import LeaningDay, Quote

LONGEST_NOTES = 200
"""UTF-16 code units of the notes beside a quote."""

LONGEST_QUOTE = 4000
"""Characters of a quote that are shown, if they fit."""

WEEK = timedelta(7)
"""Days named by a weekday are clear from an article's date this near to them."""

MOST_PIECES = 4
"""Messages that one quote may take; a longer one is cut, with a line that says so."""

GOES_ON = "-# … the sentence goes on: see the source."


def group_blocks(quotes: Sequence[Quote], room: int) -> list[str]:
    """Quotes from one article as block quotes that each fit into this room, with gaps between and the source below."""
    first = quotes[0]
    as_of = "as of " if any(quote.is_dated for quote in quotes) else ""
    words = clean(first.seen(0, LONGEST_QUOTE))
    source = f"-# {source_line(first.article, first.line, words, first.page, as_of=as_of)}"
    notes = dict.fromkeys(note for quote in quotes for note in notes_of(quote))
    source += f" · {inert(' · '.join(notes), LONGEST_NOTES)}" if notes else ""
    blocks: list[str] = []
    for quote in quotes:
        piece, *others = quote_pieces(quote, room - units(source) - 2)
        blocks += [f"\n{piece}" if blocks else piece, *others]
    return [*blocks[:-1], f"{blocks[-1]}\n{source}"]


def quote_pieces(quote: Quote, room: int) -> list[str]:
    """A quote as at most `MOST_PIECES` block quotes that each fit into this room."""
    pieces = [
        f"> {''.join(map(str, piece))}" for piece in split(shown_runs(quote), room - units(GOES_ON) - len("> \n"))
    ]
    shown = pieces[:MOST_PIECES] or ["> …"]
    if len(shown) < len(pieces) or len(quote.text) > LONGEST_QUOTE:
        shown[-1] += f"\n{GOES_ON}"
    return shown


def notes_of(quote: Quote) -> list[str]:
    """The notes beside a quote, besides its date: that it is older, which days it means, how many say the same."""
    notes = ["older"] if quote.is_older else []
    published = quote.article.published
    notes += [f"{quote.text[one.start : one.end]} ({one})" for one in quote.dates if not _is_near(one, published)]
    more = quote.articles - 1
    return [*notes, *([f"{more} more say{'s' if more == 1 else ''} the same"] if more else [])]


def _is_near(days: LeaningDay, published: date | None) -> bool:
    """Whether days are so near to the article's date, which is shown, that "on Tuesday" is clear by itself."""
    return published is not None and all(abs(one - published) <= WEEK for one in (days.since, days.until))


def shown_runs(quote: Quote) -> list[Run]:
    """The words of a quote, or of its beginning, as clean runs, with the answering ones bold."""
    end = min(len(quote.text), LONGEST_QUOTE)
    marks = sorted({0, end, *(min(mark, end) for mark in quote.highlight or ())})
    runs: list[Run] = []
    for start, stop in itertools.pairwise(marks):
        before, after = "." if start == 0 else "x", "." if stop == end else "x"
        line = clean(f"{before}{quote.seen(start, stop)}{after}")[1:-1]  # keeps a blank at its edge
        if runs and runs[-1].text.endswith(" "):
            line = line.lstrip(" ")
        bold = quote.highlight is not None and quote.highlight.start <= start < quote.highlight.end
        runs.append(Run(line, bold))
    return stripped(runs)
