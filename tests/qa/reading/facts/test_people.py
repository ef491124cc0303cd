"""Who wrote an article."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from qa.reading.facts.people import people


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("Jane Doe", ("Jane Doe",)),
        ("By JANE DOE and J. Roe, Staff Writers", ("JANE DOE", "J. Roe")),
        ("Jane Doe, Associated Press", ("Jane Doe",)),
        ("By Jane Doe (Reuters)", ("Jane Doe",)),
        ("Jane Doe jane@post.example", ("Jane Doe",)),
        ("Jane Doe <jane@post.example>", ("Jane Doe",)),
        ("Jane Doe, John Roe and Ann Poe", ("Jane Doe", "John Roe", "Ann Poe")),
        ("Jane Doe, John Roe, and Ann Poe", ("Jane Doe", "John Roe", "Ann Poe")),
        ("Doe, Jane; Roe, John Q.", ("Jane Doe", "John Q. Roe")),
        ("Jane Doe, Jr.", ("Jane Doe Jr.",)),
        ("Von Anna Müller und Hans Meier", ("Anna Müller", "Hans Meier")),
        ("Par Anne Roy et Luc Bon", ("Anne Roy", "Luc Bon")),
        ("Sandy Anderson & Wit Handel", ("Sandy Anderson", "Wit Handel")),
        ("Posted by Jane Doe", ("Jane Doe",)),
        ("The Release Team", ("The Release Team",)),
        ("Staff", ("Staff",)),
        ("Jane Doe in Rome and John Roe", ("Jane Doe", "John Roe")),
        ("Jane Doe, in Rome", ("Jane Doe",)),
        ("By Jane Doe For the Daily Post", ("Jane Doe",)),
        ("Jane Doe and agencies", ("Jane Doe",)),
        ("Analysis by Jane Doe, CNN", ("Jane Doe",)),
        ("jane@post.example (Jane Doe)", ("Jane Doe",)),
        ("['Jane Doe', \"John O'Roe\"]", ("Jane Doe", "John O'Roe")),
        ("[Jane Doe, John Roe]", ("Jane Doe", "John Roe")),
        ("[Jane Doe](https://post.example/jane)", ("Jane Doe",)),
        ("Jane Doe, ContributorWriter and editor", ("Jane Doe",)),
        ("Jane Doe, Ph.D., MPH", ("Jane Doe",)),
        ("Reporting by Jane Doe; Editing by John Roe", ("Jane Doe",)),
        ("[]", ()),
        ("admin", ()),
        ("https://social.example/jane", ()),
        ("", ()),
        (["Jane Doe", "By John Roe"], ("Jane Doe", "John Roe")),
        ([{"@type": "Person", "name": "Jane Doe"}, {"name": ["John Roe"]}], ("Jane Doe", "John Roe")),
        ({"display_name": "Jane Doe"}, ("Jane Doe",)),
        (["Jane Doe", "Jane Doe", None, 7, True], ("Jane Doe",)),
        (None, ()),
    ],
)
def test_a_byline_names_people(byline: object, names: tuple[str, ...]) -> None:
    assert people(byline) == names


@given(
    some.recursive(
        some.text() | some.none() | some.integers(), lambda one: some.lists(one) | some.dictionaries(some.text(), one)
    )
)
def test_anything_names_a_few_short_names_or_none(value: object) -> None:
    names = people(value)
    assert len(names) <= 50
    assert all(0 < len(name) <= 100 and name == " ".join(name.split()) for name in names)


@pytest.mark.parametrize(
    "byline",
    [
        "By Ann Lee · May 3, 2020 · 4 min read",
        "Ann Lee | 2020-05-03 | 10:15",
        "Ann Lee, 3 days ago",
        "Ann Lee; 3.5.2020",
    ],
)
def test_days_and_times_in_a_byline_are_no_people(byline: str) -> None:
    assert people(byline) == ("Ann Lee",)


def test_a_name_may_hold_a_number() -> None:
    assert people("agent 47 and June Mayer") == ("agent 47", "June Mayer")
