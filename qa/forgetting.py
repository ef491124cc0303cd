"""`pullquote forget`: stop following a path, an address or a collection, and erase every byte of it."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from qa.errors import IndexingError
from qa.library.advice import AdvisedStore
from qa.library.disk.looks import forget_looks
from qa.library.disk.states import forget_states
from qa.library.moves.forgetting import Forgetting, changes, of_collection, of_path
from qa.library.plan import Holdings, holdings_of, is_below
from qa.reports import ForgetReport
from qa.upkeep import ADDRESS
from qa.web.state import FOLDER, State, locked, save, state_of
from vectorstore.store import VectorStore

WAIT = 10.0
"""Seconds to wait for another process that fetches pages."""


def forgetting(what: str, store: VectorStore, library: Path) -> tuple[Forgetting, int]:
    """Return what a path, an address or a collection stands for in a library, and how many articles it has.

    Raises IndexingError if it is not followed.
    """
    holdings = holdings_of(AdvisedStore(store).overview())
    found = _found(what, holdings, library)
    return found, len(holdings.keys(found.origins))


def forget(what: str, store: VectorStore, library: Path) -> ForgetReport:
    """Remove a path, an address or a collection, and its articles, in one commit; then erase its bytes.

    If it is interrupted before the commit, nothing has changed; after it, doing the same again completes it, and so
    does the next change of the library. Raises IndexingError if it is not followed, and LibraryError.
    """
    store = AdvisedStore(store)
    with store.writer() as writer, _followed(library) as state:
        holdings = holdings_of(store.overview())
        found = _found(what, holdings, library)
        are_pages_left = bool(state.sources.keys() - set(found.addresses))
        forget_states(library)
        generation = writer.commit(changes(found, holdings, _pages(library), are_pages_left=are_pages_left))
        _forget_pages(library, state, found.addresses)
        forget_looks(library, [*found.paths, *map(Path, found.origins)])
        writer.erase()
    removed = len(holdings.keys(found.origins))
    return ForgetReport(
        paths=tuple(map(str, found.paths)),
        addresses=found.addresses,
        removed=removed,
        articles=holdings.size.documents - removed,
        generation=generation,
    )


@contextmanager
def _followed(library: Path) -> Iterator[State]:
    """Yield the addresses that a library follows, while no other process fetches them."""
    if not (library / FOLDER).is_dir():
        yield State()
        return
    with locked(library, WAIT) as state:
        yield state


def _found(what: str, holdings: Holdings, library: Path) -> Forgetting:
    pages, state = _pages(library), state_of(library)
    if ADDRESS.match(what):
        return _address(what, state, holdings, pages)
    path = Path(os.path.normpath(Path(what).absolute()))
    if is_below(str(path), pages):
        raise IndexingError(f"{what} holds web pages: give their address instead. See: pullquote status")
    found = (
        of_path(path, holdings, pages) or of_collection(what, holdings, pages) or _host(what, state, holdings, pages)
    )
    if found is None:
        raise IndexingError(f"{what} is not followed, and is no collection. See: pullquote status")
    return found


def _address(url: str, state: State, holdings: Holdings, pages: Path) -> Forgetting:
    if url in state.sources:
        return _of_sources([url], state, holdings, pages)
    if (page := state.pages.get(url)) is not None and page.sources:
        raise IndexingError(f"{url} is a page of {min(page.sources)}, which is followed: forget that.")
    raise IndexingError(f"{url} is not followed. See: pullquote status")


def _host(name: str, state: State, holdings: Holdings, pages: Path) -> Forgetting | None:
    """The addresses whose pages make up a collection, which is a host; None if there is no such collection."""
    own = {origin for origin, collection in holdings.collections.items() if collection == name}
    if not own:
        return None
    files = {os.path.relpath(origin, pages): origin for origin in own}
    found = _of_sources(
        sorted({one for page in state.pages.values() if page.file in files for one in page.sources}),
        state,
        holdings,
        pages,
    )
    if found.origins != own:
        raise IndexingError(f"The pages of {name} come from {', '.join(found.addresses) or 'elsewhere'}: forget that.")
    return found


def _of_sources(sources: Sequence[str], state: State, holdings: Holdings, pages: Path) -> Forgetting:
    files = (state.pages[url].file for url in state.brought_by(sources))
    origins = {str(pages / file) for file in files if file is not None}
    return Forgetting(addresses=tuple(sources), origins=frozenset(origins & holdings.articles.keys()))


def _forget_pages(library: Path, state: State, addresses: Sequence[str]) -> None:
    """Forget addresses, and remove their pages' files and whatever an interrupted visit has left behind."""
    folder = library / FOLDER
    if not addresses:
        return
    files = state.forget(addresses)
    for path in (*(folder / file for file in files), *folder.glob("*/.*.new"), *folder.glob(".*.new")):
        path.unlink(missing_ok=True)
    for host in {(folder / file).parent for file in files}:
        if not any(host.iterdir()):
            host.rmdir()
    save(library, state)


def _pages(library: Path) -> Path:
    """The folder of the web pages, as the library knows it."""
    return Path(os.path.normpath((library / FOLDER).absolute()))
