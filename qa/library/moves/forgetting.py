"""What a path or a collection stands for, and the commit that forgets it. Values in, values out."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from qa.library.plan import Holdings, is_below, is_below_any
from vectorstore.store import Changes


@dataclass(frozen=True, slots=True)
class Forgetting:
    """What is to be forgotten: paths, addresses, and the library's files at or below them."""

    paths: tuple[Path, ...] = ()
    addresses: tuple[str, ...] = ()
    origins: frozenset[str] = frozenset()


def of_path(path: Path, holdings: Holdings, pages: Path) -> Forgetting | None:
    """Return what a path stands for; None if nothing at or below it is followed. `pages` holds web pages' files."""
    origins = frozenset(origin for origin in holdings.below(path) if not is_below(origin, pages))
    roots = [root for root in holdings.roots if root != pages and is_below(str(root), path)]
    return Forgetting(paths=(path,), origins=origins) if origins or roots else None


def of_collection(name: str, holdings: Holdings, pages: Path) -> Forgetting | None:
    """Return the paths that hold a collection's articles, and no others; None if there is no such collection."""
    own = {origin for origin, collection in holdings.collections.items() if collection == name}
    shared = {folder for origin in holdings.articles.keys() - own for folder in Path(origin).parents}
    paths = {_widest(Path(origin), shared, holdings) for origin in own if not is_below(origin, pages)}
    return Forgetting(paths=tuple(sorted(paths)), origins=frozenset(own)) if paths else None


def changes(forgetting: Forgetting, holdings: Holdings, pages: Path, *, are_pages_left: bool) -> Changes:
    """Return the commit that forgets; what lies below a folder that is still followed is excluded from it."""
    gone = forgetting.paths if are_pages_left else (*forgetting.paths, pages)
    roots = [root for root in holdings.roots if not is_below_any(str(root), gone)]
    excluded = [
        path
        for path in (*holdings.excluded, *forgetting.paths)
        if not is_below_any(str(path), [one for one in forgetting.paths if one != path])
        and is_below_any(str(path), roots)
    ]
    return Changes(
        removed=holdings.keys(forgetting.origins),
        origins=dict.fromkeys(forgetting.origins),
        attributes={
            "roots": json.dumps([str(root) for root in roots]),
            "excluded": json.dumps(list(dict.fromkeys(map(str, excluded)))),
            "committed": datetime.now(UTC).isoformat(timespec="seconds"),
        },
        erases=True,
    )


def _widest(origin: Path, shared: Collection[Path], holdings: Holdings) -> Path:
    """The outermost folder above a file, or the file itself, that is within its roots and not shared with others."""
    roots = [root for root in holdings.roots if is_below(str(origin), root)]
    within = [path for path in origin.parents if any(path.is_relative_to(root) for root in roots)]
    return next((path for path in reversed(within) if path not in shared), origin)
