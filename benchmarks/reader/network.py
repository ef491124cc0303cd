"""The network that reads: an encoder over question and passage, with three linear heads."""

from pathlib import Path
from typing import Any

import torch
from transformers import AutoConfig, AutoModel


class Network(torch.nn.Module):  # type: ignore[misc]  # torch is not looked into by the type checker
    """Where an answer starts and ends, at the first token if there is none, and whether the passage answers."""

    def __init__(self, folder: Path, attention: str = "sdpa") -> None:
        super().__init__()
        config = AutoConfig.from_pretrained(folder)
        config.attention_probs_dropout_prob = 0.0  # on a CPU it would rule the fused attention out
        self.encoder = AutoModel.from_pretrained(
            folder, config=config, attn_implementation=attention, add_pooling_layer=False, use_safetensors=True
        )
        self.spans = torch.nn.Linear(config.hidden_size, 2)
        self.relevance = torch.nn.Linear(config.hidden_size, 1)

    def forward(self, input_ids: Any, attention_mask: Any, token_type_ids: Any) -> tuple[Any, Any, Any]:
        """Logits of start and end, shape (batch, tokens), and of relevance, shape (batch,)."""
        hidden = self.encoder(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        ).last_hidden_state
        start, end = self.spans(hidden).unbind(-1)
        return start, end, self.relevance(hidden[:, 0]).squeeze(-1)
