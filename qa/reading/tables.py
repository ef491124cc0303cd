"""CSV and its kin: a header row, then one article a row."""

import csv
from collections import deque
from collections.abc import Iterator, Sequence

from qa.reading.decoding import LARGEST, TOO_LARGE, Unreadable
from qa.reading.files import SourceFile
from qa.reading.rows.dialects import dialect
from qa.reading.rows.lines import Line, lines
from qa.reading.rows.records import Record, articles
from qa.reports import Notice, Skipped
from qa.values import Article

SAMPLE_LINES = 30
SAMPLE_CHARACTERS = 64 * 1024
"""The first lines of a table, by which it is seen how it is written."""


def read_table(file: SourceFile) -> Iterator[Article | Skipped | Notice]:
    """The articles of a table, as a stream; its header says what is between its columns.

    A row with more or fewer columns than the header is skipped, unless those at its end are empty. Raises OSError and
    Unreadable.
    """
    return articles(file, lambda: _records(file))


def _records(file: SourceFile) -> Iterator[Record | Skipped | Notice]:
    feed = _Feed(lines(file, newline=""))
    csv.field_size_limit(LARGEST)  # the feed gives no more for a row
    written = dialect(feed.first_lines())
    feed.skip(written.before)
    reader = csv.reader(
        feed,
        delimiter=written.delimiter,
        quotechar=written.quote,
        escapechar=written.escape,
        skipinitialspace=True,
    )
    header: list[str] = []
    while True:
        line = written.before + reader.line_num + 1
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
        row = _without_empty_ends(row, len(header))
        if not header:
            header = [] if is_blank else row
        elif len(row) == len(header):
            yield Record(line, _fields(header, row))
        elif not is_blank:
            yield Skipped(
                path=file.origin, line=line, reason=_misfit(row, header, written.before + reader.line_num - line)
            )


def _fields(header: Sequence[str], row: Sequence[str]) -> dict[str, str]:
    """The fields of a row; of columns with the same name the first that says something."""
    said = {name: value for name, value in reversed(list(zip(header, row, strict=True))) if value.strip()}
    return {name: said.get(name, "") for name in header}


def _without_empty_ends(row: list[str], length: int) -> list[str]:
    """A row without the empty columns at its end that are more than so many."""
    end = len(row)
    while end > length and not row[end - 1].strip():
        end -= 1
    return row[:end]


def _misfit(row: list[str], header: list[str], further: int) -> str:
    columns = "1 column" if len(row) == 1 else f"{len(row)} columns"
    reason = f"{columns} where the header has {len(header)}"
    return f"{reason}, over {further + 1} lines: is a quote left open?" if further else reason


class _Feed:
    """The lines of a file for csv.reader, and what was said of them; not more than one row may have."""

    def __init__(self, source: Iterator[Line | Notice]) -> None:
        self._texts = self._read(source)
        self._ahead: deque[str] = deque()
        self._fault: Unreadable | None = None
        self._notices: list[Notice] = []
        self._size = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if not self._ahead and self._fault is not None:
            raise self._fault
        text = self._ahead.popleft() if self._ahead else next(self._texts)
        self._size += len(text)
        if self._size > LARGEST:
            raise Unreadable(TOO_LARGE)
        return text

    def begin(self) -> None:
        """Begin a row."""
        self._size = 0

    def first_lines(self) -> list[str]:
        """The first lines, which are read again as rows."""
        size = 0
        try:
            while len(self._ahead) < SAMPLE_LINES and size < SAMPLE_CHARACTERS:
                self._ahead.append(next(self._texts))
                size += len(self._ahead[-1])
        except StopIteration:
            pass
        except Unreadable as fault:
            if not self._ahead:
                raise
            self._fault = fault  # for the row that comes to it
        return list(self._ahead)

    def skip(self, lines: int) -> None:
        """Pass over so many of the first lines."""
        for _ in range(lines):
            self._ahead.popleft()

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
