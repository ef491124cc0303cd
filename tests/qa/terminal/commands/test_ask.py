"""`pullquote ask`: words, quoted text or a pipe -> quotes, each with its source."""

import json
import re
import subprocess
from pathlib import Path

import pytest

from tests.command import OCTOPUS, Cli
from tests.conftest import ROOT

WEBB = "How wide is the mirror of the Webb telescope?"
THREE = "1. > An octopus has three hearts."


def test_loose_words_quoted_text_and_a_pipe_ask_the_same(seeds_cli: Cli) -> None:
    quoted = seeds_cli("ask", OCTOPUS)
    assert quoted.splitlines()[0] == THREE
    assert seeds_cli("ask", *OCTOPUS.split()) == quoted
    assert seeds_cli("ask", stdin=f"\ufeff{OCTOPUS}\n") == quoted


@pytest.mark.parametrize(
    ("stdin", "message"),
    [
        (b"\x00\x01\x02\xff", "What came through the pipe is not text"),
        (b"word " * 10_000, "The question has 49,999 characters; at most 10,000 are read."),
        (b" \n", "Ask something"),
    ],
)
def test_a_pipe_that_holds_no_question(seeds_cli: Cli, stdin: bytes, message: str) -> None:
    run = seeds_cli.raw("ask", stdin=stdin)
    assert run.returncode in (1, 2)
    assert message in " ".join(run.stderr.decode().replace("│", "").split())
    assert b"Traceback" not in run.stderr


def test_quotes_of_one_article_stand_under_one_source(seeds_cli: Cli) -> None:
    lines = seeds_cli("ask", "What is special about the arms of an octopus?").splitlines()
    sources = [line for line in lines if not re.match(r"\d\. > ", line)]
    assert len(sources) == len(set(sources)) < len(lines) / 2 + 1
    assert not any(line != line.rstrip() for line in lines)


def test_what_the_articles_do_not_say(seeds_cli: Cli) -> None:
    near = "Why a Marathon Is 42.195 Kilometres Long · www.longrun.example.org"
    unsure = f"No sentence answers this surely. Nearest:\n   {near}\n"
    assert seeds_cli("ask", "Who won the World Cup?", code=3) == unsure
    assert seeds_cli("ask", "xyzzy", code=3) == "The articles don't say.\n"
    assert "1. > " in seeds_cli("ask", "Who won the World Cup?", "--min-confidence", "0")


def test_two_questions_in_one_line_are_answered_under_their_own_words(seeds_cli: Cli) -> None:
    """The second may refer to the first; the exit code says if one of them is not answered."""
    lines = seeds_cli("ask", "How many hearts does an octopus have? Who won the World Cup?", code=3).splitlines()
    assert lines[:2] == ["Question: How many hearts does an octopus have?", THREE]
    second = lines.index("Question: Who won the World Cup?")
    assert lines[second + 1] == "No sentence answers this surely. Nearest:"
    text = seeds_cli("ask", f"{OCTOPUS} {WEBB}", "--limit", "1", "--format", "markdown")
    assert [line for line in text.splitlines() if line.startswith("**")] == [f"**{OCTOPUS}**", f"**{WEBB}**"]
    assert "> An octopus has three hearts." in text.partition(f"**{WEBB}**")[0]
    bridge = "How long will the Old Stone Bridge in Vellmar be closed? And who is against it?"
    assert "Looking for: And who is against the Old Stone Bridge?" in seeds_cli("ask", bridge, "--limit", "1")
    objects = [json.loads(line) for line in seeds_cli("ask", f"{OCTOPUS} {WEBB}", "--json").splitlines()]
    assert [one["question"] for one in objects] == [OCTOPUS, WEBB]


def test_explain_shows_passages_and_scores(seeds_cli: Cli) -> None:
    shown = seeds_cli("ask", OCTOPUS, "--explain", "--limit", "1")
    assert re.search(r"score +cosine +BM25", shown)
    assert re.search(r"Confidence 0\.9\d\d; generation 1; total \d+ ms", shown)


def test_an_answer_is_copied_as_markdown(seeds_cli: Cli) -> None:
    assert seeds_cli("ask", OCTOPUS, "--format", "markdown", "--limit", "1") == (
        "> An octopus has three hearts.\n>\n> — Three Hearts and Blue Blood: How an Octopus Lives, "
        f"www.tidepool.example.org, `{ROOT}/seeds/science/octopus.txt:4`\n"
    )


