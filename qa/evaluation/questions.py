"""Questions with known answers, read from a file and compared with texts."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from qa.errors import EvaluationError

KEYS = ("answers", "quote", "urls", "answerable")
"""The keys that give a question's answer; each line has one of them, even if null."""


class Known(BaseModel):
    """A question with a known answer: the words that answer, or the articles that do, or that there is none.

    `is_quoted`: the words are a whole quote, not only its answering words. `asked` is the day on which it was asked.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    question: str
    answers: tuple[str, ...] = ()
    quote: str | None = None
    urls: tuple[str, ...] = ()
    answerable: bool = True
    asked: date | None = None
    is_quoted: bool = False

    @model_validator(mode="before")
    @classmethod
    def _whole(cls, given: Any) -> Any:
        """Take `quote` as the answer if there is no other; without answers, quote or urls there is none."""
        if not isinstance(given, dict):
            return given
        made = dict(given)
        if isinstance(made.get("quote"), str) and not made.get("answers"):
            made |= {"answers": (made["quote"],), "is_quoted": True}
        made.setdefault("answerable", bool(made.get("answers") or made.get("urls")))
        return made


class _Line(Known):
    """A line in a file of questions, which must say what the answer is."""

    @model_validator(mode="before")
    @classmethod
    def _has_key(cls, given: Any) -> Any:
        if isinstance(given, dict) and given.keys().isdisjoint(KEYS):
            raise ValueError(f"the line has none of {', '.join(KEYS)}")
        return given


def load(path: Path) -> list[Known]:
    """Return the questions in a file of JSON lines. Raises EvaluationError, with the line, for what cannot be read."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise EvaluationError(f"{path} cannot be read: {getattr(error, 'strerror', None) or 'not UTF-8'}") from error
    known = [_known(path, number, line) for number, line in enumerate(lines, 1) if line.strip()]
    if not known:
        raise EvaluationError(f'There is no question in {path}; a line of it is {{"question": …, "answers": […]}}')
    return known


def has_answer(text: str, answers: Iterable[str]) -> bool:
    """Whether one of the answers stands in a text as whole words; case and punctuation do not count."""
    return any(f" {_plain(answer)} " in f" {_plain(text)} " for answer in answers)


def _known(path: Path, number: int, line: str) -> Known:
    try:
        return _Line.model_validate_json(line)
    except (ValidationError, RecursionError) as error:
        problem = error.errors()[0]["msg"] if isinstance(error, ValidationError) else "nested too deeply"
        reason = problem.removeprefix("Value error, ")
        raise EvaluationError(f"{path}:{number}: not a question with a known answer: {reason}") from error


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", unicodedata.normalize("NFKC", text).casefold()).strip()
