"""Pages, feeds and sitemaps of a real server, kept as files and followed."""

import asyncio
import errno
import gzip
import queue
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from aiohttp import ClientTimeout, web

from qa.bootstrap import open_assistant
from qa.errors import LibraryBusy, LibraryUnwritable
from qa.library.following import Pace
from qa.library.indexing import index
from qa.library.watching import Listener, Start, Watch, Work
from qa.reading import SourceFile, find, read
from qa.reports import Followed, FollowedKind, IndexReport, LibraryStatus, Skipped
from qa.settings import Settings
from qa.upkeep import gather
from qa.values import Article
from qa.web.fetching import Fetched, Fetcher
from qa.web.mirror import Mirror
from qa.web.state import locked
from tests.qa.web.site import PAGE, Handler, Shelf, Site, feed_of, page, reasons
from vectorstore.local import LocalStore

pytestmark = pytest.mark.asyncio


async def test_a_page_is_an_article_with_its_address(site: Site, shelf: Shelf) -> None:
    url = site("/port", page("The port"))
    assert await shelf.follow(url) == []
    assert shelf.index() == {"The port": url}
    agent = site.requests[-1].headers["User-Agent"]
    assert agent.startswith("Pullquote/")


async def test_a_feed_fills_what_a_page_lacks_and_is_read_itself(site: Site, shelf: Shelf) -> None:
    feed = (
        "<rss version='2.0'><channel><item><title>The dam -- opened</title><guid>7</guid><description>The dam was "
        "opened on 4 May by the minister, who wore a red hat.</description></item>"
        "<item><title>T</title><link>{0}/a</link>"
        "<pubDate>Fri, 03 May 2024 10:00:00 GMT</pubDate><author>Jane Doe</author></item></channel></rss>"
    )
    url = site("/feed", web.Response(text=feed.format(site.root), content_type="application/rss+xml"))
    site("/a", page("A"))
    assert await shelf.follow(url) == []
    assert shelf.index().keys() == {"The dam -- opened", "A"}
    files = [file for file in find([shelf.library / "web"]) if isinstance(file, SourceFile)]
    found = {one.title: one for file in files for one in read(file) if isinstance(one, Article)}
    assert (found["A"].published, found["A"].authors) == (date(2024, 5, 3), ("Jane Doe",))
    shelf.now += 10 * 24 * 60 * 60
    assert await shelf.follow(url) == []
    assert shelf.index().keys() == {"The dam -- opened", "A"}


async def test_a_feed_brings_its_entries_and_a_second_look_only_asks_whether_they_changed(
    site: Site, shelf: Shelf
) -> None:
    feed = "<rss version='2.0'><channel><item><link>{0}/a</link></item><item><link>/b</link></item></channel></rss>"

    async def conditional(request: web.Request) -> web.StreamResponse:
        if request.headers.get("If-None-Match") == '"1"':
            return web.Response(status=304)
        answer = page("A")
        answer.headers["ETag"] = '"1"'
        return answer

    url = site("/feed", web.Response(text=feed.format(site.root), content_type="application/rss+xml"))
    site("/a", conditional)
    site("/b", page("B"))
    assert await shelf.follow(url) == []
    assert shelf.index() == {"A": f"{site.root}/a", "B": f"{site.root}/b"}
    site("/b", page("B", "The port of the town is open again."))
    assert await shelf.follow() == []
    assert site.asked("/a") == 2
    store = LocalStore(shelf.library, shelf.embedder.dimension)
    report = index([], store, shelf.embedder, library=shelf.library)
    assert (report.changed, report.unchanged) == (1, 1)


