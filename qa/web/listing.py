"""Read a feed or a sitemap: the pages that it lists, and what it says about them."""

import codecs
import html
import io
import json
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from qa.reading.composing import web_address
from qa.reading.facts.dates import NO_ORDER, order_of, parse_date
from qa.reading.xml_tree import local, root

MOST = 5_000
"""Most entries taken from one list."""

LARGEST = 50 * 1024 * 1024
"""Most bytes of a list, unpacked: sitemaps.org's limit."""

GZIP = b"\x1f\x8b"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
BARE = re.compile(rb"<!\[CDATA\[.*?(?:\]\]>|\Z)|&(?!#?\w{1,30};)", re.DOTALL)
"""An ampersand that is not escaped, as in many addresses of sitemaps; in CDATA it need not be."""

FEEDS = ("rss", "feed", "RDF")
SITEMAPS = {"urlset": "url", "sitemapindex": "sitemap"}
"""The root elements of sitemaps, and the elements of their entries."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a list says about a page. Without an address, `content` is all there is, as HTML."""

    url: str = ""
    key: str = ""
    title: str = ""
    published: str = ""
    authors: tuple[str, ...] = ()
    content: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """The entries of a feed or a sitemap, each once, in order. An index lists sitemaps."""

    entries: Sequence[Entry]
    is_index: bool = False


def listing(body: bytes) -> Listing | None:
    """Return what a feed or a sitemap lists; None if it is neither, which its root element shows."""
    body = _unpacked(body).removeprefix(codecs.BOM_UTF8)
    if body.lstrip()[:4].lower() == b"http":
        return _of_lines(body.decode("utf-8", "replace").split())
    if body.lstrip()[:1] == b"{":
        return _of_json(body)
    tree = root(BARE.sub(_escaped, body))
    name = local(tree.tag) if tree is not None else ""
    if name in SITEMAPS:
        return Listing(_unique(_of_sitemap(tree, SITEMAPS[name])), is_index=name == "sitemapindex")
    return Listing(_unique(_of_feed(body))) if name in FEEDS else None


def _escaped(found: re.Match[bytes]) -> bytes:
    return b"&amp;" if found[0] == b"&" else found[0]


def _unpacked(body: bytes) -> bytes:
    """The bytes of a list, unpacked if they are packed by gzip."""
    if not body.startswith(GZIP):
        return body
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(body, LARGEST)
    except zlib.error:
        return b""


def _of_lines(lines: Sequence[str]) -> Listing | None:
    """What a sitemap in plain text lists: one address per line, and nothing else (sitemaps.org)."""
    return Listing(_unique(map(Entry, lines))) if all(map(web_address, lines)) else None


def _of_sitemap(sitemap: Any, element: str) -> Iterator[Entry]:
    """The entries of a sitemap, in its own namespace: the addresses of images are in another."""
    namespace = sitemap.tag.rpartition("}")[0]
    prefix = f"{namespace}}}" if namespace else ""
    for one in sitemap.iterfind(f"{prefix}{element}"):
        yield Entry(
            url=_said(one, f"{prefix}loc"),
            title=_said(one, f"{NEWS}news/{NEWS}title"),
            published=_said(one, f"{NEWS}news/{NEWS}publication_date"),
        )


def _said(element: Any, path: str) -> str:
    return (element.findtext(path) or "").strip()


def _of_feed(body: bytes) -> Iterable[Entry]:
    import feedparser  # only for a feed: it takes a while to load

    parsed = feedparser.parse(io.BytesIO(body), sanitize_html=False, resolve_relative_uris=False)
    is_rss = str(parsed.get("version") or "").startswith("rss")
    for one in parsed.entries:
        contents = [str(part.get("value") or "") for part in one.get("content", ())]
        people = [str(person.get("name") or "") for person in one.get("authors", ()) if person]
        yield Entry(
            url=_address(one),
            key=str(one.get("id") or one.get("title") or ""),
            title=str(one.get("title") or ""),
            # In RSS, feedparser takes Dublin Core's date, which may be the only one, for that of a change.
            published=str(one.get("published") or (is_rss and one.get("updated")) or ""),
            authors=tuple(filter(None, people)),
            content=max([*contents, str(one.get("summary") or "")], key=len),
        )


def _address(entry: Mapping[str, Any]) -> str:
    """The address of an entry; a guid in its place counts only if it looks like an address."""
    link = str(entry.get("link") or "")
    return "" if entry.get("guidislink") and "://" not in link else link


def _of_json(body: bytes) -> Listing | None:
    """What a JSON Feed lists (jsonfeed.org)."""
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        return None
    items = told.get("items") if isinstance(told, dict) and "jsonfeed.org" in str(told.get("version")) else None
    if not isinstance(items, list):
        return None
    return Listing(_unique(_of_item(item) for item in items[:MOST] if isinstance(item, dict)))


def _of_item(item: Mapping[str, Any]) -> Entry:
    people = item.get("authors") or [item.get("author")]
    names = [one.get("name") for one in people if isinstance(one, dict)] if isinstance(people, list) else []
    text = item.get("content_html") or f"<p>{html.escape(str(item.get('content_text') or ''))}</p>"
    return Entry(
        url=str(item.get("url") or item.get("external_url") or ""),
        key=str(item.get("id") or ""),
        title=str(item.get("title") or ""),
        published=str(item.get("date_published") or ""),
        authors=tuple(name for name in names if isinstance(name, str)),
        content=str(text),
    )


def _unique(entries: Iterable[Entry]) -> list[Entry]:
    """The first of the entries with the same address, or key if without; not those with neither text nor address."""
    found: dict[str, Entry] = {}
    for one in entries:
        if one.url or one.content:
            found.setdefault(one.url or f"#{one.key or one.title}", one)
    return _dated(list(found.values())[:MOST])


def _dated(entries: Sequence[Entry]) -> list[Entry]:
    """The entries, with days that may be two as the others show that they are written."""
    order = order_of(one.published for one in entries)
    return [
        replace(one, published=str(parse_date(one.published, order) or one.published))
        if NO_ORDER.unsure(one.published)
        else one
        for one in entries
    ]
