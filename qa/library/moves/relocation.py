"""A followed root that is at another place now: recognised by its content when something there is indexed."""

import shlex
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from qa.errors import IndexingError
from qa.library.disk.scanning import is_gone, vanished
from qa.library.moves.moved import FoundFile
from qa.library.plan import Holdings, is_below


@dataclass(frozen=True, slots=True)
class Relocation:
    """A root that is at another place now, and how many of its articles are there unchanged."""

    old: Path
    new: Path
    articles: int

    def __str__(self) -> str:
        old, new = shlex.quote(str(self.old)), shlex.quote(str(self.new))
        which, them = f"The {self.articles:,} articles of {old} stand", "them"
        if self.articles == 1:
            which, them = f"The article of {old} stands", "it"
        return f"{which} at {new} now. Nothing was changed. To follow {them}: pullquote move {old} {new}"


def lost_files(
    holdings: Holdings,
    found: Sequence[FoundFile],
    missing: Sequence[str],
    roots: Sequence[Path],
    *,
    allow_removals: bool,
    are_named: bool,
) -> list[str]:
    """Return those of the `missing` files that are gone from these roots, or from missing roots and found here.

    Raises IndexingError if a missing root as a whole is found in roots that `are_named`.
    """
    absent = [root for root in holdings.roots if is_gone(root)]
    for relocation in relocations(holdings, absent, found) if are_named else ():
        raise IndexingError(str(relocation))
    gone = vanished(missing, roots, allow_removals=allow_removals)
    return list(dict.fromkeys([*gone, *elsewhere(holdings, absent, found)]))


def relocations(holdings: Holdings, gone: Sequence[Path], found: Sequence[FoundFile]) -> Iterator[Relocation]:
    """Yield the missing roots of which at least half the files are together among those found."""
    for root in gone:
        known = [origin for origin in holdings.origins if is_below(origin, root)]
        there = _places(holdings, root, known, found)
        place = max(there, key=lambda place: len(there[place]), default=None)
        if place is not None and 2 * len(there[place]) >= len(known):
            yield Relocation(root, Path(place), len(holdings.keys(there[place])))


def elsewhere(holdings: Holdings, gone: Sequence[Path], found: Sequence[FoundFile]) -> list[str]:
    """Return the files below missing roots whose content is among the files found, each as often as found."""
    if not gone:
        return []
    left = Counter(one.digest for one in found if one.origin not in holdings.origins)
    origins = []
    for origin, content in holdings.origins.items():
        if left[content] and any(is_below(origin, root) for root in gone):
            left[content] -= 1
            origins.append(origin)
    return origins


def _places(holdings: Holdings, root: Path, known: Sequence[str], found: Sequence[FoundFile]) -> dict[str, set[str]]:
    """The places where a root may be now, each with the files that are there unchanged."""
    by_content: dict[str, list[str]] = {}
    for one in found:
        if one.origin not in holdings.origins:
            by_content.setdefault(one.digest, []).append(one.origin)
    there: dict[str, set[str]] = defaultdict(set)
    for origin in known:
        below = origin.removeprefix(str(root))
        for place in by_content.get(holdings.origins[origin], ()):
            if place.endswith(below):
                there[place.removesuffix(below)].add(origin)
    return there
