"""Scan roots on disk for the files there, and for known files that are no longer there."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from qa.library.disk.states import States
from qa.library.moves.moved import FoundFile
from qa.library.plan import Holdings, is_below, is_below_any
from qa.reading import SourceFile, digest
from qa.reading.files import why
from qa.reading.finding import is_left_out, sightings
from qa.reading.ignoring import Ignored
from qa.reports import Skipped


@dataclass(frozen=True, slots=True)
class Scan:
    """What is at and below the roots: the files that may differ from what the library holds, the paths of those that do
    not, and what cannot be read, with the reason.
    """

    found: list[FoundFile] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)


def scan(
    roots: Sequence[Path],
    library: Path | None,
    holdings: Holdings,
    ignored: Ignored,
    states: States | None = None,
    again: Collection[str] = (),
) -> Scan:
    """Look at the files at and below the roots. Those whose `states` are known are not read.

    `library` is the library's own folder, which is passed over, as is what was forgotten or is `ignored`. Files that
    are to be read `again` are found, even if they are unchanged.
    """
    scanned = Scan()
    states = states or States()
    excluded, every = holdings.excluded, [*roots, *holdings.roots]
    for one in sightings(roots, library, holdings.roots, ignored):
        path = one.path if isinstance(one, Skipped) else one[0]
        if excluded and is_excluded(path, excluded, every):
            continue
        if isinstance(one, Skipped):
            scanned.skipped.append(one)
            continue
        _, status, collection = one
        try:
            content = states.looked_at(path, status)
        except OSError as error:
            scanned.skipped.append(Skipped(path=path, reason=why(error)))
            continue
        if path not in again and holdings.has(path, content, collection):
            scanned.unchanged.append(path)
        else:
            file = SourceFile(Path(path), collection, holdings.known_as(path))
            scanned.found.append(FoundFile(file, content, status.st_size))
    return scanned


def is_excluded(path: str, excluded: Sequence[Path], roots: Sequence[Path]) -> bool:
    """Whether a path lies in what was forgotten, and in no root named there since."""
    above = [one for one in excluded if is_below(path, one)]
    return bool(above) and not any(
        is_below(path, root) and all(is_below(str(root), one) for one in above) for root in roots
    )


def unseen(holdings: Holdings, scanned: Scan) -> list[str]:
    """The known files that a scan did not meet."""
    here = {one.origin for one in scanned.found}.union(scanned.unchanged)
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


def is_gone(path: Path) -> bool:
    """Whether nothing is at a path; False if that cannot be determined."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False
