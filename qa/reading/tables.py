"""Read CSV and its kin: a header, then one article per row."""

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
"""Size of the first lines, which show how a table is written."""


def read_table(file: SourceFile) -> Iterator[Article | Skipped | Notice]:
    """Yield the articles of a table; its header shows what separates its columns.

    A row with more or fewer columns than the header is skipped, unless the extra ones at its end are empty. Raises
    OSError and Unreadable.
    """
    return articles(file, lambda: _records(file))


def _records(file: SourceFile) -> Iterator[Record | Skipped | Notice]:
    feed = _Feed(lines(file, newline=""))
    csv.field_size_limit(LARGEST)  # the feed gives no more than this for a row
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
    """The fields of a row; of columns with the same name, the first that is not blank."""
    said = {name: value for name, value in reversed(list(zip(header, row, strict=True))) if value.strip()}
    return {name: said.get(name, "") for name in header}


def _without_empty_ends(row: list[str], length: int) -> list[str]:
    """A row without the empty columns at its end, beyond `length` columns."""
    end = len(row)
    while end > length and not row[end - 1].strip():
        end -= 1
    return row[:end]


def _misfit(row: list[str], header: list[str], further: int) -> str:
    columns = "1 column" if len(row) == 1 else f"{len(row)} columns"
    reason = f"{columns} where the header has {len(header)}"
    return f"{reason}, over {further + 1} lines: is a quote left open?" if further else reason


class _Feed:
    """The lines of a file for csv.reader, no more than a row may have, and notices about them."""

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
            self._fault = fault  # raised by the row that reaches it
        return list(self._ahead)

    def skip(self, lines: int) -> None:
        """Skip this many of the first lines."""
        for _ in range(lines):
            self._ahead.popleft()

    def notices(self) -> list[Notice]:
        """The notices since the last call."""
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
