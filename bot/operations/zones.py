"""The time zone of each server, which decides when its digest comes and what day "yesterday" is."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from bot.operations.database import Database


@cache
def known_zones() -> frozenset[str]:
    """The names of all time zones, such as Europe/Berlin."""
    return frozenset(available_timezones())


def utc_now() -> datetime:
    """The present moment."""
    return datetime.now(UTC)


class Zones:
    """The zones that servers have set, in memory and in the database."""

    def __init__(self, database: Database, clock: Callable[[], datetime] = utc_now) -> None:
        self._database = database
        self._clock = clock
        self._names: dict[int, str] = {}
        self.read()

    def read(self) -> None:
        """Take what the database has. Waits for the disk."""
        self._names = dict(self._database.rows("SELECT server, zone FROM zones"))

    def name(self, server: int) -> str | None:
        """What a server has set; None if nothing."""
        return self._names.get(server)

    def of(self, server: int | None) -> ZoneInfo | None:
        """The zone of a server; None: that of this machine."""
        name = self._names.get(server or 0)
        return ZoneInfo(name) if name in known_zones() else None

    def today(self, server: int | None) -> date | None:
        """Today's date on a server; None: that of this machine."""
        zone = self.of(server)
        return self._clock().astimezone(zone).date() if zone is not None else None

    def set(self, server: int, name: str) -> bool:
        """Set the zone of a server; return whether there is one of this name. Waits for the disk."""
        if name not in known_zones():
            return False
        with self._database.writing() as connection:
            connection.execute("INSERT OR REPLACE INTO zones VALUES (?, ?)", [server, name])
        self._names[server] = name
        return True
