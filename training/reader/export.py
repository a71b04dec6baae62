"""Write trained weights as the reader ships: ``python -m training.reader.export WEIGHTS …``.

Of several runs from one beginning the mean of the weights is taken, which is as good as or better
than each of them (Wortsman et al. 2022, "Model soups", arXiv:2203.05482).

Matrices are stored in float16. ``training.reader.weigh`` adds the rest of the config.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from safetensors.numpy import load_file, save_file

from rag.reader.form import LABELS
from rag.reader.network import MODEL

NONE: Final = {"temperature": 1.0, "bias": [0.0] * len(LABELS)}


def export(weights: Sequence[Path], folder: Path, calibration: dict[str, Any]) -> None:
    """Write ``model.safetensors`` and ``config.json``; other files of the folder stay."""
    runs = [load_file(str(path)) for path in weights]
    tensors = {k: np.mean([run[k] for run in runs], axis=0, dtype=np.float32) for k in runs[0]}
    layers = 1 + max(int(n.split(".")[3]) for n in tensors if n.startswith("bert.encoder.layer."))
    folder.mkdir(parents=True, exist_ok=True)
    save_file(
        {k: v.astype(np.float16) if v.ndim > 1 else v for k, v in tensors.items()},
        str(folder / "model.safetensors"),
    )
    config = {"labels": list(LABELS), "layers": layers, "calibration": calibration}
    (folder / "config.json").write_text(json.dumps(config, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, default=MODEL)
    args = parser.parse_args()
    export(args.weights, args.out, NONE)


if __name__ == "__main__":
    main()
