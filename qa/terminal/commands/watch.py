"""`pullquote watch`: the library keeps up with its articles."""

import signal
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from qa.bootstrap import indexing_embedder, open_assistant
from qa.library.indexing import Progress
from qa.library.indexing import index as run_index
from qa.library.options import IndexOptions
from qa.models.embedder import Embedder
from qa.reports import IndexReport
from qa.settings import Settings
from qa.stores import open_store
from qa.terminal import render
from qa.terminal.commands.index import gathered, refusing
from qa.terminal.models import prepared
from qa.terminal.options import Device, Drafts, Exclude, Json, Library, Model, Store, exclude_option, nonempty, settings
from qa.terminal.process import interruptible
from qa.upkeep import WEB, gather


def watch(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PATHS",
            parser=nonempty,
            help="Files, folders and addresses to index and watch. Without any: what was indexed before.",
            show_default=False,
        ),
    ] = None,
    library: Library = None,
    store: Store = None,
    model: Model = None,
    device: Device = None,
    exclude: Exclude = None,
    drafts: Drafts = None,
    sweep: Annotated[
        float,
        typer.Option(min=1, metavar="SECONDS", help="How often to check every file, in case a change was missed."),
    ] = 60.0,
    web: Annotated[float, typer.Option(min=1, metavar="MINUTES", help="How often to check web pages.")] = WEB,
    as_json: Json = False,
) -> None:
    """Watch the articles and index each change until you press Ctrl-C; print one line per update."""
    from qa.library.following import Pace  # watchfiles takes a while to load
    from qa.library.watching import Listener, Start, Watch, Work

    options = settings(library=library, store=store, model=model, device=device)
    console, errors = render.console(), Console(stderr=True)
    show = _json_line if as_json else partial(render.show_followed, console)
    warn = partial(_warn, errors)
    with interruptible():
        embedder = prepared(errors, options, lambda: indexing_embedder(options))
        run = partial(_run, options, embedder, IndexOptions(drafts=drafts, exclude=exclude_option(exclude)))
        problems = _started(options, errors, paths, lambda roots: show(run(roots))) if paths else []
        for problem in problems:
            warn(problem)
        status = open_assistant(settings=options).status()
        if not as_json:
            names = render.printable(", ".join(status.roots))
            render.say(console, f"Watching {names}. Press Ctrl-C to stop.", style="dim")
        work = Work(lambda step: run([], step), lambda step: gather(options, report=step).skipped)
        start = Start([Path(root) for root in status.roots], status.generation, problems)
        with Watch(work, Listener(show, warn), start, 60 * web, Pace(sweep=sweep)) as watching:
            for number in (signal.SIGINT, signal.SIGTERM):
                signal.signal(number, lambda *_: watching.stop())  # no KeyboardInterrupt in the middle of a line
            watching.wait()
        if not as_json:
            render.say(console, "Stopped.", style="dim")


def _started(options: Settings, errors: Console, paths: list[str], run: Callable[[list[Path]], None]) -> list[str]:
    """Index what was given; return which of it could not be fetched."""
    from qa.library.watching import unfetched

    found = gathered(errors, options, paths)
    with refusing(found.skipped):
        run(found.roots)
    return [unfetched(page) for page in found.skipped]


def _run(
    options: Settings,
    embedder: Embedder,
    taken: IndexOptions,
    roots: list[Path],
    report: Callable[[Progress], None] = lambda _: None,
) -> IndexReport:
    store = open_store(options, embedder.dimension)
    return run_index(roots, store, embedder, library=options.library, options=taken, report=report)


def _warn(errors: Console, problem: str) -> None:
    render.say(errors, render.printable(problem), style="yellow")


def _json_line(report: IndexReport) -> None:
    print(report.model_dump_json(), flush=True)
