"""The real parts, put together from settings."""

from pathlib import Path

import pytest

from qa.bootstrap import asking_reader, is_ready, open_assistant
from qa.errors import LibraryMissing, ModelMissing
from qa.models.reader import shipped
from qa.settings import Settings
from tests.fakes import WordEmbedder


def test_nothing_is_loaded_and_no_library_needed_before_the_first_question(tmp_path: Path) -> None:
    settings = Settings(library=tmp_path / "none", model="no such model", min_confidence=0.7)
    assistant = open_assistant(settings=settings)
    assert assistant.threshold == 0.7
    with pytest.raises(LibraryMissing):
        assistant.ask("Who opened the bridge?")
    assert open_assistant(tmp_path / "other", embedder=WordEmbedder()).threshold != 0.7


def test_the_reader_is_the_one_that_comes_with_the_program_unless_another_is_named(tmp_path: Path) -> None:
    assert asking_reader(Settings(cache=tmp_path))() is shipped()
    with pytest.raises(ModelMissing, match="no-such-reader"):
        asking_reader(Settings(cache=tmp_path, reader="no-such-reader"))()


def test_the_default_model_needs_no_export_and_is_ready_at_once(tmp_path: Path) -> None:
    assert is_ready(Settings(cache=tmp_path))
