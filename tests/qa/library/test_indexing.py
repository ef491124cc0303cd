"""Files + store -> exactly the difference, and nothing lost."""

import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from qa.bootstrap import open_assistant
from qa.errors import IndexingError, ModelMismatch, RemovalsRefused
from qa.forgetting import forget
from qa.library.indexing import Progress, index
from qa.library.options import IndexOptions
from qa.library.scanning import scan
from tests.fakes import WordEmbedder
from tests.qa.library.desk import Desk, counts
from vectorstore.local import LocalStore
from vectorstore.pending import PendingVectors
from vectorstore.store import Changes, Filter

BRIDGE = "First title\nThe bridge is closed. " + "".join(f"It is closed for reason number {n}. " for n in range(20))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path)
    desk.write("a.txt", BRIDGE)
    desk.write("world/b.txt", "Second title\nThe fair is open.")
    return desk


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
    lstat, iterdir = Path.lstat, Path.iterdir

    def closed(act: Callable[[Path], Any]) -> Callable[[Path], Any]:
        def tried(path: Path) -> Any:
            if "world" in path.parts and (act is iterdir or path.name != "world"):
                raise PermissionError(13, "Permission denied")
            return act(path)

        return tried

    monkeypatch.setattr(Path, "lstat", closed(lstat))
    monkeypatch.setattr(Path, "iterdir", closed(iterdir))
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


def test_what_another_process_commits_meanwhile_is_not_undone(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    other = desk.articles.parent / "other"
    other.mkdir()
    (other / "x.txt").write_text("Other\nThe other news.")
    desk.index(desk.articles, other)
    desk.write("c.txt", "Third title\nThe port is open.")

    def overtaken(*arguments: Any) -> Any:
        monkeypatch.setattr("qa.library.survey.scan", scan)
        found = scan(*arguments)
        forget(str(other), desk.store(), desk.library)
        return found

    monkeypatch.setattr("qa.library.survey.scan", overtaken)
    assert counts(desk.index()) == (1, 0, 2, 0)
    with desk.store().snapshot() as snapshot:
        assert json.loads(snapshot.attributes["roots"]) == [str(desk.articles)]
    assert desk.titles() == ["First title", "Second title", "Third title"]


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


def test_another_model_is_refused_with_its_name(desk: Desk) -> None:
    desk.index()
    other = WordEmbedder(digest="f" * 64)
    with pytest.raises(ModelMismatch, match=r"made with the model words \(000000000000, 256 dimensions"):
        index([desk.articles], desk.store(), other)


def test_another_model_embeds_all_that_is_stored_again_in_one_commit(desk: Desk) -> None:
    desk.index()
    (desk.articles / "a.txt").rename(desk.articles.parent / "elsewhere.txt")  # its text is in the library
    desk.articles.rename(desk.articles.parent / "unmounted")
    other = WordEmbedder(digest="1" * 64)
    other.dimension = 512
    with pytest.raises(ModelMismatch, match="pullquote index --model words"):
        index([], desk.store(), other)
    report = index([], LocalStore(desk.library, 512), other, options=IndexOptions(reembed=True))
    assert counts(report) == (0, 0, 0, 0)
    assert (report.generation, report.articles, report.embedded) == (2, 2, report.passages)
    assert len(other.embedded) == report.passages
    store = LocalStore(desk.library)
    with store.snapshot() as snapshot:
        vector = other.questions(["bridge closed"])[0]
        assert (
            snapshot.documents([snapshot.dense(vector, 1, Filter())[0].document]).popitem()[1].heading == "First title"
        )
    with pytest.raises(ModelMismatch):
        open_assistant(store=store, embedder=desk.embedder).ask("What is closed?")
    assert open_assistant(store=store, embedder=other).ask("What is closed?").matches
    (file,) = (desk.library / "vectors").glob("*.vectors")
    assert file.stat().st_size == report.passages * 2048


def test_a_renewal_that_is_interrupted_leaves_the_library_of_before(desk: Desk) -> None:
    desk.index()
    other = WordEmbedder(digest="1" * 64)
    other.dimension = 512

    def interrupted(_: Progress) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        index([], LocalStore(desk.library, 512), other, options=IndexOptions(reembed=True), report=interrupted)
    assert open_assistant(store=desk.store(), embedder=desk.embedder).ask("What is closed?", min_confidence=0).quotes
    report = index([], LocalStore(desk.library, 512), other, options=IndexOptions(reembed=True))
    assert (report.generation, len(desk.titles())) == (2, 2)


def test_a_library_that_was_cut_in_an_older_way_is_cut_again_from_its_own_texts(desk: Desk) -> None:
    first = desk.index()
    with desk.store().writer() as writer:
        writer.commit(Changes(attributes={"passages": "0"}))
    report = desk.index()
    assert (report.generation, counts(report), report.passages) == (3, (0, 0, 2, 0), first.passages)
    assert desk.index().generation == 3


def test_a_library_of_an_earlier_store_is_brought_over_though_no_article_has_changed(desk: Desk) -> None:
    first = desk.index()
    with desk.store().snapshot() as snapshot, closing(PendingVectors(desk.library, desk.embedder.dimension)) as table:
        for entry in snapshot.entries():
            table.remember([record.digest for record in snapshot.records(entry.key)], snapshot.vectors(entry.key))
    with closing(sqlite3.connect(desk.library / "catalogue.sqlite")) as connection:
        connection.execute("PRAGMA user_version = 1")
    shutil.rmtree(desk.library / "vectors")
    report = desk.index()
    assert (report.generation, counts(report), report.embedded) == (2, (0, 0, 2, 0), 0)
    assert first.passages == report.passages
    assert desk.index().generation == 2


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
