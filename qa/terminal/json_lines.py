"""Questions from another program, and the answers to it, one per line."""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from qa.answers import Answer
from qa.assistant import Assistant
from qa.errors import QuestionError
from qa.reading.facts.dates import parse_date
from qa.terminal.stdin import is_text
from qa.values import Where


class QuestionLine(BaseModel):
    """A question with its filters."""

    model_config = ConfigDict(frozen=True)

    question: str = ""
    where: Where = Where()
    limit: int = 3
    min_confidence: float | None = None
    today: date | None = None


class Asked(BaseModel):
    """A line of JSON that asks; what it leaves out is as on the command line. Other keys are ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    question: str
    limit: Annotated[int, Field(ge=1, le=50)] | None = None
    min_confidence: Annotated[float, Field(ge=0, le=1)] | None = None
    collection: str | tuple[str, ...] | None = None
    article: str | None = None
    author: str | None = None
    since: date | None = None
    until: date | None = None
    today: date | None = None

    @field_validator("since", "until", "today", mode="before")
    @classmethod
    def _day(cls, value: Any) -> date | None:
        if value is None:
            return None
        if (day := parse_date(value)) is None:
            raise ValueError("not a date")
        return day


def answer_lines(assistant: Assistant, lines: Iterable[bytes], default: QuestionLine, explain: bool) -> Iterator[str]:
    """Yield one JSON object per question, in order: an answer, or `question` and `error`.

    An error in one question does not end the others; one in the library does.
    """
    for raw in lines:
        line = raw.decode("utf-8", "replace").strip()
        try:
            if not is_text(raw):
                raise QuestionError("The line is not text: pass a question in UTF-8.")
            asked = _parse(line, default)
            answer = assistant.ask(
                asked.question,
                where=asked.where,
                limit=asked.limit,
                min_confidence=asked.min_confidence,
                today=asked.today,
            )
            yield answer_json(answer, explain)
        except QuestionError as error:
            yield json.dumps({"question": line, "error": str(error)}, ensure_ascii=False)


def answer_json(answer: Answer, explain: bool) -> str:
    """Return an answer in one line of JSON, with `explain` also its `matches` and `evidence`."""
    value = answer.model_dump(mode="json")
    if explain:
        value["matches"] = [match.model_dump(mode="json") for match in answer.matches]
        value["evidence"] = answer.evidence
    return json.dumps(value, ensure_ascii=False)


def _parse(line: str, default: QuestionLine) -> QuestionLine:
    """The question in a line: JSON if it begins with a brace, else the line itself."""
    if not line.startswith("{"):
        return default.model_copy(update={"question": line})
    try:
        asked = Asked.model_validate_json(line)
    except (ValidationError, RecursionError) as error:
        raise QuestionError(f"not a question in JSON: {_problem(error)}") from error
    collections = (asked.collection,) if isinstance(asked.collection, str) else asked.collection
    said = {
        "collections": frozenset(collections) if collections else None,
        "article": asked.article,
        "since": asked.since,
        "until": asked.until,
    }
    where = default.where.model_copy(update={name: value for name, value in said.items() if value is not None})
    return QuestionLine(
        question=asked.question,
        where=where,
        limit=asked.limit or default.limit,
        min_confidence=default.min_confidence if asked.min_confidence is None else asked.min_confidence,
        today=asked.today or default.today,
    )


def _problem(error: Exception) -> str:
    if isinstance(error, ValidationError):
        first = error.errors()[0]
        return f"{'.'.join(map(str, first['loc'])) or 'the line'}: {first['msg']}"
    return "nested too deeply"
