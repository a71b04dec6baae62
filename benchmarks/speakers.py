"""Measure speaker resolution against the PolNeAR questions, with the annotators' spans as input.

    python benchmarks/speakers.py ../shared/evaldata/polnear/dev --errors 40

Prints accuracy per question type and source kind, the share called certain and its accuracy, and
words per second. A speaker counts as right when the last word of the resolved name equals the last
word of an accepted answer; "strict" also asks that no given name contradicts.

    python -m benchmarks.speakers judge --help

measures what is really extracted, on judged quotations (``benchmarks.judged``).
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import sys
import time
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from index.speakers.folding import plain, romanised, tokens
from index.speakers.lexicon import SUFFIXES
from index.speakers.names import compare_names, parse_name
from index.speakers.resolve import resolve
from index.speakers.resolved import Resolved
from index.types import Span


@dataclass(frozen=True)
class Gold:
    """One annotated relation."""

    id: str
    source: tuple[Span, ...]
    cue: Span | None
    content: tuple[Span, ...]


def read_relations(folder: Path) -> dict[str, list[Gold]]:
    """Relations of each article's primary annotator."""
    found: dict[str, list[Gold]] = defaultdict(list)
    with gzip.open(folder / "attributions.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if not row["primary"]:
                continue
            source = row["source"]["spans"] if row["source"] else []
            cue = row["cue"]["spans"] if row["cue"] else []
            found[row["doc_id"]].append(
                Gold(
                    row["id"],
                    tuple((a, b) for a, b in source),
                    (cue[0][0], cue[-1][1]) if cue else None,
                    tuple((a, b) for a, b in row["content"]["spans"]),
                )
            )
    return found


def last_word(name: str) -> str:
    """The last word of a name, folded, possessives and suffixes dropped."""
    words = [plain(word).removesuffix("'s") for word in tokens(name)]
    while len(words) > 1 and words[-1] in (*SUFFIXES, "himself", "herself"):
        words.pop()
    return romanised(words[-1]) if words else ""


def right(result: Resolved, accepted: list[str]) -> tuple[bool, bool]:
    """Whether the resolved name is an accepted one: by last word, and strictly."""
    loose = strict = False
    for answer in accepted:
        if last_word(result.name) and last_word(result.name) == last_word(answer):
            loose = True
            contradiction = (
                result.kind == "person"
                and compare_names(parse_name(result.name), parse_name(answer)) == "different"
            )
            strict = strict or not contradiction
    return loose, strict


def source_kind(item: dict[str, Any], asked: str) -> str:
    """Kind of one evidence's source; a question's own kind is that of its first evidence only."""
    words = plain(item["source"]["text"]).split() if item["source"] else []
    if len(words) == 1 and words[0] in ("he", "she", "his", "her", "him", "they", "i", "who", "we"):
        return "pronoun"
    return "named" if asked == "pronoun" else asked


def main() -> None:
    """Run the measurement."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("folder", type=Path, help="folder with docs.jsonl and questions.jsonl")
    parser.add_argument("--errors", type=int, default=0, help="print this many wrong cases")
    parser.add_argument("--type", default="", help="print wrong cases of this question type only")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    relations = read_relations(options.folder)
    documents: dict[str, dict[str, Any]] = {}
    for line in (options.folder / "docs.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        documents[row["doc_id"]] = row
    began = time.process_time()
    resolved: dict[str, Resolved] = {}
    for doc_id, row in documents.items():
        rows = relations[doc_id]
        sentences = [tuple(span) for span in row["sentences"] or []]
        results = resolve(
            row["text"], sentences, rows, author=row["author"] or "", source=row["publisher"] or ""
        )
        resolved.update((gold.id, result) for gold, result in zip(rows, results, strict=True))
    spent = time.process_time() - began
    count = sum(len(row["text"].split()) for row in documents.values())
    print(f"{len(documents)} articles, {count} words: {spent:.1f} s, {count / spent:,.0f} words/s")
    totals: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    wrong = []
    for line in (options.folder / "questions.jsonl").read_text(encoding="utf-8").splitlines():
        question = json.loads(line)
        for item in question["evidence"]:
            if question["type"] == "who_said":
                accepted = question["answers"]
            elif item.get("source_person"):
                accepted = [item["source_person"]]
            else:
                speaker = question["speaker"]
                accepted = [speaker] if isinstance(speaker, str) else speaker
            result = resolved[item["attribution_id"]]
            loose, strict = right(result, accepted)
            kind = source_kind(item, question["source_kind"])
            for key in ((question["type"], "all"), (question["type"], kind)):
                totals[key]["n"] += 1
                totals[key]["right"] += loose
                totals[key]["strict"] += strict
                totals[key]["form"] += loose or right(Resolved(name=result.form), accepted)[0]
                if result.certainty == "certain":
                    totals[key]["certain"] += 1
                    totals[key]["certain_right"] += loose
            if not loose and (not options.type or question["type"] == options.type):
                wrong.append((question["type"], accepted, result, item))
    for (kind, part), c in sorted(totals.items()):
        n, sure = c["n"], max(1, c["certain"])
        print(
            f"{kind:16} {part:8} n={n:4} right={c['right'] / n:.3f} strict={c['strict'] / n:.3f} "
            f"with-form={c['form'] / n:.3f} certain={c['certain'] / n:.3f} "
            f"right-when-certain={c['certain_right'] / sure:.3f}"
        )
    random.Random(options.seed).shuffle(wrong)
    for kind, accepted, result, item in wrong[: options.errors]:
        print(f"\n[{kind}] accepted {accepted} got {result}\n   {item['attribution_id']}")
        text = documents[item["doc_id"]]["text"]
        at = (item["source"] or item["content"])["spans"][0]
        print("   …" + text[max(0, at[0] - 500) : at[0]].replace("\n", " ¶ "), end="")
        print(f"[[{text[at[0] : at[1]]}]]" + text[at[1] : at[1] + 120].replace("\n", " ¶ "))


if __name__ == "__main__":
    if sys.argv[1:2] == ["judge"]:
        from benchmarks import judged

        judged.main(sys.argv[2:])
    else:
        main()
