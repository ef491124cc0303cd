"""Read an EPUB book: its chapters in the order of its spine, and the facts in its package."""

import posixpath
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from qa.reading.archives import Archive
from qa.reading.composing import LETTER, compose, web_address
from qa.reading.decoding import decode
from qa.reading.facts.dates import parse_date
from qa.reading.facts.fields import Facts
from qa.reading.facts.people import people
from qa.reading.files import SourceFile
from qa.reading.pages.fragments import tree_of
from qa.reading.pages.tree import content
from qa.reading.xml_tree import root, texts
from qa.reports import Notice
from qa.values import Article

KIND = "an EPUB"
CONTAINER = "META-INF/container.xml"
ENCRYPTION = "META-INF/encryption.xml"

CHAPTERS = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")
EMPTY = re.compile(r"<(title|script|style|textarea|iframe|a|span|div|p|i|b|em|td|th|li)\b([^<>]*)/>", re.IGNORECASE)
"""An element that XML ends at once, but HTML does not."""

TAGS = re.compile(r"<[^<>]*>")
BODY = re.compile(r"<body\b[^<>]*>(.*?)(?:</body\s*>|\Z)", re.DOTALL | re.IGNORECASE)


def read_epub(file: SourceFile, data: bytes) -> Iterator[Article | Notice]:
    """Yield the article of a book; its text is its chapters, one paragraph per line. Raises Unreadable."""
    archive = Archive(data, KIND)
    path = _package_path(archive)
    package = root(archive.read(path))
    if package is None:
        raise archive.broken("it has no package in it")
    facts = _facts(package)
    chapters = [_body(archive.read(name)) for name in _spine(archive, package, posixpath.dirname(path))]
    trees = [tree_of(one) for one in chapters if LETTER.search(TAGS.sub("", one))]
    book = tree_of("<p></p>")
    book.extend(trees)
    yield compose(file, content(book, facts.title or ""), facts)
    if lost := sum(next(tree.itertext(), None) is None for tree in trees):
        yield Notice(path=file.origin, reason=f"{lost} of its {len(trees)} chapters cannot be read")


def _package_path(archive: Archive) -> str:
    """The place of the book's description in the archive."""
    container = root(archive.read(CONTAINER))
    rootfile = container.find(".//{*}rootfile") if container is not None else None
    if rootfile is None:
        raise archive.broken("it has no container in it")
    return str(rootfile.get("full-path") or "")


def _facts(package: Any) -> Facts:
    """The facts about the book in its package, without the dates of changes."""
    dates = [one for one in package.iter("{*}date") if _event(one) in ("", "publication", "original-publication")]
    return Facts(
        title=next(texts(package, "title"), None),
        source=next(texts(package, "publisher"), None),
        url=next(filter(None, map(web_address, texts(package, "identifier"))), None),
        published=next(filter(None, (parse_date((one.text or "").strip()) for one in dates)), None),
        authors=people(list(texts(package, "creator"))),
        title_from="package: title",
        published_from="package: date",
    )


def _event(date: Any) -> str:
    return next((str(value) for name, value in date.attrib.items() if name.endswith("event")), "")


def _spine(archive: Archive, package: Any, folder: str) -> Iterator[str]:
    """The archive's entries in reading order, without the table of contents."""
    items = {item.get("id"): item for item in package.iter("{*}item")}
    locked = archive.read(ENCRYPTION).decode("utf-8", "replace")
    for reference in package.iter("{*}itemref"):
        item = items.get(reference.get("idref"))
        if item is None or item.get("media-type") not in CHAPTERS or reference.get("linear") == "no":
            continue
        name = posixpath.normpath(posixpath.join(folder, unquote(item.get("href") or "")))
        if f'"{name}"' in locked:
            raise archive.broken("its chapters are encrypted")
        if "nav" not in (item.get("properties") or "").split():
            yield name


def _body(chapter: bytes) -> str:
    """The body of a chapter, as HTML."""
    if not chapter.strip():
        return ""
    html = EMPTY.sub(r"<\1\2></\1>", decode(chapter).text)
    found = BODY.search(html)
    return found[1] if found else html
