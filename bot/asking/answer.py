"""Answer a step of a talk in Discord: admit it, search in a thread, show the answer, remember it."""

import math
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

import discord

from bot.asking.guard import BUSY, Guard, quietly
from bot.asking.question import NothingHere, Outcome, Request, Services, Way
from bot.asking.record import outcome_of, record
from bot.delivery.reply import Reply
from bot.operations.visibility import Option, Place
from bot.outgoing.buttons import Deletion, More, answer_buttons, choice_buttons
from bot.outgoing.help import HELP
from bot.outgoing.layout import Shown, answer_messages, more_messages
from bot.outgoing.listing import context_messages, sources_messages
from qa.answers import Answer
from qa.conversation import replies
from qa.conversation.acts import Act, ActKind
from qa.conversation.exchange import COURTESIES, Cited, Exchange, Phrase, Say, Search, ShowMore, Step, step
from qa.conversation.replies import Further
from qa.errors import QuestionError

CLOSING = "I am being restarted. Please ask again in a minute."
ARTICLE_GONE = "That article can no longer be seen here: it was moved or removed."
QUOTE_GONE = (
    "That sentence is no longer in the articles that can be seen here: its article was changed, moved or removed."
)
SAID = {Phrase.GONE: QUOTE_GONE, Phrase.SELF: HELP}
"""What is worded differently from the terminal."""

Prepare = Callable[[], Awaitable[tuple[Request, Search, Reply]]]
"""Finds, for a question once admitted, the talk that it continues and the thread for its answer."""

Find = Callable[[], Awaitable[Exchange | None]]
"""Finds the exchange that an act is about."""


@dataclass(frozen=True, slots=True)
class Replied:
    """The reply to a step, its messages, and the exchange from which the talk goes on."""

    reply: replies.Reply
    shown: Shown
    exchange: Exchange | None


class Answering:
    """Takes the steps of talks, and shows the replies to them."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self.guarded = Guard(services)

    async def search(
        self, request: Request, todo: Search, reply: Reply, prepare: Prepare | None = None
    ) -> Exchange | None:
        """Answer a question or show more quotes, and return the exchange that this makes.

        If that cannot be done now, tell only the asker why.
        """
        exchange: Exchange | None = None
        async with self.guarded(request, reply):
            if await self.admitted(request, reply):
                if prepare is not None:
                    request, todo, reply = await prepare()
                exchange = await self._searched(request, todo, reply)
        return exchange

    async def _searched(self, request: Request, todo: Search, reply: Reply) -> Exchange | None:
        """Do an admitted search, and return the exchange that it makes; None if there is nothing to ask."""
        start = time.perf_counter()
        work = self._services.pool.begin(partial(self.replied, request.place, todo))
        await reply.acknowledge()
        try:
            replied = await work
        except NothingHere as nothing:
            if not request.is_unasked:
                await reply.show([str(nothing)])
            record(self._services, request, Outcome.NOTHING_HERE, start)
            return None
        answer = replied.reply if isinstance(replied.reply, Answer) else None
        outcome = outcome_of(replied.reply)
        if outcome is Outcome.ANSWERED or not request.is_unasked:
            buttons = partial(_buttons, request, replied, reply.is_private)
            ids = await reply.show(replied.shown.messages, buttons, replied.shown.question)
            if replied.exchange is not None:
                talk = None if reply.is_private else request.talk
                self._services.history.remember(ids, replied.exchange, talk)
        record(self._services, request, outcome, start, answer)
        is_chatter = request.is_unasked and request.way is Way.THREAD  # what people ask each other is not kept
        if outcome is Outcome.NOT_SAID and not is_chatter:
            await self._keep_gap(request, todo.exchange.question)
        return replied.exchange

    async def act(self, request: Request, act: Act, reply: Reply, find: Find) -> None:
        """Carry out an act that has no question of its own."""
        history = self._services.history
        if act.kind is ActKind.NEW and request.talk is not None:
            history.start_over(request.talk)
        exchange = None if act.kind in COURTESIES else await find()
        todo = step(exchange, act)
        if isinstance(todo, Search):
            await self.search(request, todo, reply)
            return
        if act.kind is ActKind.UNDO and exchange is not None and request.talk is not None:
            exchange = exchange.before
            history.go_back(request.talk, exchange)
        ids = await self._look_up(request, todo, reply)
        if exchange is not None:
            history.remember(ids, exchange, None)

    def replied(self, place: Place, todo: Step) -> Replied:
        """Reply to a step at a place. Raises NothingHere. Reads the library: not for the event loop."""
        services = self._services
        replier = replies.Replier(
            services.assistant,
            partial(services.where, place),
            services.limit,
            today=lambda: services.zones.today(place.server),
        )
        try:
            reply, exchange = replier.reply(todo)
        except QuestionError:
            if isinstance(todo, ShowMore) or (isinstance(todo, Search) and todo.exchange.narrowing.article):
                raise NothingHere(ARTICLE_GONE) from None
            raise
        if isinstance(reply, Answer) and exchange and exchange.narrowing.article and not reply.matches:
            raise NothingHere(ARTICLE_GONE)  # it may not be seen here, or is not from these days
        shown = laid(reply, exchange)
        return Replied(reply, shown, _as_shown(exchange, reply, shown) if exchange else None)

    async def _look_up(self, request: Request, todo: Step, reply: Reply) -> list[int]:
        """Show a reply without a search; return the ids of its messages."""
        start = time.perf_counter()
        begun = self._services.lookups.begin(partial(self.replied, request.place, todo))
        await reply.acknowledge()
        try:
            messages: Sequence[str] = (await begun).shown.messages
        except NothingHere as nothing:
            messages = [str(nothing)]
        ids = await reply.show(messages)
        record(self._services, request, Outcome.REPLIED, start)
        return ids

    async def admitted(self, request: Request, reply: Reply) -> bool:
        """Whether the question can be asked now; if not, tell the asker why."""
        services = self._services
        why = CLOSING if services.is_closing else BUSY if services.pool.is_full else None
        if why is None and (wait := services.limits.wait(request.person, request.place.server)) > 0:
            why = f"That was many questions at once: try again in {math.ceil(wait)} s."
        if why is not None:
            record(services, request, Outcome.REFUSED, time.perf_counter())
            await quietly(reply.refuse(why))
        return why is None

    async def _keep_gap(self, request: Request, question: str) -> None:
        """Keep a question without an answer, if the server's owner wants that."""
        services, server = self._services, request.place.server
        if server is None or not services.scopes.has(Option.QUESTIONS, server):
            return

        def keep() -> None:
            if services.scopes.has(Option.QUESTIONS, server):  # still
                services.database.keep_gap(request.person, server, question)

        await services.lookups.begin(keep)


