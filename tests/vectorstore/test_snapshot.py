"""One generation: exact search in both halves, and everything else that a reader asks for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.vectorstore.samples import EVERYTHING, filled, found, vectors
from vectorstore.local import LocalStore


@pytest.fixture(scope="module")
def shared_store(tmp_path_factory: pytest.TempPathFactory) -> LocalStore:
    return filled(tmp_path_factory.mktemp("shared") / "library")


@given(st.integers(0, 10_000), st.integers(1, 20))
def test_dense_search_is_brute_force(shared_store: LocalStore, seed: int, limit: int) -> None:
    query = vectors(1, seed)[0]
    with shared_store.snapshot() as snapshot:
        hits = snapshot.dense(query, limit, EVERYTHING)
    expected = sorted((float(score) for score in vectors(20) @ query), reverse=True)[:limit]
    assert [hit.score for hit in hits] == pytest.approx(expected, abs=1e-6)


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
