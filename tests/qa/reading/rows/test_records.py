"""Records of named fields, and the article of each."""

from collections.abc import Mapping
from typing import Any

import pytest

from qa.library.quotable import statements
from qa.reading.rows.records import Record, articles
from qa.reports import Notice, Skipped
from qa.values import Article, PartKind
from tests.qa.reading.conftest import Put

MILL = {"title": "The mill", "text": "The mill is old.", "date": "2019-05-07"}


def made(put: Put, *records: Mapping[str, Any] | Skipped | Notice) -> list[Article | Skipped | Notice]:
    """Return what is made of these records, which begin on lines 1, 2, 3 …"""
    rows = [one if isinstance(one, Skipped | Notice) else Record(line, one) for line, one in enumerate(records, 1)]
    return list(articles(put("a.jsonl", "…"), lambda: iter(rows)))


def test_each_record_is_an_article_on_its_line(put: Put) -> None:
    first, second = made(put, MILL, {"headline": "The fair", "body": "The fair was loud."})
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.title, first.text, first.line, str(first.published)) == (
        "The mill",
        "The mill is old.",
        1,
        "2019-05-07",
    )
    assert (second.title, second.text, second.line) == ("The fair", "The fair was loud.", 2)


@pytest.mark.parametrize("name", ["body_markdown", "selftext"])
def test_a_field_in_markdown_is_read_as_such(put: Put, name: str) -> None:
    text = "# The mill\n\n**The mill is old.** Nobody has worked in it for years.\n"
    (found,) = made(put, {"title": "The mill", name: text})
    assert isinstance(found, Article)
    assert [found.text[slice(*unit.span)] for unit in statements(found)] == [
        "**The mill is old.**",
        "Nobody has worked in it for years.",
    ]
    assert [found.text[start:end] for start, end, kind in found.parts if kind is PartKind.ASIDE] == ["# The mill"]
    assert not found.verbatim


def test_the_only_sentence_of_a_record_without_a_title_may_be_quoted(put: Put) -> None:
    (found,) = made(put, {"text": "The mill is very old.", "date": "2019-05-07"})
    assert isinstance(found, Article)
    assert (found.title, found.title_from) == ("The mill is very old.", "the beginning of its text")
    assert [found.text[slice(*unit.span)] for unit in statements(found)] == ["The mill is very old."]


def test_what_is_skipped_or_noticed_goes_through(put: Put) -> None:
    skipped, notice = Skipped(path="a", line=1, reason="broken"), Notice(path="a", reason="odd")
    assert made(put, skipped, notice, MILL)[:2] == [skipped, notice]


def test_records_without_text_are_skipped_with_their_lines_beside_an_article(put: Put) -> None:
    found = made(put, {"title": "a"}, MILL, {"title": "b"})
    assert [one.line for one in found if isinstance(one, Skipped)] == [1, 3]


def test_records_of_which_none_has_text_are_skipped_once(put: Put) -> None:
    (only,) = made(put, {"title": "a"}, {"title": "b"})
    assert isinstance(only, Skipped)
    assert only.line is None


def test_ids_are_unlike_though_records_are_alike(put: Put) -> None:
    keys = [one.id for one in made(put, MILL, MILL, {**MILL, "id": "7"}) if isinstance(one, Article)]
    assert len(set(keys)) == 3


@pytest.mark.parametrize(
    ("others", "day"),
    [("13/5/2019", "2019-05-07"), ("5/13/2019", "2019-07-05"), ("2019-05-13", "None")],
)
def test_a_day_that_may_be_two_is_told_by_the_other_records(put: Put, others: str, day: str) -> None:
    first, *_ = (
        one for one in made(put, {**MILL, "date": "7/5/2019"}, {**MILL, "date": others}) if isinstance(one, Article)
    )
    assert str(first.published) == day
