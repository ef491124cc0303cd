"""The bot's own file."""

import os
import signal
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.errors import DatabaseUnusable
from bot.operations.database import Database, Feedback, Judged, Verdict
from bot.operations.visibility import Option, Place, Scopes
from tests.bot.disk import rows

ALICE, BOB = 123456789012345678, 223456789012345678


def feedback(person: int, message: int = 1, verdict: Verdict = Verdict.GOOD, question: str | None = None) -> Feedback:
    return Feedback(message=message, person=person, server=7, verdict=verdict, quotes="a:1:2:d", question=question)


def test_settings_are_there_after_a_restart(path: Path) -> None:
    first = Database(path)
    scopes = Scopes(first, None)
    scopes.change(7, None, lambda now: (now or frozenset()) | {"world", "sport"})
    scopes.change(7, 71, lambda _: frozenset({"sport"}))
    scopes.turn(Option.FORUM, 7, 72, on=True)
    first.close()
    scopes = Scopes(Database(path), None)
    assert scopes.of(Place(7, 70)) == frozenset({"world", "sport"})
    assert scopes.of(Place(7, 71)) == frozenset({"sport"})
    assert scopes.has(Option.FORUM, 72)
    scopes.change(7, None, lambda _: None)
    scopes.turn(Option.FORUM, 7, 72, on=False)
    scopes = Scopes(Database(path), None)
    assert scopes.of(Place(7, 70)) is None
    assert not scopes.has(Option.FORUM, 72)


def test_a_verdict_takes_the_place_of_an_earlier_one(path: Path) -> None:
    file = Database(path)
    file.keep_feedback(feedback(ALICE))
    file.keep_feedback(feedback(ALICE, verdict=Verdict.BAD))
    file.keep_feedback(feedback(BOB))
    today = datetime.now(UTC).date()
    verdicts = sorted(file.verdicts(), key=lambda one: one.verdict)
    assert verdicts == [Judged(today, Verdict.BAD), Judged(today, Verdict.GOOD)]


def test_a_reason_stays_with_its_verdict_and_goes_with_the_person_or_with_the_questions(path: Path) -> None:
    file = Database(path)

    def reasons() -> list[str | None]:
        return [one.reason for one in file.verdicts()]

    file.keep_reason(1, ALICE, "no verdict yet")
    file.keep_feedback(feedback(ALICE, verdict=Verdict.BAD))
    file.keep_reason(1, BOB, "of somebody else")
    assert reasons() == [None]
    file.keep_reason(1, ALICE, "a private reason")
    file.keep_feedback(feedback(ALICE, verdict=Verdict.BAD))
    assert reasons() == ["a private reason"]
    file.keep_feedback(feedback(ALICE))
    file.keep_reason(1, ALICE, "of a good answer")
    assert reasons() == [None]
    file.keep_feedback(feedback(ALICE, verdict=Verdict.BAD))
    file.keep_reason(1, ALICE, "a private reason")
    file.forget_questions(7)
    assert reasons() == [None]
    file.keep_reason(1, ALICE, "a private reason")
    file.forget(ALICE)
    assert b"private" not in b"".join(one.read_bytes() for one in path.parent.iterdir())


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


def test_gaps_are_bounded_and_a_server_can_drop_its_questions(path: Path) -> None:
    file = Database(path, most_gaps=3)
    file.keep_gap(BOB, 8, "of another server")
    for number in range(6):
        file.keep_gap(ALICE, 7, f"q{number}")
    today = datetime.now(UTC).date()
    assert file.gaps() == [(today, question) for question in ("of another server", "q3", "q4", "q5")]
    file.keep_feedback(feedback(ALICE, question="q"))
    file.forget_questions(7)
    assert file.gaps() == [(today, "of another server")]
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
from datetime import UTC, datetime
from pathlib import Path
from bot.operations.database import Database, Feedback, Verdict
file = Database(Path(sys.argv[1]))
for number in range(10**9):
    file.keep_feedback(Feedback(number, 1, 7, Verdict.GOOD, "a:1:2:d", None))
    print(number, flush=True)
"""


def test_what_was_kept_is_there_after_kill_9(path: Path) -> None:
    writer = subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True)
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
