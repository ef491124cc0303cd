"""The bot's own file."""

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from bot.errors import DatabaseUnusable
from bot.operations import database
from bot.operations.database import Database, Feedback
from bot.operations.visibility import FORUM, Place, Scopes, collections_of
from tests.conftest import unmeasured

ALICE, BOB = 123456789012345678, 223456789012345678


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "bot.sqlite"


def feedback(person: int, message: int = 1, verdict: str = "good", question: str | None = None) -> Feedback:
    return Feedback(message=message, person=person, server=7, verdict=verdict, quotes="a:1:2:d", question=question)


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(path)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def test_settings_are_there_after_a_restart(path: Path) -> None:
    first = Database(path)
    scopes = Scopes(first, None)
    scopes.change(7, None, lambda now: (now or frozenset()) | {"world", "sport"})
    scopes.change(7, 71, lambda _: frozenset({"sport"}))
    scopes.turn(FORUM, 72, on=True)
    first.close()
    scopes = Scopes(Database(path), None)
    assert scopes.of(Place(7, 70)) == frozenset({"world", "sport"})
    assert scopes.of(Place(7, 71)) == frozenset({"sport"})
    assert scopes.has(FORUM, 72)
    scopes.change(7, None, lambda _: None)
    scopes.turn(FORUM, 72, on=False)
    scopes = Scopes(Database(path), None)
    assert scopes.of(Place(7, 70)) is None
    assert not scopes.has(FORUM, 72)


def test_a_channel_sees_no_more_than_its_server(path: Path) -> None:
    scopes = Scopes(Database(path), frozenset({"direct"}))
    there = ["world", "sport", "direct"]
    assert scopes.visible(Place(7, 71), there) == set(there)
    scopes.change(7, 71, lambda _: frozenset({"world", "gone"}))
    assert scopes.visible(Place(7, 71), there) == {"world"}
    scopes.change(7, None, lambda _: frozenset({"sport"}))
    assert scopes.visible(Place(7, 71), there) == set()
    assert scopes.visible(Place(7, 70), there) == frozenset({"sport"})
    assert scopes.visible(Place(8, 80), there) == set(there)
    assert scopes.visible(Place(None, 1), there) == frozenset({"direct"})


def test_what_servers_may_see_at_most_bounds_all_that_they_choose(path: Path) -> None:
    scopes = Scopes(Database(path), None, frozenset({"world", "sport"}))
    there = ["world", "sport", "secret"]
    assert scopes.choosable(there) == {"world", "sport"}
    assert scopes.visible(Place(7, 70), there) == {"world", "sport"}
    scopes.change(7, None, lambda _: frozenset({"world", "secret"}))
    assert scopes.visible(Place(7, 70), there) == {"world"}
    assert scopes.visible(Place(None, 1), there) == set(there)


def test_an_answer_goes_to_an_inbox_only_if_direct_messages_may_see_it(path: Path) -> None:
    scopes = Scopes(Database(path), frozenset({"world"}))
    assert not scopes.may_use_inbox(Place(7, 70))
    scopes.change(7, None, lambda _: frozenset({"world"}))
    assert scopes.may_use_inbox(Place(7, 70))
    assert Scopes(Database(path), None).may_use_inbox(Place(8, 80))


def test_what_direct_messages_see_is_a_setting() -> None:
    assert collections_of(" ALL ") is None
    assert collections_of("none") == frozenset()
    assert collections_of("world, sport,") == frozenset({"world", "sport"})


def test_a_verdict_takes_the_place_of_an_earlier_one(path: Path) -> None:
    file = Database(path)
    file.keep_feedback(feedback(ALICE))
    file.keep_feedback(feedback(ALICE, verdict="bad"))
    file.keep_feedback(feedback(BOB))
    assert sorted(rows(path, "SELECT verdict FROM feedback")) == [("bad",), ("good",)]


def test_a_person_is_forgotten_and_nothing_of_it_stays_in_the_file(path: Path) -> None:
    file = Database(path)
    file.keep_feedback(feedback(ALICE, question="a very private question"))
    file.keep_gap(ALICE, 7, "another private question")
    file.keep_feedback(feedback(BOB))
    kept = b"".join(one.read_bytes() for one in path.parent.iterdir())
    assert kept.count(b"private") >= 2
    assert file.forget(ALICE) == 2
    assert file.forget(ALICE) == 0
    content = b"".join(one.read_bytes() for one in path.parent.iterdir())  # while it is open
    assert b"private" not in content
    assert rows(path, "SELECT count(*) FROM feedback") == [(1,)]
    assert path.stat().st_mode & 0o077 == 0
    assert str(ALICE).encode() not in content
    assert str(BOB).encode() not in content


def test_gaps_are_bounded_and_a_server_can_drop_its_questions(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "MOST_GAPS", 3)
    file = Database(path)
    file.keep_gap(BOB, 8, "of another server")
    for number in range(6):
        file.keep_gap(ALICE, 7, f"q{number}")
    assert file.gaps() == ["of another server", "q3", "q4", "q5"]
    file.keep_feedback(feedback(ALICE, question="q"))
    file.forget_questions(7)
    assert file.gaps() == ["of another server"]
    assert rows(path, "SELECT question FROM feedback") == [(None,)]


def test_a_newer_a_damaged_and_an_unreachable_file_are_refused(path: Path, tmp_path: Path) -> None:
    Database(path).close()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(DatabaseUnusable, match="newer version of this program"):
        Database(path)
    path.write_bytes(b"no database at all" * 1000)
    with pytest.raises(DatabaseUnusable, match="cannot be used"):
        Database(path)
    with pytest.raises(DatabaseUnusable, match="cannot be used"):
        Database(tmp_path / "no" / "folder" / "bot.sqlite")


WRITER = """
import sys
from pathlib import Path
from bot.operations.database import Database, Feedback
file = Database(Path(sys.argv[1]))
for number in range(10**9):
    file.keep_feedback(Feedback(number, 1, 7, "good", "a:1:2:d", None))
    print(number, flush=True)
"""


def test_what_was_kept_is_there_after_kill_9(path: Path) -> None:
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path)], env=unmeasured(), stdout=subprocess.PIPE, text=True
    )
    assert writer.stdout is not None
    kept = -1
    for line in writer.stdout:
        kept = int(line)
        if kept == 50:
            os.kill(writer.pid, signal.SIGKILL)
            break
    rest = writer.stdout.read().split()
    writer.wait()
    writer.stdout.close()
    kept = max([kept, *map(int, rest)])
    file = Database(path)
    ((count,),) = rows(path, "SELECT count(*) FROM feedback")
    assert isinstance(count, int)
    assert kept + 1 <= count <= kept + 2
    file.keep_feedback(feedback(ALICE, message=10**6))
    assert rows(path, "PRAGMA integrity_check") == [("ok",)]
