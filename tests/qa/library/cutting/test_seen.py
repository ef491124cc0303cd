"""A slice of an article without the marks of its markup."""

from qa.library.cutting.seen import Seen
from qa.values import Part, PartKind, Span
from tests.qa.library.texts import article

TEXT = "A **bold** word and `code`."
MARKS = [Part(2, 4, PartKind.MARK), Part(8, 10, PartKind.MARK)]


def test_words_come_without_their_marks() -> None:
    seen = Seen(article(TEXT, (0, len(TEXT)), parts=MARKS))
    assert seen.words(Span(0, len(TEXT))) == "A bold word and `code`."
    assert seen.words(Span(11, 15)) == "word"


def test_a_mark_at_an_edge_counts_as_far_as_it_is_in_the_slice() -> None:
    seen = Seen(article(TEXT, (0, len(TEXT)), parts=MARKS))
    assert list(seen.marks(Span(3, 9))) == [(3, 4), (8, 9)]
    assert list(seen.marks(Span(4, 8))) == []


def test_with_blanks_for_its_marks_every_word_keeps_its_place() -> None:
    seen = Seen(article(TEXT, (0, len(TEXT)), parts=MARKS))
    assert seen.blanked(Span(0, len(TEXT))) == "A   bold   word and `code`."
    assert seen.blanked(Span(3, 9)) == " bold "


def test_an_entity_is_read_as_what_it_stands_for_in_its_place() -> None:
    text = "caf&eacute;s of Ben &amp; Jo"
    seen = Seen(article(text, (0, len(text)), parts=[Part(3, 11, PartKind.MARK), Part(20, 25, PartKind.MARK)]))
    assert seen.blanked(Span(0, len(text))) == "café       s of Ben &     Jo"
    assert seen.words(Span(0, len(text))) == "cafés of Ben & Jo"
