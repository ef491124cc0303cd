"""Measure how files are read: by format, what is found and how fast; and what is right where the truth is known.

    python -m benchmarks.formats FOLDER [FOLDER ...] [--pages N] [--failures]

Each folder is read as `pullquote index` reads it. Three kinds of truth are used:

- Front matter of posts, by PyYAML and tomllib, and the day in a file's name: whether title and day are right.
- FOLDER/evaldata.json, as trafilatura has it beside eval/ and cache/: pieces of text that belong to a page, and others.
- FOLDER/PAGE/source.html with expected.html and expected-metadata.json, as readability has it: paragraphs and titles.

The text of pages is also compared with plain trafilatura's. Sentences that may be quoted are searched for markup other
than emphasis, links, inline code and footnote marks: once as they stand in the file, and once without the marks that
Pullquote recognises and need not show. The table is Markdown. With --pages, only pages are compared.
"""

import argparse
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.truths import Pieces, pieces_of, post_truth
from qa.library.quotable import statements
from qa.reading import SourceFile, find, read
from qa.values import Article, PartKind, Span

CODE = re.compile(r"`+[^`\n]*`+")
NOTE = re.compile(r"!?\[\^[^\]\n]*\]")
LINK = re.compile(r"(?<!!)\[((?:[^\[\]]|\[[^\[\]]*\])*)\](?:\((?:[^()]|\([^()]*\))*\)|\[[^\]\n]*\])?")
"""Markup that a sentence may have: code, notes, and links, whose words are kept."""

MARKUP = re.compile(
    r"</?[a-zA-Z][\w-]*(?:\s[^<>]*)?/?>|<!--|-->|\{[%{#]|[%}]\}|!\[|\]\(|\]\[|^\s{0,3}#{1,6}\s|^\s*\||```|~~~|:::|%%|"
    r"&(?:[a-z]{2,8}|#\d+|#x[0-9a-f]+);|^\s*>|\*\*\*\*",
    re.MULTILINE | re.IGNORECASE,
)

COLUMNS = (
    *("folder", "format", "files", "articles", "skipped", "title", "day", "sentences"),
    *("markup in the file, of 100", "markup shown, of 100", "articles/s"),
)
NUMBERED = re.compile(r"\[(?:\d{1,3}|citation needed)\]")
"""A footnote mark, as Wikipedia writes it."""

POSTS = ("markdown", "html")
"""Kinds of files that may have front matter."""

SHOWN = 20
"""How many failures --failures lists."""


@dataclass(slots=True)
class Right:
    """How many values agree with the truth, and which do not."""

    of: int = 0
    wrong: list[str] = field(default_factory=list)

    def judge(self, what: str, found: object, expected: object) -> None:
        self.of += 1
        if found != expected:
            self.wrong.append(f"{what}: {found!r}, not {expected!r}")

    def __str__(self) -> str:
        return f"{1 - len(self.wrong) / self.of:.3f} of {self.of:,}" if self.of else "-"


@dataclass(slots=True)
class Reading:
    """What was read of one format in one folder."""

    files: int = 0
    articles: int = 0
    skipped: int = 0
    sentences: int = 0
    seconds: float = 0.0
    marked: int = 0
    shown: list[str] = field(default_factory=list)
    titles: Right = field(default_factory=Right)
    days: Right = field(default_factory=Right)


