"""Answer -> messages within Discord's limits. Pure: values in, text out.

Every message begins with the question, so that an answer can be understood, and taken up again, from the
message alone; whatever comes from articles or people is inert (bot.outgoing.escape).
"""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import regex

from bot.outgoing.escape import clean, escape, inert, unescape, units
from bot.outgoing.links import source_line
from qa.reading.dates import parse_date
from qa.values import Answer, ArticleInfo, Context, Quote

LIMIT = 2000
"""UTF-16 code units of a message."""

LONGEST_QUESTION = 300
"""Characters of a question."""

LONGEST_ANSWER = 60
"""Characters of answering words, where quotes that disagree are told of."""

LONGEST_QUOTE = 4000
"""Characters of a quote that are shown, if they fit."""

MOST_PIECES = 4
"""Messages that one quote may take; of a longer one it shows the beginning, and says so."""

MOST_MESSAGES = 5
"""Messages of one answer."""

AROUND = 900
"""Characters of context on each side of a quote."""

PER_PAGE = 8
"""Articles on a page of sources."""

NEAREST = 2
"""Articles named where there is no answer."""

ASKED = "-# Question: "
UNDERSTOOD = "-# Looking for: "
DAYS = regex.compile(r" \((\d{4}-\d\d-\d\d) to (\d{4}-\d\d-\d\d)\)$")
BOLD = 4
"""What bold costs, in code units."""

MARKED = regex.compile(r"(?<!\\)\*\*(.+?)(?<!\\)\*\*")
SOURCE = regex.compile(r"-# \d+ · ")
PARAGRAPHS = regex.compile(r"\n\s*\n")
TOKEN = regex.compile(r"\S+\s*|\s+")
SENTENCE_END = regex.compile(r"[.!?…。！？؟।][\"'”’»)\]]*\s*$")
LESS_SURE = "-# Further sentences, less likely to answer:"
GOES_ON = "-# … the sentence goes on: see the source."
WITHHELD = "-# A quote is withheld: its article has changed since it was indexed, and is due for indexing."


@dataclass(frozen=True, slots=True)
class Shown:
    """Messages, and the quotes that stand in them."""

    messages: tuple[str, ...]
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """Clean text, bold where it is what answers."""

    text: str
    bold: bool

    def __str__(self) -> str:
        """The run in Discord's markup; blanks stay outside of the bold, where they would end it."""
        core = self.text.strip(" ")
        if not self.bold or not core:
            return escape(self.text)
        before, _, after = self.text.partition(core)
        return f"{before}**{escape(core)}**{after}"


def answer_messages(answer: Answer, question: str) -> Shown:
    """What gives an answer, or says that there is none; `question` is clean (`clean_question`)."""
    heading = answer_heading(answer, question)
    if answer.choices:
        return Shown(tuple(pack(heading, [choices(answer.choices)])), ())
    if not answer.answered:
        return Shown(tuple(pack(heading, [unanswered(answer)])), ())
    if answer.outside:
        heading += f"\n-# Nothing from {answer.outside} answers; from other days:"
    if answer.disagreement:
        said = [(place + 1, inert(answer.quotes[place].answer, LONGEST_ANSWER)) for place in answer.disagreement]
        heading += f"\n-# The articles disagree: {', '.join(f'{number} says “{words}”' for number, words in said)}."
    shown = quote_messages(answer.quotes, heading)
    if answer.withheld and units(shown.messages[-1]) + units(WITHHELD) < LIMIT:
        return Shown((*shown.messages[:-1], f"{shown.messages[-1]}\n{WITHHELD}"), shown.quotes)
    return shown


def quote_messages(quotes: Sequence[Quote], heading: str, first: int = 1) -> Shown:
    """What gives quotes, numbered from `first`: the first of them, and as many more as `MOST_MESSAGES` hold."""
    blocks: list[str] = []
    messages: list[str] = []
    for number, quote in enumerate(quotes):
        further = quote_blocks(quote, first + number, heading)
        packed = pack(heading, [*blocks, *further])
        if blocks and len(packed) > MOST_MESSAGES:
            return Shown(tuple(messages), tuple(quotes[:number]))
        blocks += further
        messages = packed
    return Shown(tuple(messages), tuple(quotes))


def quote_blocks(quote: Quote, number: int, heading: str) -> list[str]:
    """A quote as at most four block quotes that fit a message each, the source below the last."""
    source = f"-# {number} · {source_line(quote.article, quote.line, clean(quote.text[:LONGEST_QUOTE]))}"
    if quote.also:
        source += f" · {quote.also}"
    room = LIMIT - units(heading) - units(source) - units(GOES_ON) - len("\n> \n\n")
    pieces = [f"> {''.join(map(str, piece))}" for piece in split(shown_runs(quote), room)] or ["> …"]
    shown = pieces[:MOST_PIECES]
    if len(shown) < len(pieces) or len(quote.text) > LONGEST_QUOTE:
        source = f"{GOES_ON}\n{source}"
    return [*shown[:-1], f"{shown[-1]}\n{source}"]


