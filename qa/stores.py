"""The store of a library, by the setting `store`: in its folder, or on a Milvus server."""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from qa.errors import SettingsError
from qa.settings import Settings
from vectorstore.live import LiveStore
from vectorstore.local import LocalStore
from vectorstore.milvus.address import Address, is_address, parsed
from vectorstore.store import VectorStore

COPIES = "copies"
"""The folder in a library's with the copies of what is kept on a server."""


class FollowingStore(VectorStore, Protocol):
    """A store that opens new generations by itself, or at once on `look`."""

    def look(self) -> None:
        """Open the newest generation."""


def open_store(settings: Settings, dimension: int = 0, wait: float = 0.0) -> VectorStore:
    """Return the store of the settings; `dimension` is for a new one, `wait` the seconds to wait for a writer."""
    return store_at(settings.store, settings, dimension, wait)


def store_at(place: str, settings: Settings, dimension: int = 0, wait: float = 0.0) -> VectorStore:
    """Return the store at an address, or in a folder; empty for the library's own. Raises SettingsError."""
    if not is_address(place):
        return LocalStore(Path(place) if place else settings.library, dimension, wait)
    from vectorstore.milvus.store import MilvusStore

    return MilvusStore(_address(place), settings.library / COPIES, dimension, wait, token=_token(settings))


def following_store(settings: Settings) -> AbstractContextManager[FollowingStore]:
    """Return the store of the settings, for a long-lived process."""
    if not is_address(settings.store):
        return LiveStore(Path(settings.store) if settings.store else settings.library)
    from vectorstore.milvus.live import LiveMilvusStore

    return LiveMilvusStore(_address(settings.store), settings.library / COPIES, token=_token(settings))


def is_remote(settings: Settings) -> bool:
    """Whether the library is on a server, where other machines may write it too."""
    return is_address(settings.store)


def place_of(settings: Settings) -> str:
    """Return where the library is, for a person."""
    return settings.store or str(settings.library)


def _address(place: str) -> Address:
    try:
        return parsed(place)
    except ValueError as error:
        raise SettingsError(f"The setting store is no address: {error}.") from error


def _token(settings: Settings) -> str:
    return settings.milvus_token.get_secret_value()
