"""The time zone of each server."""

from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.operations.database import Database
from bot.operations.zones import Zones


def test_the_day_of_a_server_is_that_of_its_zone_also_after_a_restart(path: Path) -> None:
    def late() -> datetime:
        return datetime(2024, 3, 11, 23, 30, tzinfo=UTC)

    zones = Zones(Database(path), late)
    assert zones.set(7, "Europe/Berlin")
    assert zones.set(8, "America/New_York")
    zones = Zones(Database(path), late)
    assert [zones.today(server) for server in (7, 8, 9, None)] == [date(2024, 3, 12), date(2024, 3, 11), None, None]
    assert zones.of(7) == ZoneInfo("Europe/Berlin")
    assert (zones.name(8), zones.name(9)) == ("America/New_York", None)


@pytest.mark.parametrize(
    "name", ["", "Berlin", "../../etc/passwd", "/etc/localtime", "Europe/Berlin\0", "europe/berlin"]
)
def test_what_is_no_zone_is_not_set(path: Path, name: str) -> None:
    zones = Zones(Database(path))
    assert not zones.set(7, name)
    assert zones.of(7) is None
