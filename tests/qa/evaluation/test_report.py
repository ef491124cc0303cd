"""The report of an evaluation: one file that needs nothing else."""

import re
from html.parser import HTMLParser

from qa.evaluation.figures import Evaluation, Outcome, ask, evaluate
from qa.evaluation.questions import Known
from qa.evaluation.report import html
from tests.conftest import Shelf


class Tags(HTMLParser):
    """The names of all tags of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert not any(name in ("src", "href", "onload") for name, _ in attrs)
        self.seen.add(tag)


def test_the_report_needs_nothing_else_and_shows_text_as_text(shelf: Shelf) -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    assistant = shelf({"evil.txt": f"Title {evil}\nThe bridge was closed on a Tuesday in March for {evil}."})
    questions = [
        Known(question="On which day was the bridge closed?", answers=("Tuesday",)),
        Known(question=f"Which bridge {evil}?", answers=(f"no {evil}",)),
    ]
    result = evaluate(assistant, questions, list(ask(assistant, questions)), 0.0)
    page = html(result, evil)
    assert Tags(page).seen.isdisjoint({"script", "img", "link", "iframe"})
    assert "polyline" in Tags(page).seen
    assert "&lt;script&gt;" in page
    rows = re.findall(r'<tr class="(\w+)">', page)
    assert rows == ["false", "right"], page
    assert {one.name.lower() for one in Outcome} <= set(re.findall(r'id="(\w+)"', page))
    assert isinstance(result, Evaluation)
    assert "http" not in page.replace("http-equiv", "")


def test_what_was_too_unsure_to_be_shown_is_marked(shelf: Shelf) -> None:
    assistant = shelf({"bridge.txt": "The bridge\nThe bridge was closed on a Tuesday in March."})
    questions = [Known(question="On which day was the bridge closed?", answers=("Tuesday",))]
    answers = list(ask(assistant, questions))
    for threshold, is_marked in ((0.0, False), (1.0, True)):
        page = html(evaluate(assistant, questions, answers, threshold), "")
        assert ("too unsure to be shown:</span><blockquote>The bridge was" in page) is is_marked
