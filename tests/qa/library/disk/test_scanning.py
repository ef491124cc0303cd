"""What is on disk: files with their digests, and known files that are no longer there."""

import json
from pathlib import Path

import pytest

from qa.library.disk.scanning import has_digest, scan, vanished
from qa.library.plan import Holdings
from qa.reading import digest
from qa.reading.ignoring import Ignored


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for name in ("a", "b"):
        (folder / f"{name}.txt").write_text(f"The news of {name}.")
    return folder


def holding(*paths: Path) -> Holdings:
    return Holdings(origins={str(path): "x" for path in paths})


def test_files_are_found_with_their_digest_and_size(news: Path) -> None:
    (news / "c.xyz").write_text("of an unknown kind")
    scanned = scan([news], None, Holdings(), Ignored())
    assert [(one.file.path.name, one.digest, one.size) for one in scanned.found] == [
        (name, digest(news / name), len("The news of a.")) for name in ("a.txt", "b.txt")
    ]
    assert [Path(one.path).name for one in scanned.skipped] == ["c.xyz"]


def test_files_that_the_library_has_are_unchanged_unless_they_are_to_be_read_again(news: Path) -> None:
    a, b, c = (str(news / f"{name}.txt") for name in "abc")
    (news / "c.txt").write_text("The news of c.")
    origins = {path: digest(Path(path)) for path in (a, b)} | {c: "of an older c"}
    holdings = Holdings(origins=origins, collections={a: "news", b: "other"})

    def scanned(*again: str) -> tuple[list[str], list[str]]:
        told = scan([news], None, holdings, Ignored(), again=again)
        return told.unchanged, [one.origin for one in told.found]

    assert scanned() == ([a], [b, c])
    assert scanned(a, c) == ([], [a, b, c])


def test_a_file_that_cannot_be_read_is_skipped_with_the_reason(news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = Path.open

    def refuse(path: Path, mode: str = "r") -> object:
        if path.name == "a.txt":
            raise PermissionError(13, "Permission denied")
        return opened(path, mode)

    monkeypatch.setattr(Path, "open", refuse)
    scanned = scan([news], None, Holdings(), Ignored())
    assert [one.file.path.name for one in scanned.found] == ["b.txt"]
    assert [(Path(one.path).name, one.reason) for one in scanned.skipped] == [("a.txt", "no permission to read it")]


def test_the_library_itself_is_passed_over(news: Path) -> None:
    (news / "library").mkdir()
    (news / "library" / "page.html").write_text("<p>A page of the library.</p>")
    scanned = scan([news], news / "library", Holdings(), Ignored())
    assert [one.file.path.name for one in scanned.found] == ["a.txt", "b.txt"]


def test_what_was_forgotten_is_passed_over_until_it_is_named_again(news: Path) -> None:
    sport = news / "sport"
    sport.mkdir()
    for name in ("c", "d"):
        (sport / f"{name}.txt").write_text(f"The news of {name}.")
    (sport / "e.xyz").write_text("of an unknown kind")
    holdings = Holdings(attributes={"roots": json.dumps([str(news)]), "excluded": json.dumps([str(sport)])})

    def names(*roots: Path) -> str:
        scanned = scan(roots, None, holdings, Ignored())
        paths = [*(one.origin for one in scanned.found), *(one.path for one in scanned.skipped)]
        return "".join(sorted(Path(path).stem for path in paths))

    assert names(news) == "ab"
    assert names(news.parent) == "ab"
    assert names(news, sport / "c.txt") == "abc"
    assert names(sport) == "cde"


def test_a_known_file_vanishes_when_it_is_gone_from_a_root_that_is_there(news: Path) -> None:
    holdings = holding(news / "a.txt", news / "gone.txt", news.with_name("other") / "x.txt")
    assert vanished([*holdings.origins], [news], allow_removals=False) == [str(news / "gone.txt")]


def test_below_a_root_that_is_not_there_nothing_vanishes_unless_it_is_allowed(news: Path) -> None:
    away = news.with_name("away")
    holdings = holding(away / "x.txt")
    assert vanished([*holdings.origins], [away], allow_removals=False) == []
    assert vanished([*holdings.origins], [away], allow_removals=True) == [str(away / "x.txt")]


def test_a_digest_is_compared_and_a_missing_file_has_none(news: Path) -> None:
    assert has_digest(news / "a.txt", digest(news / "a.txt"))
    assert not has_digest(news / "a.txt", digest(news / "b.txt"))
    assert not has_digest(news / "gone.txt", digest(news / "a.txt"))
