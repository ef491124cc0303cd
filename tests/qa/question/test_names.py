"""Which words of a line are names, and of what kind."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.question.names import NameKind, Texts


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Who is Tom Lee?", ["Tom Lee"]),
        ("who is tom lee", ["Tom Lee"]),
        ("WHO IS TOM LEE", ["Tom Lee"]),
        ("when was the james webb space telescope launched", ["James Webb Space Telescope"]),
        ("Did Prime Minister Tom Lee speak?", ["Tom Lee"]),
        ("how many people died in turkey and syria", ["Turkey", "Syria"]),
        ("Did Secretary of State Tom Lee speak?", ["Tom Lee"]),
        ("Who was former President of Turkey then?", ["Turkey"]),
        ("Benefits of Google", ["Google"]),
        ("Did the firm of Ann Poe’s father win?", ["Ann Poe"]),
        ("Which French minister resigned in May?", []),
        ("How many people died in March?", []),
        ("what happened on 12 October 2023", []),
        ("What did the Octopus eat?", []),
        ("Mirrors in space: why?", []),
        ("space", []),
        ("tom", []),
        ("What flew in Apollo 11 in 1969?", ["Apollo 11"]),
        ("Was the Bank of England founded in London?", ["Bank of England", "London"]),
        ("what about octopuses", []),
        ("", []),
    ],
)
def test_names_are_known_by_their_capitals_in_the_line_or_in_the_articles(
    texts: Texts, line: str, names: list[str]
) -> None:
    """Months, nationalities, offices, and what the articles write without capitals are no names."""
    assert [name.text for name in texts.names(line)] == names


@pytest.mark.parametrize("line", ["who funds lets paint", "who funds let's paint", "who funds let’s paint"])
def test_an_apostrophe_that_was_left_out_hides_no_name(line: str) -> None:
    texts = Texts(
        ("The town gave money to Let’s Paint in May. Paint was bought by Let’s Paint, and Meyer's Mill lent it.",)
    )
    assert [name.text for name in texts.names(line)] == ["Let’s Paint"]
    assert [name.text for name in texts.names("where is meyers mill")] == ["Meyer's Mill"]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Tom Lee", NameKind.PERSON),
        ("Ray", NameKind.PERSON),
        ("Syria", NameKind.PLACE),
        ("Turkey", NameKind.PLACE),
        ("Google", NameKind.OTHER),
        ("Hubble", NameKind.OTHER),
        ("James Webb Space Telescope", NameKind.OTHER),
        ("Atlantis", NameKind.UNKNOWN),
    ],
)
def test_its_kind_is_told_by_what_stands_around_it(texts: Texts, name: str, kind: NameKind) -> None:
    assert texts.kind(name) is kind


def test_the_ends_of_a_compound_are_no_names() -> None:
    articles = Texts(
        ("Odde moves the End-of-Life date of its ferry. Until the End-of-Life date, the Odde ferry sails.",)
    )
    assert [one.text for one in articles.names("when is the end of life of the odde ferry")] == ["Odde"]


def test_a_name_takes_the_nouns_with_it_that_the_articles_have_there() -> None:
    texts = Texts(("Gunmen stormed the Bardo museum. Guards at the Bardo museum fled.",))
    line = "When was the Bardo museum attacked?"
    (name,) = texts.names(line)
    assert (name.text, name.phrase, line[name.start : name.end]) == ("Bardo", "the Bardo museum", "Bardo")


def test_a_title_in_capitals_names_only_what_the_texts_name() -> None:
    texts = Texts(("A leader called for peace in Gaza. People in Gaza wait.",))
    assert [name.text for name in texts.titled("A Leader Calls For Peace In Gaza")] == ["Gaza"]


@given(st.text(max_size=200), st.lists(st.text(max_size=200), max_size=3))
def test_any_line_has_names_in_their_order(line: str, articles: list[str]) -> None:
    """Each a slice of the line, none overlapping the next."""
    names = Texts(tuple(articles)).names(line)
    assert all(0 <= name.start < name.end <= len(line) for name in names)
    assert all(one.end <= other.start for one, other in pairwise(names))


def test_a_person_is_like_a_person_only_and_other_names_are_like_each_other() -> None:
    """Few texts distinguish a place from a firm; about a name that no article has, nothing is known."""
    texts = Texts(
        (
            "The firm Corvane cuts jobs. Shares of Corvane rose. The shop Amberly cuts jobs, and so does Amberly.",
            "On Monday Tom Lee, who is 61, resigned. Then Ann Poe, who is 43, resigned.",
        )
    )
    named = {name: texts.names(name)[0] for name in ("Corvane", "Amberly", "Tom Lee", "Ann Poe", "Bo Dahl")}
    assert (named["Corvane"].kind, named["Amberly"].kind) == (NameKind.PLACE, NameKind.OTHER)
    alike = [(one, other) for one in named for other in named if one < other and named[one].is_like(named[other])]
    assert alike == [("Amberly", "Corvane"), ("Ann Poe", "Tom Lee")]
