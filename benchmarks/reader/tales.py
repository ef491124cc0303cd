"""FairytaleQA: teachers' questions to sections of tales, often in words other than the text's."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from benchmarks.reader.sets import BREAK, TRAIN, Question, Slice, Source

SENTENCE = re.compile(r"\S.*?(?:[.!?][\"'”’]?(?=\s)|\Z)", re.DOTALL)
WORD = re.compile(r"[a-z0-9]+")
STEM = 5
"""How many letters of a word are compared."""

SMALL = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "to",
        "in",
        "on",
        "at",
        "and",
        "or",
        "but",
        "he",
        "she",
        "it",
        "they",
        "his",
        "her",
        "its",
        "their",
        "was",
        "were",
        "is",
        "had",
        "that",
    ]
)

ENOUGH = 0.5
"""The share of an answer's words from which a sentence is taken to say it."""

ABSENT = 0.34
"""The share of its words below which, in every sentence, an implicit answer is taken not to be said."""


def fairytaleqa() -> Iterator[Source]:
    """Read tales with their questions: explicit ones that a sentence answers, implicit ones that none does."""
    with (TRAIN / "fairytaleqa/train.jsonl").open(encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    by_story: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for record in records:
        by_story[record["story"]].append(record)
    for story, asked in by_story.items():
        text, sections = tale(asked)
        questions = [question(record, text, sections) for record in asked]
        kept = {one.text: one for one in questions if one is not None}
        yield Source("fairytaleqa", story.replace("-", " "), text, tuple(kept.values()))


def tale(records: Sequence[dict[str, Any]]) -> tuple[str, dict[str, Slice]]:
    """Return the text of a tale as far as it was asked about, and where its sections stand."""
    texts = {record["sections"][0]: record["text"] for record in records if len(record["sections"]) == 1}
    text, sections = "", {}
    for number in sorted(texts, key=int):
        sections[number] = (len(text), len(text) + len(texts[number]))
        text += texts[number] + BREAK
    return text.rstrip(), sections


def question(record: dict[str, Any], text: str, sections: dict[str, Slice]) -> Question | None:
    """Return a question with the words or the sentence that answers; None if neither is found, nor surely missing."""
    if any(number not in sections for number in record["sections"]):
        return None
    near = (sections[record["sections"][0]][0], sections[record["sections"][-1]][1])
    answers = tuple({answer.strip(" .,!\"'"): None for answer in record["answers"] if answer.strip(" .,!\"'")})
    sentences = [(near[0] + one.start(), near[0] + one.end()) for one in SENTENCE.finditer(text[slice(*near)])]
    asked = record["question"]
    share, best = max((max(said(answer, text[slice(*one)]) for answer in answers), one) for one in sentences)
    if not record["explicit"]:
        return Question(asked, (), near, answers) if share < ABSENT else None
    spans = {span for answer in answers if (span := literal(answer, asked, text, sentences))}
    if spans:
        return Question(asked, tuple(sorted(spans)), near, answers)
    return Question(asked, (best,), near, answers, is_wide=True) if share >= ENOUGH else None


def literal(answer: str, asked: str, text: str, sentences: Sequence[Slice]) -> Slice | None:
    """Return where the answer stands, in the sentence that has most of the question's words."""
    found: list[tuple[float, Slice]] = []
    for start, end in sentences:
        if match := re.search(rf"\b{re.escape(answer)}\b", text[start:end], re.IGNORECASE):
            found.append((said(asked, text[start:end]), (start + match.start(), start + match.end())))
    return max(found, key=lambda one: one[0])[1] if found else None


def said(words: str, sentence: str) -> float:
    """Return the share of the telling words that a sentence has, 0..1."""
    wanted = stems(words)
    return len(wanted & stems(sentence)) / len(wanted) if wanted else 0.0


def stems(text: str) -> set[str]:
    """Return the beginnings of the telling words."""
    return {word[:STEM] for word in WORD.findall(text.lower()) if word not in SMALL}
