"""Who asks, where and how; and the services to answer."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

from bot.asking.history import History, Talk
from bot.operations.database import Database
from bot.operations.digests import Digests
from bot.operations.health import Metrics
from bot.operations.log import Pseudonyms
from bot.operations.rate_limits import Limits
from bot.operations.visibility import Place, Scopes
from bot.operations.workers import WorkerPool
from bot.operations.zones import Zones
from qa.assistant import Assistant
from qa.conversation.narrowing import ANYWHERE, Narrowing
from qa.values import Where

NOTHING_HERE = "There are no articles to ask here."
STRANGER = "There are no articles to ask here: in direct messages I show only what you can see on servers we share."
NO_COLLECTION = "There is no such collection here."


class NothingHere(Exception):
    """No article is left that may be seen at a place, or that the question was narrowed to; says which."""


class Way(StrEnum):
    """How the bot was used, as the log and the metrics name it."""

    COMMAND = "command"
    MENU = "menu"
    MENTION = "mention"
    REPLY = "reply"
    DIRECT = "direct"
    THREAD = "thread"
    FORUM = "forum"
    CHOICE = "choice"
    DIFFERENTLY = "differently"
    MORE = "more"
    CONTEXT = "context"
    BUTTON = "button"
    VERDICT = "verdict"
    FORGET = "forget"
    HELP = "help"
    SOURCES = "sources"
    STATUS = "status"
    VERIFY = "verify"
    SHARE = "share"
    REINDEX = "reindex"
    SCOPE = "scope"
    SETTINGS = "settings"


class Outcome(StrEnum):
    """The outcome of a question, as the log and the metrics name it."""

    ANSWERED = "answered"
    ASKED_BACK = "asked back"
    NOT_SAID = "not in the articles"
    MORE = "more"
    REPLIED = "replied"
    """Without a search: thanks, the text around a quote."""

    NOTHING_HERE = "nothing here"
    REFUSED = "refused"


NO_AUTHOR = "There is no article by this author here; pick a name from the list."


@dataclass(frozen=True, slots=True)
class Request:
    """Who asks, where, how, and in which talk. `is_unasked`: nobody asked the bot, so it speaks only to answer."""

    person: int
    place: Place
    way: Way
    talk: Talk | None = None
    is_unasked: bool = False


@dataclass
class Services:
    """The parts for answering, built once (`bot.run`); `wait_limits` is for asking a person in private to wait."""

    assistant: Assistant
    scopes: Scopes
    database: Database
    pool: WorkerPool
    lookups: WorkerPool
    limits: Limits
    lookup_limits: Limits
    act_limits: Limits
    wait_limits: Limits
    history: History
    metrics: Metrics
    pseudonyms: Pseudonyms
    zones: Zones
    digests: Digests
    limit: int
    is_closing: bool = False
    in_hand: int = 0
    done: asyncio.Condition = field(default_factory=asyncio.Condition)

    @asynccontextmanager
    async def work(self) -> AsyncIterator[None]:
        """Do in the block what the bot waits for before it ends."""
        self.in_hand += 1
        try:
            yield
        finally:
            self.in_hand -= 1
            async with self.done:
                self.done.notify_all()

    async def idle(self) -> None:
        """Wait until none of that is in hand."""
        async with self.done:
            await self.done.wait_for(lambda: self.in_hand == 0)

    def where(self, place: Place, narrowing: Narrowing = ANYWHERE) -> Where:
        """The articles that may be asked at a place. Raises NothingHere. Reads the library."""
        collections = self._collections(place, narrowing)
        return narrowing.within(Where(collections=collections, author=self._author(collections, narrowing)))

    def authors(self, place: Place) -> Iterable[str]:
        """The authors whose articles may be asked at a place. Raises NothingHere. Reads the library."""
        return self.assistant.authors(self.where(place))

    def end_departed(self, present: frozenset[int]) -> None:
        """Forget the servers that removed the bot long ago; it is `present` in these. Waits for the disk."""
        if self.database.end_departed(present, datetime.now(UTC)):
            self.scopes.read()
            self.zones.read()

    def _author(self, collections: frozenset[str] | None, narrowing: Narrowing) -> str | None:
        """The author who is named, if one is. Raises NothingHere. Reads the library."""
        if not narrowing.author:
            return None
        there = self.assistant.authors(Where(collections=collections))
        found = next(filter(narrowing.is_by, there), None)
        if found is None:
            raise NothingHere(NO_AUTHOR)
        return found

    def _collections(self, place: Place, narrowing: Narrowing) -> frozenset[str] | None:
        """The collections that may be asked at a place, None for all. Raises NothingHere. Reads the library."""
        there = self.assistant.collections()
        if self.scopes.of(place) is None and not narrowing.collection:
            if not there:
                raise NothingHere(NOTHING_HERE)
            return None
        if self.scopes.is_stranger(place):
            raise NothingHere(STRANGER)
        seen = self.scopes.visible(place, there)
        narrowed = frozenset(name for name in seen if narrowing.names(name))
        if not narrowed:
            raise NothingHere(NO_COLLECTION if seen else NOTHING_HERE)
        return narrowed
