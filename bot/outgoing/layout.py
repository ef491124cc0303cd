"""Answer -> messages within Discord's limits: values in, text out.

Each message has room for a line that repeats the question, which `bot.outgoing.delivery` puts above it wherever it does
not stand below that; `bot.outgoing.readback` is the inverse. Whatever comes from articles or people is inert
(`bot.outgoing.escape`).
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.outgoing.asked import LONGEST_QUESTION, left_out, question_line
from bot.outgoing.buttons import MOST_QUOTES
from bot.outgoing.escape import clean, escape, inert, units
from bot.outgoing.links import source_line
from bot.outgoing.pieces import LIMIT, Run, pack, split, stripped
from qa.answers import Answer, LeaningDay, Quote, Staleness
from qa.conversation.exchange import Exchange, Phrase
from qa.conversation.replies import Further
from qa.values import ArticleInfo

LONGEST_ANSWER = 60
"""Characters of the answering words of quotes that disagree."""

LONGEST_NOTES = 200
"""UTF-16 code units of what is said beside a quote."""

LONGEST_QUOTE = 4000
"""Characters of a quote that are shown, if they fit."""

WEEK = timedelta(7)
"""Days named by a weekday are understood with the article's date, so far from it."""

AT_ONCE = 250
"""Characters of the quotes of a message; further ones that would make them more wait until more is asked for."""

MOST_PIECES = 4
"""Messages that one quote may take; of a longer one it shows the beginning, and says so."""

MOST_MESSAGES = 5
"""Messages of one answer."""

NEAREST = 2
"""Articles named where there is no answer."""

UNDERSTOOD = "-# Looking for: "
ABOUT = "-# About: "
OF_DAYS = "-# “{}”: {}"
"""Words that name days, and which these are."""

LESS_SURE = "-# Further sentences, less likely to answer:"
GOES_ON = "-# … the sentence goes on: see the source."
READ = {
    Staleness.CHANGED: "has changed since I read it",
    Staleness.DELETED: "was deleted after I read it",
    Staleness.UNREADABLE: "cannot be read",
    Staleness.DRAFT: "is a draft now",
}
UPDATE = "Someone who manages this server can update me with /pullquote-manage reindex."


@dataclass(frozen=True, slots=True)
class Shown:
    """Messages, the quotes in them in their order, and the question that they answer, if they do."""

    messages: tuple[str, ...]
    quotes: tuple[Quote, ...] = ()
    question: str = ""


def answer_messages(answer: Answer, exchange: Exchange) -> Shown:
    """An answer, or that there is none, as messages; `exchange` is what it makes of its question, which is clean."""
    heading = heading_of(exchange)
    left_out = [undated(answer.undated)] if answer.undated else []
    if answer.choices or not answer.answered:
        body = choices(answer.choices) if answer.choices else unanswered(answer)
        return Shown((fitted([*heading, *body, *left_out], exchange.question),), (), exchange.question)
    if answer.outside:
        heading.append(f"-# Nothing from {answer.outside} answers; from other days:")
    if answer.recorded and answer.recorded.at:
        heading.append(f"-# As the articles were on <t:{answer.recorded.at.timestamp():.0f}:f>.")
    if answer.disagreement:
        heading.append(f"**The articles disagree: {disagreeing(answer)}.**")
    least = max(answer.disagreeing, default=1)
    return quote_messages(answer.shown, exchange.question, heading, left_out, least)


def more_messages(further: Further, exchange: Exchange) -> Shown:
    """Quotes beyond those of an answer, as messages; `exchange` is what they and the answer make."""
    return quote_messages(further.quotes, exchange.question, [*heading_of(exchange), LESS_SURE], least=MOST_QUOTES)


def heading_of(exchange: Exchange) -> list[str]:
    """The line that says how a question was understood, or what it is about, if that is not in it.

    Where only words were left out that name days, which days those are.
    """
    if exchange.about:
        return [f"{ABOUT}{inert(exchange.about, LONGEST_QUESTION)}"]
    if not exchange.understood or (exchange.days is None and clean(exchange.understood) == exchange.question):
        return []
    if exchange.days and (words := left_out(exchange.question, clean(exchange.understood))):
        return [OF_DAYS.format(escape(words), exchange.days)]
    days = f" ({exchange.days})" if exchange.days else ""
    return [f"{UNDERSTOOD}{inert(exchange.understood, LONGEST_QUESTION)}{days}"]


