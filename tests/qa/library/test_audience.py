"""Drafts, embargoes and what is left out, as a library follows them."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from qa.answers import Staleness
from qa.bootstrap import open_assistant
from qa.errors import IndexingError
from qa.library.audience import Audience
from qa.library.disk.origins import Origin
from qa.library.options import IndexOptions
from qa.reading.facts.drafts import NEVER
from qa.reports import IndexReport
from tests.qa.library.desk import Desk, counts

TODAY = date(2024, 6, 17)


def post(title: str, **fields: object) -> str:
    head = "".join(f"{name}: {json.dumps(value)}\n" for name, value in fields.items())
    return f"---\ntitle: {title}\n{head}---\n\nThe {title.lower()} is open in March.\n"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path)
    desk.write("fair.md", post("Fair"))
    desk.write("mill.md", post("Mill", draft=True))
    desk.write("_drafts/port.md", post("Port"))
    return desk


def run(desk: Desk, today: date = TODAY, **options: object) -> IndexReport:
    return desk.index(options=IndexOptions(today=today, **options))  # type: ignore[arg-type]


def test_drafts_are_left_out_and_counted(desk: Desk) -> None:
    report = run(desk)
    assert (counts(report), report.drafts, desk.titles()) == ((1, 0, 0, 0), 2, ["Fair"])
    again = run(desk)
    assert (counts(again), again.drafts, again.generation) == ((0, 0, 1, 0), 0, 1)


def test_drafts_are_taken_if_asked_for_and_the_library_remembers(desk: Desk) -> None:
    run(desk)
    assert counts(run(desk, drafts=True)) == (2, 0, 1, 0)
    assert desk.titles() == ["Fair", "Mill", "Port"]
    desk.write("dam.md", post("Dam", draft=True))
    assert counts(run(desk)) == (1, 0, 3, 0)
    assert open_assistant(store=desk.store(), embedder=desk.embedder).status().drafts
    report = run(desk, drafts=False)
    assert (counts(report), report.drafts, desk.titles()) == ((0, 0, 1, 3), 3, ["Fair"])
    assert run(desk).generation == report.generation


def test_a_draft_that_is_published_follows_and_so_does_the_reverse(desk: Desk) -> None:
    run(desk)
    desk.write("mill.md", post("Mill", draft=False))
    assert (counts(run(desk)), desk.titles()) == ((1, 0, 1, 0), ["Fair", "Mill"])
    for title in ("Fair", "Mill"):
        desk.write(f"{title.lower()}.md", post(title, published=False))
    report = run(desk)  # that is everything in the folder, and still nobody has to allow the removals
    assert (counts(report), report.drafts, desk.titles()) == ((0, 0, 0, 2), 2, [])


def test_a_post_dated_ahead_waits_for_its_day(desk: Desk) -> None:
    desk.write("dam.md", post("Dam", date=str(TODAY + timedelta(3))))
    desk.write("pier.md", post("Pier", date=str(TODAY + timedelta(1))))
    report = run(desk)
    assert (report.drafts, desk.titles()) == (3, ["Fair", "Pier"])
    assert counts(run(desk, TODAY + timedelta(1))) == (0, 0, 2, 0)
    assert counts(run(desk, TODAY + timedelta(2))) == (1, 0, 2, 0)
    assert desk.titles() == ["Dam", "Fair", "Pier"]
    assert counts(run(desk, TODAY + timedelta(9))) == (0, 0, 3, 0)


def test_a_scheduled_record_follows_on_its_day_and_the_others_stay(desk: Desk) -> None:
    records = [
        {"title": "Dam", "text": "The dam is open.", "status": "publish"},
        {"title": "Quay", "text": "The quay is open.", "status": "future", "date": "2024-06-20"},
        {"title": "Lock", "text": "The lock is open.", "status": "draft"},
    ]
    desk.write("export.jsonl", "\n".join(map(json.dumps, records)))
    run(desk)
    assert desk.titles() == ["Dam", "Fair"]
    assert counts(run(desk, date(2024, 6, 20))) == (1, 0, 2, 0)
    assert desk.titles() == ["Dam", "Fair", "Quay"]


def test_an_article_that_has_become_a_draft_is_not_quoted_even_before_the_next_run(desk: Desk) -> None:
    run(desk)
    assistant = open_assistant(store=desk.store(), embedder=desk.embedder)
    assert assistant.ask("When is the fair open?", min_confidence=0).quotes
    desk.write("fair.md", post("Fair", draft=True))
    answer = assistant.ask("When is the fair open?", min_confidence=0)
    assert answer.quotes == ()
    assert [one.reason for one in answer.withheld] == [Staleness.DRAFT]


def test_in_a_library_with_drafts_an_edited_draft_is_quoted(desk: Desk) -> None:
    run(desk, drafts=True)
    desk.write("mill.md", post("Mill", draft=True) + "\nIt is shut in May.\n")
    assistant = open_assistant(store=desk.store(), embedder=desk.embedder)
    quotes = assistant.ask("When is the mill open?", min_confidence=0).quotes
    assert quotes[0].text == "The mill is open in March."


def test_what_is_excluded_goes_and_comes_back(desk: Desk) -> None:
    desk.write("old/dam.md", post("Dam"))
    run(desk)
    assert counts(run(desk, exclude=("old/", "*.html"))) == (0, 0, 1, 1)
    assert counts(run(desk)) == (0, 0, 1, 0)
    assert open_assistant(store=desk.store(), embedder=desk.embedder).status().left_out == ("old/", "*.html")
    assert counts(run(desk, exclude=())) == (1, 0, 1, 0)


def test_an_ignore_file_is_followed(desk: Desk) -> None:
    desk.write("old/dam.md", post("Dam"))
    run(desk)
    ignore = desk.write(".pullquoteignore", "*\n")
    assert (counts(run(desk)), desk.titles()) == ((0, 0, 0, 2), [])
    ignore.unlink()
    desk.write(".gitignore", "old\n")
    assert (counts(run(desk)), desk.titles()) == ((1, 0, 0, 0), ["Fair"])


def test_what_is_excluded_and_elsewhere_too_has_moved(desk: Desk) -> None:
    desk.write("old/dam.md", post("Dam"))
    run(desk)
    (desk.articles / "new").mkdir()
    (desk.articles / "new" / "dam.md").write_text(post("Dam"))
    report = run(desk, exclude=("old/",))
    assert (counts(report), report.moved) == ((0, 0, 1, 0), 1)


def test_a_pattern_that_is_none_is_named(desk: Desk) -> None:
    with pytest.raises(IndexingError, match=r"--exclude: .*'!'"):
        run(desk, exclude=("!",))


def test_which_files_are_due() -> None:
    waiting = {"/a": date(2024, 6, 18), "/b": date(2024, 6, 19), "/c": NEVER}
    assert Audience(TODAY).due(waiting, had_drafts=False) == {"/a"}
    assert Audience(TODAY).due(waiting, had_drafts=True) == {"/a", "/b", "/c"}
    assert Audience(TODAY, drafts=True).due(waiting, had_drafts=True) == {"/a"}


def test_an_origin_keeps_the_day_of_its_first_draft() -> None:
    assert Origin.parsed(str(Origin("a" * 64, waits=TODAY))) == Origin("a" * 64, waits=TODAY)
    assert Origin.parsed(str(Origin("a" * 64))).waits is None
