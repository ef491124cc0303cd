"""Paths -> the files to be read: folders walked, links followed once, each file given once."""

import hashlib
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from qa.types import Skipped

KINDS = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".pdf": "pdf",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
}


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to be read: its absolute path, and the collection its articles are of."""

    path: Path
    collection: str

    @property
    def origin(self) -> str:
        """The name under which the store knows the file."""
        return str(self.path)

    @property
    def kind(self) -> str:
        """How it is read: a value of KINDS."""
        return KINDS[self.path.suffix.lower()]


def digest(path: Path) -> str:
    """The SHA-256 of a file's bytes. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def find(paths: Sequence[Path], exclude: Path | None = None) -> Iterator[SourceFile | Skipped]:
    """The files at these paths and in these folders, in order of name; what is left out, with the reason.

    Dot files are passed over unless named; `exclude` (the library's own folder) always is. A file that
    can be reached in several ways is given once.
    """
    return _Walk(exclude).roots(paths)


class _Walk:
    def __init__(self, exclude: Path | None) -> None:
        self._seen: set[tuple[int, int]] = set()
        self._exclude = exclude.absolute() if exclude is not None else None

    def roots(self, paths: Sequence[Path]) -> Iterator[SourceFile | Skipped]:
        for path in paths:
            root = Path(os.path.normpath(path.absolute()))
            if root.is_dir():
                found = list(self._folder(root, root))
                yield from found
                if not found:
                    yield _skipped(root, "no articles in this folder")
            else:
                yield from self._entry(root, root.parent.resolve().name or "articles")

    def _folder(self, folder: Path, root: Path) -> Iterator[SourceFile | Skipped]:
        try:
            if not self._is_new(folder) or folder == self._exclude:
                return
            entries = sorted(folder.iterdir())
        except OSError as error:
            yield _skipped(folder, why(error))
            return
        for path in entries:
            if path.name.startswith("."):
                continue
            if path.is_dir():
                yield from self._folder(path, root)
            else:
                yield from self._entry(path, _collection(path, root))

    def _entry(self, path: Path, collection: str) -> Iterator[SourceFile | Skipped]:
        try:
            path.name.encode()
            mode = path.stat().st_mode
        except UnicodeEncodeError:
            yield _skipped(path, "its name is not UTF-8: rename it")
        except FileNotFoundError:
            yield _skipped(path, "a broken link" if path.is_symlink() else "not there")
        except OSError as error:
            yield _skipped(path, why(error))
        else:
            if not stat.S_ISREG(mode):
                yield _skipped(path, "not a regular file")
            elif path.suffix.lower() not in KINDS:
                yield _skipped(path, f"not a kind of article that is read ({path.suffix or 'no suffix'})")
            elif self._is_new(path):
                yield SourceFile(path, collection)

    def _is_new(self, path: Path) -> bool:
        """Whether this is met for the first time, by whatever name."""
        status = path.stat()
        identity = (status.st_dev, status.st_ino)
        if identity in self._seen:
            return False
        self._seen.add(identity)
        return True


def _collection(path: Path, root: Path) -> str:
    """The first folder under the root; the root's own name for what lies directly in it."""
    parts = path.relative_to(root).parts
    return parts[0] if len(parts) > 1 else root.resolve().name or "articles"


def _skipped(path: Path, reason: str) -> Skipped:
    return Skipped(path=os.fsencode(path).decode("utf-8", "backslashreplace"), reason=reason)


def why(error: OSError) -> str:
    """What a person is told of a file or folder that cannot be read."""
    known = {PermissionError: "no permission to read it", FileNotFoundError: "not there"}
    return known.get(type(error), error.strerror or "it cannot be read")