def shown_runs(quote: Quote) -> list[Run]:
    """The words of a quote, or of its beginning, as clean runs; the answering ones bold."""
    end = min(len(quote.text), LONGEST_QUOTE)
    marks = sorted({0, end, *(min(mark, end) for mark in quote.highlight or ())})
    runs: list[Run] = []
    for start, stop in itertools.pairwise(marks):
        line = clean(f"x{quote.text[start:stop]}x")[1:-1]  # keeps a blank at its edge
        if runs and runs[-1].text.endswith(" "):
            line = line.lstrip(" ")
        bold = quote.highlight is not None and quote.highlight.start <= start < quote.highlight.end
        runs.append(Run(line, bold))
    return _stripped(runs)


def split(runs: Iterable[Run], room: int) -> list[list[Run]]:
    """Runs in pieces whose markup has at most `room` code units: at the ends of sentences, else between words.

    A word that is too long is cut between graphemes.
    """
    pieces: list[list[Run]] = [[]]
    left = room
    for token in _tokens(runs, room):
        cost = _cost(token)
        if cost > left and pieces[-1]:
            carried = _after_last_sentence(pieces[-1])
            pieces[-1] = pieces[-1][: len(pieces[-1]) - len(carried)]
            pieces.append(carried)
            left = room - sum(map(_cost, carried))
            if cost > left:  # what was carried leaves no room for a word that is long itself
                pieces.append([])
                left = room
        pieces[-1].append(token)
        left -= cost
    return [stripped for piece in pieces if (stripped := _stripped(_merged(piece)))]


def pack(heading: str, blocks: Sequence[str]) -> list[str]:
    """Blocks in as few messages as hold them, each message under the heading."""
    messages: list[str] = []
    current = heading
    for block in blocks:
        joined = f"{current}\n{block}" if current else block
        if units(joined) > LIMIT:
            messages.append(current)
            joined = f"{heading}\n{block}" if heading else block
        current = joined
    return [*messages, current]


def unanswered(answer: Answer) -> str:
    """That the articles do not say, and which are nearest."""
    lines = ["**The articles don’t say.**"]
    if answer.nearest:
        lines.append("-# Nearest articles:")
        lines += [f"-# • {source_line(article, None, None)}" for article in answer.nearest[:NEAREST]]
    if answer.withheld:
        lines.append(WITHHELD)
    return "\n".join(lines)


def choices(articles: Sequence[ArticleInfo]) -> str:
    """Which articles may be meant."""
    lines = [f"-# {number} · {source_line(article, None, None)}" for number, article in enumerate(articles, 1)]
    return "\n".join(["**Which do you mean?**", *lines])


def sources_messages(quotes: Sequence[Quote]) -> list[str]:
    """Where quotes are from; no message for no quotes."""
    lines = [source_line(one.article, one.line, clean(one.text[:LONGEST_QUOTE])) for one in quotes]
    return pack("", [f"-# {number} · {line}" for number, line in enumerate(lines, 1)]) if lines else []


def context_messages(context: Context) -> list[str]:
    """A quote with the text around it, the quote bold."""
    heading = f"-# {source_line(context.article, None, clean(context.quote[:LONGEST_QUOTE]))}"
    *before, leading = PARAGRAPHS.split(context.before[-AROUND:])
    trailing, *after = PARAGRAPHS.split(context.after[:AROUND])
    lead, trail = clean(leading), clean(trailing)
    quoting = [Run(f"{lead} " if lead else "", bold=False), Run(clean(context.quote[:LONGEST_QUOTE]), bold=True)]
    quoting.append(Run(f" {trail}" if trail else "", bold=False))
    paragraphs = [[Run(clean(one), bold=False)] for one in before]
    paragraphs += [quoting, *([Run(clean(one), bold=False)] for one in after)]
    room = LIMIT - units(heading) - len("\n> ")
    pieces = [f"> {''.join(map(str, piece))}" for runs in paragraphs for piece in split(runs, room)]
    return pack(heading, pieces)[:MOST_MESSAGES]


def sources_page(articles: Sequence[ArticleInfo], page: int, search: str) -> str:
    """One page of a list of articles; pages are counted from 0."""
    of = f" with “{inert(search, 100)}”" if search else ""
    if not articles:
        return f"There are no articles{of} here."
    first = page * PER_PAGE
    shown = list(enumerate(articles[first : first + PER_PAGE], first + 1))
    heading = f"**{len(articles):,} article{'s' if len(articles) != 1 else ''}{of}**"
    full = "\n".join([heading, *(f"-# {number:,} · {source_line(one, None, None)}" for number, one in shown)])
    if units(full) <= LIMIT:
        return full
    return "\n".join([heading, *(f"-# {number:,} · {inert(one.title, 150)}" for number, one in shown)])


