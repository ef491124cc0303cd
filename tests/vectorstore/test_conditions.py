"""A filter as SQL: each part is a clause, and no value of it becomes SQL."""

from datetime import date

from vectorstore.conditions import condition
from vectorstore.store import Filter


def test_each_part_is_a_clause() -> None:
    assert condition(Filter(), None) == ("1", [])
    where = Filter(frozenset({"b", "a"}), "key", date(2024, 1, 2), date(2024, 3, 4), "x' OR 1")
    assert condition(where, ["k1", "k2"]) == (
        "d.collection IN (?, ?) AND d.key = ? AND d.published >= ? AND d.published <= ? "
        "AND d.key IN (SELECT value FROM json_each(?))",
        ["a", "b", "key", "2024-01-02", "2024-03-04", '["k1", "k2"]'],
    )
