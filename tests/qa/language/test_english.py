"""The words of English, and what is left of a text without those that say nothing."""

import re

import pytest

from qa.language.english import COUNTS, FUNCTION_WORDS, MONTHS, any_of, telling
from vectorstore.indexes.lexical import _analyzer


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("When was the 21-day ceasefire proposed?", "21-day ceasefire proposed?"),
        ("Who leads the U.S. delegation, then?", "leads .. delegation, ?"),
        ("It's Mr Lee's", "' Mr Lee'"),
        ("what is it", ""),
        ("कौन है", "कौन है"),
    ],
)
def test_function_words_are_left_out_and_nothing_else(text: str, left: str) -> None:
    """Words of scripts with combining marks stay whole."""
    assert " ".join(telling(text).split()) == left


def test_forms_of_function_words_are_function_words() -> None:
    """Forms that the index takes for one word are all left out."""
    analyzer = _analyzer()
    stems = set(analyzer.analyze(" ".join(FUNCTION_WORDS)))
    forms = "getting makes saying tells giving calls using ones likes keeping shows helped becoming wanted needs"
    assert set(analyzer.analyze(forms)) <= stems
    assert telling(forms).strip() == ""


def test_the_longer_of_two_words_is_tried_first() -> None:
    assert re.match(any_of(["some", "something"]), "something else")[0] == "something"  # type: ignore[index]
    assert re.match(any_of(["U.S."]), "UxSx") is None


def test_numbers_and_months_are_in_their_order() -> None:
    assert [COUNTS[word] for word in ("one", "nineteen", "twenty", "thirty", "ninety")] == [1, 19, 20, 30, 90]
    assert (MONTHS.index("march"), len(MONTHS)) == (2, 12)
