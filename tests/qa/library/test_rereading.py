"""A library that an earlier version of the program made follows how files are read now."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from qa.bootstrap import open_assistant
from qa.library.disk.origins import Origin
from qa.library.documents import Cut, article_of, cut
from qa.library.indexing import Progress, index
from qa.library.options import IndexOptions
from qa.reading import SourceFile, digest, read
from qa.reading.version import READING
from qa.values import Article, Span
from tests.qa.library.desk import Desk, counts
from vectorstore.store import Changes, Writer

FAIR = "<!-- not for print -->\n# The fair\n\nThe fair is open in March.\n\nIt drew a crowd of farmers.\n"
PORT = "# The port\n\nThe port is closed in May.\n"

Reading = Callable[[Article], Article]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path)
    for name, text in (("fair.md", FAIR), ("world/port.md", PORT)):
        desk.write(name, "Something else.")  # so that no passage of what is read later is known
        desk.index()
        desk.write(name, text)
    return desk


def age(desk: Desk, reading: Reading = lambda article: article) -> None:
    """Make the library one of an earlier version, which had no version of reading and read articles otherwise."""
    with desk.store().snapshot() as snapshot:
        files = [SourceFile(Path(entry.origin), entry.collection) for entry in snapshot.entries()]
    articles = [reading(one) for file in files for one in read(file) if isinstance(one, Article)]
    old = [cut(article, desk.embedder) for article in articles]
    origins = {file.origin: digest(file.path) for file in files}
    with desk.store().writer() as writer:
        remember(writer, desk, old)
        writer.commit(Changes([one.document for one in old], origins=origins))


def remember(writer: Writer, desk: Desk, cuts: Sequence[Cut]) -> None:
    """Keep the vectors of these articles' passages."""
    texts = {record.digest: text for one in cuts for record, text in zip(one.document.records, one.texts, strict=True)}
    new = texts.keys() - writer.known(list(texts))
    if new:
        writer.remember(list(new), desk.embedder.passages([texts[digest] for digest in new]))


def with_its_comment(article: Article) -> Article:
    """An article as it was read when comments counted as prose."""
    if not article.text.startswith("<!--"):
        return article
    return article.model_copy(update={"body": (Span(0, len(article.text)),), "digest": "of before"})


def bodies(desk: Desk) -> list[str]:
    with desk.store().snapshot() as snapshot:
        found = snapshot.documents([entry.key for entry in snapshot.entries()]).values()
        articles = sorted(map(article_of, found), key=lambda article: article.title)
    return [article.text[start:end] for article in articles for start, end in article.body]


def test_what_an_earlier_version_read_is_read_again_once(desk: Desk) -> None:
    age(desk)
    report = desk.index()
    assert (report.reread, counts(report), report.embedded) == (2, (0, 0, 2, 0), 0)
    again = desk.index()
    assert (again.reread, again.generation) == (0, report.generation)
    with desk.store().snapshot() as snapshot:
        assert {Origin.parsed(kept).reading for kept in snapshot.origins().values()} == {READING}


def test_only_the_passages_that_are_read_otherwise_are_embedded(desk: Desk) -> None:
    age(desk, with_its_comment)
    assert bodies(desk)[0] == FAIR
    report = desk.index()
    assert (report.reread, counts(report)) == (2, (0, 1, 1, 0))
    assert not any("not for print" in body for body in bodies(desk))
    assert [text.split("\n")[0] for text in desk.embedder.embedded] == ["The fair"]


def test_a_run_over_one_folder_reads_again_what_lies_in_the_others(desk: Desk, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "mill.md").write_text("# The mill\n\nThe mill is quiet in June.\n")
    desk.index(desk.articles, other)
    age(desk, with_its_comment)
    report = desk.index(other)
    assert (report.reread, report.changed) == (3, 1)


def test_what_cannot_be_reached_keeps_its_articles_and_is_read_again_later(desk: Desk, tmp_path: Path) -> None:
    age(desk, with_its_comment)
    desk.articles.rename(tmp_path / "unmounted")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "mill.md").write_text("# The mill\n\nThe mill is quiet in June.\n")
    report = desk.index(tmp_path / "other")
    assert (report.reread, counts(report), report.articles) == (0, (1, 0, 0, 0), 3)
    (tmp_path / "unmounted").rename(desk.articles)
    assert desk.index(tmp_path / "other").reread == 2


def test_a_run_that_is_stopped_leaves_the_library_of_before(desk: Desk) -> None:
    age(desk, with_its_comment)

    def stopped(_: Progress) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        index([], desk.store(), desk.embedder, report=stopped)
    assert bodies(desk)[0] == FAIR
    assert desk.index().reread == 2


def test_a_dry_run_counts_and_changes_nothing(desk: Desk) -> None:
    age(desk, with_its_comment)
    report = desk.index(options=IndexOptions(dry_run=True))
    assert (report.reread, report.changed) == (2, 1)
    assert bodies(desk)[0] == FAIR


def test_until_then_an_old_library_answers_as_before(desk: Desk) -> None:
    age(desk)
    assistant = open_assistant(store=desk.store(), embedder=desk.embedder)
    quotes = assistant.ask("When is the port closed?", min_confidence=0).quotes
    assert quotes[0].text == "The port is closed in May."
    assert assistant.ask("When is the port closed?", min_confidence=0).withheld == ()


def test_an_origin_is_kept_as_a_line_and_back() -> None:
    assert Origin.parsed(str(Origin("a" * 64))) == Origin("a" * 64, READING)
    assert Origin.parsed("a" * 64) == Origin("a" * 64, "")
    assert Origin.parsed("a" * 64).is_outdated
    assert not Origin("a" * 64).is_outdated
