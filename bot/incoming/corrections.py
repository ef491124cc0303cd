"""A question edited soon is answered again in the same message; a deleted one takes its answer with it.

A post's title belongs to its question, and a post that found no answer is asked again. All that works for messages that
came since the bot started; an edit, only where there is at most one answer.
"""

from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import discord

from bot.asking.guard import quietly
from bot.asking.history import Talk
from bot.asking.interaction import Host
from bot.asking.question import Request, Services, Way
from bot.asking.text import text_of, whole_question
from bot.delivery.calls import FAILED, insist
from bot.delivery.message_reply import EditedReply, MessageReply
from bot.outgoing.asked import clean_question
from qa.conversation.acts import ActKind, act_of, parts
from qa.conversation.exchange import Ask, Exchange

KEPT = 5000
"""Questions that are remembered."""

SOON = timedelta(minutes=5)
"""How long after it was asked a question is answered again if edited."""


@dataclass(frozen=True, slots=True)
class _Given:
    """What a message asked, and the messages of ours that answer it, all in one channel."""

    question: str
    request: Request
    channel: int
    answers: tuple[int, ...]

    @property
    def talk(self) -> Talk:
        """The talk that the answers belong to."""
        return Talk(self.channel, self.request.person)


@dataclass(frozen=True, slots=True)
class _Edit:
    """A message as it is after an edit, of itself or of its post's title."""

    message: discord.Message
    at: datetime

    @property
    def is_soon(self) -> bool:
        """Whether the message was not old."""
        return self.at - self.message.created_at <= SOON


@dataclass(slots=True)
class _Meanwhile:
    """What happened to a message while it was being answered: its newest edit, its deletion."""

    edit: _Edit | None = None
    is_deleted: bool = False


Receive = Callable[[Host, discord.Message], Awaitable[None]]
"""Answers a message, if it asks something of the bot."""


class Corrections:
    """Remembers which answers each message got, and follows its edits and deletion."""

    def __init__(self, services: Services, receive: Receive) -> None:
        self._services = services
        self._receive = receive
        self._given: OrderedDict[int, _Given] = OrderedDict()
        self._in_hand: dict[int, _Meanwhile] = {}

    @asynccontextmanager
    async def following(self, client: Host, message: int) -> AsyncIterator[None]:
        """Put off the edits and the deletion of a message until it is answered in the block."""
        meanwhile = self._in_hand[message] = _Meanwhile()
        try:
            yield
        finally:
            del self._in_hand[message]
        if meanwhile.is_deleted:
            await self.deleted(client, [message])
        elif meanwhile.edit is not None:
            await self._follow(client, meanwhile.edit)

    def remember(self, message: discord.Message, request: Request, question: str, reply: MessageReply) -> None:
        """Keep the messages that answer a question of this one; for a post, also that there are none."""
        if reply.ids or request.way is Way.FORUM:
            given = self._given.get(message.id) or _Given(question, request, reply.channel, ())
            self._given[message.id] = replace(given, answers=(*given.answers, *reply.ids))
        while len(self._given) > KEPT:
            self._given.popitem(last=False)

    async def edited(self, client: Host, message: discord.Message) -> None:
        """Answer a message again, if its question has changed; the newest edit counts."""
        if message.edited_at is not None:
            await self._follow(client, _Edit(message, message.edited_at))

    async def renamed(self, client: Host, before: str, thread: discord.Thread) -> None:
        """Answer a post again, if its new title has changed the question."""
        now, is_known = discord.utils.utcnow(), thread.id in self._given or thread.id in self._in_hand
        if not (is_known and thread.name != before and isinstance(thread.parent, discord.ForumChannel)):
            return
        try:
            message = await insist(lambda: thread.fetch_message(thread.id))
        except FAILED:  # it is gone, or the bot may not read it
            return
        await self._follow(client, _Edit(message, now))

    async def _follow(self, client: Host, edit: _Edit) -> None:
        """Answer an edited message again, once it is not being answered."""
        number = edit.message.id
        if number in self._in_hand:
            self._in_hand[number].edit = edit
        elif (given := self._given.get(number)) is not None and edit.is_soon:
            async with self.following(client, number):
                await self._answer_again(client, edit.message, given)

    async def _answer_again(self, client: Host, message: discord.Message, given: _Given) -> None:
        question = clean_question(text_of(message, client.user))
        if not _is_new(question, given.question):
            return
        if not given.answers:
            del self._given[message.id]
            await self._receive(client, message)
        elif len(given.answers) == 1 and (before := self._services.history.kept(given.answers[0])) is not None:
            await self._replace(client, message, replace(given, question=question), before)

    async def _replace(self, client: Host, message: discord.Message, given: _Given, before: Exchange) -> None:
        """Answer a changed question in place of its answer, whose exchange is `before`."""
        is_in_inbox = given.channel not in (message.channel.id, message.id)  # a thread has the id of its message
        if is_in_inbox and not self._services.scopes.may_use_inbox(given.request.place):
            return
        if given.request.place.server is None:
            await self._services.scopes.meet(given.request.person, client.guilds)
        self._given[message.id] = given
        todo = Ask(Exchange(given.question, before.narrowing, before.history))
        answer = client.get_partial_messageable(given.channel).get_partial_message(given.answers[0])
        reply = EditedReply(message, self._services.wait_limits, answer, says=whole_question(message, client.user))
        request = replace(given.request, talk=given.talk, is_unasked=False)  # what stands there is ours to keep true
        await client.answering.search(request, todo, reply)

    async def deleted(self, client: Host, messages: Iterable[int]) -> None:
        """Delete the answers to these messages."""
        for message in messages:
            if message in self._in_hand:
                self._in_hand[message].is_deleted = True
            elif (given := self._given.pop(message, None)) is not None:
                await self._take_back(client, given)

    async def _take_back(self, client: Host, given: _Given) -> None:
        channel = client.get_partial_messageable(given.channel)
        for answer in given.answers:
            await quietly(channel.get_partial_message(answer).delete())
        self._services.history.forget(given.answers, given.talk)


def _is_new(question: str, before: str) -> bool:
    """Whether a message now asks one question, different from before."""
    is_one = act_of(question).kind is ActKind.ASK and len(parts(question)) == 1
    return bool(question) and question != before and is_one
