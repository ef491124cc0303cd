"""Vectors in segments: few are compared one by one; of many, at most ten in a thousand of the best are missed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vectorstore.indexes.codes import FROM, read_codes, write_codes
from vectorstore.indexes.dense import EXACT, DenseIndex
from vectorstore.segments import Mask, Numbers, Rows, Segment
from vectorstore.store import Vectors

DIMENSION = 96
COUNT = EXACT + 20_000
DOCUMENTS = COUNT // 10
QUESTIONS = 20
LIMIT = 10


def unit(vectors: Any) -> Vectors:
    scaled: Vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    return scaled


@dataclass(frozen=True)
class Many:
    """Vectors around some centres, and questions near to some of them; the passage of a row is 3 times its number."""

    vectors: Vectors = field(repr=False)
    questions: Vectors = field(repr=False)
    indexed: dict[int, tuple[list[Segment], dict[str, Any]]] = field(repr=False)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Many:
    chance = np.random.default_rng(0)
    middles = chance.standard_normal((2_000, DIMENSION))
    vectors = unit(middles[chance.integers(0, 2_000, COUNT)] + 0.7 * chance.standard_normal((COUNT, DIMENSION)))
    questions = unit(middles[:QUESTIONS] + 0.7 * chance.standard_normal((QUESTIONS, DIMENSION)))
    folder = tmp_path_factory.mktemp("codes")
    return Many(vectors, questions, {count: parted(vectors, count, folder) for count in (1, 2, 3, 5, 8)})


def parted(vectors: Vectors, count: int, folder: Path) -> tuple[list[Segment], dict[str, Any]]:
    """Return the vectors in so many segments, with the codes of those that have some."""
    rows = np.arange(len(vectors), dtype=np.int64)
    segments = [
        Segment(f"{count}-{number}", Rows(3 * some, some // 10, vectors[some]), folder / f"{count}-{number}.vectors")
        for number, some in enumerate(np.array_split(rows, count))
    ]
    codes = {}
    for one in segments:
        assert len(one) >= FROM
        one.rows.vectors.tofile(one.file)
        write_codes(one, folder / one.name)
        codes[one.name] = read_codes(folder / one.name)
    return segments, codes


def recall(many: Many, index: DenseIndex, allowed: Mask, documents: Sequence[int] | None) -> float:
    """Return the share of the best for all questions that the index finds; everything it finds must be allowed."""
    found = right = 0
    rows = np.flatnonzero(allowed)
    for question in many.questions:
        scores = many.vectors[rows] @ question
        best = 3 * rows[np.argsort(-scores, kind="stable")[:LIMIT]]
        hits = index.search(question, LIMIT, documents)
        passages = [number for number, _ in hits]
        assert len(passages) == len(best) == len(set(passages))
        assert allowed[np.array(passages, dtype=np.int64) // 3].all()
        expected = [float(many.vectors[number // 3] @ question) for number in passages]
        np.testing.assert_allclose([score for _, score in hits], expected, atol=1e-6)
        assert expected == sorted(expected, reverse=True)
        found += len({*passages} & {*best.tolist()})
        right += len(best)
    return found / right if right else 1.0


def index_of(many: Many, count: int, removed: Numbers) -> DenseIndex:
    segments, codes = many.indexed[count]
    return DenseIndex(segments, codes, removed)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from([1, 2, 3, 5, 8]),
    st.one_of(st.just(0.0), st.floats(0, 0.3)),
    st.one_of(st.none(), st.integers(1, DOCUMENTS), st.integers(1, 60)),
    st.booleans(),
    st.integers(0, 2**32),
)
def test_whatever_may_be_found_the_best_are(
    many: Many, count: int, removed: float, documents: int | None, together: bool, seed: int
) -> None:
    """Documents that may be found are together, or anywhere; removed passages are together if the others are."""
    chance = np.random.default_rng(seed)
    chosen = None if documents is None else some(chance, DOCUMENTS, documents, together=together)
    gone = some(chance, COUNT, int(removed * COUNT), together=together)
    allowed = np.ones(COUNT, dtype=bool)
    if chosen is not None:
        allowed = np.isin(np.arange(COUNT) // 10, chosen)
    allowed[gone] = False
    index = index_of(many, count, 3 * gone)
    assert len(index) == COUNT - len(gone)
    assert recall(many, index, allowed, None if chosen is None else chosen.tolist()) >= 0.99


def some(chance: np.random.Generator, total: int, count: int, *, together: bool) -> Numbers:
    """Return some numbers below a total, ascending."""
    if together:
        start = int(chance.integers(0, total - count + 1))
        return np.arange(start, start + count, dtype=np.int64)
    drawn: Numbers = np.sort(chance.choice(total, count, replace=False)).astype(np.int64)
    return drawn


def test_only_what_is_far_from_the_question_may_be_found(many: Many) -> None:
    """What may be found is not among the nearest by their codes: all of it is compared."""
    question = many.questions[0]
    scores = np.array([many.vectors[10 * document : 10 * document + 10] @ question for document in range(DOCUMENTS)])
    far = np.argsort(scores.max(axis=1))[: DOCUMENTS * 3 // 4]
    allowed = np.isin(np.arange(COUNT) // 10, far)
    assert recall(many, index_of(many, 2, np.empty(0, np.int64)), allowed, far.tolist()) >= 0.99


def test_few_vectors_are_compared_without_codes(many: Many) -> None:
    rows = np.arange(1_000, dtype=np.int64)
    small = [Segment("a", Rows(3 * rows, rows // 10, many.vectors[:1_000]), Path("a.vectors"))]
    index = DenseIndex(small, {}, np.array([0, 30], dtype=np.int64))
    allowed = np.arange(COUNT) < 1_000
    allowed[[0, 10]] = False
    assert recall(many, index, allowed, None) == 1
    assert index.numbers() == [number for number in (3 * rows).tolist() if number not in (0, 30)]
    assert index.search(many.questions[0], 0, None) == []
    assert index.search(many.questions[0], 5, []) == []


def test_the_vectors_of_passages_come_in_their_order(many: Many) -> None:
    index = index_of(many, 3, np.empty(0, np.int64))
    np.testing.assert_array_equal(index.vectors([3 * (COUNT - 1), 0, 30]), many.vectors[[COUNT - 1, 0, 10]])
    with pytest.raises(ValueError, match="1 passages have no vector"):
        index.vectors([0, 1])
