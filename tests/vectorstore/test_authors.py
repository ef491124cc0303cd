"""Names are compared by their words."""

import pytest

from vectorstore.authors import indexed, is_among, words


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Jane DOE", ("jane", "doe")),
        ("José Núñez-Öz", ("jose", "nunez", "oz")),
        ("J. R. O'Neil", ("j", "r", "o", "neil")),
        ("Straße", ("strasse",)),
        ("村上 春樹", ("村上", "春樹")),
        ("…", ()),
    ],
)
def test_the_words_of_a_name(name: str, expected: tuple[str, ...]) -> None:
    assert words(name) == expected
    assert indexed(name) == f" {' '.join(expected)} "


def test_an_author_is_meant_by_any_words_of_the_name() -> None:
    names = ("Jane Doe", "J. Roe")
    assert is_among("doe", names)
    assert is_among("Doe, Jane", names)
    assert not is_among("jane roe", names)
    assert not is_among("Do", names)
    assert not is_among("", names)
