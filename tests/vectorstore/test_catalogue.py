"""The catalogue answers for one commit, whatever a writer does."""

import sqlite3
from contextlib import closing
from datetime import date

import pytest

from tests.vectorstore.samples import as_read, document, vectors
from vectorstore.catalogue import FILE, Catalogue
from vectorstore.local import LocalStore
from vectorstore.store import Changes, Dates, Filter


@pytest.mark.parametrize(
    ("where", "documents"),
    [
        (Filter(), range(10)),
        (Filter(collections=frozenset({"even", "none"})), range(0, 10, 2)),
        (Filter(collections=frozenset()), []),
        (Filter(document="key7"), [7]),
        (Filter(published_from=date(2024, 1, 2), published_until=date(2024, 1, 3)), [1, 2]),
    ],
)
def test_the_documents_that_a_filter_lets_through(store: LocalStore, where: Filter, documents: list[int]) -> None:
    with closing(Catalogue.to_read(store._folder)) as catalogue:
        matching = set(catalogue.matching(where))
        keys = [document.key for number, document, _ in catalogue.passages(0) if (number + 1) // 2 in matching]
    assert keys == [f"key{number}" for number in documents for _ in range(2)]


def test_authors_are_counted_by_collection(store: LocalStore) -> None:
    with store.snapshot() as snapshot:
        counts = {"Jane Doe": 2, "José Núñez": 1, "J. Roe": 1, "Mary Doe-Smith": 1, "Doe_Ray": 1}
        assert snapshot.authors(None) == counts
        assert snapshot.authors(frozenset({"even"})) == {"Jane Doe": 1}
        assert snapshot.authors(frozenset()) == {}


def test_a_library_that_knew_no_authors_is_read_and_learns_them(store: LocalStore) -> None:
    with closing(sqlite3.connect(store._folder / FILE)) as connection:
        connection.execute("DROP TABLE authors")
    with store.snapshot() as snapshot:
        assert snapshot.authors(None) == {}
        assert snapshot.dense(vectors(1)[0], 5, Filter(author="Jane Doe")) == []
        assert snapshot.lexical("first", 5, Filter(author="Jane Doe")) == []
    with store.writer() as writer:
        writer.commit(Changes([document(0)]))
    with store.snapshot() as snapshot:
        assert snapshot.authors(None) == {"Jane Doe": 1}
        assert {hit.document for hit in snapshot.lexical("first", 5, Filter(author="Jane Doe"))} == {"key0"}


def test_an_author_goes_with_the_last_document(store: LocalStore) -> None:
    with store.writer() as writer:
        writer.commit(Changes(removed=["key3"]))
    with store.snapshot() as snapshot:
        assert "J. Roe" not in snapshot.authors(None)


def test_passages_after_a_number_come_with_their_document_and_text(store: LocalStore) -> None:
    with closing(Catalogue.to_read(store._folder)) as catalogue:
        number, last, text = list(catalogue.passages(19))[-1]
        assert (last, text) == (as_read(document(9)), "Then comes another.")
        assert catalogue.slices([number])[number] == ("key9", len("The juniper is first. "), len(last.text))
        assert list(catalogue.passages(20)) == []
        assert list(catalogue.numbers(18)) == [(19, 10, "a9"), (20, 10, "b9")]
        assert catalogue.passages_of("key3") == [7, 8]
        assert catalogue.documents_of_passages() == {passage: (passage + 1) // 2 for passage in range(1, 21)}
        assert catalogue.holders(["b3", "x"]) == [("b3", 8)]


def test_one_commit_is_shown_until_it_is_closed(store: LocalStore) -> None:
    with closing(Catalogue.to_read(store._folder)) as before:
        with store.writer() as writer:
            writer.commit(Changes(removed=["key1"], attributes={"model": "n", "other": "o"}))
        assert (before.generation, before.counts(), before.attributes()) == (1, (10, 20), {"model": "m"})
    with closing(Catalogue.to_read(store._folder)) as after:
        assert (after.generation, after.counts()) == (2, (9, 18))
        assert after.collections() == {"even": 5, "odd": 4}


def test_more_keys_than_one_statement_may_have(store: LocalStore) -> None:
    with closing(Catalogue.to_read(store._folder)) as catalogue:
        assert len(catalogue.documents([f"key{number}" for number in range(3000)])) == 10


@pytest.mark.parametrize(
    ("where", "dates"),
    [
        (Filter(), Dates(date(2024, 1, 1), date(2024, 1, 8), 2)),
        (
            Filter(collections=frozenset({"odd"}), published_from=date(2024, 1, 5)),
            Dates(date(2024, 1, 2), date(2024, 1, 8), 1),
        ),
        (Filter(document="key9"), Dates(None, None, 1)),
        (Filter(document="none"), Dates(None, None, 0)),
    ],
)
def test_the_first_and_the_last_day_and_how_many_have_none(store: LocalStore, where: Filter, dates: Dates) -> None:
    with closing(Catalogue.to_read(store._folder)) as catalogue:
        assert catalogue.dates(where) == dates
