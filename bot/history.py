"""Bounded memory of conversations; what a restart forgot is read again from the messages themselves."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import discord

from bot.buttons import addresses
from bot.delivery import FAILED, PAUSES, insist
from bot.render import question_of
from qa.types import Address

MOST = 5
"""Earlier turns that a question is understood with."""

KEPT = 5000
"""Answers that are remembered."""

LOOKED_AT = 30
"""Messages of a thread that are read again after a restart."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question that was answered, and where its quotes stand."""

    question: str
    quotes: tuple[Address, ...]


@dataclass(frozen=True, slots=True)
class _Kept:
    exchange: Exchange
    before: tuple[Exchange, ...]


class History:
    """Each answer with the exchanges before it, by the ids of its messages; each thread by its last answer."""

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

    async def before(self, message: discord.Message, bot: int) -> list[Exchange]:
        """The exchanges that a message goes on from: those of the answer that it replies to, oldest first."""
        exchanges: list[Exchange] = []
        current: discord.Message | None = message
        while current is not None and len(exchanges) < MOST:
            replied = replied_to(current)
            if replied is None:
                break
            if kept := self._answers.get(replied):
                exchanges = [*kept.before, kept.exchange, *exchanges]
                break
            answer = await _read(current, replied)
            if answer is None or answer.author.id != bot:
                break
            if exchange := exchange_of(answer):
                exchanges = [exchange, *exchanges]
            asked = replied_to(answer)
            current = await _read(answer, asked) if asked is not None else None
        return exchanges[-MOST:]

    async def in_thread(self, thread: discord.Thread, bot: int) -> list[Exchange]:
        """The exchanges of a thread, oldest first."""
        if thread.id in self._threads:
            return list(self._threads[thread.id])

        async def newest() -> list[discord.Message]:
            return [message async for message in thread.history(limit=LOOKED_AT)]

        try:
            messages = await insist(newest, PAUSES[:2])
        except FAILED:
            return []
        found = [exchange_of(message) for message in reversed(messages) if message.author.id == bot]
        exchanges = [list(same)[-1] for _, same in groupby(filter(None, found), key=lambda one: one.question)]
        self._threads[thread.id] = tuple(exchanges[-MOST:])
        return exchanges[-MOST:]


def replied_to(message: discord.Message) -> int | None:
    """The id of the message that this one replies to."""
    is_reply = message.type is discord.MessageType.reply and message.reference is not None
    return message.reference.message_id if is_reply and message.reference else None


def exchange_of(message: discord.Message) -> Exchange | None:
    """The exchange that a message of ours tells of."""
    question = question_of(message.content)
    return Exchange(question, tuple(addresses(message))) if question is not None else None


async def _read(near: discord.Message, message: int) -> discord.Message | None:
    """A message of the same channel: the one that came along, else as Discord has it."""
    reference = near.reference
    if reference is not None and isinstance(reference.resolved, discord.Message) and reference.message_id == message:
        return reference.resolved
    try:
        return await insist(lambda: near.channel.fetch_message(message), PAUSES[:2])
    except FAILED:
        return None
