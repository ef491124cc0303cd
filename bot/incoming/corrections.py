"""A question edited soon is answered again in the same message; a deleted one takes its answer with it.

That works for messages that ask one question and were answered since the bot started.
"""

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

import discord

from bot.asking.guard import quietly
from bot.asking.interaction import Host
from bot.asking.question import Request, Services
from bot.asking.text import text_of
from bot.delivery.message_reply import EditedReply
from bot.outgoing.asked import clean_question
from qa.conversation.acts import ActKind, act_of, parts
from qa.conversation.exchange import Ask, Exchange

KEPT = 5000
"""Questions that are remembered."""

SOON = timedelta(minutes=5)
"""How long after it was asked a question is answered again if edited."""


@dataclass(frozen=True, slots=True)
class _Given:
    """What a message asked, and the messages of ours that answer it."""

    question: str
    request: Request
    channel: int
    answers: tuple[int, ...]


class Corrections:
    """Remembers which answers each message got, and follows its edits and deletion."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._given: OrderedDict[int, _Given] = OrderedDict()

    def remember(self, message: discord.Message, request: Request, question: str, answers: Sequence[int]) -> None:
        """Keep the messages that answer this one's question, in its channel."""
        if answers:
            self._given[message.id] = _Given(question, request, message.channel.id, tuple(answers))
        while len(self._given) > KEPT:
            self._given.popitem(last=False)

    async def edited(self, client: Host, message: discord.Message) -> None:
        """Answer a message again, if its question has changed."""
        given = self._given.get(message.id)
        question = clean_question(text_of(message, client.user))
        if given is None or len(given.answers) != 1 or not _is_soon(message) or not _is_new(question, given.question):
            return
        before = self._services.history.kept(given.answers[0])
        if before is None:
            return
        self._given[message.id] = replace(given, question=question)
        todo = Ask(Exchange(question, before.narrowing, before.history))
        reply = EditedReply(message, self._services.wait_limits, given.answers[0], says=question)
        await client.answering.search(given.request, todo, reply)

    async def deleted(self, client: Host, messages: Iterable[int]) -> None:
        """Delete the answers to these messages."""
        for given in [self._given.pop(message) for message in messages if message in self._given]:
            channel = client.get_partial_messageable(given.channel)
            for answer in given.answers:
                await quietly(channel.get_partial_message(answer).delete())
            if given.request.talk is not None:
                self._services.history.forget(given.answers, given.request.talk)


def _is_soon(message: discord.Message) -> bool:
    return message.edited_at is not None and message.edited_at - message.created_at <= SOON


def _is_new(question: str, before: str) -> bool:
    """Whether a message now asks one question, different from before."""
    is_one = act_of(question).kind is ActKind.ASK and len(parts(question)) == 1
    return bool(question) and question != before and is_one
