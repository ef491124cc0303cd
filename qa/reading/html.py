"""Read a web page with trafilatura: its main text and its facts."""

import json
import logging
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from qa.reading.composing import NAME, beginning, compose, file_date, unsure_notice, web_address
from qa.reading.decoding import Decoded, Unreadable, decode, marked, without_nuls
from qa.reading.facts.fields import Facts, day_in_place, facts_of
from qa.reading.facts.people import people
from qa.reading.files import SourceFile
from qa.reading.markup.front_matter import fenced
from qa.reading.markup.hidden import is_template, masked, unfilled
from qa.reading.pages.facts import Page
from qa.reading.pages.joined import parted
from qa.reading.pages.text import prepare
from qa.reading.pages.title import place_of, title_of
from qa.reading.pages.tree import content
from qa.reports import Notice
from qa.values import BEGINNING, Article

NO_TEXT = "no main text in this page"

HEAD = 4096
"""First bytes, where a page declares its encoding."""

DECLARED = re.compile(
    rb"<(?:meta|\?xml)\b[^>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?\s*([a-z0-9._:-]+)", re.IGNORECASE
)

ENCODINGS = re.compile(
    r"utf-?8|(?:iso[_-]?(?:8859|2022)|windows-?\d|cp\d|koi8|gb|big5|euc|ks_c|shift|latin|mac|tis)[\w-]*", re.IGNORECASE
)
"""Encodings of pages, not Python's codecs for other purposes."""

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

DATES = {"original_date": True, "extensive_search": False, "min_date": "1000-01-01", "max_date": "9999-12-31"}
"""Only a date that the page gives as its own, of any time; none that its text just mentions."""

LISTED = re.compile(rb"<!-- listed as (\{[^<>]{0,3000}\}) -->")
"""What a feed said about a page, as the library writes it into the first lines."""

SAVED = re.compile(rb"<!-- saved from url=\(\d{4,}\)(\S{1,2048}) -->")
"""Where a page was saved from, as browsers write it into its first lines."""


def read_html(file: SourceFile, data: bytes) -> Iterator[Article | Notice]:
    """Yield the article of a web page, or of a site's template; its text has one paragraph per line.

    Raises Unreadable.
    """
    html, notice = _decoded(data)
    front = fenced(html)
    stated = facts_of(front.told, place="front matter")
    is_made = front.end or is_template(html)
    tree = _tree(unfilled(masked(html[front.end :])) if is_made else html)
    if tree is None:
        raise Unreadable(NO_TEXT)
    facts = Page(tree)
    site = facts.site()
    day, day_from, unsure = facts.published()
    prepare(tree)
    found = _extract(tree)
    title = stated.title or title_of(tree, facts, site) or (found.title if found is not None else "") or ""
    body = parted(tree, content(found.body, title), title) if found is not None else None
    if found is None or body is None or not body.text:
        raise Unreadable(NO_TEXT)
    listed = _listed_as(data, body.text)
    guessed = None if unsure else facts.guessed(found.date, html)
    own = Facts(
        title or listed.title,
        site or found.sitename,
        _saved_from(data) or found.url,
        day or listed.published or guessed or file_date(file),
        facts.authors() or listed.authors or people(found.author),
        unsure,
        title_from=place_of(title, tree, facts) if title else listed.title_from,
        published_from=day_from or listed.published_from or ("the page" if guessed else NAME),
    )
    told = _of_site(stated, own) if front.end else own
    yield compose(file, body, told)
    for reason in (front.fault, notice):
        if reason is not None:
            yield Notice(path=file.origin, reason=reason)
    yield from unsure_notice(file, [told.unsure] if told.unsure and not told.published else [])


def _of_site(stated: Facts, own: Facts) -> Facts:
    """The facts of a site's page, which is public from its day on: those that its front matter states, or its own."""
    told = {name: value for name in Facts.__slots__ if (value := getattr(stated, name))}
    found = replace(own, **told)
    return replace(found, public_from=found.public_from or found.published)


def _saved_from(data: bytes) -> str | None:
    found = SAVED.search(data[:HEAD])
    return web_address(found[1].decode("utf-8", "replace")) if found else None


def _listed_as(data: bytes, text: str) -> Facts:
    """What a feed said about the page, or its address, if it was fetched.

    Its file has a number for a name: the beginning of its text is the better title.
    """
    found = LISTED.search(data[:HEAD])
    try:
        fields = json.loads(found[1]) if found else {}
    except ValueError:
        fields = {}
    facts = facts_of(fields, place="its feed") if isinstance(fields, dict) else Facts()
    address = _saved_from(data)
    if address and not facts.published:
        facts = replace(facts, published=day_in_place(address), published_from="its address")
    return replace(facts, title=beginning(text), title_from=BEGINNING) if address and not facts.title else facts


def _decoded(data: bytes) -> Decoded:
    """The text of a page, as browsers decode it."""
    data = data if marked(data) else without_nuls(data)
    return decode(data, _declared(data))


def _declared(data: bytes) -> str | None:
    """The encoding that the page declares, as browsers understand it."""
    found = DECLARED.search(data[:HEAD])
    name = found[1].decode("ascii").lower() if found else ""
    return BROWSERS.get(name, name) if ENCODINGS.fullmatch(name) else None


def _tree(html: str) -> Any:
    """The tree of a page, or None."""
    from trafilatura import load_html  # only for a page: it takes a while to load

    for name in ("trafilatura", "htmldate", "courlan", "justext"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # they log what this module reports itself
    return load_html(f"<!DOCTYPE html>\n{html}")  # a part of a page is a page too


def _extract(tree: Any) -> Any:
    """What trafilatura finds in a page, a Document, or None."""
    from trafilatura import bare_extraction

    # With formatting, it loses text that stands beside bold words and in no paragraph of its own.
    return bare_extraction(
        tree, with_metadata=True, include_comments=False, include_formatting=False, date_extraction_params=DATES
    )
