"""Read a file of records line by line, none longer than the limit."""

from collections.abc import Iterator
from typing import NamedTuple, TextIO

from qa.reading.decoding import LARGEST, SAMPLE, Foreign, Unreadable, is_binary, is_text_but_for_nuls, marked
from qa.reading.files import SourceFile
from qa.reports import Notice


class Line(NamedTuple):
    """A line of a file, counted from 1, with its end; None for the text of one that is too long."""

    number: int
    text: str | None


def lines(file: SourceFile, newline: str) -> Iterator[Line | Notice]:
    """Yield the lines of a text file, and each notice about its encoding once.

    They end where `newline` says, as in `open`. Raises OSError, and Unreadable if the file is empty or
    not text.
    """
    start = _start(file)
    encoding = marked(start)
    if encoding is None and is_binary(start) and not is_text_but_for_nuls(start):
        raise Unreadable("not text")
    # What is not UTF-8 comes as lone surrogates, which can be turned back into the same bytes.
    errors = "surrogateescape" if encoding is None else "replace"
    foreign = Foreign(start)
    said = set()
    with file.path.open(encoding=encoding or "utf-8", errors=errors, newline=newline) as opened:
        for number, text in enumerate(_bounded(opened), 1):
            if text is not None and not _is_utf8(text):
                text, notice = foreign.decode(text.encode("utf-8", "surrogateescape"))
                if notice is not None and notice not in said:
                    said.add(notice)
                    yield Notice(path=file.origin, reason=notice)
            yield Line(number, text.removeprefix("\ufeff") if text and number == 1 else text)


def _start(file: SourceFile) -> bytes:
    with file.path.open("rb") as opened:
        start = opened.read(SAMPLE)
    if not start:
        raise Unreadable("empty")
    return start


def _bounded(opened: TextIO) -> Iterator[str | None]:
    """The lines of a file; None for one that is too long, which is passed over piece by piece."""
    while line := opened.readline(LARGEST + 1):
        is_whole = len(line) <= LARGEST
        while len(line) > LARGEST and not line.endswith(("\n", "\r")):
            line = opened.readline(LARGEST + 1)
        yield line if is_whole else None


def _is_utf8(text: str) -> bool:
    """Whether all of a line was UTF-8, that is, holds no lone surrogate."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
