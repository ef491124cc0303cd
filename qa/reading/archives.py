"""Read entries of a zip archive (DOCX, EPUB) into memory, and only those that are asked for."""

import io
import zipfile
import zlib
from collections.abc import Callable

from qa.reading.decoding import LARGEST, Unreadable

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How Microsoft's older container begins: a document with a password, or from before 2007."""

PACKAGE = "EncryptedPackage".encode("utf-16-le")
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)
"""What zipfile raises for an archive that is cut off, locked, or packed in an unknown way."""

LOCKED = 0x1
"""The bit that marks an entry as encrypted."""

DOCTYPE = (b"<!DOCTYPE", b"<!ENTITY")


class Archive:
    """An archive of which at most LARGEST bytes are unpacked; `kind` names it to people ("a Word document")."""

    def __init__(self, data: bytes, kind: str) -> None:
        self._kind = kind
        self._left = LARGEST
        if not data.strip(b"\0 \t\r\n"):
            raise Unreadable("empty")
        if data.startswith(OLE):
            raise Unreadable(
                "needs a password" if PACKAGE in data else "an older Office format: save it as .docx or .pdf"
            )
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except BROKEN as error:
            raise self.broken(error) from error
        self.names = frozenset(self._zip.namelist())

    def broken(self, error: Exception | str) -> Unreadable:
        """Return the error to raise where the archive is malformed."""
        return Unreadable(f"not {self._kind} that can be read ({error})")

    def read(self, name: str) -> bytes:
        """Return an entry, b"" if there is none. Raises Unreadable if it is locked, broken, or more than is left."""
        if name not in self.names:
            return b""
        entry = self._zip.getinfo(name)
        if entry.flag_bits & LOCKED:
            raise Unreadable("needs a password")
        self._left -= entry.file_size
        if self._left < 0:
            raise Unreadable("unpacks to more than 32 MB: split it")
        try:
            return self._zip.read(entry)
        except BROKEN as error:
            raise self.broken(error) from error

    def copy(self, is_wanted: Callable[[str], bool], changed: Callable[[bytes], bytes]) -> io.BytesIO:
        """Return an archive of only the wanted entries, changed. Raises Unreadable if one declares XML entities."""
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as archive:
            for name in sorted(filter(is_wanted, self.names)):
                data = self.read(name)
                if any(mark in data.replace(b"\0", b"") for mark in DOCTYPE):
                    raise Unreadable("holds XML entities, which are not read")
                archive.writestr(name, changed(data))
        made.seek(0)
        return made
