"""Passages of older generations that are still on the server do not displace those that are found."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.milvus import NEEDED, Named, opened
from tests.vectorstore.samples import EVERYTHING, document, fill, found, vectors
from vectorstore.milvus import server as servers
from vectorstore.milvus.server import Server
from vectorstore.store import Changes, Filter

pytestmark = NEEDED


def test_a_search_goes_deeper_where_superseded_passages_are_nearest(milvus: Named, tmp_path: Path) -> None:
    store = fill(opened(milvus.address(), tmp_path / "copies"))
    query = vectors(20)[4]
    with store.snapshot() as before:
        expected = [hit.document for hit in before.dense(query, 20, EVERYTHING) if hit.document not in ("key4", "key6")]
    with store.writer() as writer:
        writer.commit(Changes(removed=["key4", "key6"]))
    with store.snapshot() as after:
        for limit in (1, 2, 5, 16, 20):
            assert found(after.dense(query, limit, EVERYTHING)) == expected[:limit]
        assert after.dense(query, 0, EVERYTHING) == []


def test_a_passage_that_was_inserted_twice_is_found_once(milvus: Named, tmp_path: Path) -> None:
    address = milvus.address()
    store = fill(opened(address, tmp_path / "copies"))
    rows = Server(address).query(address.passages(1, 8), "id > 0", ["*"])
    Server(address).insert(address.passages(1, 8), [{k: v for k, v in row.items() if k != "id"} for row in rows])
    with store.snapshot() as snapshot:
        hits = snapshot.dense(vectors(20)[3], 30, EVERYTHING)
        assert (len(hits), len({hit.passage for hit in hits})) == (20, 20)
        assert snapshot.vectors("key3").shape == (2, 8)


def test_an_author_of_very_many_documents_is_searched_for_in_parts(
    milvus: Named, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(servers, "VALUES", 3)
    store = fill(
        opened(milvus.address(), tmp_path / "copies"),
        documents=[replace(document(n), authors=("Jane Doe",) if n else ()) for n in range(10)],
    )
    query = vectors(1, seed=5)[0]
    scores = vectors(20) @ query
    expected = sorted((n for n in range(20) if n % 10), key=lambda n: -scores[n])[:5]
    with store.snapshot() as snapshot:
        hits = snapshot.dense(query, 5, Filter(author="jane doe"))
    assert found(hits) == [f"key{n % 10}" for n in expected]
    assert [hit.score for hit in hits] == pytest.approx([float(scores[n]) for n in expected], abs=1e-6)
