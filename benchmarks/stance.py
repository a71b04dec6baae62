"""How well and how fast the shipped stance model reads single statements.

    python -m benchmarks.stance

Reads the 64 hand-written pairs of `tests/rag/stance/statements.jsonl` with the model, and times it
on one core. `python -m benchmarks.evaluate fnc1` measures how it orders the articles of FNC-1.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

from benchmarks.common import ROOT
from rag.stance import StanceModel, load

PAIRS = ROOT / "tests" / "rag" / "stance" / "statements.jsonl"


def by_model(model: StanceModel, proposition: str, text: str, *, topical: bool = False) -> str:
    """The model's stance; with ``topical`` the likeliest side of the three."""
    scores = model.stance(proposition, [text])[0]
    return scores.side if topical else scores.label


def rows() -> list[dict[str, str]]:
    """The pairs: proposition, text, stance, kind of wording."""
    return [json.loads(line) for line in PAIRS.read_text(encoding="utf-8").splitlines()]


def compared(model: StanceModel) -> dict[str, Any]:
    """How many stances are right: of all four, and of the three where the text is on the claim."""
    pairs = rows()
    readings = {
        "model": [by_model(model, r["proposition"], r["text"]) for r in pairs],
        "model, of three": [
            by_model(model, r["proposition"], r["text"], topical=True) for r in pairs
        ],
    }
    sided = [i for i, r in enumerate(pairs) if r["stance"] in ("affirm", "deny")]
    result: dict[str, Any] = {"pairs": len(pairs), "with a side": len(sided)}
    for name, got in readings.items():
        each: dict[str, list[bool]] = defaultdict(list)
        for r, label in zip(pairs, got, strict=True):
            each[r["stance"]].append(r["stance"] == label)
        wrong_side = {("affirm", "deny"), ("deny", "affirm")}
        result[name] = {
            "right": sum(r["stance"] == g for r, g in zip(pairs, got, strict=True)),
            "right side": sum(pairs[i]["stance"] == got[i] for i in sided),
            "wrong side": sum((pairs[i]["stance"], got[i]) in wrong_side for i in sided),
            "by stance": {k: f"{sum(v)}/{len(v)}" for k, v in each.items()},
        }
    return result


def timed(model: StanceModel) -> dict[str, float]:
    """Milliseconds, median of nine, for pairs of a claim and a sentence."""
    pairs = rows()
    texts = [r["text"] for r in pairs[:24]]
    result = {}
    for name, some in (("24 pairs", texts), ("8 pairs", texts[:8])):
        times = []
        for _ in range(9):
            began = time.perf_counter()
            model.stance(pairs[0]["proposition"], some)
            times.append(1000 * (time.perf_counter() - began))
        result[name] = round(statistics.median(times), 1)
    return result


def main() -> None:
    """Print the figures as JSON; ``--json`` also writes them."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.stance")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    parser.add_argument("--show", action="store_true", help="list the pairs that are read wrong")
    arguments = parser.parse_args()
    began = time.perf_counter()
    model = load()
    loading = 1000 * (time.perf_counter() - began)
    report = {"statements": compared(model), "milliseconds": timed(model)}
    report["ms to load"] = {"model": round(loading, 1)}
    text = json.dumps(report, indent=1)
    print(text)
    if arguments.json:
        arguments.json.write_text(text + "\n", encoding="utf-8")
    if arguments.show:
        for r in rows():
            mine = by_model(model, r["proposition"], r["text"])
            if mine != r["stance"]:
                print(f"{r['stance']:9} model {mine:9} {r['text']}")


if __name__ == "__main__":
    main()
