"""Feeds and sitemaps, told apart by their content."""

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


@pytest.mark.parametrize(
    "address",
    ["https://a.example/?a=1&b=2", "https://a.example/?a=1&amp;b=2", "<![CDATA[https://a.example/?a=1&b=2]]>"],
)
def test_an_address_of_a_sitemap_is_read_though_it_is_not_escaped(address: str) -> None:
    body = f"<urlset {SITEMAP}><url><loc>{address}</loc></url></urlset>"
    assert addresses(body.encode()) == ["https://a.example/?a=1&b=2"]


def test_a_sitemap_may_be_lines_of_text() -> None:
    assert addresses(b"\xef\xbb\xbfhttps://a.example/1\r\nhttps://a.example/2\r\n") == [
        *("https://a.example/1", "https://a.example/2"),
    ]
    assert listing(b"https://a.example/1 is the mill.") is None


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


@pytest.mark.parametrize(
    ("other", "day"),
    [("13/02/2021", "2021-02-01"), ("02/13/2021", "2021-01-02"), ("03/02/2021", "01/02/2021")],
)
def test_a_day_that_may_be_two_is_as_the_others_of_its_feed_show(other: str, day: str) -> None:
    items = "".join(
        f"<item><link>https://a.example/{one}</link><pubDate>{one}</pubDate></item>" for one in ("01/02/2021", other)
    )
    found = listing(f"<rss version='2.0'><channel>{items}</channel></rss>".encode())
    assert found is not None
    assert [one.published for one in found.entries] == [day, other]


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


def test_a_sitemap_of_news_tells_the_title_and_the_day() -> None:
    news = 'xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"'
    told = "<n:news><n:publication_date>2024-05-03</n:publication_date><n:title>The mill</n:title></n:news>"
    body = f"<urlset {SITEMAP} {news}><url><loc>https://a.example/1</loc>{told}</url></urlset>".encode()
    assert listing(body) == Listing([Entry(url="https://a.example/1", title="The mill", published="2024-05-03")])


def test_the_only_date_of_an_rdf_feed_is_that_of_publication_and_of_atom_it_is_not() -> None:
    rdf = (
        b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        b'xmlns:dc="http://purl.org/dc/elements/1.1/"><item rdf:about="https://a.example/1"><title>The mill</title>'
        b"<link>https://a.example/1</link><dc:date>2024-05-03</dc:date></item></rdf:RDF>"
    )
    atom = (
        b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>The mill</title><link href="https://a.example/1"/>'
        b"<updated>2024-05-03T00:00:00Z</updated></entry></feed>"
    )
    days = [found.entries[0].published for found in (listing(rdf), listing(atom)) if found is not None]
    assert days == ["2024-05-03", ""]


def test_a_json_feed_may_begin_with_a_byte_order_mark() -> None:
    feed = {"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "url": "https://a.example/1"}]}
    assert addresses(b"\xef\xbb\xbf" + json.dumps(feed).encode()) == ["https://a.example/1"]
