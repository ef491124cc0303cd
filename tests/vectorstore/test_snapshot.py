"""One generation: exact search in both halves, and everything else that a reader asks."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.vectorstore.samples import DIMENSION, EVERYTHING, document, filled, found, vectors
from vectorstore.local import LocalStore
from vectorstore.store import Changes, Filter


@pytest.fixture(scope="module")
def shared_store(tmp_path_factory: pytest.TempPathFactory) -> LocalStore:
    return filled(tmp_path_factory.mktemp("shared") / "library")


def test_a_snapshot_shows_what_was_committed(store: LocalStore) -> None:
    with store.snapshot() as snapshot:
        assert (snapshot.generation, len(snapshot)) == (1, 20)
        assert snapshot.attributes == {"model": "m"}
        assert snapshot.origins() == {"file1": "x", "file2": "y"}
        assert snapshot.origins(["file2", "none"]) == {"file2": "y"}
        assert snapshot.origins([]) == {}
        assert [entry.key for entry in snapshot.entries()] == [f"key{n}" for n in range(10)]
        (kept,) = snapshot.documents(["key3", "nothing"]).values()
        assert kept == replace(document(3), records=(), authors=())
        assert [one.heading for one in snapshot.listing(frozenset({"odd"}))] == [
            f"Heading {n}" for n in (1, 3, 5, 7, 9)
        ]


@given(st.integers(0, 10_000), st.integers(1, 20))
def test_dense_search_is_brute_force(shared_store: LocalStore, seed: int, limit: int) -> None:
    query = vectors(1, seed)[0]
    with shared_store.snapshot() as snapshot:
        hits = snapshot.dense(query, limit, EVERYTHING)
    expected = sorted((float(score) for score in vectors(20) @ query), reverse=True)[:limit]
    assert [hit.score for hit in hits] == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize(
    ("where", "numbers"),
    [
        (Filter(collections=frozenset({"odd"})), {1, 3, 5, 7, 9}),
        (Filter(document="key4"), {4}),
        (Filter(published_from=date(2024, 1, 7)), {6, 7}),
        (Filter(published_until=date(2024, 1, 2)), {0, 1}),
        (Filter(frozenset({"even"}), None, date(2024, 1, 2), date(2024, 1, 5)), {2, 4}),
        (Filter(collections=frozenset({"none"})), set()),
        (Filter(author="Jane Doe"), {0, 1}),
        (Filter(author="DOE"), {0, 1, 5}),
        (Filter(author="doe jane"), {0, 1}),
        (Filter(author="jose nunez"), {1}),
        (Filter(author="Núñez", collections=frozenset({"even"})), set()),
        (Filter(author="roe", published_from=date(2024, 1, 4)), {3}),
        (Filter(author="Do"), set()),
        (Filter(author="%"), set()),
        (Filter(author=""), set()),
    ],
)
def test_a_filter_holds_for_both_halves_and_costs_no_recall(
    store: LocalStore, where: Filter, numbers: set[int]
) -> None:
    expected = {f"key{number}" for number in numbers}
    with store.snapshot() as snapshot:
        assert set(found(snapshot.dense(vectors(1)[0], 20, where))) == expected
        assert set(found(snapshot.lexical("then comes another heading", 20, where))) == expected


def test_bm25_finds_the_word_and_any_text_is_safe(store: LocalStore) -> None:
    with store.snapshot() as snapshot:
        assert found(snapshot.lexical("CHERRIES!", 3, EVERYTHING)) == ["key2"]
        for text in ("", '"', "title:(", "a AND OR *", "\0", "🙂" * 999, "\\", "[* TO *]"):
            assert len(snapshot.lexical(text, 3, EVERYTHING)) <= 3
        common, rare, unknown = snapshot.rarity(snapshot.terms("then cherry zebra"))
        assert common < rare < unknown


def test_words_are_folded_and_scripts_without_spaces_are_parted(store: LocalStore) -> None:
    with store.snapshot() as snapshot:
        assert snapshot.terms("The CAFÉS, 21-day 東京") == ["the", "cafe", "21", "day", "東", "京"]


def test_a_reader_keeps_its_generation_while_a_writer_commits(store: LocalStore) -> None:
    with store.snapshot() as before:
        with LocalStore(store._folder, DIMENSION).writer() as writer:
            writer.commit(Changes(removed=["key2"]))
        assert "key2" in before.documents(["key2"])
        assert found(before.lexical("cherry", 1, EVERYTHING)) == ["key2"]
    with store.snapshot() as after:
        assert (after.generation, after.documents(["key2"])) == (2, {})
