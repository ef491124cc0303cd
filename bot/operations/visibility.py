"""Which articles a server, a channel or a direct message may see, and what else a server has set."""

import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import discord

from bot.operations.database import Database
from bot.operations.membership import Membership


class Option(StrEnum):
    """What a server can turn on, as the database names it."""

    FORUM = "forum"
    """New posts of a forum are answered."""

    THREADS = "threads"
    """Mentions are answered in a thread."""

    QUESTIONS = "questions"
    """Questions are kept, both with feedback and where they found no answer."""


Collections = frozenset[str] | None
"""Names of collections; None for all."""

Change = Callable[[Collections], Collections]
"""Turns the collections that a place is narrowed to into others."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is asked. In a thread, `channel` is its parent; in a direct message from `person`, `server` is
    None.
    """

    server: int | None
    channel: int
    person: int = 0


class Scopes:
    """What servers have set, in memory and in the database.

    A channel sees what both it and its server may see: all, without a setting. Direct messages see what the channels
    show that the person sees. `direct` are at most the collections of direct messages, `servers` those of any server;
    None for all.
    """

    def __init__(
        self,
        database: Database,
        direct: Collections,
        servers: Collections = None,
        membership: Membership | None = None,
    ) -> None:
        self._database = database
        self._membership = membership or Membership()
        self.direct = direct
        self._servers = servers
        self._lock = threading.Lock()
        self.read()

    def of(self, place: Place) -> Collections:
        """The collections that may be seen at a place."""
        if place.server is None:
            return common(self.direct, self._shown_to(place.person))
        server, channel = self._scopes.get(_server(place.server)), self._scopes.get(_channel(place.channel))
        return common(self._servers, server, channel)

    def is_stranger(self, place: Place) -> bool:
        """Whether this is a direct message of somebody who sees no channel where the bot is."""
        return place.server is None and not self._membership.places(place.person)

    async def meet(self, person: int, guilds: Sequence[discord.Guild]) -> None:
        """Learn what somebody sees in these servers, for their direct messages."""
        await self._membership.look(person, guilds, lambda channel: _channel(channel) in self._scopes)

    def forget_people(self) -> None:
        """Forget what people see: the bot has joined or left a server."""
        self._membership.forget()

    def bound(self, server: int, channel: int | None = None) -> Collections:
        """The most that a server may see by the operator's setting or, for a channel, by its server's, too."""
        return common(self._servers, self.set(server, None) if channel is not None else None)

    def choosable(self, there: Iterable[str], server: int, channel: int | None = None) -> frozenset[str]:
        """The collections among which a server may choose or, for a channel, that its server may see."""
        return common(self.bound(server, channel), frozenset(there)) or frozenset()

    def may_use_inbox(self, place: Place) -> bool:
        """Whether what is answered at a place may be seen in direct messages."""
        scope = self.of(place)
        return self.direct is None or (scope is not None and scope <= self.direct)

    def visible(self, place: Place, there: Iterable[str]) -> frozenset[str]:
        """Those of these collections that may be seen at a place."""
        return common(self.of(place), frozenset(there)) or frozenset()

    def set(self, server: int, channel: int | None) -> Collections:
        """What is set for a server, or for a channel alone; None if nothing is."""
        return self._scopes.get(_server(server) if channel is None else _channel(channel))

    def change(self, server: int, channel: int | None, change: Change) -> None:
        """Set the collections of a server, or of a channel, to what `change` makes of them. Waits for the disk."""
        place = _server(server) if channel is None else _channel(channel)
        with self._lock:
            collections = change(self._scopes.get(place))
            self._database.set_scope(place, server, collections)
            if collections is None:
                self._scopes.pop(place, None)
            else:
                self._scopes[place] = collections
        self._membership.forget()

    def has(self, option: Option, place: int) -> bool:
        """Whether an option is on, for a server or (the forum's) a channel."""
        return (str(place), option) in self._options

    def turn(self, option: Option, server: int, channel: int | None = None, *, on: bool) -> None:
        """Turn an option of a server, or of a channel of it, on or off. Waits for the disk."""
        place = str(server if channel is None else channel)
        self._database.set_option(place, option, server, on=on)
        if on:
            self._options.add((place, option))
        else:
            self._options.discard((place, option))

    def read(self) -> None:
        """Take what the database has. Waits for the disk."""
        with self._lock:
            self._scopes, self._options = self._database.scopes(), self._database.options()

    def _shown_to(self, person: int) -> Collections:
        """The collections in the places that a person sees."""
        shown = [self.of(Place(server, channel)) for server, channel in self._membership.places(person)]
        narrow = [one for one in shown if one is not None]
        return None if len(narrow) < len(shown) else frozenset().union(*narrow)


def collections_of(setting: str) -> Collections:
    """The collections that a setting names: `all`, `none`, or names separated by commas."""
    word = setting.strip().casefold()
    if word == "all":
        return None
    return frozenset() if word == "none" else frozenset(name.strip() for name in setting.split(",") if name.strip())


def common(*bounds: Collections) -> Collections:
    """The collections within all of these bounds."""
    narrow = [one for one in bounds if one is not None]
    return frozenset.intersection(*narrow) if narrow else None


def _server(server: int) -> str:
    return f"server:{server}"


def _channel(channel: int) -> str:
    return f"channel:{channel}"
