"""Files + store -> exactly the difference, and nothing lost."""

import json
import os
from pathlib import Path

import pytest

from qa.bootstrap import open_assistant
from qa.errors import IndexingError
from qa.library.indexing import Progress, index
from tests.qa.library.desk import BRIDGE, Desk, counts


def test_a_first_run_adds_and_a_second_does_nothing(desk: Desk) -> None:
    first = desk.index()
    assert counts(first) == (2, 0, 0, 0)
    assert first.embedded == first.passages == len(desk.embedder.embedded)
    second = desk.index()
    assert counts(second) == (0, 0, 2, 0)
    assert (second.embedded, desk.embedder.embedded) == (0, [])
    assert second.generation == first.generation == 1


def test_only_what_changed_is_embedded(desk: Desk) -> None:
    first = desk.index()
    desk.write("a.txt", BRIDGE + "It is open again.")
    second = desk.index()
    assert counts(second) == (0, 1, 1, 0)
    assert second.passages == first.passages
    assert len(desk.embedder.embedded) == 1
    assert desk.embedder.embedded[0].endswith("It is open again.")


def test_what_is_gone_from_the_disk_is_removed_and_a_moved_file_is_not_embedded(desk: Desk) -> None:
    desk.index()
    (desk.articles / "a.txt").rename(desk.articles / "c.txt")
    report = desk.index()
    assert (counts(report), report.moved) == ((0, 0, 1, 0), 1)
    assert desk.embedder.embedded == []
    (desk.articles / "c.txt").unlink()
    assert counts(desk.index()) == (0, 0, 1, 1)
    assert desk.titles() == ["Second title"]


def test_a_folder_that_is_renamed_moves_all_its_articles(desk: Desk) -> None:
    desk.write("world/c.txt", "Third title\nThe port is open.")
    desk.write("world/d.txt", "Third title\nThe port is open.")  # the same content twice
    desk.index()
    (desk.articles / "world").rename(desk.articles / "news")
    report = desk.index()
    assert (counts(report), report.moved, desk.embedder.embedded) == ((0, 0, 1, 0), 3, [])
    with desk.store().snapshot() as snapshot:
        assert snapshot.collections() == {"articles": 1, "news": 3}
    (desk.articles / "news").rename(desk.articles / "a")
    (desk.articles / "a" / "b.txt").write_text("Second title\nThe fair is closed.")
    report = desk.index()
    assert (counts(report), report.moved) == ((1, 0, 1, 1), 2)


def test_a_rename_of_case_only_is_a_move(desk: Desk) -> None:
    desk.index()
    (desk.articles / "a.txt").rename(desk.articles / "A.txt")
    report = desk.index()
    assert (counts(report), report.moved) == ((0, 0, 1, 0), 1)


def test_what_a_file_said_only_while_it_was_read_is_not_quoted(desk: Desk) -> None:
    desk.write("0.txt", "Zeroth title\nThe mill is quiet.")  # read before the one that changes meanwhile
    path = desk.articles / "a.txt"

    def change_meanwhile(_: Progress) -> None:
        path.write_text(BRIDGE.replace("closed", "open"))

    index([desk.articles], desk.store(), desk.embedder, report=change_meanwhile)
    path.write_text(BRIDGE)
    assistant = open_assistant(store=desk.store(), embedder=desk.embedder)

    def quoted() -> list[str]:
        return [quote.text for quote in assistant.ask("What is the bridge?", min_confidence=0).quotes]

    assert not any("bridge" in one for one in quoted())
    assert counts(desk.index()) == (0, 1, 2, 0)
    assert any(one.startswith("The bridge is closed.") for one in quoted())
    assert desk.index().generation == 2


@pytest.mark.parametrize(
    "name", ["a\nb.txt", "a\"b'c.txt", "a `b` $(c);.txt", "%s {0} \\n.txt", " .txt", "\u202eb.txt"]
)
def test_a_name_may_be_any_text(desk: Desk, name: str) -> None:
    desk.write(name, "Third title\nThe port is open in March.")
    assert counts(desk.index()) == (3, 0, 0, 0)
    assistant = open_assistant(store=desk.store(), embedder=desk.embedder)
    (quote,) = assistant.ask("Is the port open in March?", min_confidence=0, limit=1).quotes
    assert (Path(quote.article.path), quote.text) == (desk.articles / name, "The port is open in March.")
    desk.write(name, "Third title\nThe port is open in May.")
    assert counts(desk.index()) == (0, 1, 2, 0)
    (desk.articles / name).unlink()
    assert counts(desk.index()) == (0, 0, 2, 1)


def test_a_clock_that_is_set_back_hides_no_edit(desk: Desk) -> None:
    desk.index()
    path = desk.write("a.txt", BRIDGE.replace("closed", "opened"))
    os.utime(path, (0, 0))
    assert counts(desk.index()) == (0, 1, 1, 0)


def test_a_dry_run_tells_and_changes_nothing(desk: Desk) -> None:
    dry = desk.index(dry_run=True)
    assert (counts(dry), dry.dry_run, desk.library.exists()) == ((2, 0, 0, 0), True, False)
    desk.index()
    desk.write("a.txt", "First title\nOther text.")
    (desk.articles / "world" / "b.txt").unlink()
    assert counts(desk.index(dry_run=True)) == (0, 1, 0, 1)
    assert desk.embedder.embedded == []
    with desk.store().snapshot() as snapshot:
        assert (snapshot.generation, len(snapshot.entries())) == (1, 2)


def test_records_of_one_file_are_followed_one_by_one(desk: Desk) -> None:
    def write(*texts: str) -> None:
        records = [{"title": f"R{n}", "url": f"https://example.org/{n}", "text": t} for n, t in enumerate(texts)]
        desk.write("r.jsonl", "\n".join(map(json.dumps, records)))

    write("One.", "Two.", "Three.")
    desk.index()
    write("One.", "Two, edited.")
    report = desk.index()
    assert counts(report) == (0, 1, 3, 1)
    assert desk.embedder.embedded == ["R1\nTwo, edited."]
    assert desk.titles() == ["First title", "R0", "R1", "Second title"]


def test_the_same_text_in_two_files_is_two_articles_and_one_vector(desk: Desk) -> None:
    desk.write("copy.txt", (desk.articles / "world" / "b.txt").read_text())
    report = desk.index()
    assert (report.added, report.articles) == (3, 3)
    assert report.embedded == report.passages - 1


def test_an_interrupted_run_loses_nothing_and_embeds_nothing_twice(desk: Desk) -> None:
    desk.index()
    for number in range(60):
        desk.write(f"new/{number}.txt", f"Title {number}\n" + f"Sentence of article {number} and some words. " * 50)

    def stop(progress: Progress) -> None:
        if progress.embedded:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        index([desk.articles], desk.store(), desk.embedder, report=stop)
    done = set(desk.embedder.embedded)
    assert desk.titles() == ["First title", "Second title"]
    report = desk.index()
    assert report.added == 60
    assert done
    assert not done & set(desk.embedder.embedded)


def test_nothing_to_index_is_an_error_that_says_what_to_do(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(IndexingError, match="pullquote index PATH"):
        index([], desk.store(), desk.embedder)
    with pytest.raises(IndexingError, match="no such file or folder: 1"):
        index([tmp_path / "missing"], desk.store(), desk.embedder)
    assert not desk.library.exists()


def test_progress_goes_from_0_to_1(desk: Desk) -> None:
    told: list[Progress] = []
    index([desk.articles], desk.store(), desk.embedder, report=told.append)
    shares = [one.share for one in told]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
