"""The library follows its articles."""

import os
import queue
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from qa.errors import IndexingError
from qa.library import following
from qa.library.following import follow, told_once
from qa.library.indexing import index
from qa.values import IndexReport
from tests.fakes import WordEmbedder
from vectorstore.local import LocalStore


class Follower:
    """A library that follows a folder, in a thread; what it tells comes in order."""

    def __init__(self, folder: Path, sweep: float) -> None:
        self.articles = folder / "articles"
        self.articles.mkdir()
        self.library = folder / "library"
        self.told: queue.Queue[IndexReport | str] = queue.Queue()
        self._embedder = WordEmbedder()
        self._stop = threading.Event()
        self.write("first.txt", "First\nThe first news.")
        index([self.articles], self._store(), self._embedder)
        run = told_once(self.run, 1, self.told.put, self.told.put)
        self._thread = threading.Thread(
            target=follow, args=([self.articles], run, self._stop), kwargs={"sweep": sweep}, daemon=True
        )

    def start(self) -> None:
        self._thread.start()

    def run(self) -> IndexReport:
        return index([], self._store(), self._embedder, library=self.library)

    def write(self, name: str, text: str) -> Path:
        path = self.articles / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    def report(self) -> tuple[int, int, int, int]:
        """The next report: added, changed, moved, removed."""
        told = self.told.get(timeout=20)
        assert isinstance(told, IndexReport), told
        return told.added, told.changed, told.moved, told.removed

    def total(self, added: int) -> None:
        """Wait until so many articles were added, in however many commits."""
        while added > 0:
            added -= self.report()[0]
        assert added == 0

    def stop(self) -> None:
        self._stop.set()
        self._thread.join(20)
        assert not self._thread.is_alive()

    def _store(self) -> LocalStore:
        return LocalStore(self.library, self._embedder.dimension, wait=10)


@pytest.fixture
def follower(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Follower]:
    monkeypatch.setattr(following, "QUIET", 50)
    monkeypatch.setattr(following, "TICK", 50)
    made = Follower(tmp_path, sweep=600)
    made.start()
    yield made
    made.stop()


def test_an_edit_an_addition_and_a_removal_are_followed(follower: Follower) -> None:
    follower.write("second.txt", "Second\nThe second news.")
    assert follower.report() == (1, 0, 0, 0)
    follower.write("first.txt", "First\nThe first news, again.")
    assert follower.report() == (0, 1, 0, 0)
    (follower.articles / "second.txt").rename(follower.articles / "third.txt")
    assert follower.report() == (0, 0, 1, 0)
    (follower.articles / "third.txt").unlink()
    assert follower.report() == (0, 0, 0, 1)


def test_an_editors_save_by_rename_is_one_change(follower: Follower) -> None:
    follower.write(".first.swp", "x")
    follower.write("first.txt~", "First\nThe first news.")
    follower.write("new.tmp", "First\nThe first news, saved.").rename(follower.articles / "first.txt")
    assert follower.report() == (0, 1, 0, 0)


@pytest.mark.parametrize("name", [b"caf\xe9.txt", b"caf\xe9/second.txt"])
def test_a_name_that_is_not_utf_8_holds_up_nothing(follower: Follower, name: bytes) -> None:
    path = os.path.join(os.fsencode(follower.articles), name)  # noqa: PTH118  bytes are no Path
    os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120
    for number in range(3):
        Path(os.fsdecode(path)).write_text(f"Second\nThe second news, edited {number} times.")
        follower.write("first.txt", f"First\nThe first news, edited {number} times.")
        assert follower.report() == (0, 1, 0, 0)
    Path(os.fsdecode(path)).rename(follower.articles / "second.txt")
    assert follower.report() == (1, 0, 0, 0)
    (follower.articles / "second.txt").rename(os.fsdecode(path))
    assert follower.report() == (0, 0, 0, 1)
    assert [one.reason for one in follower.run().skipped] == ["its name is not UTF-8: rename it"]
    Path(os.fsdecode(path)).unlink()
    follower.write("third.txt", "Third\nThe third news.")
    assert follower.report() == (1, 0, 0, 0)


def test_thousands_of_changes_at_once_are_a_few_commits(follower: Follower) -> None:
    for number in range(2000):
        follower.write(f"{number % 7}/{number}.txt", f"Title {number}\nNews of the number {number}.")
    follower.total(2000)


def test_a_root_that_vanishes_keeps_its_articles_and_is_followed_when_it_returns(follower: Follower) -> None:
    away = follower.articles.with_name("away")
    follower.articles.rename(away)
    (away / "second.txt").write_text("Second\nThe second news.")
    away.rename(follower.articles)
    assert follower.report() == (1, 0, 0, 0)
    follower.write("third.txt", "Third\nThe third news.")
    assert follower.report() == (1, 0, 0, 0)


def test_what_has_to_be_allowed_is_said_once(follower: Follower) -> None:
    (follower.articles / "first.txt").unlink()
    told = follower.told.get(timeout=20)
    assert isinstance(told, str)
    assert "--allow-removals" in told
    follower.write("notes.xyz", "no article")  # another run, and the same refusal
    follower.write("first.txt", "First\nOther news.")
    assert follower.report() == (0, 1, 0, 0)


def test_a_file_as_root_is_followed_and_a_folder_below_a_dot_folder_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "TICK", 50)
    monkeypatch.setattr(following, "QUIET", 50)
    folder, file = tmp_path / ".notes" / "news", tmp_path / "single.txt"
    folder.mkdir(parents=True)
    calls: queue.Queue[int] = queue.Queue()
    stop = threading.Event()
    thread = threading.Thread(target=follow, args=([folder, file], lambda: calls.put(1), stop), kwargs={"sweep": 600})
    thread.start()
    try:
        for _ in range(2):  # at once, and when the folder is watched
            calls.get(timeout=20)
        file.write_text("new")
        calls.get(timeout=20)
        (folder / "a.txt").write_text("new")
        calls.get(timeout=20)
        (folder / ".hidden").write_text("new")
        file.unlink()
        calls.get(timeout=20)
    finally:
        stop.set()
        thread.join(20)
    assert calls.empty()


def test_a_full_look_comes_now_and_then_without_any_event(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "TICK", 20)
    calls: queue.Queue[int] = queue.Queue()
    stop = threading.Event()
    thread = threading.Thread(target=follow, args=([tmp_path], lambda: calls.put(1), stop), kwargs={"sweep": 0.05})
    thread.start()
    try:
        for _ in range(5):
            calls.get(timeout=20)
    finally:
        stop.set()
        thread.join(20)


def test_a_failure_is_told_again_only_after_a_success() -> None:
    outcomes: list[str | int] = ["no", "no", "other", 1, "no", 2, 2]
    told: list[object] = []

    def run() -> IndexReport:
        outcome = outcomes.pop(0)
        if isinstance(outcome, str):
            raise IndexingError(outcome)
        return IndexReport(
            added=0, changed=0, unchanged=0, removed=0, embedded=0, passages=0, articles=0, skipped=(), notices=(),
            generation=outcome, seconds=0,
        )  # fmt: skip

    once = told_once(run, 1, lambda report: told.append(report.generation), told.append)
    for _ in range(7):
        once()
    assert told == ["no", "other", "no", 2]
