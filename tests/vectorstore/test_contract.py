"""What every store promises: one suite over a folder, Milvus Lite, and a real server where one is named.

The server is named by PULLQUOTE_TEST_MILVUS=HOST:PORT, as `make release-check` does.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.milvus import NEEDED, Named, opened
from tests.vectorstore.samples import DIMENSION, EVERYTHING, as_read, document, fill, found, vectors
from vectorstore.errors import StoreBusy, StoreEmpty, StoreMissing
from vectorstore.local import LocalStore
from vectorstore.order import DocumentOrder, ListOptions
from vectorstore.store import Changes, Document, Filter, VectorStore

SERVER = os.environ.get("PULLQUOTE_TEST_MILVUS", "")
STORES = ["local", pytest.param("server" if SERVER else "lite", marks=NEEDED)]

Open = Callable[[Path], VectorStore]
"""Opens one store, as often as it is called; each folder stands for a machine of its own."""


@pytest.fixture(params=STORES)
def anew(request: pytest.FixtureRequest, tmp_path: Path) -> Open:
    """Opens a store that is not there yet."""
    return _opener(request, tmp_path)


@pytest.fixture(scope="module", params=STORES)
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> VectorStore:
    """A store of ten documents, which no test changes."""
    folder = tmp_path_factory.mktemp("contract")
    return fill(_opener(request, folder)(folder))


def _opener(request: pytest.FixtureRequest, folder: Path) -> Open:
    if request.param == "local":
        return lambda _: LocalStore(folder / "library", DIMENSION)
    running: Named = request.getfixturevalue("milvus")
    address = running.address()
    return lambda machine: opened(address, machine / "copies")


def test_a_snapshot_shows_what_was_committed(store: VectorStore) -> None:
    with store.snapshot() as snapshot:
        assert (snapshot.generation, len(snapshot)) == (1, 20)
        assert snapshot.attributes == {"model": "m"}
        assert snapshot.origins() == {"file1": "x", "file2": "y"}
        assert snapshot.origins(["file2", "none"]) == {"file2": "y"}
        assert snapshot.origins([]) == {}
        assert [entry.key for entry in snapshot.entries()] == [f"key{n}" for n in range(10)]
        (kept,) = snapshot.documents(["key3", "nothing"]).values()
        assert kept == as_read(document(3))
        odd = snapshot.listing(Filter(collections=frozenset({"odd"})))
        assert [one.heading for one in odd] == [f"Heading {n}" for n in (1, 3, 5, 7, 9)]
        days = [one.published or date.min for one in snapshot.listing(options=ListOptions(DocumentOrder.DAY))]
        assert days == sorted(days, reverse=True)
        assert len(set(days)) > 2
        assert snapshot.records("key3") == document(3).records
        assert snapshot.vectors("key3") == pytest.approx(vectors(20)[[3, 13]], abs=1e-6)
        assert snapshot.collections() == {"even": 5, "odd": 5}
        assert snapshot.authors(None)["Jane Doe"] == 2
        assert (snapshot.size().documents, snapshot.size().passages) == (10, 20)
    overview = store.overview()
    assert (overview.generation, overview.attributes, overview.size.passages) == (1, {"model": "m"}, 20)


@settings(max_examples=40)
@given(st.integers(0, 10_000), st.integers(1, 20))
def test_dense_search_is_brute_force(store: VectorStore, seed: int, limit: int) -> None:
    query = vectors(1, seed)[0]
    with store.snapshot() as snapshot:
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
        (Filter(collections=frozenset()), set()),
        (Filter(collections=frozenset({'odd"', "odd\\", "odd' or 1 == 1"})), set()),
        (Filter(document='key4" or id > 0 or document == "'), set()),
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
    store: VectorStore, where: Filter, numbers: set[int]
) -> None:
    expected = {f"key{number}" for number in numbers}
    with store.snapshot() as snapshot:
        assert set(found(snapshot.dense(vectors(1)[0], 20, where))) == expected
        assert set(found(snapshot.lexical("then comes another heading", 20, where))) == expected


def test_a_passage_has_one_number_however_it_was_found(store: VectorStore) -> None:
    with store.snapshot() as snapshot:
        (by_words,) = snapshot.lexical("CHERRIES!", 1, EVERYTHING)
        (by_vector,) = snapshot.dense(vectors(20)[2], 1, EVERYTHING)
        (by_slip,) = snapshot.alike("chery", 1, EVERYTHING) or snapshot.alike("cherri", 1, EVERYTHING)
        assert by_words.passage == by_vector.passage == by_slip.passage
        assert (by_words.document, by_words.start, by_words.end) == ("key2", 0, document(2).records[0].end)
        for text in ("", '"', "title:(", "a AND OR *", "\0", "🙂" * 999):
            assert len(snapshot.lexical(text, 3, EVERYTHING)) <= 3
        common, rare, unknown = snapshot.rarity(snapshot.terms("then cherry zebra"))
        assert common < rare < unknown


@pytest.mark.parametrize(
    ("where", "options", "numbers"),
    [
        (Filter(), ListOptions(), range(10)),
        (Filter(), ListOptions(first=3, limit=4), range(3, 7)),
        (Filter(), ListOptions(first=9, limit=4), [9]),
        (Filter(), ListOptions(DocumentOrder.DAY), [*reversed(range(8)), 8, 9]),
        (Filter(), ListOptions(DocumentOrder.DAY, first=7, limit=2), [0, 8]),
        (Filter(), ListOptions(DocumentOrder.COLLECTION), [*range(0, 10, 2), *range(1, 10, 2)]),
        (Filter(), ListOptions(undated=True), [8, 9]),
        (Filter(), ListOptions(words=("the ", "r")), [2, 4, 6, 8, 9]),
        (Filter(), ListOptions(words=("/files/",)), []),
        (Filter(), ListOptions(words=("/files/", "heading"), has_places=True, limit=2), [1, 3]),
        (Filter(collections=frozenset({"odd"})), ListOptions(words=("heading",), first=1), [3, 5, 7, 9]),
        (Filter(collections=frozenset()), ListOptions(), []),
        (Filter(published_from=date(2024, 1, 2), published_until=date(2024, 1, 3)), ListOptions(), [1, 2]),
        (Filter(author="doe"), ListOptions(DocumentOrder.DAY), [5, 1, 0]),
    ],
)
def test_a_list_has_what_is_asked_for_in_order(
    store: VectorStore, where: Filter, options: ListOptions, numbers: Sequence[int]
) -> None:
    with store.snapshot() as snapshot:
        assert [one.key for one in snapshot.listing(where, options)] == [f"key{number}" for number in numbers]
        every = list(snapshot.listing(where, replace(options, first=0, limit=None)))
        assert snapshot.page(where, options) == (list(snapshot.listing(where, options)), len(every))


def test_an_edit_replaces_and_a_removal_leaves_no_ghost(anew: Open, tmp_path: Path) -> None:
    store = fill(anew(tmp_path))
    query = vectors(20)[4]
    with store.writer() as writer:
        assert writer.known(["a3", "a3 new"]) == {"a3"}
        assert writer.documents(["key3", "none"]) == {"key3": as_read(document(3))}
        writer.remember(["a3 new"], vectors(1, seed=7))
        assert writer.commit(Changes([document(3, " new")], removed=["key4"], origins={"file1": None})) == 2
        assert (writer.size().documents, writer.size().passages) == (9, 18)
    for machine in (tmp_path, tmp_path / "another"):  # one that has the first generation, and one that has none
        with anew(machine).snapshot() as snapshot:
            assert (snapshot.generation, len(snapshot), snapshot.size().documents) == (2, 18, 9)
            assert sorted(found(snapshot.dense(query, 18, EVERYTHING))) == sorted(
                f"key{n}" for n in range(10) if n != 4 for _ in range(2)
            )
            assert snapshot.lexical("elder", 5, EVERYTHING) == []
            assert found(snapshot.lexical("damson new", 1, EVERYTHING)) == ["key3"]
            (best,) = snapshot.dense(vectors(1, seed=7)[0], 1, EVERYTHING)
            assert best.document == "key3"
            assert best.score == pytest.approx(1.0, abs=1e-6)
            assert snapshot.origins() == {"file2": "y"}
    with store.writer() as writer:
        assert writer.known(["b3", "a3 new"]) == {"b3", "a3 new"}
        writer.remember(["a4", "b4"], vectors(20)[[4, 14]])
        assert writer.commit(Changes([document(4)], removed=["key0"], attributes={"model": None, "x": "1"})) == 3
    with store.snapshot() as snapshot:
        assert [entry.key for entry in snapshot.entries()] == [f"key{n}" for n in range(1, 10)]
        assert snapshot.attributes == {"x": "1"}
        assert "key4" in found(snapshot.dense(query, 1, EVERYTHING))


def test_a_reader_keeps_its_generation_while_a_writer_commits(anew: Open, tmp_path: Path) -> None:
    store = fill(anew(tmp_path))
    with store.snapshot() as before:
        with anew(tmp_path / "another").writer() as writer:
            writer.commit(Changes(removed=["key2"]))
        assert "key2" in before.documents(["key2"])
        assert found(before.lexical("cherry", 1, EVERYTHING)) == ["key2"]
        assert found(before.dense(vectors(20)[2], 1, EVERYTHING)) == ["key2"]
    with store.snapshot() as after:
        assert (after.generation, after.documents(["key2"])) == (2, {})


def test_a_commit_that_fails_leaves_all_as_it_was_and_what_was_computed_stays(anew: Open, tmp_path: Path) -> None:
    store = fill(anew(tmp_path))
    with store.writer() as writer, pytest.raises(ValueError, match="1 passages have no vector"):
        writer.commit(Changes([document(1, " without vector")]))

    def broken() -> Iterator[Document]:
        yield document(0)
        raise KeyboardInterrupt

    def interrupted() -> None:
        with store.writer() as writer:
            writer.remember(["kept"], vectors(1))
            writer.commit(Changes(broken(), removed=["key1"]))

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    with store.snapshot() as snapshot:
        assert (snapshot.generation, len(snapshot)) == (1, 20)
        assert len(snapshot.dense(vectors(1)[0], 30, EVERYTHING)) == 20
    with store.writer() as writer:
        assert writer.known(["kept"]) == {"kept"}
        assert writer.commit(Changes(removed=["key1"])) == 2


def test_vectors_of_another_model_begin_anew(anew: Open, tmp_path: Path) -> None:
    store = fill(anew(tmp_path))
    longer = np.eye(16, dtype=np.float32)
    with store.writer() as writer:
        writer.renew(16)
        with pytest.raises(ValueError, match="expected vectors of shape"):
            writer.remember(["a1", "b1"], vectors(2))
        with pytest.raises(ValueError, match="finite vectors of unit length"):
            writer.remember(["a1", "b1"], longer[:2] * 2)
        writer.remember(["a1", "b1"], longer[:2])
        writer.commit(Changes([document(1)], removed=[f"key{n}" for n in range(10) if n != 1]))
    with store.snapshot() as snapshot:
        assert (len(snapshot), snapshot.vectors("key1").shape) == (2, (2, 16))
        assert [hit.score for hit in snapshot.dense(longer[1], 5, EVERYTHING)] == [1.0, 0.0]


def test_a_text_of_any_length_and_kind_comes_back_as_it_was(anew: Open, tmp_path: Path) -> None:
    long = replace(document(1), key="long", text="Zoë said “no”.\n\t\0 🙂\\" * 5_000, payload='{"a": "\\u0000"}')
    store = fill(anew(tmp_path), documents=[long])
    with anew(tmp_path / "another").snapshot() as snapshot:
        assert snapshot.documents(["long"])["long"] == as_read(long)
        assert snapshot.authors(None) == {"José Núñez": 1, "Jane Doe": 1}
    assert store.overview().size.documents == 1


def test_one_writes_at_a_time(anew: Open, tmp_path: Path) -> None:
    store = fill(anew(tmp_path))
    with store.writer() as writer:
        with pytest.raises(StoreBusy, match="is being written by process"), anew(tmp_path).writer():
            pass
        assert writer.commit(Changes(removed=["key1"])) == 2
    with anew(tmp_path).writer() as writer:
        assert writer.generation == 2


def test_a_store_that_is_missing_or_empty_is_told(anew: Open, tmp_path: Path) -> None:
    with pytest.raises(StoreMissing), anew(tmp_path).snapshot():
        pass
    with anew(tmp_path).writer() as writer:
        assert writer.generation == 0
    for read in (anew(tmp_path).overview, lambda: anew(tmp_path).snapshot().__enter__()):
        with pytest.raises(StoreEmpty):
            read()


def test_what_is_erased_is_gone_for_readers_and_the_next_commit(anew: Open, tmp_path: Path) -> None:
    store = fill(anew(tmp_path))
    with store.writer() as writer:
        writer.commit(Changes(removed=["key5"], origins={"file1": None}, erases=True))
        writer.erase()
    with store.writer() as writer:
        assert writer.known(["a5", "b5", "a6"]) == {"a6"}
    for machine in (tmp_path, tmp_path / "another"):
        with anew(machine).snapshot() as snapshot:
            assert "key5" not in snapshot.documents(["key5"])
            assert len(snapshot) == 18
    for path in (tmp_path / "copies").rglob("*"):
        assert not path.is_file() or b"fig is first" not in path.read_bytes()
