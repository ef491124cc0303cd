"""Bounded memory of conversations; what a restart forgot is read again from the messages themselves."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, takewhile

import discord

from bot.outgoing.buttons import Narrowing, addresses, choices_of, more_of
from bot.outgoing.delivery import FAILED, PAUSES, insist
from bot.outgoing.layout import answers_of, question_of
from qa.conversation.session import ANEW
from qa.values import Address

MOST = 5
"""Earlier turns that a question is understood with."""

KEPT = 5000
"""Answers that are remembered."""

LOOKED_AT = 30
"""Messages of a thread, or of a chain of replies, that are read again after a restart."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question that was answered, and where its quotes stand.

    `answers` are the answering words of the quotes, as far as they are known. `shown` counts the quotes that were
    shown, if they are more than these; `choices` are the articles that may have been meant, where that was asked
    back, `not_meant` those that were not.
    """

    question: str
    quotes: tuple[Address, ...]
    narrowing: Narrowing = field(default_factory=Narrowing)
    shown: int = 0
    choices: tuple[str, ...] = ()
    not_meant: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether it was asked back which article is meant, and not yet said."""
        return bool(self.choices) and not self.narrowing.article


@dataclass(frozen=True, slots=True)
class _Kept:
    exchange: Exchange
    before: tuple[Exchange, ...]


class History:
    """Each answer with the exchanges before it, by the ids of its messages; each thread by its last answer.

    The direct messages with one person are a thread too.
    """

    def __init__(self) -> None:
        self._answers: OrderedDict[int, _Kept] = OrderedDict()
        self._threads: OrderedDict[int, tuple[Exchange, ...]] = OrderedDict()

    def remember(
        self, messages: Sequence[int], exchange: Exchange, before: Sequence[Exchange], thread: int | None
    ) -> None:
        """Keep an answer, and what came before it in its conversation."""
        kept = _Kept(exchange, tuple(before)[-MOST:])
        for message in messages:
            self._answers[message] = kept
        if thread is not None:
            self._threads[thread] = (*kept.before, exchange)[-MOST:]
            self._threads.move_to_end(thread)
        for memory in (self._answers, self._threads):
            while len(memory) > KEPT:
                memory.popitem(last=False)

    def forget(self, messages: Sequence[int], thread: int | None) -> None:
        """Forget an answer that was deleted, and what is remembered of its thread."""
        for message in messages:
            self._answers.pop(message, None)
        self._threads.pop(thread or 0, None)

    def start_over(self, thread: int) -> None:
        """Forget what came before in a thread; where that is read again, it is read from `ANEW` on."""
        self._threads[thread] = ()

    def before_answer(self, message: int) -> tuple[Exchange, ...]:
        """The exchanges before an answer of ours, as far as they are remembered."""
        kept = self._answers.get(message)
        return kept.before if kept else ()

    async def before(self, message: discord.Message, bot: int) -> list[Exchange]:
        """The exchanges that a message goes on from: those of the answer that it replies to, oldest first."""
        exchanges: list[Exchange] = []
        current: discord.Message | None = message
        for _ in range(LOOKED_AT // 2):
            replied = replied_to(current) if current is not None else None
            if current is None or replied is None or len(exchanges) >= MOST:
                break
            if kept := self._answers.get(replied):
                exchanges = [*kept.before, kept.exchange, *exchanges]
                break
            answer = await _read(current, replied)
            if answer is None or answer.author.id != bot or answer.content == ANEW:
                break
            if exchange := exchange_of(answer):
                exchanges = _joined([exchange, *exchanges])
            asked = replied_to(answer)
            current = await _read(answer, asked) if asked is not None else None
        return exchanges[-MOST:]

    async def in_thread(self, thread: discord.Thread | discord.DMChannel, bot: int) -> list[Exchange]:
        """The exchanges of a thread, oldest first."""
        if thread.id in self._threads:
            return list(self._threads[thread.id])

        async def newest() -> list[discord.Message]:
            return [message async for message in thread.history(limit=LOOKED_AT)]

        try:
            messages = await insist(newest, PAUSES[:2])
        except FAILED:
            return []
        ours = [message for message in messages if message.author.id == bot]
        ours = list(takewhile(lambda message: message.content != ANEW, ours))
        exchanges = _joined([exchange for message in reversed(ours) if (exchange := exchange_of(message))])
        self._threads[thread.id] = tuple(exchanges[-MOST:])
        return exchanges[-MOST:]


def _joined(exchanges: Sequence[Exchange]) -> list[Exchange]:
    """The exchanges, neighbours of one question as one: the last of them, with what was asked back before."""
    joined: list[Exchange] = []
    for _, same in groupby(exchanges, key=lambda one: one.question):
        *earlier, last = same
        choices = next((one.choices for one in earlier if one.choices), last.choices)
        joined.append(replace(last, choices=choices))
    return joined


def replied_to(message: discord.Message) -> int | None:
    """The id of the message that this one replies to."""
    is_reply = message.type is discord.MessageType.reply and message.reference is not None
    return message.reference.message_id if is_reply and message.reference else None


def exchange_of(message: discord.Message) -> Exchange | None:
    """The exchange that a message of ours tells of."""
    question, more = question_of(message.content), more_of(message)
    if question is None:
        return None
    narrowing, shown = (more.narrowing, more.shown) if more else (Narrowing(), 0)
    quotes, answers = tuple(addresses(message)), answers_of(message.content)
    unknown = [""] * (len(quotes) - len(answers))  # quotes that stand in messages before
    told = (*unknown, *answers)[: len(quotes)]
    return Exchange(question, quotes, narrowing, shown, choices_of(message), answers=told)


async def _read(near: discord.Message, message: int) -> discord.Message | None:
    """A message of the same channel: the one that came along, else as Discord has it."""
    reference = near.reference
    if reference is not None and isinstance(reference.resolved, discord.Message) and reference.message_id == message:
        return reference.resolved
    try:
        return await insist(lambda: near.channel.fetch_message(message), PAUSES[:2])
    except FAILED:
        return None
