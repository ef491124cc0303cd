"""When each followed file or folder was last looked at, and what could not be read there: a library's `.looks.json`.

A look that finds nothing new makes no commit, so this is kept beside the catalogue. It is shown to people, and
decides nothing: without it, or if it is unreadable, nothing is known of earlier looks.
"""

import contextlib
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from pydantic import BaseModel, ValidationError

from qa.library.plan import is_below_any
from qa.reading.files import shown
from qa.reports import Followed, FollowedKind, Skipped

FILE = ".looks.json"
"""A dot file: whoever follows a folder that holds the library does not see it change."""

MOST = 200
"""Most failures remembered: a file of broken lines has one per line."""


class Look(BaseModel):
    """When a root was looked at, and why it could not be read; empty if it could."""

    at: datetime
    problem: str = ""


class Looks(BaseModel):
    """The last look at each root, by its path, and what was skipped at or below them."""

    roots: dict[str, Look] = {}
    failures: list[Skipped] = []


def looks_of(library: Path) -> Looks:
    """Return what is remembered about the looks."""
    try:
        return Looks.model_validate_json((library / FILE).read_bytes())
    except (OSError, ValidationError):
        return Looks()


def remember(library: Path, roots: Sequence[Path], skipped: Sequence[Skipped], unread: Iterable[str]) -> None:
    """Remember a look at these roots: what it skipped, and what earlier looks skipped of the `unread` files, which have
    not changed.
    """
    before = looks_of(library)
    same = set(unread) if before.failures else set()
    failures = [one for one in before.failures if one.path in same or not is_below_any(one.path, roots)]
    problems = {one.path: one.reason for one in skipped if one.line is None}
    looks = {str(root): Look(at=datetime.now(UTC), problem=problems.get(shown(root), "")) for root in roots}
    own = {shown(root) for root in roots}
    failures += [one for one in skipped if one.path not in own]
    _save(library, Looks(roots={**before.roots, **looks}, failures=failures[:MOST]))


def forget_looks(library: Path, paths: Sequence[Path]) -> None:
    """Forget what was remembered about these paths and what lies below them."""
    looks = looks_of(library)
    roots = {root: look for root, look in looks.roots.items() if not is_below_any(root, paths)}
    failures = [one for one in looks.failures if not is_below_any(one.path, paths)]
    if (roots, failures) != (looks.roots, looks.failures):
        _save(library, Looks(roots=roots, failures=failures))


def followed_paths(library: Path, roots: Iterable[str]) -> list[Followed]:
    """Return the followed files and folders, with their last look."""
    looks = looks_of(library).roots
    return [_followed(root, looks.get(root)) for root in roots]


def _followed(root: str, look: Look | None) -> Followed:
    return Followed(
        place=root,
        kind=FollowedKind.FILE if Path(root).is_file() else FollowedKind.FOLDER,
        looked=look.at if look else None,
        problem=(look.problem if look else "") or None,
    )


def _save(library: Path, looks: Looks) -> None:
    """Write what is remembered, whole or not at all; nothing if the library cannot be written."""
    new = library / f"{FILE}.new"
    with contextlib.suppress(OSError):
        new.write_text(looks.model_dump_json(indent=1), encoding="utf-8")
        new.replace(library / FILE)
