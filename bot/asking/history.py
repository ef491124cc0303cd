"""Bounded memory of talks. What a restart has lost is rebuilt from the messages themselves."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

import discord

from bot.outgoing.buttons import presses
from bot.outgoing.calls import FAILED, PAUSES, insist
from bot.outgoing.readback import exchange_of
from qa.conversation.exchange import REMEMBERED, Exchange, Phrase

KEPT = 5000
"""Answers that are remembered."""

LOOKED_AT = 30
"""Messages of a thread, or of a chain of replies, that are read back after a restart."""


class History:
    """Each answer's exchange, by the ids of its messages; each thread's last one.

    The direct messages with one person are a thread too.
    """

    def __init__(self) -> None:
        self._answers: OrderedDict[int, Exchange] = OrderedDict()
        self._threads: OrderedDict[int, Exchange | None] = OrderedDict()

    def remember(self, messages: Sequence[int], exchange: Exchange, thread: int | None) -> None:
        """Keep the exchange that these messages tell of."""
        for message in messages:
            self._answers[message] = exchange
        if thread is not None:
            self._keep_thread(thread, exchange)
        while len(self._answers) > KEPT:
            self._answers.popitem(last=False)

    def forget(self, messages: Sequence[int], thread: int | None) -> None:
        """Forget an answer that was deleted, and what is remembered of its thread."""
        for message in messages:
            self._answers.pop(message, None)
        self._threads.pop(thread or 0, None)

    def start_over(self, thread: int) -> None:
        """Forget what came before in a thread. Where it is read back, that begins after `Phrase.ANEW`."""
        self._keep_thread(thread, None)

    def of_answer(self, message: discord.Message) -> Exchange | None:
        """The exchange that an answer of ours is part of."""
        return self._answers.get(message.id) or read(message)

    async def before(self, message: discord.Message, bot: int) -> Exchange | None:
        """The exchange that a message goes on from: that of the answer it replies to."""
        read_again: list[Exchange] = []
        current: discord.Message | None = message
        for _ in range(LOOKED_AT // 2):
            replied = replied_to(current) if current is not None else None
            if current is None or replied is None or len(read_again) >= REMEMBERED:
                break
            if kept := self._answers.get(replied):
                return talk([*kept.following, *talk_of(read_again)])
            answer = await _fetched(current, replied)
            if answer is None or answer.author.id != bot or answer.content == Phrase.ANEW.value:
                break
            if exchange := read(answer):
                read_again.insert(0, exchange)
            asked = replied_to(answer)
            current = await _fetched(answer, asked) if asked is not None else None
        return talk(talk_of(read_again))

    async def in_thread(self, thread: discord.Thread | discord.DMChannel, bot: int) -> Exchange | None:
        """The last exchange of a thread."""
        if thread.id in self._threads:
            return self._threads[thread.id]

        async def newest() -> list[discord.Message]:
            return [message async for message in thread.history(limit=LOOKED_AT)]

        try:
            messages = await insist(newest, PAUSES[:2])
        except FAILED:
            return None
        ours = [message for message in messages if message.author.id == bot]
        ours = list(takewhile(lambda message: message.content != Phrase.ANEW.value, ours))
        exchange = talk(talk_of([exchange for message in reversed(ours) if (exchange := read(message))]))
        self._keep_thread(thread.id, exchange)
        return exchange

    def _keep_thread(self, thread: int, exchange: Exchange | None) -> None:
        self._threads[thread] = exchange
        self._threads.move_to_end(thread)
        while len(self._threads) > KEPT:
            self._threads.popitem(last=False)


def talk(exchanges: Sequence[Exchange]) -> Exchange | None:
    """The last of these exchanges, with those before it as its history; None if there are none."""
    if not exchanges:
        return None
    *earlier, last = exchanges
    return replace(last, history=tuple(earlier[-REMEMBERED:]))


def talk_of(exchanges: Sequence[Exchange]) -> list[Exchange]:
    """Join the exchanges that are parts of one, as they are read from messages, oldest first."""
    joined: list[Exchange] = []
    for exchange in exchanges:
        if joined and joined[-1].question == exchange.question:
            joined[-1] = _joined(joined[-1], exchange)
        else:
            joined.append(exchange)
    return joined


def _joined(one: Exchange, other: Exchange) -> Exchange:
    """The exchange that two messages tell of: an answer and more quotes, or a choice and the answer of one article."""
    whole = replace(other, choices=one.choices or other.choices)
    if other.earlier and other.earlier == one.shown:
        return replace(whole, quotes=(*one.quotes, *other.quotes), earlier=one.earlier)
    return whole


def read(message: discord.Message) -> Exchange | None:
    """The exchange that a message of ours tells of, without its history."""
    return exchange_of(message.content, presses(message))


def replied_to(message: discord.Message) -> int | None:
    """The id of the message that this one replies to."""
    is_reply = message.type is discord.MessageType.reply and message.reference is not None
    return message.reference.message_id if is_reply and message.reference else None


async def _fetched(near: discord.Message, message: int) -> discord.Message | None:
    """A message of the same channel: the one that came with `near`, else fetched from Discord."""
    reference = near.reference
    if reference is not None and isinstance(reference.resolved, discord.Message) and reference.message_id == message:
        return reference.resolved
    try:
        return await insist(lambda: near.channel.fetch_message(message), PAUSES[:2])
    except FAILED:
        return None
