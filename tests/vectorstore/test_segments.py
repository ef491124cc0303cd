"""Files of vectors: written once, opened by mapping, and joined without what is gone."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from tests.vectorstore.samples import vectors
from vectorstore import segments as module
from vectorstore.segments import (
    MOST,
    Rows,
    Segment,
    fetch,
    files_of,
    joined,
    names_of,
    next_name,
    open_segment,
    to_be_rewritten,
    write_segment,
)


def segment(folder: Path, name: str, passages: Sequence[int]) -> Segment:
    """Return a segment of these passages, with the vector that each always has and ten times its number as document."""
    numbers = np.array(passages)
    parts = np.array_split(np.arange(len(passages)), 3)
    batches = [Rows(numbers[part], 10 * numbers[part], vectors(99)[numbers[part]]) for part in parts]
    assert write_segment(folder, name, batches) == len(passages)
    return open_segment(folder, name, 8)


def test_what_is_written_is_what_is_opened(tmp_path: Path) -> None:
    made = segment(tmp_path / "vectors", "000001", [2, 3, 5, 7, 11, 13, 17])
    assert made.rows.passages.tolist() == [2, 3, 5, 7, 11, 13, 17]
    assert made.rows.documents.tolist() == [20, 30, 50, 70, 110, 130, 170]
    np.testing.assert_array_equal(made.rows.vectors, vectors(99)[[2, 3, 5, 7, 11, 13, 17]])
    is_here, rows = made.places(np.array([1, 3, 17, 18]))
    assert (is_here.tolist(), rows.tolist()) == ([False, True, True, False], [1, 6])
    assert not made.rows.vectors.flags.writeable


def test_without_rows_there_is_no_file(tmp_path: Path) -> None:
    assert write_segment(tmp_path / "vectors", "000001", []) == 0
    assert list((tmp_path / "vectors").iterdir()) == []


def test_files_that_do_not_fit_are_refused(tmp_path: Path) -> None:
    segment(tmp_path, "000001", [1, 2, 3])
    np.zeros((2, 8), "<f4").tofile(tmp_path / "000001.vectors")
    with pytest.raises(ValueError, match="has 3 passages and 2 vectors"):
        open_segment(tmp_path, "000001", 8)


def test_segments_are_joined_in_order_and_without_what_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BATCH", 2)
    one, other = segment(tmp_path, "000001", [1, 4, 5, 9]), segment(tmp_path, "000002", [2, 3, 8])
    rows = list(joined([one, other], np.array([4, 8])))
    passages = np.concatenate([some.passages for some in rows])
    assert passages.tolist() == [1, 2, 3, 5, 9]
    assert np.concatenate([some.documents for some in rows]).tolist() == [10, 20, 30, 50, 90]
    np.testing.assert_array_equal(np.concatenate([some.vectors for some in rows]), vectors(99)[passages])
    assert list(joined([other], np.array([2, 3, 8]))) == []


def test_the_smallest_are_joined_and_the_stale_written_anew(tmp_path: Path) -> None:
    made = [segment(tmp_path, f"{size:06}", range(1, size + 1)) for size in range(4, 4 + MOST)]
    gone = {one.name: 0 for one in made}
    assert to_be_rewritten(made, gone, erases=False) == []
    assert to_be_rewritten(made, {**gone, "000008": 2}, erases=False) == []
    assert to_be_rewritten(made, {**gone, "000008": 3}, erases=False) == [[made[4]]]
    assert to_be_rewritten(made, {**gone, "000008": 1}, erases=True) == [[made[4]]]
    more = [segment(tmp_path, "000099", [1, 2, 3]), *made]
    assert to_be_rewritten(more, {**gone, "000099": 0, "000004": 4}, erases=False) == [more[:2]]


def test_vectors_are_fetched_from_several_in_the_order_that_is_asked(tmp_path: Path) -> None:
    made = [segment(tmp_path, "000001", [1, 4]), segment(tmp_path, "000002", [2, 3])]
    np.testing.assert_array_equal(fetch(made, [3, 1, 3]), vectors(99)[[3, 1, 3]])
    assert fetch([], []).size == 0
    with pytest.raises(ValueError, match="2 passages have no vector"):
        fetch(made, [1, 8, 9])


def test_names() -> None:
    assert files_of("000007") == ["vectors/000007.passages", "vectors/000007.vectors"]
    assert names_of([*files_of("000007"), *files_of("000002")]) == ["000002", "000007"]
    assert (next_name([]), next_name(["000002", "000010"])) == ("000001", "000011")
