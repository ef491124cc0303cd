"""Which articles a server, a channel or a direct message may see, and what else a server has set."""

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from bot.operations.database import Database


class Option(StrEnum):
    """What a server can turn on, as the database names it."""

    FORUM = "forum"
    """New posts of a forum are answered."""

    THREADS = "threads"
    """Mentions are answered in a thread."""

    QUESTIONS = "questions"
    """Questions are kept, with feedback and where they found no answer."""


Collections = frozenset[str] | None
"""Names of collections; None for all."""

Change = Callable[[Collections], Collections]
"""From the collections that a place is narrowed to, to other ones."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is asked. `channel` is the parent of a thread; `server` is None in a direct message."""

    server: int | None
    channel: int


class Scopes:
    """What servers have set, in memory and in the database.

    A channel sees what both it and its server may see. Without a setting, all. `direct` are the collections of
    direct messages, `servers` those that any server may see at most; None for all.
    """

    def __init__(self, database: Database, direct: Collections, servers: Collections = None) -> None:
        self._database = database
        self._direct = direct
        self._servers = servers
        self._scopes = database.scopes()
        self._options = database.options()
        self._lock = threading.Lock()

    def of(self, place: Place) -> Collections:
        """The collections that may be seen at a place."""
        if place.server is None:
            return self._direct
        server, channel = self._scopes.get(_server(place.server)), self._scopes.get(_channel(place.channel))
        return common(self._servers, server, channel)

    def choosable(self, there: Iterable[str]) -> frozenset[str]:
        """Those of the collections among which a server may choose."""
        return common(self._servers, frozenset(there)) or frozenset()

    def may_use_inbox(self, place: Place) -> bool:
        """Whether what is answered at a place may be seen in direct messages."""
        scope = self.of(place)
        return self._direct is None or (scope is not None and scope <= self._direct)

    def visible(self, place: Place, there: Iterable[str]) -> frozenset[str]:
        """Those of the collections that may be seen at a place."""
        return common(self.of(place), frozenset(there)) or frozenset()

    def set(self, server: int, channel: int | None) -> Collections:
        """What is set for a server, or for a channel alone; None: nothing."""
        return self._scopes.get(_server(server) if channel is None else _channel(channel))

    def change(self, server: int, channel: int | None, change: Change) -> None:
        """Set the collections of a server, or of a channel, to what `change` makes of them. Waits for the disk."""
        place = _server(server) if channel is None else _channel(channel)
        with self._lock:
            collections = change(self._scopes.get(place))
            self._database.set_scope(place, collections)
            if collections is None:
                self._scopes.pop(place, None)
            else:
                self._scopes[place] = collections

    def has(self, option: Option, place: int) -> bool:
        """Whether an option is on, for a server or (the forum's) a channel."""
        return (str(place), option) in self._options

    def turn(self, option: Option, place: int, *, on: bool) -> None:
        """Turn an option on or off. Waits for the disk."""
        self._database.set_option(str(place), option, on=on)
        if on:
            self._options.add((str(place), option))
        else:
            self._options.discard((str(place), option))


def collections_of(setting: str) -> Collections:
    """The collections that a setting names: `all`, `none`, or names with commas between them."""
    word = setting.strip().casefold()
    if word == "all":
        return None
    return frozenset() if word == "none" else frozenset(name.strip() for name in setting.split(",") if name.strip())


def common(*bounds: Collections) -> Collections:
    """The collections that are within all of these bounds."""
    narrow = [one for one in bounds if one is not None]
    return frozenset.intersection(*narrow) if narrow else None


def _server(server: int) -> str:
    return f"server:{server}"


def _channel(channel: int) -> str:
    return f"channel:{channel}"
