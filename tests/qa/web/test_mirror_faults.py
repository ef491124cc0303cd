"""What goes wrong with pages, feeds and the disk is reported, and nothing that is kept is lost."""

import asyncio
import errno
import gzip
from pathlib import Path

import pytest
from aiohttp import ClientTimeout, web

from qa.errors import LibraryUnwritable
from qa.library.indexing import index
from qa.web.fetching import Fetched, Fetcher
from qa.web.mirror import Mirror
from tests.qa.web.site import PAGE, Handler, Shelf, Site, feed_of, page, reasons
from vectorstore.local import LocalStore

pytestmark = pytest.mark.asyncio


async def test_a_page_that_fails_later_stays_and_one_that_is_gone_goes(site: Site, shelf: Shelf) -> None:
    urls = [site(f"/{name}", page(name)) for name in ("A", "B", "C")]
    await shelf.follow(*urls)
    site("/A", web.Response(status=500))
    site("/B", web.Response(status=410))
    site("/C", web.Response(body=b"\x89PNG", content_type="image/png"))
    assert reasons(await shelf.follow()) == {
        "A": "the server answers 500", "B": "the page is gone", "C": "it is image/png, not a web page"
    }  # fmt: skip
    assert set(shelf.index()) == {"A", "C"}


async def test_pages_that_are_gone_go_however_many_they_are(site: Site, shelf: Shelf) -> None:
    urls = [site(f"/{name}", page(name)) for name in ("A", "B", "C")]
    await shelf.follow(*urls)
    assert set(shelf.index()) == {"A", "B", "C"}
    for gone in "AB":
        site(f"/{gone}", web.Response(status=404))
    await shelf.follow()
    assert set(shelf.index()) == {"C"}


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
    "is empty": (
        web.Response(text="", content_type="application/rss+xml"),
        "it is application/rss+xml, not a web page",
    ),
    "turns into a picture": (
        web.Response(body=b"\x89PNG", content_type="image/png"),
        "it is image/png, not a web page",
    ),
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
