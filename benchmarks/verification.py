"""Verify 600 sentences of news-dev: as they are, with a change, and from articles that were taken out.

    python -m benchmarks.verification --library LIBRARY

LIBRARY holds `news-dev/articles.jsonl`; it is copied, and 200 of the copy's articles are taken out. A sentence counts
as right if the verdict is right and, unless its article was taken out, the place is one where the sentence stands.
"""

import argparse
import json
import random
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from qa.assistant import Assistant
from qa.bootstrap import open_assistant
from qa.library.cutting.segments import sentences
from qa.library.documents import article_of
from qa.values import Article
from qa.verification.align import Alarm
from qa.verification.verdict import Standing, Verdict
from qa.verification.words import words
from vectorstore.local import LocalStore
from vectorstore.store import Changes

EACH = 200
SHORTEST, LONGEST = 6, 60
"""How many words a sentence that is asked about has, at least and at most."""

SHARED = 5
"""How many words in a row a sentence from a removed article may not share with any article that stays."""

AUXILIARIES = frozenset(
    [
        "is",
        "are",
        "was",
        "were",
        "has",
        "have",
        "had",
        "will",
        "would",
        "can",
        "could",
        "should",
        "did",
        "does",
        "do",
        "may",
        "must",
    ]
)


@dataclass(frozen=True, slots=True)
class Case:
    """A text, its right verdict, and the words of the sentence that it was made of; `kind` says what was changed."""

    kind: str
    text: str
    standing: Standing
    sentence: tuple[str, ...]


def main() -> None:
    """Print the shares of right verdicts, and the time of one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--library", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--failures", action="store_true", help="print each text that was judged wrong")
    options = parser.parse_args()
    chance = random.Random(options.seed)
    with tempfile.TemporaryDirectory() as scratch:
        library = Path(scratch) / "library"
        shutil.copytree(options.library, library)
        kept, removed = _split(library, chance)
        cases = [*_cases(kept, removed, chance)]
        _report(open_assistant(library), cases, show_failures=options.failures)


def _split(library: Path, chance: random.Random) -> tuple[list[Article], list[Article]]:
    """The articles that stay, and those that are taken out of the library."""
    store = LocalStore(library)
    with store.snapshot() as snapshot:
        keys = [entry.key for entry in snapshot.entries()]
        articles = {key: article_of(document) for key, document in snapshot.documents(keys).items()}
    removed = chance.sample(keys, EACH)
    with store.writer() as writer:
        writer.commit(Changes(removed=removed))
    return [articles[key] for key in keys if key not in set(removed)], [articles[key] for key in removed]


def _cases(kept: Sequence[Article], removed: Sequence[Article], chance: random.Random) -> Iterator[Case]:
    said = [one for article in kept for one in _sentences(article)]
    for text in chance.sample(said, EACH):
        yield Case("as it is", text, Standing.WORD_FOR_WORD, words(text).forms)
    changes = (_words, _name, _number, _denial)
    for number, change in enumerate(changes):
        left = EACH // len(changes)
        for text in chance.sample(said, len(said)):
            if left and (made := change(text, said, chance)) is not None:
                left -= 1
                yield Case(change.__name__.strip("_"), made, Standing.NEARLY, words(text).forms)
        assert not left, changes[number]
    runs = {run for article in kept for run in _runs(words(article.text).forms)}
    strange = [one for article in removed for one in _sentences(article) if not runs & set(_runs(words(one).forms))]
    for text in chance.sample(strange, EACH):
        yield Case("taken out", text, Standing.NOWHERE, ())


def _sentences(article: Article) -> Iterator[str]:
    for span in sentences(article):
        text = article.text[span.start : span.end].strip()
        if SHORTEST <= len(words(text)) <= LONGEST:
            yield text


def _runs(forms: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return (tuple(forms[start : start + SHARED]) for start in range(len(forms) - SHARED + 1))


def _replaced(text: str, number: int, word: str) -> str:
    span = words(text).spans[number]
    return text[: span.start] + word + text[span.end :]


def _words(text: str, said: Sequence[str], chance: random.Random) -> str | None:
    """Return the text with one to three words in place of others."""
    made = text
    for number in chance.sample(range(len(words(text))), chance.randint(1, 3)):
        other = words(chance.choice(said))
        word = other.said(*(2 * [chance.randrange(len(other))])) or other.said(0, 1)
        made = _replaced(made, number, word)
    return made if words(made).forms != words(text).forms and len(words(made)) == len(words(text)) else None


def _name(text: str, said: Sequence[str], chance: random.Random) -> str | None:
    """Return the text with a name in place of another."""
    names = _names(text)
    others = _names(chance.choice(said))
    if not names or not others:
        return None
    number, own = chance.choice(names)
    _, other = chance.choice(others)
    return _replaced(text, number, other) if own.casefold() != other.casefold() else None


def _names(text: str) -> list[tuple[int, str]]:
    """Return the capitalised words that do not begin the sentence."""
    found = words(text)
    said = [(number, found.said(number, number + 1)) for number in range(1, len(found))]
    return [(number, word) for number, word in said if word.istitle() and len(word) > 3]


def _number(text: str, _: Sequence[str], chance: random.Random) -> str | None:
    """Return the text with a number in place of another."""
    found = words(text)
    numbers = [number for number, form in enumerate(found.forms) if form.isdecimal()]
    if not numbers:
        return None
    number = chance.choice(numbers)
    return _replaced(text, number, str(int(found.forms[number]) + chance.randint(1, 9)))


def _denial(text: str, _: Sequence[str], chance: random.Random) -> str | None:
    """Return the text with a denial that was not there, or without one that was."""
    found = words(text)
    if "not" in found.forms:
        span = found.spans[found.forms.index("not")]
        return text[: span.start].rstrip() + text[span.end :]
    places = [number for number, form in enumerate(found.forms) if form in AUXILIARIES]
    if not places:
        return None
    end = found.spans[chance.choice(places)].end
    return f"{text[:end]} not{text[end:]}"


def _report(assistant: Assistant, cases: Sequence[Case], *, show_failures: bool) -> None:
    assistant.verify("Is all in memory?")
    right: Counter[str] = Counter()
    count: Counter[str] = Counter()
    alarms: list[bool] = []
    times: list[float] = []
    for case in cases:
        start = time.perf_counter()
        found = assistant.verify(case.text)
        times.append(time.perf_counter() - start)
        group = case.standing.value
        is_right = _is_right(assistant, case, found)
        count[group] += 1
        right[group] += is_right
        if case.kind in ("number", "denial"):
            alarms.append(bool(found.places) and any(one.alarm is Alarm(case.kind) for one in found.places[0].changes))
        if not is_right and show_failures:
            print(json.dumps([case.kind, case.text, found.model_dump(mode="json")], ensure_ascii=False))
    for group in count:
        print(f"{group:<16} {right[group] / count[group]:.3f} of {count[group]}")
    print(f"{'alarm':<16} {np.mean(alarms):.3f} of {len(alarms)}")
    median, slow = np.percentile(times, [50, 95]) * 1000
    print(f"p50 {median:.0f} ms, p95 {slow:.0f} ms")


def _is_right(assistant: Assistant, case: Case, found: Verdict) -> bool:
    """Return whether the verdict is right, and the place is one where the sentence stands."""
    if found.standing is not case.standing:
        return False
    if case.standing is Standing.NOWHERE:
        return True
    place = found.places[0]
    assert assistant.article(place.article.id).text[place.start : place.end] == place.text
    return words(place.text).forms == case.sentence


if __name__ == "__main__":
    main()
