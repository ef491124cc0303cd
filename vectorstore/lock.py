"""The right to write: one process at a time; the system takes it back when its holder dies."""

import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from vectorstore.errors import StoreBusy, unwritable

POLL = 0.1
"""Seconds between two attempts at a lock that is held."""


@contextmanager
def exclusive(path: Path, wait: float) -> Iterator[None]:
    """Hold the lock file at `path`, waiting up to `wait` seconds for it.

    Raises StoreBusy, naming who holds it and since when, or StoreUnwritable.
    """
    with unwritable(path.parent):
        file = path.open("ab")  # creates it, and keeps what its holder has written
    with file:  # closing it releases the lock
        _acquire(file, path, time.monotonic() + wait)
        with unwritable(path.parent):
            file.truncate(0)
            file.write(json.dumps({"pid": os.getpid(), "since": _now()}).encode())
            file.flush()
        yield


def _acquire(file: BinaryIO, path: Path, deadline: float) -> None:
    import portalocker  # only a writer needs it

    while True:
        try:
            portalocker.lock(file, portalocker.LockFlags.EXCLUSIVE | portalocker.LockFlags.NON_BLOCKING)
        except portalocker.LockException:
            if time.monotonic() >= deadline:
                raise _busy(path) from None
            time.sleep(POLL)  # the system cannot wait with a time limit
        else:
            return


def _busy(path: Path) -> StoreBusy:
    """StoreBusy, naming the holder as far as its file does."""
    try:
        held = json.loads(path.read_text())
        return StoreBusy(path.parent, int(held["pid"]), str(held["since"]))
    except (OSError, ValueError, KeyError, TypeError):
        return StoreBusy(path.parent)


def _now() -> str:
    return datetime.now().astimezone().isoformat(sep=" ", timespec="seconds")
