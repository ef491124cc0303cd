"""Files of a library that were verified to be as they were written, and need not be read again to know it.

A file of a library is written once and never changed, so while its size, time of change and identity are the same, so
is its content. The findings are kept in the library for the next process; without them, all files are read once.
"""

import contextlib
import hashlib
import json
from collections.abc import Collection
from pathlib import Path
from typing import TypeAlias

FILE = ".verified.json"
"""A dot file, whose changes are not seen when a folder that holds the library is watched."""

State: TypeAlias = tuple[int, int]
"""A file's size, and time of change in nanoseconds."""

Key: TypeAlias = tuple[str, int]
"""The digest of a file, and its inode: several files may have the same content."""


class Verified:
    """The findings about files. Safe between threads that look at the same library."""

    def __init__(self, library: Path | None = None) -> None:
        self._path = None if library is None else library / FILE
        self._states = _read(self._path)
        self._is_kept = True

    def read_again(self) -> None:
        """Take over what other processes have since found."""
        self._states |= _read(self._path)

    def has(self, path: Path, digest: str) -> bool:
        """Whether a file has a digest; it is read only if that is not known. Raises OSError."""
        node, state = _state(path)
        if self._states.get((digest, node)) == state:
            return True
        with path.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != digest:
                return False
        self._put(digest, node, state)
        return True

    def note(self, path: Path, digest: str) -> None:
        """Record a file just written, without reading it. Raises OSError."""
        node, state = _state(path)
        if self._states.get((digest, node)) != state:
            self._put(digest, node, state)

    def keep(self, digests: Collection[str]) -> None:
        """Keep the findings on files with these digests for the next process, if the library can be written."""
        if self._is_kept or self._path is None:
            return
        self._is_kept = True
        needed = set(digests)
        self._states = {key: state for key, state in self._states.items() if key[0] in needed}
        new = self._path.with_name(f"{FILE}.new")
        with contextlib.suppress(OSError):
            new.write_text(json.dumps([[*key, *state] for key, state in self._states.items()]), encoding="utf-8")
            new.replace(self._path)

    def _put(self, digest: str, node: int, state: State) -> None:
        self._states[digest, node] = state
        self._is_kept = False


def _state(path: Path) -> tuple[int, State]:
    """The inode of a file, and its state."""
    status = path.stat()
    return status.st_ino, (status.st_size, status.st_mtime_ns)


def _read(path: Path | None) -> dict[Key, State]:
    """What was kept; nothing if there is nothing, or it cannot be read."""
    try:
        rows = json.loads(path.read_bytes()) if path is not None else []
        return {(str(digest), int(node)): (int(size), int(time)) for digest, node, size, time in rows}
    except (OSError, ValueError, TypeError):
        return {}
