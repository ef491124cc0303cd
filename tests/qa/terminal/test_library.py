"""The library of a folder, or of the nearest folder above it."""

import os
from pathlib import Path

import pytest

from qa.terminal import library


def made(folder: Path) -> Path:
    (folder / ".pullquote").mkdir(parents=True)
    (folder / ".pullquote" / "catalogue.sqlite").touch()
    return folder / ".pullquote"


def test_the_nearest_library_above_is_taken(tmp_path: Path) -> None:
    above = made(tmp_path)
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    assert library.nearest(below) == above
    nearer = made(tmp_path / "a")
    assert library.nearest(below) == nearer
    assert library.nearest(tmp_path / "a") == Path(".pullquote")


def test_a_folder_that_holds_no_library_is_none(tmp_path: Path) -> None:
    (tmp_path / ".pullquote").mkdir()
    below = tmp_path / "a"
    below.mkdir()
    assert library.nearest(below) == Path(".pullquote")


def test_the_library_of_another_user_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    above = made(tmp_path)
    below = tmp_path / "a"
    below.mkdir()
    monkeypatch.setattr(os, "getuid", lambda: above.stat().st_uid + 1)
    assert library.nearest(below) == Path(".pullquote")
    assert library.others(below) == [above]
