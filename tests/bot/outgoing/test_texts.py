"""Texts of commands."""

from datetime import UTC, datetime

from bot.commands.sources import difference, status_text


def test_a_difference_is_told_in_numbers() -> None:
    before = {"a": "1", "b": "1", "c": "1"}
    after = {"a": "1", "b": "2", "d": "1", "e": "1"}
    assert difference(before, after) == "**2** added, **1** changed, **1** removed: 4 articles now."
    assert difference(before, before) == "Nothing has changed: 3 articles."
    assert difference({}, {}) == "Nothing has changed: 0 articles."


def test_status_counts_what_is_seen() -> None:
    updated = datetime(2024, 1, 1, tzinfo=UTC)
    assert status_text({"b*": 1, "a": 1200}, updated, 7) == (
        "**1,201 articles** can be asked here.\n-# • a: 1,200\n-# • b\\*: 1\n-# Updated <t:1704067200:R>; generation 7"
    )
    assert status_text({"a": 1}, None, 0) == "**1 article** can be asked here.\n-# • a: 1"
