"""The digests that servers want."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.operations.database import Database
from bot.operations.digests import Digest, Digests, Every

BERLIN = ZoneInfo("Europe/Berlin")
WEDNESDAY = datetime(2024, 3, 13, 12, 0, tzinfo=UTC)


def digest(every: Every = Every.DAY, hour: int = 8, last: datetime = WEDNESDAY, server: int = 7) -> Digest:
    return Digest(server, 71, every, hour, last, last)


@pytest.mark.parametrize(
    ("every", "hour", "later", "is_due"),
    [
        (Every.DAY, 8, "2024-03-14T06:59", False),  # 7:59 in Berlin
        (Every.DAY, 8, "2024-03-14T07:00", True),
        (Every.DAY, 8, "2024-03-16T03:00", True),  # after two days without the bot
        (Every.DAY, 13, "2024-03-13T12:01", False),  # 13:01 in Berlin: turned on at 13:00 itself
        (Every.DAY, 14, "2024-03-13T13:00", True),
        (Every.WEEK, 8, "2024-03-17T23:00", False),  # Monday in Berlin, but midnight
        (Every.WEEK, 8, "2024-03-18T07:00", True),
    ],
)
def test_it_is_due_once_its_hour_has_come_again_by_the_zone(every: Every, hour: int, later: str, is_due: bool) -> None:
    now = datetime.fromisoformat(later).replace(tzinfo=UTC)
    assert digest(every, hour).is_due(now, BERLIN) is is_due


@given(
    st.sampled_from(Every),
    st.integers(0, 23),
    st.datetimes(datetime(2024, 1, 1), datetime(2025, 1, 1), timezones=st.just(UTC)),
    st.sampled_from([BERLIN, ZoneInfo("America/New_York"), ZoneInfo("Pacific/Apia"), ZoneInfo("UTC")]),
)
def test_it_comes_once_a_day_or_week_however_often_it_is_looked_at(
    every: Every, hour: int, start: datetime, zone: ZoneInfo
) -> None:
    current, times = digest(every, hour, start), []
    for minutes in range(0, 60 * 24 * 21, 20):
        now = start + timedelta(minutes=minutes)
        if current.is_due(now, zone):
            times.append(now.astimezone(zone))
            current = replace(current, last=now)
    assert len(times) in ((20, 21, 22) if every is Every.DAY else (2, 3))
    least = timedelta(hours=23 if every is Every.DAY else 24 * 7 - 1)
    assert all(later - earlier >= least for earlier, later in pairwise(one.astimezone(UTC) for one in times))
    assert all(
        (one.hour - hour) % 24 <= 1 for one in times
    )  # an hour that the clock skips is taken as the one after it
    assert every is Every.DAY or {one.weekday() for one in times} <= {0, 1}


def test_what_is_new_was_not_known_before(path: Path) -> None:
    digests = Digests(Database(path))
    digests.note({"a", "b"}, WEDNESDAY)
    assert digests.new_since(WEDNESDAY - timedelta(days=365)) == frozenset()
    digests.note({"a", "b", "c"}, WEDNESDAY + timedelta(days=1))
    digests = Digests(Database(path))  # after a restart
    assert digests.new_since(WEDNESDAY) == {"c"}
    assert digests.new_since(WEDNESDAY + timedelta(days=1)) == frozenset()
    digests.note({"b", "c"}, WEDNESDAY + timedelta(days=2))
    digests.note({"a", "b", "c"}, WEDNESDAY + timedelta(days=3))
    assert digests.new_since(WEDNESDAY + timedelta(days=1)) == {"a"}  # it was gone, and is there again


def test_of_a_library_that_is_empty_at_first_every_article_is_new(path: Path) -> None:
    digests = Digests(Database(path))
    digests.note((), WEDNESDAY)
    digests.note({"a"}, WEDNESDAY + timedelta(hours=1))
    assert digests.new_since(WEDNESDAY) == {"a"}


def test_a_server_has_one_digest_which_ends_with_the_server(path: Path) -> None:
    database = Database(path)
    digests = Digests(database)
    digests.turn_on(digest())
    digests.turn_on(digest(Every.WEEK, 9))
    digests.turn_on(digest(server=8))
    kept = replace(digest(Every.WEEK, 9), last=WEDNESDAY + timedelta(1), since=WEDNESDAY + timedelta(2))
    digests.keep(kept)
    assert digests.all() == [kept, digest(server=8)]
    digests.turn_off(8)
    digests.keep(digest(server=8))
    assert (digests.of(7), digests.of(8)) == (kept, None)
    database.end_departed(frozenset(), WEDNESDAY)
    assert database.end_departed(frozenset(), WEDNESDAY + timedelta(days=30))
    assert digests.all() == []
