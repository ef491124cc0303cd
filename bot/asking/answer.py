"""A question from Discord -> an answer in Discord: admitted, asked in a thread, shown, remembered."""

import logging
import math
import secrets
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date
from typing import Any

import discord
from discord import app_commands

from bot.asking.finding import Given, answered, further
from bot.asking.history import Exchange
from bot.asking.question import NothingHere, Question, Services
from bot.operations.log import error_told, event
from bot.operations.visibility import QUESTIONS, Place
from bot.operations.workers import DeskFull
from bot.outgoing.buttons import Deletion, More, address_text, answer_buttons, choice_buttons
from bot.outgoing.delivery import InteractionReply, Reply
from bot.outgoing.escape import inert
from bot.outgoing.layout import Shown
from qa.errors import PullquoteError
from qa.values import Address, Answer

BUSY = "So many are asking just now that you would wait too long. Please ask again in a few seconds."
ONLY_MANAGERS = "Only those with the permission *Manage Server* can do that."
CLOSING = "I am being restarted. Please ask again in a minute."


Prepare = Callable[[Question, Reply], Awaitable[tuple[Question, Reply]]]


class Host(discord.AutoShardedClient):
    """The client that commands and buttons are of."""

    services: Services
    answering: "Answering"


Interaction = discord.Interaction[Host]


def place_of(interaction: Interaction) -> Place:
    """Where a command or a button was used."""
    return place_in(interaction.guild_id, interaction.channel, interaction.channel_id)


def place_in(server: int | None, channel: object, channel_id: int | None) -> Place:
    """A place; a thread is where its channel is."""
    parent = channel.parent_id if isinstance(channel, discord.Thread) else channel_id
    return Place(server, parent or 0)


class Answering:
    """Answers questions, and shows more of an answer."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def ask(self, question: Question, reply: Reply, prepare: Prepare | None = None) -> None:
        """Answer a question, or tell the asker alone why not now.

        `prepare` finds the conversation that the question goes on with, once it is admitted.
        """
        start = time.perf_counter()
        async with self.guarded(question.way, question.person, question.place, reply):
            if not await self._admitted(question, reply):
                return
            if prepare is not None:
                question, reply = await prepare(question, reply)
            asked = question
            work = self._services.desk.begin(lambda: answered(self._services, asked))
            await reply.acknowledge()
            try:
                given = await work
            except NothingHere as nothing:
                await reply.show([str(nothing)])
                self._told(question, "nothing here", start)
                return
            answer = given.answer
            ids = await reply.show(given.shown.messages, lambda others: _buttons(asked, given, others))
            exchange = given.exchange(question)
            self._services.history.remember(ids, exchange, question.before, question.thread)
            outcome = "answered" if answer.answered else "asked back" if answer.choices else "not in the articles"
            self._told(question, outcome, start, answer)
            await self._keep_gap(question, answer)

    async def more(
        self,
        question: Question,
        more: More,
        earlier: Sequence[Address],
        reply: Reply,
        extended: Exchange | None = None,
    ) -> None:
        """Show the quotes after those that were shown; `extended` is the exchange that they become part of."""
        start = time.perf_counter()
        async with self.guarded(question.way, question.person, question.place, reply):
            if not await self._admitted(question, reply):
                return
            work = self._services.desk.begin(lambda: further(self._services, question, more, earlier))
            await reply.acknowledge()
            try:
                shown = await work
            except NothingHere as nothing:
                shown = Shown((str(nothing),), ())
            after = More(more.shown + len(shown.quotes), more.narrowing) if shown.quotes else None
            addresses = [quote.address for quote in shown.quotes]
            ids = await reply.show(shown.messages, lambda _: answer_buttons(addresses, more.shown + 1, after, None))
            if extended is not None:
                known = replace(extended, quotes=(*extended.quotes, *addresses), shown=more.shown + len(addresses))
                self._services.history.remember(ids, known, question.before, question.thread)
            self._told(question, "more", start)

    async def look_up(
        self, question: Question, reply: Reply, work: Callable[[], Sequence[str]], outcome: str
    ) -> list[int]:
        """Show what `work` gives, which may wait for the library; the ids of its messages."""
        start = time.perf_counter()
        begun = self._services.lookups.begin(work)
        await reply.acknowledge()
        ids = await reply.show(await begun)
        self._told(question, outcome, start)
        return ids

    @asynccontextmanager
    async def guarded(self, way: str, person: int, place: Place, reply: Reply) -> AsyncIterator[None]:
        """Whatever goes wrong reaches the asker as one kind sentence, and the log with the same code.

        While it lasts it is in hand: an end of the bot waits for it.
        """
        services = self._services
        services.in_hand += 1
        try:
            yield
        except DeskFull:
            await _quietly(reply.refuse(BUSY))
        except app_commands.CheckFailure:
            await _quietly(reply.refuse(ONLY_MANAGERS))
        except Exception as error:  # noqa: BLE001  the outermost loop of a question
            await self._sorry(error, way, person, place, reply)
        finally:
            services.in_hand -= 1
            async with services.done:
                services.done.notify_all()

    async def _sorry(self, error: Exception, way: str, person: int, place: Place, reply: Reply) -> None:
        """Log an error; tell it, unless what was asked for is shown already, or can be shown nowhere."""
        code = log_failure(self._services, error, way, person, place)
        is_gone = isinstance(error, discord.NotFound | discord.Forbidden)
        if not is_gone and not reply.has_shown:
            await _quietly(
                reply.refuse(sorry(code)) if isinstance(reply, InteractionReply) else reply.show([sorry(code)])
            )

    async def _admitted(self, question: Question, reply: Reply) -> bool:
        """Whether it is the time for a question; if not, the asker is told."""
        services = self._services
        why = CLOSING if services.is_closing else BUSY if services.desk.is_full else None
        if why is None and (wait := services.limits.wait(question.person, question.place.server)) > 0:
            why = f"You can ask again in {math.ceil(wait)} s: so many questions in so short a time are too many."
        if why is not None:
            self._told(question, "refused", time.perf_counter())
            await _quietly(reply.refuse(why))
        return why is None

    async def _keep_gap(self, question: Question, answer: Answer) -> None:
        """Keep a question without an answer, where the server's owner wants that."""
        services, server = self._services, question.place.server
        if answer.answered or answer.choices or server is None or not services.scopes.has(QUESTIONS, server):
            return

        def keep() -> None:
            if services.scopes.has(QUESTIONS, server):  # still
                services.database.keep_gap(question.person, server, question.text)

        await services.lookups.begin(keep)

    def _told(self, question: Question, outcome: str, start: float, answer: Answer | None = None) -> None:
        """Count a question, and log it."""
        services = self._services
        names = services.pseudonyms
        seconds = time.perf_counter() - start
        services.metrics.questions.labels(question.way, outcome).inc()
        about: dict[str, Any] = {}
        if answer is not None:
            services.metrics.generation.set(answer.generation)
            services.metrics.seconds.labels("delivered").observe(seconds)
            for stage, took in answer.seconds.items():
                services.metrics.seconds.labels(stage).observe(took)
            about = {
                "quotes": len(answer.quotes),
                "confidence": round(answer.confidence, 3),
                "asked_ms": round(1000 * answer.seconds["total"]),
                "generation": answer.generation,
            }
        event(
            "question",
            way=question.way,
            outcome=outcome,
            person=names.of(question.person),
            server=names.of(question.place.server),
            ms=round(1000 * seconds),
            waiting=services.desk.waiting,
            **about,
        )


