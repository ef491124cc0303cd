"""What a message does in a conversation, where it asks nothing: thanks, "more", "the second one" (acts)."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from bot.asking.answer import BUSY, Answering
from bot.asking.history import Exchange
from bot.asking.question import NothingHere, Question, Services
from bot.outgoing.buttons import More
from bot.outgoing.delivery import Reply
from bot.outgoing.layout import context_messages, sources_messages
from qa.conversation import session
from qa.conversation.acts import Kind, Move

CHANGED = "That sentence is no longer in the articles that can be seen here: its article was changed, moved or removed."
SHORT = {Kind.GREETING: session.HELLO, Kind.THANKS: session.WELCOME, Kind.NEW: session.ANEW}

Find = Callable[[], Awaitable[Sequence[Exchange]]]
"""How the exchanges before a message are found, oldest first."""


class Moving:
    """Does what a move says, to the exchange before it."""

    def __init__(self, services: Services, answering: Answering) -> None:
        self._services = services
        self._answering = answering

    async def done(self, found: Move, question: Question, reply: Reply, find: Find) -> None:
        """Do it, in reply; `question` is the message as if it asked."""
        if self._services.lookup_limits.wait(question.person, None) > 0:
            await reply.refuse(BUSY)
            return
        if found.kind in SHORT:
            if found.kind is Kind.NEW and question.thread is not None:
                self._services.history.start_over(question.thread)
            await self._answering.look_up(question, reply, lambda: [SHORT[found.kind]], f"move {found.kind.name}")
            return
        exchanges = await find()
        if not exchanges:
            await self._answering.look_up(question, reply, lambda: [session.ASK_FIRST], "nothing before")
            return
        await self._done(found, replace(question, before=tuple(exchanges[:-1])), exchanges[-1], reply)

    async def _done(self, found: Move, question: Question, last: Exchange, reply: Reply) -> None:
        """Do what a move says to the last exchange."""
        again = replace(question, text=last.question, narrowing=last.narrowing, choices=last.choices)
        if (chosen := _chosen(found, last)) is not None:
            narrowing = replace(last.narrowing, article=chosen)
            await self._answering.ask(replace(again, narrowing=narrowing), reply)
        elif found.kind is Kind.OTHER:
            not_meant = (*last.not_meant, *(quote.article for quote in last.quotes[:1])) or ("",)
            narrowing = replace(last.narrowing, article="")
            await self._answering.ask(replace(again, narrowing=narrowing, not_meant=not_meant), reply)
        elif found.kind is Kind.MORE and not last.is_open:
            more = More(max(last.shown, len(last.quotes)), last.narrowing)
            await self._answering.more(again, more, last.quotes, reply, extended=last)
        else:
            ids = await self._answering.look_up(
                question, reply, lambda: self._looked_up(found, question, last), f"move {found.kind.name}"
            )
            self._services.history.remember(ids, last, question.before, None)

    def _looked_up(self, found: Move, question: Question, last: Exchange) -> list[str]:
        """What tells of the quotes of the last exchange. Reads the library."""
        if not last.quotes:
            return [session.CHOOSE if last.choices else session.NONE_SHOWN]
        try:
            where = self._services.where(question.place)
        except NothingHere as nothing:
            return [str(nothing)]
        assistant = self._services.assistant
        if found.kind is Kind.SOURCE:
            found_again = [assistant.find(one, where) for one in last.quotes]
            return sources_messages([one for one in found_again if one is not None]) or [CHANGED]
        number = found.number or 1
        if number > len(last.quotes):
            return [f"Name a quote by its number, from 1 to {len(last.quotes)}."]
        quote = assistant.find(last.quotes[number - 1], where)
        context = assistant.context(quote) if quote is not None else None
        return context_messages(context) if context is not None else [CHANGED]


def _chosen(found: Move, last: Exchange) -> str | None:
    """The article that a move chooses of those that it was asked back about; None if it does not."""
    if found.kind is Kind.PICK and not last.quotes and found.number <= len(last.choices):
        return last.choices[found.number - 1]
    if found.kind is Kind.OTHER and last.choices:
        first, second = last.choices[:2]
        return first if last.narrowing.article == second else second
    return None
