"""Bytes -> text, and what has to be said of it."""

import codecs
import re
from typing import NamedTuple

LARGEST = 32 * 1024 * 1024
"""Bytes of one article, or characters of one record, that are read."""

TOO_LARGE = "larger than 32 MB: split it"

SAMPLE = 256 * 1024
"""Bytes from which it is judged whether a file is text, and in which encoding."""

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte order marks. Those of UTF-32 first: that of UTF-16 is a part of one."""

CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b")) + b"\x7f"
"""What text has little of. Escape is not among them: encodings of Japanese use it."""

MOST_CONTROLS = 0.05
"""The share of control characters above which a file is not text."""

WESTERN = "cp1252"

MISFIT = re.compile("[\ud800-\udfff\0]")
"""What no text may hold: NUL, and half of a surrogate pair."""


class Unreadable(Exception):
    """A file, or a record, that holds no article; its message is the reason."""


class Decoded(NamedTuple):
    """A text, and what has to be said of how it was decoded, if anything."""

    text: str
    notice: str | None = None


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """The text of a file: by its byte order mark, else UTF-8, else as `declared`, else by a guess that is told.

    `declared` is the name of an encoding that extends ASCII. Raises Unreadable for a file that is empty
    or not text.
    """
    mark = encoding_mark(data)
    if mark is not None:
        return _by_mark(data, *mark)
    if not data.strip():
        raise Unreadable("empty")
    if is_binary(data):
        raise Unreadable("not text")
    # ASCII is UTF-8 as well, and may be one of the seven-bit encodings.
    for encoding in (declared, "utf-8") if data.isascii() else ("utf-8", declared):
        try:
            return Decoded(data.decode(encoding or "utf-8"))
        except (UnicodeDecodeError, LookupError):
            continue
    return _by_guess(data)


def encoding_mark(data: bytes) -> tuple[bytes, str] | None:
    """The byte order mark with which these bytes begin and the encoding it stands for, if any."""
    return next(((mark, encoding) for mark, encoding in MARKS if data.startswith(mark)), None)


def is_binary(data: bytes) -> bool:
    """Whether these bytes are not text in any encoding that needs no mark."""
    start = data[:SAMPLE]
    return b"\0" in start or len(start) - len(start.translate(None, CONTROLS)) > MOST_CONTROLS * len(start)


def nearly_utf8(data: bytes) -> str | None:
    """The text of bytes that are UTF-8 with a few faults, which show as U+FFFD; None if they are not UTF-8."""
    text = data.decode("utf-8", "replace")
    faults = text.count("\ufffd")
    letters = len(text) - len(text.encode("ascii", "ignore"))
    return text if letters >= 5 * faults else None


def guess(sample: bytes) -> str:
    """The most likely encoding of text that is not UTF-8."""
    from charset_normalizer import from_bytes  # only where it is needed: it takes a while to load

    matches = from_bytes(sample)
    # Told apart by a few letters, its neighbours often win by chance: "Nov. 3 à 5 €" is no Lithuanian.
    if any(WESTERN in match.could_be_from_charset for match in matches):
        return WESTERN
    best = matches.best()
    return best.encoding if best is not None else "latin-1"


def mend(text: str) -> str:
    """The text with U+FFFD for what no text may hold."""
    return MISFIT.sub("\ufffd", text)


NEARLY = "not all of it is UTF-8: what is not is shown as \ufffd"


def guessed(encoding: str) -> str:
    """What is said of a text that was decoded by a guess."""
    return f"not UTF-8: read as {encoding}"


def _by_guess(data: bytes) -> Decoded:
    text = nearly_utf8(data)
    if text is not None:
        return Decoded(text, NEARLY)
    encoding = guess(whole_lines(data))
    return Decoded(data.decode(encoding, "replace"), guessed(encoding))


def whole_lines(data: bytes) -> bytes:
    """As many whole lines of these bytes as make a sample, with the first byte that is not ASCII among them."""
    first = len(data) - len(data.lstrip(bytes(range(128))))
    start = data.rfind(b"\n", 0, first) + 1
    sample = data[start : start + SAMPLE]
    return sample[: sample.rfind(b"\n") + 1] or sample


def _by_mark(data: bytes, mark: bytes, encoding: str) -> Decoded:
    data = data.removeprefix(mark)
    text = data.decode(encoding, "replace")
    if not text.strip():
        raise Unreadable("empty")
    if "\0" in text:
        raise Unreadable("not text")
    if encoding == "utf-8" and "\ufffd" in text:
        return decode(data)
    is_exact = text.encode(encoding) == data
    return Decoded(text, None if is_exact else f"not all of it is {encoding.upper()}: what is not is shown as \ufffd")
