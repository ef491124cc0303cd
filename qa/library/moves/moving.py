"""`pullquote move`: a root that has moved is followed at its new place, with nothing embedded, and the same ids."""

import json
import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from qa.errors import IndexingError
from qa.library.advice import AdvisedStore
from qa.library.disk.scanning import has_digest, is_gone
from qa.library.documents import article_of
from qa.library.plan import Holdings, holdings_of, is_below
from qa.reading.collection import collection_of
from qa.reading.composing import with_digest
from qa.reports import MoveReport
from vectorstore.store import Changes, Document, Snapshot, VectorStore

BATCH = 64
"""Documents rewritten at once."""

NAMED = 3
"""Most missing files named."""


@dataclass(frozen=True, slots=True)
class Moving:
    """A root on the move: the library's files below it, each with its new place.

    `missing` are those that are not there, `changed` those there with other content.
    """

    old: Path
    new: Path
    places: Mapping[str, str]
    missing: Collection[str]
    changed: Collection[str]

    @property
    def kept(self) -> dict[str, str]:
        """The files that are there, with their places."""
        return {origin: place for origin, place in self.places.items() if origin not in self.missing}


def move(old: Path, new: Path, store: VectorStore, *, allow_removals: bool = False) -> MoveReport:
    """Follow a root that has moved at its new place, in one commit.

    Articles whose files are not there are removed if `allow_removals`. Raises IndexingError if the root is not
    followed, has not moved, or has not moved there, and LibraryError.
    """
    store = AdvisedStore(store)
    with store.writer() as writer:
        holdings = holdings_of(store.overview())
        moving = _moving(holdings, *(Path(os.path.normpath(path.absolute())) for path in (old, new)))
        if moving.missing and not allow_removals:
            raise IndexingError(_half_there(moving))
        roots = list(dict.fromkeys(Path(_place(str(root), moving)) for root in holdings.roots))
        with store.snapshot() as snapshot:
            changes = _changes(moving, holdings, roots, snapshot)
            generation = writer.commit(changes)
    return MoveReport(
        old=str(moving.old),
        new=str(moving.new),
        moved=len(holdings.keys(moving.kept)),
        removed=len(changes.removed),
        changed=len(moving.changed),
        articles=holdings.size.documents - len(changes.removed),
        generation=generation,
    )


def _moving(holdings: Holdings, old: Path, new: Path) -> Moving:
    """Raises IndexingError if this move cannot have happened."""
    if old not in holdings.roots:
        raise IndexingError(f"{old} is not followed, so it cannot be moved. See: pullquote status")
    if is_below(str(old), new) or is_below(str(new), old):
        raise IndexingError(f"{old} and {new} overlap. To pick up moves within a folder: pullquote index")
    known = [origin for origin in holdings.origins if is_below(origin, old)]
    if there := [origin for origin in known if not is_gone(Path(origin))]:
        raise IndexingError(
            f"{len(there):,} of the {_counted(known, 'file')} of {old} are still there, so it has not moved. "
            f"To follow {new} as well: pullquote index {new}"
        )
    if doubled := holdings.keys(holdings.below(new)):
        raise IndexingError(
            f"{new} is in the library already, with {_counted(doubled, 'article')}. To remove those of {old}: "
            f"pullquote forget {old}"
        )
    places = {origin: str(new) + origin.removeprefix(str(old)) for origin in known}
    missing = {origin for origin, place in places.items() if not Path(place).is_file()}
    changed = {
        origin
        for origin, place in places.items()
        if origin not in missing and not has_digest(Path(place), holdings.origins[origin])
    }
    if len(missing) + len(changed) == len(places):
        raise IndexingError(f"None of the {_counted(known, 'file')} from {old} are at {new}. Nothing was changed.")
    return Moving(old, new, places, missing, changed)


def _half_there(moving: Moving) -> str:
    """The message about a place where files are missing."""
    names = sorted(os.path.relpath(origin, moving.old) for origin in moving.missing)
    named = ", ".join(names[:NAMED]) + (", …" if len(names) > NAMED else "")
    return (
        f"{len(names):,} of the {_counted(moving.places, 'file')} of {moving.old} are not at {moving.new}: {named}. "
        "Nothing was changed. Put them there, or remove their articles: pullquote move --allow-removals"
    )


def _changes(moving: Moving, holdings: Holdings, roots: Sequence[Path], snapshot: Snapshot) -> Changes:
    kept = moving.kept
    origins = {place: holdings.kept(origin) for origin, place in kept.items()}
    return Changes(
        documents=_documents(moving, holdings, roots, snapshot),
        removed=holdings.keys(moving.missing),
        origins={**dict.fromkeys(moving.places), **origins},
        attributes={
            "roots": json.dumps([str(root) for root in roots]),
            "excluded": json.dumps([_place(str(path), moving) for path in holdings.excluded]),
            "ids": json.dumps(_identities(moving, holdings)),
            "committed": datetime.now(UTC).isoformat(timespec="seconds"),
        },
    )


def _documents(moving: Moving, holdings: Holdings, roots: Sequence[Path], snapshot: Snapshot) -> Iterator[Document]:
    """The documents of the root, as they are kept from now on."""
    identities = replace(holdings, attributes={"ids": json.dumps(_identities(moving, holdings))})
    keys = sorted(holdings.keys(moving.kept))
    for start in range(0, len(keys), BATCH):
        for key, document in snapshot.documents(keys[start : start + BATCH]).items():
            place = moving.places[document.origin]
            outermost = min((root for root in roots if is_below(place, root)), key=lambda root: len(root.parts))
            article = with_digest(
                article_of(document).model_copy(
                    update={
                        "path": place,
                        "collection": collection_of(Path(place), outermost),
                        "known_as": identities.known_as(place),
                    }
                )
            )
            yield replace(
                document,
                origin=place,
                digest=article.digest,
                collection=article.collection,
                payload=article.model_dump_json(exclude={"text"}),
                records=snapshot.records(key),
                authors=article.authors,
            )


def _identities(moving: Moving, holdings: Holdings) -> dict[str, str]:
    """What ids are made of from now on: at the new place the same as before, at the old place something new."""
    old, new = str(moving.old), str(moving.new)
    before = {root: known for root, known in holdings.identities.items() if root not in (old, new)}
    return {
        **{_place(root, moving): known for root, known in before.items()},
        new: holdings.known_as(old) or old,
        old: f"{old}#{holdings.generation + 1}",
    }


def _place(path: str, moving: Moving) -> str:
    """The new place of what was at this path."""
    return str(moving.new) + path.removeprefix(str(moving.old)) if is_below(path, moving.old) else path


def _counted(things: Collection[str], noun: str) -> str:
    return f"{len(things):,} {noun}{'' if len(things) == 1 else 's'}"
