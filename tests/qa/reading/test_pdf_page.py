"""The pieces that a page of a PDF draws, and their text."""

import pytest

from qa.reading.pdf_page import Pieces

UPRIGHT = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def drawn(*pieces: tuple[str, float, float, float]) -> str:
    """The text of pieces, each with its place and its size in points."""
    page = Pieces()
    for text, x, y, size in pieces:
        page.add(text, UPRIGHT, (1.0, 0.0, 0.0, 1.0, x, y), None, size)
    return page.text()


def test_pieces_are_taken_in_the_order_in_which_they_are_drawn() -> None:
    assert drawn(("The bridge ", 0, 700, 10), ("opened.", 60, 700, 10)) == "The bridge opened."


@pytest.mark.parametrize(
    ("before", "sign", "rise", "text"),
    [
        ("10", "6", 4, "10⁶"),
        ("10", "−3", 4, "10⁻³"),
        ("CO", "2", -3, "CO2"),
        ("10", "2", -3, "10₂"),
        ("The hall.", "12", 4, "The hall."),
        ("the 21", "st", 4, "the 21st"),
    ],
)
def test_small_signs_above_or_below_the_line_keep_their_meaning(before: str, sign: str, rise: float, text: str) -> None:
    assert drawn((before, 0, 700, 10), (sign, 30, 700 + rise, 6)) == text


def test_a_small_number_after_a_length_makes_it_an_area_though_it_is_not_shifted() -> None:
    assert drawn(("It is 5 km", 0, 700, 10), ("2", 50, 700, 6)) == "It is 5 km²"
    assert drawn(("It is CO", 0, 700, 10), ("2", 50, 700, 6)) == "It is CO2"


def test_a_line_of_another_size_is_apart_unless_it_goes_on() -> None:
    heading, body = ("The old mill\n", 0, 700, 14), ("It is by the river.\n", 0, 680, 10)
    assert drawn(heading, body) == "The old mill\n\n\nIt is by the river.\n"
    assert drawn(heading, ("by the river\n", 0, 680, 10)) == "The old mill\nby the river\n"
    assert drawn(heading, ("It is by the river.\n", 0, 680, 13)) == "The old mill\nIt is by the river.\n"


def test_words_that_are_drawn_one_by_one_are_lines_again() -> None:
    rows = ("The mill by the river", "was built by monks", "who came from Odde")
    words = [
        (f"{word}\n", 40 * x, 700 - 14 * y, 10) for y, row in enumerate(rows) for x, word in enumerate(row.split())
    ]
    assert drawn(*words) == "\n".join(rows)


def test_numbers_as_large_as_the_text_and_after_a_blank_are_no_signs() -> None:
    assert drawn(("10", 0, 700, 10), ("6", 30, 704, 10)) == "106"
    assert drawn(("page ", 0, 700, 10), ("6", 30, 704, 6)) == "page 6"


def test_size_and_place_are_those_on_the_page_after_its_own_matrix() -> None:
    doubled = (2.0, 0.0, 0.0, 2.0, 10.0, 20.0)
    page = Pieces()
    page.add("text", doubled, (3.0, 0.0, 0.0, 3.0, 5.0, 7.0), None, 4.0)
    (piece,) = page.found
    assert (piece.x, piece.y, piece.size) == (20.0, 34.0, 24.0)


LEFT = [
    "The council met in the old",
    "hall and spoke of the bridge",
    "for two hours on that day",
    "while others",
    "were waiting",
    "outside.",
]
RIGHT = [
    "It is the longest bridge",
    "that was built by the town",
    "and it cost a lot of money",
    "as most of them",
    "have said",
    "since then.",
]
ROWS = [
    piece
    for row, (left, right) in enumerate(zip(LEFT, RIGHT, strict=True))
    for piece in ((left, 50.0, 700.0 - 12 * row, 10.0), (right, 300.0, 700.0 - 12 * row, 10.0))
]


def test_two_columns_drawn_row_by_row_are_read_one_after_the_other() -> None:
    assert drawn(*ROWS) == "\n".join([*LEFT, *RIGHT])


def test_a_line_over_both_columns_parts_what_is_above_it_from_what_is_below() -> None:
    wide = "A headline that goes over the whole width of the page and both of its columns"
    text = drawn(*ROWS[:6], (wide, 50.0, 660.0, 10.0), *ROWS[6:])
    assert text == "\n".join([*LEFT[:3], *RIGHT[:3], wide, *LEFT[3:], *RIGHT[3:]])


def test_the_cells_of_a_table_stay_in_their_rows() -> None:
    rows = [
        piece
        for row in range(8)
        for piece in ((f"Town {row}", 50.0, 700.0 - 12 * row, 10.0), (f" {row * 3}", 300.0, 700.0 - 12 * row, 10.0))
    ]
    assert drawn(*rows).startswith("Town 0 0Town 1 3")
