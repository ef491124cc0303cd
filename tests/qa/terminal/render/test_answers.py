"""What a person sees of an answer: the words, where they are from, and nothing that a terminal would obey."""

import io
import re
from datetime import date

import pytest
from rich.console import Console

from qa.answers import Answer, Context, LeaningDay, Quote, by_article
from qa.terminal.render import show_answer, show_context, show_quote, show_quotes
from qa.values import Days, Span
from tests.qa.terminal.render.showing import ARTICLE, shown


def quote(text: str, highlight: Span | None = None, **changed: object) -> Quote:
    article = ARTICLE.model_copy(update=changed)
    return Quote(text=text, start=0, end=len(text), line=3, highlight=highlight, confidence=0.5, article=article)


def answer(*quotes: Quote, confidence: float = 0.9, **changed: object) -> Answer:
    made = Answer(
        question="q", standalone_question="q", answered=bool(quotes), confidence=confidence, quotes=quotes,
        nearest=(ARTICLE,), generation=1, seconds={"total": 0.1},
    )  # fmt: skip
    return made.model_copy(update=changed)


@pytest.mark.parametrize(("question", "said"), [("Wer hat gewonnen?", True), ("Rio de Janeiro", False)])
def test_under_a_silence_it_is_said_that_english_is_read(question: str, said: bool) -> None:
    """Only where the line is clearly in another language, and only where nothing answers."""
    silence = shown(show_answer, answer(question=question, standalone_question=question)).splitlines()
    assert (silence[-1] == "I read English so far: ask in English.") == said
    answered = answer(quote("Text."), question=question, standalone_question=question)
    assert "English" not in shown(show_answer, answered)


@pytest.mark.parametrize("terminal", [True, False])
def test_text_of_an_article_cannot_move_the_cursor_or_colour(terminal: bool) -> None:
    seen = shown(show_quote, quote("Text \x1b[2J\x1b]0;title\x07 here [bold]x[/bold]\r"), 1, terminal=terminal)
    assert "\x1b[2J" not in seen
    assert "\x1b]" not in seen
    assert "\x1b[31m" not in seen
    assert "[bold]x[/bold]" in seen
    assert "A [31mred[0m title · S" in seen


def test_answering_words_are_underlined_at_a_terminal_only() -> None:
    marked = quote("It was closed for eleven months.", Span(18, 31))
    assert "\x1b[1;4meleven months\x1b[0m" in shown(show_quote, marked, 1, terminal=True)
    assert shown(show_quote, marked, 2).startswith("2. > It was closed for eleven months.\n")


def test_a_quote_names_its_link_or_its_path_and_line() -> None:
    assert shown(show_quote, quote("Text."), 1).endswith(" · /x/a.txt:3\n")
    linked = quote("Text.", url="https://example.org/a", published=date(2024, 3, 1))
    assert shown(show_quote, linked, 1).endswith(" · S · 2024-03-01 · https://example.org/a\n")


def test_marks_of_an_article_are_not_shown() -> None:
    marked = quote("**It is** [open](/b).", Span(10, 15)).model_copy(
        update={"marks": (Span(0, 2), Span(7, 9), Span(10, 11), Span(15, 20))}
    )
    assert shown(show_quote, marked, 1).startswith("1. > It is open.\n")
    assert "\x1b[1;4mopen\x1b[0m" in shown(show_quote, marked, 1, terminal=True)


def test_a_quote_of_a_pdf_names_its_page() -> None:
    paged = quote("Text.", path="/x/a.pdf").model_copy(update={"line": None, "page": 3})
    assert shown(show_quote, paged, 1).endswith(" · /x/a.pdf, page 3\n")
    assert '"page":3' in paged.model_dump_json()


def test_quotes_of_one_article_stand_under_one_source_and_are_numbered_as_they_stand() -> None:
    first, second, third = quote("One."), quote("Two.", id="2", title="B", path="/x/b.txt"), quote("Three.")
    assert shown(show_quotes, by_article([first, second, third]), 4, "sure").splitlines() == [
        "4. > One.",
        "5. > Three.",
        "   A [31mred[0m title · S · sure · /x/a.txt:3",
        "6. > Two.",
        "   B · S · /x/b.txt:3",
    ]


@pytest.mark.parametrize(
    ("confidence", "word"), [(0.9, "sure"), (0.89, "likely"), (0.7, "likely"), (0.69, "less sure")]
)
def test_an_answer_says_how_sure_it_is(confidence: float, word: str) -> None:
    assert f" · {word} · " in shown(show_answer, answer(quote("Text."), confidence=confidence))


