"""The paths of an index run: what is below them is followed, and what is missing stays."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from qa.bootstrap import open_assistant
from qa.errors import RemovalsRefused
from qa.forgetting import forget
from qa.library.disk.scanning import scan
from qa.library.indexing import index
from qa.library.options import IndexOptions
from tests.qa.library.desk import Desk, counts


def test_when_more_than_half_of_a_root_is_gone_it_has_to_be_allowed(desk: Desk) -> None:
    desk.write("c.txt", "Third title\nThe port is open.")
    desk.index()
    (desk.articles / "a.txt").unlink()
    assert counts(desk.index()) == (0, 0, 2, 1)  # one of three
    (desk.articles / "c.txt").unlink()
    (desk.articles / "world" / "b.txt").unlink()
    assert counts(desk.index(dry_run=True)) == (0, 0, 0, 2)
    with pytest.raises(RemovalsRefused, match=r"would lose 2 of its 2 articles.*--allow-removals"):
        desk.index()
    assert desk.titles() == ["Second title", "Third title"]
    report = index([desk.articles], desk.store(), desk.embedder, options=IndexOptions(allow_removals=True))
    assert (report.removed, report.articles) == (2, 0)


def test_a_file_of_records_that_loses_most_of_them_has_to_be_allowed(desk: Desk) -> None:
    records = [json.dumps({"title": f"R{n}", "url": f"https://example.org/{n}", "text": "News."}) for n in range(9)]
    path = desk.write("r.jsonl", "\n".join(records))
    desk.index()
    path.write_text(records[0])
    with pytest.raises(RemovalsRefused):
        desk.index()
    assert len(desk.titles()) == 11
    assert index([], desk.store(), desk.embedder, options=IndexOptions(allow_removals=True)).removed == 8


def test_of_a_root_that_is_not_there_nothing_is_removed(desk: Desk) -> None:
    other = desk.articles.parent / "other"
    other.mkdir()
    (other / "x.txt").write_text("Other\nThe other news.")
    desk.index(desk.articles, other)
    other.rename(desk.articles.parent / "unmounted")
    report = index([], desk.store(), desk.embedder)
    assert (counts(report), [one.reason for one in report.skipped]) == ((0, 0, 2, 0), ["no such file or folder"])
    assert "Other" in desk.titles()
    (desk.articles.parent / "unmounted").rename(other)
    assert counts(index([], desk.store(), desk.embedder)) == (0, 0, 3, 0)
    (other / "x.txt").unlink()
    other.rmdir()
    assert index([], desk.store(), desk.embedder, options=IndexOptions(allow_removals=True)).removed == 1


def test_of_a_folder_that_cannot_be_entered_nothing_is_removed(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.write("c.txt", "Third title\nThe port is open.")
    desk.index()
    lstat, scandir = Path.lstat, os.scandir

    def closed(act: Callable[[Path], Any]) -> Callable[[Path], Any]:
        def tried(path: Path) -> Any:
            if "world" in path.parts and (act is scandir or path.name != "world"):
                raise PermissionError(13, "Permission denied")
            return act(path)

        return tried

    monkeypatch.setattr(Path, "lstat", closed(lstat))
    monkeypatch.setattr(os, "scandir", closed(scandir))
    report = desk.index()
    assert (counts(report), [one.reason for one in report.skipped]) == ((0, 0, 2, 0), ["no permission to read it"])
    assert "Second title" in desk.titles()


def test_roots_that_contain_each_other_give_each_article_once(desk: Desk) -> None:
    report = desk.index(desk.articles, desk.articles / "world")
    assert counts(report) == (2, 0, 0, 0)
    assert counts(desk.index(desk.articles / "world")) == (0, 0, 1, 0)
    (desk.articles / "world" / "b.txt").write_text("Second title\nThe fair is over.")
    assert counts(index([], desk.store(), desk.embedder)) == (0, 1, 1, 0)


def test_a_file_is_of_the_collection_that_its_outermost_root_gives_it(desk: Desk) -> None:
    desk.write("world/asia/c.txt", "Third title\nThe port is open.")

    def collections() -> dict[str, int]:
        with desk.store().snapshot() as snapshot:
            return snapshot.collections()

    desk.index(desk.articles / "world")
    assert collections() == {"world": 1, "asia": 1}
    report = desk.index()
    assert (counts(report), desk.embedder.embedded[0][:5]) == ((1, 1, 1, 0), "First")
    assert collections() == {"articles": 1, "world": 2}
    for roots in ([desk.articles / "world"], [desk.articles / "world", desk.articles], [desk.articles / "world/asia"]):
        assert desk.index(*roots).generation == 2
    assert collections() == {"articles": 1, "world": 2}
    outer = desk.index(desk.articles.parent)
    assert (counts(outer), outer.moved, desk.embedder.embedded) == ((0, 2, 1, 0), 0, [])
    assert collections() == {"articles": 3}


def test_what_another_process_commits_meanwhile_is_not_undone(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    other = desk.articles.parent / "other"
    other.mkdir()
    (other / "x.txt").write_text("Other\nThe other news.")
    desk.index(desk.articles, other)
    desk.write("c.txt", "Third title\nThe port is open.")

    def overtaken(*arguments: Any, **named: Any) -> Any:
        monkeypatch.setattr("qa.library.disk.survey.scan", scan)
        found = scan(*arguments, **named)
        forget(str(other), desk.store(), desk.library)
        return found

    monkeypatch.setattr("qa.library.disk.survey.scan", overtaken)
    assert counts(desk.index()) == (1, 0, 2, 0)
    with desk.store().snapshot() as snapshot:
        assert json.loads(snapshot.attributes["roots"]) == [str(desk.articles)]
    assert desk.titles() == ["First title", "Second title", "Third title"]


def test_what_lies_elsewhere_or_cannot_be_read_stays(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.index()
    report = desk.index(desk.articles / "world", desk.articles / "missing")
    assert counts(report) == (0, 0, 1, 0)
    assert [one.reason for one in report.skipped] == ["no such file or folder"]

    opened = Path.open

    def closed(path: Path, *arguments: Any, **named: Any) -> Any:
        if path.suffix == ".txt":
            raise PermissionError(13, "Permission denied")
        return opened(path, *arguments, **named)

    monkeypatch.setattr(Path, "open", closed)
    assert counts(desk.index()) == (0, 0, 0, 0)
    assert desk.titles() == ["First title", "Second title"]


def test_no_path_means_the_roots_of_before(desk: Desk) -> None:
    desk.index()
    desk.write("c.txt", "Third title\nNews.")
    report = index([], desk.store(), desk.embedder)
    assert counts(report) == (1, 0, 2, 0)


@pytest.mark.parametrize("name", [b"caf\xe9.txt", b"caf\xe9"])
def test_a_path_that_is_not_utf_8_is_told_and_not_remembered(desk: Desk, name: bytes) -> None:
    path = desk.articles.parent / os.fsdecode(name)
    if path.suffix:
        path.write_text("The cafe\nIt opens at noon.")
    else:
        path.mkdir()
        (path / "a.txt").write_text("The cafe\nIt opens at noon.")
    report = desk.index(desk.articles, path)
    assert (report.added, [one.reason for one in report.skipped]) == (2, ["its name is not UTF-8: rename it"])
    assert json.loads(report.model_dump_json())["skipped"][0]["path"].endswith(
        "/" + name.decode(errors="backslashreplace")
    )
    status = open_assistant(store=desk.store(), embedder=desk.embedder).status()
    assert status.roots == (str(desk.articles),)


def test_a_path_that_was_not_there_is_not_remembered(desk: Desk) -> None:
    desk.index(desk.articles, desk.articles.parent / "typo")
    report = desk.index(desk.articles.parent / "typo")
    assert (report.generation, report.added) == (1, 0)
    assert index([], desk.store(), desk.embedder).skipped == ()
