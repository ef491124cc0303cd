"""The data of the reader: questions, each with a passage that answers where there is one, and passages that do not.

    python -m benchmarks.reader.data --out DIR [--all]

Reads `../shared/data/train`, indexes all its paragraphs as articles with this program itself, and writes
DIR/groups.jsonl: a JSON object a question. Passages that do not answer are those that our own retriever finds
for the question and that hold none of its answers; and the passage that answers without the sentences that do.
Questions of reviews and posts ("What does the author like?") can be answered by many another one, so that what
is found for those is not taken.
"""

import argparse
import json
import random
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.questions import SHARED, articles_of
from qa.answer.retrieval import retrieve, sought
from qa.bootstrap import asking_embedder
from qa.evaluation.questions import has_answer
from qa.library.passages import passages
from qa.library.segments import sentences
from qa.models.embedder import Embedder
from qa.settings import Settings
from qa.values import Article, Span
from vectorstore.local import LocalStore
from vectorstore.store import Filter, Snapshot

TRAIN = SHARED / "train"

TAKEN = {
    "new_wiki": 8_000,
    "squad2": 7_000,
    "qed": 1_500,
    "selqa": 2_400,
    "covidqa": 900,
    "reddit": 3_000,
    "amazon": 1_500,
    "policyqa": 0,
}
"""The most questions of each set. Policies ask of "this website": nobody asks a shelf of articles so."""

VAGUE = ("reddit", "amazon")
"""Sets whose questions name nothing, so that other passages answer them too."""

FOUND = 12
"""Passages that are looked for to each question."""

HARD = 3
"""Passages that do not answer, of each question, at most: training draws from them."""


class Question(NamedTuple):
    """A question to one paragraph: the spans that answer it there, or none.

    `wide` are spans within which the answer is known to be, where its words are not (a sentence).
    """

    set: str
    text: str
    paragraph: str
    spans: tuple[tuple[int, int], ...]
    is_wide: bool = False
    other: str | None = None


class Paragraph(NamedTuple):
    """A text that questions are put to."""

    title: str
    text: str


