"""Vectors from commit to commit: whatever is added, edited and removed, a search equals brute force."""

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.vectorstore.samples import DIMENSION, EVERYTHING, document, vectors
from vectorstore.local import LocalStore
from vectorstore.segments import MOST
from vectorstore.store import Changes, Document, Filter, Record, Vector

QUESTION = vectors(1, seed=99)[0]


def of(digest: str) -> Vector:
    """Return the vector of a text, always the same."""
    vector: Vector = vectors(1, seed=int(digest))[0]
    return vector


def made(key: str, digests: Sequence[int]) -> Document:
    records = tuple(Record(place, place + 1, str(digest)) for place, digest in enumerate(digests))
    return Document(key, key, "d", "c", None, key, "x" * len(digests), "{}", records)


class Histories:
    """A store, compared with the digests that each of its documents should have."""

    def __init__(self, folder: Path) -> None:
        self.store = LocalStore(folder / "library", DIMENSION)
        self.held: dict[str, list[int]] = {}
        self.embedded: list[str] = []

    def commit(self, put: dict[str, list[int]], removed: Sequence[str]) -> None:
        with self.store.writer() as writer:
            needed = {str(digest) for digests in put.values() for digest in digests}
            if new := sorted(needed - writer.known(needed)):
                writer.remember(new, np.stack([of(digest) for digest in new]))
            self.embedded += new
            writer.commit(Changes([made(*one) for one in put.items()], removed))
        self.held = {key: held for key, held in {**self.held, **put}.items() if key not in removed}

    def check(self) -> None:
        with self.store.snapshot() as snapshot:
            for where in (EVERYTHING, *(Filter(document=key) for key in self.held)):
                keys = self.held if where.is_empty else [str(where.document)]
                best = sorted((float(of(str(one)) @ QUESTION) for key in keys for one in self.held[key]), reverse=True)
                hits = snapshot.dense(QUESTION, 5, where)
                np.testing.assert_allclose([hit.score for hit in hits], best[:5], atol=1e-6)
            for key, held in self.held.items():
                np.testing.assert_array_equal(snapshot.vectors(key), [of(str(digest)) for digest in held])


texts = st.lists(st.integers(1, 12), min_size=1, max_size=5)
commits = st.lists(st.tuples(st.dictionaries(st.sampled_from("abcd"), texts), st.sets(st.sampled_from("abcd"))))


@settings(max_examples=25, deadline=None)
@given(commits)
def test_any_history_of_commits_is_brute_force(history: list[tuple[dict[str, list[int]], set[str]]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        histories = Histories(Path(folder))
        histories.commit({"z": list(range(20, 60))}, [])
        for put, removed in history:
            histories.commit(put, sorted(removed - put.keys()))
            histories.check()


def test_many_small_commits_leave_few_segments_and_what_is_known_is_not_embedded(tmp_path: Path) -> None:
    histories = Histories(tmp_path)
    for number in range(MOST + 4):
        histories.commit({f"k{number}": [1, 2, 100 + number]}, [])
    histories.commit({f"k{number}": [2, 100 + number] for number in range(4)}, ["k5"])
    histories.check()
    assert len(list((tmp_path / "library" / "vectors").glob("*.vectors"))) <= MOST
    assert len(histories.embedded) == len(set(histories.embedded)) == MOST + 6


def test_a_text_that_moves_within_one_commit_is_not_embedded_again(store: LocalStore) -> None:
    """From a document that is added first to one that is added later."""
    with store.writer() as writer:
        second = document(4)
        records = (Record(0, 3, "a3"), *second.records)

        def stream() -> Iterator[Document]:
            yield made("key3", [])
            assert writer.known(["a3"]) == {"a3"}
            yield Document("key4", "file4", "d", "even", None, "h", second.text, "{}", records)

        writer.commit(Changes(stream()))
    with store.snapshot() as snapshot:
        np.testing.assert_array_equal(snapshot.vectors("key4")[0], vectors(20)[3])


def test_vectors_of_another_model_are_written_beside_those_of_before(store: LocalStore) -> None:
    path = store._folder / "vectors" / "000001.vectors"
    before = path.read_bytes()
    with store.writer() as writer:
        writer.renew(DIMENSION)
        assert writer.known(["a3"]) == set()
        writer.remember([f"a{n}" for n in range(10)] + [f"b{n}" for n in range(10)], vectors(20, seed=5))

        def stream() -> Iterator[Document]:
            yield from map(document, range(10))
            assert path.read_bytes() == before

        with store.snapshot() as snapshot:
            writer.commit(Changes(stream()))
            np.testing.assert_array_equal(snapshot.vectors("key3"), vectors(20)[[3, 13]])
    assert [path.name for path in sorted((store._folder / "vectors").iterdir())] == [
        "000002.passages",
        "000002.vectors",
    ]
    with store.snapshot() as snapshot:
        np.testing.assert_array_equal(snapshot.vectors("key3"), vectors(20, seed=5)[[3, 13]])


def test_a_small_commit_writes_little_and_loads_little(store: LocalStore) -> None:
    before = {path: path.stat().st_ino for path in (store._folder / "vectors").iterdir()}
    with store.snapshot() as snapshot:
        (first,) = snapshot._derived.dense.parts
    with store.writer() as writer:
        writer.remember(["a3 new"], vectors(1, seed=7))
        writer.commit(Changes([document(3, " new")]))
    assert {path: path.stat().st_ino for path in before} == before
    assert (store._folder / "vectors" / "000002.vectors").stat().st_size == 2 * DIMENSION * 4
    with store.snapshot() as snapshot:
        assert snapshot._derived.dense.parts[0].segment is first.segment
