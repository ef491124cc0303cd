"""Read mail with the standard library: a message (.eml) or a mailbox (.mbox). Attachments are not read."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses
from typing import BinaryIO

from qa.reading.composing import compose
from qa.reading.decoding import LARGEST, TOO_LARGE, Unreadable, decode
from qa.reading.facts.fields import facts_of
from qa.reading.files import SourceFile
from qa.reading.pages.fragments import said
from qa.reading.paragraphs import paragraphs
from qa.reading.rows.records import Record, articles
from qa.reports import Notice, Skipped
from qa.values import Article, Span

HEADERS = ("From", "Date", "Subject", "Message-ID")
"""A message has at least one of these."""

LOCKED = ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime")
SIGNATURE = re.compile(r"^-- ?$.*", re.MULTILINE | re.DOTALL)
QUOTED = re.compile(r"^>.*\n?", re.MULTILINE)
"""Lines of the message being answered: they are not part of this one."""

FROM = "from|von|de|da"
SENT = "sent|date|gesendet|datum|envoyé|enviado|inviato"
"""What Outlook writes before the sender and the day of the message being answered."""

QUOTED_HTML = re.compile(
    r"<(?:blockquote\b[^<>]*\btype\s*=\s*[\"']?cite"
    r"|div\b[^<>]*\bclass\s*=\s*[\"']?(?:gmail_quote|yahoo_quoted|protonmail_quote|moz-cite-prefix)"
    r"|div\b[^<>]*\bid\s*=\s*[\"']?(?:divRplyFwdMsg|appendonsend)"
    rf"|(?:b|strong)\b[^<>]*>(?:<span\b[^<>]*>)?\s*(?:{FROM})\s*:.{{0,600}}?>\s*(?:{SENT})\s*:)",
    re.IGNORECASE | re.DOTALL,
)
"""How the message being answered begins in HTML: it stands below the answer."""

EARLIER = re.compile(
    r"^(?:-{2,} ?(?:original message|forwarded message|(?:ursprüngliche|weitergeleitete) nachricht|message d['’]origine"
    r"|mensaje original|messaggio originale) ?-{2,}\s*$"
    rf"|(?:_{{10,}}\s*)?\*?(?:{FROM}) ?:.*\n(?:.*\n){{0,2}}?\*?(?:{SENT}) ?:)",
    re.IGNORECASE | re.MULTILINE,
)
"""How a message that is answered or forwarded begins in plain text where its lines have no mark: it is another's."""

ADDRESS = re.compile(r"<(https?://[^<>\s]+)>")
SEPARATOR = re.compile(rb"From (?:\s*$|-|\S+@|.*\d:\d\d)")
"""The line before each message of a mailbox: an address, a time, or nothing; a sentence may begin with "From", too."""

ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)
"""An escaped line of text that begins with "From " (mboxrd)."""

PIECE = 64 * 1024
"""Bytes of a line that are read at once."""


def read_mail(file: SourceFile, data: bytes) -> Iterator[Article]:
    """Yield the article of a message; its text is its own, one paragraph per line. Raises Unreadable."""
    if not data.strip(b"\0 \t\r\n"):
        raise Unreadable("empty")
    fields = _fields(data)
    yield compose(file, said(str(fields["text"]), str(fields["title"])), facts_of(fields, place="header"))


def read_mailbox(file: SourceFile) -> Iterator[Article | Skipped | Notice]:
    """Yield an article for each message in a mailbox; one that cannot be read is skipped.

    Raises OSError and Unreadable.
    """
    return articles(file, lambda: _records(file))


def _records(file: SourceFile) -> Iterator[Record | Skipped | Notice]:
    with file.path.open("rb") as opened:
        for message in _messages(opened):
            try:
                yield Record(message.line, _fields(message.unescaped()))
            except Unreadable as reason:
                yield Skipped(path=file.origin, line=message.line, reason=str(reason))


