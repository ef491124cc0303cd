"""Documents are listed in order without sorting, so that a list of ten is quick in any library."""

import sqlite3
from contextlib import closing

import pytest

from vectorstore.catalogue import FILE, Catalogue
from vectorstore.local import LocalStore
from vectorstore.order import DocumentOrder


@pytest.mark.parametrize("order", DocumentOrder)
def test_documents_are_listed_by_an_index_without_sorting(store: LocalStore, order: DocumentOrder) -> None:
    with closing(Catalogue.to_read(store._folder)) as catalogue:
        plan = catalogue._connection.execute(f"EXPLAIN QUERY PLAN SELECT * FROM documents ORDER BY {order.columns}")
        assert [row[-1].partition(" USING ")[2] for row in plan] == [f"INDEX documents_of_{order}"]


def test_entries_are_listed_without_reading_through_the_texts(store: LocalStore) -> None:
    with closing(Catalogue.to_read(store._folder)) as catalogue:
        seen: list[str] = []
        catalogue._connection.set_trace_callback(seen.append)
        entries = catalogue.entries()
        plan = catalogue._connection.execute(f"EXPLAIN QUERY PLAN {seen[0]}")
        assert [row[-1].partition(" USING ")[2] for row in plan] == ["COVERING INDEX documents_in_short"]
    assert len(entries) == 10


def test_a_library_without_these_indexes_is_listed_the_same(store: LocalStore) -> None:
    with store.snapshot() as snapshot:
        before = [list(snapshot.listing(None, order)) for order in DocumentOrder]
    with closing(sqlite3.connect(store._folder / FILE)) as connection:
        for order in DocumentOrder:
            connection.execute(f"DROP INDEX documents_of_{order}")
    with store.snapshot() as snapshot:
        assert [list(snapshot.listing(None, order)) for order in DocumentOrder] == before
