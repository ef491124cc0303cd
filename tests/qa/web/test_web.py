"""Pages, feeds and sitemaps of a real server on this machine, and all that a server may do."""

import asyncio
import errno
import gzip
import queue
import socket
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
import pytest_asyncio
from aiohttp import ClientTimeout, web
from aiohttp.resolver import ThreadedResolver

from qa.bootstrap import fetch
from qa.library import following
from qa.library.following import follow, look_now_and_then, told_once
from qa.library.indexing import index
from qa.settings import Settings
from qa.values import Skipped
from qa.web import Fetcher, Mirror
from qa.web import fetching as fetching_module
from qa.web import mirror as mirror_module
from qa.web.addresses import PublicResolver, Refused
from tests.fakes import WordEmbedder
from vectorstore.errors import LibraryUnwritable
from vectorstore.local import LocalStore

pytestmark = pytest.mark.asyncio

PAGE = (
    "<html><head><title>{title}</title></head><body><article><h1>{title}</h1><p>{text} It was told on a long day in "
    "the north of the country, by many people.</p><p>Nobody had asked for it before, as far as is known.</p>"
    "</article></body>"
)
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def page(title: str, text: str = "The port of the town was closed because of a storm.") -> web.Response:
    return web.Response(text=PAGE.format(title=title, text=text), content_type="text/html")


class Site:
    """A server whose answers are set by path; what is not set is 404."""

    def __init__(self) -> None:
        self.answers: dict[str, web.Response | Handler] = {}
        self.requests: list[web.Request] = []
        self.root = ""

    def __call__(self, path: str, answer: web.Response | Handler) -> str:
        self.answers[path] = answer
        return self.root + path

    def asked(self, path: str) -> int:
        return sum(request.path == path for request in self.requests)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        self.requests.append(request)
        answer = self.answers.get(request.path)
        if answer is None:
            return web.Response(status=404)
        if isinstance(answer, web.Response):
            body = answer.body if isinstance(answer.body, bytes) else None
            return web.Response(body=body, status=answer.status, headers=answer.headers)
        return await answer(request)


@pytest_asyncio.fixture
async def site() -> AsyncIterator[Site]:
    made = Site()
    application = web.Application()
    application.router.add_route("*", "/{path:.*}", made.handle)
    runner = web.AppRunner(application, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    made.root = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield made
    await runner.cleanup()


class Shelf:
    """A library that follows the web."""

    def __init__(self, library: Path) -> None:
        self.library = library
        self.embedder = WordEmbedder()
        self.now = 1_700_000_000.0

    async def follow(self, *urls: str) -> list[Skipped]:
        mirror = Mirror(self.library, lambda: self.now)
        mirror.add(urls, allow_private=True)
        return await mirror.refresh(lambda private: Fetcher(allow_private=private, pause=0))

    def index(self, *, allow_removals: bool = False) -> dict[str, str | None]:
        """Index what was fetched; each article's title and address."""
        store = LocalStore(self.library, self.embedder.dimension)
        index([self.library / "web"], store, self.embedder, library=self.library, allow_removals=allow_removals)
        with store.snapshot() as snapshot:
            from qa.library.documents import infos

            return {one.title: one.url for one in infos(snapshot.listing(None))}


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "library")


def reasons(skipped: list[Skipped]) -> dict[str, str]:
    return {one.path.rpartition("/")[2]: one.reason for one in skipped}


async def test_a_page_is_an_article_with_its_address(site: Site, shelf: Shelf) -> None:
    url = site("/port", page("The port"))
    assert await shelf.follow(url) == []
    assert shelf.index() == {"The port": url}
    agent = site.requests[-1].headers["User-Agent"]
    assert agent.startswith("Pullquote/")


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


