"""A store for a long-lived process: a thread opens each new generation while questions are answered."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from vectorstore.errors import damaged
from vectorstore.local import LocalStore
from vectorstore.snapshot import LocalSnapshot

POLL = 0.25
"""Seconds between two checks for a newer generation."""

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class _Shared:
    """An open generation, and how many use it: its readers, and the store while it is the newest."""

    snapshot: LocalSnapshot
    needed: int = 1


class LiveStore(LocalStore):
    """A LocalStore that keeps its newest generation open: `with LiveStore(folder) as store`.

    Taking a snapshot never waits: while a newer generation is being opened, it shows the one at hand. If the newest
    cannot be opened, none is at hand: the next snapshot tries again, and raises what went wrong. `poll` is the seconds
    between two checks for a newer one. The thread ends with the context.
    """

    def __init__(self, folder: Path, poll: float = POLL) -> None:
        super().__init__(folder)
        self._poll = poll
        self._looking, self._counting = threading.Lock(), threading.Lock()
        self._at_hand: _Shared | None = None
        self._closed = threading.Event()
        self._thread = threading.Thread(target=self._follow, name="library", daemon=True)

    def __enter__(self) -> "LiveStore":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._closed.set()
        self._thread.join()
        self._hold(None)

    @contextmanager
    def snapshot(self) -> Iterator[LocalSnapshot]:
        """The generation at hand. Where there is none yet, raises what LocalStore's does."""
        with damaged(self._folder):
            shared = self._taken()
            try:
                yield shared.snapshot
            finally:
                self._release(shared)

    def look(self) -> None:
        """Open the newest generation in place of the one at hand. Raises as `snapshot` does.

        The catalogue is reopened even if the generation is the same: SQLite cannot empty its write-ahead log
        while a reader stays at one place in it.
        """
        with self._looking:
            try:
                with damaged(self._folder):
                    newest = _Shared(LocalSnapshot(self._folder, *self._newest()))
            except BaseException:
                self._hold(None)
                raise
            self._hold(newest)

    def _follow(self) -> None:
        while not self._closed.wait(self._poll):
            try:
                self.look()
            except Exception:  # the next snapshot raises it
                logger.debug("The newest generation cannot be opened.", exc_info=True)

    def _taken(self) -> _Shared:
        while True:
            with self._counting:
                if self._at_hand is not None:
                    self._at_hand.needed += 1
                    return self._at_hand
            self.look()

    def _hold(self, shared: _Shared | None) -> None:
        with self._counting:
            before, self._at_hand = self._at_hand, shared
        if before is not None:
            self._release(before)

    def _release(self, shared: _Shared) -> None:
        with self._counting:
            shared.needed -= 1
            is_free = shared.needed == 0
        if is_free:
            shared.snapshot.close()
