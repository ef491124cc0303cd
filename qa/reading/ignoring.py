"""Which files and folders below a root are left out: those excluded, and those named by the ignore files there."""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, partial
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

IGNORE_FILES = (".gitignore", ".pullquoteignore")
"""Files that name what their folder leaves out, in git's form; where two differ, the last decides."""

LARGEST = 1024 * 1024
"""Most bytes read of an ignore file."""

FOLDERS = 10_000
"""Folders whose ignore files are remembered."""

Entry: TypeAlias = "Path | os.DirEntry[str]"
"""What is in a folder, with its name and whether it is itself a folder."""


class Ignored:
    """What is left out. `excluded` holds patterns in git's form, as seen from a root.

    Raises ValueError for an invalid pattern.
    """

    def __init__(self, excluded: Sequence[str] = ()) -> None:
        self._excluded = _spec(excluded) if excluded else None
        self._specs = lru_cache(FOLDERS)(_specs)

    def has(self, path: Path, root: Path) -> bool:
        """Whether a file or folder below a root is left out, itself or with a folder that holds it."""
        below = path.relative_to(root).parts
        return any(self.names(root.joinpath(*below[: depth + 1]), root) for depth in range(len(below)))

    def names(self, path: Path, root: Path) -> bool:
        """Whether a path itself is left out."""
        return self.of_folder(path.parent, root)(path)

    def of_folder(self, folder: Path, root: Path) -> Callable[[Entry], bool]:
        """A predicate: whether an entry of this folder is itself left out."""
        above = accumulate(folder.relative_to(root).parts, Path.joinpath, initial=root)
        specs = [(_way(one, folder), spec) for one in above for spec in self._specs(one)]
        if self._excluded is None and not specs:
            return lambda _: False
        return partial(self._is_named, way=_way(root, folder), specs=specs)

    def _is_named(self, entry: Entry, way: str, specs: "Sequence[tuple[str, GitIgnoreSpec]]") -> bool:
        """Whether an entry is left out; `way` leads to its folder from the root, or from where a spec stands."""
        name = f"{entry.name}/" if _is_folder(entry) else entry.name
        if self._excluded is not None and self._excluded.match_file(f"{way}{name}"):
            return True
        is_named = False
        for here, spec in specs:
            decided = spec.check_file(f"{here}{name}").include
            is_named = is_named if decided is None else decided
        return is_named


def _way(folder: Path, below: Path) -> str:
    """What leads from a folder to one below it: empty if it is the same."""
    return "".join(f"{name}/" for name in below.relative_to(folder).parts)


def _is_folder(entry: Entry) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads back to itself
        return False


def _spec(patterns: Iterable[str]) -> "GitIgnoreSpec":
    from pathspec import GitIgnoreSpec  # only where something is left out

    try:
        return GitIgnoreSpec.from_lines(patterns)
    except re.error as error:
        raise ValueError(str(error)) from error


def _specs(folder: Path) -> "Sequence[GitIgnoreSpec]":
    """The patterns in a folder's ignore files."""
    return [_spec(_patterns(folder / name)) for name in IGNORE_FILES if (folder / name).is_file()]


def _patterns(path: Path) -> Iterator[str]:
    """The lines of an ignore file; invalid patterns are passed over, as git does."""
    try:
        with path.open("rb") as file:
            lines = file.read(LARGEST).decode("utf-8-sig", "replace").splitlines()
    except OSError:
        return
    for line in lines:
        try:
            _spec([line])
        except ValueError:
            continue
        yield line
