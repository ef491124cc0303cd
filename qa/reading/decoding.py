"""Bytes -> text, and what has to be said of it."""

import codecs
from typing import NamedTuple

LARGEST = 32 * 1024 * 1024
"""Bytes of one article, or one record, that are read."""

TOO_LARGE = "larger than 32 MB: split it"

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Those of UTF-32 first: that of UTF-16 is a part of it."""

GUESSED_FROM = 256 * 1024
"""Bytes from which an encoding is guessed."""

UNLIKELY = (
    *("mac_cyrillic", "mac_greek", "mac_iceland", "mac_latin2", "mac_roman", "mac_turkish", "hp_roman8"),
    *("cp037", "cp273", "cp424", "cp500", "cp875", "cp1026", "cp1140"),
)
"""Encodings of other times, for which short texts of today are mistaken."""

CONTROLS = frozenset(range(32)) - {9, 10, 12, 13, 27}


class Unreadable(Exception):
    """A file, or a record, that holds no article; its message is the reason."""


class Decoded(NamedTuple):
    """A text, and what has to be said of how it was decoded, if anything."""

    text: str
    notice: str | None


def decode(data: bytes) -> Decoded:
    """The text of a file: UTF-8, or what a byte order mark says, or a guess that is told.

    Raises Unreadable for a file that is empty or not text.
    """
    if not data.strip():
        raise Unreadable("empty")
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return _by_mark(data.removeprefix(mark), encoding)
    if is_binary(data):
        raise Unreadable("not text")
    try:
        return Decoded(data.decode("utf-8"), None)
    except UnicodeDecodeError:
        encoding = guess(data)
        return Decoded(data.decode(encoding, "replace"), f"not UTF-8: read as {encoding}")


def is_binary(data: bytes) -> bool:
    """Whether these bytes are no text in any encoding without a mark."""
    start = data[:GUESSED_FROM]
    return b"\0" in start or sum(byte in CONTROLS for byte in start) > len(start) // 20


def guess(data: bytes) -> str:
    """The most likely encoding of text that is not UTF-8."""
    from charset_normalizer import from_bytes  # only where it is needed: it takes a while to load

    best = from_bytes(data[:GUESSED_FROM], cp_exclusion=[*UNLIKELY]).best()
    return best.encoding if best is not None else "cp1252"


def _by_mark(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), None)
    except UnicodeDecodeError:
        return Decoded(data.decode(encoding, "replace"), f"not all of it is {encoding.upper()}")
