"""Scan roots on disk for the files there, and for known files that are no longer there."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from qa.library.disk.states import States
from qa.library.moves.moved import FoundFile
from qa.library.plan import Holdings, is_below, is_below_any
from qa.reading import SourceFile, digest, find
from qa.reading.files import is_left_out, why
from qa.reading.ignoring import Ignored
from qa.reports import Skipped


def scan(
    roots: Sequence[Path], library: Path | None, holdings: Holdings, ignored: Ignored, states: States | None = None
) -> tuple[list[FoundFile], list[Skipped]]:
    """Return the files at and below the roots, each with its digest; and what cannot be read, with the reason.

    Files whose `states` are known are not read.

    `library` is the library's own folder, which is passed over, as is what was forgotten or is `ignored`.
    """
    found: list[FoundFile] = []
    skipped: list[Skipped] = []
    states = states or States()
    every = [*roots, *holdings.roots]
    for file in find(roots, library, holdings.roots, ignored):
        place = file.path if isinstance(file, Skipped) else file.origin
        if holdings.excluded and is_excluded(place, holdings.excluded, every):
            continue
        one = file if isinstance(file, Skipped) else _looked_at(file, holdings.known_as(place), states)
        if isinstance(one, Skipped):
            skipped.append(one)
        else:
            found.append(one)
    return found, skipped


def is_excluded(path: str, excluded: Sequence[Path], roots: Sequence[Path]) -> bool:
    """Whether a path lies in what was forgotten, and in no root named there since."""
    above = [one for one in excluded if is_below(path, one)]
    return bool(above) and not any(
        is_below(path, root) and all(is_below(str(root), one) for one in above) for root in roots
    )


def unseen(holdings: Holdings, found: Sequence[FoundFile]) -> list[str]:
    """The known files that are not among those found."""
    here = {one.origin for one in found}
    return [origin for origin in holdings.origins if origin not in here]


def vanished(missing: Sequence[str], roots: Sequence[Path], *, allow_removals: bool) -> list[str]:
    """Return those of the `missing` files at or below the roots that are no longer on disk.

    What is below a root that is itself gone counts only if removals are allowed: it may be a disk that is not
    mounted.
    """
    there = roots if allow_removals else [root for root in roots if not is_gone(root)]
    return [origin for origin in missing if any(is_below(origin, root) for root in there) and is_gone(Path(origin))]


def left_out(
    missing: Sequence[str], holdings: Holdings, roots: Sequence[Path], library: Path | None, ignored: Ignored
) -> list[str]:
    """Return those of the `missing` files below the roots that every root now ignores."""
    every = list(dict.fromkeys([*roots, *holdings.roots]))
    return [
        origin
        for origin in missing
        if is_below_any(origin, roots) and is_left_out(Path(origin), every, library, ignored)
    ]


def has_digest(path: Path, content: str | None) -> bool:
    """Whether a file has this digest."""
    try:
        return digest(path) == content
    except OSError:
        return False


def _looked_at(file: SourceFile, known_as: str, states: States) -> FoundFile | Skipped:
    try:
        content, size = states.looked_at(file)
        return FoundFile(replace(file, known_as=known_as) if known_as else file, content, size)
    except OSError as error:
        return Skipped(path=file.origin, reason=why(error))


def is_gone(path: Path) -> bool:
    """Whether nothing is at a path; False if that cannot be determined."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False
