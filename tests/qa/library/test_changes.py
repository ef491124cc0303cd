"""Reading the files of a plan: what is new or differs comes out, and everything is counted."""

import json
from datetime import date
from pathlib import Path

import pytest

from qa.library.audience import Audience
from qa.library.changes import UNSETTLED, ChangedArticles, Tally
from qa.library.disk.origins import Origin
from qa.library.moves.moved import FoundFile, Move
from qa.library.plan import Holdings, Plan
from qa.library.preparing import PreparingHere
from qa.reading import SourceFile, digest, read
from qa.values import Article
from tests.fakes import WordEmbedder

PUBLIC = Audience(date(2024, 6, 17))
HERE = PreparingHere(WordEmbedder())


def write(path: Path, **texts: str) -> FoundFile:
    """A file of records, each with its title and text."""
    records = [{"title": title, "url": f"https://example.org/{title}", "text": text} for title, text in texts.items()]
    path.write_text("\n".join(map(json.dumps, records)))
    return FoundFile(SourceFile(path, "news"), digest(path), path.stat().st_size)


def articles_of(found: FoundFile) -> dict[str, Article]:
    return {one.title: one for one in read(found.file) if isinstance(one, Article)}


def holding(found: FoundFile) -> Holdings:
    articles = {one.id: one.digest for one in articles_of(found).values()}
    return Holdings(origins={found.origin: found.digest}, articles={found.origin: articles})


def taken(planned: Plan, holdings: Holdings) -> tuple[list[str], ChangedArticles, list[float]]:
    shares: list[float] = []
    changes = ChangedArticles(planned, holdings, PUBLIC, shares.append, HERE.read)
    return [article.title for article in changes], changes, shares


def test_of_a_changed_file_only_what_differs_comes_out(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    holdings = holding(write(path, a="One.", b="Two.", c="Three."))
    gone = next(one.id for one in articles_of(write(path, c="Three.")).values())
    now = write(path, a="One.", b="Two, edited.", d="Four.")
    titles, changes, shares = taken(Plan(changed=(now,)), holdings)
    assert titles == ["b", "d"]
    assert (changes.tally.added, changes.tally.changed, changes.tally.unchanged) == (1, 1, 1)
    assert changes.removed == {gone}
    assert changes.origins == {now.origin: str(Origin(now.digest))}
    assert shares == sorted(shares)
    assert all(0 < share <= 1 for share in shares)


def test_the_articles_of_a_file_that_moved_are_counted_as_moved(tmp_path: Path) -> None:
    before = write(tmp_path / "old.jsonl", a="One.", b="Two.")
    holdings = holding(before)
    now = write(tmp_path / "new.jsonl", a="One.", b="Two.")
    titles, changes, _ = taken(Plan(moved=(Move(now, before.origin),)), holdings)
    assert (titles, changes.tally.moved, changes.tally.added) == (["a", "b"], 2, 0)
    assert changes.removed == holdings.keys([before.origin])
    assert changes.origins == {before.origin: None, now.origin: str(Origin(now.digest))}


def test_files_that_are_not_read_are_counted_by_their_articles(tmp_path: Path) -> None:
    found = write(tmp_path / "r.jsonl", a="One.", b="Two.")
    titles, changes, _ = taken(Plan(unchanged=(found.origin,)), holding(found))
    assert (titles, changes.tally, changes.origins) == ([], Tally(unchanged=2), {})


def test_what_cannot_be_read_is_skipped_with_its_line(tmp_path: Path) -> None:
    found = write(tmp_path / "r.jsonl", a="One.")
    with found.file.path.open("a") as file:
        file.write("\nno record")
    now = FoundFile(found.file, digest(found.file.path), 100)
    titles, changes, _ = taken(Plan(added=(now,)), Holdings())
    assert titles == ["a"]
    assert [one.line for one in changes.tally.skipped] == [2]


@pytest.mark.parametrize("act", ["edit", "delete"])
def test_a_file_that_changes_while_it_is_read_is_unsettled(tmp_path: Path, act: str) -> None:
    found = write(tmp_path / "r.jsonl", a="One.")

    def meanwhile(_: float) -> None:
        if act == "edit":
            found.file.path.write_text("{}")
        else:
            found.file.path.unlink()

    changes = ChangedArticles(Plan(added=(found,)), Holdings(), PUBLIC, meanwhile, HERE.read)
    assert [article.title for article in changes] == ["a"]
    assert changes.origins == {found.origin: UNSETTLED}
