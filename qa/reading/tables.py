"""CSV and its kin: a header row, then one article a row."""

import csv
from collections import deque
from collections.abc import Iterator

from qa.reading.decoding import LARGEST, TOO_LARGE, Unreadable
from qa.reading.files import SourceFile
from qa.reading.lines import Line, lines
from qa.reading.records import Record, articles
from qa.values import Article, Notice, Skipped

DELIMITERS = ",;\t"


def read_table(file: SourceFile) -> Iterator[Article | Skipped | Notice]:
    """The articles of a table, as a stream; its header says what is between its columns.

    A row with more or fewer columns than the header is skipped. Raises OSError and Unreadable.
    """
    return articles(file, lambda: _records(file))


def _records(file: SourceFile) -> Iterator[Record | Skipped | Notice]:
    feed = _Feed(lines(file, newline=""))
    csv.field_size_limit(LARGEST)  # the feed gives no more for a row
    reader = csv.reader(feed, delimiter=feed.delimiter(), skipinitialspace=True)
    header: list[str] = []
    while True:
        line = reader.line_num + 1
        feed.begin()
        try:
            row = next(reader, None)
        except Unreadable as reason:
            # Where the next row begins cannot be known: a quote may be open.
            yield Skipped(path=file.origin, line=line, reason=f"{reason}; what follows in the file is not read")
            return
        yield from feed.notices()
        if row is None:
            return
        is_blank = not "".join(row).strip()
        if not header:
            header = [] if is_blank else row
        elif len(row) == len(header):
            yield Record(line, dict(zip(header, row, strict=True)))
        elif not is_blank:
            yield Skipped(path=file.origin, line=line, reason=_misfit(row, header, reader.line_num - line))


def _misfit(row: list[str], header: list[str], further: int) -> str:
    reason = f"{len(row)} columns where the header has {len(header)}"
    return f"{reason}, over {further + 1} lines: is a quote left open?" if further else reason


class _Feed:
    """The lines of a file for csv.reader, and what was said of them; not more than one row may have."""

    def __init__(self, source: Iterator[Line | Notice]) -> None:
        self._texts = self._read(source)
        self._ahead: deque[str] = deque()
        self._notices: list[Notice] = []
        self._size = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        text = self._ahead.popleft() if self._ahead else next(self._texts)
        self._size += len(text)
        if self._size > LARGEST:
            raise Unreadable(TOO_LARGE)
        return text

    def begin(self) -> None:
        """Begin a row."""
        self._size = 0

    def delimiter(self) -> str:
        """What is between the columns of the first line that is not blank."""
        for text in self._texts:
            self._ahead.append(text)
            if text.strip():
                return max(DELIMITERS, key=text.count)
        return DELIMITERS[0]

    def notices(self) -> list[Notice]:
        """What was said since last asked."""
        said, self._notices = self._notices, []
        return said

    def _read(self, source: Iterator[Line | Notice]) -> Iterator[str]:
        for line in source:
            if isinstance(line, Notice):
                self._notices.append(line)
            elif line.text is None:
                raise Unreadable(TOO_LARGE)
            else:
                yield line.text
