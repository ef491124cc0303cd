"""What a library says about the pages that it follows, and who may fetch them meanwhile."""

import asyncio
import json
import queue
from datetime import UTC, datetime

import pytest
from aiohttp import web

from qa.bootstrap import open_assistant
from qa.errors import LibraryBusy
from qa.library.following import Pace
from qa.library.indexing import index
from qa.library.watching import Listener, Start, Watch, Work
from qa.reports import Followed, FollowedKind, IndexReport, LibraryStatus, Skipped
from qa.settings import Settings
from qa.upkeep import gather
from qa.web.mirror import Mirror
from qa.web.saved import ListedFacts
from qa.web.state import locked, save, state_of
from tests.qa.web.site import Shelf, Site, feed_of, page
from vectorstore.local import LocalStore

pytestmark = pytest.mark.asyncio


async def test_a_state_that_cannot_be_read_says_what_to_do(shelf: Shelf, site: Site) -> None:
    await shelf.follow(site("/a", page("A")))
    (shelf.library / "web" / ".sources.json").write_text("{")
    with pytest.raises(Exception, match="Delete it and add the pages again"):
        Mirror(shelf.library)
    shelf.index()
    (failure,) = status_of(shelf).failures
    assert "Delete it and add the pages again" in failure.reason


async def test_what_lists_said_is_read_from_the_libraries_of_earlier_versions(shelf: Shelf) -> None:
    path = shelf.library / "web" / ".sources.json"
    path.parent.mkdir(parents=True)
    path.write_text('{"told": {"https://a.example/1": {"title": "The mill"}}}')
    state = state_of(shelf.library)
    assert state.listed == {"https://a.example/1": ListedFacts(title="The mill")}
    save(shelf.library, state)
    assert json.loads(path.read_text())["told"] == {
        "https://a.example/1": {"title": "The mill", "date": "", "authors": []}
    }


async def test_pages_are_fetched_now_and_then_and_followed_as_files_are(site: Site, shelf: Shelf) -> None:
    url = site("/port", page("The port"))
    await shelf.follow(url)
    shelf.index()
    commits: queue.Queue[tuple[int, int]] = queue.Queue()
    problems: queue.Queue[str] = queue.Queue()
    looks: queue.Queue[None] = queue.Queue()

    def looked(_: object) -> list[Skipped]:
        looks.put(None)
        return gather(Settings(library=shelf.library)).skipped

    async def a_whole_look() -> None:
        """Wait for two looks to begin: the look before the second one began after this call, and has ended."""
        looks.queue.clear()
        for _ in range(2):
            await asyncio.to_thread(looks.get, timeout=20)

    def refreshed(_: object) -> IndexReport:
        return index([], LocalStore(shelf.library, shelf.embedder.dimension), shelf.embedder)

    listener = Listener(lambda report: commits.put((report.changed, report.removed)), problems.put)
    start = Start([shelf.library / "web"], 1)
    with Watch(Work(refreshed, looked), listener, start, 0.01, Pace(quiet=0.05, tick=0.05)):
        site("/port", page("The port", "The port of the town is open again."))
        assert await asyncio.to_thread(commits.get, timeout=20) == (1, 0)
        for _ in range(2):  # reported again only if it was fine in between
            site("/port", web.Response(status=500))
            assert await asyncio.to_thread(problems.get, timeout=20) == f"{url}: the server answers 500"
            await a_whole_look()
            assert problems.empty()
            site("/port", page("The port", "The port of the town is open again."))
            await a_whole_look()


async def test_what_is_followed_has_its_last_look_and_its_problem(site: Site, shelf: Shelf) -> None:
    feed, single = site("/feed", web.Response(text=feed_of(f"{site.root}/a", f"{site.root}/b"))), site("/p", page("P"))
    site("/a", page("A"))
    await shelf.follow(feed, single)
    shelf.index()
    site("/p", web.Response(status=500))
    shelf.now += 60
    await shelf.follow()
    held = status_of(shelf)
    looked = datetime.fromtimestamp(shelf.now, UTC)
    assert held.followed == (
        Followed(place=feed, kind=FollowedKind.FEED, looked=looked),
        Followed(place=single, kind=FollowedKind.PAGE, looked=looked, problem="the server answers 500"),
    )
    assert held.failures == (Skipped(path=f"{site.root}/b", reason="there is no such page"),)
    site("/feed", web.Response(text=feed_of(f"{site.root}/a"), content_type="application/rss+xml"))
    site("/p", page("P"))
    await shelf.follow()
    held = status_of(shelf)
    assert [one.problem for one in held.followed] == [None, None]
    assert held.failures == ()


def status_of(shelf: Shelf) -> LibraryStatus:
    """The status of the library."""
    store = LocalStore(shelf.library, shelf.embedder.dimension)
    return open_assistant(shelf.library, store=store, embedder=shelf.embedder).status()


async def test_while_another_process_fetches_only_what_is_new_has_to_wait(
    site: Site, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = site("/a", page("A"))
    await shelf.follow(url)
    monkeypatch.setattr("qa.web.mirror.WAIT", 0)
    settings = Settings(library=shelf.library)
    with locked(shelf.library, 0):
        assert (await asyncio.to_thread(gather, settings)).skipped == []
        with pytest.raises(LibraryBusy, match="is being written by process"):
            await asyncio.to_thread(gather, settings, [f"{site.root}/b"], allow_private=True)
    assert site.asked("/a") == 1
    shelf.index()
    assert [one.place for one in status_of(shelf).followed] == [url]
