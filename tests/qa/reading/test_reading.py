"""Reading any file, whatever is in it."""

import codecs
import errno
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from qa.reading import SourceFile, digest, find, read
from qa.reading.files import KINDS
from qa.reports import Notice, Skipped
from qa.values import Article
from tests.qa.reading.conftest import Put
from tests.qa.reading.pdfs import pdf
from tests.qa.reading.told import articles, body, skipped

SHARED = Path(__file__).resolve().parents[3].parent / "shared"

LIMIT = 32 * 1024 * 1024
TOO_LARGE = [(None, "larger than 32 MB: split it")]
ONE_ARTICLE = ["a.txt", "a.md", "a.html", "a.pdf"]
FRAGMENTS = (
    *(
        "---\n",
        "title: ",
        "# ",
        "Source: ",
        "\n",
        "\r\n",
        '{"text": "',
        '"}\n',
        ",",
        ";",
        '"',
        "<p>",
        "</p>",
        "<html>",
        "&#0;",
    ),
    *(
        "text",
        "word ",
        "É",
        "\ufeff",
        "\u202e",
        "\u2028",
        "😀",
        "[",
        "{",
        "&a ",
        "*a",
        "<<: ",
        "\t",
        "\x85",
        "%PDF-1.4\n",
    ),
)
anything = some.one_of(
    some.binary(max_size=300),
    some.text(max_size=200).map(str.encode),
    some.lists(some.sampled_from(FRAGMENTS), max_size=40).map("".join).map(str.encode),
    some.text(max_size=60).map(lambda text: text.encode("utf-16")),
    some.binary(max_size=60).map(lambda data: pdf(["A line of text", "and more"]).replace(b"text", data)),
    some.integers(0, 900).map(lambda end: pdf(["A line of text", "and more"])[:end]),
)


@pytest.mark.parametrize("suffix", sorted(KINDS))
@settings(max_examples=25, deadline=None)
@given(anything)
def test_no_content_of_any_file_raises(suffix: str, content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"a{suffix}"
        path.write_bytes(content)
        given_back = list(read(SourceFile(path, "shelf")))
    assert given_back
    for one in given_back:
        assert one.path == str(path)
        if isinstance(one, Article):
            assert_sound(one)


def assert_sound(one: Article) -> None:
    """The spans of the body are in order, disjoint and within the text, and all can be stored."""
    offsets = [offset for span in one.body for offset in span]
    assert offsets == sorted(offsets)
    assert offsets[0] >= 0
    assert offsets[-1] <= len(one.text)
    assert all(span.start < span.end for span in one.body)
    assert one.text.encode().decode() == one.text
    assert one.title == one.title.strip()
    assert Article.model_validate_json(one.model_dump_json()) == one


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=some.text(some.characters(codec="utf-8")), suffix=some.sampled_from(["txt", "md"]))
def test_any_text_is_read_as_it_is_written(tmp_path: Path, text: str, suffix: str) -> None:
    path = tmp_path / f"a.{suffix}"
    path.write_bytes(text.encode())
    for one in read(SourceFile(path, "shelf")):
        if isinstance(one, Article):
            assert one.text == text.removeprefix("\ufeff")
            assert_sound(one)
        elif isinstance(one, Skipped):
            assert one.reason in ("empty", "no text", "not text")


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.pdf", "a.jsonl", "a.csv"])
def test_an_empty_file_is_skipped(put: Put, name: str) -> None:
    assert skipped(put(name, "")) == [(None, "empty")]


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.jsonl", "a.csv"])
def test_a_binary_file_is_skipped(put: Put, name: str) -> None:
    assert skipped(put(name, b"\x7fELF\2\1\1\0" + bytes(range(256)) * 20)) == [(None, "not text")]


