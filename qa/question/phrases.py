"""What a question names: its phrases and names, as far as the quotes that it got confirm them."""

import re
from collections.abc import Sequence

from qa.language.english import FUNCTION_WORDS, WORD

SILENT = FUNCTION_WORDS
NAME = r"[^\W\d_a-z][\w'’.-]*(?:\s+(?:of\s+(?:the\s+)?)?[^\W\d_a-z][\w'’.-]*)*"
_TOKEN = re.compile(rf"(?:(?P<of>of\s+(?:the\s+)?)(?=[^\W\d_a-z]))?(?P<word>{WORD.pattern})")
_VERB = re.compile(
    r"^(?:[a-z].*(?:ed|ing)|built|held|won|lost|led|sold|bought|born|died|met|ran|sent|shot|hit|left|set|cut|rose|fell"
    r"|grew|written|broken|chosen|driven|drawn|thrown|spent|paid|caught|taught|fought|struck|beat|leads|wrote)$"
)


def phrases(question: str, evidence: str) -> list[str]:
    """What a question names: runs of words that are no function words, as far as the quotes that it got have them.

    With no quotes, or none that has any, the runs less the verb forms at their ends.
    """
    runs = _runs(question)
    said = f" {' '.join(WORD.findall(evidence))} ".casefold()
    found = [phrase for run in runs if (phrase := _longest_said(run, said))]
    return found or [phrase for run in runs if (phrase := _less_verbs(run))]


def _runs(text: str) -> list[list[str]]:
    """Neighbouring words that are no function words, nothing but blanks between them; "of" goes on with a name."""
    runs: list[list[str]] = [[]]
    last = 0
    for found in _TOKEN.finditer(text):
        word = found["word"]
        is_silent = word.casefold() in SILENT
        if is_silent or text[last : found.start()].strip():
            runs.append([])
        elif found["of"] and runs[-1]:
            runs[-1] += found["of"].split()
        if not is_silent:
            runs[-1].append(word)
        last = found.end()
    return [run for run in runs if run]


def _longest_said(run: Sequence[str], said: str) -> str:
    """The longest part of a run that stands so in what was said, the later of two; empty if none does."""
    for length in range(len(run), 0, -1):
        for start in range(len(run) - length, -1, -1):
            part = " ".join(run[start : start + length])
            if f" {part.casefold()} " in said:
                return part
    return ""


def _less_verbs(run: Sequence[str]) -> str:
    """A run without the words at its ends that are verbs by their form."""
    words = list(run)
    while words and _VERB.search(words[-1]):
        words.pop()
    while words and _VERB.search(words[0]):
        words.pop(0)
    return " ".join(words)


def with_article(phrase: str, text: str) -> str:
    """A phrase with "the" before it where a text has an article there."""
    return (
        f"the {phrase}"
        if re.search(rf"\b(?:the|an?)\s+(?:[\w-]+\s+){{0,2}}{re.escape(phrase)}", text, re.IGNORECASE)
        else phrase
    )


def name(text: str) -> str:
    """A phrase if it is a name: its first and last words begin with capitals."""
    words = text.split()
    return text if words and all(word[:1].isupper() for word in (words[0], words[-1])) else ""


def content(text: str) -> list[str]:
    """The words of a text that are no function words."""
    return [word for word in WORD.findall(text.casefold()) if word not in SILENT]
