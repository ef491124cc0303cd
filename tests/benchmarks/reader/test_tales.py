"""Where a tale says what a teacher asked."""

from typing import Any

import pytest

from benchmarks.reader.tales import question

TEXT = "The king wept. His crown was lost in the sea. Then the queen found the crown, and the king laughed."


def record(asked: str, *answers: str, explicit: bool = True) -> dict[str, Any]:
    return {"question": asked, "answers": list(answers), "sections": ["1"], "explicit": explicit}


def of(asked: str, *answers: str, explicit: bool = True) -> list[str] | None:
    found = question(record(asked, *answers, explicit=explicit), TEXT, {"1": (0, len(TEXT))})
    return [TEXT[start:end] for start, end in found.spans] if found else None


def test_the_words_of_the_answer_are_taken_from_the_sentence_that_is_asked_about() -> None:
    found = question(record("What did the queen find?", "the crown"), TEXT, {"1": (0, len(TEXT))})
    assert found is not None
    assert [TEXT[start:end] for start, end in found.spans] == ["the crown"]
    assert found.spans[0][0] == TEXT.index("the crown")
    assert not found.is_wide


def test_other_words_are_answered_by_a_whole_sentence() -> None:
    assert of("Why did the king weep?", "because his crown was in the sea, lost") == ["His crown was lost in the sea."]


@pytest.mark.parametrize(("answer", "spans"), [("angry with the bear", []), ("the crown was found", None)])
def test_an_implicit_answer_is_one_that_no_sentence_has(answer: str, spans: list[str] | None) -> None:
    assert of("How did the king feel?", answer, explicit=False) == spans


def test_a_section_that_is_missing_is_no_question() -> None:
    assert question({**record("Who?", "the king"), "sections": ["2"]}, TEXT, {"1": (0, len(TEXT))}) is None
