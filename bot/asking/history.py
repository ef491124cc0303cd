"""Bounded memory of talks. What a restart loses is rebuilt from the messages themselves."""

import contextlib
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

import discord

from bot.asking.text import text_of
from bot.delivery.calls import FAILED, PAUSES, insist
from bot.outgoing.asked import clean_question
from bot.outgoing.buttons import Deletion, Verb, presses
from bot.outgoing.readback import exchange_of, question_of
from qa.conversation.exchange import REMEMBERED, Exchange, Phrase

KEPT = 5000
"""Answers that are remembered."""

LOOKED_AT = 30
"""Messages in a channel, or in a chain of replies, that are read back after a restart."""


ReadBack = Exchange | str
"""What a message of ours records: an exchange, or else its text."""


@dataclass(frozen=True, slots=True)
class Talk:
    """The talk between one person and the bot in one channel, thread or inbox."""

    channel: int
    person: int


class History:
    """Each answer's exchange, by the ids of its messages, and each talk's last one."""

    def __init__(self) -> None:
        self._answers: OrderedDict[int, Exchange] = OrderedDict()
        self._talks: OrderedDict[Talk, Exchange | None] = OrderedDict()
        self._shared: OrderedDict[int, None] = OrderedDict()

    def remember(self, messages: Sequence[int], exchange: Exchange, talk: Talk | None) -> None:
        """Keep the exchange that these messages show."""
        for message in messages:
            self._answers[message] = exchange
        if talk is not None:
            self._keep_talk(talk, exchange)
        while len(self._answers) > KEPT:
            self._answers.popitem(last=False)

    def forget(self, messages: Sequence[int], talk: Talk) -> None:
        """Forget an answer that was deleted, and what is remembered of its talk."""
        for message in messages:
            self._answers.pop(message, None)
        self._talks.pop(talk, None)

    def share(self, message: int) -> bool:
        """Return whether a private answer is shared for the first time, and remember it."""
        if message in self._shared:
            return False
        self._shared[message] = None
        while len(self._shared) > KEPT:
            self._shared.popitem(last=False)
        return True

    def start_over(self, talk: Talk) -> None:
        """Forget what came before in a talk. Reading back begins after `Phrase.STARTED_OVER`."""
        self._keep_talk(talk, None)

    def go_back(self, talk: Talk, exchange: Exchange | None) -> None:
        """Continue from an earlier exchange of a talk. In reading back, `Phrase.UNDONE` removes one."""
        self._keep_talk(talk, exchange)

    def kept(self, answer: int) -> Exchange | None:
        """The exchange of a message, if it is remembered."""
        return self._answers.get(answer)

    async def of_answer(self, message: discord.Message) -> Exchange | None:
        """The exchange that an answer of ours belongs to."""
        return self._answers.get(message.id) or read(message, await _answered(message))

    async def before(self, message: discord.Message, bot: int) -> Exchange | None:
        """The exchange that a message continues: that of the answer it replies to."""
        read_again: list[ReadBack] = []
        current: discord.Message | None = message
        for _ in range(LOOKED_AT // 2):
            replied = replied_to(current) if current is not None else None
            if current is None or replied is None or len(read_again) >= REMEMBERED:
                break
            if kept := self._answers.get(replied):
                return last_of([*kept.following, *talk_of(read_again)])
            answer = await _fetched(current, replied)
            if answer is None or answer.author.id != bot or answer.content == Phrase.STARTED_OVER.value:
                break
            current = await _answered(answer)
            read_again.insert(0, read(answer, current) or answer.content)
        return last_of(talk_of(read_again))

    async def last(self, talk: Talk, channel: discord.abc.Messageable, bot: int) -> Exchange | None:
        """The last exchange of a talk; in a thread on an answer of ours, that answer's if there is no other."""
        if talk not in self._talks:
            try:
                self._keep_talk(talk, await self._read_back(talk, channel, bot))
            except FAILED:
                return None
        return self._talks[talk]

    async def _read_back(self, talk: Talk, channel: discord.abc.Messageable, bot: int) -> Exchange | None:
        """The last exchange of a talk, from the newest messages of its channel."""

        async def newest() -> list[discord.Message]:
            return [message async for message in channel.history(limit=LOOKED_AT)]

        is_direct = isinstance(channel, discord.DMChannel)
        ours = [message for message in await insist(newest, PAUSES[:2]) if message.author.id == bot]
        theirs = [message for message in ours if is_direct or asker_of(message) == talk.person]
        since = list(takewhile(lambda message: message.content != Phrase.STARTED_OVER.value, theirs))
        exchanges = talk_of([read(message, await _answered(message)) or message.content for message in reversed(since)])
        if not exchanges and len(since) == len(theirs) and isinstance(channel, discord.Thread):
            return await self._above(channel, bot)
        return last_of(exchanges if is_talk(channel) else exchanges[-1:])

    async def _above(self, thread: discord.Thread, bot: int) -> Exchange | None:
        """The exchange of the answer of ours on which a thread was opened, if it was."""
        if kept := self._answers.get(thread.id):
            return kept
        parent = thread.parent
        if not isinstance(parent, discord.TextChannel):
            return None
        try:
            message = await insist(lambda: parent.fetch_message(thread.id), PAUSES[:2])
        except discord.NotFound:
            return None
        return read(message, await _answered(message)) if message.author.id == bot else None

    def _keep_talk(self, talk: Talk, exchange: Exchange | None) -> None:
        self._talks[talk] = exchange
        self._talks.move_to_end(talk)
        while len(self._talks) > KEPT:
            self._talks.popitem(last=False)


def is_talk(channel: object) -> bool:
    """Whether all that one person asks in a channel is one talk, even without replies: a thread or direct messages."""
    return isinstance(channel, discord.Thread | discord.DMChannel)


def asker_of(message: discord.Message) -> int | None:
    """The person a message of ours was for; None where that cannot be seen."""
    if message.interaction_metadata is not None:
        return message.interaction_metadata.user.id
    replied = message.reference.resolved if message.reference else None
    if isinstance(replied, discord.Message):
        return replied.author.id
    with contextlib.suppress(ValueError):
        return next((Deletion.parse(about).asker for verb, about in presses(message) if verb is Verb.DELETE), None)
    return None


def last_of(exchanges: Sequence[Exchange]) -> Exchange | None:
    """The last of these exchanges, with those before it as its history; None if there are none."""
    if not exchanges:
        return None
    *earlier, last = exchanges
    return replace(last, history=tuple(earlier[-REMEMBERED:]))


def talk_of(messages: Sequence[ReadBack]) -> list[Exchange]:
    """The exchanges of a talk, from its messages, oldest first: parts of one are joined, undone ones dropped."""
    joined: list[Exchange] = []
    for one in messages:
        if isinstance(one, str):
            if one == Phrase.UNDONE.value and joined:
                joined.pop()
        elif joined and joined[-1].question == one.question:
            joined[-1] = _joined(joined[-1], one)
        else:
            joined.append(one)
    return joined


def _joined(one: Exchange, other: Exchange) -> Exchange:
    """The exchange that two messages show: an answer and more quotes, or a choice and the answer from one article."""
    whole = replace(other, choices=one.choices or other.choices)
    if other.earlier and other.earlier == one.shown:
        return replace(whole, quotes=(*one.quotes, *other.quotes), earlier=one.earlier)
    return whole


def read(message: discord.Message, answered: discord.Message | None) -> Exchange | None:
    """The exchange, without its history, that a message of ours shows in reply to the one that is `answered`.

    Only its question, if the buttons are of another version.
    """
    below = clean_question(text_of(answered, message.author)) if answered is not None else ""
    buttons = presses(message)
    try:
        return exchange_of(message.content, buttons, below)
    except ValueError:
        question = question_of(message.content, buttons, below)
        return Exchange(question) if question else None


async def _answered(message: discord.Message) -> discord.Message | None:
    """The message that one of ours replies to."""
    asked = replied_to(message)
    return await _fetched(message, asked) if asked is not None else None


def replied_to(message: discord.Message) -> int | None:
    """The id of the message that this one replies to."""
    is_reply = message.type is discord.MessageType.reply and message.reference is not None
    return message.reference.message_id if is_reply and message.reference else None


async def _fetched(near: discord.Message, message: int) -> discord.Message | None:
    """A message in the same channel: the one that came with `near`, or else fetched from Discord."""
    reference = near.reference
    if reference is not None and isinstance(reference.resolved, discord.Message) and reference.message_id == message:
        return reference.resolved
    try:
        return await insist(lambda: near.channel.fetch_message(message), PAUSES[:2])
    except FAILED:
        return None
