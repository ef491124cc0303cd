"""What site generators and note editors add to Markdown."""

from datetime import date

import pytest

from qa.library.cutting.seen import Seen
from qa.library.quotable import statements
from tests.qa.reading.conftest import Put
from tests.qa.reading.told import article


def quoted(put: Put, text: str, name: str = "a.md") -> list[str]:
    """Return what may be quoted from a Markdown file."""
    one = article(put(name, text))
    return [one.text[slice(*unit.sentence)] for unit in statements(one)]


@pytest.mark.parametrize(
    "link",
    [
        "[the archive]({% post_url 2010-07-21-mill %})",
        "[the archive]({{ site.baseurl }}/mill)",
        '[the archive]({{< ref "mill.md" >}})',
        '[the archive](/old/{{ page.year }}/mill "The mill")',
        "[the archive][mill]",
    ],
)
def test_a_sentence_is_quoted_though_a_template_gives_the_address_of_its_link(put: Put, link: str) -> None:
    text = f"Read {link} of the mill, which is old.\n\n[mill]: {{{{ site.url }}}}/mill\n"
    assert quoted(put, text) == [f"Read {link} of the mill, which is old."]


@pytest.mark.parametrize(
    "marks",
    ['{:target="_blank"}', "{: .wide }", "{ .md-button }", "{.wide}", "^[It was built in 1802.]", "[^1]"],
)
def test_a_sentence_is_quoted_though_attributes_or_a_note_stand_in_it(put: Put, marks: str) -> None:
    text = f"Read [the archive](/mill){marks} of the mill, which is old."
    one = article(put("a.md", text))
    assert [one.text[slice(*unit.sentence)] for unit in statements(one)] == [text]
    assert [Seen(one).words(unit.sentence) for unit in statements(one)] == [
        "Read the archive of the mill, which is old."
    ]


def test_what_a_template_fills_in_leaves_a_gap_in_a_sentence(put: Put) -> None:
    text = "The miller is {{ page.miller }} and lives here. The mill is very old."
    assert quoted(put, text) == ["The mill is very old."]


@pytest.mark.parametrize(
    "hidden",
    [
        "{::comment}\nThe miller drinks too much of late.\n{:/comment}",
        "{::comment}The miller drinks too much of late.{:/}",
        "*[HTML]: The language of pages is meant here.",
        '{::options parse_block_html="true" /}',
    ],
)
def test_comments_and_abbreviations_of_kramdown_are_not_quoted(put: Put, hidden: str) -> None:
    assert quoted(put, f"The mill is very old.\n\n{hidden}\n\nThe wheel is quite new.\n") == [
        "The mill is very old.",
        "The wheel is quite new.",
    ]


def test_what_a_component_of_mdx_encloses_is_text_and_its_tags_are_not(put: Put) -> None:
    text = "Read the <App.Link kind={a > b}>log</App.Link> of the mill.\n\nIt is <App.Old /> years old now.\n"
    one = article(put("a.mdx", f'{text}\n<Tabs>\n  <Tab value="a">The mill is very old.</Tab>\n</Tabs>\n'))
    assert [Seen(one).words(unit.sentence) for unit in statements(one)] == [
        *("Read the log of the mill.", "The mill is very old."),
    ]


def test_mdx_has_expressions_where_markdown_has_braces(put: Put) -> None:
    text = "There are {count} mills here. The set {1, 2} is small.\n\n{/* Nobody reads this remark here. */}\n"
    assert quoted(put, text, "a.md") == ["There are {count} mills here.", "The set {1, 2} is small."]
    assert quoted(put, f"{text}\nThe mill is very old.\n", "a.mdx") == ["The mill is very old."]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("The wheel was ==made new== in May.", ["The wheel was ==made new== in May."]),
        ("The wheel was made in May. ^wheel-1", ["The wheel was made in May."]),
        ("The stone weighs $2 \\times 10^3$ kg today. It is old and grey.", ["It is old and grey."]),
        ("The stone weighs 10^3^ kg today. Some H~2~O is in it.", []),
        ("It costs $5 or $6 a day.", ["It costs $5 or $6 a day."]),
        ("The test is `a ==b== c` in all.", ["The test is `a ==b== c` in all."]),
        ("$$\nE = mc^2\n$$\n\nThe mill is very old.", ["The mill is very old."]),
    ],
)
def test_highlights_are_marks_and_formulas_are_not_quoted(put: Put, text: str, sentences: list[str]) -> None:
    assert quoted(put, text) == sentences


def test_an_image_that_is_a_link_is_no_part_of_the_sentence_behind_it(put: Put) -> None:
    text = "[![Build](https://a.example/b.svg)](https://a.example) The mill is very old."
    assert quoted(put, text) == ["The mill is very old."]


def test_a_sign_for_a_smile_makes_no_term_of_what_is_above_it(put: Put) -> None:
    text = "The mill is very old.\n\n:smile: The wheel is quite new.\n"
    assert quoted(put, text) == ["The mill is very old.", ":smile: The wheel is quite new."]


def test_a_callout_that_quotes_keeps_the_words_of_another(put: Put) -> None:
    said = "> I shall never forget that day."
    assert quoted(put, f"> [!quote] Ann Lee\n{said}\n") == []
    assert quoted(put, f"> [!note]\n{said}\n") == ["I shall never forget that day."]


@pytest.mark.parametrize(
    "head",
    [
        "---yaml\ntitle: The mill\ndate: 2020-05-05\n---\n",
        "title: The mill\ndate: 2020/5/5 10:00\n---\n",
        "title: The mill\nauthor: Jo Penn\ndate: May 5th, 2020\n---\n\n",
    ],
)
def test_front_matter_is_known_without_its_first_line_too(put: Put, head: str) -> None:
    one = article(put("a.md", f"{head}The mill is very old.\n"))
    assert (one.title, one.published) == ("The mill", date(2020, 5, 5))
    assert [one.text[slice(*unit.sentence)] for unit in statements(one)] == ["The mill is very old."]


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("2024-05-03-mill.md", date(2024, 5, 3)),
        ("2024-5-3-mill.mdx", date(2024, 5, 3)),
        ("20240503-mill.markdown", date(2024, 5, 3)),
        ("2024.05.03 The mill.md", date(2024, 5, 3)),
        ("2024_05_03_mill.txt", date(2024, 5, 3)),
        ("2024/05/03/mill.md", date(2024, 5, 3)),
        ("2024/5/3/mill/index.md", date(2024, 5, 3)),
        ("2024.5.3 release.md", None),
        ("2024/05/mill.md", None),
        ("20245003-mill.md", None),
    ],
)
def test_a_post_is_of_the_day_in_its_name_or_in_its_folders(put: Put, name: str, day: date | None) -> None:
    assert article(put(name, "The mill\n\nThe mill is very old.\n")).published == day
