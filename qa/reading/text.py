"""Read plain text: a title line, paragraphs, and perhaps a last line with the source."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from qa.reading.composing import END_OF_LINE, NAME, Content, compose, file_date, web_address
from qa.reading.decoding import Unreadable, decode
from qa.reading.facts.fields import Facts
from qa.reading.files import SourceFile
from qa.reading.paragraphs import headings, paragraphs, quotations
from qa.reports import Notice
from qa.values import Article, Span

LONGEST_TITLE = 200
"""Longest line that may be a title."""

LONGEST_SOURCE = 200
"""Longest name of a source."""

SENTENCE = re.compile(r"(?:\S+\s+){8,}\S*[.!?]")
"""What is too much like a sentence to name a source."""

SOURCE = re.compile(r"(?:original\s+)?source\s*:\s*(?P<source>\S.*)", re.IGNORECASE)


WORD = re.compile(r"\S+")
WEB_PAGE = re.compile(r"\s*(?:<\?xml[^<>]*>\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE)
RECORDS = re.compile(r"\s*(?:\[\s*)?\{\s*\"[^\"\n]{1,80}\"\s*:")
"""How a web page and JSON begin."""


class SourceLine(NamedTuple):
    """Where the last line of a text begins, and the source that it names."""

    start: int
    source: str


def read_text(file: SourceFile, data: bytes) -> Iterator[Article | Notice]:
    """Yield the article of a text file: its text is all of it. Raises Unreadable."""
    text, notice = decode(data)
    if WEB_PAGE.match(text) or RECORDS.match(text):
        raise Unreadable(f"not text but {'JSON' if RECORDS.match(text) else 'a web page'}, by another name")
    if text.strip() and all(web_address(word[0]) for word in WORD.finditer(text)):
        raise Unreadable("only addresses: index those")
    last = source_line(text)
    end = last.start if last else len(text)
    title = _title(text, end)
    body = paragraphs(text, Span(title.end, end))
    yield compose(
        file,
        Content(text, body, [*headings(text, body), *quotations(text, body)], verbatim=True, line=1),
        Facts(
            text[title.start : title.end],
            last.source if last else None,
            published=file_date(file),
            title_from="its first line",
            published_from=NAME,
        ),
    )
    if notice is not None:
        yield Notice(path=file.origin, reason=notice)


def source_line(text: str, start: int = 0) -> SourceLine | None:
    """The last line of the text that is not blank, if it names the source and `text[start:]` says more."""
    end = len(text.rstrip())
    window = max(start, end - LONGEST_SOURCE - 50)
    breaks = [found.end() for found in END_OF_LINE.finditer(text, window, end)]
    if not breaks or not text[start : breaks[-1]].strip():
        return None
    named = SOURCE.fullmatch(text[breaks[-1] : end].strip())
    if named is None or len(named["source"]) > LONGEST_SOURCE or SENTENCE.fullmatch(named["source"]):
        return None
    return SourceLine(breaks[-1], named["source"])


def _title(text: str, end: int) -> Span:
    """The first line of `text[:end]` that is not blank, if it may be a title and is followed by more; else nothing."""
    start = len(text) - len(text.lstrip())
    stop = END_OF_LINE.search(text, start, min(end, start + LONGEST_TITLE + 2))
    if stop is None or stop.start() - start > LONGEST_TITLE or not text[stop.end() : end].strip():
        return Span(0, 0)
    return Span(start, stop.end())
