"""`python -m training.verifier --data DIR`: read the articles, fit, calibrate, write the model.

Reads the judged quotations (`judge`) and some annotated articles (`polnear`), keeps what is seen of
each statement in `--work`, and fits in seconds. Writes `fold-0` to `fold-4` there, each without the
articles of its fold (`benchmarks.judged.fold_of`), and the shipped model.
"""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path
from typing import Any, Final

from benchmarks.common import DATA
from benchmarks.judged import FOLDS
from index.attribution.stored import MODEL as TAGGER
from index.verifying.model import MODEL
from training.verifier.examples import annotated, judged, kept
from training.verifier.fit import Options, fit_all

READ: Final = (
    *("judge/quotes.jsonl.gz", "judge/articles.jsonl.gz"),
    *("polnear/dev/docs.jsonl", "polnear/dev/attributions.jsonl.gz", "polnear/dev/questions.jsonl"),
)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        prog="python -m training.verifier",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--data", type=Path, default=DATA, help="(%(default)s)")
    parser.add_argument("--work", type=Path, default=Path("build/verifier"), help="(%(default)s)")
    parser.add_argument("--out", type=Path, default=MODEL, help="(%(default)s)")
    parser.add_argument("--articles", type=int, default=84, help="of polnear (%(default)s)")
    parser.add_argument(
        "--wrong",
        type=float,
        default=Options.wrong,
        help="share that may be wrong under a certain name (%(default)s)",
    )
    args = parser.parse_args()
    gold = kept(args.work / "judge.npz", lambda: judged(args.data / "judge"))
    more = kept(
        args.work / f"polnear-{args.articles}.npz",
        lambda: annotated(args.data / "polnear", args.articles),
    )
    about: dict[str, Any] = {
        "sha256": {name: _digest(args.data / name) for name in READ},
        "tagger_sha256": _digest(TAGGER / "model.safetensors"),
        "polnear_articles": args.articles,
    }
    fit_all(gold, more, Options(wrong=args.wrong), args.work, args.out, about, FOLDS)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    main()
