"""Read the exchange back from the text and buttons of an answer of ours: the inverse of `bot.outgoing.layout`.

Pure. An answer in several messages has its buttons below the last: only the answering words there are read.
Messages of earlier versions, which had a button for each quote, are read as well.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from bot.outgoing.asked import ASKED, repeated_question, without
from bot.outgoing.buttons import More, Verb, parse_addresses
from bot.outgoing.escape import unescape
from bot.outgoing.layout import ABOUT, OF_DAYS, UNDERSTOOD
from bot.outgoing.statements import ITEM
from qa.answers import Address
from qa.conversation.exchange import Cited, Exchange
from qa.conversation.narrowing import ANYWHERE
from qa.values import Days

BOLD = re.compile(r"\\.|\*\*((?:\\.|[^*\\])+)\*\*")
"""An escaped character, or what is bold."""

QUOTED = re.compile(rf"^> .*\n-# |^{ITEM}.*“", re.MULTILINE)
"""A quote above its source, or in a list."""

Presses = Sequence[tuple[Verb, str]]


def question_of(text: str, presses: Presses, below: str = "") -> str | None:
    """The question that a message of ours with these buttons answers; None if it is no answer.

    `below` is the text of the message that it replies to: if it repeats no question, it answers this.
    """
    is_answer = QUOTED.search(text) is not None or any(verb is Verb.DELETE for verb, _ in presses)
    return repeated_question(text) or (below if is_answer and below else None)


def exchange_of(text: str, presses: Presses, below: str = "") -> Exchange | None:
    """The exchange of a message with these buttons, without its history; None if it is no answer. Raises ValueError."""
    question = question_of(text, presses, below)
    if question is None:
        return None
    more = next((More.parse(about) for verb, about in presses if verb is Verb.MORE), None)
    narrowing = more.narrowing if more else ANYWHERE
    understood, days = _understanding(text, question, narrowing.days)
    addresses = [one for verb, about in presses if verb is Verb.CONTEXT for one in parse_addresses(about)]
    quotes = _quotes(text, addresses)
    return Exchange(
        question,
        replace(narrowing, days=None) if days else narrowing,
        understood=understood,
        about=_labelled(text, ABOUT),
        days=days,
        quotes=quotes,
        earlier=max(0, more.shown - len(quotes)) if more else 0,
        choices=tuple(about for verb, about in presses if verb is Verb.CHOOSE),
    )


def _understanding(text: str, question: str, days: Days | None) -> tuple[str, Days | None]:
    """How the question was understood, and `days` if it named them; empty if that was cut."""
    before, after = OF_DAYS.format("\n", days).split("\n")
    for line in _heading(text) if days is not None else ():
        if line.startswith(before) and line.endswith(after):
            return without(question, unescape(line[len(before) : -len(after)])), days
    understood = _labelled(text, UNDERSTOOD)
    is_named = days is not None and understood.endswith(f" ({days})")
    understood = understood.removesuffix(f" ({days})") if is_named else understood
    return ("", None) if understood.endswith("…") else (understood, days if is_named else None)


def _labelled(text: str, label: str) -> str:
    """What follows a label in the heading of a message; empty if it is not there, or was cut."""
    line = next((one for one in _heading(text) if one.startswith(label)), "")
    words = unescape(line.removeprefix(label))
    return "" if words.endswith("…") else words


def _heading(text: str) -> Iterator[str]:
    """The small lines at the top of a message."""
    return takewhile(lambda line: line.startswith("-# "), text.split("\n")[: 2 if text.startswith(ASKED) else 1])


def _quotes(text: str, addresses: Sequence[Address]) -> tuple[Cited, ...]:
    """The quotes at these addresses; those in earlier messages, without their answering words."""
    answers = answers_of(text)[: len(addresses)]
    unknown = [""] * (len(addresses) - len(answers))
    return tuple(map(Cited, addresses, [*unknown, *answers]))


def answers_of(text: str) -> list[str]:
    """The answering words of each quote in a message of ours, which are bold; empty where there are none.

    A quote is followed by a line of another kind: its source, or an empty one.
    """
    answers: list[str] = []
    is_inside = False
    for line in text.split("\n"):
        if line.startswith(("> ", ITEM)):
            words = [unescape(found) for found in BOLD.findall(line) if found]
            before = [answers.pop()] if is_inside else []
            answers.append(" ".join(filter(None, [*before, *words])))
        is_inside = line.startswith("> ")  # a quote may have several lines, but a list item has one
    return answers
