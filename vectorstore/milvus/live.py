"""A store on a server for a long-lived process: a thread copies what is new while questions are answered."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from vectorstore.milvus.address import Address
from vectorstore.milvus.rows import Commit
from vectorstore.milvus.snapshot import MilvusSnapshot
from vectorstore.milvus.store import MilvusStore

POLL = 1.0
"""Seconds between two checks for a newer generation; each is one small request."""

logger = logging.getLogger(__name__)


class LiveMilvusStore(MilvusStore):
    """A MilvusStore that follows its library: `with LiveMilvusStore(address, folder) as store`.

    Taking a snapshot asks the server nothing while the newest generation is at hand. If it could not be copied, none
    is: the next snapshot tries again, and raises what went wrong. The thread ends with the context.
    """

    def __init__(self, address: Address, folder: Path, *, token: str = "", poll: float = POLL) -> None:
        super().__init__(address, folder, token=token)
        self._poll = poll
        self._at_hand: Commit | None = None
        self._closed = threading.Event()
        self._thread = threading.Thread(target=self._follow, name="library", daemon=True)

    def __enter__(self) -> "LiveMilvusStore":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._closed.set()
        self._thread.join()

    @contextmanager
    def snapshot(self) -> Iterator[MilvusSnapshot]:
        """The generation at hand. Where there is none yet, raises what MilvusStore's does."""
        if self._at_hand is None:
            self.look()
        with super().snapshot() as snapshot:
            yield snapshot

    def look(self) -> None:
        """Copy the newest generation. Raises as `snapshot` does."""
        try:
            commit = super()._committed()
            if commit != self._at_hand:
                self._copies.of(commit)
            self._at_hand = commit
        except BaseException:
            self._at_hand = None
            raise

    def _committed(self) -> Commit:
        return self._at_hand or super()._committed()

    def _follow(self) -> None:
        while not self._closed.wait(self._poll):
            try:
                self.look()
            except Exception:  # the next snapshot raises it
                logger.debug("The newest generation cannot be copied.", exc_info=True)
