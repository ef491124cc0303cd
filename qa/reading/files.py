"""A file to be read: its kind and digest, and why a file is not read, in words for people."""

import errno
import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

KINDS = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".mdown": "markdown",
    ".mkd": "markdown",
    ".mdx": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".docx": "docx",
    ".docm": "docx",
    ".epub": "epub",
    ".eml": "mail",
    ".mbox": "mailbox",
    ".xml": "export",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "table",
    ".tsv": "table",
}
"""How a file is read, by its suffix in lower case."""

REASONS = {
    errno.EACCES: "no permission to read it",
    errno.EPERM: "no permission to read it",
    errno.ENOENT: "no such file or folder",
    errno.ENOTDIR: "no such file or folder",
    errno.ELOOP: "a link that leads back to itself",
    errno.ENAMETOOLONG: "its path is too long",
}


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to be read: its absolute path, and the collection its articles belong to.

    `known_as` is the path from which the ids of its articles are made, if it used to lie elsewhere.
    """

    path: Path
    collection: str
    known_as: str = ""

    @property
    def origin(self) -> str:
        """The name under which the library knows the file."""
        return str(self.path)

    @property
    def kind(self) -> str | None:
        """How it is read: a value of KINDS, or None if it is not."""
        return kind_of(self.origin)


def kind_of(path: str) -> str | None:
    """How the file at a path is read: a value of KINDS, or None if it is not."""
    dot = path.rfind(".")
    return None if path[dot - 1 : dot] == os.sep else KINDS.get(path[dot:].lower())


def digest(path: Path) -> str:
    """The SHA-256 of a file's bytes. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def shown(path: str | Path) -> str:
    """A path that can be printed: bytes that are not UTF-8 are shown as escapes."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def is_utf8(path: str | Path) -> bool:
    """Whether a path's name is text, as whatever reports it needs."""
    text = str(path)
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def why(error: OSError) -> str:
    """The reason, for people, why a file or folder cannot be read."""
    return REASONS.get(error.errno or 0) or error.strerror or "it cannot be read"


def unknown(path: Path) -> str:
    """The reason, for people, why a file of this kind is not read."""
    return f"this kind of file is not read ({path.suffix or 'no suffix'})"
