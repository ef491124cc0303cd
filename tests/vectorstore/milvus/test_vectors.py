"""Vectors that are kept before their passages are committed."""

import numpy as np
import pytest

from tests.milvus import NEEDED, Named
from tests.vectorstore.samples import document, vectors
from vectorstore.milvus.server import Server
from vectorstore.milvus.vectors import VectorRows

pytestmark = NEEDED


def test_a_vector_is_known_once_it_is_remembered_and_until_it_is_forgotten(milvus: Named) -> None:
    server, name = Server(address := milvus.address()), address.passages(1, 8)
    table = VectorRows(server, name, 8)
    assert table.known(["a1"]) == set()
    table.remember(["a1", 'quo"ted\\', "b1"], vectors(3))
    assert VectorRows(server, name, 8).known(["a1", 'quo"ted\\', "c"]) == {"a1", 'quo"ted\\'}
    fresh = VectorRows(server, name, 8)
    fresh.put(document(1), 1)
    fresh.flush()
    fresh.forget_uncommitted()
    rows = server.query(name, "id > 0", ["digest", "generation", "vector"])
    assert {(row["digest"], row["generation"]) for row in rows} == {("a1", 1), ("b1", 1)}
    kept = {row["digest"]: row["vector"] for row in rows}
    assert np.array([kept["a1"], kept["b1"]]) == pytest.approx(vectors(3)[[0, 2]], abs=1e-7)


@pytest.mark.parametrize("wrong", [vectors(1) * 2, vectors(1) * np.nan, vectors(2), vectors(1)[:, :4]])
def test_a_vector_that_is_none_is_refused(
    milvus: Named, wrong: "np.ndarray[tuple[int, int], np.dtype[np.float32]]"
) -> None:
    address = milvus.address()
    table = VectorRows(Server(address), address.passages(1, 8), 8)
    with pytest.raises(ValueError, match="expected"):
        table.remember(["a"], wrong)
    assert table.known(["a"]) == set()
