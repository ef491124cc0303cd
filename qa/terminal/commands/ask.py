"""`pullquote ask`: quotes for a question."""

import sys
from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated

import typer

from qa.answers import Answer, Turn
from qa.assistant import Assistant
from qa.errors import QuestionError
from qa.question.kinds import questions
from qa.terminal import render
from qa.terminal.json_lines import QuestionLine, answer_json, answer_lines
from qa.terminal.markdown import answers_markdown
from qa.terminal.models import ready_assistant
from qa.terminal.options import (
    Article,
    Author,
    Collection,
    Json,
    Library,
    Limit,
    Model,
    Since,
    Store,
    Until,
    date_option,
    settings,
    where_of,
)
from qa.terminal.process import interruptible
from qa.terminal.stdin import piped_text

NOT_IN_THE_ARTICLES = 3


class Format(StrEnum):
    """How an answer is printed."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"


def ask(
    question: Annotated[
        list[str] | None,
        typer.Argument(metavar="QUESTION", help="The question, in quotation marks; or pipe it in.", show_default=False),
    ] = None,
    limit: Limit = None,
    collection: Collection = None,
    article: Article = None,
    author: Author = None,
    since: Since = None,
    until: Until = None,
    today: Annotated[
        str | None, typer.Option(metavar="DATE", help='Count "this week" from this day. \\[default: today]')
    ] = None,
    min_confidence: Annotated[
        float | None,
        typer.Option(
            min=0,
            max=1,
            metavar="P",
            help="Minimum confidence, 0 to 1; 0 always shows the best quotes. \\[default: as fitted, 0.5]",
        ),
    ] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Show the passages considered, with scores.")] = False,
    stdin: Annotated[
        bool, typer.Option("--stdin", help="Read one question per line from stdin; needs --json.")
    ] = False,
    output: Annotated[
        Format, typer.Option("--format", metavar="text|markdown|json", help="How to print the answer.")
    ] = Format.TEXT,
    library: Library = None,
    store: Store = None,
    model: Model = None,
    as_json: Json = False,
) -> None:
    """Answer a question with quotes from the articles.

    Exit code 0: answered; 3: the articles don't say, or two of them may be meant.

    Two questions in one line are answered one after the other; the exit code is 3 if either is not answered.

    Put quotation marks around the question: to the shell, ? and * are patterns. Or pipe it in:
    echo "How many hearts does an octopus have?" | pullquote ask
    """
    as_json = as_json or output is Format.JSON
    options = settings(library=library, store=store, model=model, limit=limit, min_confidence=min_confidence)
    where = where_of(collection, article, since, until, author)
    asked = QuestionLine(where=where, limit=options.limit, today=date_option("--today", today))
    if stdin:
        if question or not as_json:
            raise typer.BadParameter("--stdin needs --json, and takes no question of its own.")
        assistant = ready_assistant(options)
        with interruptible():
            for line in answer_lines(assistant, sys.stdin.buffer, asked, explain):
                print(line, flush=True)
        return
    words = " ".join(question) if question else _piped()
    answers = _answers(ready_assistant(options), questions(words), asked)
    if as_json:
        print(*(answer_json(answer, explain) for answer in answers), sep="\n")
    elif output is Format.MARKDOWN:
        print(answers_markdown(answers))
    else:
        _show(answers, is_all=limit is not None, explain=explain)
    raise typer.Exit(0 if all(answer.answered for answer in answers) else NOT_IN_THE_ARTICLES)


def _answers(assistant: Assistant, parts: Sequence[str], asked: QuestionLine) -> list[Answer]:
    """The answers to questions asked together, each understood in the light of those before."""
    answers: list[Answer] = []
    for question in parts:
        turns = [Turn(question=one.question, quotes=one.quotes) for one in answers]
        answers.append(assistant.ask(question, where=asked.where, limit=asked.limit, today=asked.today, history=turns))
    return answers


def _show(answers: Sequence[Answer], *, is_all: bool, explain: bool) -> None:
    """Print answers for a person; if several, each under its question."""
    console = render.console()
    for answer in answers:
        if len(answers) > 1:
            render.show_question(console, answer.question)
        render.show_answer(console, answer, is_all=is_all)
        if explain:
            render.show_explanation(console, answer)


def _piped() -> str:
    """The question from a pipe, in one line."""
    words = " ".join(piped_text("question").split())
    if not words:
        raise typer.BadParameter('Ask something: pullquote ask "QUESTION"')
    if len(words) > LONGEST:
        raise QuestionError(
            f"The question has {len(words):,} characters; at most {LONGEST:,} are read. Ask something shorter, "
            "or check a passage with: pullquote verify"
        )
    return words


LONGEST = 10_000
"""Characters of a question from a pipe: more than anyone asks, less than a file that was piped by mistake."""
