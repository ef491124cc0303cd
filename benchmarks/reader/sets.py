"""The sets that the reader is trained on: articles, and the questions that were put to each.

Questions on reviews and posts ("What does the author like?") can be answered by many others, too; so can those on tales
and on single sentences. Such sets are `VAGUE`: a passage that is found for their questions elsewhere is not wrong.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from benchmarks.questions import SHARED

TRAIN = SHARED / "train"

SHIFTS = {"new_wiki": "new_wiki_v1.0", "reddit": "reddit_v1.0", "amazon": "amazon_reviews_v1.0"}
POSTS = ("reddit", "amazon")
VAGUE = (*POSTS, "fairytaleqa", "qamr")

BREAK = "\n\n"
"""What stands between the paragraphs of an article."""

Slice = tuple[int, int]


class Question(NamedTuple):
    """A question to an article, and the slices of its text that answer; none if the article does not answer.

    `near` is the part of the text that the question was put to. If `is_wide`, the answer is known to be within the
    slices (a sentence), but not which words it is. `answers` are its words; another text that has them may answer too.
    """

    text: str
    spans: tuple[Slice, ...]
    near: Slice
    answers: tuple[str, ...] = ()
    is_wide: bool = False


class Source(NamedTuple):
    """An article of a set with its questions."""

    set: str
    title: str
    text: str
    questions: tuple[Question, ...]


def squad(name: str, file: str, is_joined: bool, is_titled: bool) -> Iterator[Source]:
    """Read a file in the format of SQuAD: one article per title, or per paragraph."""
    for article in json.loads((TRAIN / file).read_bytes())["data"]:
        title = (article.get("title") or "").replace("_", " ") if is_titled else ""
        paragraphs = article["paragraphs"]
        for some in [paragraphs] if is_joined else [[one] for one in paragraphs]:
            yield joined(name, title, some)


def joined(name: str, title: str, paragraphs: Iterable[dict[str, Any]]) -> Source:
    """Return paragraphs in the format of SQuAD as one article."""
    text = ""
    questions: list[Question] = []
    for paragraph in paragraphs:
        start, context = len(text), paragraph["context"]
        for one in paragraph["qas"]:
            spans = spans_of(context, one.get("answers", []))
            if spans or one.get("is_impossible"):
                moved = tuple((start + first, start + last) for first, last in spans)
                answers = tuple(context[first:last] for first, last in spans)
                questions.append(Question(one["question"].strip(), moved, (start, start + len(context)), answers))
        text += context + BREAK
    return Source(name, title, text.rstrip(), tuple(questions))


def qed() -> Iterator[Source]:
    """Read questions of Google's users, with a paragraph of Wikipedia and the short answer in it."""
    with (TRAIN / "qed/qed-dev.jsonlines").open(encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            text = record["paragraph_text"]
            answers = [
                {"text": part["string"], "answer_start": part["start"]}
                for answer in record["original_nq_answers"]
                for part in answer
            ]
            if spans := spans_of(text, answers):
                said = tuple(text[start:end] for start, end in spans)
                question = Question(record["question_text"], spans, (0, len(text)), said)
                yield Source("qed", record["title_text"], text, (question,))


def selqa() -> Iterator[Source]:
    """Read sections of Wikipedia, with the sentences that answer."""
    for name in ("dev", "test"):
        for record in json.loads((TRAIN / f"selqa/selqa-ass-{name}.json").read_bytes()):
            text, spans = "", []
            for place, sentence in enumerate(record["candidates"]):
                if place in record["answers"]:
                    spans.append((len(text), len(text) + len(sentence)))
                text += sentence + " "
            text = text.rstrip()
            said = tuple(text[start:end] for start, end in spans)
            question = Question(record["question"], tuple(spans), (0, len(text)), said, is_wide=True)
            yield Source("selqa", f"{record['article']}, {record['section']}", text, (question,) if spans else ())


def spans_of(text: str, answers: Iterable[dict[str, Any]]) -> tuple[Slice, ...]:
    """Return the distinct slices of the answers that stand where the set says."""
    found: dict[Slice, None] = {}
    for answer in answers:
        start, said = answer["answer_start"], answer["text"]
        if said.strip() and text[start : start + len(said)] == said:
            found[(start, start + len(said))] = None
    return tuple(found)


def disfluent() -> dict[str, str]:
    """Return questions of SQuAD 2 as said by somebody who corrects himself."""
    return {
        record["original"]: record["disfluent"]
        for name in ("train", "dev", "test")
        for record in json.loads((TRAIN / f"disflqa/{name}.json").read_bytes()).values()
    }
