"""Answers are judged by the words that are known to answer, or to say the contrary."""

from datetime import date

from benchmarks.opposites import figures, judged
from benchmarks.outcomes import FIRST, THREE
from benchmarks.sets import Answering, HandVerdict, Labelled, Opposite, Original, Typed
from benchmarks.statements import Decided, decide
from benchmarks.statements import figures as of_statements
from benchmarks.strangers import Question, outcome_of
from benchmarks.typed import Answered, Mark, counts, has_words, marked
from qa.answers import Answer, Quote
from qa.values import ArticleInfo, Span

URL = "https://a.example.org/1"
WON, LOST = "Reds won the cup.", "Blues lost the final to Reds."
ASKED = Opposite("Who lost the cup?", "role", URL, (WON,), (LOST,))
UNANSWERED = Opposite("Who lost the shield?", "name", URL, (WON, LOST), ())


def quote(text: str, start: int = 0, url: str = URL) -> Quote:
    info = ArticleInfo(id="1", title="Cup", url=url, path="cup.jsonl", collection="")
    return Quote(text=text, start=start, end=start + len(text), line=None, confidence=0.9, article=info)


def answer(*quotes: Quote, answered: bool = True) -> Answer:
    return Answer(
        question="?",
        standalone_question="?",
        answered=answered,
        confidence=0.9,
        quotes=quotes,
        nearest=(),
        generation=1,
        seconds={"total": 0.1},
    )


def test_the_contrary_is_told_from_what_answers() -> None:
    contrary, right = judged(ASKED, answer(quote(WON))), judged(ASKED, answer(quote(LOST)))
    both, silent = judged(ASKED, answer(quote(f"{WON} {LOST}"))), judged(ASKED, answer(answered=False))
    assert [one.is_contrary for one in (contrary, right, both, silent)] == [True, False, False, False]
    assert [one.is_right for one in (contrary, right, both, silent)] == [False, True, True, False]
    assert [one.is_silent for one in (contrary, right, both, silent)] == [False, False, False, True]


def test_only_the_first_quote_that_is_shown_counts() -> None:
    assert not judged(ASKED, answer(quote("It rained."), quote(WON))).is_contrary
    assert not judged(ASKED, answer(quote(WON), answered=False)).is_contrary


def test_figures_are_shares_of_the_questions_that_can_have_them() -> None:
    verdicts = [judged(ASKED, answer(quote(WON))), judged(ASKED, answer(quote(LOST)))]
    verdicts += [judged(UNANSWERED, answer(answered=False)), judged(UNANSWERED, answer(quote("It rained.")))]
    assert [one.value for one in figures(verdicts).values()] == [0.25, 0.5, 0.0, 0.5]


def test_a_quote_answers_a_stranger_where_it_overlaps_a_span_of_the_article() -> None:
    one = Question("q1", "?", URL, (Span(10, 20),), True)
    given = answer(quote("abc", 0), quote("abcdef", 5), quote("abc", 19))
    assert outcome_of(one, given).marks == {FIRST: 0.0, THREE: 1.0}
    assert outcome_of(one, answer(quote("abc", 12, "https://b.example.org"))).marks == {FIRST: 0.0, THREE: 0.0}
    assert outcome_of(Question("q2", "?", URL, (), False), given).marks == {}


def test_a_typed_question_is_answered_by_the_words_or_by_all_of_an_article() -> None:
    assert has_words(quote(LOST), [Answering(URL, (LOST,))])
    assert not has_words(quote(WON), [Answering(URL, (LOST,))])
    assert has_words(quote(WON), [Answering(URL, ())])
    assert not has_words(quote(LOST, url="https://b.example.org"), [Answering(URL, (LOST,))])


def test_a_quote_is_what_a_person_said_of_its_words_else_what_the_answers_are_known_to_be() -> None:
    verdicts = (HandVerdict("Reds won\nthe cup.", False, "role"), HandVerdict("It rained.", True, ""))
    one = Typed("who lost", "fact", (), (Answering(URL, (LOST,)),), verdicts)
    given = [quote(text) for text in (WON, "It rained.", LOST, "It snowed.")]
    assert [marked(each, one) for each in given] == [Mark.WRONG, Mark.RIGHT, Mark.RIGHT, Mark.UNREAD]
    unanswered = Typed("who drew", "fact", (), ())
    assert [marked(each, unanswered) for each in given] == [Mark.WRONG] * 4


def test_quotes_are_counted_by_their_place_and_their_mark() -> None:
    one, other = Typed("who lost", "fact", (), ()), Typed("who won", "fact", (), ())
    every = [
        Answered(one, answer(), (Mark.RIGHT, Mark.WRONG, Mark.RIGHT)),
        Answered(other, answer(), (Mark.UNREAD, Mark.WRONG)),
        Answered(other, answer(answered=False), ()),
    ]
    assert list(counts(every).values()) == [1, 0, 1, 1, 2, 0]  # right, wrong, unread; first, then further


def test_precision_and_recall_of_what_may_be_quoted() -> None:
    text = "Reds won the cup on Sunday.\n\n***\n\nBlues lost the final to Reds."
    article = Original(URL, "Cup", text, date(2020, 1, 2))

    def labelled(words: str, label: str) -> Labelled:
        start = text.index(words)
        return Labelled("wikinews", article, Span(start, start + len(words)), label, "any", False)

    decided = decide([labelled(words, "statement") for words in text.split("\n\n")])
    assert [one.is_quotable for one in decided] == [True, False, True]
    one, mark, other = (one.labelled for one in decided)
    some = [Decided(one, True), Decided(mark, False), Decided(labelled("***", "fragment"), True), Decided(other, True)]
    assert [round(one.value, 3) for one in of_statements(some).values()] == [0.667, 0.667]
