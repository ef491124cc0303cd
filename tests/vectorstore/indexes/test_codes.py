"""Codes find most of what is near, from a file."""

from pathlib import Path

import numpy as np
import pytest

from vectorstore.indexes.codes import nearest, read_codes, write_codes
from vectorstore.segments import Rows, Segment, open_segment, write_segment
from vectorstore.store import Vectors

STATUS = Path("/proc/self/status")


def mapped_bytes() -> int:
    """How much of mapped files this process has in memory."""
    (line,) = (line for line in STATUS.read_text().splitlines() if line.startswith("RssFile:"))
    return int(line.split()[1]) * 1024


def segment_of(table: Vectors, folder: Path) -> Segment:
    """Write a table of vectors as a segment, and open it."""
    numbers = np.arange(len(table), dtype=np.int64)
    write_segment(folder, "a", [Rows(numbers, numbers, table)])
    return open_segment(folder, "a", table.shape[1])


def test_what_is_near_is_among_the_nearest_by_codes(tmp_path: Path) -> None:
    drawn = np.random.default_rng(0).standard_normal((5_000, 128))
    table = (drawn / np.linalg.norm(drawn, axis=1, keepdims=True)).astype(np.float32)
    write_codes(segment_of(table, tmp_path), tmp_path / "a.codes")
    codes = read_codes(tmp_path / "a.codes")
    for row in (0, 77, 4_999):
        found = nearest(codes, table[row], 500)
        assert found.rows.tolist() == sorted(set(found.rows.tolist()))
        assert len(found.rows) == 500
        assert row in found.rows
        exact = table[found.rows] @ table[row]
        assert np.abs(found.estimates - exact).mean() < 0.1
        assert np.corrcoef(found.estimates, exact)[0, 1] > 0.5
    assert len(nearest(codes, table[9], 10_000).rows) == 5_000


@pytest.mark.skipif(not STATUS.exists(), reason="only Linux tells how much of files a process has in memory")
def test_coding_vectors_leaves_none_in_memory(tmp_path: Path) -> None:
    table = np.random.default_rng(0).standard_normal((30_000, 128), dtype=np.float32)
    write_codes(segment_of(table[:5_000], tmp_path), tmp_path / "few.codes")  # loads FAISS, which is a file, too
    before, segment = mapped_bytes(), segment_of(table, tmp_path)
    write_codes(segment, tmp_path / "a.codes")
    assert mapped_bytes() - before < table.nbytes / 2


def test_a_file_that_has_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.codes").write_bytes(b"nothing")
    with pytest.raises(RuntimeError):
        read_codes(tmp_path / "a.codes")
