"""The export equals the model and replaces it; other models work, or are refused in plain words."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.pre_tokenizers import Whitespace
from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

from qa.bootstrap import asking_embedder, is_ready
from qa.errors import ModelError, ModelMissing, ModelRefused
from qa.models.embedder import Embedder, OnnxEmbedder, SentenceTransformerEmbedder
from qa.models.export import embedder as export
from qa.models.export.embedder import exported, is_exported
from qa.models.locate import DEFAULT_MODEL, find_model
from qa.settings import Settings

pytestmark = pytest.mark.no_cover  # measured, PyTorch takes twice as long

TEXTS = ["Where is the bridge?", "The council voted 7 to 2 to close it.", "東京 Žižková 🙂", "long " * 600]


@pytest.fixture(scope="module")
def original(cache: Path) -> SentenceTransformer:
    return SentenceTransformer(str(find_model(DEFAULT_MODEL, cache).folder), device="cpu")


def encode(model: SentenceTransformer, texts: list[str], **options: Any) -> np.ndarray:
    return np.asarray(model.encode(texts, normalize_embeddings=True, show_progress_bar=False, **options))


def test_the_weights_are_the_published_file(cache: Path) -> None:
    weights = find_model(DEFAULT_MODEL, cache).folder / "model.safetensors"
    from qa.reading import digest

    assert digest(weights) == "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


def test_questions_are_embedded_as_the_original_does(embedder: Embedder, original: SentenceTransformer) -> None:
    assert np.abs(embedder.questions(TEXTS) - encode(original, TEXTS)).max() < 1e-4


def test_passages_are_nearly_so_with_int8_weights(embedder: Embedder, original: SentenceTransformer) -> None:
    cosines = (embedder.passages(TEXTS) * encode(original, TEXTS)).sum(axis=1)
    assert cosines.min() > 0.97


def test_many_texts_keep_their_order(embedder: Embedder) -> None:
    texts = [f"Text number {number} " * (number % 7 + 1) for number in range(40)]
    together = embedder.passages(texts)
    assert np.abs(together - np.concatenate([embedder.passages([text]) for text in texts])).max() < 1e-5
    assert np.linalg.norm(together, axis=1) == pytest.approx(1, abs=1e-5)
    assert embedder.passages([]).shape == (0, embedder.dimension)


def test_the_window_leaves_room_for_the_special_tokens(embedder: Embedder) -> None:
    assert (embedder.window, embedder.dimension) == (254, 384)
    assert embedder.token_ends("Žižková 東京") == [7, 9, 10] or embedder.lengths(["Žižková 東京"])[0] > 2
    assert embedder.token_ends("a bc") == [1, 4]


def test_asking_imports_neither_torch_nor_sentence_transformers(
    seeds_library: Path, environment: dict[str, str]
) -> None:
    code = (
        "import sys; from qa import open_assistant\n"
        f"answer = open_assistant({str(seeds_library)!r}).ask('How many hearts does an octopus have?')\n"
        "print(answer.quotes[0].text, {'torch', 'sentence_transformers', 'transformers'} & set(sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "An octopus has three hearts. set()"


@pytest.fixture(scope="module")
def small_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small random model with prompts and another pooling."""
    folder = tmp_path_factory.mktemp("small")
    letters = "abcdefghijklmnopqrstuvwxyz"
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *letters, *(f"##{letter}" for letter in letters), ":", "the", "query"]
    tokenizer = Tokenizer(WordPiece({word: number for number, word in enumerate(words)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Whitespace()
    fast = PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=tokenizer, pad_token="[PAD]", unk_token="[UNK]", cls_token="[CLS]", sep_token="[SEP]"
    )
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=len(words),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=64,
    )
    BertModel(config).save_pretrained(folder / "transformer")
    fast.save_pretrained(folder / "transformer")
    transformer = Transformer(str(folder / "transformer"), max_seq_length=48)
    pooling = Pooling(32, pooling_mode="cls")
    model = SentenceTransformer(modules=[transformer, pooling], prompts={"query": "query: ", "document": "the: "})
    model.save(str(folder / "model"))
    return folder / "model"


def test_another_model_is_exported_with_its_prompts(small_model: Path, tmp_path: Path) -> None:
    settings = Settings(model=str(small_model), cache=tmp_path)
    assert not is_ready(settings)
    embedder = asking_embedder(settings)()
    assert is_ready(settings)
    original = SentenceTransformer(str(small_model), device="cpu")
    texts = ["where is the bridge", "a"]
    assert np.abs(embedder.questions(texts) - encode(original, texts, prompt="query: ")).max() < 1e-4
    assert np.abs(embedder.questions(texts) - encode(original, texts)).max() > 1e-2
    assert embedder.dimension == 32
    assert embedder.window <= 48 - 2  # its tokenizer adds no special tokens; the prompt takes two


def test_sentence_transformers_itself_gives_the_same(small_model: Path, tmp_path: Path) -> None:
    model = find_model(str(small_model), tmp_path)
    itself = SentenceTransformerEmbedder(model, "cpu")
    export_ = OnnxEmbedder(model, exported(model, tmp_path))
    assert np.abs(itself.questions(["a b"]) - export_.questions(["a b"])).max() < 1e-4
    assert np.abs(itself.passages(["a b"]) - export_.exact(["a b"])).max() < 1e-4
    assert (itself.window, itself.dimension, itself.digest) == (export_.window, export_.dimension, export_.digest)
    assert itself.passages([]).shape == (0, 32)


def test_an_export_that_differs_is_refused_and_not_kept(
    small_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "TOLERANCE", 0.0)
    model = find_model(str(small_model), tmp_path)
    with pytest.raises(ModelRefused, match="differs from the original"):
        exported(model, tmp_path)
    assert not is_exported(model, tmp_path)
    assert list((tmp_path / "models").iterdir()) == []


def test_a_damaged_export_is_made_again(small_model: Path, tmp_path: Path) -> None:
    model = find_model(str(small_model), tmp_path)
    folder = exported(model, tmp_path).folder
    (folder / "int8.onnx").write_bytes(b"torn")
    assert not is_exported(model, tmp_path)
    assert OnnxEmbedder(model, exported(model, tmp_path)).passages(["a"]).shape == (1, 32)


def test_a_model_is_named_by_its_content(small_model: Path, tmp_path: Path) -> None:
    first = find_model(str(small_model), tmp_path)
    assert find_model(str(small_model), tmp_path).digest == first.digest
    config = small_model / "config_sentence_transformers.json"
    before = config.read_text()
    config.write_text(json.dumps({**json.loads(before), "prompts": {"query": "x", "document": ""}}))
    assert find_model(str(small_model), tmp_path).digest != first.digest
    config.write_text(before)


def test_a_model_that_is_not_here_or_is_pickled_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match="hf download no-such/model"):
        find_model("no-such/model", tmp_path)
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "pytorch_model.bin").write_bytes(b"pickle")
    with pytest.raises(ModelRefused, match="safetensors"):
        find_model(str(tmp_path / "old"), tmp_path)
    (tmp_path / "old" / "model.safetensors").write_bytes(b"none")
    with pytest.raises(ModelRefused, match="cannot be exported"):
        exported(find_model(str(tmp_path / "old"), tmp_path), tmp_path)


def test_a_cuda_device_that_is_not_there_is_told(tmp_path: Path) -> None:
    if torch.cuda.is_available():
        pytest.skip("there is one")
    with pytest.raises(ModelMissing, match="--device cpu"):
        asking_embedder(Settings(cache=tmp_path, device="cuda"))()


def test_a_cache_that_cannot_be_written_is_told(small_model: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    model = find_model(str(small_model), tmp_path)
    with pytest.raises(ModelError, match=r"cannot be kept in .*PULLQUOTE_CACHE"):
        exported(model, tmp_path / "file")
