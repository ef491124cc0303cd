"""Paths -> files: collections, links, and what is left out, with the reason."""

import os
from pathlib import Path

import pytest

from qa.reading import SourceFile, find
from qa.types import Skipped


def make(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"Title\nText of {name}.")


def shown(found: list[SourceFile | Skipped], folder: Path) -> list[tuple[str, str]]:
    return [
        (str(one.path.relative_to(folder)), one.collection)
        if isinstance(one, SourceFile)
        else (str(Path(one.path).relative_to(folder)), f"! {one.reason}")
        for one in found
    ]


def test_a_collection_is_the_first_folder_under_the_root(tmp_path: Path) -> None:
    make(tmp_path / "root", "a.txt", "world/b.md", "world/deep/c.TXT")
    assert shown(list(find([tmp_path / "root"])), tmp_path) == [
        ("root/a.txt", "root"),
        ("root/world/b.md", "world"),
        ("root/world/deep/c.TXT", "world"),
    ]


def test_a_file_by_itself_is_of_its_folders_collection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path / "world", "a.txt")
    monkeypatch.chdir(tmp_path / "world")
    assert shown(list(find([Path("a.txt"), Path("./a.txt")])), tmp_path) == [("world/a.txt", "world")]


def test_what_is_given_twice_or_linked_is_read_once(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", "sub/b.txt")
    (tmp_path / "sub" / "again.txt").symlink_to(tmp_path / "a.txt")
    (tmp_path / "sub" / "loop").symlink_to(tmp_path)
    found = shown(list(find([tmp_path, tmp_path / "sub", tmp_path / "a.txt"])), tmp_path)
    assert [name for name, collection in found if not collection.startswith("!")] == ["a.txt", "sub/b.txt"]


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    make(tmp_path, "photo.jpg", ".hidden.txt", "library/x.txt", "good.txt")
    (tmp_path / "broken.txt").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "pipe.txt")
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/bad\xff.txt")).write_text("Title\nText.")
    found = list(find([tmp_path, tmp_path / "missing"], exclude=tmp_path / "library"))
    assert {(Path(one.path).name, one.reason) for one in found if isinstance(one, Skipped)} == {
        ("bad\\xff.txt", "its name is not UTF-8: rename it"),
        ("broken.txt", "a broken link"),
        ("photo.jpg", "not a kind of article that is read (.jpg)"),
        ("pipe.txt", "not a regular file"),
        ("missing", "not there"),
    }
    assert [one.path.name for one in found if isinstance(one, SourceFile)] == ["good.txt"]


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    assert list(find([tmp_path])) == [Skipped(path=str(tmp_path), reason="no articles in this folder")]


def test_a_folder_without_permission_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, "closed/a.txt", "open/b.txt")
    listed = Path.iterdir

    def iterdir(path: Path) -> object:
        if path.name == "closed":  # the tests may run as root, whom no permission keeps out
            raise PermissionError(13, "Permission denied")
        return listed(path)

    monkeypatch.setattr(Path, "iterdir", iterdir)
    assert shown(list(find([tmp_path])), tmp_path) == [
        ("closed", "! no permission to read it"),
        ("open/b.txt", "open"),
    ]
