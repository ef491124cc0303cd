"""Each format: what an article is told to be, and which of its text may be quoted."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.reading import SourceFile, find, read
from qa.types import Article, Notice, Skipped
from tests.qa.reading.pdfs import pdf


def read_all(path: Path) -> list[Article | Skipped | Notice]:
    return list(read(SourceFile(path, "shelf")))


def read_one(path: Path) -> Article:
    (article,) = read_all(path)
    assert isinstance(article, Article)
    return article


def body(article: Article) -> str:
    return "".join(article.text[span.start : span.end] for span in article.body)


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_the_users_seed_article(shared: Path) -> None:
    (path,) = (shared / "seeds").glob("*.txt")
    article = read_one(path)
    assert article.title == "U.S. Steps Back from Ceasefire Revival Amid Escalating Israel-Hezbollah Conflict"
    assert article.source == "www.cnn.com"
    assert article.text == path.read_bytes().decode()
    assert body(article).startswith("The U.S. is not actively pursuing a ceasefire")
    assert body(article).endswith("unfolding in the region.\n")
    assert (article.verbatim, article.line) == (True, 1)


def test_a_text_is_title_body_and_source(tmp_path: Path) -> None:
    path = write(
        tmp_path, "a.txt", "The title\r\nOne sentence.\r\n\r\nAnother.\r\nSource: https://www.example.org/x\r\n\r\n"
    )
    article = read_one(path)
    assert article.title == "The title"
    assert body(article) == "One sentence.\r\n\r\nAnother.\r\n"
    assert (article.source, article.url) == ("example.org", "https://www.example.org/x")


@pytest.mark.parametrize("text", ["Only one line of text.", "word " * 100 + "\nAnd a second line."])
def test_a_text_without_a_title_line_is_all_body(tmp_path: Path, text: str) -> None:
    article = read_one(write(tmp_path, "the_old-bridge.txt", text))
    assert article.title == "the old bridge"
    assert body(article) == text


def test_an_edit_keeps_the_id_and_changes_the_digest(tmp_path: Path) -> None:
    before = read_one(write(tmp_path, "a.txt", "Title\nOld text."))
    after = read_one(write(tmp_path, "a.txt", "Title\nNew text."))
    assert before.id == after.id
    assert before.digest != after.digest
    assert read_one(write(tmp_path, "b.txt", "Title\nOld text.")).id != before.id


def test_markdown_front_matter_and_title(tmp_path: Path) -> None:
    front = "---\ntitle: 'A: b'\ndate: 2024-03-12\nsource: Courier\nurl: https://example.org/a\nauthor: Ilse\n---\n"
    article = read_one(write(tmp_path, "a.md", front + "\n# A: b\n\nBody *text*.\n"))
    assert (article.title, article.published, article.source) == ("A: b", date(2024, 3, 12), "Courier")
    assert (article.url, article.author) == ("https://example.org/a", "Ilse")
    assert body(article) == "\nBody *text*.\n"
    assert article.text.startswith("---")


def test_markdown_takes_its_first_heading_as_title(tmp_path: Path) -> None:
    article = read_one(write(tmp_path, "a.md", "# The heading #\nText.\n## Part\nMore."))
    assert article.title == "The heading"
    assert body(article) == "Text.\n## Part\nMore."


def test_broken_front_matter_is_told_and_not_quoted(tmp_path: Path) -> None:
    article, notice = read_all(write(tmp_path, "my-note.md", "---\ntitle: [unclosed\n---\nThe text.\n"))
    assert isinstance(article, Article)
    assert (article.title, body(article)) == ("my note", "The text.\n")
    assert isinstance(notice, Notice)
    assert "front matter is not YAML (line 3)" in notice.reason


def test_an_alias_bomb_in_front_matter_stays_small(tmp_path: Path) -> None:
    levels = "".join(f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(8))
    article = read_one(write(tmp_path, "a.md", f"---\na: &a lol\n{levels}title: *i\n---\nText.\n"))
    assert article.title == "a"


PAGE = """<html><head><title>Bridge closes</title><meta name="author" content="Ilse Brandt">
<meta property="og:site_name" content="Courier"><meta property="article:published_time" content="2024-03-12">
<link rel="canonical" href="https://example.org/bridge"></head>
<body><nav>Home About</nav><article><h1>Bridge closes</h1>
<p>The council voted to close the old bridge for eleven months of repairs, which begin in April.</p>
<p>Shopkeepers on the east bank fear that they will lose customers while the work goes on.</p></article>
<footer>Subscribe to our newsletter</footer></body></html>"""


def test_a_web_page_gives_its_main_text(tmp_path: Path) -> None:
    article = read_one(write(tmp_path, "a.html", PAGE))
    assert (article.title, article.source, article.author) == ("Bridge closes", "Courier", "Ilse Brandt")
    assert (article.published, article.url) == (date(2024, 3, 12), "https://example.org/bridge")
    assert "close the old bridge for eleven months of repairs" in body(article)
    assert "newsletter" not in article.text
    assert (article.verbatim, article.line) == (False, None)


@pytest.mark.parametrize("page", ["<html><body></body></html>", "<p", "<<<>>>", "<a" * 5000])
def test_a_page_without_text_is_skipped(tmp_path: Path, page: str) -> None:
    (skipped,) = read_all(write(tmp_path, "a.html", page))
    assert isinstance(skipped, Skipped)


def test_a_pdf_gives_its_text_and_title(tmp_path: Path) -> None:
    article = read_one(write(tmp_path, "a.pdf", pdf(["A first line that", "goes on here."], title="The Title")))
    assert article.title == "The Title"
    assert article.text == "A first line that goes on here."


def test_a_pdf_with_a_password_is_skipped(tmp_path: Path) -> None:
    (skipped,) = read_all(write(tmp_path, "a.pdf", pdf(["secret"], password="open")))
    assert skipped == Skipped(path=str(tmp_path / "a.pdf"), reason="needs a password")


def test_a_pdf_without_text_is_skipped(tmp_path: Path) -> None:
    (skipped,) = read_all(write(tmp_path, "a.pdf", pdf([])))
    assert isinstance(skipped, Skipped)
    assert skipped.reason.startswith("no text in it")


def test_records_under_any_usual_name(tmp_path: Path) -> None:
    lines = [
        {"title": "A", "text": "Text a.", "url": "https://www.example.org/a", "published": "2024-03-12T10:00:00Z"},
        {"Headline": "B", "article_body": "Text b.", "link": "https://example.com/b", "pubDate": "12 March 2024"},
        {"name": "C", "content": "Text c.", "publisher": "Courier", "date": 1710201600},
    ]
    path = write(tmp_path, "a.jsonl", "\n".join(map(json.dumps, lines)))
    articles = [one for one in read_all(path) if isinstance(one, Article)]
    assert [one.title for one in articles] == ["A", "B", "C"]
    assert [body(one) for one in articles] == ["Text a.", "Text b.", "Text c."]
    assert [one.source for one in articles] == ["example.org", "example.com", "Courier"]
    assert [one.published for one in articles] == [date(2024, 3, 12)] * 3
    assert [one.line for one in articles] == [1, 2, 3]


def test_bad_records_are_skipped_with_their_lines(tmp_path: Path) -> None:
    lines = ['{"title": "A", "text": "a"}', "{broken", "", "[1]", '{"title": "no text"}', "[" * 100_000, '{"text": 5}']
    read = read_all(write(tmp_path, "a.jsonl", "\n".join(lines)))
    assert [one.title for one in read if isinstance(one, Article)] == ["A"]
    assert sorted(one.line or 0 for one in read if isinstance(one, Skipped)) == [2, 4, 5, 6, 7]


def test_the_id_of_a_record_is_its_own_and_repeated_ones_differ(tmp_path: Path) -> None:
    same = {"title": "A", "url": "https://example.org/a"}
    path = write(tmp_path, "a.jsonl", "\n".join(json.dumps({**same, "text": text}) for text in ("one", "two")))
    first, second = (one for one in read_all(path) if isinstance(one, Article))
    assert first.id != second.id
    write(tmp_path, "a.jsonl", json.dumps({"text": "0", "title": "Z"}) + "\n" + path.read_text())
    assert [one.id for one in read_all(path) if isinstance(one, Article)][1:] == [first.id, second.id]


def test_characters_that_are_none_are_mended_and_told(tmp_path: Path) -> None:
    read = read_all(write(tmp_path, "a.jsonl", '{"title": "A", "text": "x \\ud800 y \\u0000"}'))
    assert [one.text for one in read if isinstance(one, Article)] == ["x \ufffd y \ufffd"]
    assert [type(one) for one in read].count(Notice) == 1


def test_csv_with_quoted_lines(tmp_path: Path) -> None:
    table = 'url,date,title,text\nhttps://example.org/a,2019-01-04,A,"One.\n\nTwo, three."\n,,B,x,y\n,,C,"Last one."\n'
    read = read_all(write(tmp_path, "a.csv", table))
    articles = [one for one in read if isinstance(one, Article)]
    assert [(one.title, one.text, one.line) for one in articles] == [
        ("A", "One.\n\nTwo, three.", 2),
        ("C", "Last one.", 6),
    ]
    assert [one.line for one in read if isinstance(one, Skipped)] == [5]


def test_a_table_may_be_parted_by_semicolons_in_another_encoding(tmp_path: Path) -> None:
    table = "titel;title;text\n1;Über;Die Brücke schließt für elf Monate.\n" * 1
    read = read_all(write(tmp_path, "a.csv", table.encode("cp1252")))
    assert [one.text for one in read if isinstance(one, Article)] == ["Die Brücke schließt für elf Monate."]
    assert any(isinstance(one, Notice) and one.reason.startswith("not UTF-8") for one in read)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"  \n\n", "empty"),
        (b"\x00\x01\x02PNG", "not text"),
        (b"Title\n...\n", "no text"),
        (b"\n".join([b"Title", b"\x01\x02\x03\x04" * 20]), "not text"),
    ],
)
def test_a_file_without_text_is_skipped(tmp_path: Path, content: bytes, reason: str) -> None:
    path = write(tmp_path, "a.txt", content)
    assert read_all(path) == [Skipped(path=str(path), reason=reason)]


def test_another_encoding_is_decoded_and_told(tmp_path: Path) -> None:
    text = "Die Brücke\nDer Rat schließt die Brücke für elf Monate. Die Händler fürchten Einbußen.\n"
    article, notice = read_all(write(tmp_path, "a.txt", text.encode("cp1252")))
    assert isinstance(article, Article)
    assert article.text == text
    assert isinstance(notice, Notice)
    assert notice.reason.startswith("not UTF-8: read as")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_is_obeyed_and_is_no_part_of_the_text(tmp_path: Path, encoding: str) -> None:
    article = read_one(write(tmp_path, "a.txt", "Title\nDie Brücke.".encode(encoding)))
    assert article.text == "Title\nDie Brücke."


def test_a_huge_file_is_skipped_unread(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    assert read_all(path) == [Skipped(path=str(path), reason="larger than 32 MB: split it")]


def test_a_huge_record_is_skipped_and_the_next_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with path.open("wb") as file:
        file.write(b'{"text": "' + b"x" * (33 * 1024 * 1024) + b'"}\n{"title": "B", "text": "b"}\n')
    skipped, article = read_all(path)
    assert skipped == Skipped(path=str(path), line=1, reason="larger than 32 MB: split it")
    assert isinstance(article, Article)
    assert (article.title, article.line) == ("B", 2)


@given(st.binary(max_size=300), st.sampled_from(["txt", "md", "html", "pdf", "jsonl", "csv", "tsv"]))
def test_no_bytes_make_a_reader_raise(tmp_path_factory: pytest.TempPathFactory, data: bytes, suffix: str) -> None:
    path = tmp_path_factory.mktemp("any") / f"a.{suffix}"
    path.write_bytes(data)
    for one in read_all(path):
        if isinstance(one, Article):
            assert all(0 <= span.start < span.end <= len(one.text) for span in one.body)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_a_text_file_is_its_article(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("any") / "a.txt"
    path.write_bytes(text.encode())
    for one in read_all(path):
        if isinstance(one, Article) and not text.startswith("\ufeff"):
            assert one.text == text


def test_every_record_of_a_real_corpus_is_read(shared: Path) -> None:
    files = [one for one in find([shared / "data" / "wikinews"]) if isinstance(one, SourceFile) and one.kind == "csv"]
    read_ = [one for file in files for one in read(file)]
    assert sum(isinstance(one, Article) for one in read_) == 295
    assert all(one.published and one.url for one in read_ if isinstance(one, Article))
