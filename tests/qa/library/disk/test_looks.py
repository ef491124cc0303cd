"""When what is followed was looked at, and what could not be read there."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from qa.library.disk.looks import FILE, MOST, followed_paths, looks_of, remember
from qa.library.indexing import index
from qa.library.options import IndexOptions
from qa.reports import FollowedKind, Skipped
from tests.fakes import WordEmbedder
from vectorstore.local import LocalStore


class Library:
    """A folder of articles and a library that follows it."""

    def __init__(self, folder: Path) -> None:
        self.articles, self.library = folder / "articles", folder / "library"
        self.articles.mkdir()
        (self.articles / "a.txt").write_text("The bridge\nThe old bridge was closed on Monday.\n")

    def index(self, *paths: Path, dry_run: bool = False) -> None:
        embedder = WordEmbedder()
        store = LocalStore(self.library, embedder.dimension)
        options = IndexOptions(dry_run=dry_run, allow_removals=True)
        index(list(paths) or [self.articles], store, embedder, library=self.library, options=options)

    def failures(self) -> dict[str, str]:
        return {Path(one.path).name: one.reason for one in looks_of(self.library).failures}


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path)


def test_each_look_is_remembered_though_nothing_has_changed(library: Library) -> None:
    library.index()
    (first,) = followed_paths(library.library, [str(library.articles)])
    assert (first.place, first.kind, first.problem) == (str(library.articles), FollowedKind.FOLDER, None)
    assert first.looked is not None
    assert datetime.now(UTC) - first.looked < timedelta(minutes=5)
    library.index()
    (second,) = followed_paths(library.library, [str(library.articles)])
    assert second.looked is not None
    assert second.looked > first.looked
    library.index(dry_run=True)
    assert followed_paths(library.library, [str(library.articles)]) == [second]


def test_a_root_that_is_not_there_has_its_reason_and_the_others_are_as_they_were(library: Library) -> None:
    library.index()
    gone = library.articles.with_name("gone")
    library.index(gone)
    articles, missing = followed_paths(library.library, [str(library.articles), str(gone)])
    assert (articles.problem, missing.problem) == (None, "no such file or folder")
    assert library.failures() == {}


def test_what_could_not_be_read_stays_told_until_it_changes_or_goes(library: Library) -> None:
    (library.articles / "empty.txt").write_text("")
    (library.articles / "b.xyz").write_text("")
    for _ in range(2):  # an unchanged file is not read again
        library.index()
        assert library.failures() == {"empty.txt": "empty", "b.xyz": "this kind of file is not read (.xyz)"}
    (library.articles / "empty.txt").write_text("The fair\nIt rained.\n")
    (library.articles / "b.xyz").unlink()
    library.index()
    assert library.failures() == {}


def test_a_file_of_broken_lines_fills_no_disk(tmp_path: Path) -> None:
    lines = [Skipped(path=f"{tmp_path}/a.jsonl", line=line, reason="not JSON") for line in range(1, 1000)]
    remember(tmp_path, [tmp_path], lines, set())
    assert len(looks_of(tmp_path).failures) == MOST


def test_what_cannot_be_read_or_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("{")
    assert looks_of(tmp_path).roots == {}
    remember(tmp_path / "missing", [tmp_path], [], set())
    assert not (tmp_path / "missing").exists()
