"""Train the classifiers on questions: ``python -m training.reader.kinds``.

Kinds are learnt from ``natural``, ``judge`` and PolNeAR's questions, following up from
conversations of which each question also stands alone (CANARD, TREC CAsT). Prints how often they
are right on what they were not trained on: packs of ``natural`` in turn, and every fifth
conversation.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from safetensors.numpy import save_file
from sklearn.linear_model import LogisticRegression

from index.encoder import load_encoder
from rag.kinds import FILE, KINDS, features
from rag.reader.network import MODEL
from training.reader.news import read_lines

OWN: Final = 20.0
"""Weight of a question of ``natural``, which is put as analysts put theirs."""
FACTS: Final = {
    "squad2_dev_sentences": 700,
    "tydiqa_sentences": 500,
    "squadshifts_sentences": 900,
    "mlqa_sentences": 300,
}
"""So many questions of fact of public sets, each of this weight."""
FACT: Final = 0.1
STRENGTH: Final = 0.5
"""Inverse of the regularisation of the kinds; chosen with packs left out, as the weights were."""
POLNEAR: Final = {
    "who_said": "who",
    "did_x_say": "did_say",
    "what_did_x_say": "says",
    "two_speakers": "contrast",
}
ROUNDS: Final = 300
CACHE: Final = Path("build/reader")
"""Vectors of the questions are kept here: reading them takes longer than the rest."""
SUMMARIES: Final = (
    "Summarise the debate about {}.",
    "Give me an overview of {}.",
    "Summarize what is said about {}",
    "Overview of {}",
    "What is this collection about?",
    "summary of the articles on {}",
    "Give a short summary of {}",
    "What are the main points on {}?",
)
"""The data have none, so these stand for them, with topics of PolNeAR's questions."""


def kinds(data: Path) -> tuple[list[str], list[str], list[float], list[str]]:
    """Questions, kinds, weights, and the packs they belong to (empty where to none)."""
    rows: list[tuple[str, str, float, str]] = []
    for row in read_lines(data / "natural" / "questions.jsonl"):
        if row["type"] in KINDS:
            rows.append((row["question"], row["type"], OWN, row["pack"]))
    for row in read_lines(data / "judge" / "quotes.jsonl.gz"):
        rows.append((row["who"], "who", 1.0, ""))
        rows.append((row["about"], row["about_kind"], 1.0, ""))
    topics = []
    for row in read_lines(data / "polnear" / "dev" / "questions.jsonl"):
        if row["type"] in POLNEAR:
            rows.append((row["question"], POLNEAR[row["type"]], 0.5, ""))
        if row.get("topic"):
            topics.append(row["topic"])
    for i, topic in enumerate(sorted(set(topics))[:160]):
        rows.append((SUMMARIES[i % len(SUMMARIES)].format(topic), "summary", 1.0, ""))
    for name, most in FACTS.items():
        found = read_lines(data / "pairs" / f"{name}.jsonl.gz")
        facts = sorted({row["hypothesis"] for row in found if row.get("lang", "en") == "en"})
        drawn = random.Random(0).sample(facts, min(most, len(facts)))
        rows += [(question, "fact", FACT, "") for question in drawn]
    return tuple(list(column) for column in zip(*rows, strict=True))  # type: ignore[return-value]


def follow_ups(data: Path) -> tuple[list[str], list[bool], list[int], list[str]]:
    """Questions, whether they follow up, the number of each one's conversation (of a pack of
    ``natural``: its number), and the conversations' names."""
    questions: list[str] = []
    follows: list[bool] = []
    talks: list[int] = []
    names: dict[str, int] = {}
    for name in ("canard_dev", "trec_cast", "alexa_cqr"):
        for row in read_lines(data / "pairs" / f"{name}.jsonl.gz"):
            asked = row["premise"].rstrip().split("\n")[-1]
            talk = names.setdefault(f"{name} {row['premise'][:60]}", len(names))
            questions += [asked, row["hypothesis"]]
            follows += [asked.strip().lower() != row["hypothesis"].strip().lower(), False]
            talks += [talk, talk]
    for row in read_lines(data / "natural" / "questions.jsonl"):
        questions.append(row["question"])
        follows.append(row["type"] == "followup")
        talks.append(names.setdefault(row["pack"], len(names)))
    return questions, follows, talks, list(names)


def seen(texts: Sequence[str]) -> np.ndarray:
    """What the classifiers see of questions."""
    key = hashlib.sha256("\n".join(texts).encode()).hexdigest()[:16]
    kept = CACHE / f"vectors-{key}.npy"
    if not kept.is_file():
        encoder = load_encoder()
        parts = [encoder.encode_short(texts[i : i + 64]) for i in range(0, len(texts), 64)]
        kept.parent.mkdir(parents=True, exist_ok=True)
        np.save(kept, np.concatenate(parts))
    return features(texts, np.load(kept))


def main() -> None:
    """Train, tell how right they are, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/evaldata"))
    parser.add_argument("--out", type=Path, default=MODEL / FILE)
    parser.add_argument("--leave-out", nargs="*", default=[], metavar="PACK")
    args = parser.parse_args()
    questions, labels, weights, packs = kinds(args.data)
    x, y = seen(questions), np.array(labels)
    w, p = np.array(weights), np.array(packs)

    def fitted(rows: np.ndarray) -> Any:
        model = LogisticRegression(C=STRENGTH, max_iter=ROUNDS)
        return model.fit(x[rows], y[rows], sample_weight=w[rows])

    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for pack in sorted(set(packs) - {""}):
        found = fitted(p != pack).predict(x[p == pack])
        for gold, kind in zip(y[p == pack], found, strict=True):
            total[str(gold)] += 1
            right[str(gold)] += bool(gold == kind)
    report: dict[str, Any] = {
        "kinds": {k: [right[k], total[k]] for k in sorted(total)},
        "trained_on": len(questions),
    }
    asked, follows, talks, names = follow_ups(args.data)
    fx, fy, ft = seen(asked), np.array(follows), np.array(talks)
    held = ft % 5 == 0
    test = LogisticRegression(C=10, max_iter=ROUNDS).fit(fx[~held], fy[~held])
    guess = test.predict(fx[held])
    report["follow_ups"] = {
        "right": int((guess == fy[held]).sum()),
        "of": int(held.sum()),
        "found": [int((guess & fy[held]).sum()), int(fy[held].sum())],
    }
    model = fitted(~np.isin(p, args.leave_out))
    kept = ~np.isin(ft, [talk for talk, pack in enumerate(names) if pack in args.leave_out])
    last = LogisticRegression(C=10, max_iter=ROUNDS).fit(fx[kept], fy[kept])
    order = [list(model.classes_).index(kind) for kind in KINDS]
    args.out.parent.mkdir(parents=True, exist_ok=True)
    save_file(
        {
            "kind.weight": model.coef_[order].astype(np.float32),
            "kind.bias": model.intercept_[order].astype(np.float32),
            "follows.weight": last.coef_.astype(np.float32),
            "follows.bias": last.intercept_.astype(np.float32),
        },
        str(args.out),
    )
    print(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