def last_page(articles: Sequence[ArticleInfo]) -> int:
    """The number of the last page."""
    return max(0, (len(articles) - 1) // PER_PAGE)


def more_messages(quotes: Sequence[Quote], heading: str, first: int) -> Shown:
    """What gives quotes beyond those of an answer, numbered from `first`; the heading is the answer's own."""
    return quote_messages(quotes, f"{heading}\n{LESS_SURE}", first)


def answer_heading(answer: Answer, question: str) -> str:
    """The lines that hold the question, and how it was understood, if that differs."""
    if answer.days is None and clean(answer.standalone_question) == clean(answer.question):
        return question_line(question)
    days = f" ({answer.days})" if answer.days else ""
    return f"{question_line(question)}\n{UNDERSTOOD}{inert(answer.standalone_question, LONGEST_QUESTION)}{days}"


def question_line(question: str) -> str:
    """The line of a message that holds the question."""
    return f"{ASKED}{escape(question)}"


def clean_question(text: str) -> str:
    """A question as it is asked and shown: one line, cut after a word where it is too long."""
    line = clean(text)
    if len(line) <= LONGEST_QUESTION:
        return line
    cut = line[:LONGEST_QUESTION]
    return cut.rpartition(" ")[0] or "".join(regex.findall(r"\X", cut)[:-1])


def question_of(message: str) -> str | None:
    """The question that a message of ours answers."""
    first = message.partition("\n")[0]
    return unescape(first.removeprefix(ASKED)) if first.startswith(ASKED) else None


@dataclass(frozen=True, slots=True)
class Understanding:
    """How a message of ours says that its question was understood: by itself, on days from `since` to `until`."""

    question: str
    since: date | None = None
    until: date | None = None


def understood_of(message: str) -> Understanding | None:
    """How the question was understood that a message of ours answers, where it says so."""
    line = next((one for one in message.split("\n")[:2] if one.startswith(UNDERSTOOD)), None)
    if line is None:
        return None
    question = unescape(line.removeprefix(UNDERSTOOD))
    if question.endswith("…"):  # it was cut
        return None
    days = DAYS.search(question)
    since, until = map(parse_date, days.groups()) if days else (None, None)
    if days is None or since is None or until is None or since > until:
        return Understanding(question)
    return Understanding(question[: days.start()], since, until)


def answers_of(message: str) -> list[str]:
    """The answering words of each quote in a message of ours, which are bold there; empty where none are."""
    answers: list[str] = []
    bold = ""
    for line in message.split("\n"):
        if line.startswith("> "):
            bold = bold or next((unescape(found) for found in MARKED.findall(line)), "")
        elif SOURCE.match(line):
            answers.append(bold)
            bold = ""
    return answers


def heading_of(message: str) -> str:
    """The lines of a message of ours that hold the question, and how it was understood."""
    lines = message.split("\n")[:2]
    return "\n".join(line for line in lines if line.startswith((ASKED, UNDERSTOOD)))


def _tokens(runs: Iterable[Run], room: int) -> Iterator[Run]:
    """Words with the blanks after them; graphemes of words that are too long."""
    for run in runs:
        for found in TOKEN.findall(run.text):
            whole = Run(found, run.bold)
            if _cost(whole) <= room // 2:
                yield whole
                continue
            for grapheme in regex.findall(r"\X", found):
                parts = [grapheme] if _cost(Run(grapheme, run.bold)) <= room // 2 else grapheme  # without an end
                yield from (Run(part, run.bold) for part in parts)


def _cost(run: Run) -> int:
    """At most so many code units of markup, wherever it stands."""
    return units(escape(run.text)) + 1 + BOLD * run.bold


def _after_last_sentence(piece: Sequence[Run]) -> list[Run]:
    """The end of a piece after its last whole sentence; nothing if that is most of it."""
    for place in range(len(piece), len(piece) // 2, -1):
        if SENTENCE_END.search(piece[place - 1].text):
            return list(piece[place:])
    return []


def _merged(runs: Iterable[Run]) -> list[Run]:
    """The runs with neighbours of a kind as one."""
    merged: list[Run] = []
    for run in runs:
        if merged and merged[-1].bold == run.bold:
            merged[-1] = Run(merged[-1].text + run.text, run.bold)
        elif run.text:
            merged.append(run)
    return merged


def _stripped(runs: Sequence[Run]) -> list[Run]:
    """The runs without blanks at the two ends."""
    kept = [run for run in runs if run.text]
    if kept:
        kept[0] = Run(kept[0].text.lstrip(" "), kept[0].bold)
        kept[-1] = Run(kept[-1].text.rstrip(" "), kept[-1].bold)
    return [run for run in kept if run.text]
