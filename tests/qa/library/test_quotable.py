"""What may be quoted: statements, and nothing that runs into them."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qa.library.quotable import statements
from qa.library.sentences import quotable, within
from qa.values import Part, PartKind, Span
from tests.qa.library.texts import ANY_TEXT, article

SAID = "The mayor opened the mill on Friday."


def quotes(text: str, title: str = "The mill") -> list[str]:
    return [text[unit.span.start : unit.span.end] for unit in statements(article(text, title=title))]


@pytest.mark.parametrize(
    "line",
    [
        "May 7, 2019",
        "Tuesday, 7 May 2019",
        "By Nora Quist",
        "— Nora Quist and Sam Odell",
        "Where does the mill stand?",
        "WHO OWNS IT?!",
        "A question that we are often asked is: “Where does the mill stand?”",
        "Why the mill was closed for so long",
        "The mill",
        "What comes next",
        "Photo: The mill in 1911.",
        "Sign up for our Mill Weekly newsletter. Stories of the valley, each week.",
        "Read more here.",
        "Nora Quist is a reporter for the Courier. She lives by the river.",
        "Monday.",
        "CHAPTER I.",
        "How the mill was built and sold again .............. 11",
        "How many came to the mill? 11",
    ],
)
def test_what_states_nothing_is_never_quoted(line: str) -> None:
    assert quotes(f"{line}\n\n{SAID}") == [SAID]
    assert quotes(f"{SAID}\n\n{line}") == [SAID]


@pytest.mark.parametrize(
    "line",
    [
        "They won.",
        "Prices rose.",
        "Reds 3, Blues 1.",
        "Tickets: $20.",
        "“Nobody was hurt,” said Holm.",
        "“Why now?” asked the owner of the mill.",
        "“I have never seen such a flood.”—Ida Kern, mayor",
        "THE ALLIES MET IN NASSAU AND AGREED ON NOTHING .",
        "Мост закрыт на год",
        "桥梁因维修关闭十一个月。",
        "Monday, May 6, 2019 was a warm day in Vellmar.",
        "The mill has stood by the river since it was built by monks and it will be closed for good in May",
    ],
)
def test_what_states_something_is_quoted(line: str) -> None:
    text = f"{SAID}\n\n{line}\n\nThe river was high."
    assert line in [text[unit.sentence.start : unit.sentence.end] for unit in statements(article(text))]


def test_a_byline_or_dateline_is_cut_off() -> None:
    assert quotes(f"VELLMAR, May 7 (Reuters) - {SAID}") == [SAID]
    assert quotes(f"The river was high. VELLMAR — {SAID}") == ["The river was high.", f"VELLMAR — {SAID}"]


def test_a_signature_is_cut_off() -> None:
    assert quotes(f"The river was high. {SAID} -- Nora Quist") == ["The river was high.", SAID]


def test_the_answer_to_a_question_stands_without_it_where_it_can() -> None:
    asked = [
        "**How long was it closed?**",
        "Just over a year.",
        "Is it open?",
        "Yes.",
        "Is it old?",
        "It is very old.",
    ]
    text = "\n\n".join(asked)
    assert quotes(text) == ["Just over a year.", "Is it open?\n\nYes.", "It is very old."]


def test_words_of_another_keep_what_introduces_them() -> None:
    text = f"{SAID}\n\nThe mayor was glad:\n\nI have waited for this day.\n\nShe left the hall by the back door."
    said = text.index("I have")
    parts = [Part(said, said + len("I have waited for this day."), PartKind.SAID)]
    assert [text[unit.span.start : unit.span.end] for unit in statements(article(text, parts=parts))] == [
        *(SAID, "The mayor was glad:\n\nI have waited for this day.", "She left the hall by the back door."),
    ]


def test_a_statement_does_not_bring_a_line_that_is_none() -> None:
    assert quotes("Read more here. They closed the mill for a year.") == ["They closed the mill for a year."]
    assert quotes("The mill is old. They closed it for a year.")[-1] == "The mill is old. They closed it for a year."


def test_lines_of_a_list_are_quoted_if_they_say_something() -> None:
    text = f"{SAID}\n\n- The pool is open from six to ten\n- Parking behind the mill\n"
    assert quotes(text) == [SAID, "The pool is open from six to ten"]


def test_a_sentence_with_a_note_or_a_link_at_its_end_is_a_statement() -> None:
    text = f"{SAID}[^1] The river was high.[2] See [what the council said.](https://example.org/a/long/address)"
    marks = [text.index("[^1]"), text.index("[what"), text.index("](https")]
    ends = [marks[0] + 4, marks[1] + 1, len(text)]
    parts = [Part(start, end, PartKind.MARK) for start, end in zip(marks, ends, strict=True)]
    assert [text[unit.span.start : unit.span.end] for unit in statements(article(text, parts=parts))] == [
        f"{SAID}[^1]",
        "The river was high.[2]",
        "See [what the council said.](https://example.org/a/long/address)",
    ]


def test_where_no_line_ends_with_a_full_stop_lines_are_what_there_is() -> None:
    assert quotes("the mill opens at six\nthe pool closes at ten") == [
        "the mill opens at six",
        "the pool closes at ten",
    ]


def test_a_line_that_recurs_is_of_the_page() -> None:
    assert (
        quotes("\n\n".join([SAID, "All the news of the valley in one place."] * 2))
        == [SAID, "All the news of the valley in one place."] * 2
    )
    assert quotes(
        "\n\n".join(
            [SAID, "All the news of the valley in one place."] + ["All the news of the valley in one place."] * 2
        )
    ) == [SAID]


@given(ANY_TEXT)
def test_statements_are_parts_of_what_is_quotable(text: str) -> None:
    whole = article(text)
    cut = [unit.span for unit in quotable(whole)]
    for unit in statements(whole):
        assert unit.span.start <= unit.sentence.start < unit.sentence.end == unit.span.end
        assert any(span.start <= unit.span.start and unit.span.end <= span.end for span in cut)
        assert text[unit.span.start : unit.span.end].strip() == text[unit.span.start : unit.span.end]


@example("The mill is open today. The bridge is closed.", 4, 30)
@given(ANY_TEXT, st.integers(0, 600), st.integers(0, 600))
def test_the_statements_of_a_passage_are_those_of_the_article_as_far_as_they_are_in_it(
    text: str, start: int, end: int
) -> None:
    whole, passage = article(text), Span(min(start, end), max(start, end))
    assert list(statements(whole, passage)) == within(statements(whole), *passage)
