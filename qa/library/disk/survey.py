"""What a run looks at, and how that differs from the library."""

import gc
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from qa.errors import IndexingError
from qa.library.audience import Audience
from qa.library.disk.scanning import left_out, scan, unseen
from qa.library.disk.states import States
from qa.library.moves.relocation import lost_files
from qa.library.options import IndexOptions
from qa.library.plan import Holdings, Plan, is_below, plan
from qa.reports import Skipped


@dataclass(frozen=True, slots=True)
class Survey:
    """The files and folders of a run, what differs there, and what was skipped.

    `hidden` are known files that are on disk but to be left out; `states` are those of all files found. `guarded` are
    the roots of which no more than half may go: not the web pages, whose files go when their hosts say so.
    """

    roots: Sequence[Path]
    guarded: Sequence[Path]
    plan: Plan
    hidden: Sequence[str]
    skipped: Sequence[Skipped]
    audience: Audience
    states: States


@contextmanager
def uncollected() -> Iterator[None]:
    """Suspend garbage collection: there is no garbage, and looking for it among many files is a sixth of the work."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def survey(paths: Sequence[Path], holdings: Holdings, library: Path | None, options: IndexOptions) -> Survey:
    """Compare what is at these paths with the library. Raises IndexingError if there are none."""
    roots, ignored, audience = _roots(paths, holdings), options.ignored, options.audience
    states = States(library, full=options.full)
    due = audience.due(holdings.waiting, had_drafts=holdings.has_drafts)
    scanned = scan(roots, library, holdings, ignored, states, again=holdings.outdated | due)
    missing = unseen(holdings, scanned)
    hidden = left_out(missing, holdings, roots, library, ignored)
    is_allowed, are_named = options.allow_removals, bool(paths)
    lost = lost_files(holdings, scanned.found, missing, roots, allow_removals=is_allowed, are_named=are_named)
    planned = plan(holdings, scanned.found, list(dict.fromkeys([*lost, *hidden])), due, scanned.unchanged)
    own = None if library is None else Path(os.path.normpath(library.absolute()))
    guarded = [root for root in roots if own is None or not is_below(str(root), own)]
    return Survey(roots, guarded, planned, hidden, scanned.skipped, audience, states)


def _roots(paths: Sequence[Path], holdings: Holdings) -> list[Path]:
    """What a run looks at: the given paths, and the library's roots if none are given or files are outdated."""
    given = [Path(os.path.normpath(path.absolute())) for path in paths]
    before = holdings.roots if holdings.outdated or not given else []
    if not (given or before):
        raise IndexingError("There is nothing to index: name files or folders, as in: pullquote index PATH")
    return list(dict.fromkeys([*given, *before]))
