"""multilingual-e5-small as a sentence-transformers module: own tokenizer, BERT encoder, mean pooling, length 1.

Importing this module imports torch, which takes seconds: only `index.embed` does so, when a model is needed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file
from sentence_transformers.base.modules import InputModule
from tokenizers import Tokenizer
from tokenizers.models import Unigram
from transformers import BertConfig, BertModel

from index.e5 import Packed

CONFIG_FILE = "e5.json"
WEIGHTS_FILE = "model.safetensors"
TOKENIZER_FILE = "tokenizer.json"

# The file's names of the parts of layer i → those of transformers' BertModel.
LAYER_NAMES = {
    "q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value",
    "ao": "attention.output.dense", "aln": "attention.output.LayerNorm", "fi": "intermediate.dense",
    "fo": "output.dense", "oln": "output.LayerNorm",
}  # fmt: skip
PARTS = {"w": "weight", "b": "bias"}


class E5Module(InputModule):
    """Texts → vectors of length 1. Texts over the encoder's 512 pieces are cut into windows whose means are averaged
    by their length, as the engine the weights come with does it.
    """

    def __init__(self, config: dict[str, Any], tokenizer: Tokenizer, weights: dict[str, torch.Tensor]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.config = config
        self.tokenizer = tokenizer
        self.normaliser = {int(code): text for code, text in config["normaliser"].items()}
        self.window = int(config["bert"]["max_position_embeddings"]) - 2
        self.bert = BertModel(BertConfig(**config["bert"]), add_pooling_layer=False)
        self.bert.load_state_dict(weights)
        self.bert.train(False)

    def pieces(self, text: str) -> list[int]:
        """The ids of a text's pieces, without the special ones."""
        normal = re.sub(" {2,}", " ", text.translate(self.normaliser))
        marked = normal.replace(" ", "▁")
        ids: list[int] = self.tokenizer.encode(marked if marked.startswith("▁") else "▁" + marked).ids
        return ids

    def preprocess(self, inputs: Sequence[Any], prompt: str | None = None, **kwargs: Any) -> dict[str, torch.Tensor]:
        """Texts as padded windows: `input_ids`, `attention_mask` (windows × pieces), `owner` (which text)."""
        cut = [self._windows((prompt or "") + text) for text in inputs]
        windows = list(chain.from_iterable(cut))
        width = max(map(len, windows))
        pad = self.config["bert"]["pad_token_id"]
        return {
            "input_ids": torch.tensor([w + [pad] * (width - len(w)) for w in windows]),
            "attention_mask": torch.tensor([[1] * len(w) + [0] * (width - len(w)) for w in windows]),
            "owner": torch.tensor([i for i, ws in enumerate(cut) for _ in ws]),
        }

    def _windows(self, text: str) -> list[list[int]]:
        ids = self.pieces(text)
        bos, eos = self.config["bos"], self.config["eos"]
        return [[bos, *ids[i : i + self.window], eos] for i in range(0, len(ids), self.window)] or [[bos, eos]]

    def forward(self, features: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
        """Adds `sentence_embedding`, shape (texts, dimension)."""
        mask, owner = features["attention_mask"], features["owner"]
        hidden = self.bert(input_ids=features["input_ids"], attention_mask=mask).last_hidden_state
        lengths = mask.sum(1, keepdim=True).to(hidden.dtype)
        means = (hidden * mask.unsqueeze(-1)).sum(1) / lengths
        # Without its two special pieces; a window of nothing else still counts.
        weights = (lengths - 2).clamp(min=1)
        sums = hidden.new_zeros(int(owner.max()) + 1, hidden.shape[-1]).index_add_(0, owner, means * weights)
        features["sentence_embedding"] = torch.nn.functional.normalize(sums, dim=-1)
        return features

    def get_embedding_dimension(self) -> int:
        return int(self.config["bert"]["hidden_size"])

    @property
    def max_seq_length(self) -> int:
        # Longer texts are cut into windows here, so nothing outside has to cut them.
        return 1_000_000

    def save(self, output_path: str, *args: Any, safe_serialization: bool = True, **kwargs: Any) -> None:
        """Weights, tokenizer and configuration as three files in that folder."""
        folder = Path(output_path)
        save_file({k: v.contiguous() for k, v in self.bert.state_dict().items()}, folder / WEIGHTS_FILE)
        self.tokenizer.save(str(folder / TOKENIZER_FILE))
        (folder / CONFIG_FILE).write_text(json.dumps(self.config), encoding="utf-8")

    @classmethod
    def load(cls, model_name_or_path: str, subfolder: str = "", *args: Any, **kwargs: Any) -> E5Module:
        """The module saved in that local folder; OSError, KeyError or ValueError when it is not one."""
        folder = Path(model_name_or_path) / subfolder
        config = json.loads((folder / CONFIG_FILE).read_text(encoding="utf-8"))
        tokenizer = Tokenizer.from_file(str(folder / TOKENIZER_FILE))
        return cls(config, tokenizer, load_file(folder / WEIGHTS_FILE))

    @classmethod
    def from_packed(cls, packed: Packed) -> E5Module:
        """The module made of the unpacked file."""
        shape = packed.shape
        bert = {
            "vocab_size": len(packed.pieces), "hidden_size": shape.hidden, "num_hidden_layers": shape.layers,
            "num_attention_heads": shape.heads, "intermediate_size": shape.feed_forward,
            "max_position_embeddings": shape.positions, "type_vocab_size": shape.types,
            "layer_norm_eps": shape.eps, "pad_token_id": shape.pad,
        }  # fmt: skip
        config = {
            "bert": bert, "bos": shape.bos, "eos": shape.eos,
            "normaliser": {str(code): text for code, text in packed.normaliser.items()},
        }  # fmt: skip
        tokenizer = Tokenizer(Unigram(list(zip(packed.pieces, packed.scores, strict=True)), unk_id=shape.unk))
        return cls(config, tokenizer, bert_weights(packed))


def bert_weights(packed: Packed) -> dict[str, torch.Tensor]:
    """The tensors under the names and in the shapes of transformers' BertModel."""
    tensors, hidden = packed.tensors, packed.shape.hidden
    found = {
        "embeddings.word_embeddings.weight": tensors["emb.word"],
        "embeddings.position_embeddings.weight": tensors["emb.pos"].reshape(-1, hidden),
        "embeddings.token_type_embeddings.weight": tensors["emb.type"].reshape(-1, hidden),
        "embeddings.LayerNorm.weight": tensors["emb.ln.w"],
        "embeddings.LayerNorm.bias": tensors["emb.ln.b"],
    }
    for layer in range(packed.shape.layers):
        for short, long in LAYER_NAMES.items():
            for part, whole in PARTS.items():
                found[f"encoder.layer.{layer}.{long}.{whole}"] = tensors[f"l{layer}.{short}.{part}"]
    return {name: torch.from_numpy(values) for name, values in found.items()}
