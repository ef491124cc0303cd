"""What a line is understood as, by itself and in a talk."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.answers import Turn
from qa.question.query import Query, QueryKind
from qa.question.understand import attempts
from qa.values import Days
from vectorstore.store import Filter, Snapshot

TODAY = date(2023, 3, 15)

QUOTES = {
    "lee": ("Peruvian Prime Minister Tom Lee spoke to the nation after the attack.", "Peruvian Prime Minister"),
    "court": ("Solicitor General Ann Poe is the top lawyer of the government at the court.", "Solicitor General"),
    "telescope": ("The James Webb Space Telescope was launched on Saturday from the coast.", "Saturday"),
    "lay-offs": ("About 12,000 people at Google lost their work.", "12,000"),
    "bridge": ("The Mill Bridge is closed for repairs, mayor Ida Kern said.", "repairs"),
    "quake": ("The earthquake of 2023 killed 40,000 people in Turkey.", "40,000"),
    "octopus": ("The octopus has three hearts.", "three"),
}


def test_a_question_of_what_its_own_line_begins_with_needs_no_talk(talked_of: Snapshot) -> None:
    (query, *_) = attempts("what about octopuses, can they think", [], talked_of, Filter(), TODAY)
    assert (query.text, query.standalone) == ("can octopuses think", "can octopuses think")


@pytest.mark.parametrize(
    ("article", "question", "lines", "shown"),
    [
        ("lee", "Who is Tom Lee?", ["What did he say on television?"], "What did Tom Lee say on television?"),
        ("lee", "Who is Tom Lee?", ["how old is he", "did he die"], "did Tom Lee die"),
        ("lee", "Who spoke to the nation?", ["how old is he"], "how old is Tom Lee"),
        ("court", "Who is Ann Poe?", ["How old is she?"], "How old is Ann Poe?"),
        ("court", "Who is Ann Poe?", ["What did she say about corporate America?", "And Ray?"],
         "What did Ray say about corporate America?"),
        ("telescope", "when was the james webb space telescope launched", ["what keeps it cold"],
         "what keeps the James Webb Space Telescope cold"),
        ("telescope", "when was the james webb space telescope launched", ["what keeps it cold", "who built it?"],
         "who built the James Webb Space Telescope?"),
        ("telescope", "how much did the james webb space telescope cost", ["and the Hubble?"],
         "how much did the Hubble cost"),
        ("lay-offs", "how many people lost their work at google", ["sorry I meant amazon"],
         "how many people lost their work at Amazon"),
        ("bridge", "why is the mill bridge closed?", ["who is against it?"], "who is against the Mill Bridge?"),
        ("quake", "How many people died in Turkey?", ["And in Syria?"], "How many people died in Syria?"),
        ("quake", "How many people died in Turkey?", ["what happened there"], "what happened in Turkey"),
        ("quake", "How many people died in Turkey in 2023?", ["and in 2022?"],
         "How many people died in Turkey in 2022?"),
        ("quake", "How many people died in Turkey in 2023?", ["who was president that year?"],
         "who was president in 2023?"),
        ("quake", "How many people died in Turkey?", ["and last week?"], "How many people died in Turkey last week?"),
    ],
)  # fmt: skip
def test_one_name_is_put_in(
    talked_of: Snapshot,
    quoted: Callable[..., Turn],
    article: str,
    question: str,
    lines: list[str],
    shown: str,
) -> None:
    """The talk's name for a pronoun, or another name of its kind for that name; the line is shown as it is searched."""
    *before, line = lines
    turns = [quoted(question, article, *QUOTES[article]), *(Turn(question=one) for one in before)]
    first = next(attempts(line, turns, talked_of, Filter(), TODAY))
    assert (first.typed, first.standalone) == (line, shown)