def main() -> None:
    """Read, and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+", metavar="FOLDER")
    parser.add_argument("--failures", action="store_true", help=f"list the first {SHOWN} of each kind")
    parser.add_argument("--pages", type=int, metavar="N", help="only compare, of each folder at most N pages")
    options = parser.parse_args()
    failures: dict[str, Sequence[str]] = {}
    if options.pages is None:
        print(f"| {' | '.join(COLUMNS)} |\n|{'---|' * len(COLUMNS)}", flush=True)
        for folder in options.folders:
            failures |= measured(folder)
    for folder in options.folders:
        compared(folder, options.pages)
    for name, examples in failures.items() if options.failures else ():
        print(f"\n{name}\n" + "\n".join(f"  {one}" for one in examples[:SHOWN]))


def measured(folder: Path) -> dict[str, Sequence[str]]:
    """Print a row for each format of a folder; return what failed, by kind."""
    readings: dict[str, Reading] = {}
    for file in find([folder]):
        if isinstance(file, SourceFile):
            reading = readings.setdefault(file.kind or "", Reading())
            for article in taken(file, reading):
                if file.kind in POSTS:
                    judge(file.path, article, reading)
    for kind, one in sorted(readings.items()):
        counts = (f"{number:,}" for number in (one.files, one.articles, one.skipped))
        shares = (f"{100 * number / max(1, one.sentences):.2f}" for number in (one.marked, len(one.shown)))
        pace = f"{one.articles / one.seconds:,.0f}"
        cells = (folder.name, kind, *counts, one.titles, one.days, f"{one.sentences:,}", *shares, pace)
        print("|", " | ".join(map(str, cells)), "|", flush=True)
    return {
        f"{folder.name}, {kind}: {what}": found
        for kind, one in readings.items()
        for what, found in (("titles", one.titles.wrong), ("days", one.days.wrong), ("markup", one.shown))
    }


def taken(file: SourceFile, reading: Reading) -> Iterator[Article]:
    """Yield the articles of a file, and count them with the time of reading it and cutting it into sentences."""
    start = time.perf_counter()
    found = list(read(file))
    articles = [one for one in found if isinstance(one, Article)]
    said = [(article, unit.span) for article in articles for unit in statements(article)]
    reading.seconds += time.perf_counter() - start
    reading.files += 1
    reading.articles += len(articles)
    reading.skipped += not articles
    reading.sentences += len(said)
    reading.marked += sum(has_markup(article.text[span.start : span.end]) for article, span in said)
    reading.shown += [text for article, span in said if has_markup(text := bare(article, span))]
    yield from articles


def has_markup(text: str) -> bool:
    """Whether a sentence has markup that it may not have."""
    return MARKUP.search(LINK.sub(r"\1", NOTE.sub("", CODE.sub("", text)))) is not None


def bare(article: Article, span: Span) -> str:
    """Return a sentence without what is recognised as a mark or as code."""
    pieces, end = [], span.start
    for part in article.parts:
        if part.kind in (PartKind.MARK, PartKind.CODE) and span.start <= part.start < span.end:
            pieces.append(article.text[end : part.start])
            end = max(end, part.end)
    return "".join([*pieces, article.text[end : span.end]])


def judge(path: Path, article: Article, reading: Reading) -> None:
    """Compare a post with its front matter."""
    truth = post_truth(path)
    if truth.title is not None:
        reading.titles.judge(str(path), article.title, truth.title)
    if truth.day is not None:
        reading.days.judge(str(path), article.published, truth.day)


def compared(folder: Path, most: int | None) -> None:
    """Print how much of the expected text of a folder's pages each program finds, and how much that does not belong."""
    every = list(pieces_of(folder))
    if not every:
        return
    pages = every if most is None else every[:: -(-len(every) // most)]  # evenly spaced
    ours, plain = Counter[str](), Counter[str]()
    for page in pages:
        count(ours, page, _read(page.path))
        count(plain, page, _trafilatura(page.path))
    print(f"\n{folder.name}: {len(pages):,} of {len(every):,} pages\n")
    print("| by | expected pieces found | pieces that do not belong | right titles |\n|---|---|---|---|", flush=True)
    for name, one in (("Pullquote", ours), ("trafilatura", plain)):
        pairs = (("found", "expected"), ("foreign", "others"), ("titled", "titles"))
        shares = (f"{one[part] / one[whole]:.4f}" if one[whole] else "-" for part, whole in pairs)
        print(f"| {name} |", " | ".join(shares), "|", flush=True)


def count(counts: "Counter[str]", page: Pieces, got: tuple[str, str]) -> None:
    """Count what of a page was found."""
    title, text = got[0], folded(got[1])
    counts["expected"] += len(page.expected)
    counts["found"] += sum(folded(one) in text for one in page.expected)
    counts["others"] += len(page.foreign)
    counts["foreign"] += sum(folded(one) in text for one in page.foreign)
    counts["titles"] += page.title is not None
    counts["titled"] += page.title is not None and folded(title) == folded(page.title)


def folded(text: str) -> str:
    """Return a text as it is compared: blanks alike, no footnote marks and no soft hyphens, which are not read."""
    return " ".join(NUMBERED.sub("", text.replace("\xad", "")).split())


def _read(path: Path) -> tuple[str, str]:
    return next(((one.title, one.text) for one in read(SourceFile(path, "")) if isinstance(one, Article)), ("", ""))


def _trafilatura(path: Path) -> tuple[str, str]:
    from trafilatura import bare_extraction

    found = bare_extraction(path.read_bytes(), with_metadata=True, include_comments=False)
    return (found.title or "", found.text or "") if found is not None else ("", "")


if __name__ == "__main__":
    main()
