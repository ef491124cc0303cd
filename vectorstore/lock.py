"""The right to write: one process at a time; the system takes it back when its holder dies."""

import fcntl
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from vectorstore.errors import StoreBusy, unwritable

POLL = 0.1
"""Seconds between two tries of a lock that is held."""


@contextmanager
def exclusive(path: Path, wait: float) -> Iterator[None]:
    """Hold the lock file at `path`, waiting up to `wait` seconds for it.

    Raises StoreBusy, naming who holds it and since when, or StoreUnwritable.
    """
    with unwritable(path.parent):
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        _acquire(descriptor, path, time.monotonic() + wait)
        with unwritable(path.parent):
            os.ftruncate(descriptor, 0)
            os.pwrite(descriptor, json.dumps({"pid": os.getpid(), "since": _now()}).encode(), 0)
        yield
    finally:
        os.close(descriptor)  # and with it goes the lock


def _acquire(descriptor: int, path: Path, deadline: float) -> None:
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                raise _busy(path) from None
            time.sleep(POLL)  # flock has no waiting with a time limit
        else:
            return


def _busy(path: Path) -> StoreBusy:
    """Who holds the lock, as far as its file says so."""
    try:
        held = json.loads(path.read_text())
        return StoreBusy(path.parent, int(held["pid"]), str(held["since"]))
    except (OSError, ValueError, KeyError, TypeError):
        return StoreBusy(path.parent)


def _now() -> str:
    return datetime.now().astimezone().isoformat(sep=" ", timespec="seconds")
