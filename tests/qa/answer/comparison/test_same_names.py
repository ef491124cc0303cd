"""Whether two names can mean the same one."""

import pytest

from qa.answer.comparison.same_names import is_name, names_agree


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("Ann Berg", True),
        ("the Bank of Kallo", True),
        ("Boeing 747", True),
        ("747", False),
        ("the mayor", False),
        ("Mayor of the town", False),
        ("the", False),
        ("", False),
    ],
)
def test_a_name_has_capitals_in_all_of_its_words(text: str, is_one: bool) -> None:
    assert is_name(text) is is_one


@pytest.mark.parametrize(
    ("one", "other", "can_both"),
    [
        ("McCarthy", "Kevin McCarthy", True),
        ("UN", "United Nations", True),
        ("the UN", "the United Nations", True),
        ("Russia", "Russian", True),
        ("Ann Berg’s", "Berg", True),
        ("Ann Berg", "Ann Maria Berg", True),
        ("Ann Berg", "Ulf Dahl", False),
        ("Ann Berg", "Ann Dahl", False),
        ("Ann Berg", "Ulf Berg", True),
        ("Ann Bergman", "Ulf Bergmann", False),
        ("", "Berg", False),
    ],
)
def test_two_names_can_be_of_one(one: str, other: str, can_both: bool) -> None:
    assert names_agree(one, other) == names_agree(other, one) == can_both
