"""How words are written, and which way of writing makes them a name."""

import pytest

from qa.question.spellings import as_name, has_case, is_capital, is_opening, places, share


def test_a_word_stands_where_it_is_whole() -> None:
    text = "Kew, Kewpie and new Kew"
    assert [text[start:] for start in places(text, "Kew")] == ["Kew, Kewpie and new Kew", "Kew"]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        (["Kew"] * 4 + ["kew"], "Kew"),
        (["Kew"] * 3 + ["kew"], ""),
        (["KEW", "Kew", "Kew", "Kew", "Kew"], "Kew"),
        (["Bank of Kew"] * 2, "Bank of Kew"),
        (["Bank in Kew"] * 2, ""),
        (["2nd"], ""),
        ([], ""),
    ],
)
def test_a_name_is_what_is_mostly_written_with_capitals(written: list[str], name: str) -> None:
    assert as_name(written) == name


@pytest.mark.parametrize(
    ("before", "is_one"), [("", True), ("It ended. ", True), ("he said “", False), ("the ", False)]
)
def test_a_sentence_opens_at_the_start_and_after_its_end(before: str, is_one: bool) -> None:
    assert is_opening(f"{before}Kew", len(before)) is is_one


@pytest.mark.parametrize(
    ("line", "has_some"),
    [
        ("Who is Tom Lee?", True),
        ("who is tom lee?", False),
        ("WHO IS TOM LEE?", False),
        ("Do I like tea", False),
        ("Tom Lee", True),
    ],
)
def test_capitals_say_something_where_a_line_has_both(line: str, has_some: bool) -> None:
    assert has_case(line) is has_some


def test_capitals_and_shares() -> None:
    assert [is_capital(word) for word in ("Kew", "kew", "19th", "de")] == [True, False, True, True]
    assert share([True, 0, "x", ""]) == 0.5
    assert share([]) == 0.0
