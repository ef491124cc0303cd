"""The library follows its articles."""

import os
import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from qa.errors import IndexingError, LibraryUnwritable
from qa.library.following import Pace
from qa.library.indexing import Progress, index
from qa.library.watching import Interrupted, Listener, Start, Watch, Work
from qa.reports import IndexReport, Skipped
from tests.fakes import WordEmbedder
from vectorstore.local import LocalStore


class Follower:
    """A library that follows a folder, in a thread; its reports come in order."""

    def __init__(self, folder: Path) -> None:
        self.articles = folder / "articles"
        self.articles.mkdir()
        self.library = folder / "library"
        self.told: queue.Queue[IndexReport | str] = queue.Queue()
        self._embedder = WordEmbedder()
        self.write("first.txt", "First\nThe first news.")
        index([self.articles], self._store(), self._embedder)
        work = Work(lambda _: self.run(), lambda _: [])
        listener = Listener(self.told.put, self.told.put)
        self.watch = Watch(work, listener, Start([self.articles], 1), 600, Pace(quiet=0.05, tick=0.05, sweep=600))

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

    def _store(self) -> LocalStore:
        return LocalStore(self.library, self._embedder.dimension, wait=10)


@pytest.fixture
def follower(tmp_path: Path) -> Iterator[Follower]:
    made = Follower(tmp_path)
    with made.watch:
        yield made


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


def report_of(generation: int) -> IndexReport:
    return IndexReport(
        added=0, changed=0, unchanged=0, removed=0, embedded=0, passages=0, articles=0, skipped=(), notices=(),
        generation=generation, seconds=0,
    )  # fmt: skip


class Rounds:
    """The result of each round of a watch, in order; a text is an error. After the last, `done` is set."""

    def __init__(self, *outcomes: Exception | int | list[Skipped]) -> None:
        self.outcomes = list(outcomes)
        self.done = threading.Event()

    def next(self, _: object = None) -> Any:
        if not self.outcomes:
            self.done.set()
            raise Interrupted
        outcome = self.outcomes.pop(0)
        if isinstance(outcome, Exception):
            raise outcome
        return report_of(outcome) if isinstance(outcome, int) else outcome


def told_by(work: Work, rounds: Rounds, problems: Sequence[str] = ()) -> list[object]:
    """Return what a watch reports until the rounds are over; of a run, its generation."""
    told: list[object] = []
    listener = Listener(lambda report: told.append(report.generation), told.append)
    pace = Pace(quiet=0.01, tick=0.01, sweep=0.01)
    with Watch(work, listener, Start([], 1, problems), 0.01, pace):
        assert rounds.done.wait(20)
    return told


def test_a_failure_is_told_again_only_after_a_success() -> None:
    no, other = IndexingError("no"), IndexingError("other")
    rounds = Rounds(no, no, other, 1, no, 2, 2)
    assert told_by(Work(rounds.next, lambda _: []), rounds) == ["no", "other", "no", 2]


def test_a_page_that_fails_is_told_once_and_none_that_is_known() -> None:
    a, b = Skipped(path="http://a", reason="gone"), Skipped(path="http://b", reason="gone")
    rounds = Rounds([a], [a, b], [b], [], [b], LibraryUnwritable("full"), LibraryUnwritable("full"))
    told = told_by(Work(lambda _: report_of(1), rounds.next), rounds, ["http://a: gone"])
    assert told == ["http://b: gone", "http://b: gone", "full"]


def test_no_error_ends_a_thread(caplog: pytest.LogCaptureFixture) -> None:
    bad = IndexError("string index out of range")
    of_files, of_pages = Rounds(bad, 2), Rounds(bad, [Skipped(path="http://b", reason="gone")])
    told = "The update failed: IndexError: string index out of range"
    assert told_by(Work(of_files.next, lambda _: []), of_files) == [told, 2]
    assert told_by(Work(lambda _: report_of(1), of_pages.next), of_pages) == [told, "http://b: gone"]
    assert sum(record.exc_info is not None for record in caplog.records) == 2


def test_the_end_of_a_watch_interrupts_its_work() -> None:
    begun, ended = threading.Event(), threading.Event()

    def endless(step: Callable[[Progress], None]) -> IndexReport:
        begun.set()
        try:
            while True:
                step(Progress(0, 0, 0, 0))
        finally:
            ended.set()

    with Watch(Work(endless, lambda _: []), Listener(print, print), Start([], 1), 600):
        assert begun.wait(20)
    assert ended.is_set()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")  # the thread that should end
def test_it_says_whether_its_threads_are_alive() -> None:
    gone = threading.Event()

    def ending(_: Callable[[Progress], None]) -> IndexReport:
        gone.set()
        raise SystemExit

    pace = Pace(quiet=0.01, tick=0.01, sweep=0.01)
    with Watch(Work(lambda _: report_of(1), lambda _: []), Listener(print, print), Start([], 1), 600) as watch:
        assert watch.is_alive
    with Watch(Work(ending, lambda _: []), Listener(print, print), Start([], 1), 600, pace) as watch:
        assert gone.wait(20)
        watch._files.join(20)
        assert not watch.is_alive
