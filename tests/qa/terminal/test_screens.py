"""What a person sees of the seeds at 80 columns and at 40: each screen is a file in `screens/`.

After an intended change, run `pytest tests/qa/terminal/test_screens.py --write-screens`, and read every line.
"""

import io
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from rich.console import Console

from qa.assistant import Assistant
from qa.bootstrap import open_assistant
from qa.doctor import diagnose
from qa.evaluation.figures import ask, evaluate
from qa.evaluation.questions import load
from qa.settings import Settings
from qa.terminal import render
from qa.terminal.chat import Chat
from qa.terminal.render.evaluations import show_evaluation
from qa.values import Where
from tests.conftest import ROOT

SCREENS = Path(__file__).parent / "screens"
UPDATED = datetime(2024, 6, 20, 12, tzinfo=UTC)
ASKED = ("How many visitors did the Harbour Fair draw?", "Who won the World Cup?", "How many moons does Neptune have?")
TALK = (
    "How long will the Old Stone Bridge be closed?",
    "Who is against it?",
    "/context 1",
    "show me the source",
    "“Shopkeepers on the west bank fear that they will lose customers.”",
    "/scope world 2024-01-01 2024-06-30",
    "thanks",
    "/help",
)
Show = Callable[[Console, Assistant, Settings], None]


def asked(console: Console, assistant: Assistant, _: Settings) -> None:
    for question in ASKED:
        console.print(f"$ pullquote ask {question!r}", soft_wrap=True)
        render.show_answer(console, assistant.ask(question))


def talked(console: Console, assistant: Assistant, settings: Settings) -> None:
    chat = Chat(assistant, console, Where(), settings.limit)
    for line in TALK:
        console.print(f"› {line}", soft_wrap=True)
        chat.answer(line)
        console.print()


def status(console: Console, assistant: Assistant, _: Settings) -> None:
    held = assistant.status().model_copy(update={"path": ".pullquote", "updated": UPDATED, "bytes": 204_800})
    render.show_status(console, held.model_copy(update={"roots": ("/home/ada/news",)}))


def sources(console: Console, assistant: Assistant, _: Settings) -> None:
    render.show_sources(console, assistant.sources())


def doctor(console: Console, _: Assistant, settings: Settings) -> None:
    for diagnosis in diagnose(settings):
        render.show_diagnosis(console, diagnosis)


def evaluated(console: Console, assistant: Assistant, _: Settings) -> None:
    known = load(ROOT / "benchmarks" / "seeds.jsonl")[::8]
    show_evaluation(console, evaluate(assistant, known, list(ask(assistant, known)), assistant.threshold))


@pytest.fixture(scope="module")
def settings(seeds_library: Path, cache: Path) -> Settings:
    return Settings(library=seeds_library, cache=cache)


@pytest.fixture(scope="module")
def assistant(settings: Settings) -> Assistant:
    return open_assistant(settings=settings)


def steady(shown: str) -> str:
    """Return what is shown, without what differs between runs: milliseconds, ids, and where the project is."""
    shown = re.sub(r"\b[0-9a-f]{16}\b", "0123456789abcdef", shown)
    shown = re.sub(r"(milliseconds[^()]*?) *\d+\.\d  \([^)]*\)", r"\1 …", shown)
    return shown.replace(f"{ROOT}/", "")


@pytest.mark.parametrize("width", [80, 40])
@pytest.mark.parametrize("show", [asked, talked, status, sources, doctor, evaluated])
def test_a_screen_is_as_it_was_looked_at(
    show: Show,
    width: int,
    assistant: Assistant,
    settings: Settings,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.chdir(ROOT)
    out = io.StringIO()
    console = Console(file=out, force_terminal=True, color_system=None, width=width, height=24, highlight=False)
    show(console, assistant, settings)
    seen = steady(re.sub(r"\x1b\[[0-9;]*m", "", out.getvalue()))
    path = SCREENS / f"{show.__name__}-{width}.txt"
    if request.config.getoption("--write-screens"):
        path.write_text(seen, encoding="utf-8")
    assert seen == path.read_text(encoding="utf-8")
    assert not [line for line in seen.splitlines() if line != line.rstrip()]
    too_wide = [line for line in seen.splitlines() if len(line) > width and "://" not in line and line[0] not in "$›"]
    assert too_wide == []
