"""The command line, run as a user runs it: what it prints, and its exit codes."""

import json
import os
import pty
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.fakes import WordEmbedder
from vectorstore.local import LocalStore
from vectorstore.store import Changes

OCTOPUS = "How many hearts does an octopus have?"


class Cli:
    """Runs `pullquote` in a folder."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self.folder = folder
        self.environment = environment

    def __call__(self, *arguments: object, stdin: str = "", code: int = 0) -> str:
        run = self.run(*arguments, stdin=stdin)
        assert run.returncode == code, run.stderr
        return run.stdout if code in (0, 3) else run.stderr

    def run(self, *arguments: object, stdin: str = "") -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "qa", *map(str, arguments)]
        return subprocess.run(
            command, cwd=self.folder, env=self.environment, input=stdin, capture_output=True, text=True, check=False
        )


@pytest.fixture
def cli(tmp_path: Path, environment: dict[str, str]) -> Cli:
    return Cli(tmp_path, {**environment, "XDG_STATE_HOME": str(tmp_path / "state")})


@pytest.fixture
def seeds_cli(cli: Cli, seeds_library: Path) -> Cli:
    cli.environment["PULLQUOTE_LIBRARY"] = str(seeds_library)
    return cli


def test_index_then_ask_in_a_fresh_folder(cli: Cli) -> None:
    (cli.folder / "news").mkdir()
    (cli.folder / "news" / "a.txt").write_text(
        "The bridge\nThe old bridge was closed on Monday.\nSource: example.org\n"
    )
    (cli.folder / "news" / "empty.txt").write_text("")
    told = cli("index", "news").splitlines()
    assert told[:2] == [
        "skipped: news/empty.txt: empty",
        "added 1, changed 0, unchanged 0, moved 0, removed 0, skipped 1",
    ]
    assert re.fullmatch(r"1 articles, 1 passages \(1 embedded\) in \d\.\d s; generation 1", told[2])
    assert cli("ask", "When", "was", "the", "old", "bridge", "closed?").splitlines() == [
        "1. > The old bridge was closed on Monday.",
        "   The bridge · example.org  news/a.txt:2",
    ]
    report = json.loads(cli("index", "news", "--json"))
    assert (report["added"], report["unchanged"], report["embedded"]) == (0, 1, 0)
    (cli.folder / "news" / "b.txt").write_text("The fair\nIt rained.\n")
    assert "would be added 1, changed 0, unchanged 1" in cli("index", "--dry-run")
    assert json.loads(cli("status", "--json"))["articles"] == 1


def test_the_answer_that_the_articles_do_not_say(seeds_cli: Cli) -> None:
    lines = seeds_cli("ask", "Who won the World Cup?", code=3).splitlines()
    assert lines[:2] == ["The articles don't say.", "Nearest articles:"]
    assert len(lines) == 5
    assert "1. > " in seeds_cli("ask", "Who won the World Cup?", "--min-confidence", "0")


def test_explain_shows_passages_and_scores(seeds_cli: Cli) -> None:
    told = seeds_cli("ask", OCTOPUS, "--explain", "--limit", "1")
    assert re.search(r"score +cosine +BM25", told)
    assert re.search(r"Confidence 0\.9\d\d; generation 1; total \d+ ms", told)


def test_questions_by_the_line(seeds_cli: Cli) -> None:
    lines = [
        OCTOPUS,
        json.dumps({"question": "Who is the mayor of Vellmar?", "collection": "science", "min_confidence": 0, "x": 1}),
        "",
        "{broken",
        json.dumps({"question": "What?", "article": "none"}),
        json.dumps({"question": "How many visitors came to the fair?", "until": "17 June 2024", "limit": 1}),
    ]
    out = seeds_cli("ask", "--stdin", "--json", stdin="\n".join(lines) + "\n").splitlines()
    answers = [json.loads(line) for line in out]
    assert [answer["question"] for answer in answers][:2] == [OCTOPUS, "Who is the mayor of Vellmar?"]
    assert answers[0]["quotes"][0]["text"] == "An octopus has three hearts."
    assert {quote["article"]["collection"] for quote in answers[1]["quotes"]} == {"science"}
    assert [answer.get("error", "")[:24] for answer in answers[2:5]] == [
        "The question is empty: a",
        "not a question in JSON: ",
        "There is no article 'non",
    ]
    assert [quote["article"]["published"] for quote in answers[5]["quotes"]] == ["2024-06-17"]


def test_each_answer_is_there_before_the_next_question(seeds_cli: Cli) -> None:
    command = [sys.executable, "-m", "qa", "ask", "--stdin", "--json"]
    with subprocess.Popen(
        command,
        cwd=seeds_cli.folder,
        env=seeds_cli.environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for _ in range(2):
            process.stdin.write(OCTOPUS + "\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["answered"]


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("ask", "hello", "--library", "none"), 1, "There is no library at none. Make one with: pullquote index PATH"),
        (("sources", "--library", "none"), 1, "There is no library at none."),
        (("index",), 1, "There is nothing to index: name files or folders"),
        (("index", "missing"), 1, "missing (not there: 1)"),
        (("ask",), 2, "Ask something"),
        (("ask", "what", "--since", "yesteryear"), 2, "is not a date"),
        (("ask", "what", "--limit", "0"), 2, "--limit"),
        (("ask", "--stdin"), 2, "--stdin goes with --json"),
        (("nonsense",), 2, "No such command"),
        (("ask", "hello", "--model", "no/such"), 1, "There is no model 'no/such' on this machine"),
        (("index", "x", "--device", "abacus"), 2, "device"),
    ],
)
def test_an_error_is_one_message_and_a_code(cli: Cli, arguments: tuple[str, ...], code: int, told: str) -> None:
    run = cli.run(*arguments)
    assert run.returncode == code
    assert run.stdout == ""
    assert told in " ".join(run.stderr.split())
    assert "Traceback" not in run.stderr
    if code == 1:
        assert len(run.stderr.splitlines()) == 1


def test_a_damaged_library_and_another_models_are_told_in_one_line(cli: Cli) -> None:
    other = WordEmbedder()
    with LocalStore(cli.folder / "other", other.dimension).writer() as writer:
        writer.commit(Changes(attributes={"model": "words", "model_digest": "x", "dimension": "256", "window": "40"}))
    (told,) = cli("ask", "What is it?", "--library", "other", code=1).splitlines()
    assert told.startswith("pullquote: The library was made with the model words (x, 256 dimensions, 40 tokens)")
    (cli.folder / "other" / "catalogue.sqlite").write_bytes(b"broken" * 1000)
    (told,) = cli("ask", "What is it?", "--library", "other", code=1).splitlines()
    assert "is damaged" in told


def test_pipes_get_no_colours_and_terminals_do(seeds_cli: Cli) -> None:
    assert "\x1b" not in seeds_cli("ask", OCTOPUS) + seeds_cli("status") + seeds_cli("sources") + seeds_cli("--help")
    coloured = at_terminal(seeds_cli, ["ask", OCTOPUS], {})
    assert "\x1b[" in coloured
    assert "An octopus has \x1b[1mthree\x1b[0m hearts." in coloured
    assert "\x1b[36m" not in at_terminal(seeds_cli, ["ask", OCTOPUS], {"NO_COLOR": "1"})


def at_terminal(cli: Cli, arguments: list[str], extra: dict[str, str]) -> str:
    ours, theirs = pty.openpty()
    environment = {**cli.environment, "TERM": "xterm-256color", **extra}
    command = [sys.executable, "-m", "qa", *arguments]
    with subprocess.Popen(
        command, cwd=cli.folder, env=environment, stdin=theirs, stdout=theirs, stderr=theirs
    ) as process:
        os.close(theirs)
        seen = b""
        while True:
            try:
                part = os.read(ours, 65536)
            except OSError:
                break
            if not part:
                break
            seen += part
        process.wait()
    os.close(ours)
    return seen.decode()


def test_sources_for_other_programs(seeds_cli: Cli) -> None:
    rows = [line.split("\t") for line in seeds_cli("sources", "vellmar", "--collection", "economy").splitlines()]
    assert [row[3] for row in rows] == [
        "Town Library of Vellmar Lends Tools Now",
        "Vellmar Bakery Fined for Short Loaves",
    ]
    articles = json.loads(seeds_cli("sources", "--json"))
    assert len(articles) == 19
    assert "There is no collection 'x'" in seeds_cli("sources", "--collection", "x", code=1)


def test_chat_over_a_pipe(seeds_cli: Cli) -> None:
    lines = [OCTOPUS, "/context 1", "/more", "/context 99", "/nonsense", "/sources octopus", "/help", "/quit", "unread"]
    out = seeds_cli("chat", stdin="\n".join(lines))
    assert "1. > An octopus has three hearts." in out
    assert "An octopus has three hearts. Two of them pump blood through the gills" in out
    assert re.search(r"^4\. > ", out, re.MULTILINE)
    assert "Name a quote by its number, from 1 to" in out
    assert "There is no /nonsense; there are /sources, /more" in out
    assert "Three Hearts and Blue Blood" in out
    assert "/open N" in out


def test_bytes_that_are_no_text_and_a_narrow_locale_are_no_traceback(seeds_cli: Cli) -> None:
    seeds_cli.environment |= {"PYTHONIOENCODING": "ascii"}
    answer = json.loads(seeds_cli("ask", "How many hearts\udcff has an octopus’s body?", "--json"))
    assert answer["question"] == "How many hearts\ufffd has an octopus’s body?"
    assert "There is no collection" in seeds_cli("ask", "hearts", "--collection", "\udcff", code=1)
    run = subprocess.run(
        [sys.executable, "-m", "qa", "chat"],
        cwd=seeds_cli.folder,
        env=seeds_cli.environment,
        input=b"How many hearts\xff has an octopus?\n",
        capture_output=True,
        check=False,
    )
    assert run.returncode == 0
    assert "1. > An octopus has three hearts." in run.stdout.decode()
    assert b"Traceback" not in run.stderr


def test_chat_goes_on_after_an_error(seeds_cli: Cli) -> None:
    out = seeds_cli("chat", stdin="/more\n/context 1\nWho won the World Cup?\n" + OCTOPUS + "\n")
    assert out.splitlines()[:3] == [
        "Ask something first.",
        "Ask something first.",
        "The articles don't say.",
    ]
    assert "1. > An octopus has three hearts." in out


def test_ctrl_c_while_indexing_leaves_the_library_as_it_was(cli: Cli) -> None:
    news = cli.folder / "news"
    news.mkdir()
    (news / "a.txt").write_text("The bridge\nThe old bridge was closed on Monday.\n")
    cli("index", "news")
    for number in range(300):
        text = "".join(f"Sentence {part} of article {number} says something else. " for part in range(60))
        (news / f"{number}.txt").write_text(f"Title {number}\n{text}")
    process = subprocess.Popen(
        [sys.executable, "-m", "qa", "index", "news"],
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
    assert errors.splitlines()[-1].startswith("pullquote: Stopped; the library is as it was")
    assert "Traceback" not in errors
    status = json.loads(cli("status", "--json"))
    assert (status["generation"], status["articles"]) == (1, 1)


def test_watch_follows_until_ctrl_c(cli: Cli) -> None:
    articles = cli.folder / "articles"
    articles.mkdir()
    (articles / "a.txt").write_text("Bridge\nThe bridge is closed.")
    command = [sys.executable, "-u", "-m", "qa", "watch", str(articles)]
    with subprocess.Popen(command, cwd=cli.folder, env=cli.environment, stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        assert re.fullmatch(r"\S+ added 1; 1 articles, generation 1 \(.*\)\n", run.stdout.readline())
        assert run.stdout.readline() == f"Following {articles}; Ctrl-C ends it.\n"
        (articles / "b.txt").write_text("Fair\nThe fair is open.")
        assert re.fullmatch(r"\S+ added 1; 2 articles, generation 2 \(.*\)\n", run.stdout.readline())
        run.send_signal(signal.SIGINT)
        assert run.stdout.readline() == "Stopped.\n"
        assert run.wait(20) == 0


def test_the_web_is_not_read_where_it_is_private(cli: Cli) -> None:
    told = cli("index", "http://127.0.0.1:1/feed", code=1)
    assert "http://127.0.0.1:1/feed: it is a private address; use --allow-private to permit it" in told
    assert not (cli.folder / ".pullquote" / "catalogue.sqlite").exists()


def test_watch_without_a_library_says_what_to_do(cli: Cli) -> None:
    assert "There is no library" in cli("watch", code=1)


def test_version_and_help(cli: Cli) -> None:
    assert cli("--version") == "pullquote 0.1.0\n"
    help_ = cli("--help")
    for command in ("index", "ask", "chat", "sources", "status"):
        assert command in help_


def test_a_reader_that_goes_away_is_no_error(seeds_cli: Cli) -> None:
    command = f"{sys.executable} -m qa ask --stdin --json | head -n 1"
    run = subprocess.run(
        ["bash", "-c", command],
        cwd=seeds_cli.folder,
        env=seeds_cli.environment,
        input=(OCTOPUS + "\n") * 50,
        capture_output=True,
        text=True,
        check=False,
    )
    assert json.loads(run.stdout)["answered"]
    assert run.stderr == ""


def test_the_readme_shows_what_the_program_prints(seeds_cli: Cli) -> None:
    readme = (ROOT / "README.md").read_text()
    shown = re.search(r"\$ pullquote ask \"(.+?)\"\n(.*?)\n```", readme, re.DOTALL)
    assert shown is not None
    printed = seeds_cli("ask", shown[1]).replace(f"{ROOT}/", "")
    assert printed.strip() == shown[2].strip()


def test_the_python_of_the_readme_runs(seeds_cli: Cli, seeds_library: Path) -> None:
    readme = (ROOT / "README.md").read_text()
    example = re.search(r"```python\n(.*?)```", readme, re.DOTALL)
    assert example is not None
    code = example[1].replace('".pullquote"', repr(str(seeds_library)))
    run = subprocess.run(
        [sys.executable, "-c", code], env=seeds_cli.environment, capture_output=True, text=True, check=True
    )
    expected = re.search(r"prints:\n\n```\n(.*?)```", readme, re.DOTALL)
    assert expected is not None
    assert run.stdout == expected[1]
