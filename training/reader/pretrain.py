"""Train on the public pairs: ``python -m training.reader.pretrain --pairs DIR --out FILE``."""

from __future__ import annotations

import argparse
import json
import logging
from dataclasses import asdict
from pathlib import Path

from training.reader.examples import Encoding
from training.reader.loop import Options, train
from training.reader.network import ReaderNetwork
from training.reader.public import read_pairs


def main() -> None:
    """Read the pairs, train until the clock or the data end, write weights and a record."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=Path, default=Path("../shared/evaldata/pairs"))
    parser.add_argument("--out", type=Path, default=Path("build/reader/pretrained.safetensors"))
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--tokens", type=int, default=2048)
    parser.add_argument("--rate", type=float, default=1.6e-4)
    parser.add_argument("--bfloat16", action="store_true")
    args = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    options = Options(
        minutes=args.minutes,
        tokens=args.tokens,
        rate=args.rate,
        head_rate=5 * args.rate,
        bfloat16=args.bfloat16,
    )
    examples, digests = read_pairs(args.pairs, options.seed)
    logging.info("%d pairs", len(examples))
    network = ReaderNetwork(args.layers)
    steps = train(network, examples, Encoding(), options, lambda: network.save(args.out))
    network.save(args.out)
    record = {
        "options": asdict(options),
        "layers": args.layers,
        "pairs": len(examples),
        "steps": steps,
        "sha256": digests,
    }
    args.out.with_suffix(".json").write_text(json.dumps(record, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
