"""What answering needs, and what is asked of it, where."""

import asyncio
from dataclasses import dataclass, field

from bot.asking.history import Exchange, History
from bot.operations.database import Database
from bot.operations.health import Metrics
from bot.operations.log import Pseudonyms
from bot.operations.rate_limits import Limits
from bot.operations.visibility import Place, Scopes
from bot.operations.workers import Desk
from bot.outgoing.buttons import Narrowing
from qa.assistant import Assistant
from qa.values import Where

NOTHING_HERE = "There are no articles to be asked here."


class NothingHere(Exception):
    """The scope of a place, and what the question was narrowed to, leave no article; says which."""


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked, by whom, where and how; `text` is clean (`render.clean_question`).

    `thread` is the thread, or the direct messages, that it is part of. `choices` are the articles between which its
    asker chose one, `not_meant` those that must not be asked. `heading` are the lines above further quotes, if they
    are those of an earlier message.
    """

    text: str
    person: int
    place: Place
    way: str
    narrowing: Narrowing = field(default_factory=Narrowing)
    before: tuple[Exchange, ...] = ()
    thread: int | None = None
    choices: tuple[str, ...] = ()
    not_meant: tuple[str, ...] = ()
    heading: str = ""


@dataclass
class Services:
    """What answering needs, built once (`bot.client`)."""

    assistant: Assistant
    scopes: Scopes
    database: Database
    desk: Desk
    lookups: Desk
    limits: Limits
    lookup_limits: Limits
    history: History
    metrics: Metrics
    pseudonyms: Pseudonyms
    limit: int
    is_closing: bool = False
    in_hand: int = 0
    done: asyncio.Condition = field(default_factory=asyncio.Condition)

    def visible(self, place: Place, narrowing: Narrowing = Narrowing()) -> frozenset[str] | None:  # noqa: B008  frozen
        """The collections to be asked at a place, None for all. Raises NothingHere. Reads the library."""
        there = self.assistant.collections()
        if self.scopes.of(place) is None and not narrowing.collection:
            if not there:
                raise NothingHere(NOTHING_HERE)
            return None
        seen = self.scopes.visible(place, there)
        narrowed = frozenset(name for name in seen if narrowing.names(name))
        if not narrowed:
            raise NothingHere("There is no such collection here." if seen else NOTHING_HERE)
        return narrowed

    def where(self, place: Place, narrowing: Narrowing = Narrowing()) -> Where:  # noqa: B008  frozen
        """The articles to be asked. Raises NothingHere. Reads the library."""
        collections = self.visible(place, narrowing)
        return Where(
            collections=collections, article=narrowing.article or None, since=narrowing.since, until=narrowing.until
        )
