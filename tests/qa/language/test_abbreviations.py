"""The classes of abbreviations, compared with each other."""

from itertools import combinations

import pytest

from qa.language import abbreviations as known

CLASSES = {
    name: words for name, words in vars(known).items() if isinstance(words, frozenset) and not name.startswith("_")
}


@pytest.mark.parametrize("name", CLASSES)
def test_each_class_has_words_written_without_their_last_stop(name: str) -> None:
    assert CLASSES[name]
    assert not [word for word in CLASSES[name] if word.endswith(".") or not word.strip()]


def test_what_stands_before_a_name_is_in_no_class_of_what_may_end_a_sentence() -> None:
    ending = known.COMPANIES | known.UNITS | known.OTHERS | known.MONTHS | known.WEEKDAYS
    assert not known.BEFORE_SOMETHING & ending


def test_a_class_of_its_own_shares_its_words_with_no_other() -> None:
    own = ("TITLES", "PLACES", "BODIES", "LEADING", "MONTHS", "WEEKDAYS", "COMPANIES", "UNITS")
    shared = {(one, other): CLASSES[one] & CLASSES[other] for one, other in combinations(own, 2)}
    assert not {pair: words for pair, words in shared.items() if words}


def test_before_a_small_letter_stand_all_that_stand_before_something_and_more() -> None:
    assert known.BEFORE_SOMETHING < known.BEFORE_A_SMALL_LETTER
    assert {"Mr", "vol", "Jan", "Inc", "ft", "p.m"} <= known.BEFORE_A_SMALL_LETTER
