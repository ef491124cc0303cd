"""What kind of question a line is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.question.kinds import asks_what_happened, is_present, questions, recognise
from qa.question.query import QueryKind


@pytest.mark.parametrize(
    ("line", "kind", "subject"),
    [
        ("latest news on the bridge", QueryKind.NEW, "the bridge"),
        ("any news about Vellmar?", QueryKind.NEW, "Vellmar"),
        ("what's the latest on the ferry", QueryKind.NEW, "the ferry"),
        ("What is new with the Mill Bridge?", QueryKind.NEW, "the Mill Bridge"),
        ("any updates on the strike", QueryKind.NEW, "the strike"),
        ("ferry latest", QueryKind.NEW, "ferry"),
        ("what's new", QueryKind.NEW, ""),
        ("whats new", QueryKind.NEW, ""),
        ("Whos Petra Holm", QueryKind.WHO_IS, "Petra Holm"),
        ("what is going on in Vellmar?", QueryKind.NEW, "Vellmar"),
        ("what is it about?", QueryKind.ABOUT_IT, ""),
        ("What's the article about", QueryKind.ABOUT_IT, ""),
        ("summarise it", QueryKind.ABOUT_IT, ""),
        ("give me a short summary of the article", QueryKind.ABOUT_IT, ""),
        ("tl;dr", QueryKind.ABOUT_IT, ""),
        ("summarize the ferry strike", QueryKind.TELL_ME, "the ferry strike"),
        ("Tell me everything about Petra Holm", QueryKind.TELL_ME, "Petra Holm"),
        ("tell me about the ferry", QueryKind.TELL_ME, "the ferry"),
        ("what do you know about octopuses?", QueryKind.TELL_ME, "octopuses"),
        ("what about octopuses?", QueryKind.TELL_ME, "octopuses"),
        ("can you describe the bridge", QueryKind.TELL_ME, "the bridge"),
        ("lets talk about the bridge", QueryKind.TELL_ME, "the bridge"),
        ("let's discuss the bridge", QueryKind.TELL_ME, "the bridge"),
        ("more on the bridge", QueryKind.TELL_ME, "the bridge"),
        ("explain why the bridge was closed", QueryKind.FACT, ""),
        ("Who is Petra Holm?", QueryKind.WHO_IS, "Petra Holm"),
        ("who was petra holm", QueryKind.WHO_IS, "petra holm"),
        ("who is the president of France", QueryKind.FACT, ""),
        ("who is against it", QueryKind.FACT, ""),
        ("who is responsible?", QueryKind.FACT, ""),
        ("what is the LGP-30", QueryKind.WHAT_IS, "the LGP-30"),
        ("what is a passport?", QueryKind.WHAT_IS, "a passport"),
        ("What are ETFs?", QueryKind.WHAT_IS, "ETFs"),
        ("what does NASA stand for", QueryKind.WHAT_IS, "NASA"),
        ("What is the Bank of England?", QueryKind.WHAT_IS, "the Bank of England"),
        ("what is the capital of France", QueryKind.FACT, ""),
        ("what is the price", QueryKind.FACT, ""),
        ("What is wrong?", QueryKind.FACT, ""),
        ("list all articles about Vellmar", QueryKind.LIST, "Vellmar"),
        ("which articles mention Petra Holm?", QueryKind.LIST, "Petra Holm"),
        ("what articles do you have", QueryKind.LIST, ""),
        ("Vellmar", QueryKind.NAME_ALONE, "Vellmar"),
        ("Vellmar ferry strike toll", QueryKind.NAME_ALONE, "Vellmar ferry strike toll"),
        ("what's up with Vellmar right now", QueryKind.NEW, "Vellmar"),
        ("latest developments in Vellmar, please", QueryKind.NEW, "Vellmar"),
        ("i want to know about Vellmar", QueryKind.TELL_ME, "Vellmar"),
        ("I'd like to hear more about Vellmar", QueryKind.TELL_ME, "Vellmar"),
        ("do you have anything about Vellmar", QueryKind.TELL_ME, "Vellmar"),
        ("show me everything on Vellmar", QueryKind.TELL_ME, "Vellmar"),
        ("what have you got on Vellmar?", QueryKind.TELL_ME, "Vellmar"),
        ("what have they written about Vellmar?", QueryKind.TELL_ME, "Vellmar"),
        ("summarize this for me", QueryKind.ABOUT_IT, ""),
        ("are there any articles about Vellmar", QueryKind.LIST, "Vellmar"),
        ("who wrote about Vellmar", QueryKind.LIST, "Vellmar"),
        ("who wrote the story", QueryKind.FACT, ""),
        ("About 100 people will travel to which state?", QueryKind.FACT, ""),
        ("is there a ferry", QueryKind.FACT, ""),
        ("who won the cup", QueryKind.FACT, ""),
        ("did the ferry sail", QueryKind.FACT, ""),
        ("what happened to the mayor", QueryKind.FACT, ""),
        ("it", QueryKind.FACT, ""),
        ("", QueryKind.FACT, ""),
    ],
)
def test_it_is_told_by_how_people_ask(line: str, kind: QueryKind, subject: str) -> None:
    assert (recognise(line).kind, recognise(line).subject) == (kind, subject)


@pytest.mark.parametrize(
    ("line", "author", "subject"),
    [
        ("list articles by Ann Poe", "Ann Poe", ""),
        ("which articles did Ann Poe write about the court?", "Ann Poe", "the court"),
        ("show me all stories about the court by Ann Poe", "Ann Poe", "the court"),
        ("articles by Ann Poe", "Ann Poe", ""),
        ("do you have anything by Ann Poe", "Ann Poe", ""),
        ("what did Ann Poe write about the court?", "Ann Poe", "the court"),
    ],
)
def test_a_list_may_be_of_an_author(line: str, author: str, subject: str) -> None:
    found = recognise(line)
    assert (found.kind, found.author, found.subject) == (QueryKind.LIST, author, subject)


@pytest.mark.parametrize(
    "line",
    [
        "what happened?",
        "what happened in the news",
        "what went",
        "'s news",
        "what was published",
        "what did I miss?",
        "What was in the news",
        "any news",
        "headlines",
        "what happened then",
    ],
)
def test_a_line_may_ask_only_what_happened(line: str) -> None:
    assert asks_what_happened(line)


@pytest.mark.parametrize(
    "line", ["what happened to the mayor", "what opened", "who made the news", "what happened in Vellmar", ""]
)
def test_what_happened_to_something_is_a_question_of_that(line: str) -> None:
    assert not asks_what_happened(line)


def test_how_it_stands_now_is_told_from_how_it_stood() -> None:
    now = ("who is the president of France", "is she still alive?", "how much does it cost", "who leads the party")
    then = (
        "who was the president",
        "did she resign",
        "who won the cup",
        "how many people died",
        "who is said to have won",
    )
    assert [line for line in (*now, *then) if is_present(line)] == list(now)


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("Who won? Who lost?", ["Who won?", "Who lost?"]),
        ("Who won the cup and when was it played?", ["Who won the cup", "when was it played?"]),
        ("who is Petra Holm and what did she say", ["who is Petra Holm", "what did she say"]),
        ("In which year did he die, and who came after him?", ["In which year did he die", "who came after him?"]),
        ("did the ferry sail and who was on it", ["did the ferry sail", "who was on it"]),
        ("Who won? Did she say who lost and who won?", ["Who won?", "Did she say who lost and who won?"]),
        ("Did she say who lost and who won?", ["Did she say who lost and who won?"]),
        ("What does it say about how and why the bridge fell", ["What does it say about how and why the bridge fell"]),
        ("Who won? Who lost? Who drew? Who left? Who came?", ["Who won? Who lost? Who drew? Who left? Who came?"]),
        ("What happened and why?", ["What happened and why?"]),
        ("When and where was he born?", ["When and where was he born?"]),
        ("Is it true? I doubt it", ["Is it true? I doubt it"]),
        ("Who met the mayor and the judge?", ["Who met the mayor and the judge?"]),
        ("Who won?", ["Who won?"]),
        ("", [""]),
    ],
)
def test_two_questions_in_one_line_are_two(line: str, parts: list[str]) -> None:
    assert questions(line) == parts


@given(st.text(max_size=300))
def test_any_line_has_a_kind(line: str) -> None:
    """What the kind is about are words of the line."""
    found = recognise(line)
    assert found.subject in line
    assert found.author in line
    assert isinstance(is_present(line), bool)
    assert "".join("".join(questions(line)).split()) in "".join(line.split()) or len(questions(line)) > 1
