"""What a library follows, when it was last checked, and what failed: from `.looks.json` and the mirror's state."""

import os
from datetime import UTC, datetime
from pathlib import Path

from qa.errors import IndexingError
from qa.library.disk.looks import followed_paths, looks_of
from qa.reports import Followed, FollowedKind, LibraryStatus, Skipped
from qa.web.state import FOLDER, State, state_of


def with_followed(held: LibraryStatus) -> LibraryStatus:
    """Return the status of a library with what it follows, and what failed."""
    library = Path(held.path)
    try:
        state, broken = state_of(library), []
    except IndexingError as error:
        state, broken = State(), [Skipped(path=str(library / FOLDER), reason=str(error))]
    pages = os.path.normpath((library / FOLDER).absolute())
    paths = followed_paths(library, [root for root in held.roots if root != pages])
    failures = [*looks_of(library).failures, *broken, *_failed(state)]
    followed = [*paths, *(_followed(state, url) for url in state.sources)]
    return held.model_copy(update={"followed": tuple(followed), "failures": tuple(failures)})


def _failed(state: State) -> list[Skipped]:
    """The pages listed by feeds and sitemaps that could not be fetched."""
    return [Skipped(path=url, reason=reason) for url, reason in state.problems.items() if url not in state.sources]


def _followed(state: State, url: str) -> Followed:
    looked = state.looked.get(url)
    return Followed(
        place=url,
        kind=FollowedKind.FEED if url in state.lists else FollowedKind.PAGE,
        looked=datetime.fromtimestamp(looked, UTC) if looked else None,
        problem=state.problems.get(url),
    )
