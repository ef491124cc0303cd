"""The shipped reader's weights in real numbers."""

from importlib import resources
from pathlib import Path

import torch
from transformers import BertConfig, BertModel

from benchmarks.reader.exported import weights_of
from qa.models.reader import WEIGHTS

SHIPPED = Path(str(resources.files("qa.models").joinpath(WEIGHTS)))


def test_they_are_those_of_the_network_each_where_it_belongs() -> None:
    state = weights_of(SHIPPED)
    with torch.device("meta"):
        config = BertConfig(hidden_size=384, num_hidden_layers=12, num_attention_heads=12, intermediate_size=1536)
        encoder = BertModel(config, add_pooling_layer=False).state_dict()
    expected = {f"encoder.{name}": tensor.shape for name, tensor in encoder.items()}
    heads = {"spans.weight": (2, 384), "spans.bias": (2,), "relevance.weight": (1, 384), "relevance.bias": (1,)}
    assert {name: tuple(tensor.shape) for name, tensor in state.items()} == {
        **{name: tuple(shape) for name, shape in expected.items()},
        **heads,
    }
    query, key = (state[f"encoder.encoder.layer.0.attention.self.{one}.weight"] for one in ("query", "key"))
    assert 0.01 < float(query.std()) < 1
    assert not torch.equal(query, key)
