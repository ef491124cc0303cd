"""A question as it is asked and shown: one line, and the small line that repeats it."""

import regex

from bot.outgoing.escape import clean, escape, unescape

LONGEST_QUESTION = 300
"""Characters of a question."""

ASKED = "-# Question: "

SENTENCES = regex.compile(r"(?<=[.!?…。！？][\"'”’»)\]]*)\s+")
QUESTION = regex.compile(r"[?？][\"'”’»)\]]*$")


def clean_question(text: str) -> str:
    """A question in one line; for a text that is too long, its sentences that ask, or else its beginning."""
    line = clean(text)
    if len(line) <= LONGEST_QUESTION:
        return line
    asking = ""
    for sentence in filter(QUESTION.search, SENTENCES.split(line)):
        longer = f"{asking} {sentence}".strip()
        asking = longer if len(longer) <= LONGEST_QUESTION else asking
    return asking or _begin(line)


def _begin(line: str) -> str:
    """As much of a line as a question may have, cut after a word."""
    cut = line[:LONGEST_QUESTION]
    return cut.rpartition(" ")[0] or "".join(regex.findall(r"\X", cut)[:-1])


def question_line(question: str) -> str:
    """The line that repeats a clean question."""
    return f"{ASKED}{escape(question)}"


def repeated_question(text: str) -> str | None:
    """The question that a message of ours repeats; None if it repeats none."""
    first = text.partition("\n")[0]
    return unescape(first.removeprefix(ASKED)) if first.startswith(ASKED) else None


def left_out(question: str, understood: str) -> str:
    """The words of a question that were dropped to get what was understood; empty if it is no such cut."""
    length = len(question) - len(understood)
    for start in range(len(understood) + 1) if length > 0 else ():
        words = question[start : start + length].strip()
        is_word = start == 0 or " " in question[start - 1 : start + 1]
        if is_word and words and without(question, words) == understood:
            return words
    return ""


def without(question: str, words: str) -> str:
    """A question without some words, and without the blank before them, or else the one after them."""
    before, found, after = question.partition(f" {words}")
    return f"{before}{after}" if found else question.replace(f"{words} ", "", 1)
