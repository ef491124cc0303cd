"""A model for a command: used at once, or exported first with a word to the user."""

import io
from pathlib import Path

import pytest
from rich.console import Console

from qa.errors import LibraryMissing
from qa.settings import Settings
from qa.terminal import models
from tests.fakes import WordEmbedder


def prepared(settings: Settings, *, terminal: bool) -> tuple[str, WordEmbedder]:
    out = io.StringIO()
    made = WordEmbedder()
    console = Console(file=out, force_terminal=terminal, width=100, color_system=None)
    assert models.prepared(console, settings, lambda: made) is made
    return out.getvalue(), made


def test_the_default_model_is_used_at_once_without_a_word(cache: Path) -> None:
    assert prepared(Settings(cache=cache), terminal=False)[0] == ""


@pytest.mark.parametrize("terminal", [True, False])
def test_a_model_that_has_to_be_exported_first_is_said(
    terminal: bool, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(models, "is_ready", lambda _: False)
    assert models.PREPARING in prepared(Settings(cache=cache), terminal=terminal)[0]


def test_a_missing_library_is_said_before_a_model_is_exported(
    tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exported: list[Settings] = []
    monkeypatch.setattr(models, "is_ready", lambda _: False)
    monkeypatch.setattr(models, "asking_embedder", exported.append)
    with pytest.raises(LibraryMissing):
        models.ready_assistant(Settings(library=tmp_path / "none", cache=cache))
    assert exported == []
