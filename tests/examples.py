"""The examples in the documentation: what is typed at a terminal or run in Python, and what that prints."""

import doctest
import re
from collections.abc import Iterator
from dataclasses import dataclass

BLOCK = re.compile(r"^```console\n(.*?)^```$", re.DOTALL | re.MULTILINE)
PYTHON = re.compile(r"^```python\n(.*?)^```$\n+prints:\n+^```$\n(.*?)^```$", re.DOTALL | re.MULTILINE)
SHELL_PROMPT = "$ "
CHAT_PROMPT = "› "


@dataclass(frozen=True, slots=True)
class Example:
    """A command or a piece of Python, what is typed while it runs, and what it prints, with "..." for anything."""

    source: str
    typed: str
    printed: str

    def matches(self, output: str) -> bool:
        """Return whether that is what the example prints."""
        return doctest.OutputChecker().check_output(self.printed, output, doctest.ELLIPSIS)


def commands(page: str) -> Iterator[Example]:
    """Yield the commands in the `console` blocks of a page."""
    for block in BLOCK.findall(page):
        for part in re.split(rf"^{re.escape(SHELL_PROMPT)}", block, flags=re.MULTILINE)[1:]:
            source, *lines = part.splitlines(keepends=True)
            typed = [line.removeprefix(CHAT_PROMPT) for line in lines if line.startswith(CHAT_PROMPT)]
            printed = [line for line in lines if not line.startswith(CHAT_PROMPT)]
            yield Example(source.strip(), "".join(typed), "".join(printed))


def programs(page: str) -> Iterator[Example]:
    """Yield the pieces of Python on a page that say what they print."""
    for source, printed in PYTHON.findall(page):
        yield Example(source, "", printed)
