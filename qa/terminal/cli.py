"""The command line: index, watch, ask, chat, sources, status, doctor, eval."""

import json
import logging
import os
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from importlib.metadata import version
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from pydantic import ValidationError
from rich.console import Console
from rich.text import Text

from qa.assistant import Assistant
from qa.bootstrap import (
    ADDRESS,
    WEB,
    asking_embedder,
    asking_reader,
    gather,
    indexing_embedder,
    is_ready,
    live,
    open_assistant,
)
from qa.errors import EvaluationError, PullquoteError
from qa.library.indexing import IndexOptions, Progress
from qa.library.indexing import index as run_index
from qa.models.embedder import Embedder
from qa.settings import Settings
from qa.terminal import render
from qa.terminal.json_lines import QuestionLine, answer_lines, date_option
from qa.terminal.progress import shown_count, shown_progress
from qa.values import IndexReport, Skipped, Where
from vectorstore.local import LocalStore

if TYPE_CHECKING:
    from qa.web import Step

app = typer.Typer(
    name="pullquote",
    help="Ask a shelf of articles a question; get back the sentences that answer it, word for word.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

NOT_IN_THE_ARTICLES = 3
INTERRUPTED = 130

Library = Annotated[
    Path | None,
    typer.Option(help="Folder of the library.  [default: .pullquote, or $PULLQUOTE_LIBRARY]", show_default=False),
]
Model = Annotated[
    str | None,
    typer.Option(
        help="Embedding model: a sentence-transformers folder, or the name of one that was downloaded.  "
        "[default: all-MiniLM-L6-v2, or $PULLQUOTE_MODEL]",
        show_default=False,
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for other programs.")]
Collection = Annotated[list[str] | None, typer.Option(help="Only articles of this collection; may be repeated.")]
"""Options that several commands share."""


def main() -> None:
    """Run the command line: errors are one line on stderr, and exit code 1."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # whatever the locale: quotes and JSON are UTF-8
            stream.reconfigure(encoding="utf-8", errors="replace")
    logging.basicConfig(level=logging.WARNING, format="pullquote: %(message)s")
    try:
        app()
    except PullquoteError as error:
        _fail(str(error))
    except ValidationError as error:
        problem = error.errors()[0]
        _fail(f"the setting {'.'.join(map(str, problem['loc']))} is wrong: {problem['msg']}", code=2)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # whoever read us has gone
        sys.exit(0)


@app.callback(invoke_without_command=True)
def about(
    show_version: Annotated[bool, typer.Option("--version", help="Print the version and exit.")] = False,
) -> None:
    """Ask a shelf of articles a question; get back the sentences that answer it, word for word."""
    if show_version:
        typer.echo(f"pullquote {version('pullquote')}")
        raise typer.Exit


@app.command()
def index(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            help="Files and folders (.txt .md .html .pdf .jsonl .csv), or addresses of pages, feeds and sitemaps. "
            "None: those indexed before."
        ),
    ] = None,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Let these addresses be those of an intranet.")
    ] = False,
    again: Annotated[
        bool, typer.Option("--again", help="Embed everything again, from the library's own texts.")
    ] = False,
    library: Library = None,
    model: Model = None,
    device: Annotated[str | None, typer.Option(help="auto, cpu or cuda.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change, and change nothing.")] = False,
    allow_removals: Annotated[
        bool, typer.Option("--allow-removals", help="Remove articles even if more than half of a folder's are gone.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Read articles into the library; a second run reads only what has changed."""
    settings = _settings(library=library, model=model, device=device)
    errors = Console(stderr=True)
    with _interruptible("Stopped; the library is as it was, and what was embedded is kept for the next run."):
        roots, unfetched = _gathered(errors, settings, paths or [], allow_private=allow_private, dry_run=dry_run)
        embedder = _prepared(errors, settings, lambda: indexing_embedder(settings))
        with shown_progress(errors) as report:
            result = run_index(
                roots,
                LocalStore(settings.library, embedder.dimension),
                embedder,
                library=settings.library,
                options=IndexOptions(dry_run, allow_removals, reembed=model is not None, again=again),
                report=report,
            )
    result = result.model_copy(update={"skipped": (*unfetched, *result.skipped)})
    if as_json:
        typer.echo(result.model_dump_json())
    else:
        render.show_report(_console(), result)


@app.command()
def watch(
    paths: Annotated[
        list[str] | None,
        typer.Argument(help="Files, folders and addresses to index and follow. None: those indexed before."),
    ] = None,
    library: Library = None,
    model: Model = None,
    device: Annotated[str | None, typer.Option(help="auto, cpu or cuda.")] = None,
    sweep: Annotated[float, typer.Option(min=1, help="Seconds between two full looks, for what events miss.")] = 60.0,
    web: Annotated[float, typer.Option(min=1, help="Minutes between two looks at pages of the web.")] = WEB,
) -> None:
    """Follow the articles: index them on each change, until Ctrl-C; one line a commit."""
    from qa.library.following import Pace  # watchfiles takes a while to load
    from qa.library.watching import Listener, Start, Watch, Work, unfetched

    settings = _settings(library=library, model=model, device=device)
    console, errors = _console(), Console(stderr=True)

    def run(roots: list[Path], report: Callable[[Progress], None] = lambda _: None) -> IndexReport:
        store = LocalStore(settings.library, embedder.dimension)
        return run_index(roots, store, embedder, library=settings.library, report=report)

    def problem(told: str) -> None:
        errors.print(Text(render.printable(told), style="yellow"), soft_wrap=True)

    with _interruptible("Stopped."):
        embedder = _prepared(errors, settings, lambda: indexing_embedder(settings))
        problems: list[str] = []
        if paths:
            given, skipped = _gathered(errors, settings, paths)
            problems = [unfetched(page) for page in skipped]
            for one in problems:
                problem(one)
            render.show_followed(console, run(given))
        status = open_assistant(settings=settings).status()
        roots = [Path(root) for root in status.roots]
        console.print(Text(f"Following {render.printable(', '.join(map(str, roots)))}; Ctrl-C ends it.", style="dim"))
        work = Work(lambda step: run([], step), lambda step: gather(settings, report=step).skipped)
        listener = Listener(lambda report: render.show_followed(console, report), problem)
        start = Start(roots, status.generation, problems)
        with Watch(work, listener, start, 60 * web, Pace(sweep=sweep)) as watching:
            for number in (signal.SIGINT, signal.SIGTERM):
                signal.signal(number, lambda *_: watching.stop())  # no KeyboardInterrupt in the middle of a line
            watching.wait()
        console.print(Text("Stopped.", style="dim"))


@app.command()
def ask(
    question: Annotated[list[str] | None, typer.Argument(help="The question; quotation marks are not needed.")] = None,
    limit: Annotated[int | None, typer.Option(min=1, max=50, help="Most quotes in the answer.  [default: 3]")] = None,
    collection: Collection = None,
    article: Annotated[
        str | None, typer.Option(metavar="ID", help="Only this article; ids: pullquote sources.")
    ] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="Only articles from this day on.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Only articles up to this day.")] = None,
    today: Annotated[
        str | None, typer.Option(metavar="DATE", help='The day from which "this week" counts.  [default: this day]')
    ] = None,
    min_confidence: Annotated[
        float | None,
        typer.Option(min=0, max=1, help="Answer only when so sure; 0 always shows the best quotes."),
    ] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Show the passages considered, with scores.")] = False,
    stdin: Annotated[bool, typer.Option("--stdin", help="Take one question a line from stdin; with --json.")] = False,
    library: Library = None,
    model: Model = None,
    as_json: Json = False,
) -> None:
    """Answer a question with quotes. Exit code 0: answered; 3: the articles don't say, or two may be meant."""
    settings = _settings(library=library, model=model, limit=limit, min_confidence=min_confidence)
    where = Where(
        collections=frozenset(collection) if collection else None,
        article=article,
        since=date_option("--since", since),
        until=date_option("--until", until),
    )
    assistant = _ready_assistant(settings)
    day = date_option("--today", today)
    asked = QuestionLine(question=" ".join(question or []), where=where, limit=settings.limit, today=day)
    with _interruptible("Stopped."):
        if stdin:
            if question or not as_json:
                raise typer.BadParameter("--stdin goes with --json, and takes no question of its own.")
            for line in answer_lines(assistant, sys.stdin.buffer, asked, explain):
                sys.stdout.write(line + "\n")
                sys.stdout.flush()
            return
        if not asked.question.strip():
            raise typer.BadParameter("Ask something: pullquote ask QUESTION")
        answer = assistant.ask(asked.question, where=where, limit=settings.limit, today=day)
    if as_json:
        typer.echo(render.answer_json(answer, explain))
    else:
        console = _console()
        render.show_answer(console, answer)
        if explain:
            render.show_explanation(console, answer)
    raise typer.Exit(0 if answer.answered else NOT_IN_THE_ARTICLES)


@app.command()
def chat(library: Library = None, model: Model = None, collection: Collection = None) -> None:
    """Ask one question after the other, each in the light of those before; /help shows what else can be done."""
    from qa.terminal.chat import Chat  # its prompt takes a while to load

    settings = _settings(library=library, model=model)
    _ready_assistant(settings)
    console = _console()
    where = Where(collections=frozenset(collection) if collection else None)
    with live(settings) as followed:
        followed.assistant.status()  # a missing library is told before the first question
        with _interruptible("Stopped."), console.status("Loading the model"):
            followed.assistant.warm()
        Chat(followed.assistant, console, where, settings.limit).run()


@app.command()
def sources(
    search: Annotated[
        str | None, typer.Argument(help="Only articles with these words in title, source or path.")
    ] = None,
    collection: Collection = None,
    library: Library = None,
    as_json: Json = False,
) -> None:
    """List the articles of the library."""
    assistant = open_assistant(settings=_settings(library=library))
    articles = assistant.sources(Where(collections=frozenset(collection) if collection else None), search or "")
    if as_json:
        typer.echo(json.dumps([article.model_dump(mode="json") for article in articles], ensure_ascii=False))
    else:
        render.show_sources(_console(), articles)


@app.command()
def status(library: Library = None, as_json: Json = False) -> None:
    """Tell what the library holds: how much, how old, which model, which generation."""
    told = open_assistant(settings=_settings(library=library)).status()
    if as_json:
        typer.echo(told.model_dump_json())
    else:
        render.show_status(_console(), told)


@app.command()
def doctor(library: Library = None, model: Model = None, as_json: Json = False) -> None:
    """Check the library end to end, and say what mends it. Exit code 0: all is well; 1: something is not."""
    from qa.doctor import diagnose

    settings = _settings(library=library, model=model)
    console, is_well = _console(), True
    if not is_ready(settings):
        open_assistant(settings=settings).status()
        _prepared(Console(stderr=True), settings, lambda: indexing_embedder(settings))
    with _interruptible("Stopped."):
        for diagnosis in diagnose(settings):
            is_well &= diagnosis.mend is None
            if as_json:
                typer.echo(diagnosis.model_dump_json())
            else:
                render.show_diagnosis(console, diagnosis)
    raise typer.Exit(0 if is_well else 1)


@app.command(name="eval")
def evaluate(
    questions: Annotated[
        Path,
        typer.Argument(
            help="A file of JSON lines: question, and answers (a list), quote or urls; "
            "answerable: false where the articles do not say."
        ),
    ],
    library: Library = None,
    articles: Annotated[
        list[Path] | None,
        typer.Option(help="Ask of these files and folders instead, in a library of their own; may be repeated."),
    ] = None,
    model: Model = None,
    dated: Annotated[bool, typer.Option("--dated", help="Ask each on the day of its key `asked`.")] = False,
    report: Annotated[Path | None, typer.Option(help="Write a report with curves and failures to this file.")] = None,
    as_json: Json = False,
) -> None:
    """Ask questions whose answers are known, and say how good the answers were."""
    from qa.evaluation import figures as evaluation
    from qa.evaluation.report import html, show_evaluation

    known = evaluation.load(questions)
    errors = Console(stderr=True)
    with _interruptible("Stopped."), tempfile.TemporaryDirectory(prefix="pullquote-eval-") as scratch:
        settings = _settings(library=Path(scratch) / "library" if articles else library, model=model)
        if articles:
            embedder = _prepared(errors, settings, lambda: indexing_embedder(settings))
            with shown_progress(errors) as progressed:
                run_index(articles, LocalStore(settings.library, embedder.dimension), embedder, report=progressed)
        assistant = _ready_assistant(settings)
        with shown_count(errors, "Asking", len(known)) as counted:
            answers = list(evaluation.ask(assistant, known, counted, dated=dated))
        figures = evaluation.evaluate(assistant, known, answers, assistant.threshold)
    if report is not None:
        asked_of = ", ".join(map(str, articles)) if articles else str(settings.library)
        told = (
            f"{questions} to {asked_of}, {datetime.now().astimezone():%Y-%m-%d %H:%M}, Pullquote {version('pullquote')}"
        )
        _write(report, html(figures, told))
    if as_json:
        typer.echo(figures.model_dump_json())
    else:
        show_evaluation(_console(), figures)


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise EvaluationError(f"{path} cannot be written: {error.strerror}") from error


def _gathered(
    errors: Console, settings: Settings, given: list[str], *, allow_private: bool = False, dry_run: bool = False
) -> tuple[list[Path], list[Skipped]]:
    """The paths to index, and the pages that could not be fetched; a dry run fetches none."""
    if dry_run:
        return [Path(one) for one in given if not ADDRESS.match(one)], []
    shown = errors.status("Fetching")

    def report(step: "Step") -> None:
        shown.update(f"Fetching {step.done + 1} of {step.of}: {render.printable(step.url)[:80]}")
        shown.start()

    try:
        gathered = gather(settings, given, allow_private=allow_private, report=report)
    finally:
        shown.stop()
    return gathered.roots, gathered.skipped


def _settings(**named: Any) -> Settings:
    """The settings from the environment, with what the command line names in their place."""
    return Settings(**{name: value for name, value in named.items() if value is not None})


def _console() -> Console:
    return Console(highlight=False)


def _ready_assistant(settings: Settings) -> Assistant:
    """An assistant whose model has been exported; a missing library is told before that takes its time."""
    assistant = open_assistant(settings=settings)
    if not is_ready(settings):
        assistant.status()
        with _interruptible("Stopped."):
            _prepared(Console(stderr=True), settings, asking_embedder(settings))
            asking_reader(settings)()
    return assistant


def _prepared(errors: Console, settings: Settings, load: Callable[[], Embedder]) -> Embedder:
    """The model, with a word to the user where it has to be exported first."""
    if is_ready(settings):
        return load()
    with errors.status("Preparing the model, once; this takes about 15 seconds"):
        if not errors.is_terminal:
            errors.print("Preparing the model, once; this takes about 15 seconds.")
        return load()


@contextmanager
def _interruptible(told: str) -> Iterator[None]:
    """Ctrl-C ends with one line and the exit code of a program that was interrupted."""
    try:
        yield
    except KeyboardInterrupt:
        _fail(told, code=INTERRUPTED)


def _fail(message: str, code: int = 1) -> None:
    typer.echo(f"pullquote: {render.printable(message)}", err=True)
    sys.exit(code)
