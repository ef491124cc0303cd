"""Progress bars: at a terminal, with share, rate and count; nowhere else."""

import io

import pytest
from rich.console import Console

from qa.library.indexing import Progress
from qa.terminal.progress import shown_count, shown_progress


def console(*, terminal: bool) -> Console:
    return Console(file=io.StringIO(), force_terminal=terminal, width=100, color_system=None)


def seen(shown: Console) -> str:
    assert isinstance(shown.file, io.StringIO)
    return shown.file.getvalue()


def test_a_terminal_sees_how_many_are_done_and_the_bar_is_gone_at_the_end() -> None:
    shown = console(terminal=True)
    with shown_count(shown, "Asking", 1200) as report:
        report(300)
    assert "Asking" in seen(shown)
    assert "25% 300 of 1,200" in seen(shown)
    assert seen(shown).endswith("\x1b[2K")


def test_indexing_shows_its_share_and_what_was_read() -> None:
    shown = console(terminal=True)
    with shown_progress(shown) as report:
        report(Progress(share=0.5, articles=1200, passages=3400, embedded=10))
    assert "Indexing" in seen(shown)
    assert "50% 1,200 articles, 3,400 passages" in seen(shown)


@pytest.mark.parametrize("bar", [shown_progress, lambda shown: shown_count(shown, "Asking", 3)])
def test_a_pipe_sees_nothing(bar: object) -> None:
    shown = console(terminal=False)
    assert callable(bar)
    with bar(shown):
        pass
    assert seen(shown) == ""
