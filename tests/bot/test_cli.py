"""`pullquote gaps`: what the articles lack, and what people thought of the answers."""

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
    kept.close()
    return path


def test_verdicts_are_counted_by_day_with_the_questions_that_were_kept(path: Path) -> None:
    (day, *_), *_ = Database(path).verdicts()
    run = CliRunner().invoke(app, ["gaps", "--database", str(path)])
    assert run.exit_code == 0
    assert run.output.splitlines() == [
        "No questions are kept; a server's owner can turn that on with /pullquote-manage settings keep-questions.",
        f"{day}  1 good, 1 bad",
        "       bad: Who [31mwon?",
    ]


def test_the_same_comes_as_json(path: Path) -> None:
    (day, *_), *_ = Database(path).verdicts()
    run = CliRunner().invoke(app, ["gaps", "--database", str(path), "--json"])
    assert json.loads(run.output) == {
        "gaps": [],
        "feedback": [
            {
                "day": str(day),
                "counts": {"good": 1, "bad": 1},
                "questions": {"good": [], "bad": ["Who \x1b[31mwon?"]},
            }
        ],
    }


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    run = CliRunner().invoke(app, ["gaps", "--database", str(tmp_path / "none")])
    assert isinstance(run.exception, DatabaseUnusable)
    assert not (tmp_path / "none").exists()
