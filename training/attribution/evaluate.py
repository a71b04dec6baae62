"""`python -m training.attribution.evaluate --data DIR`: the tagger's figures, printed again.

Spans are scored on CofeNet's validation instances (see `index.attribution.metrics`); links on the
development articles' relations, over contents that were found exactly.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from index.attribution.metrics import ROLES, RoleReport, RoleSpan, score
from index.attribution.stored import MODEL
from index.attribution.tagger import Tagger
from training.attribution.data import Document, load, load_valid


def predicted(tagger: Tagger, documents: Sequence[Document]) -> list[list[RoleSpan]]:
    """Predicted spans of every paragraph, in the documents' order."""
    found = tagger.read([d.paragraphs for d in documents])
    rows: list[list[RoleSpan]] = []
    for document, read in zip(documents, found, strict=True):
        mine: list[list[RoleSpan]] = [[] for _ in document.paragraphs]
        for hit in read.hits:
            mine[hit.paragraph].append((hit.role, hit.first, hit.end))
        rows.extend(mine)
    return rows


def span_report(tagger: Tagger, documents: Sequence[Document]) -> dict[str, RoleReport]:
    """Exact, begin and Jaccard scores of each role."""
    gold = [row for d in documents for row in d.spans]
    return score(gold, predicted(tagger, documents))


def link_report(tagger: Tagger, documents: Sequence[Document]) -> dict[str, float]:
    """Percent of exactly found contents whose cue (source) is the right one, or rightly none."""
    right = {"cue": 0, "source": 0}
    total = 0
    for document, read in zip(
        documents, tagger.read([d.paragraphs for d in documents]), strict=True
    ):
        hits = read.hits
        gold = {
            (i, a, b) for i, row in enumerate(document.spans) for r, a, b in row if r == "content"
        }
        for hit in hits:
            key = (hit.paragraph, hit.first, hit.end)
            if hit.role != "content" or key not in gold:
                continue
            total += 1
            cue = None if hit.cue is None else hits[hit.cue]
            via = cue.source if cue is not None and cue.source is not None else hit.source
            source = None if via is None else hits[via]
            for name, got, links in (
                ("cue", cue, document.cue_of),
                ("source", source, document.source_of),
            ):
                want = links.get(key)
                if got is None:
                    right[name] += want is None
                elif want is not None:
                    right[name] += (
                        want[0] == got.paragraph and want[1] < got.end and got.first < want[2]
                    )
    return {name: 100 * n / max(1, total) for name, n in right.items()}


def report(tagger: Tagger, data: Path) -> dict[str, Any]:
    """All figures, as plain numbers."""
    valid = load_valid(data, tagger.pieces)
    words = sum(len(p) for d in valid for p in d.paragraphs)
    began = time.perf_counter()
    spans = span_report(tagger, valid)
    seconds = time.perf_counter() - began
    dev = [d for d in load(data, tagger.pieces) if d.split == "dev"]
    return {
        "spans": {
            role: {
                "exact_f1": round(spans[role].exact.f1, 1),
                "exact_precision": round(spans[role].exact.precision, 1),
                "exact_recall": round(spans[role].exact.recall, 1),
                "begin_f1": round(spans[role].begin.f1, 1),
                "jaccard": round(spans[role].jaccard, 1),
            }
            for role in ROLES
        },
        "links": {k: round(v, 1) for k, v in link_report(tagger, dev).items()},
        "words_per_second": round(words / seconds),
        "precision": tagger.precision,
    }


def main() -> None:
    """Print the figures as JSON."""
    parser = argparse.ArgumentParser(prog="python -m training.attribution.evaluate")
    parser.add_argument("--data", type=Path, required=True, help="folder with PolNeAR's dev/")
    parser.add_argument("--model", type=Path, default=MODEL)
    parser.add_argument("--precision", choices=("auto", "bf16", "fp32"), default="auto")
    arguments = parser.parse_args()
    tagger = Tagger(arguments.model, precision=arguments.precision)
    sys.stdout.write(json.dumps(report(tagger, arguments.data), indent=1) + "\n")


if __name__ == "__main__":
    main()
