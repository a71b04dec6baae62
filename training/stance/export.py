"""`python -m training.stance.export --runs DIR`: weights as they ship, without torch to read them.

Half precision; named as BERT's are, so that `index.encoder.bert` reads them. The word-piece table
is left out: training did not change it, and the encoder that is installed anyway has it.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
import torch

from index.encoder.files import DEFAULT_MODEL, DEFAULT_SHA256
from rag.stance.network import MODEL
from rag.stance.pairs import KINDS, Weights
from training.stance.network import LAYERS

STAGES = ("statements.json", "all.json")
_NAMES = {
    "out": "attention.output.dense",
    "norm1": "attention.output.LayerNorm",
    "up": "intermediate.dense",
    "down": "output.dense",
    "norm2": "output.LayerNorm",
}


def tensors_of(state: dict[str, torch.Tensor], rarity: Weights) -> dict[str, np.ndarray]:
    """The trained weights under the names that the run-time network reads."""
    old = {key: value.float().numpy() for key, value in state.items()}
    new = {
        "embeddings.position_embeddings.weight": old["encoder.positions.weight"],
        "embeddings.token_type_embeddings.weight": old["encoder.features.weight"][:KINDS],
        "embeddings.LayerNorm.weight": old["encoder.norm.weight"],
        "embeddings.LayerNorm.bias": old["encoder.norm.bias"],
        "rarity": rarity,
    }
    for i in range(LAYERS):
        a, b = f"encoder.layers.{i}.", f"encoder.layer.{i}."
        for end in ("weight", "bias"):
            parts = np.split(old[f"{a}qkv.{end}"], 3)
            for name, part in zip(("query", "key", "value"), parts, strict=True):
                new[f"{b}attention.self.{name}.{end}"] = part
            for mine, theirs in _NAMES.items():
                new[f"{b}{theirs}.{end}"] = old[f"{a}{mine}.{end}"]
    for end in ("weight", "bias"):
        new[f"hidden.{end}"] = old[f"hidden.{end}"]
        new[f"article.{end}"] = old[f"heads.article.{end}"]
    return {key: np.ascontiguousarray(value, np.float16) for key, value in new.items()}


def main() -> None:
    """Write `model.safetensors` and `config.json`."""
    from safetensors.numpy import save_file

    parser = argparse.ArgumentParser(prog="python -m training.stance.export")
    parser.add_argument("--runs", type=Path, required=True, help="all.pt, rarity.npy, *.json")
    parser.add_argument("--out", type=Path, default=MODEL)
    arguments = parser.parse_args()
    runs: Path = arguments.runs

    def stored(name: str) -> Any:
        return json.loads((runs / name).read_text(encoding="utf-8"))

    state = torch.load(runs / "all.pt", weights_only=True)
    rarity = np.load(runs / "rarity.npy")
    arguments.out.mkdir(parents=True, exist_ok=True)
    weights = arguments.out / "model.safetensors"
    save_file(tensors_of(state, rarity), str(weights))
    weights.chmod(0o644)
    config = {
        "base": DEFAULT_MODEL,
        "base_sha256": DEFAULT_SHA256,
        "layers": LAYERS,
        "joined": stored("joined.json"),
        "order": stored("order.json"),
        "stages": [stored(n) for n in STAGES if (runs / n).is_file()],
    }
    text = json.dumps(config, indent=1) + "\n"
    (arguments.out / "config.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
