"""The text of an HTML tree, one paragraph per line."""

import pytest
from lxml import etree, html

from qa.reading.pages.tree import content
from qa.values import PartKind


def lines(page: str, title: str = "") -> list[tuple[str, PartKind | None]]:
    """Return the paragraphs of a body, and what each is."""
    made = content(html.fragment_fromstring(page, create_parent="div"), title)
    kinds = {part.start: part.kind for part in made.parts}
    assert all(0 <= start < end <= len(made.text) for start, end in made.body)
    return [(made.text[start:end].rstrip("\n"), kinds.get(start)) for start, end in made.body]


def test_blocks_are_paragraphs_and_words_within_a_line_are_not() -> None:
    assert lines("<p>It <b>is</b>\n  old.</p>And <i>open.</i><div>Very.</div>") == [
        *(("It is old.", None), ("And open.", None), ("Very.", None)),
    ]


def test_a_word_is_whole_wherever_it_may_be_broken() -> None:
    assert lines("<p>The re&shy;mark&shy;able mill&#x200b;stream is\ufeff old.</p>") == [
        ("The remarkable millstream is old.", None)
    ]


def test_what_is_not_read_leaves_the_text_after_it() -> None:
    assert lines("<p>One <script>x()</script>two<!-- no --> three.</p><button><b>No</b></button>") == [
        ("One two three.", None)
    ]


def test_headings_are_asides_and_quotations_are_said() -> None:
    assert lines("<h2>Why</h2><blockquote><p>I was late.</p></blockquote><p>So.</p>") == [
        *(("Why", PartKind.ASIDE), ("I was late.", PartKind.SAID), ("So.", None)),
    ]


def test_code_in_lines_of_its_own_is_no_part_of_the_body() -> None:
    apart = "<p>Run:</p><pre><code>one\n\n  two &shy;</code></pre><p>It is <code>old</code>.</p>"
    assert lines(apart) == [("Run:", None), ("It is old.", None)]
    assert content(html.fragment_fromstring(apart, create_parent="div")).text == "Run:\none\n  two\nIt is old."


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("To install it, run <code>make demo</code>", "- To install it, run make demo"),
        ("<code>make demo</code> installs it.", "- make demo installs it."),
        ("Open <code>a.toml</code> <code>b.toml</code>", "- Open a.toml b.toml"),
    ],
)
def test_code_within_a_line_that_is_no_paragraph_stays_in_it(words: str, line: str) -> None:
    made = content(etree.fromstring(f"<body><list><item>{words}</item></list></body>"))
    assert [made.text[slice(*span)] for span in made.body] == [line]


def test_items_have_a_mark() -> None:
    assert lines("<ul><li>One</li><li>Two</li></ul>") == [("- One", None), ("- Two", None)]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("<td>Odde</td><td>4,000</td>", [("Odde | 4,000", PartKind.ASIDE)]),
        ("<td>Odde</td><td>It is closed.</td>", [("Odde | It is closed.", PartKind.ASIDE)]),
        ("<td>Odde</td>", [("Odde", None)]),
        (
            "<td>Menu</td><td>The mill by the river was built by monks, long ago it was burned.</td>",
            [("Menu", None), ("The mill by the river was built by monks, long ago it was burned.", None)],
        ),
    ],
)
def test_a_row_is_an_aside_unless_a_table_lays_out_prose(row: str, expected: list[tuple[str, PartKind | None]]) -> None:
    assert lines(f"<table><tr>{row}</tr></table>") == expected


def test_text_in_a_cell_outside_any_row_is_kept() -> None:
    assert lines("<div><cell><p>The mill closes<lb></lb>It was old.</p></cell></div>") == [
        ("The mill closes", None),
        ("It was old.", None),
    ]


def test_a_first_line_that_is_the_title_is_no_part_of_the_body() -> None:
    assert lines("<h1>The  mill</h1><p>It is old.</p>", "The mill") == [("It is old.", None)]
    assert lines("<p>The mill</p>", "The mill") == [("The mill", None)]
