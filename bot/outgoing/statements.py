"""A list of what several articles state: a line for each, with its date, the statement and its source."""

from collections.abc import Sequence
from datetime import date

from bot.outgoing.escape import clean, inert
from bot.outgoing.links import source_line
from bot.outgoing.pieces import split
from bot.outgoing.quotes import LONGEST_NOTES, LONGEST_QUOTE, notes_of, shown_runs
from qa.answers import Quote

LONGEST_STATEMENT = 360
"""UTF-16 code units of a statement, and one for each word; a longer one is cut, and shown whole *In context*."""

ITEM = "- "


def is_list(quotes: Sequence[Quote]) -> bool:
    """Whether quotes can form a list: there are several, each from a different article."""
    return 1 < len(quotes) == len({quote.article.id for quote in quotes})


def newest_first(quotes: Sequence[Quote]) -> list[Quote]:
    """The quotes by their articles' days, those without a day last."""
    return sorted(quotes, key=lambda quote: quote.article.published or date.min, reverse=True)


def is_whole(quote: Quote) -> bool:
    """Whether a quote fits whole into a line of the list."""
    return len(quote.text) <= LONGEST_QUOTE and len(split(shown_runs(quote), LONGEST_STATEMENT)) == 1


def statement_line(quote: Quote) -> str:
    """A quote as a line of the list, with its answering words bold."""
    published = quote.article.published
    pieces = split(shown_runs(quote), LONGEST_STATEMENT) or [[]]
    words = f"{''.join(map(str, pieces[0]))}{'' if is_whole(quote) else ' …'}"
    source = source_line(quote.article, quote.line, clean(quote.seen(0, LONGEST_QUOTE)), quote.page, as_of=None)
    notes = inert(" · ".join(notes_of(quote)), LONGEST_NOTES)
    day = f"{published.isoformat()}: " if published else ""
    return f"{ITEM}{day}{' · '.join(filter(None, [f'“{words}”', source, notes]))}"
