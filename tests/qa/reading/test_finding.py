"""Finding the files to be read."""

import errno
import inspect
import os
import socket
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from qa.reading import SourceFile, find
from qa.reports import Skipped


def found(*paths: Path, exclude: Path | None = None, within: Sequence[Path] = ()) -> list[tuple[str, str]]:
    """The name and collection of each file found; nothing may be skipped."""
    given = list(find(paths, exclude, within))
    assert [one for one in given if isinstance(one, Skipped)] == []
    return [(one.path.name, one.collection) for one in given if isinstance(one, SourceFile)]


def reasons(*paths: Path, exclude: Path | None = None) -> list[tuple[str, str]]:
    """The name and reason of each thing left out."""
    return [(Path(one.path).name, one.reason) for one in find(paths, exclude) if isinstance(one, Skipped)]


def tree(root: Path, *names: str) -> Path:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    return root


def test_a_collection_is_the_first_folder_below_the_root_or_the_root_itself(tmp_path: Path) -> None:
    root = tree(tmp_path / "shelf", "b.txt", "news/2024/d.md", "a.HTM", "news/c.PDF")
    assert found(root) == [("a.HTM", "shelf"), ("b.txt", "shelf"), ("d.md", "news"), ("c.PDF", "news")]


def test_a_file_given_by_itself_is_of_its_folders_collection(tmp_path: Path) -> None:
    root = tree(tmp_path / "shelf", "news/a.txt")
    assert found(root / "news" / "a.txt") == [("a.txt", "news")]


def test_of_roots_within_each_other_the_outermost_tells_the_collection(tmp_path: Path) -> None:
    root = tree(tmp_path / "shelf", "news/2024/d.md")
    for path in (root / "news", root / "news" / "2024", root / "news" / "2024" / "d.md"):
        assert found(path, within=[root / "news" / "2024", root, tmp_path / "other"]) == [("d.md", "news")]
    assert found(root / "news") == [("d.md", "2024")]
    tree(root, "a.txt")
    assert found(root / "news", root) == [("d.md", "news"), ("a.txt", "shelf")]


@pytest.mark.parametrize("library", [".pullquote", "library"])
def test_a_library_below_a_root_is_no_collection_of_that(tmp_path: Path, library: str) -> None:
    root = tree(tmp_path / "shelf", f"{library}/web/example.org/a.html")
    web = root / library / "web"
    assert found(web, exclude=root / library, within=[root, web]) == [("a.html", "example.org")]


def test_a_dot_folder_given_by_itself_is_no_part_of_what_is_around_it(tmp_path: Path) -> None:
    root = tree(tmp_path / "shelf", ".notes/a.txt")
    assert found(root / ".notes", within=[root]) == [("a.txt", ".notes")]


def test_the_current_folder_has_its_real_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tree(tmp_path / "shelf", "a.txt"))
    assert found(Path()) == [("a.txt", "shelf")]
    assert [one.origin for one in find([Path("../shelf/./a.txt")]) if isinstance(one, SourceFile)] == [
        str(tmp_path / "shelf" / "a.txt")
    ]


def test_the_same_file_is_given_once_however_it_is_reached(tmp_path: Path) -> None:
    root = tree(tmp_path / "shelf", "news/a.txt")
    (root / "copy.txt").symlink_to(root / "news" / "a.txt")
    (root / "more").symlink_to(root / "news")
    os.link(root / "news" / "a.txt", root / "same.txt")
    assert found(root, root, root / "news", root / "news" / "a.txt") == [("copy.txt", "shelf")]


def test_links_to_files_and_folders_are_followed(tmp_path: Path) -> None:
    other = tree(tmp_path / "other", "a.txt", "deep/b.txt")
    root = tree(tmp_path / "shelf")
    root.mkdir()
    (root / "file.txt").symlink_to(other / "a.txt")
    (root / "folder").symlink_to(other / "deep")
    assert found(root) == [("file.txt", "shelf"), ("b.txt", "folder")]
    assert [one.origin for one in find([root]) if isinstance(one, SourceFile)] == [
        str(root / "file.txt"),
        str(root / "folder" / "b.txt"),
    ]


def test_a_folder_loop_by_links_is_cut(tmp_path: Path) -> None:
    root = tree(tmp_path / "shelf", "deep/a.txt")
    (root / "deep" / "up").symlink_to(root)
    (root / "deep" / "here").symlink_to(".")
    assert found(root) == [("a.txt", "deep")]