@pytest.mark.parametrize(
    ("article", "question", "lines", "topic"),
    [
        ("telescope", "when was the james webb space telescope launched", ["when did that happen"],
         "James Webb Space Telescope"),
        ("telescope", "when was the james webb space telescope launched", ["how many mirrors?"],
         "James Webb Space Telescope"),
        ("bridge", "why is the mill bridge closed?", ["how old is she?"], "Mill Bridge"),
        ("bridge", "what will be repaired?", ["how long?"], "Mill Bridge"),
        ("bridge", "why is the mill bridge closed?", ["who is against it?", "how much?"], "Mill Bridge"),
        ("quake", "How many people died in Turkey?", ["how did they die?"], "Turkey"),
        ("quake", "How many people died in Turkey?", ["What about Syria?", "who helped?"], "Syria"),
        ("lee", "Who is Tom Lee?", ["Why was the nation in danger?"], "Tom Lee"),
    ],
)  # fmt: skip
def test_the_topic_stands_beside_a_line_that_names_none(
    talked_of: Snapshot,
    quoted: Callable[..., Turn],
    article: str,
    question: str,
    lines: list[str],
    topic: str,
) -> None:
    """As typed; then without the topic, in case the line is about something else and has the words to ask that."""
    *before, line = lines
    turns = [quoted(question, article, *QUOTES[article]), *(Turn(question=one) for one in before)]
    first, *others = attempts(line, turns, talked_of, Filter(), TODAY)
    assert (first.text, first.topic, first.standalone) == (line, topic, line)
    found = [(one.text, one.topic, one.standalone) for one in others]
    assert found == ([(line, "", line)] if line == "Why was the nation in danger?" else [])


@pytest.mark.parametrize(
    ("article", "question", "line"),
    [
        ("telescope", "when was the james webb space telescope launched", "what about octopuses?"),
        ("telescope", "how much did the james webb space telescope cost", "what about Tom Lee?"),
        ("lee", "did Tom Lee die?", "what about the mill bridge repairs"),
        ("octopus", "how many hearts does an octopus have?", "and arms?"),
        ("octopus", "how many hearts does an octopus have?", "what colour is its blood?"),
        ("lee", "Who is Tom Lee?", "When was the Mill Bridge closed?"),
    ],
)
def test_nothing_else_is_put_in_or_beside(
    talked_of: Snapshot, quoted: Callable[..., Turn], article: str, question: str, line: str
) -> None:
    """A line that names something new is about that; a common noun is not a topic."""
    for one in attempts(line, [quoted(question, article, *QUOTES[article])], talked_of, Filter(), TODAY):
        assert (one.text, one.topic, one.standalone) == (line, "", line)


def test_telling_words_of_the_talk_are_looked_for_beside(talked_of: Snapshot) -> None:
    """Later ones weigh more; words of the line itself do not count."""
    turns = [Turn(question="Which octopus has blood?"), Turn(question="How many brains does it have?")]
    first = next(attempts("what colour is the blood", turns, talked_of, Filter(), TODAY))
    assert set(first.context.split()) == {"octopus", "brains"}
    assert next(attempts("what about turkey", turns, talked_of, Filter(), TODAY)).context == ""


def test_a_pronoun_of_a_talk_without_names_is_asked_of_what_tells_of_that(
    talked_of: Snapshot, quoted: Callable[..., Turn]
) -> None:
    asked = quoted("how many hearts does an octopus have?", "octopus", *QUOTES["octopus"])
    (only,) = attempts("how does it use them?", [asked], talked_of, Filter(), TODAY)
    assert (only.is_bound, only.topic) == (True, "")
    assert "octopus" in only.context
    assert not next(attempts("how many arms?", [asked], talked_of, Filter(), TODAY)).is_bound


def test_a_pronoun_with_no_talk_before_it_leaves_open_what_is_meant(talked_of: Snapshot) -> None:
    """Nothing is made up; the answer may ask back."""
    (only,) = attempts("When was it signed?", [], talked_of, Filter(), TODAY)
    assert (only.text, only.is_open) == ("When was it signed?", True)
    assert not next(attempts("When was the Mill Bridge closed?", [], talked_of, Filter(), TODAY)).is_open
    assert not next(attempts("Syria", [], talked_of, Filter(), TODAY)).is_open


