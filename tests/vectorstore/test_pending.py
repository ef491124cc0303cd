"""The pending vectors accept only what can be a vector."""

import numpy as np
import pytest

from vectorstore.local import LocalStore
from vectorstore.store import Vectors


@pytest.mark.parametrize(
    "bad", [np.full((1, 8), np.nan), np.zeros((1, 8)), np.ones((1, 8)), np.ones((1, 4)) / 2, np.ones((2, 8))]
)
def test_vectors_that_are_none_are_refused(store: LocalStore, bad: Vectors) -> None:
    with store.writer() as writer, pytest.raises(ValueError, match="expected"):
        writer.remember(["x"], bad.astype(np.float32))
