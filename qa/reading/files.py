"""Find the files to read: walk folders, follow links, and give each file once."""

import contextlib
import errno
import hashlib
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from qa.reading.collection import collection_in, collection_of
from qa.reading.ignoring import Ignored
from qa.reports import Skipped

KINDS = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".mdown": "markdown",
    ".mkd": "markdown",
    ".mdx": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".docx": "docx",
    ".docm": "docx",
    ".epub": "epub",
    ".eml": "mail",
    ".mbox": "mailbox",
    ".xml": "export",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "table",
    ".tsv": "table",
}
"""How a file is read, by its suffix in lower case."""

REASONS = {
    errno.EACCES: "no permission to read it",
    errno.EPERM: "no permission to read it",
    errno.ENOENT: "no such file or folder",
    errno.ENOTDIR: "no such file or folder",
    errno.ELOOP: "a link that leads back to itself",
    errno.ENAMETOOLONG: "its path is too long",
}


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to be read: its absolute path, and the collection its articles belong to.

    `known_as` is the path from which the ids of its articles are made, if it used to lie elsewhere; `status` is the
    system's report when it was found.
    """

    path: Path
    collection: str
    known_as: str = ""
    status: os.stat_result | None = field(default=None, compare=False, repr=False)

    @property
    def origin(self) -> str:
        """The name under which the library knows the file."""
        return str(self.path)

    @property
    def kind(self) -> str | None:
        """How it is read: a value of KINDS, or None if it is not."""
        before, dot, suffix = self.origin.rpartition(".")
        return None if before.endswith(os.sep) else KINDS.get(f"{dot}{suffix}".lower())


def digest(path: Path) -> str:
    """The SHA-256 of a file's bytes. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def find(
    paths: Sequence[Path], exclude: Path | None = None, within: Sequence[Path] = (), ignored: Ignored | None = None
) -> Iterator[SourceFile | Skipped]:
    """Yield the files at these paths and in these folders, in order of name, and what is left out, with the reason.

    A collection is the first folder below a given folder, the given folder itself for what lies directly
    in it, and the parent folder of a file given by itself. Where a given folder lies in another, or in one
    given before (`within`), the outermost counts, so that a file belongs to the same collection whichever
    of them is looked at. A file that can be reached in several ways comes once. Dot files, and what is
    `ignored`, are passed over unless given; `exclude` (the library's folder) always is.
    """
    ignored = ignored or Ignored()
    walk = _Walk(exclude, ignored)
    roots = list(dict.fromkeys(Path(os.path.normpath(path.absolute())) for path in paths))
    for root in roots:
        yield from walk.below(root, outermost(root, [*roots, *within], exclude, ignored))


def is_left_out(path: Path, roots: Sequence[Path], exclude: Path | None, ignored: Ignored) -> bool:
    """Whether every root above a file leaves it out."""
    above = [root for root in roots if path.is_relative_to(root)]
    return bool(above) and all(_passes_over(path, outermost(root, roots, exclude, ignored), ignored) for root in above)


def _passes_over(path: Path, root: Path, ignored: Ignored) -> bool:
    return path != root and ignored.has(path, root)


def shown(path: Path) -> str:
    """A path that can be printed: bytes that are not UTF-8 are shown as escapes."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def is_utf8(path: Path) -> bool:
    """Whether a path's name is text, as whatever reports it needs."""
    text = str(path)
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def why(error: OSError) -> str:
    """The reason, for people, why a file or folder cannot be read."""
    return REASONS.get(error.errno or 0) or error.strerror or "it cannot be read"


def unknown(path: Path) -> str:
    """The reason, for people, why a file of this kind is not read."""
    return f"this kind of file is not read ({path.suffix or 'no suffix'})"


class _Walk:
    """One walk over several roots, which remembers what it has met by device and inode."""

    def __init__(self, exclude: Path | None, ignored: Ignored) -> None:
        self._ignored = ignored
        self._met: set[tuple[int, int]] = set()
        if exclude is not None:
            with contextlib.suppress(OSError):  # a library that is yet to be made
                self._is_new(exclude.stat())

    def below(self, root: Path, outermost: Path) -> Iterator[SourceFile | Skipped]:
        """What is at a root: itself, if it is a file. Collections are as seen from the outermost."""
        waiting = [(root, collection_of(root, outermost))]
        is_empty = True
        while waiting:
            path, collection = waiting.pop()
            try:
                status = _status(path)
                is_folder = stat.S_ISDIR(status.st_mode)
                if not self._is_new(status):
                    is_empty &= is_folder and path != root
                elif is_folder:
                    is_named = self._ignored.of_folder(path, outermost)
                    within = collection_in(path, outermost)
                    waiting += [(one, within) for one in _entries(path) if not is_named(one)]
                else:
                    is_empty = False
                    yield _source(path, status, collection)
            except _Unfit as reason:
                is_empty = False
                yield Skipped(path=shown(path), reason=str(reason))
            except OSError as error:
                is_empty = False
                yield Skipped(path=shown(path), reason=_why(path, error))
        if is_empty:
            yield Skipped(path=shown(root), reason="no articles in this folder")

    def _is_new(self, status: os.stat_result) -> bool:
        """Whether this is met for the first time, under any name."""
        identity = (status.st_dev, status.st_ino)
        if identity in self._met:
            return False
        self._met.add(identity)
        return True


class _Unfit(Exception):
    """Something that is not read; its message is the reason."""


def _status(path: Path) -> os.stat_result:
    if not is_utf8(path):
        raise _Unfit("its name is not UTF-8: rename it")
    try:
        return os.stat(str(path))  # noqa: PTH116  takes a third of the time, which matters for 100,000 files
    except ValueError as error:
        raise _Unfit("not a path") from error


def _entries(folder: Path) -> list[Path]:
    """What is in a folder, last name first, without dot files."""
    entries = [path for path in folder.iterdir() if not path.name.startswith(".")]
    return sorted(entries, key=lambda path: path.name, reverse=True)


def _source(path: Path, status: os.stat_result, collection: str) -> SourceFile:
    if not stat.S_ISREG(status.st_mode):
        raise _Unfit("neither a file nor a folder")
    file = SourceFile(path, collection, status=status)
    if file.kind is None:
        raise _Unfit(unknown(path))
    if not os.access(file.origin, os.R_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    return file


def outermost(root: Path, roots: Sequence[Path], exclude: Path | None, ignored: Ignored) -> Path:
    """The outermost of the roots from which a walk reaches this one."""
    library = Path(os.path.normpath(exclude.absolute())) if exclude is not None else None

    def leads_here(other: Path) -> bool:
        if not root.is_relative_to(other) or any(part.startswith(".") for part in root.relative_to(other).parts):
            return False
        is_apart = library is not None and root.is_relative_to(library) and not other.is_relative_to(library)
        return not is_apart and not _passes_over(root, other, ignored)

    return min((other for other in (root, *roots) if leads_here(other)), key=lambda other: len(other.parts))


def _why(path: Path, error: OSError) -> str:
    return "a broken link" if error.errno == errno.ENOENT and path.is_symlink() else why(error)