@dataclass(slots=True)
class _Raw:
    """A message as it stands in a mailbox, and the line on which it begins."""

    line: int
    data: bytearray

    def add(self, piece: bytes) -> None:
        """Take another piece, unless already too large."""
        if len(self.data) <= LARGEST:
            self.data += piece

    def unescaped(self) -> bytes:
        """Return the message as it was sent. Raises Unreadable if it is too large."""
        if len(self.data) > LARGEST:
            raise Unreadable(TOO_LARGE)
        return ESCAPED.sub(rb"\1", self.data)


def _messages(opened: BinaryIO) -> Iterator[_Raw]:
    """A mailbox's messages: each begins with a line "From …" after a blank one."""
    message: _Raw | None = None
    number, begins_line, is_after_blank = 1, True, True
    while piece := opened.readline(PIECE):
        if begins_line and is_after_blank and SEPARATOR.match(piece):
            if message is not None:
                yield message
            message = _Raw(number, bytearray())
        elif message is not None:
            message.add(piece)
        elif piece.strip():
            raise Unreadable("not a mailbox")
        is_after_blank = begins_line and not piece.strip()
        begins_line = piece.endswith(b"\n")
        number += begins_line
    if message is None:
        raise Unreadable("empty")
    yield message


def _fields(data: bytes) -> dict[str, str | list[str]]:
    """The facts in a message, and its text as HTML. Raises Unreadable."""
    try:
        message = message_from_bytes(data)
        if not any(header in message for header in HEADERS):
            raise Unreadable("not a mail message")
        text = _text(message)
    except RecursionError as error:
        raise Unreadable("nested too deeply") from error
    archived = ADDRESS.search(_line(message, "Archived-At"))
    return {
        "title": _line(message, "Subject"),
        "author": [name for name, _ in getaddresses([_line(message, "From")]) if name],
        "date": _line(message, "Date"),
        "source": _line(message, "List-Id").partition("<")[0].strip(' "'),
        "url": archived[1] if archived else "",
        "id": _line(message, "Message-ID"),
        "text": text,
    }


def _line(message: Message, header: str) -> str:
    """A header as people read it; empty if there is none."""
    value = str(message.get(header, ""))
    try:
        return " ".join(str(make_header(decode_header(value))).split())
    except (HeaderParseError, LookupError, ValueError):
        return value


def _text(message: Message) -> str:
    """What a message says itself, as HTML: from its plain text, if it has one."""
    if message.get_content_type() in LOCKED:
        raise Unreadable("encrypted: save it unencrypted")
    parts = list(_parts(message))
    for kind, read in (("text/plain", _of_plain), ("text/html", _of_html)):
        found = "".join(read(_decoded(part)) for part in parts if part.get_content_type() == kind)
        if found:
            return found
    return ""


def _parts(message: Message) -> Iterator[Message]:
    """The parts of a message that are neither attached nor another message."""
    for part in message.get_payload() if message.is_multipart() else ():
        if isinstance(part, Message) and part.get_content_disposition() != "attachment":
            yield from _parts(part) if part.get_content_maintype() != "message" else ()
    if not message.is_multipart():
        yield message


def _decoded(part: Message) -> str:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes) or not data.strip():
        return ""
    return decode(data, part.get_content_charset()).text.replace("\r\n", "\n")


def _of_plain(text: str) -> str:
    """Plain text as HTML, without what it answers and without its signature."""
    earlier = EARLIER.search(text)
    own = SIGNATURE.sub("", QUOTED.sub("", text[: earlier.start()] if earlier else text))
    found = (own[slice(*span)].strip() for span in paragraphs(own, Span(0, len(own))))
    return "".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in found if paragraph)


def _of_html(text: str) -> str:
    """HTML without what it answers."""
    quoted = QUOTED_HTML.search(text)
    own = text[: quoted.start()] if quoted else text
    return f"<div>{own}</div>" if own.strip() else ""
