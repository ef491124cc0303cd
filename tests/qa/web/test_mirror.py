"""Pages, feeds and sitemaps of a real server, kept as files and followed."""

from datetime import date

import pytest
from aiohttp import web

from qa.library.indexing import index
from qa.reading import SourceFile, find, read
from qa.values import Article
from tests.qa.web.site import Shelf, Site, feed_of, page, reasons
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
    shelf.now -= 7 * 24 * 60 * 60  # a clock that is set back delays it by no more than a day
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


async def test_a_page_that_turns_into_a_feed_is_one(site: Site, shelf: Shelf) -> None:
    await shelf.follow(site("/news", page("News")), site("/a", page("A")))
    assert set(shelf.index()) == {"News", "A"}
    site("/news", web.Response(text=feed_of(f"{site.root}/b"), content_type="application/rss+xml"))
    site("/b", page("B"))
    assert await shelf.follow() == []
    assert set(shelf.index()) == {"A", "B"}


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