def test_where_something_comes_near_the_nearest_articles_are_named_one_a_line() -> None:
    assert shown(show_answer, answer(confidence=0.3)).splitlines() == [
        "No sentence answers this surely. Nearest:",
        "   A [31mred[0m title · S",
    ]
    assert shown(show_answer, answer(confidence=0.01, nearest=())) == "The articles don't say.\n"
    long = ARTICLE.model_copy(update={"title": "word " * 50})
    lines = shown(show_answer, answer(confidence=0.3, nearest=(long, long)), terminal=True, width=50).splitlines()
    assert len(lines) == 3
    assert all("…" in line for line in lines[1:])


def test_the_days_that_were_looked_for_are_said() -> None:
    march = Days(since=date(2023, 3, 1), until=date(2023, 3, 31))
    within = shown(show_answer, answer(quote("Text."), days=march))
    assert within.startswith("Looking for: q (2023-03-01 to 2023-03-31)\n")
    outside = shown(show_answer, answer(quote("Text."), outside=march))
    assert outside.startswith("Nothing from 2023-03-01 to 2023-03-31 answers; from other days:\n")


def test_the_subject_of_the_talk_that_was_looked_for_is_said() -> None:
    seen = shown(show_answer, answer(quote("Text."), about="the Old Bridge"))
    assert seen.startswith("About: the Old Bridge\n")


def test_how_old_a_quote_is_and_the_days_that_it_names_stand_beside_its_source() -> None:
    friday = LeaningDay(start=15, end=21, since=date(2019, 9, 6), until=date(2019, 9, 6))
    dated = quote("It was held on Friday.").model_copy(
        update={"dates": (friday,), "is_older": True, "is_dated": True, "articles": 2}
    )
    assert shown(show_quote, dated, 1, width=200).splitlines()[1] == (
        "   A [31mred[0m title · S · older · Friday (6 September 2019) · also in 1 more article · /x/a.txt:3"
    )


@pytest.mark.parametrize(
    ("is_chat", "seen"),
    [
        (True, "Which do you mean?\n1. A [31mred[0m title · S\n2. B · S\n"),
        (
            False,
            "Which do you mean?\n1. A [31mred[0m title · S\n   Ask again with: --article 1\n"
            "2. B · S\n   Ask again with: --article 2\n",
        ),
    ],
)
def test_who_is_asked_back_is_told_how_to_say_which(is_chat: bool, seen: str) -> None:
    other = ARTICLE.model_copy(update={"id": "2", "title": "B", "path": "/x/b.txt"})
    out = io.StringIO()
    show_answer(Console(file=out, width=100, highlight=False), answer(choices=(ARTICLE, other)), is_chat=is_chat)
    assert out.getvalue() == seen


@pytest.mark.parametrize("width", [20, 40, 80])
def test_no_line_is_wider_than_the_terminal_or_ends_in_blanks(width: int) -> None:
    wide = quote(
        "The town council of Vellmar voted 7 to 2 on Tuesday to close the bridge. " * 3, published=date(2024, 3, 1)
    )
    lines = shown(show_answer, answer(wide), terminal=True, width=width).splitlines()
    plain = [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in lines]
    assert all(len(line) <= width and line == line.rstrip() for line in plain)


def test_articles_that_were_not_asked_for_want_of_a_date_are_counted() -> None:
    seen = shown(show_answer, answer(quote("Text."), undated=1)).splitlines()
    assert seen[-1] == "1 article without a date was not asked."
    silent = shown(show_answer, answer(nearest=(), undated=12))
    assert silent == "The articles don't say.\n12 articles without a date were not asked.\n"


def test_the_paragraphs_around_a_quote_stay_apart() -> None:
    context = Context(
        article=ARTICLE, before="The council\nmet. ", quote="It voted.", after=" It was late.\n\n\n## Costs\n\nMuch."
    )
    assert shown(show_context, context) == "The council met. It voted. It was late.\n\n## Costs\n\nMuch.\n"
    seen = shown(show_context, context, terminal=True, width=20)
    assert re.sub(r"\x1b\[[0-9;]*m", "", seen) == "The council met. It\nvoted. It was late.\n\n## Costs\n\nMuch.\n"
    assert "\x1b[1mIt\x1b[0m\n\x1b[1mvoted.\x1b[0m" in seen
    first = context.model_copy(update={"before": "Before.\n\n", "after": ""})
    assert shown(show_context, first) == "Before.\n\nIt voted.\n"
