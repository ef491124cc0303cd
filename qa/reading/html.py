"""A web page: its main text and what it says of itself, by trafilatura."""

import logging
import re
from collections.abc import Iterator
from typing import Any

from qa.reading.composing import Content, after_title, compose, web_address
from qa.reading.dates import parse_date
from qa.reading.decoding import Unreadable, decode, mend
from qa.reading.fields import Told
from qa.reading.files import SourceFile
from qa.reading.people import people
from qa.values import Article, Notice

HEAD = 4096
"""Bytes in which a page declares its encoding."""

DECLARED = re.compile(
    rb"<(?:meta|\?xml)\b[^>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?\s*([a-z0-9._:-]+)", re.IGNORECASE
)

ENCODINGS = re.compile(
    r"utf-?8|(?:iso[_-]?(?:8859|2022)|windows-?\d|cp\d|koi8|gb|big5|euc|ks_c|shift|latin|mac|tis)[\w-]*", re.IGNORECASE
)
"""Encodings of pages; not those that Python has for other ends."""

BROWSERS = {
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "iso-8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
}
"""What browsers take an encoding to be (encoding.spec.whatwg.org, names and labels)."""

SPACE = re.compile(r"[ \t\r\n\f]+")
NOT_XML = re.compile("[\x00-\x08\x0b\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that lxml gives and does not take."""

KEEPS_SPACE = ("pre", "textarea", "script", "style")

DATES = {"original_date": True, "extensive_search": False, "min_date": "1000-01-01", "max_date": "9999-12-31"}
"""The date that the page tells of itself, whenever it was; none that only stands in its text."""


SAVED = re.compile(rb"<!-- saved from url=\(\d{4,}\)(\S{1,2048}) -->")
"""Where a page was saved from, as browsers write it into its first lines."""


def read_html(file: SourceFile, data: bytes) -> Iterator[Article | Notice]:
    """The article of a web page; its text is the main text, a paragraph a line. Raises Unreadable."""
    html, notice = decode(data, _declared(data))
    page = _extract(html)
    text = mend(page.text or "").strip() if page is not None else ""
    if not text:
        raise Unreadable("no main text in this page")
    yield compose(
        file,
        Content(text, [after_title(text, page.title or "")]),
        Told(page.title, page.sitename, _saved_from(data) or page.url, parse_date(page.date), people(page.author)),
    )
    if notice is not None:
        yield Notice(path=file.origin, reason=notice)


def _saved_from(data: bytes) -> str | None:
    found = SAVED.search(data[:HEAD])
    return web_address(found[1].decode("utf-8", "replace")) if found else None


def _declared(data: bytes) -> str | None:
    """The encoding that the page says it has, as browsers understand it."""
    found = DECLARED.search(data[:HEAD])
    name = found[1].decode("ascii").lower() if found else ""
    return BROWSERS.get(name, name) if ENCODINGS.fullmatch(name) else None


def _extract(html: str) -> Any:
    """What trafilatura finds in a page, a Document, or None."""
    from trafilatura import bare_extraction, load_html  # only for a page: it takes a while to load

    for name in ("trafilatura", "htmldate", "courlan", "justext"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # they log what this module tells by itself
    tree = load_html(f"<!DOCTYPE html>\n{html}")  # a part of a page is a page too
    if tree is None:
        return None
    _fold_space(tree)
    return bare_extraction(tree, with_metadata=True, include_comments=False, date_extraction_params=DATES)


def _fold_space(tree: Any) -> None:
    """Make of line breaks inside paragraphs what a browser makes of them: spaces."""
    for element in tree.iter():
        if element.text and element.tag not in KEEPS_SPACE:
            element.text = _folded(element.text)
        if element.tail and not any(above.tag in KEEPS_SPACE for above in element.iterancestors()):
            element.tail = _folded(element.tail)


def _folded(text: str) -> str:
    return NOT_XML.sub("\ufffd", SPACE.sub(" ", text))