async def test_atom_and_sitemaps_of_sitemaps(site: Site, shelf: Shelf) -> None:
    atom = f"<feed xmlns='http://www.w3.org/2005/Atom'><entry><link href='{site.root}/a'/></entry></feed>"
    head = "xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'"
    nested = f"<sitemapindex {head}><sitemap><loc>{site.root}/inner.xml</loc></sitemap></sitemapindex>"
    inner = f"<urlset {head}><url><loc>{site.root}/b</loc></url><url><loc>{site.root}/inner.xml</loc></url></urlset>"
    urls = [site("/atom", web.Response(text=atom)), site("/sitemap.xml", web.Response(text=nested))]
    site("/inner.xml", web.Response(text=inner, content_type="application/xml"))
    site("/a", page("A"))
    site("/b", page("B"))
    assert await shelf.follow(*urls) == []
    assert set(shelf.index()) == {"A", "B"}
    assert await shelf.follow() == []
    assert site.asked("/b") == 2


async def test_a_page_that_fails_later_stays_and_one_that_is_gone_goes(site: Site, shelf: Shelf) -> None:
    urls = [site(f"/{name}", page(name)) for name in ("A", "B", "C")]
    await shelf.follow(*urls)
    site("/A", web.Response(status=500))
    site("/B", web.Response(status=410))
    site("/C", web.Response(body=b"\x89PNG", content_type="image/png"))
    assert reasons(await shelf.follow()) == {
        "A": "the server answers 500", "B": "the page is gone", "C": "it is not a page but image/png"
    }  # fmt: skip
    assert set(shelf.index()) == {"A", "C"}


async def test_a_page_that_is_listed_no_more_is_kept_and_looked_at_once_a_day(site: Site, shelf: Shelf) -> None:
    def feed(*names: str) -> str:
        items = "".join(f"<item><link>{site.root}/{name}</link></item>" for name in names)
        return site("/feed", web.Response(text=f"<rss><channel>{items}</channel></rss>"))

    async def conditional(request: web.Request) -> web.StreamResponse:
        if request.headers.get("If-None-Match") == '"1"':
            return web.Response(status=304)
        answer = page("C")
        answer.headers["ETag"] = '"1"'
        return answer

    for name in ("A", "B"):
        site(f"/{name}", page(name))
    site("/C", conditional)
    await shelf.follow(feed("A", "B", "C"))
    feed("A")
    site("/B", page("B", "The port of the town is open again."))
    shelf.now += 24 * 60 * 60 - 1
    await shelf.follow()
    assert [site.asked(f"/{name}") for name in "ABC"] == [2, 1, 1]
    shelf.now += 1
    for _ in range(2):
        await shelf.follow()
    assert [site.asked(f"/{name}") for name in "ABC"] == [4, 2, 2]
    assert set(shelf.index()) == {"A", "B", "C"}
    assert sum("open again" in path.read_text() for path in (shelf.library / "web").glob("*/*.html")) == 1
    site("/B", web.Response(status=410))
    shelf.now -= 7 * 24 * 60 * 60  # a clock that is set back puts it off no longer than a day
    assert reasons(await shelf.follow()) == {"B": "the page is gone"}
    assert set(shelf.index()) == {"A", "C"}
    assert await shelf.follow() == []


async def test_pages_that_are_listed_no_more_take_their_turn(site: Site, shelf: Shelf) -> None:
    shelf.most_unlisted = 2
    names = [f"p{number}" for number in range(5)]
    items = "".join(f"<item><link>{site(f'/{name}', page(name))}</link></item>" for name in names)
    await shelf.follow(site("/feed", web.Response(text=f"<rss><channel>{items}</channel></rss>")))
    site("/feed", web.Response(text="<rss><channel></channel></rss>"))
    shelf.now += 24 * 60 * 60
    asked = []
    for _ in range(4):
        await shelf.follow()
        asked.append(sum(site.asked(f"/{name}") - 1 for name in names))
    assert asked == [2, 4, 5, 5]


async def test_a_feed_that_is_missing_for_once_is_looked_at_again(site: Site, shelf: Shelf) -> None:
    feed = web.Response(text=f"<rss><channel><item><link>{site.root}/a</link></item></channel></rss>")
    url = site("/feed", feed)
    site("/a", page("A"))
    assert await shelf.follow(url) == []
    site("/feed", web.Response(status=404))
    assert reasons(await shelf.follow()) == {"feed": "there is no such page"}
    site("/feed", feed)
    assert await shelf.follow() == []
    assert site.asked("/a") == 2
    assert list(shelf.index()) == ["A"]


