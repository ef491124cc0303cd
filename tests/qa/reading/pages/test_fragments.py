"""HTML within a field, and what it says."""

import pytest

from qa.reading.pages.fragments import plain, said
from qa.values import Part, PartKind, Span


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("<p>It rained.</p><p>It was <b>cold</b>.</p>", "It rained.\nIt was cold."),
        ("It rained.<br>It was cold.", "It rained. It was cold."),
        ("It rained &amp; it was 5 &lt; 6 &#8212; so.", "It rained & it was 5 < 6 — so."),
        ("If a < b and b > c, then AT&T.", "If a < b and b > c, then AT&T."),
        ("<script>alert(1)</script><p>It rained.</p>", "It rained."),
        ("x<sup>2</sup> is said</p>", "x² is said"),
        ("", ""),
    ],
)
def test_a_field_is_read_as_html_only_if_it_holds_a_tag(field: str, text: str) -> None:
    assert said(field, "").text == text


@pytest.mark.parametrize("field", ["The mill\n\nIt is old.", "<h1>The mill</h1><p>It is old.</p>"])
def test_a_first_line_that_is_the_title_is_no_part_of_the_body(field: str) -> None:
    content = said(field, "The mill")
    assert [content.text[start:end].strip() for start, end in content.body] == ["It is old."]


def test_a_heading_is_an_aside() -> None:
    content = said("<h2>Why</h2><p>It is old.</p>", "The mill")
    assert (content.body, content.parts) == ([Span(0, 4), Span(4, 14)], [Part(0, 3, PartKind.ASIDE)])


@pytest.mark.parametrize(
    ("field", "line"),
    [("The <i>old</i> mill", "The old mill"), ("The mill &amp; co", "The mill &amp; co"), ("a < b", "a < b")],
)
def test_a_line_is_without_its_tags(field: str, line: str) -> None:
    assert plain(field) == line


def test_html_that_was_escaped_once_too_often_is_html() -> None:
    assert said("&lt;p&gt;It is &amp;amp; stays old.&lt;/p&gt;&lt;p&gt;It is.&lt;/p&gt;", "").text == (
        "It is & stays old.\nIt is."
    )
    text = "The tag &lt;p&gt; begins a paragraph, and &lt;/p&gt; ends it."
    assert said(text, "").text == "The tag <p> begins a paragraph, and </p> ends it."


def test_shortcodes_in_html_are_no_text_and_captions_are_not_quoted() -> None:
    html = (
        '<p>It is old.</p>[caption id="a"]<img src="a.jpg"> The mill[/caption]<figcaption>The mill in May.</figcaption>'
    )
    found = said(html, "")
    assert found.text == "It is old.\nThe mill in May."
    assert [(found.text[part.start : part.end], part.kind) for part in found.parts] == [
        ("The mill in May.", PartKind.ASIDE)
    ]
