"""A library knows the model that it was made with."""

import pytest

from qa.errors import ModelMismatch
from qa.library.model_identity import check, identity, is_same
from tests.fakes import WordEmbedder


def test_the_same_model_passes() -> None:
    attributes = identity(WordEmbedder())
    assert is_same(attributes, WordEmbedder())
    check(attributes, WordEmbedder())


@pytest.mark.parametrize(("name", "value"), [("digest", "f" * 64), ("dimension", 512), ("window", 41)])
def test_another_one_is_refused_with_both_names(name: str, value: object) -> None:
    other = WordEmbedder()
    setattr(other, name, value)
    assert not is_same(identity(WordEmbedder()), other)
    with pytest.raises(ModelMismatch, match=r"model words \(000000000000, 256 dimensions, 40 tokens\).*--model words"):
        check(identity(WordEmbedder()), other)


def test_a_renamed_model_is_the_same() -> None:
    renamed = WordEmbedder()
    renamed.name = "other words"
    assert is_same(identity(WordEmbedder()), renamed)
