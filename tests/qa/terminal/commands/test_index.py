"""`pullquote index`: what it says it did, and how it ends."""

import json
import re
import signal
import subprocess
from importlib.util import find_spec

import pytest

from tests.command import Cli


def test_index_then_ask_in_a_fresh_folder(cli: Cli) -> None:
    (cli.folder / "news").mkdir()
    (cli.folder / "news" / "a.txt").write_text(
        "The bridge\nThe old bridge was closed on Monday.\nSource: example.org\n"
    )
    (cli.folder / "news" / "empty.txt").write_text("")
    lines = cli("index", "news").splitlines()
    assert lines[:3] == ["news/empty.txt: empty", "1 added, 1 skipped", "1 article has no date."]
    assert re.fullmatch(r"1 article, 1 passage \(1 embedded\) in \d\.\d s; generation 1", lines[3])
    assert cli("ask", "When", "was", "the", "old", "bridge", "closed?").splitlines() == [
        "1. > The old bridge was closed on Monday.",
        "   The bridge · example.org · sure · news/a.txt:2",
    ]
    report = json.loads(cli("index", "news", "--json"))
    assert (report["added"], report["unchanged"], report["embedded"]) == (0, 1, 0)
    assert cli("index").splitlines()[0] == "Nothing has changed."
    (cli.folder / "news" / "b.txt").write_text("The fair\nIt rained.\n")
    assert "Would change: 1 added" in cli("index", "--dry-run")
    assert json.loads(cli("status", "--json"))["articles"] == 1


def test_a_path_that_is_not_there_is_said_and_the_others_are_indexed(cli: Cli) -> None:
    (cli.folder / "a.txt").write_text("The bridge\nThe old bridge was closed on Monday.\n")
    run = cli.run("index", "a.txt", "nope")
    assert run.returncode == 1
    assert run.stdout.splitlines()[:2] == ["nope: no such file or folder", "1 added, 1 skipped"]
    assert cli("index", "a.txt", "--dry-run").splitlines() == ["Nothing would change."]
    run = cli.run("index", "./a.txt", "ftp://example.org/a", "news/../nope")
    assert run.returncode == 1
    assert run.stdout.splitlines()[:3] == [
        "ftp://example.org/a: only http and https addresses without a user name are fetched",
        "nope: no such file or folder",
        "2 skipped",
    ]
    (cli.folder / "a.txt").unlink()
    run = cli.run("index")  # also if something that is followed is not there
    assert (run.returncode, run.stdout.splitlines()[0]) == (1, "a.txt: no such file or folder")


def test_in_a_new_library_all_that_is_not_there_is_said_a_line_each(cli: Cli) -> None:
    assert cli("index", "nope", "gopher://x", code=1).splitlines() == [
        "pullquote: gopher://x: only http and https addresses without a user name are fetched",
        f"pullquote: {cli.folder}/nope: no such file or folder",
    ]
    for number in range(12):
        (cli.folder / f"{number}.xyz").touch()
    *some, last = cli("index", ".", code=1).splitlines()
    assert some[0] == f"pullquote: {cli.folder}/0.xyz: this kind of file is not read (.xyz)"
    assert (len(some), last) == (10, "pullquote: and 2 more.")


def test_addresses_that_all_fail_are_said_a_line_each(cli: Cli) -> None:
    assert cli("index", "ftp://example.org/a", "http://127.0.0.1:1/feed", code=1).splitlines() == [
        "pullquote: ftp://example.org/a: only http and https addresses without a user name are fetched",
        "pullquote: http://127.0.0.1:1/feed: it is a private address; use --allow-private to permit it",
    ]
    assert "There is no library" in cli("status", code=1)


@pytest.mark.skipif(find_spec("ray") is not None, reason="Ray is installed")
def test_without_ray_the_option_says_what_to_install(cli: Cli) -> None:
    (cli.folder / "a.txt").write_text("The bridge\nThe old bridge was closed on Monday.\n")
    assert (
        cli("index", "a.txt", "--ray", "auto", code=1)
        == "pullquote: Ray is not installed: pip install 'pullquote[ray]'\n"
    )
    assert "There is no library" in cli("status", code=1)


def test_ctrl_c_while_indexing_leaves_the_library_as_it_was(cli: Cli) -> None:
    news = cli.folder / "news"
    news.mkdir()
    (news / "a.txt").write_text("The bridge\nThe old bridge was closed on Monday.\n")
    cli("index", "news")
    for number in range(300):
        text = "".join(f"Sentence {part} of article {number} says something else. " for part in range(60))
        (news / f"{number}.txt").write_text(f"Title {number}\n{text}")
    process = subprocess.Popen(
        cli.command("index", "news"),
        cwd=cli.folder,
        env=cli.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    vectors = cli.folder / ".pullquote" / "vectors.sqlite-wal"
    while not (vectors.exists() and vectors.stat().st_size > 0):
        assert process.poll() is None
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate()
    assert process.returncode == 130
    assert errors.splitlines()[-1].startswith("pullquote: Stopped. The library is as it was")
    assert "Traceback" not in errors
    status = json.loads(cli("status", "--json"))
    assert (status["generation"], status["articles"]) == (1, 1)


def test_the_web_is_not_read_where_it_is_private(cli: Cli) -> None:
    message = cli("index", "http://127.0.0.1:1/feed", code=1)
    assert "http://127.0.0.1:1/feed: it is a private address; use --allow-private to permit it" in message
    assert not (cli.folder / ".pullquote" / "catalogue.sqlite").exists()


def test_a_file_is_explained_and_nothing_is_indexed(cli: Cli) -> None:
    (cli.folder / "a.md").write_text("---\ntitle: The bridge\ndraft: true\n---\nThe bridge is closed in May.\n\nWhy?\n")
    assert cli("index", "--explain", "a.md").splitlines() == [
        "a.md",
        "title       The bridge (from front matter: title)",
        "date        none found",
        "draft       left out, unless you say --drafts",
        "may be quoted: 1 sentence",
        "     5  The bridge is closed in May.",
        "not quoted",
        "     1  --- title: The bridge draft: true ---  [front matter]",
        "     7  Why?  [a question]",
    ]
    assert not (cli.folder / ".pullquote").exists()
    (cli.folder / "b.txt").write_text("")
    run = cli.run("index", "--explain", "b.txt")
    assert (run.returncode, run.stdout.endswith("b.txt: empty\n")) == (1, True)
    assert cli.run("index", "--explain").returncode == 2


def test_drafts_and_what_is_excluded_are_left_out_and_said(cli: Cli) -> None:
    (cli.folder / "news" / "old").mkdir(parents=True)
    for name in ("a", "old/b"):
        (cli.folder / "news" / f"{name}.md").write_text("# The bridge\n\nThe bridge is closed in May.\n")
    (cli.folder / "news" / "c.md").write_text("---\ndraft: true\n---\nThe bridge is open in June.\n")
    assert cli("index", "news", "--exclude", "old/").splitlines()[0] == "1 added, 1 draft left out"
    assert cli("index", "--drafts").splitlines()[0] == "1 added"
    assert cli("index", "--exclude", "").splitlines()[0] == "1 added"
    assert cli("index", "--no-drafts").splitlines()[0] == "1 removed, 1 draft left out"
    assert "!: " not in cli("index", "--exclude", "!", code=1)
