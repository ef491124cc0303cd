"""Decode bytes to text, with a notice if need be."""

import codecs
import re
from typing import NamedTuple

LARGEST = 32 * 1024 * 1024
"""Most bytes read of one article, or characters of one record."""

TOO_LARGE = "larger than 32 MB: split it"

SAMPLE = 256 * 1024
"""First bytes of a file, which show whether it is text, and in which encoding."""

MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte order marks other than UTF-8's. Those of UTF-32 come first: they begin with those of UTF-16."""

UTF16 = 0.6
"""The share of NULs among every second byte of Western text in UTF-16."""

LEAST_PAIRS = 8
"""Fewest byte pairs that show an encoding."""

FEW_NULS = 0.01
"""The highest share of NULs in a page that still counts as text."""

NUL = "\ufffd".encode()
"""What is shown for a NUL in plain text."""

CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b")) + b"\x7f"
"""What text has little of. Escape is not among them: Japanese encodings use it."""

MOST_CONTROLS = 0.05
"""The share of control characters above which a file is not text."""

OF_PROGRAMS = ((b"%PDF-", "a PDF"), (b"{\\rtf", "RTF"), (b"%!PS", "PostScript"))
"""How files begin that consist of characters but are not text."""

WESTERN = "cp1252"

MISFIT = re.compile("[\ud800-\udfff\0]")
"""What no text may hold: NUL, and half a surrogate pair."""


class Unreadable(Exception):
    """A file, or a record, that holds no article; its message is the reason."""


class Decoded(NamedTuple):
    """A text, and what has to be said about its decoding, if anything."""

    text: str
    notice: str | None = None


class Foreign:
    """Decodes what is not UTF-8 in a file, by one guess for all of it, made from its `start` if that helps."""

    def __init__(self, start: bytes) -> None:
        self._start = start
        self._encoding: str | None = None

    def decode(self, data: bytes) -> Decoded:
        """The text of some bytes of the file that are not UTF-8, and what has to be said about it."""
        text = _nearly_utf8(data)
        if text is not None:
            return Decoded(text, "parts of it are not valid UTF-8 and are shown as \ufffd")
        if self._encoding is None:
            self._encoding = _guess(data if _is_utf8(self._start) else self._start)
        return Decoded(data.decode(self._encoding, "replace"), f"not UTF-8: read as {self._encoding}")


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """The text of a file: by its byte order mark, else UTF-8, else as `declared`, else by a guess, with a notice.

    `declared` is the name of an encoding that extends ASCII. A mark is not part of the text. Raises
    Unreadable for a file that is empty or not text.
    """
    encoding = marked(data)
    if encoding is not None:
        return _by_mark(data, encoding)
    data = data.removeprefix(codecs.BOM_UTF8)
    if not data.strip():
        raise Unreadable("empty")
    if is_text_but_for_nuls(data):
        text, notice = decode(data.replace(b"\0", NUL), declared)
        return Decoded(text, notice or "invalid characters are shown as \ufffd")
    if is_binary(data):
        raise Unreadable("not text")
    for start, kind in OF_PROGRAMS:
        if data.lstrip().startswith(start):
            raise Unreadable(f"not text but {kind}, by another name")
    # ASCII is also UTF-8, and may be one of the seven-bit encodings.
    for name in (declared, "utf-8") if data.isascii() else ("utf-8", declared):
        try:
            return Decoded(data.decode(name or "utf-8"))
        except (UnicodeDecodeError, LookupError):
            continue
    return Foreign(data).decode(data)


def marked(start: bytes) -> str | None:
    """The encoding, unless UTF-8, that the start of a file shows: by its mark, or by NULs in every second place."""
    known = next((encoding for mark, encoding in MARKS if start.startswith(mark)), None)
    return known or _by_nuls(start[: SAMPLE - SAMPLE % 2])


def _by_nuls(start: bytes) -> str | None:
    """Which UTF-16 this is, if it has no mark and its text is mostly Western."""
    pairs = len(start) // 2
    high, low = (start[first : 2 * pairs : 2].count(0) for first in (1, 0))
    if pairs < LEAST_PAIRS:
        return None
    if high > UTF16 * pairs and low <= pairs // 100:
        return "utf-16-le"
    return "utf-16-be" if low > UTF16 * pairs and high <= pairs // 100 else None


def without_nuls(data: bytes) -> bytes:
    """The bytes of a page without NULs, if they are few or at its end, as browsers read them."""
    data = data.rstrip(b"\0")
    nuls = data.count(0)
    return data.replace(b"\0", b"") if 0 < nuls <= FEW_NULS * len(data) + 8 else data


def is_text_but_for_nuls(data: bytes) -> bool:
    """Whether these bytes are text with a few NULs in it."""
    return 0 < data.count(0) <= FEW_NULS * len(data) and not is_binary(data.replace(b"\0", b""))


def is_binary(data: bytes) -> bool:
    """Whether these bytes are not text in any encoding that needs no mark."""
    start = data[:SAMPLE]
    return b"\0" in start or len(start) - len(start.translate(None, CONTROLS)) > MOST_CONTROLS * len(start)


def mend(text: str) -> str:
    """The text with U+FFFD for whatever no text may hold."""
    return MISFIT.sub("\ufffd", text)


def _by_mark(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, "replace")
    is_exact = text.encode(encoding) == data
    text = text.removeprefix("\ufeff")
    if not text.strip():
        raise Unreadable("empty")
    if "\0" in text:
        raise Unreadable("not text")
    return Decoded(text, None if is_exact else f"parts of it are not valid {encoding.upper()} and are shown as \ufffd")


def _nearly_utf8(data: bytes) -> str | None:
    """The text of bytes that are UTF-8 with a few faults, which show as U+FFFD; None if they are not UTF-8."""
    text = data.decode("utf-8", "replace")
    faults = text.count("\ufffd")
    letters = len(text) - len(text.encode("ascii", "ignore"))
    return text if letters >= 5 * faults else None


def _is_utf8(data: bytes) -> bool:
    """Whether the whole lines among these bytes are UTF-8."""
    try:
        data[: data.rfind(b"\n") + 1].decode()
    except UnicodeDecodeError:
        return False
    return True


def _guess(data: bytes) -> str:
    """The most likely encoding of text that is not UTF-8."""
    from charset_normalizer import from_bytes  # only where it is needed: it takes a while to load

    matches = from_bytes(_sample(data))
    # In Western text few letters are telling, and a neighbour (cp1250, cp1257) often wins by chance.
    if any(WESTERN in match.could_be_from_charset for match in matches):
        return WESTERN
    return next((match.encoding for match in matches if _extends_ascii(match.encoding)), "latin-1")


def _extends_ascii(encoding: str) -> bool:
    """Whether ASCII means the same in an encoding; in UTF-16 and EBCDIC, guessed by chance, it does not."""
    return "Source: 1\n".encode(encoding) == b"Source: 1\n"


def _sample(data: bytes) -> bytes:
    """Whole lines of these bytes, the first byte that is not ASCII among them."""
    first = len(data) - len(data.lstrip(bytes(range(128))))
    start = max(data.rfind(b"\n", 0, first) + 1, first - SAMPLE // 2)
    sample = data[start : start + SAMPLE]
    return sample[: sample.rfind(b"\n") + 1] or sample
