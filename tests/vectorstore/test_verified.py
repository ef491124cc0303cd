"""What was found about a file holds while its size, time of change and inode are the same."""

import hashlib
import os
from pathlib import Path

import pytest

from vectorstore.verified import FILE, Verified


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "file").write_bytes(b"some")
    return tmp_path / "file"


SOME = hashlib.sha256(b"some").hexdigest()


def test_a_file_is_read_once_and_by_other_processes_never(file: Path) -> None:
    verified = Verified(file.parent)
    assert verified.has(file, SOME)
    verified.keep([SOME])
    before = file.stat()
    file.write_bytes(b"none")  # edited in place, with its time set back: nothing is left to tell it by
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert verified.has(file, SOME)
    assert Verified(file.parent).has(file, SOME)
    assert not Verified().has(file, SOME)


@pytest.mark.parametrize("harm", [b"none", b"somewhat"])
def test_a_file_that_differs_is_noticed(file: Path, harm: bytes) -> None:
    verified = Verified(file.parent)
    verified.note(file, SOME)
    file.write_bytes(harm)
    assert not verified.has(file, SOME)


def test_a_copy_is_read_and_then_known_too(file: Path) -> None:
    verified = Verified(file.parent)
    copy = file.with_name("copy")
    copy.write_bytes(b"some")
    assert verified.has(file, SOME)
    assert verified.has(copy, SOME)
    verified.keep([SOME])
    other = Verified()
    assert not other._states
    other = Verified(file.parent)
    assert len(other._states) == 2
    other.note(file, "x")
    other.keep(["x"])
    verified.read_again()
    assert len(verified._states) == 3


@pytest.mark.parametrize("kept", [b"", b"{}", b"[[1]]", b'{"a": 1}', b"\xff", b"[1, 2]"])
def test_what_cannot_be_understood_is_nothing(file: Path, kept: bytes) -> None:
    (file.parent / FILE).write_bytes(kept)
    assert Verified(file.parent).has(file, SOME)
