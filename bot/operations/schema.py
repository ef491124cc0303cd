"""The tables of the bot's own file, and the upgrade of files of earlier versions."""

import secrets
import sqlite3

VERSION = 4
"""The version of the schema that this program writes."""

FIRST = """
CREATE TABLE secrets (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE scopes (place TEXT PRIMARY KEY, collections TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE options (place TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (place, name)) WITHOUT ROWID;
CREATE TABLE feedback (
    message INTEGER NOT NULL, person TEXT NOT NULL, server INTEGER, verdict TEXT NOT NULL,
    quotes TEXT NOT NULL, question TEXT, at TEXT NOT NULL, PRIMARY KEY (message, person)
) WITHOUT ROWID;
CREATE TABLE gaps (
    number INTEGER PRIMARY KEY, person TEXT NOT NULL, server INTEGER NOT NULL, question TEXT NOT NULL, at TEXT NOT NULL
);
CREATE INDEX feedback_of_person ON feedback (person);
CREATE INDEX gaps_of_person ON gaps (person);
"""

SECOND = """
ALTER TABLE scopes ADD COLUMN server INTEGER;
ALTER TABLE options ADD COLUMN server INTEGER;
UPDATE scopes SET server = CAST(substr(place, 8) AS INTEGER) WHERE place LIKE 'server:%';
UPDATE options SET server = CAST(place AS INTEGER) WHERE name <> 'forum';
CREATE TABLE departures (server INTEGER PRIMARY KEY, at TEXT NOT NULL);
"""
"""Which server rows belong to, and which servers have removed the bot."""

THIRD = """
CREATE TABLE zones (server INTEGER PRIMARY KEY, zone TEXT NOT NULL);
CREATE TABLE digests (
    server INTEGER PRIMARY KEY, channel INTEGER NOT NULL, every TEXT NOT NULL, hour INTEGER NOT NULL,
    last TEXT NOT NULL, since TEXT NOT NULL
);
CREATE TABLE articles (article TEXT PRIMARY KEY, since TEXT NOT NULL) WITHOUT ROWID;
"""
"""A server's time zone and digest, and since when the bot has known an article."""

FOURTH = """
ALTER TABLE feedback ADD COLUMN reason TEXT;
"""
"""Why an answer was judged bad, in the person's own words."""

STEPS = (FIRST, SECOND, THIRD, FOURTH)
"""What each version added to the one before."""

OF_A_SERVER = ("scopes", "options", "feedback", "gaps", "zones", "digests")
"""The tables whose rows go when a server does."""


def bring_up_to_date(connection: sqlite3.Connection, version: int) -> None:
    """Give a file of this version (0: an empty one) the tables of this program's version."""
    for step in STEPS[version:]:
        for statement in filter(str.strip, step.split(";")):
            connection.execute(statement)
    if version == 0:
        connection.execute("INSERT INTO secrets VALUES ('person', ?)", [secrets.token_bytes(32)])
    connection.execute(f"PRAGMA user_version = {VERSION}")
