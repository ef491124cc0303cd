"""Questions with known answers -> figures, each as computed by hand."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from qa.answers import Answer
from qa.assistant import Assistant
from qa.evaluation.figures import Evaluation, Outcome, ask, evaluate
from qa.evaluation.questions import Known
from qa.evaluation.report import summary
from tests.conftest import ROOT, Shelf

BRIDGE = "The bridge\nThe old bridge was closed on Tuesday. Petra Holm found eleven cracks in it."
MILL = "The mill\nThe old mill grinds rye. It is open on Sundays."


@pytest.fixture
def assistant(shelf: Shelf) -> Assistant:
    return shelf({"bridge.txt": BRIDGE, "mill.txt": MILL})


def run(assistant: Assistant, questions: list[Known], threshold: float = 0.5) -> tuple[Evaluation, list[Answer]]:
    answers = list(ask(assistant, questions))
    return evaluate(assistant, questions, answers, threshold), answers


def test_the_figures_are_those_of_the_answers(assistant: Assistant) -> None:
    questions = [
        Known(question="Who found cracks in the old bridge?", answers=("Petra Holm",)),
        Known(question="What does the old mill grind?", answers=("rye",)),
        Known(question="Which old bridge?", answers=("nothing of the kind",)),
        Known(question="Who won the cup?", answerable=False),
    ]
    told = [0.9, 0.4, 0.6, 0.7]
    answers = [
        answer.model_copy(update={"confidence": confidence})
        for answer, confidence in zip(ask(assistant, questions), told, strict=True)
    ]
    result = evaluate(assistant, questions, answers, 0.5)
    assert (result.questions, result.answerable, result.threshold) == (4, 3, 0.5)
    assert result.retrieval["answer in the best 10"].value == pytest.approx(2 / 3)
    assert result.quotes["answer in the first 3 quotes"].value == pytest.approx(2 / 3)
    assert result.quotes["quotes that are their slice"].value == 1.0
    assert result.abstention["answerable left unanswered"].value == pytest.approx(1 / 3)
    assert result.abstention["unanswerable answered"].value == 1.0
    assert result.abstention["answerable or not, AUROC"].value == pytest.approx(1 / 3)  # above 0.7: one of three
    assert [(one.outcome, one.reason) for one in result.results] == [
        (Outcome.RIGHT, ""),
        (Outcome.SILENT, "not sure enough"),
        (Outcome.FALSE, "not found"),
        (Outcome.FALSE, "the articles do not say"),
    ]
    assert summary(result) == "1 of 4 right, 2 false answers, 1 silent"
    # by falling confidence: right, wrong (no answer), wrong (not found), right
    assert [(point.x, point.y) for point in result.risk_coverage] == [
        (0.25, 0.0),
        (0.5, 0.5),
        (0.75, pytest.approx(2 / 3)),
        (1.0, 0.5),
    ]
    for figure in (*result.retrieval.values(), *result.quotes.values(), *result.abstention.values()):
        assert figure.low - 1e-9 <= figure.value <= figure.high + 1e-9


def test_articles_are_judged_by_their_addresses(shelf: Shelf) -> None:
    page = "<html><head><title>{}</title><link rel=canonical href='https://a.example/{}'></head><body><p>{}</p></body>"
    assistant = shelf(
        {
            "bridge.html": page.format(
                "Bridge", "bridge", "The old bridge was closed on Tuesday, said the council. " * 3
            ),
            "mill.html": page.format("Mill", "mill", "The mill grinds rye on every day of the week but Sunday. " * 3),
        }
    )
    known = Known(question="Which bridge was closed?", urls=("https://a.example/bridge",))
    result, _ = run(assistant, [known, known.model_copy(update={"urls": ("https://a.example/mill",)})])
    assert result.retrieval["article in the best 1"].value == 0.5
    assert result.retrieval["article in the best 5"].value == 1.0
    assert result.retrieval["article, mean reciprocal rank"].value == 0.75
    assert "answer in the best 1" not in result.retrieval
    assert "answer in the first quote" not in result.quotes


def test_one_question_is_enough(assistant: Assistant) -> None:
    result, _ = run(assistant, [Known(question="Who won?", answerable=False)])
    assert result.quotes["quotes that are their slice"].value == 1.0
    assert result.retrieval == {}
    assert set(result.abstention) == {"unanswerable answered"}
    assert result.reliability[0].count == 1


def command(*arguments: str | Path, folder: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "qa", "eval", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
        cwd=folder,
    )


def test_the_command_on_the_seeds(seeds_library: Path, tmp_path: Path, environment: dict[str, str]) -> None:
    report = tmp_path / "report.html"
    questions = ROOT / "benchmarks" / "seeds.jsonl"
    done = command(
        questions, "--library", seeds_library, "--json", "--report", report, folder=tmp_path, environment=environment
    )
    assert done.returncode == 0, done.stderr
    result = Evaluation.model_validate_json(done.stdout)
    assert result.questions == len(questions.read_text().splitlines())
    assert result.quotes["quotes that are their slice"].value == 1.0
    assert result.quotes["answer in the first 3 quotes"].value >= 0.9
    assert "<svg" in report.read_text()


def test_the_command_on_articles_of_its_own(tmp_path: Path, environment: dict[str, str]) -> None:
    (tmp_path / "bridge.txt").write_text(BRIDGE)
    questions = tmp_path / "questions.jsonl"
    questions.write_text(json.dumps({"question": "Who found the cracks in the bridge?", "answers": ["Petra Holm"]}))
    done = command(questions, "--articles", tmp_path / "bridge.txt", folder=tmp_path, environment=environment)
    assert done.returncode == 0, done.stderr
    assert "answer in the first quote" in done.stdout
    assert "\x1b" not in done.stdout
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bridge.txt", "questions.jsonl"]
    failed = command(questions, "--library", tmp_path / "none", folder=tmp_path, environment=environment)
    assert failed.returncode == 1
    assert failed.stderr.count("\n") == 1
    unwritable = command(
        questions,
        "--articles",
        tmp_path / "bridge.txt",
        "--report",
        tmp_path / "no" / "report.html",
        folder=tmp_path,
        environment=environment,
    )
    assert unwritable.returncode == 1
    assert "cannot be written" in unwritable.stderr
