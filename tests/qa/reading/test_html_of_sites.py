"""Pages of static sites before they are built, and pages that the library keeps."""

from datetime import date

from qa.library.quotable import statements
from tests.qa.reading.conftest import Put
from tests.qa.reading.told import article, notices

PARAGRAPH = "The council met in the old hall on the hill and spoke of the bridge for two hours."


def test_a_page_of_a_static_site_has_the_facts_of_its_front_matter_and_no_tags_of_its_template(put: Put) -> None:
    head = '---\ntitle: "The bridge: a story"\nauthor: Ann Lee\ndate: 2021-03-04\n---\n'
    tags = "{% for one in all %}<p>{{ one.title }}</p>{% endfor %}"
    text = f"<p>{PARAGRAPH}</p>\n<p>The site {{{{ site.name }}}} is closed. The mill is open.</p>\n{tags}\n"
    one = article(put("a.html", head + text))
    assert (one.title, one.title_from, one.authors) == ("The bridge: a story", "front matter: title", ("Ann Lee",))
    assert (one.published, one.published_from) == (date(2021, 3, 4), "front matter: date")
    assert [one.text[slice(*unit.sentence)] for unit in statements(one)] == [PARAGRAPH, "The mill is open."]


def test_tags_of_a_template_without_front_matter_are_no_text(put: Put) -> None:
    page = f"<div><p>{PARAGRAPH}</p>\n{{% include head.html %}}\n<p>It is {{{{ .Title }}}}, they say.</p></div>"
    one = article(put("a.html", page))
    assert [one.text[slice(*unit.sentence)] for unit in statements(one)] == [PARAGRAPH]
    assert "{" not in one.text


def test_a_page_that_tells_of_templates_is_none(put: Put) -> None:
    page = f"<div><p>{PARAGRAPH}</p>\n<p>Write <code>{{% include head.html %}}</code> and it is there.</p></div>"
    assert "Write {% include head.html %} and it is there." in article(put("a.html", page)).text


def test_an_address_of_a_template_is_no_text_of_a_post_in_html(put: Put) -> None:
    page = f"---\ntitle: A\n---\n<p>{PARAGRAPH}</p>\n<p>See [the mill]({{{{ site.url }}}}/mill) on its hill.</p>\n"
    one = article(put("a.md", page))
    assert [one.text[slice(*unit.sentence)] for unit in statements(one)] == [PARAGRAPH]
    assert "xxx" not in one.text


def test_a_day_of_a_posts_front_matter_that_may_be_two_is_told(put: Put) -> None:
    post = f"---\ntitle: A\ndate: 03/04/2021\n---\n<p>{PARAGRAPH}</p>\n"
    told = "its date could mean two different days (03/04/2021): no date was taken"
    assert notices(put("a.html", post)) == [told]
    assert notices(put("2021-04-03-a.html", post)) == []


def test_the_day_in_the_address_of_a_page_is_its_own_where_it_states_none(put: Put) -> None:
    saved = "<!-- saved from url=(0034)https://a.example/2021/03/04/mill/ -->\n"
    page = f"<html lang='en'><body><article><h1>A mill</h1><p>{PARAGRAPH}</p></article></body></html>"
    one = article(put("0a1b2c.html", saved + page))
    assert (one.published, one.published_from) == (date(2021, 3, 4), "its address")
    stated = page.replace("</h1>", "</h1><time datetime='2021-03-02'>March 2</time>")
    assert article(put("1a1b2c.html", saved + stated)).published == date(2021, 3, 2)


def test_a_page_that_was_fetched_and_has_no_title_has_the_beginning_of_its_text_for_one(put: Put) -> None:
    page = f"<html><body><article><h1></h1><p>{PARAGRAPH}</p></article></body></html>"
    kept = article(put("0a1b2c.html", f"<!-- saved from url=(0023)https://a.example/1 -->\n{page}"))
    assert (kept.title, kept.title_from) == (f"{PARAGRAPH[:75]}…", "the beginning of its text")
    assert [kept.text[slice(*unit.sentence)] for unit in statements(kept)] == [PARAGRAPH]
    assert article(put("old-bridge.html", page)).title == "old bridge"