@pytest.mark.parametrize(
    ("line", "text", "timeless", "days", "is_relative"),
    [
        ("Who died in Turkey in March 2015?", "Who died in Turkey in March 2015?", "Who died in Turkey?",
         Days(since=date(2015, 3, 1), until=date(2015, 4, 10)), False),
        ("Who died this week?", "Who died?", "Who died?", Days(since=date(2023, 3, 5), until=date(2023, 3, 15)), True),
        ("Who died?", "Who died?", "Who died?", None, False),
    ],
)  # fmt: skip
def test_the_words_of_days_are_read_where_a_text_may_say_them(
    talked_of: Snapshot, line: str, text: str, timeless: str, days: Days | None, is_relative: bool
) -> None:
    """No text says what is counted from today."""
    (only,) = attempts(line, [], talked_of, Filter(), TODAY)
    assert (only.text, only.timeless, only.days, only.is_relative) == (text, timeless, days, is_relative)


def test_the_words_of_days_are_shown_whatever_the_talk_puts_in(
    talked_of: Snapshot, quoted: Callable[..., Turn]
) -> None:
    """They are dropped from what is read, and from what is timeless; a corrected line keeps them, too."""
    turns = [quoted("Who is Tom Lee?", "lee", *QUOTES["lee"])]
    filled, *_ = attempts("what did he say this week?", turns, talked_of, Filter(), TODAY)
    assert (filled.standalone, filled.text) == ("what did Tom Lee say this week?", "what did Tom Lee say?")
    beside, *_ = attempts("how long this week?", turns, talked_of, Filter(), TODAY)
    assert (beside.topic, beside.standalone, beside.timeless) == ("Tom Lee", "how long this week?", "how long?")
    *_, mended = attempts("who gave a speach this week", [], talked_of, Filter(), TODAY)
    assert (mended.standalone, mended.timeless) == ("who gave a speech this week", "who gave a speech")


def test_what_happened_on_a_day_is_asked_of_that_day_alone(talked_of: Snapshot) -> None:
    """For a month or a year, the texts that name it are asked first."""

    def kinds(line: str) -> list[tuple[QueryKind, Days | None]]:
        return [(one.kind, one.days) for one in attempts(line, [], talked_of, Filter(), TODAY)]

    day = Days(since=date(2020, 3, 12), until=date(2020, 3, 12))
    year = Days(since=date(2011, 1, 1), until=date(2011, 12, 31))
    week = Days(since=date(2023, 3, 9), until=date(2023, 3, 15))
    assert kinds("what happened on 12 March 2020?") == [(QueryKind.HAPPENED_ON, day), (QueryKind.FACT, None)]
    assert kinds("what happened in 2011") == [(QueryKind.FACT, None), (QueryKind.HAPPENED_ON, year)]
    assert kinds("any news this week?") == [(QueryKind.HAPPENED_ON, week)]


def test_what_happened_on_some_days_has_no_topic_of_the_talk(talked_of: Snapshot, quoted: Callable[..., Turn]) -> None:
    turns = [quoted("Who is Tom Lee?", "lee", *QUOTES["lee"])]
    (happened,) = attempts("what happened this week?", turns, talked_of, Filter(), TODAY)
    assert (happened.kind, happened.topic, happened.context) == (QueryKind.HAPPENED_ON, "", "")
    first, _ = attempts("what happened in the news on 12 March 2020?", turns, talked_of, Filter(), TODAY)
    assert (first.kind, first.topic) == (QueryKind.HAPPENED_ON, "")


@pytest.mark.parametrize("line", ["latest news on the Mill Bridge in March 2020", "list articles of March 2020"])
def test_news_and_lists_of_some_days_are_of_no_later_ones(talked_of: Snapshot, line: str) -> None:
    (only,) = attempts(line, [], talked_of, Filter(), TODAY)
    assert only.days == Days(since=date(2020, 3, 1), until=date(2020, 3, 31))


