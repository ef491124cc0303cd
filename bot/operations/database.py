"""The bot's own file: what servers have set, and what people thought of answers. SQLite.

Whatever happens to the process, what was committed stays (WAL). A person is stored as a digest of the id, keyed by a
secret in the same file: a person's rows can be found and removed, and nobody is named in the clear.
"""

import json
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from hashlib import blake2b
from pathlib import Path
from typing import Any

from bot.errors import DatabaseUnusable
from bot.operations.schema import OF_A_SERVER, VERSION, bring_up_to_date

WAIT = 10_000
"""Milliseconds to wait for another process that writes."""

KEPT = timedelta(days=30)
"""How long the rows of a server are kept after it removed the bot."""

MOST_GAPS = 10_000
"""Unanswered questions that are kept for a server; the oldest go first."""


class Verdict(StrEnum):
    """What a person thought of an answer, as the file names it."""

    GOOD = "good"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Feedback:
    """A verdict on an answer: `quotes` are their addresses, `question` only where its server keeps questions."""

    message: int
    person: int
    server: int | None
    verdict: Verdict
    quotes: str
    question: str | None


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict, its day (UTC), and the question and the reason, where these were kept."""

    day: date
    verdict: Verdict
    question: str | None = None
    reason: str | None = None


class Database:
    """The file. Safe to share between threads, and with another process."""

    def __init__(self, path: Path, most_gaps: int = MOST_GAPS) -> None:
        """Raises DatabaseUnusable if it cannot be opened, or is from a newer program."""
        self._path = path
        self._most_gaps = most_gaps
        self._lock = threading.Lock()
        try:
            path.touch(mode=0o600)
        except OSError as error:
            raise DatabaseUnusable(f"The bot's file {path} cannot be used: {error.strerror}.") from error
        try:
            self._connection = sqlite3.connect(path, timeout=WAIT / 1000, check_same_thread=False, isolation_level=None)
            self._prepare()
            self._key = self._secret()
        except sqlite3.Error as error:
            raise DatabaseUnusable(
                f"The bot's file {path} cannot be used ({error}): name another with PULLQUOTE_DATABASE, or repair it."
            ) from error

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()

    def rows(self, query: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Return a query's rows."""
        with self._lock:
            return self._connection.execute(query, values).fetchall()

    def scopes(self) -> dict[str, frozenset[str]]:
        """The collections that each place is narrowed to."""
        rows = self.rows("SELECT place, collections FROM scopes")
        return {place: frozenset(json.loads(collections)) for place, collections in rows}

    def set_scope(self, place: str, server: int, collections: frozenset[str] | None) -> None:
        """Narrow a place on a server to these collections; None: it may again see what the level above may."""
        with self.writing() as connection:
            connection.execute("DELETE FROM scopes WHERE place = ?", [place])
            if collections is not None:
                row = [place, json.dumps(sorted(collections)), server]
                connection.execute("INSERT INTO scopes (place, collections, server) VALUES (?, ?, ?)", row)

    def options(self) -> set[tuple[str, str]]:
        """The options that are on, each with its place."""
        return {(place, name) for place, name in self.rows("SELECT place, name FROM options")}

    def set_option(self, place: str, name: str, server: int, *, on: bool) -> None:
        """Turn an option of a place on a server on or off."""
        with self.writing() as connection:
            if on:
                row = [place, name, server]
                connection.execute("INSERT OR IGNORE INTO options (place, name, server) VALUES (?, ?, ?)", row)
            else:
                connection.execute("DELETE FROM options WHERE place = ? AND name = ?", [place, name])

    def keep_feedback(self, feedback: Feedback) -> None:
        """Keep a verdict, in place of an earlier one by the same person on the same answer.

        The earlier reason stays, if the verdict is the same.
        """
        row = [feedback.message, self._pseudonym(feedback.person), feedback.server, feedback.verdict, feedback.quotes]
        with self.writing() as connection:
            connection.execute(
                "INSERT INTO feedback (message, person, server, verdict, quotes, question, at) "
                "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (message, person) DO UPDATE SET "
                "reason = CASE WHEN verdict = excluded.verdict THEN reason END, verdict = excluded.verdict, "
                "quotes = excluded.quotes, question = excluded.question, at = excluded.at",
                [*row, feedback.question, _now()],
            )

    def keep_reason(self, message: int, person: int, reason: str) -> None:
        """Keep why a person judged an answer bad, unless their verdict was forgotten or has changed."""
        values = [reason, message, self._pseudonym(person), Verdict.BAD]
        with self.writing() as connection:
            connection.execute(
                "UPDATE feedback SET reason = ? WHERE message = ? AND person = ? AND verdict = ?", values
            )

    def keep_gap(self, person: int, server: int, question: str) -> None:
        """Keep a question that found no answer."""
        with self.writing() as connection:
            connection.execute(
                "INSERT INTO gaps (person, server, question, at) VALUES (?, ?, ?, ?)",
                [self._pseudonym(person), server, question, _now()],
            )
            connection.execute(
                "DELETE FROM gaps WHERE server = ? AND number <= (SELECT number FROM gaps WHERE server = ? "
                "ORDER BY number DESC LIMIT 1 OFFSET ?)",
                [server, server, self._most_gaps],
            )

    def gaps(self) -> list[tuple[date, str]]:
        """The questions that found no answer, oldest first, each with its day (UTC)."""
        rows = self.rows("SELECT at, question FROM gaps ORDER BY number")
        return [(datetime.fromisoformat(at).date(), question) for at, question in rows]

    def verdicts(self) -> list[Judged]:
        """Each verdict, oldest first."""
        rows = self.rows("SELECT at, verdict, question, reason FROM feedback ORDER BY at")
        return [Judged(datetime.fromisoformat(at).date(), Verdict(verdict), *told) for at, verdict, *told in rows]

    def forget_questions(self, server: int) -> None:
        """Remove every question that was kept for a server, and the reasons of verdicts."""
        with self.writing() as connection:
            connection.execute("DELETE FROM gaps WHERE server = ?", [server])
            connection.execute("UPDATE feedback SET question = NULL, reason = NULL WHERE server = ?", [server])
        self._settle()

    def forget(self, person: int) -> int:
        """Remove all rows of a person; return how many there were."""
        name = self._pseudonym(person)
        with self.writing() as connection:
            rows = sum(
                connection.execute(f"DELETE FROM {table} WHERE person = ?", [name]).rowcount  # noqa: S608  constants
                for table in ("feedback", "gaps")
            )
        self._settle()
        return rows

    def end_departed(self, present: frozenset[int], now: datetime) -> bool:
        """Remove the rows of servers, not `present` now, that removed the bot `KEPT` ago; return whether any were.

        A server that is not present counts as departed from now on, until it is present again.
        """
        with self.writing() as connection:
            union = " UNION ".join(f"SELECT server FROM {table}" for table in OF_A_SERVER)  # noqa: S608  constants
            known = {server for (server,) in connection.execute(union) if server is not None}
            departed = dict(connection.execute("SELECT server, at FROM departures").fetchall())
            back = [[server] for server in departed if server in present or server not in known]
            gone = [[server, now.isoformat()] for server in known - present - departed.keys()]
            over = [[one] for one in known - present if one in departed and _since(departed[one], now) >= KEPT]
            connection.executemany("DELETE FROM departures WHERE server = ?", [*back, *over])
            connection.executemany("INSERT INTO departures VALUES (?, ?)", gone)
            for table in OF_A_SERVER if over else ():
                connection.executemany(f"DELETE FROM {table} WHERE server = ?", over)  # noqa: S608  constants
        if over:
            self._settle()
        return bool(over)

    def _settle(self) -> None:
        """Clear what was removed from the write-ahead log."""
        with self._lock:
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _pseudonym(self, person: int) -> str:
        return blake2b(str(person).encode(), key=self._key, digest_size=16).hexdigest()

    def _prepare(self) -> None:
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA secure_delete = ON")  # what is forgotten must not stay in the file
        with self.writing() as connection:
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            if version > VERSION:
                raise DatabaseUnusable(
                    f"The bot's file {self._path} was written by a newer version of this program (schema {version}, "
                    f"this one knows {VERSION}): update the program."
                )
            bring_up_to_date(connection, version)

    def _secret(self) -> bytes:
        (key,) = self._connection.execute("SELECT value FROM secrets WHERE name = 'person'").fetchone()
        return bytes(key)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction, committed whole or not at all."""
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")


def _since(at: str, now: datetime) -> timedelta:
    return now - datetime.fromisoformat(at)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
