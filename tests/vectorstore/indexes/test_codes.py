"""Codes find most of what is near, from a file."""

from pathlib import Path

import numpy as np
import pytest

from vectorstore.indexes.codes import nearest, read_codes, write_codes
from vectorstore.segments import Rows, Segment


def test_what_is_near_is_among_the_nearest_by_codes(tmp_path: Path) -> None:
    drawn = np.random.default_rng(0).standard_normal((5_000, 128))
    table = (drawn / np.linalg.norm(drawn, axis=1, keepdims=True)).astype(np.float32)
    numbers = np.arange(5_000, dtype=np.int64)
    write_codes(Segment("a", Rows(numbers, numbers, table)), tmp_path / "a.codes")
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


def test_a_file_that_has_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.codes").write_bytes(b"nothing")
    with pytest.raises(RuntimeError):
        read_codes(tmp_path / "a.codes")
