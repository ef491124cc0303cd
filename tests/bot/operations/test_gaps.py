"""Questions without an answer, grouped, and verdicts by day."""

import csv
import io
from collections.abc import Sequence
from datetime import date

import pytest

from bot.operations.database import Judged, Verdict
from bot.operations.gaps import DayOfVerdicts, Gap, by_day, csv_text, grouped
from qa.models.embedder import Vectors
from tests.fakes import WordEmbedder

MONDAY, TUESDAY, FRIDAY = date(2024, 3, 11), date(2024, 3, 12), date(2024, 3, 15)


def test_questions_that_ask_the_same_are_one_gap_the_most_frequent_first() -> None:
    asked = [
        (MONDAY, "who won"),
        (MONDAY, "when does the bridge open"),
        (TUESDAY, "when does the bridge open again"),
        (TUESDAY, "the bridge open when does"),
        (FRIDAY, "when does the bridge open again"),
    ]
    assert grouped(asked, WordEmbedder().questions) == [
        Gap(
            ("when does the bridge open again", "when does the bridge open", "the bridge open when does"),
            4,
            MONDAY,
            FRIDAY,
        ),
        Gap(("who won",), 1, MONDAY, MONDAY),
    ]


def test_without_questions_no_model_is_loaded() -> None:
    def embed(_: Sequence[str]) -> Vectors:
        raise AssertionError

    assert grouped([], embed) == []


@pytest.mark.parametrize("wording", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", 'who "won",\nthen?', "é"])
def test_a_spreadsheet_reads_every_wording_and_takes_none_for_a_formula(wording: str) -> None:
    text = csv_text([Gap((wording, wording, "other"), 3, MONDAY, FRIDAY)])
    heading, row = csv.reader(io.StringIO(text, newline=""))
    assert heading == ["times", "first", "last", "question", "other wordings"]
    assert row[:3] == ["3", "2024-03-11", "2024-03-15"]
    assert row[3].removeprefix("'") == wording
    assert row[4].removeprefix("'").split(" | ")[0].removeprefix("'") == wording
    assert not row[3].startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert not row[4].startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


def test_verdicts_are_counted_by_day_with_what_was_kept_good_ones_first() -> None:
    bad, good = Judged(MONDAY, Verdict.BAD, "who won", "of another year"), Judged(MONDAY, Verdict.GOOD, "when")
    unread = Judged(TUESDAY, Verdict.BAD, reason="a caption")
    assert by_day([Judged(MONDAY, Verdict.GOOD), bad, good, unread, Judged(TUESDAY, Verdict.BAD)]) == [
        DayOfVerdicts(MONDAY, {Verdict.GOOD: 2, Verdict.BAD: 1}, (good, bad)),
        DayOfVerdicts(TUESDAY, {Verdict.GOOD: 0, Verdict.BAD: 2}, (unread,)),
    ]
