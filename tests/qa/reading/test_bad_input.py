"""Files that are broken, hostile or not what their names say: one line with the reason, no traceback, nothing lost."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from qa.reading import SourceFile, read
from qa.reading.files import KINDS
from qa.reports import Skipped
from qa.values import Article
from tests.qa.reading.archives import chapter, docx, epub, paragraph
from tests.qa.reading.conftest import Put
from tests.qa.reading.exports import export, item
from tests.qa.reading.pdfs import pdf

SAID = "The fair in Vellmar is open in March, the organisers said on Monday, and it is free for all who come."
PAGE = f"<html><head><title>The fair</title></head><body><article><p>{SAID}</p><p>{SAID}</p></article></body></html>"
SAMPLES: dict[str, bytes] = {
    "text": f"The fair\n{SAID}\n".encode(),
    "markdown": f"---\ntitle: The fair\ndate: 2024-06-10\n---\n\n{SAID}\n\n> {SAID}\n".encode(),
    "html": PAGE.encode(),
    "pdf": pdf(["The fair", "", SAID]),
    "jsonl": f'{{"title": "The fair", "text": "{SAID}"}}\n{{"text": "{SAID}"}}\n'.encode(),
    "docx": docx(paragraph("The fair", "Title"), paragraph(SAID)),
    "epub": epub(chapter(f"<p>{SAID}</p>")),
    "mail": f"Subject: The fair\n\n{SAID}\n".encode(),
    "mailbox": f"From a Mon Jun 10 09:00:00 2024\nSubject: The fair\n\n{SAID}\n".encode(),
    "export": export(item(SAID)).encode(),
    "table": f'title,text\nThe fair,"{SAID}"\nThe mill,"{SAID}"\n'.encode(),
}
SUFFIXES = {kind: suffix for suffix, kind in KINDS.items() if kind in SAMPLES}
DEEP = 100_000
NESTED = {
    "a.md": [b"> " * DEEP + b"deep", b"[" * DEEP, b"*a " * DEEP, b"- " * DEEP + b"deep", b"<div>" * DEEP,
             b"---\nx: " + b"[" * DEEP + b"\n---\ntext", b'{"title": ' + b"[" * DEEP],
    "a.html": [b"<div>" * DEEP + SAID.encode(), b"<b>" * DEEP, b"<table><tr><td>" * DEEP, b"<ul><li>" * DEEP,
               b'<script type="application/ld+json">' + b"[" * DEEP + b"</script><p>" + SAID.encode()],
    "a.jsonl": [b'{"text": ' + b"[" * DEEP, b'{"a":' * DEEP,
                b'{"author": ' + b"[" * 500 + b"]" * 500 + b', "text": "a"}'],
    "a.csv": [b"title,text\n" + b'"' * DEEP, b"," * DEEP + b"\n" + b"," * DEEP],
    "a.txt": [b"(" * DEEP, b"\n" * DEEP],
    "a.pdf": [b"%PDF-1.4\n" + b"<<" * DEEP, b"%PDF-1.4\n1 0 obj\n" + b"[" * DEEP],
}  # fmt: skip
ENTITIES = f"""<?xml version="1.0"?>
<!DOCTYPE html [<!ENTITY secret SYSTEM "file://{{secret}}"><!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>
<html><body><article><p>{SAID} &secret; &b;</p><p>{SAID}</p></article></body></html>
"""


@pytest.mark.parametrize("kind", SAMPLES)
def test_the_samples_are_read(put: Put, kind: str) -> None:
    read_of = list(read(put(f"a{SUFFIXES[kind]}", SAMPLES[kind])))
    assert any(isinstance(one, Article) and SAID in one.text for one in read_of)


@pytest.mark.parametrize("kind", SAMPLES)
def test_a_file_that_is_cut_gives_what_is_whole_or_a_reason(put: Put, kind: str) -> None:
    sample = SAMPLES[kind]
    for end in range(0, len(sample), max(1, len(sample) // 40)):
        found = list(read(put(f"a{SUFFIXES[kind]}", sample[:end])))
        assert found, end
        assert all(isinstance(one, Article) or one.reason for one in found)
        assert "Error" not in "".join(one.reason for one in found if isinstance(one, Skipped)), (end, found)


def test_of_records_that_are_cut_the_whole_ones_are_kept(put: Put) -> None:
    found = list(read(put("a.jsonl", SAMPLES["jsonl"][:-20])))
    assert [one.title for one in found if isinstance(one, Article)] == ["The fair"]
    assert [one.line for one in found if isinstance(one, Skipped)] == [2]
    found = list(read(put("a.csv", SAMPLES["table"][:-140])))
    assert [one.title for one in found if isinstance(one, Article)] == ["The fair"]


@pytest.mark.parametrize("name", NESTED)
def test_what_is_nested_100_000_deep_ends_nothing_but_itself(put: Put, name: str) -> None:
    program = (
        "import sys; from pathlib import Path; from qa.reading import SourceFile, read\n"
        "for path in sys.argv[1:]: print(path, sum(1 for _ in read(SourceFile(Path(path), 'news'))))"
    )
    stem, suffix = name.split(".")
    paths = [put(f"{stem}{number}.{suffix}", one).path for number, one in enumerate(NESTED[name])]
    # In a process of its own: a C parser that runs out of stack ends its process.
    command = [sys.executable, "-c", program, *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr[-2000:]
    assert [int(line.split()[-1]) >= 1 for line in done.stdout.splitlines()] == [True] * len(paths)
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("name", ["a.html", "a.txt"])
def test_external_entities_are_not_looked_up(put: Put, tmp_path: Path, name: str) -> None:
    secret = tmp_path / "secret"
    secret.write_text("the password is rosebud")
    found = list(read(put(name, ENTITIES.replace("{secret}", str(secret)))))
    assert [isinstance(one, Article) for one in found] == [name == "a.html"]
    assert not any("rosebud" in one.text for one in found if isinstance(one, Article))


@pytest.mark.parametrize("called", SAMPLES)
@pytest.mark.parametrize("kind", SAMPLES)
def test_a_file_of_the_wrong_name_is_read_or_has_a_reason(put: Put, kind: str, called: str) -> None:
    found = list(read(put(f"a{SUFFIXES[called]}", SAMPLES[kind])))
    assert found
    for one in found:
        if isinstance(one, Article):
            assert kind != "pdf" or called == "pdf"
            assert "\0" not in one.text
        else:
            assert "Error" not in one.reason


@pytest.mark.parametrize("suffix", KINDS)
def test_a_sparse_file_of_a_gigabyte_costs_no_time(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    with path.open("wb") as file:
        os.truncate(file.fileno(), 1024**3)
    start = time.process_time()
    found = list(read(SourceFile(path, "news")))
    assert time.process_time() - start < 10
    assert len(found) == 1
    assert isinstance(found[0], Skipped)