async def test_what_a_server_may_do_instead(site: Site, shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching_module, "TIMEOUT", ClientTimeout(total=0.5))
    monkeypatch.setattr(fetching_module, "LARGEST", 100_000)

    async def hang(_: web.Request) -> web.StreamResponse:
        await asyncio.sleep(5)
        return web.Response()

    async def endless(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/html"})
        await response.prepare(request)
        while True:
            await response.write(b"<p>more</p>" * 1000)

    async def cut(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Length": "1000"})
        await response.prepare(request)
        await response.write(b"<p>")
        assert request.transport is not None
        request.transport.abort()
        return response

    bomb = gzip.compress(b"a" * 100_000_000)
    paths: dict[str, web.Response | Handler] = {
        "hang": hang,
        "endless": endless,
        "cut": cut,
        "circle": web.Response(status=302, headers={"Location": "/circle"}),
        "away": web.Response(status=302, headers={"Location": "file:///etc/passwd"}),
        "broken": web.Response(status=500),
        "busy": web.Response(status=429, headers={"Retry-After": "9999"}),
        "bomb": web.Response(body=bomb, headers={"Content-Encoding": "gzip", "Content-Type": "text/html"}),
        "image": web.Response(body=b"\x89PNG", content_type="image/png"),
        "nowhere": web.Response(status=302, headers={"Location": "https://[::1]@/"}),
        "gone": web.Response(status=410),
    }
    urls = [site(f"/{name}", answer) for name, answer in paths.items()]
    told = reasons(await shelf.follow(*urls, f"{site.root}/missing", "http://127.0.0.1:1/closed"))
    assert told == {
        "hang": "the server takes too long",
        "endless": "it is larger than 0 MB",
        "cut": "the connection fails (ClientPayloadError)",
        "circle": "it redirects more than 5 times",
        "away": "only addresses with http or https, and without a user name, are read",
        "broken": "the server answers 500",
        "busy": "the server answers 429",
        "bomb": "it is larger than 0 MB",
        "image": "it is no page but image/png",
        "nowhere": "it is not an address that can be read",
        "gone": "the page is gone",
        "missing": "there is no such page",
        "closed": "the connection fails (ClientConnectorError)",
    }
    assert Mirror(shelf.library).is_empty  # none of them is followed


async def test_a_server_that_asks_to_wait_is_waited_for_once(site: Site, shelf: Shelf) -> None:
    answers = [web.Response(status=429, headers={"Retry-After": "0"}), page("A")]

    async def answer(_: web.Request) -> web.StreamResponse:
        return answers.pop(0)

    assert await shelf.follow(site("/a", answer)) == []
    assert list(shelf.index()) == ["A"]


async def test_a_page_that_fails_later_stays_and_one_that_is_gone_goes(site: Site, shelf: Shelf) -> None:
    urls = [site(f"/{name}", page(name)) for name in ("A", "B", "C")]
    await shelf.follow(*urls)
    site("/A", web.Response(status=500))
    site("/B", web.Response(status=410))
    site("/C", web.Response(body=b"\x89PNG", content_type="image/png"))
    assert reasons(await shelf.follow()) == {
        "A": "the server answers 500", "B": "the page is gone", "C": "it is no page but image/png"
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


async def test_pages_that_are_listed_no_more_take_their_turn(
    site: Site, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mirror_module, "MOST_UNLISTED", 2)
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


def feed_of(*urls: str) -> str:
    return f"<rss><channel>{''.join(f'<item><link>{url}</link></item>' for url in urls)}</channel></rss>"


async def _hang(_: web.Request) -> web.StreamResponse:
    await asyncio.Event().wait()
    return web.Response()


async def _endless(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "application/rss+xml"})
    await response.prepare(request)
    while True:
        await response.write(b"<item><link>/x</link></item>" * 1000)


FAULTS: dict[str, tuple[web.Response | Handler, str | None]] = {
    "hangs": (_hang, "the server takes too long"),
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
    "is empty": (web.Response(text="", content_type="application/rss+xml"), "it is no page but application/rss+xml"),
    "turns into a picture": (web.Response(body=b"\x89PNG", content_type="image/png"), "it is no page but image/png"),
    "turns into a page": (page("Closed", "The feed of the port is closed, and does not come back."), None),
}


@pytest.mark.parametrize("fault", FAULTS)
async def test_of_a_feed_that_does_this_the_pages_stay_and_are_followed_again_when_it_is_back(
    site: Site, shelf: Shelf, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    monkeypatch.setattr(fetching_module, "TIMEOUT", ClientTimeout(total=0.5))
    monkeypatch.setattr(fetching_module, "LARGEST", 100_000)
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


async def test_robots_txt_is_respected(site: Site, shelf: Shelf) -> None:
    site("/robots.txt", web.Response(text="User-agent: *\nDisallow: /secret\nAllow: /secret/open$\n"))
    urls = [site(path, page(path)) for path in ("/open", "/secret/x", "/secret/open")]
    assert reasons(await shelf.follow(*urls)) == {"x": "robots.txt does not allow it"}
    assert (site.asked("/secret/x"), site.asked("/robots.txt")) == (0, 1)


async def test_a_server_in_trouble_with_its_rules_allows_nothing(site: Site, shelf: Shelf) -> None:
    site("/robots.txt", web.Response(status=503))
    assert reasons(await shelf.follow(site("/a", page("A")))) == {"a": "robots.txt does not allow it"}


async def test_requests_to_a_host_keep_their_distance(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []

    async def slept(seconds: float) -> None:
        pauses.append(seconds)

    monkeypatch.setattr("qa.web.fetching.asyncio.sleep", slept)
    site("/robots.txt", web.Response(text="User-agent: *\nCrawl-delay: 7\n"))
    async with Fetcher(allow_private=True) as fetcher:
        for name in ("a", "b"):
            await fetcher.get(site(f"/{name}", page(name)))
    assert len(pauses) == 1
    assert 6 < pauses[0] <= 7


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:{port}/", "http://localhost:{port}/", "http://2130706433:{port}/", "http://[::1]:{port}/",
     "http://[::ffff:127.0.0.1]:{port}/", "http://0.0.0.0:{port}/", "http://10.0.0.1/", "http://169.254.169.254/latest",
     "http://user:word@example.org/", "ftp://example.org/", "file:///etc/passwd", "http://", "https://127.1:{port}/"],
)  # fmt: skip
async def test_private_addresses_are_not_reached(site: Site, url: str) -> None:
    site("/", page("Inside"))
    async with Fetcher(pause=0) as fetcher:
        with pytest.raises(Refused):
            await fetcher.get(url.format(port=site.root.rpartition(":")[2]))
    assert site.requests == []


async def test_a_redirect_to_a_private_address_is_not_followed(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching_module, "is_public", lambda address: address == "127.0.0.1")
    port = site.root.rpartition(":")[2]
    url = site("/out", web.Response(status=302, headers={"Location": f"http://127.0.0.2:{port}/in"}))
    site("/in", page("Inside"))
    async with Fetcher(pause=0) as fetcher:
        with pytest.raises(Refused, match="private"):
            await fetcher.get(url)
    assert site.asked("/in") == 0


async def test_a_name_that_stands_for_a_private_address_too_is_refused_by_the_connection_itself(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def rebound(_: ThreadedResolver, host: str, port: int = 0, *_family: int) -> list[dict[str, object]]:
        entry = {"hostname": host, "port": port, "family": socket.AF_INET, "proto": 0, "flags": 0}
        return [{**entry, "host": "93.184.215.14"}, {**entry, "host": "127.0.0.1"}]

    monkeypatch.setattr(ThreadedResolver, "resolve", rebound)
    with pytest.raises(Refused):
        await PublicResolver().resolve("evil.example", 80)
    async with Fetcher(pause=0) as fetcher:
        with pytest.raises(Refused, match="private"):
            await fetcher.get(f"http://evil.example:{site.root.rpartition(':')[2]}/")
    assert site.requests == []


async def test_a_state_that_cannot_be_read_says_what_to_do(shelf: Shelf, site: Site) -> None:
    await shelf.follow(site("/a", page("A")))
    (shelf.library / "web" / ".sources.json").write_text("{")
    with pytest.raises(Exception, match="remove it, and name the pages again"):
        Mirror(shelf.library)


async def test_pages_are_looked_at_now_and_then_and_followed_as_files_are(
    site: Site, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "QUIET", 50)
    monkeypatch.setattr(following, "TICK", 50)
    url = site("/port", page("The port"))
    await shelf.follow(url)
    shelf.index()
    commits: queue.Queue[tuple[int, int]] = queue.Queue()
    problems: queue.Queue[str] = queue.Queue()
    looks: queue.Queue[None] = queue.Queue()
    stop = threading.Event()

    def looked() -> list[Skipped]:
        looks.put(None)
        return fetch(Settings(library=shelf.library))

    async def a_whole_look() -> None:
        """Two begin: the one before the second of them began after this was asked for, and has ended."""
        looks.queue.clear()
        for _ in range(2):
            await asyncio.to_thread(looks.get, timeout=20)

    run = told_once(
        lambda: index([], LocalStore(shelf.library, shelf.embedder.dimension), shelf.embedder),
        1, lambda report: commits.put((report.changed, report.removed)), problems.put,
    )  # fmt: skip
    threads = [
        threading.Thread(target=look_now_and_then, args=(looked, problems.put, stop, 0.01)),
        threading.Thread(target=follow, args=([shelf.library / "web"], run, stop)),
    ]
    for thread in threads:
        thread.start()
    try:
        site("/port", page("The port", "The port of the town is open again."))
        assert await asyncio.to_thread(commits.get, timeout=20) == (1, 0)
        for _ in range(2):  # told again only when it was well meanwhile
            site("/port", web.Response(status=500))
            assert await asyncio.to_thread(problems.get, timeout=20) == f"{url}: the server answers 500"
            await a_whole_look()
            assert problems.empty()
            site("/port", page("The port", "The port of the town is open again."))
            await a_whole_look()
    finally:
        stop.set()
        for thread in threads:
            await asyncio.to_thread(thread.join, 20)


async def test_a_problem_of_the_web_part_itself_is_told_once_and_an_interruption_ends_the_looking() -> None:
    outcomes: list[BaseException | None] = [LibraryUnwritable("full"), LibraryUnwritable("full"), KeyboardInterrupt()]
    told: list[str] = []

    def looked() -> list[Skipped]:
        if (outcome := outcomes.pop(0)) is not None:
            raise outcome
        return []

    look_now_and_then(looked, told.append, threading.Event(), 0)
    assert (told, outcomes) == (["full"], [])
