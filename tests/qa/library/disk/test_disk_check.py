"""What may be shown of an article now, decided from its file."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from qa.answers import Staleness
from qa.library.disk.disk_check import Freshness, Stale
from qa.reading import SourceFile, digest, read
from qa.reports import Notice, Skipped
from qa.values import Article


class Reader:
    """The real parsers, with a count of the files that they parse."""

    def __init__(self) -> None:
        self.parsed: list[str] = []

    def __call__(self, file: SourceFile) -> Iterator[Article | Skipped | Notice]:
        self.parsed.append(file.path.name)
        yield from read(file)


def articles_of(path: Path) -> list[Article]:
    return [one for one in read(SourceFile(path, "news")) if isinstance(one, Article)]


def write(path: Path, *texts: str) -> None:
    records = [{"title": f"R{n}", "url": f"https://example.org/{n}", "text": text} for n, text in enumerate(texts)]
    path.write_text("\n".join(map(json.dumps, records)))


@pytest.fixture
def records(tmp_path: Path) -> Path:
    path = tmp_path / "r.jsonl"
    write(path, "One.", "Two.", "Three.")
    return path


def test_what_has_not_changed_is_given_as_stored_and_never_parsed(records: Path) -> None:
    stored, reader = articles_of(records), Reader()
    current = Freshness(reader).current(stored, {str(records): digest(records)})
    assert [current[one.id] is one for one in stored] == [True, True, True]
    assert reader.parsed == []


def test_a_changed_file_is_parsed_once_for_all_its_articles(records: Path) -> None:
    stored, indexed, reader = articles_of(records), {str(records): digest(records)}, Reader()
    freshness = Freshness(reader)
    write(records, "One.", "Two, edited.")
    for _ in range(3):
        current = freshness.current(stored, indexed)
        now = current[stored[1].id]
        assert isinstance(now, Article)
        assert now.text.endswith("Two, edited.")
        assert current[stored[2].id] == Stale(Staleness.DELETED)
    assert reader.parsed == ["r.jsonl"]
    write(records, "One.", "Two, edited again.")
    now = freshness.current(stored, indexed)[stored[1].id]
    assert isinstance(now, Article)
    assert now.text.endswith("Two, edited again.")
    assert reader.parsed == ["r.jsonl", "r.jsonl"]


def test_articles_asked_for_later_are_found_too_and_the_earlier_stay(records: Path) -> None:
    stored, reader = articles_of(records), Reader()
    freshness = Freshness(reader)
    for asked in ([stored[0]], [stored[1]], stored[:2]):
        current = freshness.current(asked, {})
        assert {key: isinstance(now, Article) for key, now in current.items()} == {one.id: True for one in asked}
    assert len(reader.parsed) == 2


def test_a_file_without_a_digest_is_parsed(records: Path) -> None:
    stored, reader = articles_of(records), Reader()
    assert Freshness(reader).current(stored, {}) == {one.id: one for one in stored}
    assert reader.parsed == ["r.jsonl"]


def test_an_edit_that_keeps_size_and_time_is_seen(records: Path) -> None:
    stored, indexed = articles_of(records), {str(records): digest(records)}
    freshness = Freshness()
    assert freshness.current(stored[:1], indexed) == {stored[0].id: stored[0]}
    status = records.stat()
    write(records, "Two.", "Two.", "Three.")
    os.utime(records, ns=(status.st_atime_ns, status.st_mtime_ns))
    now = freshness.current(stored[:1], indexed)[stored[0].id]
    assert isinstance(now, Article)
    assert now.text.endswith("Two.")


def test_a_deleted_file_and_one_that_cannot_be_read_are_told_apart(
    records: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (stored, *_), indexed = articles_of(records), {str(records): "another digest"}

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", refuse)
        stale = Freshness().current([stored], indexed)[stored.id]
    assert stale == Stale(Staleness.UNREADABLE, "no permission to read it")
    records.unlink()
    assert Freshness().current([stored], indexed) == {stored.id: Stale(Staleness.DELETED)}
    assert str(Stale(Staleness.DELETED)) == "the article was deleted after indexing"


def test_a_file_that_no_longer_parses_is_unreadable(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<html><body><article><p>The port of the town was closed for a week in winter.</p></article>")
    (stored,) = articles_of(path)
    path.write_text("")
    (stale,) = Freshness().current([stored], {}).values()
    assert isinstance(stale, Stale)
    assert (stale.reason, bool(stale.detail)) == (Staleness.UNREADABLE, True)


def test_files_are_looked_at_each_by_itself(tmp_path: Path) -> None:
    paths = [tmp_path / f"{n}.txt" for n in range(3)]
    for path in paths:
        path.write_text(f"{path.stem}\nThe news of {path.stem}.")
    stored = [article for path in paths for article in articles_of(path)]
    indexed = {str(path): digest(path) for path in paths}
    paths[0].unlink()
    paths[1].write_text("1\nOther news.")
    current = Freshness().current(stored, indexed)
    assert current[stored[0].id] == Stale(Staleness.DELETED)
    changed = current[stored[1].id]
    assert isinstance(changed, Article)
    assert changed.text == "1\nOther news."
    assert current[stored[2].id] is stored[2]
