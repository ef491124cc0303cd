"""Where sentences begin and end, and the text around a place."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.library.cutting.segments import around, sentences
from qa.values import Article, Part, PartKind, Span
from tests.qa.library.texts import ANY_TEXT, article, parted


def texts(one: Article) -> list[str]:
    return [one.text[start:end] for start, end in sentences(one)]


@given(ANY_TEXT)
def test_sentences_partition_the_body(text: str) -> None:
    assert "".join(texts(article(text))) == text


@given(ANY_TEXT, st.lists(st.integers(0, 600), max_size=8, unique=True), st.sampled_from(["mark", "code"]))
def test_marks_neither_lose_nor_double_a_character(text: str, bounds: list[int], kind: str) -> None:
    ends = sorted(min(one, len(text)) for one in bounds)
    marks = [Part(start, end, PartKind(kind)) for start, end in zip(ends[::2], ends[1::2], strict=False) if start < end]
    assert "".join(texts(article(text, parts=marks))) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mr. Lee came. He spoke.", ["Mr. Lee came. ", "He spoke."]),
        ("It cost $4.6 million. The U.S. paid.", ["It cost $4.6 million. ", "The U.S. paid."]),
        ("“Why now?” he asked. Nobody knew.", ["“Why now?” he asked. ", "Nobody knew."]),
        ("It rained.\n\nIt was cold", ["It rained.\n\n", "It was cold"]),
        ("市议会投票。桥梁关闭。", ["市议会投票。", "桥梁关闭。"]),
    ],
)
def test_a_full_stop_inside_a_sentence_does_not_end_it(text: str, expected: list[str]) -> None:
    assert texts(article(text)) == expected


def test_a_sentence_does_not_leave_its_paragraph() -> None:
    one = article("The mill | is old.", (0, 8), (11, 18))
    assert texts(one) == ["The mill", "is old."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("See [Rust 1.0. A guide](/x) for more. It is old.", ["See [Rust 1.0. A guide](/x) for more. ", "It is old."]),
        ("He wrote *Why? A life* in May.", ["He wrote *Why? A life* in May."]),
        ("He wrote [*Why? A life*](/x) in May.", ["He wrote [*Why? A life*](/x) in May."]),
        (
            "[It is open. Cars may cross it.](/x) It is new.",
            ["[It is open. ", "Cars may cross it.](/x) ", "It is new."],
        ),
        ("**It is open. Cars may cross**. It is new.", ["**It is open. ", "Cars may cross**. ", "It is new."]),
        ("It is *new. It is* open.", ["It is *new. It is* open."]),
        ("It is * new. It is open.", ["It is * new. ", "It is open."]),
    ],
)
def test_no_sentence_ends_within_a_marked_title(text: str, expected: list[str]) -> None:
    marks = [
        Part(*found.span(), PartKind.MARK) for found in re.finditer(r"\[\*?|\*?\]\(/x\)|(?<!\s)\*+|\*+(?!\s)", text)
    ]
    assert texts(article(text, parts=marks)) == expected


def test_closing_marks_stay_with_their_sentence() -> None:
    text = (
        "**It is open.** *Cars may cross it.* It cost [four](http://a.b/c?d) million.[^1] Use `a.b?`. See [it. A](/x)."
    )
    marks = parted(text, PartKind.MARK, "**", "**", "*", "*", "[", "](http://a.b/c?d)", "[^1]", "[", "](/x)")
    whole = article(text, parts=[*marks, *parted(text, PartKind.CODE, "`a.b?`")])
    assert texts(whole) == [
        *(
            "**It is open.** ",
            "*Cars may cross it.* ",
            "It cost [four](http://a.b/c?d) million.[^1] ",
            "Use `a.b?`. ",
        ),
        *("See [it. ", "A](/x)."),
    ]


def test_a_full_stop_in_code_ends_nothing() -> None:
    text = "`go now. Come` is a name. So is `stop it. Wait` there."
    codes = parted(text, PartKind.CODE, "`go now. Come`", "`stop it. Wait`")
    assert texts(article(text, parts=codes)) == ["`go now. Come` is a name. ", "So is `stop it. Wait` there."]


def test_a_break_of_lines_parts_what_it_stands_between() -> None:
    text = "It rained.<br>It was cold.<br />\nIt snowed **much.**<br>**Nobody** came."
    marks = parted(text, PartKind.MARK, "<br>", "<br />", "**", "**", "<br>", "**", "**")
    assert texts(article(text, parts=marks)) == [
        *("It rained.<br>", "It was cold.<br />\n", "It snowed **much.**<br>", "**Nobody** came."),
    ]


FIVE = article("One is first. Two is next. Three is here. Four is on. Five is last.")
THREE = Span(FIVE.text.index("Three"), FIVE.text.index(" Four"))


@pytest.mark.parametrize(
    ("most", "expected"),
    [
        (0, "Three is here. "),
        (5, "Two is next. Three is here. Four is on. "),
        (20, "One is first. Two is next. Three is here. Four is on. Five is last."),
        (600, FIVE.text),
    ],
)
def test_around_a_place_are_whole_sentences(most: int, expected: str) -> None:
    assert FIVE.text[slice(*around(FIVE, THREE, most))] == expected


def test_what_is_hidden_is_not_shown_around_a_place() -> None:
    text = "One is first. HIDDEN. Three is here. SECRET. Five is last."
    one = article(text, (0, 14), (22, 37), (45, len(text)))
    assert text[slice(*around(one, Span(22, 36), 600))] == "Three is here. "
