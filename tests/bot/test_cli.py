"""`pullquote gaps`: what the articles lack, and what people thought of the answers."""

import csv
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.errors import DatabaseUnusable
from bot.operations.database import Database, Feedback, Verdict

ALICE, SERVER = 123456789, 7


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A bot's file with verdicts, one of them with its question."""
    path = tmp_path / "bot.sqlite"
    kept = Database(path)
    kept.keep_feedback(Feedback(1, ALICE, SERVER, Verdict.GOOD, "", None))
    kept.keep_feedback(Feedback(2, ALICE, SERVER, Verdict.BAD, "", "Who \x1b[31mwon?"))
    kept.keep_reason(2, ALICE, "Of another \x1b[31myear.")
    kept.keep_feedback(Feedback(3, ALICE, SERVER, Verdict.BAD, "", "When?"))
    kept.close()
    return path


def test_verdicts_are_counted_by_day_with_the_questions_that_were_kept(path: Path) -> None:
    day = Database(path).verdicts()[0].day
    run = CliRunner().invoke(app, ["gaps", "--database", str(path)])
    assert run.exit_code == 0
    assert run.output.splitlines() == [
        "No questions are kept; a server's owner can turn that on with /pullquote-manage settings keep-questions.",
        f"{day}  1 good, 2 bad",
        "       bad: Who [31mwon?",
        "            because: Of another [31myear.",
        "       bad: When?",
    ]


def test_the_same_comes_as_json(path: Path) -> None:
    day = Database(path).verdicts()[0].day
    run = CliRunner().invoke(app, ["gaps", "--database", str(path), "--json"])
    assert json.loads(run.output) == {
        "gaps": [],
        "feedback": [
            {
                "day": str(day),
                "counts": {"good": 1, "bad": 2},
                "kept": [
                    {"verdict": "bad", "question": "Who \x1b[31mwon?", "reason": "Of another \x1b[31myear."},
                    {"verdict": "bad", "question": "When?", "reason": None},
                ],
            }
        ],
    }


def test_questions_without_an_answer_come_grouped_with_counts_and_days_and_no_names(path: Path) -> None:
    kept = Database(path)
    for question in ("When does the bridge open?", "Who pays for it?", "When does the bridge open again?"):
        kept.keep_gap(ALICE, SERVER, question)
    ((today, _), *_) = kept.gaps()
    kept.close()
    run = CliRunner().invoke(app, ["gaps", "--database", str(path)])
    assert run.output.splitlines()[:3] == [
        f"    2  When does the bridge open? ({today})",
        "       When does the bridge open again?",
        f"    1  Who pays for it? ({today})",
    ]
    run = CliRunner().invoke(app, ["gaps", "--database", str(path), "--json"])
    assert json.loads(run.output)["gaps"][1] == {
        "times": 1, "first": str(today), "last": str(today), "wordings": ["Who pays for it?"],
    }  # fmt: skip
    run = CliRunner().invoke(app, ["gaps", "--database", str(path), "--csv"])
    assert list(csv.reader(run.output.splitlines())) == [
        ["times", "first", "last", "question", "other wordings"],
        ["2", str(today), str(today), "When does the bridge open?", "When does the bridge open again?"],
        ["1", str(today), str(today), "Who pays for it?", ""],
    ]
    assert str(ALICE) not in run.output


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    run = CliRunner().invoke(app, ["gaps", "--database", str(tmp_path / "none")])
    assert isinstance(run.exception, DatabaseUnusable)
    assert not (tmp_path / "none").exists()