async def _hang(_: web.Request) -> web.StreamResponse:
    await asyncio.Event().wait()
    return web.Response()


async def _endless(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "application/rss+xml"})
    await response.prepare(request)
    while True:
        await response.write(b"<item><link>/x</link></item>" * 1000)


FAULTS: dict[str, tuple[web.Response | Handler, str | None]] = {
    "hangs": (_hang, "the server took too long"),
    "is endless": (_endless, "it is larger than 0 MB"),
    "is compressed a thousandfold": (
        web.Response(body=gzip.compress(b"<rss>" + b" " * 10_000_000), headers={"Content-Encoding": "gzip"}),
        "it is larger than 0 MB",
    ),
    "redirects in a circle": (
        web.Response(status=302, headers={"Location": "/feed"}),
        "it redirects more than 5 times",
    ),
    "has not changed": (web.Response(status=304), None),
    "is not there": (web.Response(status=404), "there is no such page"),
    "is gone": (web.Response(status=410), "the page is gone"),
    "is busy": (web.Response(status=429, headers={"Retry-After": "9999"}), "the server answers 429"),
    "fails": (web.Response(status=500), "the server answers 500"),
    "is malformed": (web.Response(text="<rss><channel><item><li", content_type="application/rss+xml"), None),
    "is empty": (web.Response(text="", content_type="application/rss+xml"), "it is not a page but application/rss+xml"),
    "turns into a picture": (web.Response(body=b"\x89PNG", content_type="image/png"), "it is not a page but image/png"),
    "turns into a page": (page("Closed", "The feed of the port is closed, and does not come back."), None),
}


@pytest.mark.parametrize("fault", FAULTS)
async def test_of_a_feed_that_does_this_the_pages_stay_and_are_followed_again_when_it_is_back(
    site: Site, shelf: Shelf, fault: str
) -> None:
    shelf.limits = {"timeout": ClientTimeout(total=0.5 if fault == "hangs" else 10), "largest": 100_000}
    feed = web.Response(text=feed_of(f"{site.root}/a"), content_type="application/rss+xml")
    site("/a", page("A"))
    await shelf.follow(site("/feed", feed))
    answer, told = FAULTS[fault]
    site("/feed", answer)
    for _ in range(2):
        assert reasons(await shelf.follow()) == ({"feed": told} if told else {})
    assert set(shelf.index()) - {"Closed"} == {"A"}
    site("/feed", web.Response(text=feed_of(f"{site.root}/a", f"{site.root}/b"), content_type="application/rss+xml"))
    site("/b", page("B"))
    assert await shelf.follow() == []
    assert set(shelf.index()) == {"A", "B"}


async def test_a_page_that_turns_into_a_feed_is_one(site: Site, shelf: Shelf) -> None:
    await shelf.follow(site("/news", page("News")), site("/a", page("A")))
    assert set(shelf.index()) == {"News", "A"}
    site("/news", web.Response(text=feed_of(f"{site.root}/b"), content_type="application/rss+xml"))
    site("/b", page("B"))
    assert await shelf.follow() == []
    assert set(shelf.index()) == {"A", "B"}


async def test_a_full_disk_is_told_of_the_list_of_what_is_followed(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: Path, __: Path) -> Path:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(LibraryUnwritable, match="the disk is full"):
        await shelf.follow("http://example.org/a")


