"""The tables of the bot's own file."""

import sqlite3
from datetime import date
from pathlib import Path

from bot.operations.database import Database, Judged, Verdict
from bot.operations.schema import FIRST, VERSION
from bot.operations.visibility import Option, Scopes
from tests.bot.disk import rows


def test_a_file_of_the_first_version_keeps_all_that_it_has(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.executescript(FIRST)
    connection.executescript(
        """
        INSERT INTO secrets VALUES ('person', x'00112233445566778899aabbccddeeff');
        INSERT INTO scopes VALUES ('server:7', '["world"]'), ('channel:71', '["sport"]');
        INSERT INTO options VALUES ('7', 'threads'), ('72', 'forum');
        INSERT INTO feedback VALUES (1, 'x', 7, 'bad', '', 'who', '2024-01-01T00:00:00+00:00');
        INSERT INTO gaps (person, server, question, at) VALUES ('x', 7, 'asked', '2024-01-01T00:00:00+00:00');
        PRAGMA user_version = 1;
        """
    )
    connection.close()
    database = Database(path)
    scopes = Scopes(database, None)
    assert (scopes.set(7, None), scopes.set(7, 71)) == (frozenset({"world"}), frozenset({"sport"}))
    assert scopes.has(Option.THREADS, 7)
    assert scopes.has(Option.FORUM, 72)
    assert database.gaps() == [(date(2024, 1, 1), "asked")]
    assert database.verdicts() == [Judged(date(2024, 1, 1), Verdict.BAD, "who")]
    assert rows(path, "SELECT place, server FROM scopes ORDER BY place") == [("channel:71", None), ("server:7", 7)]
    assert rows(path, "SELECT place, server FROM options ORDER BY place") == [("7", 7), ("72", None)]
    assert rows(path, "PRAGMA user_version") == [(VERSION,)]
    assert rows(path, "SELECT length(value) FROM secrets") == [(16,)]
