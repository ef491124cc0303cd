"""Plan what an indexing run will do: compare the files on disk with the library. Values in, values out."""

import json
import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import compress
from pathlib import Path

from qa.library.disk.origins import PLAIN, Origin
from qa.library.moves.moved import FoundFile, Move, moves
from qa.reading.version import READING
from vectorstore.store import Overview, Size

NOTHING = Size(documents=0, passages=0, bytes=0)


@dataclass(frozen=True)
class Holdings:
    """What the library holds before a run.

    `origins` has the digest of each file's content, `articles` the digest of each article by its file and its id,
    `collections` the collection of each file. `outdated` are the files that another version of reading read, `waiting`
    those with drafts, each with the day on which the first becomes public. If not `is_current`, an earlier version of
    the store keeps it.
    """

    attributes: Mapping[str, str] = field(default_factory=dict)
    origins: Mapping[str, str] = field(default_factory=dict)
    articles: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    collections: Mapping[str, str] = field(default_factory=dict)
    outdated: frozenset[str] = frozenset()
    waiting: Mapping[str, date] = field(default_factory=dict)
    size: Size = NOTHING
    generation: int = 0
    is_current: bool = True

    @property
    def has_drafts(self) -> bool:
        """Whether the library also has what is not public."""
        return "drafts" in self.attributes

    @property
    def left_out(self) -> tuple[str, ...]:
        """The patterns of files that the library leaves out."""
        return tuple(json.loads(self.attributes.get("left_out", "[]")))

    @cached_property
    def roots(self) -> list[Path]:
        """The files and folders that the library follows."""
        return [Path(root) for root in json.loads(self.attributes.get("roots", "[]"))]

    @cached_property
    def excluded(self) -> list[Path]:
        """The files and folders below roots that are not followed."""
        return [Path(path) for path in json.loads(self.attributes.get("excluded", "[]"))]

    @cached_property
    def identities(self) -> dict[str, str]:
        """What articles' ids are made of, at the new places of roots that have moved, and at the places they left."""
        return dict(json.loads(self.attributes.get("ids", "{}")))

    def known_as(self, path: str) -> str:
        """What the ids of a file's articles are made of, if not its path; empty if it is."""
        if not self.identities:
            return ""
        roots = [root for root in self.identities if is_below(path, Path(root))]
        root = max(roots, key=len, default=None)
        return "" if root is None else self.identities[root] + path.removeprefix(root)

    def kept(self, origin: str) -> str:
        """What the library keeps about a file that it knows."""
        reading = "" if origin in self.outdated else READING
        return str(Origin(self.origins[origin], reading, self.waiting.get(origin)))

    def of(self, origin: str) -> Mapping[str, str]:
        """The articles of a file."""
        return self.articles.get(origin, {})

    def keys(self, origins: Collection[str]) -> set[str]:
        """The ids of the articles of these files."""
        return {key for origin in origins for key in self.of(origin)}

    def has(self, origin: str, content: str, collection: str) -> bool:
        """Whether a file has the same content and collection here."""
        return self.origins.get(origin) == content and self.collections.get(origin, collection) == collection

    def below(self, root: Path) -> list[str]:
        """The files at or below a root that have articles."""
        return [origin for origin in self.articles if is_below(origin, root)]


def holdings_of(overview: Overview) -> Holdings:
    """What a generation of the store holds."""
    articles: dict[str, dict[str, str]] = {}
    for entry in overview.entries:
        articles.setdefault(entry.origin, {})[entry.key] = entry.digest
    told = {path: Origin.parsed(one) for path, one in overview.origins.items() if not one.endswith(PLAIN)}
    return Holdings(
        attributes=overview.attributes,
        origins={path: one.partition(":")[0] for path, one in overview.origins.items()},
        articles=articles,
        collections={entry.origin: entry.collection for entry in overview.entries},
        outdated=frozenset(path for path, one in told.items() if one.is_outdated),
        waiting={path: one.waits for path, one in told.items() if one.waits is not None},
        size=overview.size,
        generation=overview.generation,
        is_current=overview.is_current,
    )


@dataclass(frozen=True, slots=True)
class Plan:
    """What differs between the disk and the library, file by file.

    `changed` are files whose content, collection or audience differs, `outdated` those that are the same but were read
    by another version of reading, `gone` files that are no longer on disk, or are now left out, and did not move;
    `unchanged` files, of which there may be very many, are not read.
    """

    added: tuple[FoundFile, ...] = ()
    changed: tuple[FoundFile, ...] = ()
    outdated: tuple[FoundFile, ...] = ()
    moved: tuple[Move, ...] = ()
    gone: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs."""
        return not (self.added or self.changed or self.outdated or self.moved or self.gone)

    @property
    def to_read(self) -> list[FoundFile]:
        """The files to be read."""
        return [*self.changed, *self.outdated, *(move.found for move in self.moved), *self.added]

    @property
    def sources(self) -> dict[str, str]:
        """The former place of each file that moved."""
        return {move.found.origin: move.source for move in self.moved}

    @property
    def left(self) -> tuple[str, ...]:
        """The known files that are no longer at their path."""
        return (*self.gone, *(move.source for move in self.moved))


def plan(
    holdings: Holdings,
    found: Sequence[FoundFile],
    vanished: Collection[str],
    due: Collection[str] = (),
    unchanged: Sequence[str] = (),
) -> Plan:
    """Compare the files found on disk with the library's.

    `vanished` are known files that are no longer there or are left out, `due` files that are read even if unchanged,
    `unchanged` further files of which that is known.
    """
    is_same = [one.origin not in due and holdings.has(one.origin, one.digest, one.file.collection) for one in found]
    same = list(compress(found, is_same))
    differing = [one for one, same in zip(found, is_same, strict=True) if not same]
    changed = [one for one in differing if one.origin in holdings.origins]
    moved = list(moves(holdings.origins, [one for one in differing if one.origin not in holdings.origins], vanished))
    new = {move.found.origin for move in moved} | {one.origin for one in changed}
    sources = {move.source for move in moved}
    return Plan(
        added=tuple(one for one in differing if one.origin not in new),
        changed=tuple(changed),
        outdated=tuple(one for one in same if one.origin in holdings.outdated),
        moved=tuple(moved),
        gone=tuple(origin for origin in vanished if origin not in sources),
        unchanged=(*unchanged, *(one.origin for one in same if one.origin not in holdings.outdated)),
    )


@dataclass(frozen=True, slots=True)
class Loss:
    """How many of the articles below a root would be removed."""

    root: Path
    lost: int
    total: int


def heavy_losses(
    holdings: Holdings, roots: Sequence[Path], removed: Collection[str], meant: Collection[str]
) -> Iterator[Loss]:
    """The roots that would lose more than half of their articles, besides those `meant` to go; both by article id."""
    lost = set(removed) - set(meant)
    for root in roots if lost else ():
        below = holdings.keys(holdings.below(root))
        if 2 * len(below & lost) > len(below):
            yield Loss(root, len(below & lost), len(below))


def is_below(origin: str, root: Path) -> bool:
    """Whether a file lies at or below a root."""
    return origin == str(root) or origin.startswith(f"{str(root).rstrip(os.sep)}{os.sep}")


def is_below_any(path: str, others: Iterable[Path]) -> bool:
    """Whether a file lies at or below one of several places."""
    return any(is_below(path, other) for other in others)
