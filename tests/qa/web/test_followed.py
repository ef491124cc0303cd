"""What a library follows, as its status shows it."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from qa.reports import Followed, FollowedKind, LibraryStatus, Skipped
from qa.web.followed import with_followed
from qa.web.state import FOLDER, STATE

FEED, PAGE, LISTED = "https://news.example/feed.xml", "https://news.example/one", "https://news.example/two"


def status(library: Path, *roots: Path) -> LibraryStatus:
    return LibraryStatus(
        path=str(library),
        generation=1,
        updated=None,
        articles=0,
        passages=0,
        bytes=0,
        collections={},
        roots=tuple(map(str, roots)),
        model="test",
        model_digest="",
        dimension=3,
    )


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "library" / FOLDER
    folder.mkdir(parents=True)
    state = {
        "sources": {FEED: False, PAGE: False},
        "lists": {FEED: [LISTED]},
        "looked": {FEED: 86_400.0},
        "problems": {PAGE: "404 Not Found", LISTED: "took longer than 20 s"},
    }
    (folder / STATE).write_text(json.dumps(state), encoding="utf-8")
    return folder.parent


def test_a_feed_and_a_page_have_their_last_look_and_what_failed(library: Path) -> None:
    assert with_followed(status(library)).followed == (
        Followed(place=FEED, kind=FollowedKind.FEED, looked=datetime(1970, 1, 2, tzinfo=UTC)),
        Followed(place=PAGE, kind=FollowedKind.PAGE, problem="404 Not Found"),
    )


def test_a_page_that_is_only_listed_and_fails_is_a_failure_and_no_followed_place(library: Path) -> None:
    told = with_followed(status(library))
    assert told.failures == (Skipped(path=LISTED, reason="took longer than 20 s"),)


def test_folders_and_files_come_first_and_the_mirror_is_no_folder_of_the_user(library: Path, tmp_path: Path) -> None:
    news, note = tmp_path / "news", tmp_path / "note.txt"
    news.mkdir()
    note.write_text("A note.", encoding="utf-8")
    followed = with_followed(status(library, news, note, library / FOLDER)).followed
    assert [(one.place, one.kind) for one in followed[:2]] == [
        (str(news), FollowedKind.FOLDER),
        (str(note), FollowedKind.FILE),
    ]
    assert [one.place for one in followed[2:]] == [FEED, PAGE]


def test_a_state_that_cannot_be_read_is_a_failure_and_hides_nothing_else(library: Path, tmp_path: Path) -> None:
    (library / FOLDER / STATE).write_text("{", encoding="utf-8")
    told = with_followed(status(library, tmp_path))
    assert [one.place for one in told.followed] == [str(tmp_path)]
    (failure,) = told.failures
    assert failure.path == str(library / FOLDER)
