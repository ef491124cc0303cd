"""A commit that ends at any step leaves the old generation or the new one, and the next one goes on."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.milvus import NEEDED, Dies, DyingServer, Named, opened
from tests.vectorstore.samples import EVERYTHING, document, fill, found, vectors
from vectorstore.errors import StoreAway, StoreBusy
from vectorstore.milvus import claim
from vectorstore.milvus.address import Address
from vectorstore.milvus.server import Server
from vectorstore.milvus.store import MilvusStore
from vectorstore.store import Changes

pytestmark = NEEDED
NEVER = 10**6


def edit(store: MilvusStore) -> None:
    """Make the commit that is interrupted: one document is replaced, one removed, one added."""
    with store.writer() as writer:
        writer.remember(["a3 new", "a9 new"], vectors(2, seed=7))
        writer.commit(Changes([document(3, " new"), document(9, " new")], removed=["key4"], origins={"file1": "z"}))


def held(store: MilvusStore) -> tuple[int, list[str], list[str], list[str], dict[str, str]]:
    """Return what a reader sees: generation, texts, and what vectors and words find."""
    with store.snapshot() as snapshot:
        keys = [entry.key for entry in snapshot.entries()]
        nearest = snapshot.dense(vectors(20)[4], 40, EVERYTHING)
        texts = [one.text for one in snapshot.documents(keys).values()]
        return (
            snapshot.generation,
            sorted(texts),
            sorted(f"{hit.document} {hit.start}" for hit in nearest),
            sorted(set(found(snapshot.lexical("first", 40, EVERYTHING)))),
            snapshot.origins(),
        )


def dying(address: Address, folder: Path, at: int) -> tuple[MilvusStore, DyingServer]:
    store = opened(address, folder)
    server = DyingServer(address, at)
    store._server = store._copies._server = server
    return store, server


def test_a_writer_that_dies_at_any_step_leaves_one_generation_and_the_next_goes_on(
    milvus: Named, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claim, "RENEWAL", 1000.0)  # a slow server has no further steps
    address = milvus.address()
    fill(opened(address, tmp_path / "copies"))
    reader = opened(address, tmp_path / "reader")
    old = held(reader)
    step, published = 0, []
    while True:
        step += 1
        store, server = dying(address, tmp_path / "copies", step)
        try:
            edit(store)
        except (Dies, StoreAway):
            assert held(reader)[0] in (1, 2)
            published.append(held(reader)[0] == 2)
            assert held(reader) == old if not published[-1] else held(reader)[0] == 2
        if published and published[-1]:
            break
        assert server.steps >= step
    assert step > 12, "steps before the change: claim, sweep, vectors, passages, rows"
    new = held(reader)
    assert new == held(opened(address, tmp_path / "third"))
    assert (len(new[1]), len(new[2]), new[4]) == (9, 18, {"file1": "z", "file2": "y"})
    edit(opened(address, tmp_path / "copies"))
    assert (held(reader)[0], held(reader)[1:]) == (3, new[1:])


def test_a_sweep_leaves_nothing_of_what_was_not_committed_or_is_superseded(milvus: Named, tmp_path: Path) -> None:
    address = milvus.address()
    store = fill(opened(address, tmp_path / "copies"))
    edit(store)
    before = Server(address).query(address.passages(1, 8), "id > 0", ["digest"])
    with pytest.raises(Dies):
        edit(dying(address, tmp_path / "copies", 13)[0])
    with store.writer():
        pass
    after = Server(address).query(address.passages(1, 8), "generation >= 0", ["digest", "generation"])
    assert (len(before), len(after)) == (24, 18)
    assert {row["generation"] for row in after} == {1, 2}
    assert not {"a3", "a4", "b4"} & {row["digest"] for row in after}
    rows = Server(address).query(address.catalogue, 'kind == "commit"', ["generation"])
    assert [row["generation"] for row in rows] == [2]


def test_what_was_computed_before_the_writer_died_is_not_computed_again(milvus: Named, tmp_path: Path) -> None:
    address = milvus.address()
    store = fill(opened(address, tmp_path / "copies"))
    dies, server = dying(address, tmp_path / "copies", NEVER)

    def begun() -> None:
        with dies.writer() as writer:
            writer.remember(["a3 new", "a9 new"], vectors(2, seed=7))
            server._at = server.steps + 1
            writer.commit(Changes([document(3, " new"), document(9, " new")]))

    with pytest.raises(Dies):
        begun()
    with store.writer() as writer:
        assert writer.known(["a3 new", "a9 new", "a8 new"]) == {"a3 new", "a9 new"}
        writer.commit(Changes([document(3, " new"), document(9, " new")]))
    with store.snapshot() as snapshot:
        expected = np.stack([vectors(2, seed=7)[1], vectors(20)[19]])
        assert snapshot.vectors("key9") == pytest.approx(expected, abs=1e-6)


def test_a_writer_that_lost_its_claim_publishes_nothing(milvus: Named, tmp_path: Path) -> None:
    address = milvus.address()
    store = fill(opened(address, tmp_path / "copies"))
    with store.writer() as writer:
        Server(address).delete(address.claims, "renewed >= 0")
        with pytest.raises(StoreBusy):
            writer.commit(Changes(removed=["key1"]))
    assert held(store)[0] == 1


def test_a_document_put_twice_or_put_and_removed_in_one_commit_is_there_once_or_not(
    milvus: Named, tmp_path: Path
) -> None:
    store = fill(opened(milvus.address(), tmp_path / "copies"))
    with store.writer() as writer:
        writer.remember(["a3 new", "a3 newer"], vectors(2, seed=7))
        documents = [document(3, " new"), document(5), document(3, " newer")]
        writer.commit(Changes(documents, removed=["key5", "key5", "nothing"]))
    generation, texts, nearest, *_ = held(store)
    assert (generation, len(texts), len(nearest)) == (2, 9, 18)
    assert "The damson is first newer. Then comes another." in texts
    assert not [one for one in nearest if one.startswith("key5")]


def test_a_digest_of_many_passages_does_not_hide_those_of_few(
    milvus: Named, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = fill(opened(milvus.address(), tmp_path / "copies"))
    monkeypatch.setattr("vectorstore.milvus.vectors.SHARED", 1)
    with store.writer() as writer:
        common = [replace(document(n), key=f"copy{n}", records=document(0).records) for n in range(10)]
        writer.commit(Changes(common))
        assert writer.known(["a0", "b0", "a1", "b9", "none"]) == {"a0", "b0", "a1", "b9"}