def test_a_link_that_leads_to_itself_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to("b.txt")
    (tmp_path / "b.txt").symlink_to("a.txt")
    reason = "a link that leads back to itself"
    assert reasons(tmp_path) == [("a.txt", reason), ("b.txt", reason)]


def test_a_broken_link_and_a_missing_path_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to("gone.txt")
    assert reasons(tmp_path, tmp_path / "none", tmp_path / "none") == [
        ("a.txt", "a broken link"),
        ("none", "no such file or folder"),
    ]


def test_a_file_is_not_a_folder(tmp_path: Path) -> None:
    assert reasons(tree(tmp_path, "a.txt") / "a.txt" / "b.txt") == [("b.txt", "no such file or folder")]


def test_an_unknown_kind_of_file_is_left_out(tmp_path: Path) -> None:
    reason = "this kind of file is not read"
    assert reasons(tree(tmp_path, "a.odt", "README")) == [
        ("README", f"{reason} (no suffix)"),
        ("a.odt", f"{reason} (.odt)"),
    ]


def test_an_empty_folder_is_told_of_only_if_it_was_given(tmp_path: Path) -> None:
    root = tree(tmp_path / "shelf", "a.txt")
    (root / "empty").mkdir()
    assert found(root) == [("a.txt", "shelf")]
    assert reasons(root / "empty") == [("empty", "no articles in this folder")]


def test_a_folder_given_twice_is_not_an_empty_one(tmp_path: Path) -> None:
    root = tree(tmp_path / "shelf", "deep/a.txt")
    assert found(root / "deep" / "a.txt", root, root / "deep") == [("a.txt", "deep")]


def test_dot_files_are_passed_over_unless_given(tmp_path: Path) -> None:
    root = tree(tmp_path / "shelf", ".a.txt", ".git/b.txt", "c.txt")
    assert found(root) == [("c.txt", "shelf")]
    assert found(root / ".a.txt", root / ".git") == [(".a.txt", "shelf"), ("b.txt", ".git")]


def test_the_library_is_passed_over_by_whatever_name(tmp_path: Path) -> None:
    root = tree(tmp_path / "shelf", "library/a.txt", "b.txt")
    (tmp_path / "link").symlink_to(root / "library")
    assert found(root, exclude=tmp_path / "link") == [("b.txt", "shelf")]
    assert found(root, exclude=tmp_path / "none") == [("b.txt", "shelf"), ("a.txt", "library")]


def test_what_is_neither_file_nor_folder_is_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "socket.txt"))
        (tmp_path / "zero.txt").symlink_to("/dev/zero")
        reason = "neither a file nor a folder"
        assert reasons(tmp_path) == [("pipe.txt", reason), ("socket.txt", reason), ("zero.txt", reason)]


def test_a_name_that_is_not_utf8_is_shown_with_escapes(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text("x")
    (tmp_path / os.fsdecode(b"d\xe9j\xe0")).mkdir()
    reason = "its name is not UTF-8: rename it"
    assert reasons(tmp_path) == [("caf\\xe9.txt", reason), ("d\\xe9j\\xe0", reason)]


def test_a_path_that_cannot_be_one_is_left_out() -> None:
    assert reasons(Path("/nowhere/a\0b.txt")) == [("a\0b.txt", "not a path")]
    assert reasons(Path("/") / ("a" * 300)) == [("a" * 300, "its path is too long")]


def test_without_permission_a_file_and_a_folder_are_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tree(tmp_path / "shelf", "a.txt", "b.txt", "closed/c.txt")

    def refuse(path: Path) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    scandir = os.scandir
    monkeypatch.setattr(os, "access", lambda path, _: Path(path).name != "a.txt")
    monkeypatch.setattr(os, "scandir", lambda path: refuse(path) if path.name == "closed" else scandir(path))
    reason = "no permission to read it"
    assert reasons(root) == [("a.txt", reason), ("closed", reason)]
    assert [one.path.name for one in find([root]) if isinstance(one, SourceFile)] == ["b.txt"]


def test_folders_may_be_deeper_than_calls(tmp_path: Path) -> None:
    root = tree(tmp_path / "shelf", "d/" * 300 + "a.txt")
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack()) + 150)
    try:
        assert found(root) == [("a.txt", "d")]
    finally:
        sys.setrecursionlimit(limit)
