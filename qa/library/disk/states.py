"""The state of each file when it was last hashed: a file that has not changed since is not read again.

Size, both times (in nanoseconds) and the inode decide, as in git's index. What was written shortly before a look is
hashed again at the next, as a later write may leave all of these unchanged (git calls that racy). This is kept
beside the catalogue and is only a memory: without it, and once a day, all files are hashed.
"""

import contextlib
import os
import time
import zipfile
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from qa.reading import digest

FILE = ".states.npz"
"""A dot file: whoever follows a folder that holds the library does not see it change."""

RECENT = 2_000_000_000
"""Nanoseconds before a look in which a write may go unnoticed: FAT's clock is the coarsest."""

DAY = 24 * 3600 * 1_000_000_000
"""Nanoseconds after which all files are hashed again."""

State: TypeAlias = tuple[int, int, int, int]
"""A file's size, time of change, time of change of its inode, and inode."""

LARGEST = 2**63 - 1
SEPARATOR = "\0"


class States:
    """The states of files, for one look at them. If `full`, all files are hashed."""

    def __init__(self, library: Path | None = None, *, full: bool = False) -> None:
        self._path = None if library is None else library / FILE
        self._began = time.time_ns()
        self._known, self._full = _read(self._path)
        self._is_full = full or not 0 <= self._began - self._full < DAY
        self._hashed: dict[str, tuple[State, str]] = {}
        self._same: list[str] = []

    def looked_at(self, path: str, status: os.stat_result) -> str:
        """The digest of a file of which the system reports this status. Raises OSError."""
        state = (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino & LARGEST)
        known = None if self._is_full else self._known.get(path)
        if known is not None and known[0] == state:
            self._same.append(path)
            return known[1]
        content = digest(Path(path))
        if max(status.st_mtime_ns, status.st_ctime_ns) < self._began - RECENT:
            self._hashed[path] = state, content
        return content

    def keep(self, others: Collection[str]) -> None:
        """Keep what was found, and what is known about these other files; nothing if the library cannot be written."""
        gone = self._known.keys() - set(self._same) - set(others)
        if self._path is None or not (gone or self._hashed or self._is_full):
            return
        states = {path: known for path, known in self._known.items() if path not in gone} | self._hashed
        new = self._path.with_name(f"{FILE}.new")
        with contextlib.suppress(OSError):
            _write(new, states, self._began if self._is_full else self._full)
            new.replace(self._path)


def forget_states(library: Path) -> None:
    """Forget the states of all files, and thus their names: the next look reads every file."""
    (library / FILE).unlink(missing_ok=True)


def _read(path: Path | None) -> tuple[dict[str, tuple[State, str]], int]:
    """What is kept, and when all files were last hashed; empty and 0 if it cannot be read."""
    try:
        if path is None:
            return {}, 0
        with path.open("rb") as file, np.load(file) as kept:
            origins, contents = _texts(kept["origins"]), _texts(kept["contents"])
            states = zip(*kept["states"].T.tolist(), strict=True)
            return dict(zip(origins, zip(states, contents, strict=True), strict=True)), int(kept["full"])
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return {}, 0


def _write(path: Path, states: Mapping[str, tuple[State, str]], full: int) -> None:
    with path.open("wb") as file:
        np.savez(
            file,
            origins=_bytes(states),
            contents=_bytes(content for _, content in states.values()),
            states=np.array([state for state, _ in states.values()], dtype=np.int64).reshape(-1, 4),
            full=np.int64(full),
        )


def _bytes(texts: Iterable[str]) -> NDArray[np.uint8]:
    """Texts as one array, separated by zeros: no path holds one."""
    return np.frombuffer(SEPARATOR.join(texts).encode(), dtype=np.uint8)


def _texts(array: NDArray[np.uint8]) -> list[str]:
    return array.tobytes().decode().split(SEPARATOR) if array.size else []
