"""Articles of data sets as JSON lines, without their labels, for a tagger to be distilled on.

python -m benchmarks.texts --data ../shared/evaldata --out texts.jsonl \
    fnc1=450000 realtimeqa=200000 realtimeqa_2026=300000

After each data set's name stands how many words to take of it; which articles is drawn by a fixed
seed. Page furniture is left out, and articles of fewer than 60 words.
"""

from __future__ import annotations

import argparse
import json
import random
from pathlib import Path

from benchmarks.common import DATA, say
from eval.datasets import load_dataset
from index.types import Article

SHORTEST = 60
SEED = 3


def clean_text(article: Article) -> str:
    """The article's text without its page furniture."""
    text = article.text
    for begin, end in sorted(article.boilerplate, reverse=True):
        text = text[:begin] + text[end:]
    return text


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sets", nargs="+", metavar="NAME=WORDS")
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the data sets")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    with args.out.open("w", encoding="utf-8") as file:
        for wanted in args.sets:
            name, _, words = wanted.partition("=")
            if not words.isdigit():
                parser.error(f"{wanted!r} is not NAME=WORDS, such as fnc1=450000")
            articles = list(load_dataset(name, args.data).articles)
            random.Random(SEED).shuffle(articles)
            taken = 0
            for article in articles:
                if taken > int(words):
                    break
                text = clean_text(article)
                if len(text.split()) < SHORTEST:
                    continue
                taken += len(text.split())
                file.write(json.dumps({"text": text}) + "\n")
            say(f"{name}: {taken} words")


if __name__ == "__main__":
    main()
