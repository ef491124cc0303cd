"""`pullquote eval`: how good the answers to questions with known answers are."""

import tempfile
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from qa.bootstrap import indexing_embedder
from qa.errors import EvaluationError
from qa.evaluation.questions import load
from qa.library.indexing import index as run_index
from qa.stores import open_store, place_of
from qa.terminal import render
from qa.terminal.models import prepared, ready_assistant
from qa.terminal.options import Json, Library, Model, Store, settings
from qa.terminal.process import interruptible
from qa.terminal.progress import shown_count, shown_progress


def evaluate(
    questions: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="A file of JSON lines: question, and answers (a list), quote or urls; "
            "answerable: false where the articles do not say.",
        ),
    ],
    library: Library = None,
    store: Store = None,
    articles: Annotated[
        list[Path] | None,
        typer.Option(metavar="PATH", help="Ask these articles instead, in a library made for this; may be repeated."),
    ] = None,
    model: Model = None,
    dated: Annotated[bool, typer.Option("--dated", help="Ask each question as of the day in its `asked` key.")] = False,
    report: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write an HTML report here: curves, and every question.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Ask questions with known answers, and report how good the replies are."""
    from qa.evaluation import figures as evaluation
    from qa.evaluation.report import html
    from qa.terminal.render.evaluations import show_evaluation

    known = load(questions)
    errors = Console(stderr=True)
    with interruptible(), tempfile.TemporaryDirectory(prefix="pullquote-eval-") as scratch:
        options = settings(
            library=Path(scratch) / "library" if articles else library, store="" if articles else store, model=model
        )
        if articles:
            embedder = prepared(errors, options, lambda: indexing_embedder(options))
            with shown_progress(errors) as progressed:
                run_index(articles, open_store(options, embedder.dimension), embedder, report=progressed)
        assistant = ready_assistant(options)
        with shown_count(errors, "Asking", len(known)) as counted:
            answers = list(evaluation.ask(assistant, known, counted, dated=dated))
        figures = evaluation.evaluate(assistant, known, answers, assistant.threshold)
    if report is not None:
        asked_of = ", ".join(map(str, articles)) if articles else place_of(options)
        now = f"{datetime.now().astimezone():%Y-%m-%d %H:%M}"
        _write(report, html(figures, f"{questions} to {asked_of}, {now}, Pullquote {version('pullquote')}"))
    if as_json:
        print(figures.model_dump_json())
    else:
        show_evaluation(render.console(), figures)


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise EvaluationError(f"{path} cannot be written: {error.strerror}") from error
