"""Undo what narrowed a question: "any time", "by anyone" after a question that names days or an author."""

import re
from collections.abc import Sequence
from datetime import date

from qa.answers import Turn
from qa.question.days import named_days
from qa.question.kinds import recognise

_WIDER = re.compile(
    r"\W*(?:(?:and|or|no|but|ok|okay|then|now|what about|how about|try)\W+)*"
    r"(?:(?:(?:at|from|for|in|of|on) )?(?:any ?time|any (?:date|day|month|year)|all (?:dates|days|months|years|times))"
    r"|(?:(?:by|from|of) )?(?:anyone|anybody|any author|all authors))(?:\W+(?:at all|please|then|instead))*\W*",
    re.IGNORECASE,
)


def widened(line: str, turns: Sequence[Turn], today: date) -> str | None:
    """Return the question before a line, without its days and author, if the line asks for that; else None."""
    if not turns or not _WIDER.fullmatch(line):
        return None
    wider = question = turns[-1].question
    while days := named_days(wider, today):
        wider = days.cut(wider)
    if author := recognise(wider).author:
        wider = re.sub(rf"\s+(?:written )?by {re.escape(author)}", "", wider)
    return wider if wider != question and wider.strip(" ?!.") else None
