"""Which articles a server, a channel or a direct message may see, and what else a server has set."""

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.operations.database import Database

FORUM, THREADS, QUESTIONS = "forum", "threads", "questions"
"""The options: answer new posts of a forum; answer mentions in a thread; keep questions with feedback."""

Change = Callable[[frozenset[str] | None], frozenset[str] | None]
"""From the collections that a place is narrowed to, None for all, to other ones."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is asked. `channel` is the parent of a thread; `server` is None in a direct message."""

    server: int | None
    channel: int


class Scopes:
    """What is set, in memory, and written through to the database.

    A channel sees what both it and its server may see. Without a setting, all. `direct` are the collections of
    direct messages, `servers` those that any server may see at most; None for all.
    """

    def __init__(
        self, database: Database, direct: frozenset[str] | None, servers: frozenset[str] | None = None
    ) -> None:
        self._database = database
        self._direct = direct
        self._servers = servers
        self._scopes = database.scopes()
        self._options = database.options()
        self._lock = threading.Lock()

    def of(self, place: Place) -> frozenset[str] | None:
        """The collections that may be seen at a place, None for all."""
        if place.server is None:
            return self._direct
        own = _both(self._scopes.get(_server(place.server)), self._scopes.get(_channel(place.channel)))
        return _both(self._servers, own)

    def choosable(self, there: Iterable[str]) -> frozenset[str]:
        """Those of the collections that a server may choose among."""
        return frozenset(there) if self._servers is None else self._servers & frozenset(there)

    def may_use_inbox(self, place: Place) -> bool:
        """Whether what is answered at a place may be seen in direct messages."""
        scope = self.of(place)
        return self._direct is None or (scope is not None and scope <= self._direct)

    def visible(self, place: Place, there: Iterable[str]) -> frozenset[str]:
        """Those of the collections that may be seen at a place."""
        scope = self.of(place)
        return frozenset(there) if scope is None else scope & frozenset(there)

    def set(self, server: int, channel: int | None) -> frozenset[str] | None:
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

    def has(self, name: str, place: int) -> bool:
        """Whether an option is on, for a server or (the forum's) a channel."""
        return (str(place), name) in self._options

    def turn(self, name: str, place: int, *, on: bool) -> None:
        """Turn an option on or off. Waits for the disk."""
        self._database.set_option(str(place), name, on=on)
        if on:
            self._options.add((str(place), name))
        else:
            self._options.discard((str(place), name))


def collections_of(setting: str) -> frozenset[str] | None:
    """The collections that a setting names: `all` (None), `none`, or names with commas between them."""
    word = setting.strip().casefold()
    if word == "all":
        return None
    return frozenset() if word == "none" else frozenset(name.strip() for name in setting.split(",") if name.strip())


def _both(one: frozenset[str] | None, other: frozenset[str] | None) -> frozenset[str] | None:
    if one is None or other is None:
        return other if one is None else one
    return one & other


def _server(server: int) -> str:
    return f"server:{server}"


def _channel(channel: int) -> str:
    return f"channel:{channel}"
