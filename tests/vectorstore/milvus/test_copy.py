"""The copy of a catalogue: rebuilt if it is lost or wrong, refused if the server gives only half."""

from pathlib import Path

import pytest

from tests.milvus import NEEDED, Named, opened
from tests.vectorstore.samples import document, fill
from vectorstore.errors import StoreDamaged, StoreForeign, StoreMissing, StoreTooNew
from vectorstore.milvus.address import Address
from vectorstore.milvus.rows import FORMAT
from vectorstore.milvus.server import Server
from vectorstore.milvus.store import MilvusStore
from vectorstore.milvus.vectors import FIELDS
from vectorstore.store import Changes

pytestmark = NEEDED


def keys(store: MilvusStore) -> list[str]:
    with store.snapshot() as snapshot:
        return [entry.key for entry in snapshot.entries()]


def drop_all(address: Address) -> None:
    for name in Server(address).collections():
        Server(address).drop(name)


def test_a_copy_that_is_lost_or_damaged_is_made_again(milvus: Named, tmp_path: Path) -> None:
    address = milvus.address()
    fill(opened(address, tmp_path / "copies"))
    (copy,) = _copies_after(address, tmp_path)
    (copy / "catalogue.sqlite").write_bytes(b"This is no database. " * 500)
    assert keys(opened(address, tmp_path / "copies")) == [f"key{n}" for n in range(10)]


def test_a_server_that_gives_half_is_not_believed_and_nothing_of_it_is_kept(milvus: Named, tmp_path: Path) -> None:
    address = milvus.address()
    fill(opened(address, tmp_path / "copies"))
    Server(address).delete(address.catalogue, "id > 3 and id <= 6")
    store = opened(address, tmp_path / "another")
    with pytest.raises(StoreDamaged, match="gave 7 of 10 documents and 14 of 20 passages"):
        keys(store)
    assert list((tmp_path / "another").iterdir()) == []


def test_a_library_made_anew_under_the_same_name_has_a_copy_of_its_own(milvus: Named, tmp_path: Path) -> None:
    address = milvus.address()
    store = fill(opened(address, tmp_path / "copies"))
    assert len(keys(store)) == 10
    drop_all(address)
    with pytest.raises(StoreMissing):
        keys(store)
    fill(opened(address, tmp_path / "maker"), documents=[document(7)])
    assert keys(store) == ["key7"]
    assert len(list((tmp_path / "copies").iterdir())) == 1


def test_a_collection_that_is_gone_foreign_or_of_a_later_version_is_told(milvus: Named, tmp_path: Path) -> None:
    address = milvus.address()
    server = Server(address)
    store = fill(opened(address, tmp_path / "copies"))
    server.drop(address.passages(1, 8))
    with store.snapshot() as snapshot, pytest.raises(StoreDamaged, match="one of its collections is gone"):
        snapshot.vectors("key1")
    (row,) = server.query(address.catalogue, 'kind == "commit"', ["*"])
    newer = row | {"id": 999, "generation": 2, "body": row["body"].replace(f'"format": {FORMAT}', '"format": 99')}
    server.insert(address.catalogue, [newer])
    for act in (lambda: keys(store), lambda: store.writer().__enter__()):
        with pytest.raises(StoreTooNew, match="has format 99"):
            act()
    server.drop(address.catalogue)
    server.create(address.catalogue, FIELDS, 2, numbers_itself=True)
    for act in (lambda: keys(store), lambda: store.writer().__enter__()):
        with pytest.raises(StoreForeign, match="made by something else"):
            act()


def test_passages_that_are_gone_are_made_again_from_the_library_s_own_texts(milvus: Named, tmp_path: Path) -> None:
    address = milvus.address()
    store = fill(opened(address, tmp_path / "copies"))
    Server(address).drop(address.passages(1, 8))
    with store.writer() as writer:
        writer.renew(8)
        assert writer.known(["a1"]) == set()
        with store.snapshot() as snapshot:
            assert len(snapshot.documents(["key1", "key2"])) == 2
    fill_again(store)
    with store.snapshot() as snapshot:
        assert snapshot.vectors("key1").shape == (2, 8)


def fill_again(store: MilvusStore) -> None:
    from tests.vectorstore.samples import vectors

    with store.writer() as writer:
        writer.renew(8)
        writer.remember([f"a{n}" for n in range(10)] + [f"b{n}" for n in range(10)], vectors(20))
        writer.commit(Changes(map(document, range(10))))


def _copies_after(address: Address, folder: Path) -> list[Path]:
    keys(opened(address, folder / "copies"))
    return list((folder / "copies").iterdir())
