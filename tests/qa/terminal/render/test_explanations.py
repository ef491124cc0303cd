"""What a person sees of what was taken from a file."""

from datetime import date

from qa.reports import Explanation, LeftOut, Sentence, Skipped
from qa.terminal.render import show_explained
from qa.values import ArticleInfo
from tests.qa.terminal.render.showing import shown

EXPLAINED = Explanation(
    article=ArticleInfo(
        id="1", title="The\x1b[31m bridge", path="/x/a.md", collection="c", published=date(2024, 3, 12)
    ),
    authors=("Ann Lee", "Bo Dahl"),
    title_from="its front matter",
    published_from="its file name",
    draft=False,
    public_from=None,
    quotable=(Sentence(line=4, text="The bridge\nwas closed."),),
    left_out=(LeftOut(line=1, text="word " * 60, reason="a heading"),),
)


def test_what_was_taken_is_shown_with_where_it_is_from_and_what_was_not_with_the_reason() -> None:
    assert shown(show_explained, EXPLAINED) == (
        "/x/a.md\n"
        "title       The[31m bridge (from its front matter)\n"
        "date        2024-03-12 (from its file name)\n"
        "authors     Ann Lee, Bo Dahl\n"
        "may be quoted: 1 sentence\n"
        "     4  The bridge was closed.\n"
        "not quoted\n"
        f"     1  {'word ' * 40}…  [a heading]\n"
    )


def test_a_draft_and_a_file_that_gives_no_article_say_so() -> None:
    draft = EXPLAINED.model_copy(update={"draft": True, "left_out": ()})
    assert "draft       left out, unless you say --drafts\n" in shown(show_explained, draft)
    waiting = EXPLAINED.model_copy(update={"public_from": date(2030, 1, 1)})
    assert "not yet     left out until its day, unless you say --drafts\n" in shown(show_explained, waiting)
    skipped = Skipped(path="/x/b.md", reason="it is empty\x07")
    assert shown(show_explained, skipped) == "/x/b.md: it is empty\n"
    row = Skipped(path="/x/b.csv", line=7, reason="1 column where the header has 3")
    assert shown(show_explained, row) == "/x/b.csv:7: 1 column where the header has 3\n"
