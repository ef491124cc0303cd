"""Answer -> messages within Discord's limits: values in, text out.

Every message begins with the question, so that people, and `bot.outgoing.readback`, understand it by itself. Whatever
comes from articles or people is inert (`bot.outgoing.escape`).
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import regex

from bot.outgoing.escape import clean, escape, inert, units
from bot.outgoing.links import source_line
from bot.outgoing.pieces import LIMIT, Run, pack, split, stripped
from qa.answers import Answer, Quote, Staleness
from qa.conversation.exchange import Exchange, Phrase
from qa.conversation.replies import Further
from qa.values import ArticleInfo

LONGEST_QUESTION = 300
"""Characters of a question."""

LONGEST_ANSWER = 60
"""Characters of the answering words of quotes that disagree."""

LONGEST_NOTES = 200
"""UTF-16 code units of what is said beside a quote."""

LONGEST_QUOTE = 4000
"""Characters of a quote that are shown, if they fit."""

MOST_PIECES = 4
"""Messages that one quote may take; of a longer one it shows the beginning, and says so."""

MOST_MESSAGES = 5
"""Messages of one answer."""

NEAREST = 2
"""Articles named where there is no answer."""

ASKED = "-# Question: "
UNDERSTOOD = "-# Looking for: "
ABOUT = "-# About: "
LESS_SURE = "-# Further sentences, less likely to answer:"
GOES_ON = "-# … the sentence goes on: see the source."
READ = {
    Staleness.CHANGED: "has changed since I read it",
    Staleness.DELETED: "was deleted after I read it",
    Staleness.UNREADABLE: "cannot be read",
    Staleness.DRAFT: "is a draft now",
}
UPDATE = "Someone who manages this server can update me with `/pullquote-manage reindex`."


@dataclass(frozen=True, slots=True)
class Shown:
    """Messages, and the quotes in them."""

    messages: tuple[str, ...]
    quotes: tuple[Quote, ...]


def answer_messages(answer: Answer, exchange: Exchange) -> Shown:
    """An answer, or that there is none, as messages; `exchange` is what it makes of its question, which is clean."""
    heading = heading_of(exchange)
    if answer.choices:
        return Shown(tuple(pack(heading, [choices(answer.choices)])), ())
    if not answer.answered:
        return Shown(tuple(pack(heading, [unanswered(answer)])), ())
    if answer.outside:
        heading += f"\n-# Nothing from {answer.outside} answers; from other days:"
    if answer.disagreement:
        said = [(number, inert(words, LONGEST_ANSWER)) for number, words in answer.disagreeing.items()]
        heading += f"\n-# The articles disagree: {', '.join(f'{number} says “{words}”' for number, words in said)}."
    return quote_messages(answer.shown, heading)


def more_messages(further: Further, exchange: Exchange) -> Shown:
    """Quotes beyond those of an answer, as messages; `exchange` is what they and the answer make."""
    return quote_messages(further.quotes, f"{heading_of(exchange)}\n{LESS_SURE}", further.first)


def heading_of(exchange: Exchange) -> str:
    """The lines that hold the question, and how it was understood, or what it is about, if that is not in it."""
    line = f"{ASKED}{escape(exchange.question)}"
    if exchange.about:
        return f"{line}\n{ABOUT}{inert(exchange.about, LONGEST_QUESTION)}"
    if not exchange.understood or (exchange.days is None and clean(exchange.understood) == exchange.question):
        return line
    days = f" ({exchange.days})" if exchange.days else ""
    return f"{line}\n{UNDERSTOOD}{inert(exchange.understood, LONGEST_QUESTION)}{days}"


def quote_messages(quotes: Sequence[Quote], heading: str, first: int = 1) -> Shown:
    """Quotes, numbered from `first`: the first of them, and as many more as `MOST_MESSAGES` hold."""
    blocks: list[str] = []
    messages: list[str] = []
    for number, quote in enumerate(quotes):
        further = quote_blocks(quote, first + number, heading)
        packed = pack(heading, [*blocks, *further])
        if blocks and len(packed) > MOST_MESSAGES:
            return Shown(tuple(messages), tuple(quotes[:number]))
        blocks += further
        messages = packed
    return Shown(tuple(messages), tuple(quotes))


def quote_blocks(quote: Quote, number: int, heading: str) -> list[str]:
    """A quote as at most four block quotes that fit a message each, the source below the last."""
    place = source_line(quote.article, quote.line, clean(quote.seen(0, LONGEST_QUOTE)), quote.page)
    source = f"-# {number} · {place}"
    if quote.notes:
        source += f" · {inert(' · '.join(quote.notes), LONGEST_NOTES)}"
    room = LIMIT - units(heading) - units(source) - units(GOES_ON) - len("\n> \n\n")
    pieces = [f"> {''.join(map(str, piece))}" for piece in split(shown_runs(quote), room)] or ["> …"]
    shown = pieces[:MOST_PIECES]
    if len(shown) < len(pieces) or len(quote.text) > LONGEST_QUOTE:
        source = f"{GOES_ON}\n{source}"
    return [*shown[:-1], f"{shown[-1]}\n{source}"]


def shown_runs(quote: Quote) -> list[Run]:
    """The words of a quote, or of its beginning, as clean runs; the answering ones bold."""
    end = min(len(quote.text), LONGEST_QUOTE)
    marks = sorted({0, end, *(min(mark, end) for mark in quote.highlight or ())})
    runs: list[Run] = []
    for start, stop in itertools.pairwise(marks):
        line = clean(f"x{quote.seen(start, stop)}x")[1:-1]  # keeps a blank at its edge
        if runs and runs[-1].text.endswith(" "):
            line = line.lstrip(" ")
        bold = quote.highlight is not None and quote.highlight.start <= start < quote.highlight.end
        runs.append(Run(line, bold))
    return stripped(runs)


def unanswered(answer: Answer) -> str:
    """That the articles don't say, or that the one that does has changed; else which are nearest."""
    if answer.withheld:
        reason = READ[answer.withheld[0].reason]
        return f"**The article that answers this {reason}.** {UPDATE}"
    silence = ["**The articles don’t say.**"]
    if answer.nearest:
        nearest = [f"-# • {source_line(article, None, None)}" for article in answer.nearest[:NEAREST]]
        silence = ["**No sentence answers this surely.**", "-# Nearest:", *nearest]
    return "\n".join([*silence, *([Phrase.ENGLISH.value] if answer.is_foreign else [])])


def choices(articles: Sequence[ArticleInfo]) -> str:
    """Which articles may be meant."""
    lines = [f"-# {number} · {source_line(article, None, None)}" for number, article in enumerate(articles, 1)]
    return "\n".join(["**Which do you mean?**", *lines])


def clean_question(text: str) -> str:
    """A question as it is asked and shown: one line, cut after a word where it is too long."""
    line = clean(text)
    if len(line) <= LONGEST_QUESTION:
        return line
    cut = line[:LONGEST_QUESTION]
    return cut.rpartition(" ")[0] or "".join(regex.findall(r"\X", cut)[:-1])