def test_questions_by_the_line(seeds_cli: Cli) -> None:
    lines = [
        OCTOPUS,
        json.dumps({"question": "Who is the mayor of Vellmar?", "collection": "science", "min_confidence": 0, "x": 1}),
        "",
        "{broken",
        "PK\x03\x04 an archive",
        json.dumps({"question": "What?", "article": "none"}),
        json.dumps({"question": "How many visitors came to the fair?", "until": "17 June 2024", "limit": 1}),
    ]
    out = seeds_cli("ask", "--stdin", "--json", stdin="\n".join(lines) + "\n").splitlines()
    answers = [json.loads(line) for line in out]
    assert [answer["question"] for answer in answers][:2] == [OCTOPUS, "Who is the mayor of Vellmar?"]
    assert answers[0]["quotes"][0]["text"] == "An octopus has three hearts."
    assert {quote["article"]["collection"] for quote in answers[1]["quotes"]} == {"science"}
    assert [answer.get("error", "")[:24] for answer in answers[2:6]] == [
        "The question is empty: a",
        "not a question in JSON: ",
        "The line is not text: pa",
        "There is no article 'non",
    ]
    assert [quote["article"]["published"] for quote in answers[6]["quotes"]] == ["2024-06-17"]


def test_each_answer_is_there_before_the_next_question(seeds_cli: Cli) -> None:
    with subprocess.Popen(
        seeds_cli.command("ask", "--stdin", "--json"),
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


def test_bytes_that_are_no_text_and_a_narrow_locale_are_no_traceback(seeds_cli: Cli) -> None:
    seeds_cli.environment |= {"PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    answer = json.loads(
        seeds_cli.raw("ask", "How many hearts\udcff has an octopus’s body?", "--json", stdin=b"").stdout
    )
    assert answer["question"] == "How many hearts\ufffd has an octopus’s body?"
    run = seeds_cli.raw("ask", "hearts", "--collection", "\udcff", stdin=b"")
    assert run.returncode == 1
    assert b"There is no collection" in run.stderr


def test_a_terminal_shows_the_quote_strong_and_the_source_dim(seeds_cli: Cli) -> None:
    shown = seeds_cli.at_terminal("ask", OCTOPUS, "--limit", "1")
    assert "\x1b[1mAn octopus has \x1b[0m\x1b[1;4mthree\x1b[0m\x1b[1m hearts.\x1b[0m" in shown
    assert "\x1b[2m" in shown
    assert "\x1b]8;" not in shown
    linked = seeds_cli.at_terminal(
        "ask", "How wide is the mirror of the Webb telescope?", "--limit", "1", FORCE_HYPERLINK="1"
    )
    assert re.search(r"\x1b\]8;[^;]*;https://skynotes\.example\.org/webb\x1b\\", linked)
    assert "https://skynotes" not in re.sub(r"\x1b\]8;[^\x1b]*\x1b\\", "", linked)


@pytest.mark.parametrize("columns", [20, 40, 80])
def test_a_url_is_never_wrapped(seeds_cli: Cli, columns: int) -> None:
    shown = seeds_cli.at_terminal(
        "ask", "How wide is the mirror of the Webb telescope?", "--limit", "1", columns=columns, NO_COLOR="1"
    )
    lines = re.sub(r"\x1b\[[0-9;]*m", "", shown).splitlines()
    assert any(line.strip().endswith("https://skynotes.example.org/webb") for line in lines)
    assert all(len(line) <= columns for line in lines if "https://" not in line)


@pytest.fixture
def parent(seeds_cli: Cli, seeds_library: Path) -> Cli:
    """The command line in a folder below one that has a library."""
    del seeds_cli.environment["PULLQUOTE_LIBRARY"]
    (seeds_cli.folder / ".pullquote").symlink_to(seeds_library)
    below = seeds_cli.folder / "a" / "b"
    below.mkdir(parents=True)
    return Cli(below, seeds_cli.environment, seeds_cli.forks)


def test_the_library_of_a_parent_folder_is_found(parent: Cli) -> None:
    assert parent("ask", OCTOPUS).splitlines()[0] == THREE
