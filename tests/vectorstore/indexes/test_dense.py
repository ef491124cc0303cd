"""Vectors in segments: whatever was added, removed and joined, a search is that of brute force."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vectorstore.indexes.dense import MOST_SEGMENTS, DenseIndex, write
from vectorstore.store import Vectors

DIMENSION = 8


def vectors(numbers: Sequence[int]) -> Vectors:
    """A vector for each number, always the same."""
    drawn = [np.random.default_rng(number).normal(size=DIMENSION) for number in numbers]
    made = np.array(drawn, dtype=np.float32).reshape(len(numbers), DIMENSION)
    unit: Vectors = made / np.linalg.norm(made, axis=1, keepdims=True)
    return unit


class Generations:
    """Generations of an index, each made from the one before, beside what they should hold."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._count = 0
        self._next = 1
        self.current: Path | None = None
        self.live: list[int] = []

    def commit(self, added: int, removed: Sequence[int]) -> None:
        numbers = list(range(self._next, self._next + added))
        self._next += added
        self._count += 1
        new = self._folder / str(self._count)
        write(new, DIMENSION, self.current, removed, [(numbers, vectors(numbers))] if numbers else [])
        self.current = new
        gone = set(removed)
        self.live = [number for number in [*self.live, *numbers] if number not in gone]

    def check(self, loaded: dict[str, object] | None = None) -> DenseIndex:
        assert self.current is not None
        index = DenseIndex(self.current, loaded=loaded)
        assert index.numbers() == self.live
        assert len(index) == len(self.live)
        query = vectors([10**6])[0]
        for among in (None, self.live[::3]):
            candidates = self.live if among is None else among
            scores = vectors(candidates) @ query
            expected = dict(zip(candidates, scores.tolist(), strict=True))
            found = index.search(query, 5, among)
            best = sorted(expected.values(), reverse=True)[:5]
            assert len({number for number, _ in found}) == len(best)
            np.testing.assert_allclose([score for _, score in found], best, atol=1e-6)
            np.testing.assert_allclose([expected[number] for number, _ in found], best, atol=1e-6)
        return index

    def segments(self) -> list[str]:
        assert self.current is not None
        return sorted(path.name for path in self.current.glob("*.faiss"))


commits = st.lists(st.tuples(st.integers(0, 12), st.lists(st.integers(0, 200), max_size=12)), max_size=25)


@settings(max_examples=40)
@given(commits)
def test_any_history_of_commits_is_brute_force(history: list[tuple[int, list[int]]]) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        generations = Generations(Path(folder))
        generations.commit(30, [])
        for added, picks in history:
            removed = sorted({generations.live[pick % len(generations.live)] for pick in picks if generations.live})
            generations.commit(added, removed)
            generations.check()
            assert len(generations.segments()) <= MOST_SEGMENTS


def test_a_small_commit_writes_little_and_loads_little(tmp_path: Path) -> None:
    generations = Generations(tmp_path)
    generations.commit(1000, [])
    first = generations.check()
    big = generations.current
    assert big is not None
    generations.commit(1, [5])
    assert generations.segments() == ["000001.faiss", "000002.faiss"]
    assert generations.current is not None
    assert (generations.current / "000001.faiss").samefile(big / "000001.faiss")
    second = generations.check(dict(first.segments))
    assert second.segments["000001.faiss"] is first.segments["000001.faiss"]
    generations.commit(0, list(range(10, 400)))  # much of the first has left: it is written anew
    assert "000001.faiss" not in generations.segments()
    generations.check()


def test_a_damaged_segment_is_not_joined(tmp_path: Path) -> None:
    generations = Generations(tmp_path)
    for _ in range(MOST_SEGMENTS):
        generations.commit(2, [])
    with pytest.raises(ValueError, match="is damaged"):
        write(tmp_path / "new", DIMENSION, generations.current, [], [([99], vectors([99]))], lambda _: False)
