"""Make the reader's data: questions, each with a passage that answers if there is one, and passages that do not.

    python -m benchmarks.reader.data --out DIR

Reads `../shared/data/train`, indexes its articles with this program itself, and writes into DIR

    passages.jsonl   one passage per line: title, text, and the number of its article
    groups.jsonl     one question per line, with the passage that answers and those that do not, by number
    summary.json     how many there are of each kind

Takes half an hour on two cores.
"""

import argparse
import json
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.questions import articles_of
from benchmarks.reader.mining import Cutting, Passage, mined, right_of
from benchmarks.reader.negatives import beside, without_answer
from benchmarks.reader.sets import POSTS, SHIFTS, VAGUE, Question, Source, disfluent, qed, selqa, squad
from benchmarks.reader.swaps import Names, Swap, swaps
from benchmarks.reader.tales import fairytaleqa
from benchmarks.reader.tokenised import nqg, qamr
from qa.bootstrap import asking_embedder
from qa.language.english import FUNCTION_WORDS
from qa.settings import Settings
from vectorstore.local import LocalStore

RETRIEVED = 4
"""Passages from other articles that a question has at most."""

BESIDE = 2
"""Other passages from the same article that a question has at most."""

POLARITY = 0.1
"""The share of questions that get a "not" or lose it, where nothing else can be exchanged."""


def main() -> None:
    """Read, index, mine, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    out: Path = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    found = list(sources())
    cutting = indexed(found, out)
    with (out / "passages.jsonl").open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(passage) + "\n" for passage in cutting.passages)
    made = list(groups(found, cutting, out / "library"))
    random.Random(0).shuffle(made)
    add_swaps(made, cutting.passages)
    with (out / "groups.jsonl").open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(group) + "\n" for group in made)
    summary = {"passages": len(cutting.passages), **counts(made)}
    (out / "summary.json").write_text(json.dumps(summary, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(summary, indent=2))


def sources() -> Iterator[Source]:
    """All articles with their questions."""
    for name, file in SHIFTS.items():
        is_post = name in POSTS
        yield from squad(name, f"squadshifts/{file}.json", is_joined=not is_post, is_titled=not is_post)
    yield from squad("squad2", "squad2_dev_half/dev-v2.0.json", is_joined=True, is_titled=True)
    yield from squad("covidqa", "covidqa/200423_covidQA.json", is_joined=False, is_titled=False)
    yield from qed()
    yield from selqa()
    yield from fairytaleqa()
    yield from nqg()
    yield from qamr()


def indexed(found: Sequence[Source], out: Path) -> Cutting:
    """Index the articles, and return them cut into passages as in the index."""
    file, library = out / "articles.jsonl", out / "library"
    lines = (
        json.dumps({"id": f"{one.set} {number}", "title": one.title or f"{one.set} {number}", "text": one.text}) + "\n"
        for number, one in enumerate(found)
    )
    file.write_text("".join(lines), encoding="utf-8")
    subprocess.run([sys.executable, "-m", "qa", "index", str(file), "--library", str(library)], check=True)
    return Cutting(found, articles_of([file]), asking_embedder(Settings())())


def groups(found: Sequence[Source], cutting: Cutting, library: Path) -> Iterator[dict[str, Any]]:
    """The questions with their passages."""
    embedder, other = asking_embedder(Settings())(), disfluent()
    with LocalStore(library).snapshot() as snapshot:
        for number, source in enumerate(found):
            is_sought = source.set not in VAGUE
            vectors = embedder.questions([question.text for question in source.questions if is_sought])
            for place, question in enumerate(source.questions):
                right = right_of(question, number, cutting)
                if question.spans and right is None:
                    continue
                found_for_it = mined(snapshot, question, vectors[place], cutting) if is_sought else iter(())
                yield {
                    "set": source.set,
                    "article": number,
                    "question": question.text,
                    "disfluent": other.get(question.text),
                    "keywords": keywords(question.text),
                    "wide": question.is_wide,
                    "right": right,
                    "hard": hard(question, number, right, found_for_it, cutting),
                    "swapped": [],
                }
            if number % 500 == 0:
                print(number, "articles of", len(found), flush=True)


def hard(
    question: Question, article: int, right: dict[str, Any] | None, near: Iterator[int], cutting: Cutting
) -> list[dict[str, Any]]:
    """Return passages that do not answer a question: some of its article, and some that are found for it."""
    own: list[int] = []
    others: list[int] = []
    for number in near:
        kept, most = (own, BESIDE) if cutting.passages[number]["article"] == article else (others, RETRIEVED)
        if len(kept) < most:
            kept.append(number)
        if len(others) == RETRIEVED:
            break
    return [
        *without_answer(question, right, cutting),
        *beside(question, article, right, own, cutting)[:BESIDE],
        *({"kind": "retrieved", "passage": number} for number in others),
    ]


def keywords(question: str) -> str | None:
    """Return the question as people type it into a search box, if enough of it is left."""
    left = [word for word in question.lower().rstrip("?. ").split() if word.strip(",'\"") not in FUNCTION_WORDS]
    return " ".join(left) if len(left) > 1 else None


def add_swaps(made: Sequence[dict[str, Any]], passages: Sequence[Passage]) -> None:
    """Add swapped questions to those that a passage answers; training drops the ones that it answers after all."""
    names = Names(group["question"] for group in made)
    for group in made:
        if right := group["right"]:
            passage = passages[right["passage"]]
            answers = [] if group["wide"] else [passage["text"][start:end] for start, end in right["spans"]]
            chance = random.Random(group["question"])
            found = swaps(group["question"], f"{passage['title']} {passage['text']}", answers, names, chance)
            group["swapped"] = [one._asdict() for one in choose(list(found), chance)]


def choose(made: Sequence[Swap], chance: random.Random) -> list[Swap]:
    """Choose one swap of a question, seldom of polarity alone."""
    others = [one for one in made if one.kind != "polarity"]
    if others:
        return [chance.choice(others)]
    return [one for one in made if chance.random() < POLARITY]


def counts(made: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Count the questions of each set, and the passages and swaps of each kind."""
    return {
        "questions": len(made),
        "answered": sum(group["right"] is not None for group in made),
        "pairs": sum(bool(group["right"]) + len(group["hard"]) + len(group["swapped"]) for group in made),
        "sets": Counter(group["set"] for group in made),
        "wide": sum(group["wide"] for group in made),
        "hard": Counter(one["kind"] for group in made for one in group["hard"]),
        "swapped": Counter(one["kind"] for group in made for one in group["swapped"]),
        "disfluent": sum(group["disfluent"] is not None for group in made),
        "keywords": sum(group["keywords"] is not None for group in made),
    }


if __name__ == "__main__":
    main()
