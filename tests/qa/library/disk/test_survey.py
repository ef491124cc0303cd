"""What a run looks at, and what differs there."""

import gc
import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from qa.errors import IndexingError
from qa.library.disk.survey import survey, uncollected
from qa.library.options import IndexOptions
from qa.library.plan import Holdings

LOOK = IndexOptions()


def test_garbage_is_collected_again_after_a_look_that_failed() -> None:
    def fail() -> None:
        assert not gc.isenabled()
        raise IndexingError("There is nothing to index.")

    with pytest.raises(IndexingError), uncollected():
        fail()
    assert gc.isenabled()


def names(origins: Iterable[str]) -> list[str]:
    return [Path(origin).name for origin in origins]


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for name in ("a", "b", "c"):
        (folder / f"{name}.txt").write_text(f"The {name} bridge opened.\n", encoding="utf-8")
    return folder


def test_of_named_folders_all_is_added_and_the_roots_are_whole_paths(
    news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(news.parent)
    looked = survey([Path("news"), Path("news/../news")], Holdings(), None, LOOK)
    assert looked.roots == [news]
    assert sorted(one.file.path.name for one in looked.plan.added) == ["a.txt", "b.txt", "c.txt"]


def test_nothing_named_looks_at_what_was_followed_before(news: Path) -> None:
    held = Holdings({"roots": json.dumps([str(news)])})
    assert survey([], held, None, LOOK).roots == [news]


def test_nothing_named_and_nothing_followed_says_what_to_name() -> None:
    with pytest.raises(IndexingError, match="name files or folders"):
        survey([], Holdings(), None, LOOK)


def test_with_files_of_an_older_reading_all_followed_roots_are_looked_at_too(news: Path) -> None:
    other = news.parent / "other"
    other.mkdir()
    held = Holdings({"roots": json.dumps([str(news)])}, outdated=frozenset([str(news / "a.txt")]))
    assert survey([other], held, None, LOOK).roots == [other, news]


def test_a_known_file_that_is_to_be_left_out_now_is_hidden_and_gone(news: Path) -> None:
    first = survey([news], Holdings(), None, LOOK)
    origins = {one.origin: one.digest for one in first.plan.added}
    held = Holdings(
        {"roots": json.dumps([str(news)])}, origins, {origin: {} for origin in origins}, dict.fromkeys(origins, "news")
    )
    looked = survey([], held, None, IndexOptions(exclude=("b.txt",), allow_removals=True))
    assert names(looked.hidden) == names(looked.plan.gone) == ["b.txt"]
    assert len(looked.plan.unchanged) == 2
