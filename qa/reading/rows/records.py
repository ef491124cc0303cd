"""Turn records into articles, whether lines of JSON or rows of a table."""

import hashlib
from array import array
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from qa.reading.composing import LETTER, beginning, compose, unsure_notice, web_address
from qa.reading.decoding import MISFIT, Unreadable, mend
from qa.reading.facts.dates import DateOrder, order_of
from qa.reading.facts.fields import DAYS, Facts, facts_of, is_markdown, key_of, simplified, text_of, unwrapped
from qa.reading.files import SourceFile
from qa.reading.markdown import markdown_said
from qa.reading.pages.fragments import plain, said
from qa.reports import Notice, Skipped
from qa.values import BEGINNING, Article


class Record(NamedTuple):
    """The named fields of one article, and the line of the file on which they begin; 0 if that is unknown."""

    line: int
    fields: Mapping[Any, Any]


Records = Iterator[Record | Skipped | Notice]


def articles(file: SourceFile, records: Callable[[], Records]) -> Iterator[Article | Skipped | Notice]:
    """Yield an article for each record, and a single reason for the whole file if none of its records has text.

    `records` starts again from the beginning of the file each time it is called.
    """
    keys = _Keys()
    column = _Column(records)
    mute = array("Q")  # the lines of records without text, until one with text is met
    is_blank, has_article, is_mended = True, False, False
    for record in records():
        is_blank &= isinstance(record, Notice)
        if not isinstance(record, Record):
            yield record
            continue
        record = record._replace(fields=unwrapped(record.fields))
        fields = simplified(record.fields)
        if not is_mended and any(isinstance(value, str) and MISFIT.search(value) for value in fields.values()):
            is_mended = True
            yield Notice(path=file.origin, reason="invalid characters are shown as \ufffd")
        try:
            article = _article(file, record, fields, keys, column)
        except _NoText:
            mute.append(record.line)
        except Unreadable as reason:
            yield Skipped(path=file.origin, line=record.line or None, reason=str(reason))
        else:
            has_article = True
            yield article
        if has_article:
            yield from (Skipped(path=file.origin, line=line or None, reason="no text") for line in mute)
            del mute[:]
    if mute:
        yield Skipped(path=file.origin, reason=f"none of its {len(mute)} records has any text")
    elif is_blank:
        yield Skipped(path=file.origin, reason="no records in it")
    yield from unsure_notice(file, column.unsure)


class _NoText(Unreadable):
    """A record without text."""


class _Column:
    """The dates in a file. Their order of day and month is determined once, when it first matters."""

    def __init__(self, records: Callable[[], Records]) -> None:
        self._records = records
        self._order: DateOrder | None = None
        self.unsure: list[str] = []

    def facts(self, fields: Mapping[Any, Any]) -> Facts:
        """The facts in a record's fields; a date that may mean two days is remembered."""
        found = facts_of(fields)
        if found.unsure is not None:
            if self._order is None:
                self._order = order_of(self._dates())
            found = facts_of(fields, self._order)
        if found.unsure is not None:
            self.unsure.append(found.unsure)
        return found

    def _dates(self) -> Iterator[object]:
        for record in self._records():
            if isinstance(record, Record):
                fields = simplified(unwrapped(record.fields))
                yield from (fields[name] for name in DAYS if name in fields)


def _article(file: SourceFile, record: Record, fields: Mapping[str, Any], keys: "_Keys", column: _Column) -> Article:
    raw = text_of(fields)
    if not isinstance(raw, str | None):
        raise Unreadable("its text is not a string")
    facts = column.facts(record.fields)
    title, url, name = (mend(one or "") for one in (facts.title, facts.url, key_of(fields)))
    text = mend(raw or "")
    found = markdown_said(text) if is_markdown(fields) else said(text, plain(title))
    if not any(LETTER.search(found.text, *span) for span in found.body):
        raise _NoText
    if not (titled := plain(title)):
        titled, facts = beginning(found.text), replace(facts, title_from=BEGINNING)
    return compose(
        file,
        replace(found, line=record.line or None),
        replace(facts, title=titled, url=url),
        key=keys.unique(name or web_address(url) or title or f"line {record.line}"),
    )


class _Keys:
    """The keys of one file's records, each made unique by a number if need be."""

    def __init__(self) -> None:
        self._counts: dict[bytes, int] = {}

    def unique(self, key: str) -> str:
        """The key, or the first of key#2, key#3, … that is free."""
        first = _short(key)
        free = key
        while (short := _short(free)) in self._counts:
            self._counts[first] += 1
            free = f"{key}#{self._counts[first]}"
        self._counts[short] = 1
        return free


def _short(key: str) -> bytes:
    """A key as a digest of 12 bytes, however long it is."""
    return hashlib.sha256(key.encode()).digest()[:12]