def laid(reply: replies.Reply, exchange: Exchange | None) -> Shown:
    """Lay out a reply; `exchange` is what a search makes of its question."""
    match reply:
        case Answer() if exchange is not None:
            return answer_messages(reply, exchange)
        case Further() if exchange is not None:
            return more_messages(reply, exchange)
        case replies.Around(context):
            return Shown(tuple(context_messages(context)))
        case replies.Sources(quotes):
            return Shown(tuple(sources_messages(quotes)))
        case Say(phrase):
            return Shown((SAID.get(phrase, reply.text),))
    raise TypeError(reply)


def _as_shown(exchange: Exchange, reply: replies.Reply, shown: Shown) -> Exchange:
    """The exchange with the quotes of a reply that are shown, in their order."""
    count = len(reply.shown) if isinstance(reply, Answer) else len(reply.quotes) if isinstance(reply, Further) else 0
    before = exchange.quotes[: len(exchange.quotes) - count]
    return replace(exchange, quotes=(*before, *map(Cited.of, shown.quotes)))


def _buttons(request: Request, replied: Replied, is_private: bool, others: tuple[int, ...]) -> discord.ui.View | None:
    """The buttons below a reply; `others` are its messages before the one with the buttons."""
    reply, exchange = replied.reply, replied.exchange
    if exchange is None or not isinstance(reply, Answer | Further):
        return None
    deletion = None if is_private else Deletion(request.person, others)
    if isinstance(reply, Answer) and reply.choices:
        return choice_buttons(exchange.choices, deletion)
    addresses = [quote.address for quote in replied.shown.quotes]
    more = More(exchange.shown, exchange.narrowed) if addresses else None
    if isinstance(reply, Answer):
        may_share = is_private and bool(addresses) and not others and request.place.server is not None
        return answer_buttons(addresses, more, deletion, len(reply.quotes) - len(addresses), may_share=may_share)
    return answer_buttons(addresses, more, None) if addresses else None
