"""A file that has not changed is not read again; one that has is, whatever was done to hide it."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from qa.library.disk import states as module
from qa.library.disk.states import DAY, FILE, RECENT, States
from qa.reading import digest


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that were hashed."""
    names: list[str] = []

    def hashed(path: Path) -> str:
        names.append(path.name)
        return digest(path)

    monkeypatch.setattr(module, "digest", hashed)
    return names


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Moves the clock of the looks on by some nanoseconds."""
    passed = [0]
    now = time.time_ns

    def go_on(nanoseconds: int) -> None:
        passed[0] += nanoseconds

    monkeypatch.setattr(time, "time_ns", lambda: now() + passed[0])
    return go_on


def look(library: Path, *paths: Path, full: bool = False, others: tuple[str, ...] = ()) -> list[str]:
    """Look at some files, and keep that look."""
    states = States(library, full=full)
    found = [states.looked_at(str(path), path.stat()) for path in paths]
    states.keep(others)
    assert found == [digest(path) for path in paths]
    return found


def test_what_has_not_changed_is_read_once(tmp_path: Path, read: list[str], later: Callable[[int], None]) -> None:
    one, other = tmp_path / "a.txt", tmp_path / "b\n.txt"
    one.write_text("One.")
    other.write_text("Another.")
    later(RECENT + 10**9)
    for _ in range(3):
        look(tmp_path, one, other)
    assert read == ["a.txt", "b\n.txt"]
    other.write_text("Changed.")
    later(RECENT + 10**9)
    look(tmp_path, one, other)
    assert read[2:] == ["b\n.txt"]
    assert not list(tmp_path.glob("*.new"))


def test_what_was_written_shortly_before_is_read_again(
    tmp_path: Path, read: list[str], later: Callable[[int], None]
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("One.")
    look(tmp_path, path)
    look(tmp_path, path)
    later(RECENT + 10**9)
    look(tmp_path, path)
    look(tmp_path, path)
    assert len(read) == 3


def same_size(path: Path) -> None:
    path.write_text("Two.")


def with_its_time_set_back(path: Path) -> None:
    before = path.stat()
    path.write_text("Two.")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def another_in_its_place(path: Path) -> None:
    before = path.stat()
    new = path.with_name("new")
    new.write_text("Two.")
    os.utime(new, ns=(before.st_atime_ns, before.st_mtime_ns))
    new.rename(path)


def of_the_future(path: Path) -> None:
    path.write_text("Two.")
    os.utime(path, (2**33, 2**33))


@pytest.mark.parametrize("change", [same_size, with_its_time_set_back, another_in_its_place, of_the_future])
def test_no_change_is_missed(tmp_path: Path, change: Callable[[Path], None], later: Callable[[int], None]) -> None:
    path = tmp_path / "a.txt"
    path.write_text("One.")
    later(RECENT + 10**9)
    before = look(tmp_path, path)
    change(path)
    for _ in range(2):
        assert look(tmp_path, path) != before
        later(RECENT + 10**9)


def test_once_a_day_and_when_it_is_asked_all_are_read(
    tmp_path: Path, read: list[str], later: Callable[[int], None]
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("One.")
    later(RECENT + 10**9)
    look(tmp_path, path)
    look(tmp_path, path, full=True)
    assert len(read) == 2
    look(tmp_path, path)
    later(DAY)
    look(tmp_path, path)
    assert len(read) == 3
    look(tmp_path, path)
    later(-2 * DAY)  # a clock that was set back
    look(tmp_path, path)
    assert len(read) == 4


def test_what_is_not_looked_at_stays_known_while_the_library_has_it(
    tmp_path: Path, read: list[str], later: Callable[[int], None]
) -> None:
    one, other = tmp_path / "a.txt", tmp_path / "b.txt"
    one.write_text("One.")
    other.write_text("Another.")
    later(RECENT + 10**9)
    look(tmp_path, one, other)
    look(tmp_path, one, others=(str(other),))
    look(tmp_path, other)
    assert len(read) == 2
    look(tmp_path, one)
    assert len(read) == 3


@pytest.mark.parametrize("kept", [b"", b"nothing", b"PK\x03\x04", None])
def test_what_cannot_be_understood_is_nothing(tmp_path: Path, kept: bytes | None) -> None:
    (tmp_path / "a.txt").write_text("One.")
    if kept is None:
        (tmp_path / FILE).mkdir()
    else:
        (tmp_path / FILE).write_bytes(kept)
    assert look(tmp_path, tmp_path / "a.txt") == [digest(tmp_path / "a.txt")]