@pytest.mark.parametrize("name", ONE_ARTICLE)
def test_a_file_of_100_megabytes_is_skipped_unread(put: Put, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    file = put(name, "")
    os.truncate(file.path, 100 * 1024 * 1024)
    monkeypatch.setattr(Path, "open", None)
    assert skipped(file) == TOO_LARGE


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv"])
def test_records_of_100_megabytes_without_a_line_are_not_text(put: Put, name: str) -> None:
    file = put(name, "")
    os.truncate(file.path, 100 * 1024 * 1024)
    assert skipped(file) == [(None, "not text")]


def test_a_file_that_grows_while_it_is_read_ends_somewhere(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa.reading.LARGEST", 100)
    assert skipped(put("a.txt", "Title\n" + "x" * 94)) == []
    file = put("b.txt", "Title\n" + "x" * 95)
    shorter = file.path.stat()
    monkeypatch.setattr(Path, "stat", lambda _: os.stat_result([*shorter[:6], 10, *shorter[7:]]))
    assert skipped(file) == TOO_LARGE


def test_a_file_of_32_megabytes_is_read(put: Put) -> None:
    content = "Title\n" + "word " * ((LIMIT - 10) // 5)
    (one,) = articles(put("a.txt", content.ljust(LIMIT, "x")))
    assert len(one.text) == LIMIT
    assert one.title == "Title"


def test_a_line_of_ten_megabytes_in_any_kind_of_file_is_read(put: Put) -> None:
    line = "word " * 2_000_000
    for name, content in {
        "a.md": line,
        "a.jsonl": f'{{"text": "{line}"}}\n',
        "a.csv": f"text\n{line}\n",
    }.items():
        (one,) = articles(put(name, content))
        assert one.text == line


def test_what_is_told_by_the_system_is_told(put: Put, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    closed = put("a.txt", "Text.")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    assert skipped(SourceFile(tmp_path / "none.txt", "shelf")) == [(None, "no such file or folder")]
    assert skipped(SourceFile(tmp_path / "none.csv", "shelf")) == [(None, "no such file or folder")]
    (tmp_path / "folder.txt").mkdir()
    assert skipped(SourceFile(tmp_path / "folder.txt", "shelf")) == [(None, "Is a directory")]
    monkeypatch.setattr(Path, "open", refuse)
    assert skipped(closed) == [(None, "no permission to read it")]


def test_an_unknown_kind_of_file_is_skipped(put: Put) -> None:
    assert skipped(put("a.odt", "Text.")) == [(None, "this kind of file is not read (.odt)")]


def test_a_name_that_is_not_utf8_is_shown_with_escapes(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"caf\xe9.txt")
    path.write_text("Title\nText.")
    (one,) = read(SourceFile(path, "shelf"))
    assert one == Skipped(path=f"{tmp_path}/caf\\xe9.txt", reason="it cannot be understood (UnicodeEncodeError)")


def test_what_a_parser_raises_ends_with_its_file(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise KeyError("odd")

    monkeypatch.setattr("pypdf.PdfReader.decrypt", fail)
    monkeypatch.setattr("pypdf.PdfReader.is_encrypted", True)
    assert skipped(put("a.pdf", pdf(["Text"]))) == [(None, "it cannot be understood (KeyError)")]


def test_a_notice_names_its_file(put: Put) -> None:
    file = put("a.txt", codecs.BOM_UTF16_LE + "Title\nText.".encode("utf-16-le") + b"\0")
    assert [one for one in read(file) if isinstance(one, Notice)] == [
        Notice(path=file.origin, reason="parts of it are not valid UTF-16-LE and are shown as \ufffd")
    ]


def test_records_come_one_at_a_time(put: Put) -> None:
    stream = read(put("a.jsonl", '{"text": "One."}\nnot JSON\n'))
    first = next(stream)
    assert isinstance(first, Article)
    assert first.text == "One."
    stream.close()  # type: ignore[attr-defined]  # a generator, so that a run that ends early closes the file


def test_two_files_with_the_same_text_are_two_articles_of_one_digest(put: Put) -> None:
    ((one,), (two,)) = articles(put("a.txt", "Title\nText.")), articles(put("b.txt", "Title\nText."))
    assert one.digest == two.digest
    assert one.id != two.id


def test_nothing_heavy_is_imported_until_it_is_needed() -> None:
    heavy = "{'trafilatura', 'lxml', 'pypdf', 'frontmatter', 'yaml', 'dateutil', 'charset_normalizer'}"
    program = f"import sys, qa.reading; print({heavy} & sys.modules.keys())"
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert told.stdout == "set()\n"


@pytest.mark.skipif(not SHARED.is_dir(), reason=f"the data for development is not at {SHARED}")
def test_the_seed_article_is_read() -> None:
    (path,) = (SHARED / "seeds").glob("*.txt")
    (one,) = articles(SourceFile(path, "seeds"))
    assert one.text.encode() == path.read_bytes()
    first, *rest = one.text.split("\n")
    assert one.title == first
    assert one.source == "www.cnn.com"
    assert "".join(body(one)) == "\n".join(rest[:-1]) + "\n"
    assert digest(path) == digest(Path(one.path))


@pytest.mark.skipif(not SHARED.is_dir(), reason=f"the data for development is not at {SHARED}")
def test_every_record_of_real_tables_is_an_article() -> None:
    files = [one for one in find([SHARED / "data" / "wikinews"]) if isinstance(one, SourceFile) and one.kind == "table"]
    read_back = [one for file in files for one in articles(file)]
    assert len(read_back) == 295
    assert len({one.id for one in read_back}) == 295
    assert {one.source for one in read_back} == {"en.wikinews.org"}
    assert {one.published.year for one in read_back if one.published} == {2019, 2020, 2021}
    assert all(one.published for one in read_back)