async def test_a_full_disk_is_told(site: Site, shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: Path, __: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(LibraryUnwritable, match="the disk is full"):
        await shelf.follow(site("/a", page("A")))


async def test_a_page_that_is_half_written_is_passed_over(
    site: Site, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    await shelf.follow(site("/a", page("A")))

    def full(_: Path, __: Path) -> Path:
        raise OSError(errno.ENOSPC, "No space left on device")

    site("/a", page("A", "The port of the town is open again."))
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", full)
        with pytest.raises(LibraryUnwritable, match="the disk is full"):
            await Mirror(shelf.library).refresh(lambda private: Fetcher(allow_private=private, pause=0))
    store = LocalStore(shelf.library, shelf.embedder.dimension)
    report = index([shelf.library / "web"], store, shelf.embedder, library=shelf.library)
    assert (report.added, report.skipped) == (1, ())


async def test_malformed_lists_and_a_page_that_lies_about_its_encoding(site: Site, shelf: Shelf) -> None:
    broken = "<rss><channel><item><link>/a</link></item><item><link>/b</li"
    entities = "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;'>]>"
    bomb = f"{entities}<urlset><url><loc>&b;</loc></url></urlset>"
    site("/a", page("A"))
    urls = [site("/broken", web.Response(text=broken)), site("/entities", web.Response(text=bomb))]
    latin = PAGE.format(title="Café", text="The café was closed for a week in the cold winter.").encode("latin-1")
    urls.append(site("/lie", web.Response(body=latin, headers={"Content-Type": "text/html; charset=utf-8"})))
    await shelf.follow(*urls)
    assert {"A", "Café"} <= set(shelf.index())


async def test_a_state_that_cannot_be_read_says_what_to_do(shelf: Shelf, site: Site) -> None:
    await shelf.follow(site("/a", page("A")))
    (shelf.library / "web" / ".sources.json").write_text("{")
    with pytest.raises(Exception, match="Remove it, and name the pages again"):
        Mirror(shelf.library)
    shelf.index()
    (failure,) = status_of(shelf).failures
    assert "Remove it, and name the pages again" in failure.reason


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
        """Two begin: the one before the second of them began after this was called, and has ended."""
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
        for _ in range(2):  # reported again only when it was well meanwhile
            site("/port", web.Response(status=500))
            assert await asyncio.to_thread(problems.get, timeout=20) == f"{url}: the server answers 500"
            await a_whole_look()
            assert problems.empty()
            site("/port", page("The port", "The port of the town is open again."))
            await a_whole_look()


async def test_a_page_that_breaks_the_program_does_not_end_the_visit_of_the_others(site: Site, shelf: Shelf) -> None:
    class Breaking(Fetcher):
        async def get(self, url: str, etag: str | None = None, modified: str | None = None) -> Fetched:
            if url.endswith("/bad"):
                raise IndexError("string index out of range")
            return await super().get(url, etag, modified)

    mirror = Mirror(shelf.library)
    mirror.add([site("/bad", page("Bad")), site("/good", page("Good"))], allow_private=True)
    skipped = await mirror.refresh(lambda private: Breaking(allow_private=private, pause=0))
    assert reasons(skipped) == {"bad": "it cannot be understood (IndexError)"}
    assert set(shelf.index()) == {"Good"}


async def test_a_sitemap_that_lists_itself_is_looked_at_once(site: Site, shelf: Shelf) -> None:
    def listed(*paths: str) -> web.Response:
        entries = "".join(f"<sitemap><loc>{site.root}{path}</loc></sitemap>" for path in paths)
        text = f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</sitemapindex>'
        return web.Response(text=text, content_type="application/xml")

    url = site("/map", listed("/map", "/other"))
    site("/other", listed("/map", "/other", "/third"))
    site("/third", listed("/map"))
    await shelf.follow(url)
    asked = [request.path for request in site.requests if request.path != "/robots.txt"]
    assert sorted(asked) == sorted(set(asked))
    assert len(asked) <= 3


async def test_a_feed_that_turns_into_a_page_is_one(site: Site, shelf: Shelf) -> None:
    feed = web.Response(text=feed_of(f"{site.root}/a"), content_type="application/rss+xml")
    url = site("/news", feed)
    site("/a", page("A"))
    await shelf.follow(url)
    assert set(shelf.index()) == {"A"}
    site("/news", page("The page of the news"))
    assert await shelf.follow() == []
    assert set(shelf.index()) == {"A", "The page of the news"}


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
