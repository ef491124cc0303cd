"""`pullquote eval`: from a file of questions to figures for people, JSON and a report."""

import json
from pathlib import Path

import pytest

from tests.command import Cli

ARTICLE = "The bridge\n\nThe old bridge over the Aare was closed on Monday because of the flood. It cost 40 million.\n"
ASKED: list[dict[str, object]] = [
    {"question": "Why was the old bridge closed?", "quote": "closed on Monday because of the flood"},
    {"question": "Who won the world cup in 1954?", "answerable": False},
]


@pytest.fixture
def asked(cli: Cli) -> Cli:
    (cli.folder / "news").mkdir()
    (cli.folder / "news" / "bridge.txt").write_text(ARTICLE, encoding="utf-8")
    (cli.folder / "asked.jsonl").write_text("\n".join(map(json.dumps, ASKED)), encoding="utf-8")
    return cli


def test_articles_are_asked_in_a_library_of_their_own(asked: Cli) -> None:
    said = asked("eval", "asked.jsonl", "--articles", "news", "--report", "report.html")
    assert said.splitlines()[0].startswith("2 of 2 right.")
    assert not (asked.folder / ".pullquote").exists()
    report = (asked.folder / "report.html").read_text(encoding="utf-8")
    assert all(str(one["question"]) in report for one in ASKED)


def test_figures_as_json_count_what_was_asked(asked: Cli) -> None:
    asked("index", "news")
    figures = json.loads(asked("eval", "asked.jsonl", "--json"))
    assert figures["questions"] == len(ASKED)
    assert figures["questions"] - figures["answerable"] == 1
    assert len(figures["results"]) == len(ASKED)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"question": "Why?"}', "asked.jsonl:1: not a question with a known answer"),
        ("{", "asked.jsonl:1: not a question"),
        ("", "There is no question in asked.jsonl"),
    ],
)
def test_a_file_without_questions_says_its_line_and_asks_nothing(asked: Cli, line: str, reason: str) -> None:
    (asked.folder / "asked.jsonl").write_text(line, encoding="utf-8")
    run = asked.run("eval", "asked.jsonl", "--articles", "news")
    assert run.returncode == 1
    assert reason in run.stderr
    assert "Traceback" not in run.stderr


def test_a_report_that_cannot_be_written_says_where(asked: Cli, tmp_path: Path) -> None:
    run = asked.run("eval", "asked.jsonl", "--articles", "news", "--report", str(tmp_path / "none" / "report.html"))
    assert run.returncode == 1
    assert "report.html cannot be written: No such file or directory" in run.stderr
