"""The network of the tagger on disk: how it is written and read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from index.bfloat16 import has_bfloat16

if TYPE_CHECKING:
    from index.attribution.network import Network


MODEL: Final = Path(__file__).parent / "model"


def native_precision() -> str:
    """ "bf16" where the processor multiplies it itself, else "fp32".

    Tile instructions (AMX) make it four times as fast as float32, those of AVX-512 twice.
    """
    return "bf16" if has_bfloat16() else "fp32"


def load_network(model: Path) -> Network:
    """Read a network from its folder; weights are stored in half precision, the table in int8."""
    import torch
    from safetensors.torch import load_file

    from index.attribution.network import Network, Shape

    config = json.loads((model / "config.json").read_text(encoding="utf-8"))
    stored = load_file(str(model / "model.safetensors"))
    state = {k: v.float() for k, v in stored.items() if not k.startswith("table.")}
    state["encoder.pieces.weight"] = stored["table.int8"].float() * stored["table.scale"].float()
    with torch.device("meta"):
        network = Network(Shape(**config["shape"]))
    network.to_empty(device="cpu")
    network.load_state_dict(state)
    network.crf.reset_rules()
    return network


def save_network(network: Network, model: Path, about: dict[str, Any]) -> None:
    """Write a network as `load_network` reads it; `about` goes into `config.json`."""
    from dataclasses import asdict

    import torch
    from safetensors.torch import save_file

    state = {k: v.half().contiguous() for k, v in network.state_dict().items()}
    table = network.encoder.pieces.weight.detach().float()
    del state["encoder.pieces.weight"]
    scale = table.abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
    state["table.int8"] = (table / scale.half().float()).round().clamp(-127, 127).to(torch.int8)
    state["table.scale"] = scale.half()
    model.mkdir(parents=True, exist_ok=True)
    weights = model / "model.safetensors"
    save_file(state, str(weights))
    weights.chmod(0o644)
    config = {"shape": asdict(network.shape), **about}
    (model / "config.json").write_text(json.dumps(config, indent=1) + "\n", encoding="utf-8")
