"""How much of an article is read from its page, beside trafilatura alone.

python -m benchmarks.pages --data article-extraction-benchmark

FOLDER is a copy of Scrapinghub's article-extraction-benchmark: ``ground-truth.json`` and ``html/``.
Shingles of four words, as there; precision and recall are means over the pages.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from index.articles.html import read_html
from index.exceptions import ArticleError


def ours(data: bytes) -> str:
    """The text that this project reads."""
    try:
        return read_html(data).text
    except ArticleError:
        return ""


def alone(data: bytes) -> str:
    """The text that trafilatura extracts."""
    import trafilatura

    return trafilatura.extract(data.decode("utf-8", "replace"), include_comments=False) or ""


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Runs of four words."""
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3)))


def measure(folder: Path, extract: Callable[[bytes], str]) -> str:
    """One row of the table."""
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    precisions, recalls = [], []
    seconds = time.process_time()
    for name, page in sorted(truth.items()):
        got = shingles(extract(gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes())))
        wanted = shingles(page["articleBody"])
        both = sum((got & wanted).values())
        precisions.append(both / max(1, sum(got.values())))
        recalls.append(both / max(1, sum(wanted.values())))
    seconds = time.process_time() - seconds
    p, r = sum(precisions) / len(truth), sum(recalls) / len(truth)
    tenth, third = (sum(one < bound for one in recalls) for bound in (0.9, 2 / 3))
    return f"| {p:.3f} | {r:.3f} | {2 * p * r / (p + r):.3f} | {tenth} | {third} | {seconds:.1f} |"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, metavar="FOLDER")
    folder = parser.parse_args().data
    print("| | precision | recall | F1 | lost a tenth | lost a third | CPU s |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for name, extract in (("On Record", ours), ("trafilatura", alone)):
        print(f"| {name} {measure(folder, extract)}")


if __name__ == "__main__":
    main()
