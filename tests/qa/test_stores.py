"""Where a library is kept: in its folder, or on a server that an address names."""

from pathlib import Path

import pytest

from qa.errors import LibraryAway, LibraryDamaged, LibraryError, SettingsError
from qa.library.advice import advice
from qa.settings import Settings
from qa.stores import following_store, is_remote, open_store, place_of, store_at
from vectorstore.errors import StoreAway, StoreDamaged, StoreError, StoreForeign, StoreRefused, StoreUninstalled
from vectorstore.live import LiveStore
from vectorstore.local import LocalStore
from vectorstore.milvus.live import LiveMilvusStore
from vectorstore.milvus.store import MilvusStore

PLACE = "milvus://db.example.org:19530/news"


def test_a_library_is_kept_in_its_folder_unless_an_address_is_set(tmp_path: Path) -> None:
    local = Settings(library=tmp_path / "library", store="")
    assert isinstance(open_store(local), LocalStore)
    assert isinstance(following_store(local), LiveStore)
    assert (is_remote(local), place_of(local)) == (False, str(tmp_path / "library"))
    remote = Settings(library=tmp_path / "library", store=PLACE)
    assert isinstance(open_store(remote), MilvusStore)
    assert isinstance(following_store(remote), LiveMilvusStore)
    assert (is_remote(remote), place_of(remote)) == (True, PLACE)
    assert isinstance(store_at(str(tmp_path), remote), LocalStore)


def test_an_address_that_is_none_is_refused_without_its_secret(tmp_path: Path) -> None:
    for wrong in ("milvus://root:secret@h/news", "milvus://h"):
        with pytest.raises(SettingsError, match="The setting store is no address: ") as refused:
            open_store(Settings(library=tmp_path, store=wrong))
        assert "secret" not in str(refused.value)


def test_the_token_is_taken_from_the_environment_and_not_shown(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PULLQUOTE_MILVUS_TOKEN", "root:secret")
    settings = Settings(library=tmp_path, store=PLACE)
    store = open_store(settings)
    assert isinstance(store, MilvusStore)
    assert store._server._token == "root:secret"
    assert "secret" not in f"{settings!r} {settings.model_dump_json()}"


@pytest.mark.parametrize(
    ("error", "kind", "told"),
    [
        (
            StoreAway(PLACE, "no route"),
            LibraryAway,
            f"The server of {PLACE} does not answer (no route). Is it running? Nothing was lost.",
        ),
        (
            StoreRefused(PLACE),
            LibraryError,
            f"The server of {PLACE} does not accept the token: set PULLQUOTE_MILVUS_TOKEN.",
        ),
        (
            StoreForeign(PLACE, "news_catalogue"),
            LibraryError,
            f"news_catalogue exists and was not made by Pullquote: choose another name for the library at {PLACE}.",
        ),
        (
            StoreUninstalled(PLACE, "milvus"),
            LibraryError,
            f"{PLACE} needs an extra package. Install it: pip install 'pullquote[milvus]'",
        ),
        (
            StoreDamaged(PLACE, "one of its collections is gone"),
            LibraryDamaged,
            f"The library at {PLACE} is damaged (one of its collections is gone). "
            "Embed it again (pullquote index --again), or index into a store with another name",
        ),
    ],
)
def test_each_fault_of_a_server_comes_with_what_to_do(error: StoreError, kind: type[LibraryError], told: str) -> None:
    advised = advice(error)
    assert type(advised) is kind
    assert str(advised) == told