def main() -> None:
    """Read, index, mine, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--all", action="store_true", help="take all questions to posts and reviews")
    options = parser.parse_args()
    out: Path = options.out
    out.mkdir(parents=True, exist_ok=True)
    paragraphs, questions = everything({**TAKEN, **dict.fromkeys(VAGUE, 9_900)} if options.all else TAKEN)
    library, source = out / "library", out / "paragraphs.jsonl"
    with source.open("w", encoding="utf-8") as file:
        for key, paragraph in paragraphs.items():
            record = {"id": key, "title": paragraph.title or key, "text": paragraph.text}
            file.write(json.dumps(record) + "\n")
    subprocess.run([sys.executable, "-m", "qa", "index", str(source), "--library", str(library)], check=True)
    chance = random.Random(0)
    counts: dict[str, int] = {}
    with (out / "groups.jsonl").open("w", encoding="utf-8") as file:
        for group in groups(paragraphs, questions, library, chance):
            counts[group["set"]] = counts.get(group["set"], 0) + 1
            file.write(json.dumps(group) + "\n")
            if sum(counts.values()) % 1000 == 0:
                print(sum(counts.values()), "questions", flush=True)
    print(counts)


def everything(taken: Mapping[str, int]) -> tuple[dict[str, Paragraph], list[Question]]:
    """All paragraphs by key, and the questions that are taken: at most so many of each set."""
    paragraphs: dict[str, Paragraph] = {}
    questions: list[Question] = []
    chance = random.Random(0)
    disfluent = dict(_disfluent())
    for name, read in (
        ("new_wiki", squad("new_wiki", TRAIN / "squadshifts/new_wiki_v1.0.json")),
        ("reddit", squad("reddit", TRAIN / "squadshifts/reddit_v1.0.json")),
        ("amazon", squad("amazon", TRAIN / "squadshifts/amazon_reviews_v1.0.json")),
        ("squad2", squad("squad2", TRAIN / "squad2_dev_half/dev-v2.0.json")),
        ("covidqa", squad("covidqa", TRAIN / "covidqa/200423_covidQA.json")),
        ("qed", qed()),
        ("selqa", selqa()),
    ):
        found: list[Question] = []
        for number, (paragraph, asked_there) in enumerate(read):
            key = f"{name} {number}"
            paragraphs[key] = paragraph
            found += [one._replace(paragraph=key, other=disfluent.get(one.text)) for one in asked_there]
        questions += found if len(found) <= taken[name] else chance.sample(found, taken[name])
    return paragraphs, questions


def squad(name: str, path: Path) -> Iterator[tuple[Paragraph, list[Question]]]:
    """A file in the format of SQuAD."""
    for article in json.loads(path.read_bytes())["data"]:
        title = "" if name in (*VAGUE, "covidqa") else (article.get("title") or "").replace("_", " ")
        for paragraph in article["paragraphs"]:
            text = paragraph["context"]
            yield (
                Paragraph(title, text),
                [
                    Question(name, one["question"].strip(), "", _spans(text, one.get("answers", [])))
                    for one in paragraph["qas"]
                    if one.get("is_impossible") or _spans(text, one.get("answers", []))
                ],
            )


def qed() -> Iterator[tuple[Paragraph, list[Question]]]:
    """Questions of Google's users, with a paragraph of Wikipedia and the short answer in it."""
    with (TRAIN / "qed/qed-dev.jsonlines").open(encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            text = record["paragraph_text"]
            answers = [
                {"text": part["string"], "answer_start": part["start"]}
                for answer in record["original_nq_answers"]
                for part in answer
            ]
            if spans := _spans(text, answers):
                yield (
                    Paragraph(record["title_text"], text),
                    [Question("qed", record["question_text"], "", spans)],
                )


def selqa() -> Iterator[tuple[Paragraph, list[Question]]]:
    """Sections of Wikipedia, with the sentences that answer."""
    for name in ("dev", "test"):
        for record in json.loads((TRAIN / f"selqa/selqa-ass-{name}.json").read_bytes()):
            text, spans = "", []
            for place, sentence in enumerate(record["candidates"]):
                if place in record["answers"]:
                    spans.append((len(text), len(text) + len(sentence)))
                text += sentence + " "
            paragraph = Paragraph(f"{record['article']}, {record['section']}", text.rstrip())
            yield paragraph, [Question("selqa", record["question"], "", tuple(spans), is_wide=True)] if spans else []


def groups(
    paragraphs: dict[str, Paragraph], questions: list[Question], library: Path, chance: random.Random
) -> Iterator[dict[str, Any]]:
    """The questions with their passages, in a random order."""
    embedder = asking_embedder(Settings())()
    by_text: dict[str, Article] = {}
    for article in articles_of([library.parent / "paragraphs.jsonl"]):
        by_text.setdefault(article.text, article)
    chance.shuffle(questions)
    with LocalStore(library).snapshot() as snapshot:
        for question in questions:
            paragraph = paragraphs[question.paragraph]
            if paragraph.text in by_text:
                yield from _group(question, paragraph, by_text[paragraph.text], snapshot, embedder)


def _group(
    question: Question, paragraph: Paragraph, article: Article, snapshot: Snapshot, embedder: Embedder
) -> Iterator[dict[str, Any]]:
    answers = [article.text[start:end] for start, end in question.spans]
    parts = passages(article, embedder)
    own = [
        _passage(
            paragraph.title,
            part.text,
            [(s - part.start, e - part.start) for s, e in question.spans],
            part.end - part.start,
        )
        for part in parts
    ]
    right = [one for one in own if one["spans"]]
    if question.spans and not right:
        return
    hard: list[dict[str, Any]] = []
    if question.spans:
        hard += _without_answer(question, paragraph, article)
        if len(own) > 1:
            hard += [one for one in own if not one["spans"] and not has_answer(one["text"], answers)][:1]
    else:
        hard += own[:1]
    if question.set not in VAGUE:
        hard += _mined(question, answers, article, snapshot, embedder, {one["text"] for one in own})
    yield {
        "set": question.set,
        "question": question.text,
        "other": question.other,
        "wide": question.is_wide,
        "right": right[:1],
        "hard": hard[: HARD + 1],
    }


def _passage(title: str, text: str, spans: list[tuple[int, int]], length: int) -> dict[str, Any]:
    return {"title": title, "text": text, "spans": [[s, e] for s, e in spans if s >= 0 and e <= length]}


def _without_answer(question: Question, paragraph: Paragraph, article: Article) -> list[dict[str, Any]]:
    """The paragraph without the sentences that answer, if enough is left and it does not answer."""
    answers = [article.text[start:end] for start, end in question.spans]
    spans = sentences(article)
    kept = [span for span in spans if not any(_overlaps(span, start, end) for start, end in question.spans)]
    text = "".join(article.text[span.start : span.end] for span in kept).strip()
    if len(kept) < 2 or has_answer(text, answers):
        return []
    return [_passage(paragraph.title, text[:1500], [], 0)]


def _mined(
    question: Question, answers: list[str], article: Article, snapshot: Snapshot, embedder: Embedder, own: set[str]
) -> list[dict[str, Any]]:
    found = retrieve(snapshot, sought(snapshot, embedder, question.text), Filter(), FOUND)
    return [
        _passage(_shown(match.article.title), match.passage.text, [], 0)
        for match in found.matches
        if match.article.id != article.id
        and match.passage.text not in own
        and not has_answer(f"{match.article.title} {match.passage.text}", answers)
    ][:HARD]


def _shown(title: str) -> str:
    """The title, unless it is but a key."""
    first, _, rest = title.partition(" ")
    return "" if first in TAKEN and rest.isdigit() else title


def _overlaps(span: Span, start: int, end: int) -> bool:
    return span.start < end and start < span.end


def _spans(text: str, answers: list[dict[str, Any]]) -> tuple[tuple[int, int], ...]:
    """The distinct spans of answers that stand where they are said to."""
    found: dict[tuple[int, int], None] = {}
    for answer in answers:
        start, said = answer["answer_start"], answer["text"]
        if said.strip() and text[start : start + len(said)] == said:
            found[(start, start + len(said))] = None
    return tuple(found)


def _disfluent() -> Iterator[tuple[str, str]]:
    for name in ("train", "dev", "test"):
        for record in json.loads((TRAIN / f"disflqa/{name}.json").read_bytes()).values():
            yield record["original"], record["disfluent"]


if __name__ == "__main__":
    main()
