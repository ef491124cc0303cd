"""Feeds and sitemaps, told apart by what they are."""

import gzip
import json

import pytest

from qa.web.listing import MOST, Entry, Listing, listing

SITEMAP = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
IMAGES = 'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'


def addresses(body: bytes) -> list[str]:
    found = listing(body)
    assert found is not None
    return [one.url for one in found.entries]


def test_a_sitemap_lists_its_pages_and_not_their_images() -> None:
    body = (
        f"<urlset {SITEMAP} {IMAGES}><url><loc> https://a.example/1 </loc><image:image><image:loc>https://a.example/p.jpg"
        "</image:loc></image:image></url><url><loc>https://a.example/2</loc></url><url><loc>https://a.example/1</loc></url>"
        "<loc>https://a.example/stray</loc></urlset>"
    ).encode()
    assert addresses(body) == ["https://a.example/1", "https://a.example/2"]
    assert addresses(gzip.compress(body)) == ["https://a.example/1", "https://a.example/2"]


def test_a_sitemap_of_sitemaps_is_an_index() -> None:
    body = b"<sitemapindex><sitemap><loc>https://a.example/s.xml.gz</loc></sitemap></sitemapindex>"
    assert listing(body) == Listing([Entry("https://a.example/s.xml.gz")], is_index=True)


@pytest.mark.parametrize(
    "feed",
    [
        "<?xml version='1.0'?><!-- " + "notice " * 500 + "--><rss version='2.0'><channel><item><title>T</title>"
        "<link>https://a.example/1</link><pubDate>Fri, 03 May 2024 10:00:00 GMT</pubDate></item></channel></rss>",
        "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>T</title><link href='https://a.example/1'/>"
        "<published>Fri, 03 May 2024 10:00:00 GMT</published></entry></feed>",
        json.dumps(
            {
                "version": "https://jsonfeed.org/version/1.1",
                "items": [
                    {"url": "https://a.example/1", "title": "T", "date_published": "Fri, 03 May 2024 10:00:00 GMT"}
                ],
            }
        ),
    ],
)
def test_a_feed_tells_the_address_title_and_day_of_its_entries(feed: str) -> None:
    found = listing(feed.encode())
    assert found is not None
    (one,) = found.entries
    assert (one.url, one.title, one.published) == ("https://a.example/1", "T", "Fri, 03 May 2024 10:00:00 GMT")


def test_an_entry_without_an_address_has_its_text() -> None:
    feed = (
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><item><title>T</title>'
        '<guid isPermaLink="false">7</guid><author>jane@post.org (Jane Doe)</author><content:encoded>'
        "<![CDATA[<p>It is open.</p>]]></content:encoded></item><item><title>Nothing</title></item></channel></rss>"
    )
    found = listing(feed.encode())
    assert found is not None
    (one,) = found.entries
    assert (one.url, one.key, one.content, one.authors) == ("", "7", "<p>It is open.</p>", ("Jane Doe",))


@pytest.mark.parametrize(
    "body",
    [
        b"<!DOCTYPE html><html><body><feedback-box></feedback-box><p>The <rss> tag</p></body></html>",
        b"<html><urlset><url><loc>https://a.example/1</loc></url></urlset></html>",
        b"",
        b"plain text",
        b'{"items": []}',
        b"{" * 100_000,
        b"<a>" * 100_000,
        gzip.compress(b"<html></html>", mtime=0),
        b"\x1f\x8bnot packed",
    ],
)
def test_what_is_no_list_is_none(body: bytes) -> None:
    assert listing(body) is None


def test_a_list_without_end_is_cut() -> None:
    items = "".join(f"<item><link>/{number}</link></item>" for number in range(MOST + 5))
    found = addresses(f"<rss><channel>{items}</channel></rss>".encode())
    assert (len(found), found[-1]) == (MOST, f"/{MOST - 1}")


def test_what_is_packed_without_end_is_not_unpacked_whole() -> None:
    bomb = gzip.compress(b"<urlset>" + b" " * 200_000_000 + b"</urlset>")
    assert listing(bomb) == Listing([])


def test_entities_of_a_list_are_not_looked_up() -> None:
    body = b'<!DOCTYPE urlset [<!ENTITY x SYSTEM "file:///etc/hostname">]><urlset><url><loc>&x;</loc></url></urlset>'
    assert listing(body) == Listing([])
