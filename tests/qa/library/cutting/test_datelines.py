"""The day, the place and the author of a report, which are not part of what it says."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.library.cutting.datelines import FIRST_LINES, dateline, is_dateline, report_end, report_start
from tests.qa.library.texts import article

SAID = "The mayor opened the mill on Friday."


@pytest.mark.parametrize(
    "glued",
    [
        "By Nora Quist Tuesday, May 7, 2019 ",
        "By Nora Quist and Sam Odell | Updated: 7 May 2019 ",
        "By Nora Quist, Staff Writer Tuesday, May 7, 2019 ",
        "Tuesday, May 7, 2019 ",
        "Published on 7 May 2019 at 10:15 GMT ",
        "VELLMAR, May 7 (Reuters) - ",
        "MOSCOW, Aug 7 - ",
        "PORT HALE, Maine (AP) — ",
        "Vellmar (AFP) – ",
        "New York CNN Business — ",
        "May 7, 2019 — ",
        "2019-05-07 | ",
        "7.5.2019 – ",
        "By Nora Quist Tuesday, May 7, 2019 VELLMAR, May 7 (Reuters) - ",
    ],
)
def test_a_report_begins_after_the_byline_or_dateline_that_is_glued_to_it(glued: str) -> None:
    assert report_start(glued + SAID) == report_start(glued + SAID, begins_line=False) == len(glued)


def test_a_place_alone_is_cut_off_only_at_the_beginning_of_a_line() -> None:
    assert report_start(f"VELLMAR — {SAID}") == len("VELLMAR — ")
    assert report_start(f"VELLMAR — {SAID}", begins_line=False) == 0


@pytest.mark.parametrize(
    "said",
    [
        SAID,
        "NASA — the agency of space — paid for the mill.",
        "By Monday, May 6, 2019 The Hague had paid for the mill.",
        "By Friday the bridge had been closed for a year.",
        "On Tuesday, May 7, 2019 The Courier wrote of the mill.",
        "May — The Hague says so.",
        "PORT HALE, Maine (AP) — ",
        "",
    ],
)
def test_what_may_be_said_is_not_cut_off(said: str) -> None:
    assert report_start(said) == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The river was high. -- Nora Quist", "The river was high."),
        ("It was “high.” — Nora Quist and Sam Odell", "It was “high.”"),
        ("The river was high. — Nora Quist, Vale Courier", "The river was high."),
        ("The river was high -- Nora Quist", "The river was high -- Nora Quist"),
        ("“The river was high.” — Nora Quist", "“The river was high.” — Nora Quist"),
        ("The river was high. — everyone agreed", "The river was high. — everyone agreed"),
        ("The river was high.", "The river was high."),
    ],
)
def test_a_report_ends_before_its_signature(text: str, said: str) -> None:
    assert text[: report_end(text)] == said


@given(st.text(max_size=200))
def test_a_report_keeps_something_to_say(text: str) -> None:
    assert 0 <= report_start(text) < max(1, len(text))
    assert 0 <= report_end(text) <= len(text)


@pytest.mark.parametrize(
    "line",
    [
        "Tuesday, 7 May 2019",
        "May 7, 2019",
        "7 May 2019.",
        "31.12.2019",
        "Published: 7 May 2019, 10:15 GMT",
        "Last updated at 7 May 2019 at 10:15 pm",
        "By Nora Quist Tuesday, May 7, 2019",
        "By Nora Quist | 7 May 2019",
        "Vellmar, May 7, 2019",
        "By Ann Lee" + ", Ann Lee" * 19 + " 7 May 2019",
    ],
)
def test_a_line_with_a_full_date_and_nothing_said_is_a_dateline(line: str) -> None:
    assert is_dateline(line)


@pytest.mark.parametrize(
    "line",
    [
        "May 7",
        "Tuesday",
        "The mill was opened on 7 May 2019.",
        "7 May 2019 was warm.",
        "By Nora Quist",
        "",
        "By Ann Lee" + ", Ann Lee" * 21 + " 7 May 2019",
    ],
)
def test_a_line_that_says_more_or_names_no_full_date_is_none(line: str) -> None:
    assert not is_dateline(line)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (f"Tuesday, 7 May 2019\n\n{SAID}", date(2019, 5, 7)),
        (f"By Nora Quist\nPublished 7 May 2019 at 10:15\n{SAID}", date(2019, 5, 7)),
        (f"VELLMAR, May 7, 2019 (Reuters) - {SAID}", date(2019, 5, 7)),
        (f"By Nora Quist Tuesday, May 7, 2019 {SAID}", date(2019, 5, 7)),
        (f"2019-05-07\n{SAID}", date(2019, 5, 7)),
        (f"VELLMAR, May 7 (Reuters) - {SAID}", None),
        ("The mill was opened on Tuesday, 7 May 2019.", None),
        (f"{SAID}\n" * FIRST_LINES + "7 May 2019", None),
        (f"{SAID}\n" * (FIRST_LINES - 1) + "7 May 2019", date(2019, 5, 7)),
        (f"31 February 2019\n{SAID}", None),
    ],
)
def test_a_dateline_dates_its_article(text: str, day: date | None) -> None:
    assert dateline(article(text)) == day
