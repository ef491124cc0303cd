"""A root that has moved is recognised, and followed at its new place with the same ids and nothing embedded."""

import json
import re
from pathlib import Path

import pytest

from qa.bootstrap import open_assistant
from qa.errors import IndexingError
from qa.library.indexing import index
from qa.library.moves.moving import move
from qa.reports import IndexReport, MoveReport
from tests.fakes import WordEmbedder
from vectorstore.check import examine
from vectorstore.local import LocalStore

NAMES = ("a.txt", "sport/b.txt", "sport/c.txt", "r.jsonl")


class Desk:
    """A folder of articles that moves, and a library."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.library = folder, folder / "library"
        self.embedder = WordEmbedder()
        self.old, self.new = folder / "old", folder / "far" / "new"
        self.new.parent.mkdir()
        for number, name in enumerate(NAMES[:3]):
            self.write(self.old / name, f"Title {number}\nThe mill number {number} is closed in March.\n")
        records = [
            {"title": f"R{n}", "url": f"https://example.org/{n}", "text": f"Port {n} is open."} for n in range(2)
        ]
        self.write(self.old / "r.jsonl", "\n".join(map(json.dumps, records)))
        self.index(self.old)

    def write(self, path: Path, text: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def store(self) -> LocalStore:
        return LocalStore(self.library, self.embedder.dimension)

    def index(self, *paths: Path) -> IndexReport:
        self.embedder.embedded.clear()
        return index(paths, self.store(), self.embedder, library=self.library)

    def move(self, old: Path, new: Path, *, allow_removals: bool = False) -> MoveReport:
        return move(old, new, self.store(), allow_removals=allow_removals)

    def ids(self) -> dict[str, str]:
        """The id of each article, by its title."""
        with self.store().snapshot() as snapshot:
            return {one.heading: one.key for one in snapshot.listing()}

    def origins(self) -> set[str]:
        with self.store().snapshot() as snapshot:
            assert {entry.origin for entry in snapshot.entries()} == snapshot.origins().keys()
            return {str(Path(origin).relative_to(self.folder)) for origin in snapshot.origins()}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def untouched(report: IndexReport) -> bool:
    return (report.added, report.changed, report.removed, report.moved, report.embedded) == (0, 0, 0, 0, 0)


def test_a_root_is_followed_at_its_new_place_with_the_same_ids(desk: Desk) -> None:
    before = desk.ids()
    desk.old.rename(desk.new)
    report = desk.move(desk.old, desk.new)
    assert (report.moved, report.removed, report.changed, report.articles, report.generation) == (5, 0, 0, 5, 2)
    assert desk.ids() == before
    assert desk.origins() == {f"far/new/{name}" for name in NAMES}
    assert [finding for finding in examine(desk.library) if not finding.is_sound] == []
    assert untouched(desk.index())
    with desk.store().snapshot() as snapshot:
        assert snapshot.collections() == {"new": 3, "sport": 2}
        assert json.loads(snapshot.attributes["roots"]) == [str(desk.new)]
    assistant = open_assistant(store=desk.store(), embedder=desk.embedder)
    (quote, *_) = assistant.ask("When is mill number 2 closed?", min_confidence=0).quotes
    assert quote.article.path == str(desk.new / "sport" / "c.txt")
    assert Path(quote.article.path).read_text()[quote.start : quote.end] == quote.text


def test_ids_stay_through_edits_and_further_moves_and_are_taken_by_nothing_else(desk: Desk) -> None:
    before = desk.ids()
    desk.old.rename(desk.new)
    desk.move(desk.old, desk.new)
    desk.write(desk.new / "a.txt", "Title 0\nThe mill number 0 is closed in May.\nIt is open in June.\n")
    assistant = open_assistant(store=desk.store(), embedder=desk.embedder)
    article = assistant.article(before["Title 0"])  # as in its file, though it was not indexed again
    assert "in May" in article.text
    assert desk.index().changed == 1
    assert desk.ids() == before
    desk.new.rename(desk.folder / "third")
    desk.move(desk.new, desk.folder / "third")
    assert desk.ids() == before
    desk.write(desk.old / "a.txt", "Another title\nSomething else stands where the first stood.\n")
    assert desk.index(desk.old).added == 1
    assert desk.ids().items() > before.items()
    assert len(desk.ids()) == 6
    assert untouched(desk.index())


def test_a_root_that_moves_there_and_back_is_as_it_was(desk: Desk) -> None:
    before = desk.ids()
    desk.old.rename(desk.new)
    desk.move(desk.old, desk.new)
    desk.new.rename(desk.old)
    desk.move(desk.new, desk.old)
    assert desk.ids() == before
    assert desk.origins() == {f"old/{name}" for name in NAMES}
    assert untouched(desk.index())


def test_a_place_that_is_half_there_is_said_and_nothing_changes(desk: Desk) -> None:
    desk.old.rename(desk.new)
    (desk.new / "a.txt").unlink()
    (desk.new / "r.jsonl").unlink()
    with pytest.raises(
        IndexingError, match=r"2 of the 4 files of \S+ are not at \S+: a.txt, r.jsonl. Nothing was changed"
    ):
        desk.move(desk.old, desk.new)
    assert desk.origins() == {f"old/{name}" for name in NAMES}
    desk.write(desk.new / "sport" / "b.txt", "Title 1\nThe mill number 1 is open.\n")
    report = desk.move(desk.old, desk.new, allow_removals=True)
    assert (report.moved, report.removed, report.changed, report.articles) == (2, 3, 1, 2)
    assert desk.ids().keys() == {"Title 1", "Title 2"}
    assert desk.index().changed == 1


def test_what_has_not_moved_or_is_not_followed_is_said(desk: Desk) -> None:
    def said(old: Path, new: Path) -> str:
        with pytest.raises(IndexingError) as raised:
            desk.move(old, new)
        return re.sub(r"\S+/", "", str(raised.value))

    assert said(desk.folder / "x", desk.new) == "x is not followed, so it cannot be moved. See: pullquote status"
    assert said(desk.old, desk.new) == (
        "4 of the 4 files of old are still there, so it has not moved. To follow new as well: pullquote index new"
    )
    assert said(desk.old, desk.old / "sport").startswith("old and sport overlap.")
    desk.old.rename(desk.folder / "elsewhere")
    assert said(desk.old, desk.new) == "None of the 4 files from old are at new. Nothing was changed."
    desk.write(desk.new / "a.txt", "Of another folder\nThat has a file of the same name.\n")
    assert said(desk.old, desk.new) == "None of the 4 files from old are at new. Nothing was changed."
    desk.index(desk.new)
    assert said(desk.old, desk.new) == (
        "new is in the library already, with 1 article. To remove those of old: pullquote forget old"
    )


@pytest.mark.parametrize("given", ["far/new", "far"])
def test_a_root_that_has_moved_is_recognised_and_never_doubled(desk: Desk, given: str) -> None:
    before = desk.ids()
    desk.old.rename(desk.new)
    (desk.new / "a.txt").write_text("Title 0\nIt was edited since.\n")
    with pytest.raises(IndexingError) as raised:
        desk.index(desk.folder / given)
    assert str(raised.value) == (
        f"The 4 articles of {desk.old} stand at {desk.new} now. Nothing was changed. "
        f"To follow them: pullquote move {desk.old} {desk.new}"
    )
    desk.move(desk.old, desk.new)
    report = desk.index(desk.folder / given)
    assert (report.added, report.removed, report.articles, report.embedded) == (0, 0, 5, 1)
    assert desk.ids() == before


def test_a_single_file_that_has_moved_is_recognised_whatever_its_name(desk: Desk) -> None:
    single = desk.folder / "single one.txt"
    desk.write(single, "Single\nThe single mill is closed.\n")
    desk.index(single)
    single.rename(desk.folder / "renamed.txt")
    with pytest.raises(IndexingError, match=r"The article of '\S+/single one.txt' stands at \S+/renamed.txt now\."):
        desk.index(desk.folder / "renamed.txt")


def test_a_root_that_was_put_in_another_order_is_not_doubled_either(desk: Desk) -> None:
    desk.new.mkdir()
    for number, name in enumerate(NAMES):
        (desk.old / name).rename(desk.new / f"{number}{Path(name).suffix}")
    (desk.old / "sport").rmdir()
    desk.old.rmdir()
    report = desk.index(desk.new)
    assert (report.added, report.moved, report.articles, report.embedded) == (0, 5, 5, 0)


def test_a_copy_beside_a_root_that_is_still_there_is_indexed_as_well(desk: Desk) -> None:
    for name in NAMES:
        desk.write(desk.new / name, (desk.old / name).read_text())
    assert desk.index(desk.new).added == 5


def test_an_update_that_nobody_watches_is_not_stopped_by_a_root_that_has_moved(desk: Desk) -> None:
    other = desk.folder / "other"
    desk.write(other / "x.txt", "Other\nThe other news.\n")
    desk.index(other)
    desk.old.rename(other / "new")
    report = desk.index()
    assert (report.added, report.moved, report.removed, report.articles, report.embedded) == (0, 5, 0, 6, 0)
