"""Lay an answer out as messages within Discord's limits: values in, text out.

Each message has room for a line that repeats the question, which `bot.delivery.reply` puts above a message that does
not reply to it; `bot.outgoing.readback` is the inverse. Whatever comes from articles or people is inert
(`bot.outgoing.escape`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.outgoing.asked import LONGEST_QUESTION, left_out, question_line
from bot.outgoing.buttons import MOST_QUOTES
from bot.outgoing.escape import clean, escape, inert, units
from bot.outgoing.links import source_line
from bot.outgoing.pieces import LIMIT, pack
from bot.outgoing.quotes import group_blocks
from bot.outgoing.statements import is_list, is_whole, newest_first, statement_line
from qa.answers import Answer, Quote, Staleness, grouped
from qa.conversation.exchange import Exchange, Phrase
from qa.conversation.replies import Further
from qa.values import ArticleInfo

LONGEST_ANSWER = 60
"""Characters of the answering words of quotes that disagree."""

AT_ONCE = 250
"""Characters of the quotes in a message; further quotes that would exceed them wait until more is asked for."""

MOST_MESSAGES = 5
"""The most messages of one answer."""

NEAREST = 2
"""Articles named where there is no answer."""

UNDERSTOOD = "-# Looking for: "
ABOUT = "-# About: "
OF_DAYS = "-# “{}”: {}"
"""Words that name days, and the days they mean."""

LESS_SURE = "-# Further sentences, less likely to answer:"
FURTHER = "-# Further articles:"
READ = {
    Staleness.CHANGED: "has changed since I read it",
    Staleness.DELETED: "was deleted after I read it",
    Staleness.UNREADABLE: "cannot be read",
    Staleness.DRAFT: "is a draft now",
}
UPDATE = "Someone who manages this server can update me with /pullquote-manage reindex."


@dataclass(frozen=True, slots=True)
class Shown:
    """Messages, the quotes in them in order, and the question that they answer, if any."""

    messages: tuple[str, ...]
    quotes: tuple[Quote, ...] = ()
    question: str = ""


def answer_messages(answer: Answer, exchange: Exchange) -> Shown:
    """An answer, or the statement that there is none, as messages; `exchange` is the result, with a clean question."""
    heading = heading_of(exchange)
    not_asked = [undated(answer.undated)] if answer.undated else []
    if answer.choices or not answer.answered:
        body = choices(answer.choices) if answer.choices else unanswered(answer)
        return Shown((fitted([*heading, *body, *not_asked], exchange.question),), (), exchange.question)
    if answer.outside:
        heading.append(f"-# Nothing from {answer.outside} answers; from other days:")
    if answer.recorded and answer.recorded.at:
        heading.append(f"-# As the articles were on <t:{answer.recorded.at.timestamp():.0f}:f>.")
    rivals = [answer.shown[number - 1] for number in answer.disagreeing]
    is_listed = (answer.is_overview or bool(rivals)) and is_list(answer.shown) and all(map(is_whole, rivals))
    if rivals:
        heading.append(disagreeing(newest_first(rivals) if is_listed else rivals))
    if is_listed:
        return list_messages(answer.shown, exchange.question, heading, not_asked)
    return quote_messages(answer.shown, exchange.question, heading, not_asked, max(answer.disagreeing, default=1))


def more_messages(further: Further, exchange: Exchange) -> Shown:
    """Quotes beyond those of an answer, as messages; `exchange` has these and the answer."""
    heading = heading_of(exchange)
    if further.is_overview and is_list(further.quotes):
        return list_messages(further.quotes, exchange.question, [*heading, FURTHER])
    return quote_messages(further.quotes, exchange.question, [*heading, LESS_SURE], least=MOST_QUOTES)


def heading_of(exchange: Exchange) -> list[str]:
    """The line that says how a question was understood or what it is about, if it does not say so itself.

    If only words that name days were left out, it says which days these are.
    """
    if exchange.about:
        return [f"{ABOUT}{inert(exchange.about, LONGEST_QUESTION)}"]
    if not exchange.understood or (exchange.days is None and clean(exchange.understood) == exchange.question):
        return []
    if exchange.days and (words := left_out(exchange.question, clean(exchange.understood))):
        return [OF_DAYS.format(escape(words), exchange.days)]
    days = f" ({exchange.days})" if exchange.days else ""
    return [f"{UNDERSTOOD}{inert(exchange.understood, LONGEST_QUESTION)}{days}"]


def disagreeing(rivals: Sequence[Quote]) -> str:
    """The line that gives the answers of the quotes that disagree, in their own words: “7” or “9”."""
    words = " or ".join(f"“{inert(quote.answer, LONGEST_ANSWER)}”" for quote in rivals)
    return f"**The articles disagree: {words}.**"


def undated(count: int) -> str:
    """The line on articles not asked, for want of a date."""
    return f"-# {count:,} article{' without a date was' if count == 1 else 's without a date were'} not asked."


def quote_messages(
    quotes: Sequence[Quote], question: str, heading: list[str], last: Sequence[str] = (), least: int = 1
) -> Shown:
    """Quotes as messages: the first, and further ones that need no additional message; `last` stands below.

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


def list_messages(quotes: Sequence[Quote], question: str, heading: list[str], last: Sequence[str] = ()) -> Shown:
    """Quotes as a list, newest first, as many as one message holds; `last` stands below."""
    shown = list(quotes[:MOST_QUOTES])
    while len(shown) > 1 and units("\n".join([question_line(question), *_listed(shown, heading, last)])) > LIMIT:
        shown.pop()
    return Shown(("\n".join(_listed(shown, heading, last)),), tuple(newest_first(shown)), question)


def _listed(quotes: Sequence[Quote], heading: Sequence[str], last: Sequence[str]) -> list[str]:
    return [*heading, *map(statement_line, newest_first(quotes)), *last]


def _messages(
    quotes: Sequence[Quote], heading: Sequence[str], last: Sequence[str], room: int
) -> tuple[list[str], list[Quote]]:
    """The messages of quotes, with those of one article together, and the quotes in their order."""
    groups = grouped(quotes)
    above = "\n".join(heading)
    taken = room - sum(units(line) + 1 for line in (above, *last))
    blocks = [block for group in groups for block in group_blocks(group, taken)]
    blocks[-1] = "\n".join([blocks[-1], *last])
    return pack(above, blocks, room), [quote for group in groups for quote in group]


def unanswered(answer: Answer) -> list[str]:
    """Lines: the articles don't say, or the one that does has changed, or which are nearest."""
    if answer.withheld:
        reason = READ[answer.withheld[0].reason]
        return [f"**The article that answers this {reason}.** {UPDATE}"]
    silence = ["**The articles don’t say.**"]
    if answer.nearest:
        nearest = [f"-# {source_line(article, None, None)}" for article in answer.nearest[:NEAREST]]
        silence = ["**No sentence answers this surely.** Nearest:", *nearest]
    return [*silence, *([Phrase.ENGLISH.value] if answer.is_foreign else [])]


def choices(articles: Sequence[ArticleInfo]) -> list[str]:
    """Ask which article is meant."""
    lines = [f"-# {number} · {source_line(article, None, None)}" for number, article in enumerate(articles, 1)]
    return ["**Which do you mean?**", *lines]


def fitted(lines: list[str], question: str) -> str:
    """Lines as one message, without those that do not fit beside the question."""
    while units("\n".join([question_line(question), *lines])) > LIMIT:
        lines.pop()
    return "\n".join(lines)
