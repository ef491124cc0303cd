"""ASCII in the place of a text, as Markdown reads it."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from qa.reading.markup.narrowing import LETTER_LIKE, narrowed


@pytest.mark.parametrize(
    ("text", "ascii_text"),
    [
        ("The mill is old.", "The mill is old."),
        ("“Où?”", f";O{LETTER_LIKE}?;"),
        ("a\u00a0b", "a\vb"),
        ("a \\— b", "a ;; b"),
        (":smile: It is old.\n  :smile: It is.", ";smile: It is old.\n  ;smile: It is."),
        ("Mill\n: What grinds.\n\n:: It.", "Mill\n: What grinds.\n\n:: It."),
    ],
)
def test_letters_stay_letters_and_punctuation_stays_punctuation(text: str, ascii_text: str) -> None:
    assert narrowed(text) == ascii_text


@given(some.text())
def test_every_character_keeps_its_place(text: str) -> None:
    assert narrowed(text).isascii()
    assert len(narrowed(text)) == len(text)
