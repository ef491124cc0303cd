"""Forgotten is forgotten: no byte of a text is left in any file of the library."""

import json
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from aiohttp import web

from qa.errors import IndexingError, LibraryBusy
from qa.forgetting import forget, forgetting
from qa.library.disk.states import FILE as STATES
from qa.library.disk.states import RECENT
from qa.library.indexing import index
from qa.library.options import IndexOptions
from qa.web.state import locked
from tests.fakes import WordEmbedder
from tests.qa.web.conftest import site  # noqa: F401  a fixture
from tests.qa.web.site import Shelf, Site, feed_of, page
from vectorstore.live import LiveStore
from vectorstore.local import LocalStore
from vectorstore.store import Vector

SECRET = "quagga"
"""A word that stands only in what is forgotten: in names, titles and texts."""


class Keeper:
    """Two folders of articles, one with the secret, and a library of both."""

    def __init__(self, folder: Path) -> None:
        self.library = folder / "library"
        self.open, self.secret = folder / "open", folder / "closed"
        for number in range(20):
            self.write(self.open, number, "harbour")
        for number in range(2):
            self.write(self.secret, number, SECRET)
        self.index(self.open, self.secret)

    def write(self, folder: Path, number: int, word: str, more: str = "") -> None:
        folder.mkdir(exist_ok=True)
        lines = "".join(f"The {word} has stripe {number * 100 + line} of many.{more} " for line in range(40))
        (folder / f"{word}{number}.txt").write_text(f"Of the {word} {number}\n{lines}\n")

    def store(self) -> LocalStore:
        return LocalStore(self.library, WordEmbedder.dimension)

    def index(self, *paths: Path) -> None:
        options = IndexOptions(allow_removals=True)
        index(paths, self.store(), WordEmbedder(), library=self.library, options=options)

    def titles(self) -> set[str]:
        with self.store().snapshot() as snapshot:
            return {one.heading.split()[2] for one in snapshot.listing()}


def files_with(library: Path, word: str) -> Iterator[str]:
    """Yield the files of a library that have a word, in their bytes or their names."""
    for path in library.rglob("*"):
        inside = path.is_file() and word.encode() in path.read_bytes().lower()
        if inside or word in path.relative_to(library).as_posix().lower():
            yield path.relative_to(library).as_posix()


def has_any(library: Path, vectors: Iterable[Vector]) -> bool:
    """Return whether the bytes of a vector stand in a file of a library."""
    data = b"".join(path.read_bytes() for path in library.rglob("*") if path.is_file())
    return any(vector.tobytes() in data for vector in vectors)


@pytest.fixture
def keeper(tmp_path: Path) -> Keeper:
    return Keeper(tmp_path)


def test_no_byte_of_a_folder_is_left(keeper: Keeper) -> None:
    keeper.write(keeper.secret, 1, SECRET, more=" It was seen again.")
    keeper.index()
    (interrupted,) = WordEmbedder().questions([f"The {SECRET} of a run that was interrupted"])
    with keeper.store().writer() as writer:
        writer.remember(["never committed"], interrupted[None])
    assert list(files_with(keeper.library, SECRET))
    with keeper.store().snapshot() as snapshot:
        vectors = [vector for one in snapshot.entries() if SECRET in one.origin for vector in snapshot.vectors(one.key)]
    assert has_any(keeper.library, [interrupted])
    assert has_any(keeper.library, vectors)
    report = forget(str(keeper.secret), keeper.store(), keeper.library)
    assert (report.removed, report.articles, report.paths) == (2, 20, (str(keeper.secret),))
    assert list(files_with(keeper.library, SECRET)) == []
    assert not has_any(keeper.library, [interrupted, *vectors])
    with keeper.store().snapshot() as snapshot:
        assert snapshot.rarity([SECRET]) == snapshot.rarity(["unheard"])  # as a word that no article ever had
    assert keeper.titles() == {"harbour"}
    keeper.index()
    assert keeper.titles() == {"harbour"}
    assert list(keeper.secret.iterdir())  # the user's own files stay


def test_no_name_of_a_file_is_left_among_the_states_of_files(keeper: Keeper, monkeypatch: pytest.MonkeyPatch) -> None:
    now = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: now() + 2 * RECENT)
    keeper.index()
    assert STATES in files_with(keeper.library, SECRET)
    forget(str(keeper.secret), keeper.store(), keeper.library)
    assert list(files_with(keeper.library, SECRET)) == []
    keeper.index()
    assert list(files_with(keeper.library, SECRET)) == []
    assert STATES in files_with(keeper.library, "harbour")


def test_a_folder_within_a_followed_one_is_not_followed_until_it_is_named_again(keeper: Keeper) -> None:
    keeper.index(keeper.secret.parent)
    forget(str(keeper.secret), keeper.store(), keeper.library)
    for _ in range(2):
        keeper.index()
        assert keeper.titles() == {"harbour"}
    keeper.index(keeper.secret)
    assert keeper.titles() == {"harbour", SECRET}
    keeper.index()
    assert keeper.titles() == {"harbour", SECRET}


