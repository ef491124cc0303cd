"""Find the files to read: walk folders, follow links, and give each file once.

Walking makes no Path for a file: with 100,000 files, that would take more time than the system does.
"""

import contextlib
import errno
import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

from qa.reading.collection import collection_in, collection_of
from qa.reading.files import REASONS, SourceFile, is_utf8, kind_of, shown, unknown, why
from qa.reading.ignoring import Ignored
from qa.reports import Skipped

Sighting: TypeAlias = tuple[str, os.stat_result, str]
"""A file that a walk met: its absolute path, the system's report of it, and the collection of its articles."""


def find(
    paths: Sequence[Path], exclude: Path | None = None, within: Sequence[Path] = (), ignored: Ignored | None = None
) -> Iterator[SourceFile | Skipped]:
    """Yield the files that `sightings` meets and that may be read, and what is left out, with the reason."""
    for one in sightings(paths, exclude, within, ignored):
        yield one if isinstance(one, Skipped) else _readable(*one)


def sightings(
    paths: Sequence[Path], exclude: Path | None = None, within: Sequence[Path] = (), ignored: Ignored | None = None
) -> Iterator[Sighting | Skipped]:
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


class _Walk:
    """One walk over several roots, which remembers what it has met by device and inode."""

    def __init__(self, exclude: Path | None, ignored: Ignored) -> None:
        self._ignored = ignored
        self._met: set[tuple[int, int]] = set()
        if exclude is not None:
            with contextlib.suppress(OSError):  # a library that is yet to be made
                self._is_new(exclude.stat())

    def below(self, root: Path, outermost: Path) -> Iterator[Sighting | Skipped]:
        """What is at a root: itself, if it is a file. Collections are as seen from the outermost."""
        top = str(root)
        waiting = [(top, collection_of(root, outermost))]
        is_empty = True
        while waiting:
            path, collection = waiting.pop()
            try:
                status = _status(path)
                is_folder = stat.S_ISDIR(status.st_mode)
                if not self._is_new(status):
                    is_empty &= is_folder and path != top
                elif is_folder:
                    waiting += self._within(Path(path), outermost)
                else:
                    is_empty = False
                    yield _sighting(path, status, collection)
            except _Unfit as reason:
                is_empty = False
                yield Skipped(path=shown(path), reason=str(reason))
            except OSError as error:
                is_empty = False
                yield Skipped(path=shown(path), reason=_why(path, error))
        if is_empty:
            yield Skipped(path=shown(root), reason="no articles in this folder")

    def _within(self, folder: Path, outermost: Path) -> list[tuple[str, str]]:
        """What is in a folder, last name first, with its collection: no dot files, and nothing that is left out."""
        is_named = self._ignored.of_folder(folder, outermost)
        collection = collection_in(folder, outermost)
        with os.scandir(folder) as entries:
            kept = [one.path for one in entries if not one.name.startswith(".") and not is_named(one)]
        return [(path, collection) for path in sorted(kept, reverse=True)]

    def _is_new(self, status: os.stat_result) -> bool:
        """Whether this is met for the first time, under any name."""
        identity = (status.st_dev, status.st_ino)
        if identity in self._met:
            return False
        self._met.add(identity)
        return True


class _Unfit(Exception):
    """Something that is not read; its message is the reason."""


def _status(path: str) -> os.stat_result:
    if not is_utf8(path):
        raise _Unfit("its name is not UTF-8: rename it")
    try:
        return os.stat(path)  # noqa: PTH116  a path as text, as the walk has it
    except ValueError as error:
        raise _Unfit("not a path") from error


def _sighting(path: str, status: os.stat_result, collection: str) -> Sighting:
    if not stat.S_ISREG(status.st_mode):
        raise _Unfit("neither a file nor a folder")
    if kind_of(path) is None:
        raise _Unfit(unknown(Path(path)))
    return path, status, collection


def _readable(path: str, _: os.stat_result, collection: str) -> SourceFile | Skipped:
    if not os.access(path, os.R_OK):
        return Skipped(path=path, reason=REASONS[errno.EACCES])
    return SourceFile(Path(path), collection)


def outermost(root: Path, roots: Sequence[Path], exclude: Path | None, ignored: Ignored) -> Path:
    """The outermost of the roots from which a walk reaches this one."""
    library = Path(os.path.normpath(exclude.absolute())) if exclude is not None else None

    def leads_here(other: Path) -> bool:
        if not root.is_relative_to(other) or any(part.startswith(".") for part in root.relative_to(other).parts):
            return False
        is_apart = library is not None and root.is_relative_to(library) and not other.is_relative_to(library)
        return not is_apart and not _passes_over(root, other, ignored)

    return min((other for other in (root, *roots) if leads_here(other)), key=lambda other: len(other.parts))


def _why(path: str, error: OSError) -> str:
    return "a broken link" if error.errno == errno.ENOENT and Path(path).is_symlink() else why(error)
