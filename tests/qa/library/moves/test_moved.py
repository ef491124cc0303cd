"""Files that are at another path than before."""

from pathlib import Path

from qa.library.moves.moved import FoundFile, Move, moves
from qa.reading import SourceFile


def found(name: str, content: str) -> FoundFile:
    return FoundFile(SourceFile(Path(f"/news/{name}.txt"), "news"), content, len(content))


def moved(origins: dict[str, str], new: list[FoundFile], vanished: list[str]) -> list[Move]:
    return list(moves(origins, new, vanished))


def test_a_file_is_known_by_its_path() -> None:
    assert found("a", "A").origin == "/news/a.txt"


def test_a_new_file_with_the_content_of_a_vanished_one_has_moved() -> None:
    new = found("b", "A")
    assert moved({"/a.txt": "A", "/z.txt": "Z"}, [new, found("c", "C")], ["/a.txt", "/z.txt"]) == [Move(new, "/a.txt")]


def test_a_copy_of_a_file_that_is_still_there_has_not_moved() -> None:
    assert moved({"/a.txt": "A"}, [found("b", "A")], []) == []


def test_each_of_two_equal_files_moves_once() -> None:
    new = [found(name, "A") for name in ("x", "y", "z")]
    made = moved({"/a.txt": "A", "/b.txt": "A"}, new, ["/a.txt", "/b.txt"])
    assert [move.found for move in made] == new[:2]
    assert {move.source for move in made} == {"/a.txt", "/b.txt"}
