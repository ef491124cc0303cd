"""The paragraphs of a PDF, from the lines of its pages."""

import pytest

from qa.reading.pdf_text import Paragraph, paragraphs

LONG = "The old mill by the river in the valley of Odde was built by monks"


def texts(*pages: str) -> list[str]:
    return [one.text for one in paragraphs(pages)]


def test_lines_are_joined_and_a_blank_line_parts_paragraphs() -> None:
    assert texts(f"{LONG}\nlong ago.\n\nIt is still open.") == [f"{LONG} long ago.", "It is still open."]


def test_a_short_line_that_reads_like_an_end_is_one() -> None:
    assert texts(f"{LONG}\nlong ago.\n{LONG}\nfor bread.") == [f"{LONG} long ago.", f"{LONG} for bread."]
    assert texts(f"{LONG}\nIn spring,\n{LONG}") == [f"{LONG} In spring, {LONG}"]
    assert texts(f"{LONG}\nand by\n\ntheir pupils.") == [f"{LONG} and by", "their pupils."]


def test_a_running_head_of_three_lines_is_left_out() -> None:
    said = [f"{LONG} for {use}." for use in ("bread", "beer", "oil")]
    head = "Version 1.2\nNovember 15, 2017\nPage {} of 3\n\n"
    pages = [f"{head.format(number)}{one}\n\nIt is old.\n\nSo be it." for number, one in enumerate(said, 1)]
    assert [one for one in texts(*pages) if one.startswith(("Page", LONG))] == said


def test_each_item_of_a_list_is_a_paragraph_on_its_page_and_over_it() -> None:
    assert texts(f"• {LONG} for the bread of the valley.\n• {LONG} for beer", f"• {LONG} for oil.") == [
        f"• {LONG} for the bread of the valley.",
        f"• {LONG} for beer",
        f"• {LONG} for oil.",
    ]


def test_a_sentence_goes_over_a_page_and_where_that_begins_is_known() -> None:
    assert paragraphs([f"{LONG}\nand by", "their pupils.\n\nIt is open."]) == [
        Paragraph(f"{LONG} and by their pupils.", [(0, 0), (len(f"{LONG} and by "), 1)]),
        Paragraph("It is open.", [(0, 1)]),
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"{LONG}\nand sold by", "Odde Mills in 1984."),
        (f"{LONG}\n{LONG}", f"Odde in Vale. {LONG}"),
    ],
)
def test_a_sentence_goes_over_a_page_to_a_capital_letter(before: str, after: str) -> None:
    (only,) = texts(before, after)
    assert only == f"{before} {after}".replace("\n", " ")


@pytest.mark.parametrize("after", ["Figure 2. The mill in spring.", "The brook"])
def test_a_caption_or_a_heading_on_the_next_page_is_not_what_a_sentence_goes_on_with(after: str) -> None:
    assert texts(f"{LONG}\nand the nuns of the valley who came", f"{after}\n\nIt stands.")[1:] == [after, "It stands."]


def test_a_line_of_capitals_is_full_with_fewer_letters() -> None:
    capitals = "NOBODY WHO FISHES IN THE RIVER OR GRINDS CORN IN"
    assert texts(f"{LONG}.\n{capitals}\nODDE IS TO BLAME.") == [f"{LONG}. {capitals} ODDE IS TO BLAME."]
    assert texts(f"{LONG}\nit. See it now. THE\nMILL") == [f"{LONG} it. See it now. THE MILL"]


def test_the_number_of_a_heading_ends_no_sentence() -> None:
    assert texts(f"{LONG}\nlong ago.\n2. The weir\n{LONG}") == [f"{LONG} long ago.", "2. The weir", LONG]


def test_running_heads_and_page_numbers_are_left_out() -> None:
    pages = [f"Vale Courier, No. {n}\n\n{LONG} {word}.\n\n- {n} -" for n, word in enumerate(("one", "two", "three"), 1)]
    assert texts(*pages) == [f"{LONG} one.", f"{LONG} two.", f"{LONG} three."]
    assert texts(f"{LONG} one.\n\n- 1 -", f"{LONG} two.\n\nPage 2 of 2") == [f"{LONG} one.", f"{LONG} two."]
    assert texts(*pages[:2]) == [f"{LONG} one.", f"{LONG} two."]


def test_the_heads_of_left_and_right_pages_and_of_chapters_are_left_out() -> None:
    heads = (*["Vale Courier", "The mills"] * 2, "Vale Courier", *["The brooks"] * 3, "The mills", "xi")
    words = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    pages = [f"{head}\n\n{LONG} {word}." for head, word in zip(heads, words, strict=True)]
    assert texts(*pages) == [f"{LONG} {word}." for word in words]


def test_a_line_of_a_sentence_is_no_running_head_though_two_pages_end_with_it() -> None:
    assert texts(*[f"{LONG} {n} of\nthe old weir." for n in ("one", "two")]) == [
        f"{LONG} one of the old weir.",
        f"{LONG} two of the old weir.",
    ]


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        ("It was a re-\nmarkable mill.", "It was a remarkable mill."),
        ("It was a well-\nknown mill.", "It was a well-known mill."),
        ("It was in Stratford-\nUpon Avon.", "It was in Stratford-Upon Avon."),
        ("The mill-owner came. The mill-\nowner left.", "The mill-owner came. The mill-owner left."),
        ("The remarkable mill was re-\nmarkable.", "The remarkable mill was remarkable."),
        ("It was re\xad\nmarkable, co\xadlour.", "It was remarkable, colour."),
        ("The ﬁrst ﬂood.", "The first flood."),
    ],
)
def test_a_word_broken_at_the_edge_is_whole_again(lines: str, text: str) -> None:
    assert texts(lines) == [text]


def test_pages_without_lines_have_no_paragraphs() -> None:
    assert texts("", " \n ", "") == []
