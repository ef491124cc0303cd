"""Answers in Markdown: each quote as a block quote with its citation below."""

import re
from collections.abc import Sequence

from qa.answers import Answer, Quote
from qa.terminal.render.text import place, printable

SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")


def answers_markdown(answers: Sequence[Answer]) -> str:
    """Return answers as Markdown; if several, each under its question."""
    if len(answers) == 1:
        return answer_markdown(answers[0])
    return "\n\n".join(f"**{_escaped(printable(one.question))}**\n\n{answer_markdown(one)}" for one in answers)


def answer_markdown(answer: Answer) -> str:
    """Return an answer's quotes with their citations, or a line that the articles don't say."""
    if not answer.quotes:
        return "The articles don't say."
    return "\n\n".join(quote_markdown(quote) for quote in answer.shown)


def quote_markdown(quote: Quote) -> str:
    """Return a quote and its citation: title (a link, if there is one), source, date, place."""
    article = quote.article
    title = _escaped(printable(article.title))
    if article.url:
        title = f"[{title}](<{place(article, None, quote.page).replace('<', '%3C').replace('>', '%3E')}>)"
    where = "" if article.url else f"`{place(article, quote.line, quote.page)}`"
    parts = [title, _escaped(printable(article.source or "")), str(article.published or ""), where]
    return f"> {_escaped(printable(quote.seen()))}\n>\n> — {', '.join(part for part in parts if part)}"


def _escaped(text: str) -> str:
    """The text, escaped for Markdown."""
    return SPECIAL.sub(r"\\\1", text)
