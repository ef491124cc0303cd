"""The blocks of a Markdown file and their marks, each at its place."""

import pytest

from qa.reading.markup.blocks import NO_LEVEL, Block, Role, parsed
from qa.reading.markup.marks import MarkKind


def blocks(text: str) -> list[tuple[str, Role]]:
    return [(text[one.start : one.end].strip(), one.role) for one in parsed(text).blocks]


def marks(text: str) -> list[tuple[str, MarkKind]]:
    (block,) = parsed(text).blocks
    return [(text[mark.start : mark.end], mark.kind) for mark in sorted(block.marks)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It is old.\nIt is open.\n\nVery.\n", [("It is old.\nIt is open.", Role.PROSE), ("Very.", Role.PROSE)]),
        ("# The mill\n\nIt is old.\n", [("# The mill", Role.HEADING), ("It is old.", Role.PROSE)]),
        ("> I was late.\n\nSo.\n", [("I was late.", Role.QUOTED), ("So.", Role.PROSE)]),
        ("- One\n- Two\n", [("One", Role.PROSE), ("Two", Role.PROSE)]),
        ("| a | b |\n|---|---|\n| 1 | 2 |\n", [("| a | b |", Role.ROW), ("| 1 | 2 |", Role.ROW)]),
        ("```\ncode\n```\n\n<div>html</div>\n\nIt is old.\n", [("It is old.", Role.PROSE)]),
        ("import Tabs from 'tabs'\n\n<Tabs>\n\nIt is old.\n", [("It is old.", Role.PROSE)]),
        ("", []),
    ],
)
def test_a_block_has_its_role(text: str, expected: list[tuple[str, Role]]) -> None:
    assert blocks(text) == expected


def test_a_heading_has_its_level_and_a_term_has_none() -> None:
    assert [one.level for one in parsed("# One\n\nTwo\n---\n\n### Three\n").blocks] == [1, 2, 3]
    term, meaning = parsed("Mill\n: Where rye is ground.\n").blocks
    assert (term.role, term.level, meaning.role) == (Role.HEADING, NO_LEVEL, Role.PROSE)


def test_what_stands_between_words_is_a_mark() -> None:
    assert marks("It is **very** [old](/a).") == [(sign, MarkKind.MARKUP) for sign in ("**", "**", "[", "](/a)")]
    assert marks("Use `x.y` here.") == [("`x.y`", MarkKind.CODE)]
    assert marks("It is ![a mill](m.png) old.") == [("![a mill](m.png)", MarkKind.UNSEEN)]
    assert marks("It is ~~not~~ old.") == [("~~not~~", MarkKind.CHANGE)]


def test_places_are_those_of_the_text_whatever_letters_it_has() -> None:
    text = "Große Brücke 東京 🙂 – **ja**.\n"
    (block,) = parsed(text).blocks
    assert text[block.start : block.end] == text.strip()
    assert [text[mark.start : mark.end] for mark in block.marks] == ["**", "**"]


def test_what_stands_before_a_place_is_not_read() -> None:
    text = "# Head\nIt is old.\n"
    assert [text[one.start : one.end].strip() for one in parsed(text, 7).blocks] == ["It is old."]


def test_paragraphs_in_html_are_counted_without_their_tags() -> None:
    assert parsed("<p>It is <b>old</b>.</p>\n\nIt is open.\n").html == len("Itisold.")
    assert parsed("It is old.\n").html == 0


def test_a_callout_is_no_quotation_and_its_first_line_is_not_seen() -> None:
    text = "> [!note] Mind\n> It is old.\n"
    (block,) = parsed(text).blocks
    assert isinstance(block, Block)
    assert block.role is Role.PROSE
    assert ("[!note] Mind", MarkKind.UNSEEN) in [(text[one.start : one.end], one.kind) for one in block.marks]
