"""Text and buttons of an answer of ours -> the exchange that it tells of: the inverse of `bot.outgoing.layout`.

Pure. An answer in several messages has its buttons below the last: of the answering words only those are read that
stand there.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.outgoing.buttons import More, Verb, parse_address
from bot.outgoing.escape import unescape
from bot.outgoing.layout import ABOUT, ASKED, UNDERSTOOD
from qa.answers import Address
from qa.conversation.exchange import Cited, Exchange
from qa.conversation.narrowing import ANYWHERE
from qa.values import Days

SOURCE = re.compile(r"-# \d+ · ")
BOLD = re.compile(r"\\.|\*\*((?:\\.|[^*\\])+)\*\*")
"""An escaped character, or what is bold."""


def question_of(text: str) -> str | None:
    """The question that a message of ours answers; None if it is no answer."""
    first = text.partition("\n")[0]
    return unescape(first.removeprefix(ASKED)) if first.startswith(ASKED) else None


def exchange_of(text: str, presses: Sequence[tuple[Verb, str]]) -> Exchange | None:
    """The exchange of a message with these buttons, without its history; None if it is no answer."""
    question = question_of(text)
    if question is None:
        return None
    more = next((More.parse(about) for verb, about in presses if verb is Verb.MORE), None)
    narrowing = more.narrowing if more else ANYWHERE
    understood, days = _understanding(text, narrowing.days)
    quotes = _quotes(text, [parse_address(about) for verb, about in presses if verb is Verb.CONTEXT])
    return Exchange(
        question,
        replace(narrowing, days=None) if days else narrowing,
        understood=understood,
        about=_told(text, ABOUT),
        days=days,
        quotes=quotes,
        earlier=max(0, more.shown - len(quotes)) if more else 0,
        choices=tuple(about for verb, about in presses if verb is Verb.CHOOSE),
    )


def _understanding(text: str, days: Days | None) -> tuple[str, Days | None]:
    """How the question was understood, and the days that it named, if they are these; empty if that was cut."""
    understood = _told(text, UNDERSTOOD)
    is_named = days is not None and understood.endswith(f" ({days})")
    understood = understood.removesuffix(f" ({days})") if is_named else understood
    return ("", None) if understood.endswith("…") else (understood, days if is_named else None)


def _told(text: str, label: str) -> str:
    """What stands after a label in the heading of a message; empty if it is not there, or was cut."""
    line = next((one for one in text.split("\n")[:2] if one.startswith(label)), "")
    told = unescape(line.removeprefix(label))
    return "" if told.endswith("…") else told


def _quotes(text: str, addresses: Sequence[Address]) -> tuple[Cited, ...]:
    """The quotes at these addresses; those that stand in messages before, without their answering words."""
    answers = answers_of(text)[: len(addresses)]
    unknown = [""] * (len(addresses) - len(answers))
    return tuple(map(Cited, addresses, [*unknown, *answers]))


def answers_of(text: str) -> list[str]:
    """The answering words of each quote in a message of ours, which are bold there; empty where none are."""
    answers: list[str] = []
    bold: list[str] = []
    for line in text.split("\n"):
        if line.startswith("> "):
            bold += [unescape(found) for found in BOLD.findall(line) if found]
        elif SOURCE.match(line):
            answers.append(" ".join(bold))
            bold = []
    return answers
