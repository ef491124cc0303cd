"""A web page: its main text and what it says of itself, by trafilatura."""

import logging

from qa.reading.composing import compose, one_line, stem_title
from qa.reading.dates import parse_date
from qa.reading.decoding import Unreadable
from qa.reading.files import SourceFile
from qa.types import Article, Span


def read_html(file: SourceFile, data: bytes) -> Article:
    """The article of a web page; its text is the main text, a paragraph a line. Raises Unreadable."""
    if not data.strip():
        raise Unreadable("empty")
    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it logs what this module tells by itself
    page = bare_extraction(data, with_metadata=True, include_comments=False, include_tables=True)
    text = (page.text or "") if page is not None else ""
    if page is None or not text.strip():
        raise Unreadable("no main text in this page")
    title = one_line(page.title or "")
    first, newline, _ = text.partition("\n")
    start = len(first) + len(newline) if newline and one_line(first) == title else 0
    return compose(
        file,
        text,
        [Span(start, len(text))],
        title=title or stem_title(file),
        source=page.sitename or page.hostname,
        url=page.url,
        published=parse_date(page.date),
        author=page.author,
    )
