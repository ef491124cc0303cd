"""A page as the library keeps it."""

import json

from qa.web.listing import Entry
from qa.web.saved import LONGEST, ListedFacts, listed_facts, page_of, saved

URL = "https://courier.example/mill"


def test_the_address_stands_in_the_first_line_and_the_page_is_as_it_was() -> None:
    body = b"<html>\xff</html>"
    assert saved(URL, None, body) == f"<!-- saved from url=(0028){URL} -->\n".encode() + body
    assert saved(URL, ListedFacts(), body) == saved(URL, None, body)


def test_what_a_list_tells_cannot_end_its_comment() -> None:
    listed = ListedFacts(title="--><script>alert(1)</script>", date="2019-05-07", authors=("Nora Quist",))
    _, line, rest = saved(URL, listed, b"<p>It rained.").decode().split("\n")
    kept = line.removeprefix("<!-- listed as ").removesuffix(" -->")
    assert not any(sign in kept for sign in ("--", "<", ">"))
    assert ListedFacts.model_validate(json.loads(kept)) == listed
    assert rest == "<p>It rained."


def test_of_what_a_list_tells_only_so_much_is_kept() -> None:
    listed = listed_facts(Entry(url=URL, title="x" * 999, published="y" * 999, authors=("z" * 999,) * 20))
    assert (len(listed.title), len(listed.date), len(listed.authors)) == (LONGEST, LONGEST, 10)
    assert set(map(len, listed.authors)) == {LONGEST}


def test_an_entry_without_a_page_is_made_one_with_its_title_escaped() -> None:
    page = page_of(Entry(url=URL, title="Mill & <co>", content="<p>It rained.</p>")).decode()
    assert "<title>Mill &amp; &lt;co&gt;</title>" in page
    assert "<h1>Mill &amp; &lt;co&gt;</h1>\n<p>It rained.</p>\n</article>" in page
