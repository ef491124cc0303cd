"""Read a WordPress export (WXR): its posts and pages, as a stream."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from qa.reading.decoding import SAMPLE, Unreadable
from qa.reading.files import SourceFile
from qa.reading.pages.fragments import SHORTCODE
from qa.reading.rows.records import Record, articles
from qa.reading.xml_tree import SAFELY, local
from qa.reports import Notice, Skipped
from qa.values import Article

NAMESPACE = b"wordpress.org/export/"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"

BLANKS = bytes(32 if one < 32 and one not in b"\t\n\r" else one for one in range(256))

NO_ARTICLES = frozenset(
    [
        *("attachment", "revision", "nav_menu_item", "custom_css", "customize_changeset", "oembed_cache", "wp_block"),
        *("wp_global_styles", "wp_navigation", "wp_template", "wp_template_part", "wp_font_family", "wp_font_face"),
        *("user_request", "acf-field", "acf-field-group", "wpcf7_contact_form"),
    ]
)
"""Kinds of entries that are not pages for readers."""

NOT_FOR_READERS = frozenset({"auto-draft", "inherit", "trash"})
"""States of entries that were never written, or were thrown away."""

BLANK_LINES = re.compile(r"\n\s*\n")
HAS_PARAGRAPHS = re.compile(r"<p\b|<!-- wp:", re.IGNORECASE)
BLOCK = re.compile(
    r"\s*<(?:!--|/?(?:h[1-6]|ul|ol|li|div|table|tr|td|blockquote|pre|figure|section|hr)\b)", re.IGNORECASE
)


def read_export(file: SourceFile) -> Iterator[Article | Skipped | Notice]:
    """Yield an article for each post and page of an export. Raises OSError and Unreadable."""
    with file.path.open("rb") as opened:
        start = opened.read(SAMPLE)
    if not start.strip(b"\0 \t\r\n"):
        raise Unreadable("empty")
    if NAMESPACE not in start:
        raise Unreadable("not a WordPress export; for a feed or a sitemap, give its address")
    return articles(file, lambda: _records(file))


def _records(file: SourceFile) -> Iterator[Record | Skipped | Notice]:
    """The records of an export; if it is cut off, without an entry whose end is missing."""
    is_cut, is_last_whole = _end_of(file.path)
    held: Record | None = None
    for found in _entries(file):
        if isinstance(found, Record):
            if held is not None:
                yield held
            held = found
        elif not is_cut:
            yield found
    if held is not None and is_last_whole:
        yield held
    if is_cut:
        yield Notice(path=file.origin, reason="it is cut off: what is missing is not read")


def _end_of(path: Path) -> tuple[bool, bool]:
    """Whether an export is cut off, and whether its last entry is still whole."""
    with path.open("rb") as opened:
        opened.seek(max(0, path.stat().st_size - SAMPLE))
        tail = opened.read(SAMPLE)
    is_cut = b"</rss>" not in tail
    return is_cut, not is_cut or tail.rfind(b"</item>") > tail.rfind(b"<item>")


class _Clean:
    """A file without the control characters that XML forbids but WordPress writes."""

    def __init__(self, opened: BinaryIO) -> None:
        self._opened = opened

    def read(self, size: int) -> bytes:
        """Return the next bytes, as a parser asks for them."""
        return self._opened.read(size).translate(BLANKS)


def _entries(file: SourceFile) -> Iterator[Record | Notice]:
    from lxml import etree  # only for XML: it takes a while to load

    names: dict[str, str] = {}
    site = ""
    with file.path.open("rb") as opened:
        tags = ("{*}item", "{*}author", "{*}title")
        parser = etree.iterparse(_Clean(opened), events=("end",), tag=tags, **SAFELY)
        for _, element in parser:
            match local(element.tag):
                case "title":
                    site = site or _said(element)
                    continue
                case "author":
                    told = {local(one.tag): _said(one) for one in element}
                    names[told.get("author_login", "")] = told.get("author_display_name", "")
                case _:
                    yield from _record(element, names, site)
            _forget(element)
        if any(error.level_name == "FATAL" for error in parser.error_log):
            yield Notice(path=file.origin, reason="parts of it are not valid XML and are left out")


def _said(element: Any) -> str:
    return "".join(element.itertext()).strip()


def _forget(element: Any) -> None:
    """Free an element that was read, and those before it."""
    element.clear()
    while (before := element.getprevious()) is not None:
        element.getparent().remove(before)


def _record(item: Any, names: dict[str, str], site: str) -> Iterator[Record]:
    """The fields of an entry, if it is one that people read."""
    told = {local(one.tag): _said(one) for one in item if one.tag != CONTENT}
    if told.get("post_type", "post") in NO_ARTICLES or told.get("status") in NOT_FOR_READERS:
        return
    written = told.get("post_date", "")
    fields = {
        "title": told.get("title"),
        "content": _html("".join(map(_said, item.iterchildren(CONTENT)))),
        "url": told.get("link"),
        "date": told.get("pubDate") if written.startswith("0000") else written or told.get("pubDate"),
        "author": names.get(told.get("creator", "")) or told.get("creator"),
        "source": site,
        "id": told.get("post_id") or told.get("guid"),
        "wp:status": "private" if told.get("post_password") else told.get("status"),
    }
    yield Record(item.sourceline, fields)


def _html(text: str) -> str:
    """The text of a post as HTML: blank lines separate paragraphs, unless it has tags for them."""
    text = SHORTCODE.sub("", text)
    if HAS_PARAGRAPHS.search(text):
        return text
    return "\n".join(one if BLOCK.match(one) else f"<p>{one}</p>" for one in BLANK_LINES.split(text) if one.strip())
