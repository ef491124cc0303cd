"""The measuring sets say what they claim: their words stand where they are said to stand, and copy no news."""

import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from benchmarks import sets
from benchmarks.questions import articles_of
from tests.talks import talks


def test_a_span_of_words_is_its_slice_and_anything_else_is_refused() -> None:
    article = sets.Original("https://a.example.org/1", "Title", " Rain fell. ", date(2020, 1, 2))
    assert article.words((1, 11)) == "Rain fell."
    for span in ((0, 11), (1, 12), (1, 99), (5, 5), (-3, 4)):
        with pytest.raises(ValueError, match="is no span of words"):
            article.words(span)


def test_a_quote_holds_a_sentence_whatever_the_blanks() -> None:
    assert sets.holds("Rain  fell.\nHe was glad.", "He was glad.")
    assert sets.holds("glad", "He was glad.")
    assert not sets.holds("She was glad.", "He was glad.")
    assert not sets.holds("", "He was glad.")


@pytest.mark.usefixtures("shared")
@pytest.mark.parametrize("unseen", [False, True])
def test_sixty_opposite_questions_half_of_which_are_answered_elsewhere_in_the_article(unseen: bool) -> None:
    opposites = sets.opposites(unseen=unseen)
    assert len(opposites) == len({one.question for one in opposites}) == 60
    assert sum(bool(one.answer) for one in opposites) == 30
    for one in opposites:
        assert one.contrary, one
        assert not any(sets.holds(right, wrong) for right in one.answer for wrong in one.contrary), one


@pytest.mark.usefixtures("shared")
@pytest.mark.parametrize(("unseen", "count"), [(False, 15), (True, 20)])
def test_the_words_of_the_projects_own_articles_stand_in_them(unseen: bool, count: int) -> None:
    articles = articles_of(sets.OWN)
    own = [one for one in sets.opposites(unseen=unseen) if "wikinews" not in one.article]
    assert len(own) == count
    for one in own:
        (article,) = (a for a in articles if one.article == a.url or a.path == str(sets.PROJECT / one.article))
        assert all(words in " ".join(article.text.split()) for words in (*one.contrary, *one.answer)), one


@pytest.mark.usefixtures("shared")
def test_three_hundred_labelled_sentences_a_third_of_which_are_no_statements() -> None:
    labelled = sets.statements()
    assert len({(one.article.url, one.span) for one in labelled}) == 300
    assert Counter(one.source for one in labelled) == {"news-dev": 150, "wikinews": 150}
    assert sum(not one.is_statement for one in labelled) == 106
    assert max(Counter(one.article.url for one in labelled).values()) == 2


def test_twenty_pairs_contradict_each_other_and_twenty_only_look_so() -> None:
    pairs = sets.contradictions()
    assert Counter(one.label for one in pairs) == {"contradicts": 20, "consistent": 15, "older": 5}
    assert all(one.first.published < one.second.published for one in pairs if one.label == "older")


@pytest.mark.usefixtures("shared")
@pytest.mark.parametrize(("unseen", "count", "answered"), [(False, 100, 85), (True, 80, 66)])
def test_typed_questions_are_answered_by_the_articles_they_are_put_to(unseen: bool, count: int, answered: int) -> None:
    typed = sets.typed(unseen=unseen)
    urls = {one.url for one in sets.typed_articles()}
    assert (len(typed), len(urls)) == (count, 300)
    assert sum(bool(one.answers) for one in typed) == answered
    assert all(answer.url in urls for one in typed for answer in one.answers)


@pytest.mark.usefixtures("shared")
def test_a_question_with_its_day_is_the_question_and_a_few_words_more() -> None:
    for one in sets.days():
        assert one.answer
        assert one.forms.keys() == {"month", "day", "year", "before"}
        assert all(form.startswith(one.question.rstrip("?")) for form in one.forms.values())
        assert one.forms["year"].endswith(f" in {one.published.year}?")


def test_no_words_of_other_peoples_articles_stand_in_the_sets() -> None:
    for name in ("statements", "typed", "typed_unseen", "typed_articles", "days"):
        for line in (sets.FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            assert json.loads(line).keys() <= {
                *("source", "url", "start", "end", "label", "drawn", "unsure"),
                *("question", "kind", "before", "answers", "spans", "forms", "verdicts"),
            }


def test_each_verdict_names_words_by_their_place() -> None:
    files = [sets.FOLDER / f"{name}.jsonl" for name in ("typed", "typed_unseen")]
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    every = [one for line in lines for one in json.loads(line)["verdicts"]]
    assert len(every) >= 100
    assert all(one.keys() <= {"url", "span", "verdict", "kind"} for one in every)
    assert {one["verdict"] for one in every} == {"right", "wrong"}


def test_eleven_talks_quote_their_articles_word_for_word() -> None:
    every = talks()
    assert len(every) == 11
    for one in every:
        assert len(one.lines) >= 6, one.name
        for line in one.lines:
            assert line.quotes or line.act or line.is_silent, line
            for wanted in (*line.quotes, *line.instead):
                assert wanted.article in one.articles, line
                assert wanted.words in text_of(wanted.article), line


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")
