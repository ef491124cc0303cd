"""A feed or a sitemap -> the addresses of its pages."""

import io
from collections.abc import Sequence

MOST = 5_000
"""Most addresses taken from one list."""

HEAD = 2_000
FEEDS = (b"<rss", b"<feed", b"<rdf:rdf")
SITEMAPS = (b"<urlset", b"<sitemapindex")


def links(body: bytes) -> Sequence[str] | None:
    """The addresses in a feed or a sitemap, each once, in order; None if this is neither."""
    head = body[:HEAD].lower()
    if any(mark in head for mark in SITEMAPS):
        return _of_sitemap(body)
    if any(mark in head for mark in FEEDS):
        return _of_feed(body)
    return None


def is_index(body: bytes) -> bool:
    """Whether this is a sitemap of sitemaps."""
    return b"<sitemapindex" in body[:HEAD].lower()


def _of_feed(body: bytes) -> list[str]:
    import feedparser  # only for a feed: it takes a while to load

    parsed = feedparser.parse(io.BytesIO(body), sanitize_html=False, resolve_relative_uris=False)
    return _unique([str(entry.get("link") or "") for entry in parsed.entries])


def _of_sitemap(body: bytes) -> list[str]:
    from lxml import etree  # only for a sitemap

    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    root = etree.fromstring(body, parser)
    if root is None:
        return []
    return _unique([(element.text or "").strip() for element in root.iter("{*}loc")])


def _unique(addresses: Sequence[str]) -> list[str]:
    return [one for one in dict.fromkeys(addresses) if one][:MOST]
