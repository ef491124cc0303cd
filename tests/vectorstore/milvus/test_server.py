"""What goes wrong between this program and a server, each as one fact."""

import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.milvus import NEEDED, Named, lite, opened
from tests.vectorstore.samples import EVERYTHING, fill, found, vectors
from vectorstore.errors import StoreAway, StoreUninstalled
from vectorstore.milvus.address import parsed
from vectorstore.milvus.server import VALUES, Server, among
from vectorstore.store import Changes

pytestmark = NEEDED
SECRET = "root:a-secret-token"


@pytest.fixture
def silent() -> Iterator[str]:
    """The place of a server that accepts connections and sends nothing."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        yield f"127.0.0.1:{listening.getsockname()[1]}"


def test_a_server_that_is_away_or_silent_is_told_within_the_time_and_without_the_token(silent: str) -> None:
    for place in ("127.0.0.1:9", silent):
        begun = time.monotonic()
        with pytest.raises(StoreAway) as away:
            Server(parsed(f"milvus://{place}/news"), SECRET, timeout=1.0).collections()
        assert time.monotonic() - begun < 8
        assert str(away.value).startswith(f"the server of milvus://{place}/news does not answer: ")
        assert "secret" not in str(away.value)
        assert "\n" not in str(away.value)


def test_a_package_that_is_not_installed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pymilvus", None)  # as if it were not there
    with pytest.raises(StoreUninstalled) as missing:
        Server(parsed("milvus://127.0.0.1:9/news")).collections()
    assert missing.value.extra == "milvus"


def test_a_server_that_was_killed_in_the_middle_of_a_commit_comes_back_with_one_generation(tmp_path: Path) -> None:
    with lite(tmp_path) as server:
        address = server.address()
        store = fill(opened(address, tmp_path / "copies"))
        store._server._timeout = 0.5

        def interrupted() -> None:
            with store.writer() as writer:
                writer.remember(["kept"], vectors(1))
                server.kill()
                writer.commit(Changes(removed=["key1"]))

        with pytest.raises(StoreAway):
            interrupted()
        with pytest.raises(StoreAway), store.snapshot():
            pass
        server.start()
        store._server._timeout = 20.0
        with store.writer() as writer:
            assert writer.generation == 1
            assert writer.known(["kept", "a1"]) == {"kept", "a1"}
            assert writer.commit(Changes(removed=["key1"])) == 2
        for reader in (store, opened(address, tmp_path / "another")):
            with reader.snapshot() as snapshot:
                assert (snapshot.generation, len(snapshot)) == (2, 18)
                assert found(snapshot.dense(vectors(20)[3], 1, EVERYTHING)) == ["key3"]


def test_a_collection_without_its_index_is_completed(milvus: Named) -> None:
    server = Server(address := milvus.address())
    server.create(address.claims, {"renewed": "integer"}, 2)
    server._client.release_collection(address.claims)
    server._client.drop_index(address.claims, "vector")
    server.create(address.claims, {"renewed": "integer"}, 2)
    server.insert(address.claims, [{"id": 1, "renewed": 2, "vector": [0.0, 1.0]}])
    assert server.query(address.claims, "renewed == 2", ["id"]) == [{"id": 1}]


def test_many_numbers_are_asked_for_in_several_expressions() -> None:
    assert list(among("subject", {3, 1})) == ["subject in [1, 3]"]
    assert list(among("subject", [])) == []
    assert [one.count(",") + 1 for one in among("subject", range(2 * VALUES + 1))] == [VALUES, VALUES, 1]
