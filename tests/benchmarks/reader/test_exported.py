"""The shipped reader's weights in real numbers: the network that they make reads as the graph does."""

from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from transformers import BertConfig, BertModel

from benchmarks.reader.exported import weights_of
from qa.models.reader import WEIGHTS
from qa.models.runtime import feed, session

SHIPPED = Path(str(resources.files("qa.models").joinpath(WEIGHTS)))
INPUTS = ("input_ids", "attention_mask", "token_type_ids")
ENCODER = "encoder."


def part(state: dict[str, Any], prefix: str) -> dict[str, Any]:
    return {name.removeprefix(prefix): tensor for name, tensor in state.items() if name.startswith(prefix)}


def test_a_network_of_them_reads_as_the_graph_does() -> None:
    state = weights_of(SHIPPED)
    config = BertConfig(num_hidden_layers=12, hidden_size=384, num_attention_heads=12, intermediate_size=1536)
    encoder: Any = BertModel(config, add_pooling_layer=False)
    encoder.eval()
    encoder.load_state_dict(part(state, ENCODER))
    encoding = Tokenizer.from_file(str(SHIPPED / "tokenizer.json")).encode(
        "Who proposed the ceasefire?", "The ceasefire was proposed on Tuesday by Petra Holm, who leads the delegation."
    )
    given = feed(encoding, INPUTS)
    graph = session(SHIPPED / "reader.onnx", threads=1).run(("start", "end", "relevance"), given)
    with torch.no_grad():
        hidden = encoder(**{name: torch.from_numpy(array) for name, array in given.items()}).last_hidden_state
        spans = torch.nn.functional.linear(hidden, state["spans.weight"], state["spans.bias"])
        relevance = torch.nn.functional.linear(hidden[:, 0], state["relevance.weight"], state["relevance.bias"])
    made = [spans[0, :, 0].numpy(), spans[0, :, 1].numpy(), relevance[0].numpy()]
    for name, one, expected in zip(("start", "end", "relevance"), made, graph, strict=True):
        worst = float(np.abs(one - expected[0]).max())
        assert worst < 1.0, (name, worst)  # int8 rounds what is computed on the way; the logits span some twenty
        assert int(one.argmax()) == int(np.atleast_1d(expected[0]).argmax())
