"""Taking back what narrowed a question: "any time", "by anyone" after a question that names days or an author."""

import re
from collections.abc import Sequence

from qa.answers import Turn
from qa.question.days import mention
from qa.question.kinds import recognise

_WIDER = re.compile(
    r"\W*(?:(?:and|or|no|but|ok|okay|then|now|what about|how about|try)\W+)*"
    r"(?:(?:(?:at|from|for|in|of|on) )?(?:any ?time|any (?:date|day|month|year)|all (?:dates|days|months|years|times))"
    r"|(?:(?:by|from|of) )?(?:anyone|anybody|any author|all authors))(?:\W+(?:at all|please|then|instead))*\W*",
    re.IGNORECASE,
)
_DANGLING = re.compile(r"\s+(?:(?:written )?by|before|after|since|until|from|of|for|in|on|over|during)$", re.IGNORECASE)


def widened(line: str, turns: Sequence[Turn]) -> str | None:
    """The question before a line without its days and its author, if the line asks for that; None if it does not."""
    if not turns or not _WIDER.fullmatch(line):
        return None
    question = turns[-1].question
    wider = question
    while days := mention(wider):
        wider = _without(wider, *days.span())
    author = recognise(wider).author
    if author and (named := re.search(rf"\bby {re.escape(author)}", wider)):
        wider = _without(wider, *named.span())
    return wider if wider != question and wider.strip(" ?!.") else None


def _without(question: str, start: int, end: int) -> str:
    before = question[:start].rstrip(" ,(")
    while (cut := _DANGLING.sub("", before)) != before:
        before = cut
    return re.sub(r"\s+(?=[?.!,]|$)", "", f"{before} {question[end:].lstrip(' ,)')}".strip())
