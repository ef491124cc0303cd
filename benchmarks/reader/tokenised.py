"""QAMR and NQG: sentences that were published as tokens, joined again, with neighbours beside them."""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from benchmarks.reader.sets import TRAIN, Question, Slice, Source
from benchmarks.reader.tales import stems

BRACKETS = {"-lrb-": "(", "-rrb-": ")", "-lsb-": "[", "-rsb-": "]", "``": '"', "''": '"'}
CLOSING = frozenset([*".,;:?!)]%", "''", "'", "'s", "'re", "'ve", "'ll", "'d", "'m", "n't", "..."])
OPENING = frozenset(["(", "[", "$", "``"])

PER_SENTENCE = 10
"""How many questions of QAMR a sentence has at most: there are up to a hundred, many of them nearly the same."""

LEAST_WORDS = 4
"""How many words a question of QAMR has at least: "Which beliefs?" says too little."""

TOGETHER = 12
"""How many sentences of NQG are taken as one article."""


class Text:
    """A text that grows by tokenised sentences, and knows where they and their tokens are."""

    def __init__(self) -> None:
        self.text = ""
        self.sentences: list[Slice] = []
        self.tokens: list[list[Slice]] = []

    def add(self, tokens: Sequence[str]) -> None:
        """Add a sentence."""
        places: list[Slice] = []
        before = ""
        for token in tokens:
            shown = BRACKETS.get(token.lower(), token)
            shown = shown if places else shown[:1].upper() + shown[1:]
            if self.text and not (places and ({token.lower(), shown} & CLOSING or before in OPENING)):
                self.text += " "
            places.append((len(self.text), len(self.text) + len(shown)))
            self.text += shown
            before = token if token in OPENING else shown
        self.sentences.append((places[0][0], places[-1][1]))
        self.tokens.append(places)


def nqg() -> Iterator[Source]:
    """Read sentences of Wikipedia in order, each with the questions that it answers."""
    sentences = (TRAIN / "nqg/src-test.txt").read_text(encoding="utf-8").splitlines()
    asked = (TRAIN / "nqg/tgt-test.txt").read_text(encoding="utf-8").splitlines()
    by_sentence: dict[str, list[str]] = defaultdict(list)
    for sentence, question in zip(sentences, asked, strict=True):
        by_sentence[sentence].append(plain(question.split()))
    order = list(by_sentence)
    for start in range(0, len(order), TOGETHER):
        some, whole = order[start : start + TOGETHER], Text()
        for sentence in some:
            whole.add(sentence.split())
        near = (0, len(whole.text))
        questions = [
            Question(question, (place,), near, (whole.text[slice(*place)],), is_wide=True)
            for sentence, place in zip(some, whole.sentences, strict=True)
            for question in dict.fromkeys(by_sentence[sentence])
        ]
        yield Source("nqg", "", whole.text, tuple(questions))


def qamr() -> Iterator[Source]:
    """Read sentences of articles in order, and questions with what three people marked as the answer."""
    asked = qamr_questions()
    articles: dict[tuple[str, str], list[tuple[int, int, str, str]]] = defaultdict(list)
    with (TRAIN / "qamr/wiki-sentences.tsv").open(encoding="utf-8") as lines:
        for line in lines:
            name, sentence = line.rstrip("\n").split("\t")
            _, wiki, article, paragraph, place = name.split(":")
            articles[wiki, article].append((int(paragraph), int(place), name, sentence))
    for sentences in articles.values():
        if any(name in asked for *_, name, _ in sentences):
            yield qamr_article(sorted(sentences), asked)


def qamr_article(
    sentences: Sequence[tuple[int, int, str, str]], asked: dict[str, list[tuple[str, list[list[int]]]]]
) -> Source:
    """Return one article of QAMR."""
    whole, questions = Text(), []
    for *_, sentence in sentences:
        whole.add(sentence.split())
    near = (0, len(whole.text))
    for (*_, name, _), places in zip(sentences, whole.tokens, strict=True):
        for question, marked in asked.get(name, []):
            spans = tuple(dict.fromkeys((places[one[0]][0], places[one[-1]][1]) for one in marked))
            answers = tuple(whole.text[slice(*span)] for span in spans)
            questions.append(Question(question, spans, near, answers))
    return Source("qamr", "", whole.text, tuple(questions))


def qamr_questions() -> dict[str, list[tuple[str, list[list[int]]]]]:
    """Return for each sentence the questions on which people agree, and the tokens that each person marked."""
    found: dict[str, dict[tuple[frozenset[str], int], tuple[str, list[list[int]]]]] = defaultdict(dict)
    for name in ("dev", "test"):
        with (TRAIN / f"qamr/{name}.tsv").open(encoding="utf-8") as lines:
            for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                marked = [[int(token) for token in said.rpartition(":")[2].split()] for said in row[6:9]]
                if len(marked) == 3 and agreed(marked) and len(row[5].split()) >= LEAST_WORDS:
                    found[row[0]].setdefault((frozenset(stems(row[5])), marked[0][0]), (row[5], marked))
    return {name: spread(list(some.values())) for name, some in found.items()}


def spread(questions: list[tuple[str, list[list[int]]]]) -> list[tuple[str, list[list[int]]]]:
    """Return at most `PER_SENTENCE` questions, with as many different answers as there are."""
    seen: Counter[int] = Counter()
    order: list[tuple[int, int]] = []
    for number, (_, marked) in enumerate(questions):
        order.append((seen[marked[0][0]], number))
        seen[marked[0][0]] += 1
    return [questions[number] for _, number in sorted(order)[:PER_SENTENCE]]


def agreed(marked: Sequence[Sequence[int]]) -> bool:
    """Return whether each person marked a run of tokens, and the first person's overlaps both others'."""
    runs = all(one and one[-1] - one[0] < len(one) + 2 for one in marked)
    return runs and all(set(marked[0]) & set(one) for one in marked[1:])


def plain(tokens: Sequence[str]) -> str:
    """Return tokens as a text."""
    whole = Text()
    whole.add(tokens)
    return whole.text
