"""The digests that servers want, when each is due, and since when the bot has known each article."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from enum import StrEnum

from bot.operations.database import Database

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
"""Since when articles count as known that were there before the first digest."""

BEGUN = ""
"""A row that is no article, there once any have been noted."""


class Every(StrEnum):
    """How often a digest comes, as the database names it."""

    DAY = "day"
    WEEK = "week"


@dataclass(frozen=True, slots=True)
class Digest:
    """Where and when a server gets its new articles: at an hour each day, or each Monday.

    It was last due at `last`; what came after `since` is new.
    """

    server: int
    channel: int
    every: Every
    hour: int
    last: datetime
    since: datetime

    def is_due(self, now: datetime, zone: tzinfo | None) -> bool:
        """Whether its hour has come again, in a time zone (None: this machine's)."""
        there = now.astimezone(zone)
        moment = there.replace(hour=self.hour, minute=0, second=0, microsecond=0)
        if self.every is Every.WEEK:
            moment -= timedelta(days=moment.weekday())
        if moment > there:
            moment -= timedelta(days=7 if self.every is Every.WEEK else 1)
        return self.last < moment


class Digests:
    """The digests in the bot's file. Every method waits for the disk."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[Digest]:
        """Every digest that is on."""
        rows = self._database.rows("SELECT server, channel, every, hour, last, since FROM digests ORDER BY server")
        return [
            Digest(server, channel, Every(every), hour, *map(datetime.fromisoformat, moments))
            for server, channel, every, hour, *moments in rows
        ]

    def of(self, server: int) -> Digest | None:
        """The digest of a server; None if it is off."""
        return next((one for one in self.all() if one.server == server), None)

    def turn_on(self, digest: Digest) -> None:
        """Turn a digest on, in place of its server's earlier one."""
        row = [digest.server, digest.channel, digest.every, digest.hour, *_moments(digest)]
        with self._database.writing() as connection:
            connection.execute("INSERT OR REPLACE INTO digests VALUES (?, ?, ?, ?, ?, ?)", row)

    def turn_off(self, server: int) -> None:
        """Turn the digest of a server off."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM digests WHERE server = ?", [server])

    def keep(self, digest: Digest) -> None:
        """Keep the moments of a digest, unless it was turned off meanwhile."""
        with self._database.writing() as connection:
            row = [*_moments(digest), digest.server]
            connection.execute("UPDATE digests SET last = ?, since = ? WHERE server = ?", row)

    def note(self, articles: Collection[str], now: datetime) -> None:
        """Note which articles there are: new ones are known since now or, the first time, since long ago."""
        with self._database.writing() as connection:
            known = {article for (article,) in connection.execute("SELECT article FROM articles")}
            since = (now if known else LONG_AGO).isoformat()
            gone = [[one] for one in known - {*articles, BEGUN}]
            connection.executemany("DELETE FROM articles WHERE article = ?", gone)
            new = [[one, since] for one in {*articles, BEGUN} - known]
            connection.executemany("INSERT INTO articles VALUES (?, ?)", new)

    def new_since(self, moment: datetime) -> frozenset[str]:
        """The articles that became known after a moment."""
        rows = self._database.rows("SELECT article FROM articles WHERE since > ?", [moment.isoformat()])
        return frozenset(article for (article,) in rows)


def _moments(digest: Digest) -> tuple[str, str]:
    return digest.last.isoformat(), digest.since.isoformat()
