"""Where a model is, and what identifies its content."""

import hashlib
import os
from pathlib import Path

import pytest

from qa.errors import ModelMissing, ModelRefused
from qa.models.locate import find_model


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "model"
    (made / "1_Pooling").mkdir(parents=True)
    (made / "model.safetensors").write_bytes(b"weights")
    (made / "1_Pooling" / "config.json").write_text("{}")
    return made


def digest(folder: Path, cache: Path) -> str:
    return find_model(str(folder), cache).digest


def test_a_digest_is_of_the_names_and_the_contents_of_all_files(folder: Path, tmp_path: Path) -> None:
    lines = "".join(
        f"{name}\0{hashlib.sha256(content).hexdigest()}\n"
        for name, content in (("1_Pooling/config.json", b"{}"), ("model.safetensors", b"weights"))
    )
    found = find_model(str(folder), tmp_path / "cache")
    assert (found.name, found.folder) == (str(folder), folder)
    assert found.digest == hashlib.sha256(lines.encode()).hexdigest()


def test_what_does_not_decide_the_output_does_not_change_the_digest(folder: Path, tmp_path: Path) -> None:
    before = digest(folder, tmp_path / "cache")
    (folder / "README.md").write_text("About it.")
    (folder / ".git").mkdir()
    (folder / ".git" / "HEAD").write_text("main")
    assert digest(folder, tmp_path / "cache") == before
    (folder / "vocab.txt").write_text("a")
    assert digest(folder, tmp_path / "cache") != before


def test_a_digest_is_remembered_until_a_file_changes(folder: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    digest(folder, cache)
    (known,) = (cache / "digests").iterdir()
    known.write_text("f" * 64)
    assert digest(folder, cache) == "f" * 64
    os.utime(folder / "model.safetensors", ns=(1, 1))
    assert digest(folder, cache) not in ("f" * 64, "")


def test_a_torn_memory_is_made_anew(folder: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    before = digest(folder, cache)
    (known,) = (cache / "digests").iterdir()
    known.write_text("f" * 10)
    assert digest(folder, cache) == before == known.read_text()


def test_a_cache_that_cannot_be_written_costs_nothing_but_time(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file")
    assert digest(folder, tmp_path / "cache") == digest(folder, tmp_path / "other")


def test_a_model_without_safetensors_is_refused_and_one_elsewhere_is_missing(folder: Path, tmp_path: Path) -> None:
    (folder / "model.safetensors").rename(folder / "pytorch_model.bin")
    with pytest.raises(ModelRefused, match="no weights in the safetensors format"):
        find_model(str(folder), tmp_path)
    with pytest.raises(ModelMissing, match="There is no model 'no/such/model' on this machine"):
        find_model("no/such/model", tmp_path)