def test_a_name_put_in_for_a_pronoun_is_what_is_asked_of(talked_of: Snapshot, quoted: Callable[..., Turn]) -> None:
    """Articles that do not name it do not answer; "what about X" may be a new topic if nothing on X answers."""
    lee = [quoted("Who is Tom Lee?", "lee", *QUOTES["lee"])]
    filled, bound = attempts("how old is he", lee, talked_of, Filter(), TODAY)
    assert (filled.text, filled.is_bound) == ("how old is Tom Lee", False)
    assert (bound.text, bound.topic, bound.is_bound) == ("how old is he", "Tom Lee", True)
    quake = [quoted("How many people died in Turkey?", "quake", *QUOTES["quake"])]
    filled, alone, *_ = attempts("What about Syria?", quake, talked_of, Filter(), TODAY)
    assert (filled.text, alone.text) == ("How many people died in Syria?", "What about Syria?")
    assert alone.kind is QueryKind.TELL_ME
    assert len(list(attempts("And in Syria?", quake, talked_of, Filter(), TODAY))) == 1
    assert len(list(attempts("what about last week?", quake, talked_of, Filter(), TODAY))) == 1


def test_what_a_line_goes_on_to_is_the_topic_even_if_no_article_names_it(
    talked_of: Snapshot, quoted: Callable[..., Turn]
) -> None:
    """A line with hardly any words asks nothing without it."""
    turns = [quoted("Who is Tom Lee?", "lee", *QUOTES["lee"]), Turn(question="what about the zorblax?")]
    (only,) = attempts("how long?", turns, talked_of, Filter(), TODAY)
    assert (only.text, only.topic, only.is_bound) == ("how long?", "zorblax", True)
    with_words, alone = attempts("how many mirrors open?", turns, talked_of, Filter(), TODAY)
    assert (with_words.topic, alone.topic) == ("zorblax", "")
    turns[-1] = Turn(question="what about what he said?")
    assert next(attempts("how long?", turns, talked_of, Filter(), TODAY)).topic == "Tom Lee"


def test_a_kind_comes_with_what_it_is_of(talked_of: Snapshot, quoted: Callable[..., Turn]) -> None:
    """The question what an article is about is put to the one that was quoted last."""
    turn = quoted("why is the mill bridge closed?", "bridge", *QUOTES["bridge"])
    (news,) = attempts("latest news on the Mill Bridge from last week", [], talked_of, Filter(), TODAY)
    assert (news.kind, news.subject, news.is_relative) == (QueryKind.NEW, "the Mill Bridge", True)
    told, *_ = attempts("tell me about it", [turn], talked_of, Filter(), TODAY)
    assert (told.kind, told.subject) == (QueryKind.TELL_ME, "the Mill Bridge")
    (about,) = attempts("what is it about?", [turn], talked_of, Filter(), TODAY)
    assert (about.kind, about.article, about.text) == (
        QueryKind.ABOUT_IT,
        turn.quotes[0].article.id,
        "what is it about?",
    )


def test_a_name_that_no_sentence_answers_gets_all_that_is_said_of_it(talked_of: Snapshot) -> None:
    for line in ("Mill Bridge", "what is the LGP-30", "who is Ann Poe"):
        kinds = [one.kind for one in attempts(line, [], talked_of, Filter(), TODAY)]
        assert kinds[1:] == [QueryKind.TELL_ME]
    assert len(list(attempts("what is a bridge", [], talked_of, Filter(), TODAY))) == 1


def test_slips_of_the_hand_are_mended_last_and_shown(talked_of: Snapshot) -> None:
    """The line stays as it was typed; in a talk, the corrected one is understood like any other."""
    typed, mended = attempts("who gave a speach on television", [], talked_of, Filter(), TODAY)
    assert typed == Query.as_typed("who gave a speach on television")
    assert (mended.typed, mended.text) == (typed.typed, "who gave a speech on television")
    assert mended.standalone == "who gave a speech on television"
    *_, last = attempts("what of his speach", [Turn(question="Who is Tom Lee?")], talked_of, Filter(), TODAY)
    assert last.text == "what of Tom Lee’s speech"


@given(st.text(max_size=200), st.lists(st.text(max_size=200), max_size=7))
def test_any_line_of_any_talk_is_understood_somehow(talked_of: Snapshot, line: str, before: list[str]) -> None:
    """As typed, at least."""
    found = list(attempts(line, [Turn(question=text) for text in before], talked_of, Filter(), TODAY))
    assert 1 <= len(found) <= 5
    assert all(one.typed == line.strip() for one in found)
