"""How common a word is, and which words are one slip away."""

import pytest

from qa.language.lexicon import commonness, slips_of


def test_a_common_word_is_counted_more_often_than_a_rare_one_and_no_word_not_at_all() -> None:
    assert commonness("bridge") > commonness("trebuchet") > 0
    assert commonness("brigde") == commonness("") == 0


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("brigde", "bridge"), ("bride", "bridge"), ("bridgee", "bridge"), ("speach", "speech"), ("teh", "the")],
)
def test_a_word_is_one_letter_or_a_swap_away(typed: str, meant: str) -> None:
    assert meant in slips_of(typed)


def test_a_word_is_no_slip_of_itself_and_two_letters_are_too_far() -> None:
    assert "bridge" not in slips_of("bridge")
    assert "bridge" not in slips_of("brgd")
    assert all(commonness(word) for word in slips_of("bridge"))
