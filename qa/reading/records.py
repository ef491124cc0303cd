"""Records -> articles: what a line of JSON and a row of a table have in common."""

import hashlib
from array import array
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from qa.reading.composing import LETTER, after_title, compose, one_line, web_address
from qa.reading.dates import parse_date
from qa.reading.decoding import MISFIT, Unreadable, mend
from qa.reading.fields import scalar, told
from qa.reading.files import SourceFile
from qa.reading.text import END_OF_LINE
from qa.values import Article, Notice, Skipped

LONGEST_BEGINNING = 80
"""Characters of the first line that stand for a title."""


class Record(NamedTuple):
    """The named fields of one article, and the line of the file on which they begin."""

    line: int
    fields: Mapping[Any, Any]


def articles(file: SourceFile, records: Iterator[Record | Skipped | Notice]) -> Iterator[Article | Skipped | Notice]:
    """An article of each record, and one reason for the whole file if none of its records has a text."""
    keys = _Keys()
    mute = array("Q")  # the lines of records without text, as long as no other was met
    is_blank, has_article, is_mended = True, False, False
    for record in records:
        is_blank &= isinstance(record, Notice)
        if not isinstance(record, Record):
            yield record
            continue
        fields = told(record.fields)
        if not is_mended and any(isinstance(value, str) and MISFIT.search(value) for value in fields.values()):
            is_mended = True
            yield Notice(path=file.origin, reason="characters that no text can hold are shown as \ufffd")
        try:
            article = _article(file, record.line, fields, keys)
        except _NoText:
            mute.append(record.line)
        except Unreadable as reason:
            yield Skipped(path=file.origin, line=record.line, reason=str(reason))
        else:
            has_article = True
            yield article
        if has_article:
            yield from (Skipped(path=file.origin, line=line, reason="no text") for line in mute)
            del mute[:]
    if mute:
        yield Skipped(path=file.origin, reason=f"none of its {len(mute)} records has a text")
    elif is_blank:
        yield Skipped(path=file.origin, reason="no records in it")


class _NoText(Unreadable):
    """A record without text."""


def _article(file: SourceFile, line: int, fields: Mapping[str, Any], keys: "_Keys") -> Article:
    if not isinstance(fields.get("text", ""), str):
        raise Unreadable("its text is not a string")
    text, title, url, name = (mend(scalar(fields.get(one)) or "") for one in ("text", "title", "url", "id"))
    body = after_title(text, title)
    if not LETTER.search(text, body.start):
        raise _NoText
    return compose(
        file,
        text,
        [body],
        title=title or _beginning(text),
        key=keys.unique(name or web_address(url) or title or f"line {line}"),
        source=scalar(fields.get("source")),
        url=url,
        published=parse_date(fields.get("published")),
        author=scalar(fields.get("author")),
        line=line,
    )


def _beginning(text: str) -> str:
    """The first words of a text, in place of a title."""
    line = one_line(END_OF_LINE.split(text.strip(), 1)[0])
    if len(line) <= LONGEST_BEGINNING:
        return line
    return f"{line[: LONGEST_BEGINNING + 1].rpartition(' ')[0] or line[:LONGEST_BEGINNING]}…"


class _Keys:
    """The keys of one file's records, each made unique by a number if need be."""

    def __init__(self) -> None:
        self._counts: dict[bytes, int] = {}

    def unique(self, key: str) -> str:
        """The key, or the first of key#2, key#3 that is not taken."""
        first = _short(key)
        free = key
        while (short := _short(free)) in self._counts:
            self._counts[first] += 1
            free = f"{key}#{self._counts[first]}"
        self._counts[short] = 1
        return free


def _short(key: str) -> bytes:
    """A key in the same few bytes, however long it is."""
    return hashlib.sha256(key.encode()).digest()[:12]