def test_a_collection_is_forgotten(keeper: Keeper) -> None:
    found, articles = forgetting("closed", keeper.store(), keeper.library)
    assert (found.paths, articles) == ((keeper.secret,), 2)
    forget("closed", keeper.store(), keeper.library)
    assert list(files_with(keeper.library, SECRET)) == []


def test_a_folder_that_has_the_library_in_it_goes_without_the_library(keeper: Keeper) -> None:
    report = forget(str(keeper.library.parent), keeper.store(), keeper.library)
    assert (report.removed, report.articles) == (22, 0)
    assert keeper.titles() == set()
    keeper.index(keeper.open)
    assert keeper.titles() == {"harbour"}


@pytest.mark.parametrize("what", ["nope", "https://example.org/feed", "library/web/x.html"])
def test_what_is_not_followed_is_said(keeper: Keeper, monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    monkeypatch.chdir(keeper.library.parent)
    with pytest.raises(IndexingError, match=r"is not followed|holds web pages"):
        forget(what, keeper.store(), keeper.library)
    assert keeper.titles() == {"harbour", SECRET}


def test_a_bot_that_answers_meanwhile_moves_on(keeper: Keeper) -> None:
    with LiveStore(keeper.library) as live:
        live.look()
        forget(str(keeper.secret), keeper.store(), keeper.library)
        with live.snapshot() as snapshot:
            assert snapshot.generation >= 1
    assert list(files_with(keeper.library, SECRET)) == []


def test_while_another_process_reads_it_is_removed_and_erased_by_the_next_change(
    keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vectorstore.connections.ERASE_WAIT", 50)
    with keeper.store().snapshot(), pytest.raises(LibraryBusy, match="not yet overwritten"):
        forget(str(keeper.secret), keeper.store(), keeper.library)
    assert keeper.titles() == {"harbour"}
    assert list(files_with(keeper.library, SECRET))
    keeper.write(keeper.open, 1, "harbour", more=" It is deep.")
    keeper.index()
    assert list(files_with(keeper.library, SECRET)) == []


@pytest.mark.asyncio
async def test_a_feed_goes_with_its_pages_and_those_that_it_lists_no_more(site: Site, tmp_path: Path) -> None:  # noqa: F811
    shelf = Shelf(tmp_path / "library")
    kept = site("/kept", web.Response(text=feed_of(f"{site.root}/both", f"{site.root}/b")))
    entry = f"<item><title>The {SECRET}</title><guid>7</guid><description>A {SECRET} came.</description></item>"
    listed = feed_of(f"{site.root}/both", f"{site.root}/a", f"{site.root}/old").replace(
        "</channel>", entry + "</channel>"
    )
    feed = site("/feed", web.Response(text=listed))
    for name in ("a", "old"):
        site(f"/{name}", page(f"The {SECRET} {name}", f"A {SECRET} was seen in the town for the first time in years."))
    site("/both", page("Both"))
    site("/b", page("B"))
    await shelf.follow(feed, kept)
    site("/feed", web.Response(text=feed_of(f"{site.root}/both", f"{site.root}/a")))
    await shelf.follow()
    assert {f"The {SECRET} old", "Both", f"The {SECRET}"} <= shelf.index().keys()
    (tmp_path / "library" / "web" / "127.0.0.1" / ".x.new").write_text(SECRET)  # left by a visit that was killed
    store = LocalStore(shelf.library, shelf.embedder.dimension)
    with pytest.raises(IndexingError, match=f"{site.root}/a is a page of {feed}, which is followed: forget that"):
        forget(f"{site.root}/a", store, shelf.library)
    report = forget(feed, store, shelf.library)
    assert (report.removed, report.articles, report.addresses) == (3, 2, (feed,))
    assert list(files_with(shelf.library, SECRET)) == []
    asked = site.asked("/feed")
    await shelf.follow()
    assert site.asked("/feed") == asked
    assert shelf.index().keys() == {"Both", "B"}
    forget("127.0.0.1", store, shelf.library)
    assert shelf.index().keys() == set()
    assert not list((shelf.library / "web").glob("*/*.html"))


@pytest.mark.asyncio
async def test_while_pages_are_fetched_nothing_is_forgotten(
    site: Site,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shelf = Shelf(tmp_path / "library")
    url = site("/a", page("A"))
    await shelf.follow(url)
    shelf.index()
    monkeypatch.setattr("qa.forgetting.WAIT", 0)
    store = LocalStore(shelf.library, shelf.embedder.dimension)
    with locked(shelf.library, 0), pytest.raises(LibraryBusy):
        forget(url, store, shelf.library)
    assert shelf.index().keys() == {"A"}
    assert json.loads((shelf.library / "web" / ".sources.json").read_text())["sources"] == {url: True}
