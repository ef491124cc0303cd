"""Record the session of a new user: `python3 -m docs.record_session` writes docs/session.md.

Everything is done as shown: the wheel is installed in an empty environment, a site on this machine serves a feed of
three seeds, and the page has what the commands print. Only the port of the site is always shown as 8000.
"""

import os
import re
import shlex
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.installed import CONSTRAINTS, ROOT, Environment, built_wheel, environment, user

PAGE = ROOT / "docs" / "session.md"
SEEDS = ("stone-bridge", "harbour-fair-courier", "harbour-fair-gazette")
SHOWN_PORT = 8000

INTRODUCTION = """\
# A session

Recorded by `docs/record_session.py` in an empty environment, with a feed that a site on the same machine serves; a test
records it again and compares all but the times. Behind each command stands how long it took, on {cores} CPU cores with
a load average of {load:.0f}: where it is above the cores, other programs took their share.
"""
PARTS = (
    (
        "Install and index",
        (
            ("pip install --quiet {wheel}", ()),
            ("pullquote index {site}/feed.xml --allow-private", ()),
        ),
    ),
    ("A question", (('pullquote ask "How long will the Old Stone Bridge be closed?"', ()),)),
    (
        "A talk: a follow-up, two articles that disagree, and silence",
        (
            (
                "pullquote chat",
                (
                    "How long will the Old Stone Bridge be closed?",
                    "Who is against it?",
                    "How many visitors did the Harbour Fair draw?",
                    "How many moons does Neptune have?",
                ),
            ),
        ),
    ),
)
EDITED = (
    "The article changes: eleven months become nine",
    (
        ("pullquote index", ()),
        ('pullquote ask "How long will the Old Stone Bridge be closed?"', ()),
    ),
)
Step = tuple[str, Sequence[str]]
"""A command, and the lines that are typed while it runs."""


def main() -> None:
    """Record the session, with everything installed that the wheel needs."""
    with tempfile.TemporaryDirectory(prefix="pullquote-session-") as scratch:
        folder = Path(scratch)
        wheel = built_wheel(folder)
        made = environment(folder / "environment")
        settings = {"PIP_CONSTRAINT": str(CONSTRAINTS), "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
        PAGE.write_text(recorded(made, wheel, folder, settings), encoding="utf-8")


def recorded(made: Environment, wheel: Path, folder: Path, settings: Mapping[str, str]) -> str:
    """Return the page of a session in a folder that holds the wheel; `settings` are added to the user's environment."""
    path = f"{made.programs}:/usr/bin:/bin"
    recorder = Recorder(folder, {**user(folder), **settings, "PATH": path})
    pages = {name: _page(ROOT / "seeds" / "world" / f"{name}.md") for name in SEEDS}
    with served(pages) as port:
        site = f"http://127.0.0.1:{port}"
        parts = [recorder.part(title, steps, site, wheel.name) for title, steps in PARTS]
        pages["stone-bridge"] = pages["stone-bridge"].replace("eleven", "nine").replace("Eleven", "Nine")
        parts.append(recorder.part(*EDITED, site, wheel.name))
    introduction = INTRODUCTION.format(cores=os.cpu_count(), load=os.getloadavg()[0])
    page = "\n".join([introduction, *parts])
    return page.replace(f"127.0.0.1:{port}", f"127.0.0.1:{SHOWN_PORT}").replace(str(folder), "~")


class Recorder:
    """Runs commands in a folder, and records what is typed and printed."""

    def __init__(self, folder: Path, variables: Mapping[str, str]) -> None:
        self._folder = folder
        self._variables = variables

    def part(self, title: str, steps: Sequence[Step], site: str, wheel: str) -> str:
        """Return a heading and a block with these steps."""
        shown = "".join(self._step(command.format(site=site, wheel=wheel), typed) for command, typed in steps)
        return f"## {title}\n\n```text\n{shown}```\n"

    def _step(self, command: str, typed: Sequence[str]) -> str:
        """Return a command, its seconds and what it prints; in a talk, each typed line comes before what it gets."""
        shown, before = "", ""
        for number in range(
            1, len(typed)
        ):  # the talk starts over for each line, as nothing in its output marks the end of an answer
            after, _ = self._run(command, typed[:number])
            shown, before = f"{shown}› {typed[number - 1]}\n{after.removeprefix(before)}", after
        printed, seconds = self._run(command, typed)
        last = f"› {typed[-1]}\n" if typed else ""
        return f"$ {command}    # {seconds:.1f} s\n{shown}{last}{printed.removeprefix(before)}"

    def _run(self, command: str, typed: Sequence[str]) -> tuple[str, float]:
        """Return what a command prints, and its seconds."""
        begun = time.monotonic()
        done = subprocess.run(
            shlex.split(command),
            cwd=self._folder,
            env=self._variables,
            input="".join(f"{line}\n" for line in typed),
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode not in (0, 3):
            raise RuntimeError(f"{command}: {done.stderr}")
        return done.stdout, time.monotonic() - begun


@contextmanager
def served(pages: Mapping[str, str]) -> Iterator[int]:
    """Serve the pages, and a /feed.xml that lists them, on a port of this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site = f"http://127.0.0.1:{self.server.server_port}"  # type: ignore[attr-defined]  # of an HTTPServer
            name = self.path.strip("/")
            body = _feed(site, pages) if name == "feed.xml" else pages.get(name)
            self.send_response(404 if body is None else 200)
            self.send_header("Content-Type", "application/rss+xml" if name == "feed.xml" else "text/html")
            self.end_headers()
            self.wfile.write((body or "").encode())

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


def _feed(site: str, pages: Mapping[str, str]) -> str:
    items = "".join(f"<item><link>{site}/{name}</link></item>" for name in pages)
    return f"<rss><channel>{items}</channel></rss>"


def _page(seed: Path) -> str:
    """Return a seed as a web page."""
    _, head, body = seed.read_text(encoding="utf-8").split("---\n", 2)
    facts = {name: value.strip(' "') for name, _, value in (line.partition(":") for line in head.splitlines())}
    blocks = [block for block in body.strip().split("\n\n") if not block.startswith("# ")]
    told = "".join(f"<h2>{one[3:]}</h2>" if one.startswith("## ") else f"<p>{escape(one)}</p>" for one in blocks)
    return (
        f'<html><head><title>{facts["title"]}</title><meta property="og:site_name" content="{facts["source"]}">'
        f'<meta property="article:published_time" content="{facts["date"]}"></head>'
        f"<body><article><h1>{facts['title']}</h1>{told}</article></body></html>"
    )


def without_times(page: str) -> str:
    """Return a page with every time as "… s", and without the machine that gave them."""
    return re.sub(r"\b\d+\.\d s\b", "… s", re.sub(r"\d+ CPU cores with\na load average of \d+", "…", page))


if __name__ == "__main__":
    main()
