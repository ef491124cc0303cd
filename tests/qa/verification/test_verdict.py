"""Whether a text stands in the articles, over a small library."""

from pathlib import Path

import pytest

from qa.errors import QuestionError
from qa.values import Where
from qa.verification.align import Alarm
from qa.verification.verdict import Standing
from tests.conftest import Shelf

BRIDGE = (
    "Bridge\nThe council of Vellmar voted 7 to 2 on Tuesday to close the old bridge. Repairs will take eleven months. "
    "The mayor said that she would not resign."
)
OCTOPUS = "Octopus\nAn octopus has three hearts. Two of them pump blood through the gills."
COPY = "Copy\nA reader writes that an octopus has three hearts."


@pytest.fixture
def files() -> dict[str, str]:
    return {"news/bridge.txt": BRIDGE, "sea/octopus.txt": OCTOPUS, "sea/copy.txt": COPY}


def test_words_that_stand_in_an_article_are_its_slice(shelf: Shelf, files: dict[str, str]) -> None:
    assistant = shelf(files)
    found = assistant.verify("“Repairs will take Eleven – months”")
    assert found.standing is Standing.WORD_FOR_WORD
    (place,) = found.places
    assert place.text == "Repairs will take eleven months."
    assert assistant.article(place.article.id).text[place.start : place.end] == place.text
    assert (place.line, place.changes) == (2, ())


def test_marks_of_markdown_are_neither_words_nor_shown(shelf: Shelf) -> None:
    text = "# Bridge\n\nThe council [voted 7 to 2](https://a.example/vote-9) on **Tuesday**[^1] to close the bridge.\n"
    found = shelf({"news/bridge.md": text}).verify("council voted 7 to 2 on Tuesday to close the bridge.")
    assert found.standing is Standing.WORD_FOR_WORD
    (place,) = found.places
    assert place.text == text[text.index("council") : -1]
    assert place.shown == "council voted 7 to 2 on Tuesday to close the bridge."


def test_other_articles_in_which_it_stands_are_named(shelf: Shelf, files: dict[str, str]) -> None:
    found = shelf(files).verify("an octopus has three hearts")
    titles = {found.places[0].article.title, *(one.title for one in found.others)}
    assert (found.standing, titles) == (Standing.WORD_FOR_WORD, {"Octopus", "Copy"})


def test_a_text_may_span_sentences(shelf: Shelf, files: dict[str, str]) -> None:
    found = shelf(files).verify("on Tuesday to close the old bridge. Repairs will take eleven months.")
    assert found.standing is Standing.WORD_FOR_WORD


def test_what_weighs_is_told_first(shelf: Shelf, files: dict[str, str]) -> None:
    found = shelf(files).verify("The city of Vellmar voted 9 to 2 on Tuesday to close the old bridge.")
    assert found.standing is Standing.NEARLY
    assert [(one.article, one.pasted, one.alarm) for one in found.places[0].changes] == [
        ("7", "9", Alarm.NUMBER),
        ("council", "city", None),
    ]
    first = found.places[0].changes[0]
    assert found.text[first.start : first.end] == "9"


def test_what_an_ellipsis_hides_may_be_a_denial(shelf: Shelf, files: dict[str, str]) -> None:
    assistant = shelf(files)
    assert assistant.verify("The council … voted 7 to 2").standing is Standing.WORD_FOR_WORD
    hidden = assistant.verify("The mayor said that she would … resign")
    assert (hidden.standing, hidden.places[0].changes[0].alarm) == (Standing.NEARLY, Alarm.DENIAL)


def test_a_denial_left_out_of_a_long_sentence_is_a_change_and_not_two_pieces(shelf: Shelf) -> None:
    said = "The striking poster marked a moment for the fair, which now admits not just old boats but new ones, too."
    found = shelf({"fair.txt": f"Fair\n{said}"}).verify(said.replace(" not", ""))
    (place,) = found.places
    assert (found.standing, place.text) == (Standing.NEARLY, said)
    assert [(one.article, one.pasted, one.alarm) for one in place.changes] == [("not", "", Alarm.DENIAL)]


def test_a_text_of_two_places_is_said_to_be(shelf: Shelf, files: dict[str, str]) -> None:
    found = shelf(files).verify("Two of them pump blood through the gills. Repairs will take eleven months.")
    assert found.standing is Standing.PIECED
    assert [place.article.title for place in found.places] == ["Octopus", "Bridge"]
    assert [found.text[slice(*place.pasted)] for place in found.places] == [
        "Two of them pump blood through the gills.",
        "Repairs will take eleven months.",
    ]


def test_of_a_text_that_stands_nowhere_the_nearest_sentence_is_shown(shelf: Shelf, files: dict[str, str]) -> None:
    found = shelf(files).verify("Whales have big hearts, and two of them sing")
    assert found.standing is Standing.NOWHERE
    (place,) = found.places
    assert place.text in ("An octopus has three hearts.", "Two of them pump blood through the gills.")


def test_only_articles_that_may_be_asked_are_compared(shelf: Shelf, files: dict[str, str]) -> None:
    found = shelf(files).verify("Repairs will take eleven months", Where(collections=frozenset({"sea"})))
    assert found.standing is Standing.NOWHERE
    assert all(place.article.collection == "sea" for place in found.places)


def test_an_article_that_has_changed_is_compared_as_it_is_now(shelf: Shelf, files: dict[str, str]) -> None:
    assistant = shelf(files)
    (place,) = assistant.verify("Repairs will take eleven months").places
    Path(place.article.path).write_text(BRIDGE.replace("eleven months", "twelve months"))
    found = assistant.verify("Repairs will take eleven months")
    assert (found.standing, found.places[0].text) == (Standing.NEARLY, "Repairs will take twelve months.")


@pytest.mark.parametrize("text", ["", "…", "word " * 1001])
def test_a_text_without_words_or_with_too_many_is_refused(shelf: Shelf, files: dict[str, str], text: str) -> None:
    with pytest.raises(QuestionError):
        shelf(files).verify(text)
