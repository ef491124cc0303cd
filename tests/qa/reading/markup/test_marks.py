"""What an HTML tag in a line of Markdown does."""

import re

import pytest

from qa.reading.markup.marks import MarkKind, Tags

TAG = re.compile(r"<[^<>]*>")


def marked(text: str) -> list[tuple[str, MarkKind]]:
    """Return the marks that the tags of a text make, each with its slice."""
    tags = Tags(text)
    marks = [tags.mark(found[0], *found.span()) for found in TAG.finditer(text)]
    return [(text[mark.start : mark.end], mark.kind) for mark in marks]


def test_a_tag_of_looks_is_markup() -> None:
    assert marked("It is <b>old</b>.<br/>") == [
        *(("<b>", MarkKind.MARKUP), ("</b>", MarkKind.MARKUP), ("<br/>", MarkKind.MARKUP)),
    ]


def test_any_other_tag_is_not_seen() -> None:
    assert marked("<Tabs>It<!-- is --></Tabs>") == [
        *(("<Tabs>", MarkKind.UNSEEN), ("<!-- is -->", MarkKind.UNSEEN), ("</Tabs>", MarkKind.UNSEEN)),
    ]


@pytest.mark.parametrize(
    ("text", "whole", "kind"),
    [
        ("It is 10<sup>6</sup>.", "<sup>6</sup>", MarkKind.CHANGE),
        ("It is <del>not</del> old.", "<del>not</del>", MarkKind.CHANGE),
        ("It is <S>not</S> old.", "<S>not</S>", MarkKind.CHANGE),
        ("It is old.<del>6</del>", "<del>6</del>", MarkKind.CHANGE),
        ("H<sub>2</sub>O", "<sub>2</sub>", MarkKind.CHANGE),
        ("It is old.<sup>6</sup>", "<sup>6</sup>", MarkKind.UNSEEN),
        ("The 5<sup>th</sup> mill", "</sup>", MarkKind.MARKUP),
        ("It is </sup> old", "</sup>", MarkKind.CHANGE),
    ],
)
def test_what_is_raised_or_struck_changes_the_words_unless_it_is_a_note_or_an_ordinal(
    text: str, whole: str, kind: MarkKind
) -> None:
    assert marked(text)[-1] == (whole, kind)