def disagreeing(answer: Answer) -> str:
    """What each of the quotes that disagree says, in its own words: "“7” or “9”"."""
    return " or ".join(f"“{inert(words, LONGEST_ANSWER)}”" for words in answer.disagreeing.values())


def undated(count: int) -> str:
    """That articles were not asked, for want of a date."""
    return f"-# {count:,} article{' without a date was' if count == 1 else 's without a date were'} not asked."


def quote_messages(
    quotes: Sequence[Quote], question: str, heading: list[str], last: Sequence[str] = (), least: int = 1
) -> Shown:
    """Quotes as messages: the first, and those further ones that take no message more; `last` stands below.

    However long they are, `least` are shown, if they fit.
    """
    room = LIMIT - units(question_line(question)) - 1
    messages, shown = _messages(quotes[:1], heading, last, room)
    for count in range(2, min(len(quotes), MOST_QUOTES) + 1):
        longer, ordered = _messages(quotes[:count], heading, last, room)
        is_long = sum(len(quote.seen()) for quote in ordered) > AT_ONCE and count > least
        if is_long or len(longer) > len(messages):
            break
        messages, shown = longer, ordered
    return Shown(tuple(messages), tuple(shown), question)


def _messages(
    quotes: Sequence[Quote], heading: Sequence[str], last: Sequence[str], room: int
) -> tuple[list[str], list[Quote]]:
    """The messages of quotes, those of one article together, and the quotes in their order."""
    groups: dict[str, list[Quote]] = {}
    for quote in quotes:
        groups.setdefault(quote.article.id, []).append(quote)
    above = "\n".join(heading)
    taken = room - sum(units(line) + 1 for line in (above, *last))
    blocks = [block for group in groups.values() for block in group_blocks(group, taken)]
    blocks[-1] = "\n".join([blocks[-1], *last])
    return pack(above, blocks, room), [quote for group in groups.values() for quote in group]


def group_blocks(quotes: Sequence[Quote], room: int) -> list[str]:
    """Quotes of one article as block quotes that fit into this room each, with a gap between, their source below."""
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
    """A quote as at most `MOST_PIECES` block quotes that fit into this room each."""
    pieces = [
        f"> {''.join(map(str, piece))}" for piece in split(shown_runs(quote), room - units(GOES_ON) - len("> \n"))
    ]
    shown = pieces[:MOST_PIECES] or ["> …"]
    if len(shown) < len(pieces) or len(quote.text) > LONGEST_QUOTE:
        shown[-1] += f"\n{GOES_ON}"
    return shown


def notes_of(quote: Quote) -> list[str]:
    """What is said beside a quote, besides its date: that it is older, which days it means, how many say the same."""
    notes = ["older"] if quote.is_older else []
    published = quote.article.published
    notes += [f"{quote.text[one.start : one.end]} ({one})" for one in quote.dates if not _is_near(one, published)]
    more = quote.articles - 1
    return [*notes, *([f"{more} more say{'s' if more == 1 else ''} the same"] if more else [])]


def _is_near(days: LeaningDay, published: date | None) -> bool:
    """Whether days are as near to the article's, which stands beside the quote, as "on Tuesday" says by itself."""
    return published is not None and all(abs(one - published) <= WEEK for one in (days.since, days.until))


def shown_runs(quote: Quote) -> list[Run]:
    """The words of a quote, or of its beginning, as clean runs; the answering ones bold."""
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


def unanswered(answer: Answer) -> list[str]:
    """That the articles don't say, or that the one that does has changed; else which are nearest."""
    if answer.withheld:
        reason = READ[answer.withheld[0].reason]
        return [f"**The article that answers this {reason}.** {UPDATE}"]
    silence = ["**The articles don’t say.**"]
    if answer.nearest:
        nearest = [f"-# {source_line(article, None, None)}" for article in answer.nearest[:NEAREST]]
        silence = ["**No sentence answers this surely.** Nearest:", *nearest]
    return [*silence, *([Phrase.ENGLISH.value] if answer.is_foreign else [])]


def choices(articles: Sequence[ArticleInfo]) -> list[str]:
    """Which articles may be meant."""
    lines = [f"-# {number} · {source_line(article, None, None)}" for number, article in enumerate(articles, 1)]
    return ["**Which do you mean?**", *lines]


def fitted(lines: list[str], question: str) -> str:
    """Lines as one message; those that are too many for it beside the question are left out."""
    while units("\n".join([question_line(question), *lines])) > LIMIT:
        lines.pop()
    return "\n".join(lines)
