"""Zip archives: their entries, and how much of them is unpacked."""

import io
import zipfile

import pytest

from qa.reading.archives import OLE, PACKAGE, Archive
from qa.reading.decoding import LARGEST, Unreadable


def packed(entries: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in entries.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)  # always the same time
    return made.getvalue()


def test_an_entry_is_read_by_its_name_and_one_that_is_not_there_is_empty() -> None:
    archive = Archive(packed({"a.xml": b"<a/>", "b/c.txt": b"text"}), "a book")
    assert archive.names == {"a.xml", "b/c.txt"}
    assert (archive.read("b/c.txt"), archive.read("none")) == (b"text", b"")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "^empty$"),
        (b"\0\0 \n", "^empty$"),
        (b"no archive at all", "^not a book that can be read"),
        (packed({"a": b"a" * 500})[:60], "^not a book that can be read"),
        (OLE + PACKAGE, "^needs a password$"),
        (OLE + b"of 1997", "^an older Office format: save it as .docx or .pdf$"),
    ],
    ids=["empty", "blank", "text", "cut", "locked", "old"],
)
def test_what_is_no_archive_says_why(data: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        Archive(data, "a book")


def test_all_entries_together_unpack_to_no_more_than_the_largest_file() -> None:
    half = bytes(LARGEST // 2)
    archive = Archive(packed({"a": half, "b": half, "c": b"c"}), "a book")
    assert len(archive.read("a")) + len(archive.read("b")) == LARGEST
    with pytest.raises(Unreadable, match="unpacks to more than 32 MB"):
        archive.read("c")


def test_an_entry_that_is_locked_needs_a_password() -> None:
    data = bytearray(packed({"a": b"text"}))
    directory = data.index(b"PK\x01\x02")
    data[6] |= 1
    data[directory + 8] |= 1
    with pytest.raises(Unreadable, match="needs a password"):
        Archive(bytes(data), "a book").read("a")


def test_a_copy_has_the_wanted_entries_alone_and_changed() -> None:
    archive = Archive(packed({"text.xml": b"<a/>", "macro.bin": b"\1"}), "a book")
    with zipfile.ZipFile(archive.copy(lambda name: name.endswith(".xml"), bytes.upper)) as copied:
        assert copied.namelist() == ["text.xml"]
        assert copied.read("text.xml") == b"<A/>"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le"])
def test_a_copy_holds_no_entities(encoding: str) -> None:
    evil = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'.encode(encoding)
    with pytest.raises(Unreadable, match="holds XML entities"):
        Archive(packed({"a.xml": evil}), "a book").copy(lambda _: True, bytes)
