"""Documents are listed in order without sorting, so that a list of ten is quick in any library."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date

import pytest

from vectorstore.catalogue import FILE, Catalogue
from vectorstore.local import LocalStore
from vectorstore.order import DocumentOrder, ListOptions
from vectorstore.store import Filter

FILTERS = (Filter(), Filter(collections=frozenset({"odd"})), Filter(published_from=date(2024, 1, 3)))


def plan_of(catalogue: Catalogue, act: Callable[[], object]) -> list[str]:
    """How SQLite carries out the last query of an act."""
    seen: list[str] = []
    catalogue._connection.set_trace_callback(seen.append)
    act()
    catalogue._connection.set_trace_callback(None)
    return [row[-1] for row in catalogue._connection.execute(f"EXPLAIN QUERY PLAN {seen[-1]}")]


@pytest.mark.parametrize("where", FILTERS)
@pytest.mark.parametrize("order", [DocumentOrder.HEADING, DocumentOrder.DAY])
def test_documents_are_listed_by_an_index_without_sorting(
    store: LocalStore, where: Filter, order: DocumentOrder
) -> None:
    with closing(Catalogue.to_read(store._folder)) as catalogue:
        plan = plan_of(catalogue, lambda: list(catalogue.listing(where, ListOptions(order))))
    assert plan == [f"SCAN d USING INDEX documents_by_{order}"]


@pytest.mark.parametrize("where", FILTERS)
def test_documents_that_are_not_shown_are_counted_without_being_read(store: LocalStore, where: Filter) -> None:
    with closing(Catalogue.to_read(store._folder)) as catalogue:
        plan = plan_of(catalogue, lambda: catalogue.page(where, ListOptions(words=("one", "two"))))
    assert plan == ["SCAN d USING COVERING INDEX documents_by_heading", "LIST SUBQUERY 1", "SCAN labels"]


def test_entries_are_listed_without_reading_through_the_texts(store: LocalStore) -> None:
    with closing(Catalogue.to_read(store._folder)) as catalogue:
        plan = plan_of(catalogue, catalogue.entries)
    assert plan == ["SCAN documents USING COVERING INDEX documents_in_short"]


def test_a_library_without_these_indexes_is_listed_the_same(store: LocalStore) -> None:
    with store.snapshot() as snapshot:
        before = [list(snapshot.listing(options=ListOptions(order))) for order in DocumentOrder]
    with closing(sqlite3.connect(store._folder / FILE)) as connection:
        for name in ("by_heading", "by_day", "in_short"):
            connection.execute(f"DROP INDEX documents_{name}")
        connection.execute("DROP TABLE labels")
    with store.snapshot() as snapshot:
        assert [list(snapshot.listing(options=ListOptions(order))) for order in DocumentOrder] == before
        named = ListOptions(words=("heading", "7"), has_places=True)
        assert [one.key for one in snapshot.listing(options=named)] == ["key7"]
        assert snapshot.page(Filter(), named)[1] == 1
