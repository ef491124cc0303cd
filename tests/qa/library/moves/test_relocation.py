"""Roots that are in another place, as values and on disk."""

import json
from pathlib import Path

import pytest

from qa.errors import IndexingError
from qa.library.moves.moved import FoundFile
from qa.library.moves.relocation import Relocation, elsewhere, lost_files, relocations
from qa.library.plan import Holdings
from qa.reading import SourceFile


def found(path: str | Path, content: str) -> FoundFile:
    return FoundFile(SourceFile(Path(path), "news"), content, len(content))


def holding(root: str | Path, **files: str) -> Holdings:
    """Files of a root by name, each of one article."""
    origins = {f"{root}/{name}.txt": content for name, content in files.items()}
    articles = {origin: {f"id of {origin}": content} for origin, content in origins.items()}
    return Holdings({"roots": json.dumps([str(root)])}, origins, articles, dict.fromkeys(origins, "news"))


def test_a_root_stands_where_at_least_half_of_its_files_do() -> None:
    held = holding("/old", a="A", b="B", c="C", d="D")
    at_new = [found("/new/a.txt", "A"), found("/new/b.txt", "B")]
    assert list(relocations(held, [Path("/old")], at_new)) == [Relocation(Path("/old"), Path("/new"), 2)]
    assert list(relocations(held, [Path("/old")], at_new[:1])) == []


def test_files_that_stand_under_other_names_or_with_other_content_are_not_that_root() -> None:
    held = holding("/old", a="A", b="B")
    renamed = [found("/new/x.txt", "A"), found("/new/y.txt", "B")]
    edited = [found("/new/a.txt", "A2"), found("/new/b.txt", "B2")]
    assert list(relocations(held, [Path("/old")], [*renamed, *edited])) == []


def test_of_two_places_the_root_stands_where_more_of_it_is() -> None:
    held = holding("/old", a="A", b="B", c="C")
    there = [found("/x/a.txt", "A"), *(found(f"/y/{name}.txt", name.upper()) for name in "abc")]
    assert [one.new for one in relocations(held, [Path("/old")], there)] == [Path("/y")]


def test_a_file_that_the_library_knows_already_is_no_sign_of_a_move() -> None:
    both = Holdings({}, {"/old/a.txt": "A", "/kept/a.txt": "A"}, {}, {})
    assert list(relocations(both, [Path("/old")], [found("/kept/a.txt", "A")])) == []
    assert elsewhere(both, [Path("/old")], [found("/kept/a.txt", "A")]) == []


def test_each_file_found_stands_for_one_lost_file_of_its_content() -> None:
    held = holding("/old", a="same", b="same", c="C")
    assert elsewhere(held, [Path("/old")], [found("/new/x.txt", "same")]) == ["/old/a.txt"]
    twice = [found("/new/x.txt", "same"), found("/new/y.txt", "same")]
    assert elsewhere(held, [Path("/old")], twice) == ["/old/a.txt", "/old/b.txt"]
    assert elsewhere(held, [], twice) == []


def test_a_relocation_says_which_command_follows_it_with_its_paths_quoted() -> None:
    said = str(Relocation(Path("/my old"), Path("/new"), 1_200))
    assert said == (
        "The 1,200 articles of '/my old' stand at /new now. "
        "Nothing was changed. To follow them: pullquote move '/my old' /new"
    )
    assert str(Relocation(Path("/old"), Path("/new"), 1)) == (
        "The article of /old stands at /new now. Nothing was changed. To follow it: pullquote move /old /new"
    )


def test_a_named_place_to_which_a_root_moved_is_refused_and_a_look_at_all_takes_its_files(tmp_path: Path) -> None:
    new = tmp_path / "new"
    held = holding(tmp_path / "old", a="A", b="B")
    there = [found(new / "a.txt", "A"), found(new / "b.txt", "B")]
    with pytest.raises(IndexingError, match=r"The 2 articles of .*old stand at .*new now"):
        lost_files(held, there, [*held.origins], [new], allow_removals=True, are_named=True)
    lost = lost_files(held, there, [*held.origins], [new], allow_removals=True, are_named=False)
    assert lost == [f"{tmp_path}/old/a.txt", f"{tmp_path}/old/b.txt"]
