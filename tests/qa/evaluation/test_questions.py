"""Questions whose answers are known: what a line has to say."""

from pathlib import Path

import pytest

from qa.errors import EvaluationError
from qa.evaluation.questions import has_answer, load


@pytest.mark.parametrize(
    ("text", "answers", "expected"),
    [
        ("It costs $4.2 million.", ["4.2 million"], True),
        ("The party went on.", ["art"], False),
        ("CAFÉ “Zur Post”", ["café zur post"], True),
        ("anything", [], False),
    ],
)
def test_an_answer_stands_as_whole_words(text: str, answers: list[str], expected: bool) -> None:
    assert has_answer(text, answers) is expected


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        ("", "There is no question"),
        ("\n\n", "There is no question"),
        ('{"question": "a?", "urls": []}\n{"answers": ["b"]}', ":2: .*Field required"),
        ("not json", ":1: .*JSON"),
        ("[1]", ":1: .*object"),
        ("[" * 100_000, ":1: "),
        ('{"question": "a?", "answers": 3}', ":1: .*array"),
        ('{"question": "a?", "answer": "b"}', ":1: .*the line has none of answers, quote, urls, answerable"),
    ],
)
def test_questions_that_cannot_be_read_are_told_with_their_line(tmp_path: Path, lines: str, problem: str) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text(lines)
    with pytest.raises(EvaluationError, match=problem):
        load(path)


def test_a_file_that_is_none_or_not_utf_8_is_told(tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl"
    with pytest.raises(EvaluationError, match="No such file"):
        load(path)
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(EvaluationError, match="not UTF-8"):
        load(path)


def test_what_is_not_said_of_a_question_follows_from_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text(
        '{"question": "a?", "quote": "b", "paths": ["x"]}\n\n{"question": "c?", "quote": null}\n'
        '{"question": "d?", "urls": ["https://a.example"]}\n{"question": "e?", "answers": ["f"], "answerable": false}\n'
    )
    known = load(path)
    assert [one.answers for one in known] == [("b",), (), (), ("f",)]
    assert [one.answerable for one in known] == [True, False, True, False]
    assert [one.is_quoted for one in known] == [True, False, False, False]
