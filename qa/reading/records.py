"""One article a record: JSON Lines and CSV."""

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from qa.reading.composing import compose, is_web_address
from qa.reading.dates import parse_date
from qa.reading.decoding import GUESSED_FROM, LARGEST, TOO_LARGE, Unreadable, decode, guess, is_binary
from qa.reading.files import SourceFile
from qa.types import Article, Notice, Skipped, Span

NAMES = {
    "title": ("title", "headline", "name"),
    "text": ("text", "body", "content", "article", "articlebody", "maintext", "fulltext"),
    "url": ("url", "link", "href", "canonicalurl", "sourceurl"),
    "published": (
        *("published", "date", "publishedat", "publisheddate", "publishdate", "pubdate"),
        *("datetime", "created", "createdat", "timestamp"),
    ),
    "source": ("source", "publisher", "site", "sitename", "outlet", "domain", "newspaper"),
    "author": ("author", "authors", "byline", "creator"),
    "id": ("id", "guid", "uid", "articleid"),
}
"""What a field may be called; case, spaces, "-" and "_" do not count."""

TITLE_FROM_TEXT = 80
NO_SCALAR = re.compile("[\ud800-\udfff\0]")

Record = tuple[int, Mapping[str, Any]]


def read_jsonl(file: SourceFile) -> Iterator[Article | Skipped | Notice]:
    """The articles of a file with one JSON object a line; a line that is none is skipped. Raises OSError."""
    return _articles(file, _json_lines(file))


def read_csv(file: SourceFile) -> Iterator[Article | Skipped | Notice]:
    """The articles of a table with a header row. Raises OSError."""
    return _articles(file, _rows(file))


def _articles(file: SourceFile, records: Iterator[Record | Skipped | Notice]) -> Iterator[Article | Skipped | Notice]:
    keys: Counter[str] = Counter()
    count = mute = 0
    silent: list[Skipped] = []
    for record in records:
        if isinstance(record, Skipped | Notice):
            yield record
            continue
        count += 1
        line, fields = record
        try:
            yield _article(file, line, fields, keys)
        except Unreadable as reason:
            mute += 1
            silent.append(Skipped(path=file.origin, line=line, reason=str(reason)))
    if mute and mute == count:
        yield Skipped(path=file.origin, reason=f"none of its {count} records has a text")
    else:
        yield from silent
    if not count:
        yield Skipped(path=file.origin, reason="no records in it")


def _article(file: SourceFile, line: int, fields: Mapping[str, Any], keys: Counter[str]) -> Article:
    told = _told(fields)
    text = told.get("text")
    if not isinstance(text, str) or not text.strip():
        raise Unreadable("no text")
    title = _scalar(told.get("title")) or ""
    url = _scalar(told.get("url")) or ""
    key = _scalar(told.get("id")) or (url if is_web_address(url) else "") or title or f"line {line}"
    keys[key] += 1
    first, newline, _ = text.partition("\n")
    start = len(first) + 1 if newline and title and first.strip() == title.strip() else 0
    return compose(
        file,
        text,
        [Span(start, len(text))],
        title=title or _beginning(text),
        key=key if keys[key] == 1 else f"{key}#{keys[key]}",
        source=_scalar(told.get("source")),
        url=url,
        published=parse_date(told.get("published")),
        author=_scalar(told.get("author")),
        line=line,
    )


def _told(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields under the names that this program has for them; of several, the first that says something."""
    simple = {re.sub(r"[\s_-]", "", str(name)).casefold(): value for name, value in fields.items()}
    return {
        own: next((simple[name] for name in names if simple.get(name) not in (None, "")), None)
        for own, names in NAMES.items()
    }


def _scalar(value: object) -> str | None:
    if isinstance(value, list) and value and all(isinstance(one, str) for one in value):
        return ", ".join(value[:5])  # authors
    return str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else None


def _beginning(text: str) -> str:
    """A title for a record that has none: its first words."""
    words = next(line for line in text.splitlines() if line.strip()).split()
    title = ""
    for word in words:
        if len(title) + len(word) > TITLE_FROM_TEXT:
            return f"{title}…" if title else f"{word[:TITLE_FROM_TEXT]}…"
        title = f"{title} {word}".strip()
    return title


def _json_lines(file: SourceFile) -> Iterator[Record | Skipped | Notice]:
    mended = False
    with file.path.open("rb") as lines:
        for number, line in enumerate(_bounded(lines), 1):
            if len(line) > LARGEST:
                yield Skipped(path=file.origin, line=number, reason=TOO_LARGE)
            elif stripped := line.strip().removeprefix(b"\xef\xbb\xbf"):
                try:
                    record = _parse(stripped)
                except Unreadable as reason:
                    yield Skipped(path=file.origin, line=number, reason=str(reason))
                    continue
                fields = {_mend(name): _mend(value) for name, value in record.items()}
                if fields != record and not mended:
                    mended = True
                    yield Notice(path=file.origin, reason="characters that are none are shown as \ufffd")
                yield number, fields


def _bounded(lines: io.BufferedReader) -> Iterator[bytes]:
    """The lines of a file; of one that is too long only so much that it shows."""
    while line := lines.readline(LARGEST + 1):
        yield line
        while len(line) > LARGEST and not line.endswith(b"\n"):
            if not (line := lines.readline(LARGEST + 1)):
                return


def _parse(line: bytes) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except RecursionError as error:
        raise Unreadable("nested too deeply") from error
    except UnicodeDecodeError as error:
        raise Unreadable("not UTF-8") from error
    except ValueError as error:
        raise Unreadable(f"not JSON ({error})") from error
    if not isinstance(record, dict):
        raise Unreadable("not a JSON object")
    return record


def _mend(value: Any) -> Any:
    return NO_SCALAR.sub("\ufffd", value) if isinstance(value, str) else value


def _rows(file: SourceFile) -> Iterator[Record | Skipped | Notice]:
    encoding = _encoding(file.path)
    if encoding not in ("utf-8-sig", "utf-16"):
        yield Notice(path=file.origin, reason=f"not UTF-8: read as {encoding}")
    csv.field_size_limit(LARGEST)
    with file.path.open(encoding=encoding, errors="replace", newline="") as lines:
        start = lines.readline(LARGEST)
        lines.seek(0)
        delimiter = max(",;\t", key=start.count)
        reader = csv.reader(lines, delimiter=delimiter)
        header: list[str] | None = None
        line = 1
        while True:
            try:
                row = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield Skipped(path=file.origin, line=line, reason=f"not a row ({error})")
                line = reader.line_num + 1
                continue
            if header is None:
                header = row
            elif len(row) == len(header):
                yield line, dict(zip(header, map(_mend, row), strict=True))
            elif row:
                reason = f"{len(row)} columns where the header has {len(header)}"
                yield Skipped(path=file.origin, line=line, reason=reason)
            line = reader.line_num + 1


def _encoding(path: Path) -> str:
    """The encoding of a table, from its beginning. Raises Unreadable if it is empty or no text."""
    with path.open("rb") as file:
        start = file.read(GUESSED_FROM)
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if is_binary(start):
        raise Unreadable("not text")
    decode(start)  # raises for an empty file
    try:
        start[: start.rfind(b"\n") + 1 or None].decode("utf-8-sig")
    except UnicodeDecodeError:
        return guess(start)
    return "utf-8-sig"