async def tell(interaction: Interaction, work: Callable[[], Sequence[str]], way: str) -> None:
    """Tell who used a command or a button, alone, what `work` gives; that may wait for the library and the disk."""
    services = interaction.client.services
    reply = reply_of(interaction, private=True)
    async with interaction.client.answering.guarded(way, interaction.user.id, place_of(interaction), reply):
        if services.lookup_limits.wait(interaction.user.id, None) > 0:
            await reply.refuse(BUSY)
            return
        begun = services.lookups.begin(work)
        await reply.acknowledge()
        await reply.show(await begun)


def reply_of(interaction: Interaction, *, private: bool = False) -> InteractionReply:
    """How a command or a button is answered: one and the same, whoever asks for it, so that it knows what was shown."""
    if "reply" not in interaction.extras:
        may_use_inbox = interaction.client.services.scopes.may_use_inbox(place_of(interaction))
        interaction.extras["reply"] = InteractionReply(interaction, private=private, may_use_inbox=may_use_inbox)
    reply: InteractionReply = interaction.extras["reply"]
    return reply


def log_failure(services: Services, error: Exception, way: str, person: int, place: Place) -> str:
    """Log and count an error; the code under which it stands in the log."""
    names = services.pseudonyms
    code = secrets.token_hex(3).upper()
    where = {"way": way, "person": names.of(person), "server": names.of(place.server)}
    is_gone = isinstance(error, discord.NotFound | discord.Forbidden)
    level = logging.WARNING if is_gone or isinstance(error, PullquoteError) else logging.ERROR
    told = {"code": code, **where}
    logging.getLogger("bot").log(level, "not delivered" if is_gone else "failed", exc_info=error, extra={"told": told})
    services.metrics.errors.inc()
    return code


def sorry(code: str) -> str:
    """What people are told of an error."""
    return f"Sorry, something went wrong here. If it stays so, name this code: {code}"


def quotes_text(addresses: Sequence[Address]) -> str:
    """Addresses as the database has them."""
    return " ".join(map(address_text, addresses))


def day_problem(name: str, text: str) -> str:
    """What people are told of a date that is none."""
    return f"“{inert(text, 60)}” is not a date; write {name} as 2024-10-05."


def days_problem(since: date | None, until: date | None) -> str | None:
    """What people are told of two dates in the wrong order."""
    if since and until and since > until:
        return f"No article can be from {since} on and until {until}: swap the dates."
    return None


def _buttons(question: Question, given: Given, others: tuple[int, ...]) -> discord.ui.View:
    deletion = Deletion(question.person, others)
    if given.answer.choices:
        return choice_buttons([article.id for article in given.answer.choices], deletion)
    more = More(len(given.addresses), given.narrowing) if given.answer.answered else None
    return answer_buttons(given.addresses, 1, more, deletion)


async def _quietly(telling: Awaitable[object]) -> None:
    """Tell something, if that can be done: who is told, and where, may be gone."""
    try:
        await telling
    except Exception as error:  # noqa: BLE001  an apology that fails ends here
        event("not told", logging.WARNING, **error_told(error))
