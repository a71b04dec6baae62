"""Adding one article to a large collection, changing it, and removing it without a trace.

    python -m benchmarks.indexing --dataset realtimeqa --out /tmp/realtimeqa
    python -m benchmarks.incremental --collection /tmp/realtimeqa --times 5

The collection is changed and left as it was found. Ends with 1 where anything of the article can be
found afterwards, by any search or by its bytes in any file.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.common import provenance, say, write_json
from index import Article, Collection, open_collection

# Words that no article holds, so that whatever is found of them is a remainder.
MARK, CHANGED = "quorvandine", "zeltromise"
PATH = "onrecord-benchmark-article.txt"


def text_with(word: str) -> str:
    """An article of some length that is about an invented thing."""
    lines = [
        f"Minister Hale Ostrander said on Tuesday that the {word} treaty will be signed.",
        f"“The {word} treaty is the best we could have,” Ostrander told reporters.",
        f"Critics said that nobody has read the {word} treaty yet.",
    ]
    return "\n\n".join(lines * 12)


def timed(action: Callable[[], object]) -> float:
    """Seconds an action takes."""
    began = time.perf_counter()
    action()
    return time.perf_counter() - began


def traces(collection: Collection, article_id: str, word: str) -> list[str]:
    """Where an article, or a word only it has, can still be found through the interface."""
    found = []
    question = f"{word} treaty Ostrander"
    if any(a.id == article_id or word in a.text for a in collection.articles()):
        found.append("articles")
    for name, search in (
        ("search_dense", collection.search_dense),
        ("search_lexical", collection.search_lexical),
    ):
        if any(hit.passage.article_id == article_id for hit in search(question, 200)):
            found.append(name)
    statements = collection.search_statements(question, 200)
    if any(hit.statement.article_id == article_id for hit in statements):
        found.append("search_statements")
    if any(s.article_id == article_id for s in collection.statements()):
        found.append("statements")
    if any(collection.document_frequency([word])):
        found.append("document_frequency")
    return found


def bytes_left(folder: Path, word: str) -> list[str]:
    """Files of a collection that still hold a word."""
    wanted = word.encode()
    return [
        path.relative_to(folder).as_posix()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and wanted in path.read_bytes()
    ]


def one_round(collection: Collection) -> tuple[dict[str, float], list[str]]:
    """Add, change and remove the article once: seconds of each, and what was wrong."""
    wrong = []
    first = Article(text_with(MARK), title="A treaty is near", path=PATH)
    second = Article(text_with(CHANGED), title="A treaty is near", path=PATH)
    seconds = {"add": timed(lambda: collection.add([first]))}
    if not collection.search_lexical(f"{MARK} treaty", 5):
        wrong.append("the added article is not found")
    seconds["change"] = timed(lambda: collection.add([second]))
    wrong += [
        f"after the change, the old text is in {t}" for t in traces(collection, first.id, MARK)
    ]
    if not collection.search_lexical(f"{CHANGED} treaty", 5):
        wrong.append("the changed article is not found")
    seconds["remove"] = timed(lambda: collection.remove([second.id]))
    left = traces(collection, second.id, CHANGED)
    wrong += [f"after the removal, the text is in {t}" for t in left]
    return seconds, wrong


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--collection", type=Path, required=True)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    args = parser.parse_args()
    rounds: list[dict[str, float]] = []
    wrong: list[str] = []
    with open_collection(args.collection) as collection:
        articles = collection.count()
        for i in range(args.times):
            seconds, problems = one_round(collection)
            rounds.append(seconds)
            wrong += problems
            shown = ", ".join(f"{k} {v:.2f} s" for k, v in seconds.items())
            say(f"round {i + 1}/{args.times}: {shown}")
    for word in (MARK, CHANGED):
        wrong += [f"{word} stands in {name}" for name in bytes_left(args.collection, word)]
    figures: dict[str, Any] = {
        "articles": articles,
        "first": {name: round(value, 3) for name, value in rounds[0].items()},
        "median": {
            name: round(statistics.median(r[name] for r in rounds), 3) for name in rounds[0]
        },
        "rounds": args.times,
        "traces": wrong,
    }
    write_json(provenance() | {"incremental": figures}, args.json)
    for problem in wrong:
        say(problem)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
