"""Train the classifiers on questions: ``python -m training.reader.kinds``.

Kinds are learnt from ``natural``, the questions written for training (``training.reader.written``,
``training.reader.scenes``), ``judge`` and PolNeAR's questions, and from 480 questions of our own
whose forms these have too little of (``forms.jsonl``, every second one of a kind kept back); what
follows up, and what asks the articles nothing, from ``training.reader.utterances``. Prints how
often they are right on what they were not trained on: packs of ``natural`` in turn (or those left
out), the packs, forms and utterances that are kept back, and every fifth public conversation.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
import scipy.sparse as sp
from safetensors.numpy import save_file
from sklearn.linear_model import LogisticRegression

from eval.datasets import polnear
from index.encoder import load_encoder
from rag.kinds import FILE, KINDS, features
from rag.kinds import TALK as SURE
from rag.reader.network import MODEL
from training.reader import scenes, written
from training.reader.news import read_lines
from training.reader.utterances import KEPT_BACK, TALK, typed

OWN: Final = 20.0
"""Weight of a question of ``natural``, which is put as analysts put theirs,"""
OURS: Final = 5.0
"""and of one written for training, of which there are more,"""
FORMS: Final = 30.0
"""and of one of our own, put in a form of which there are few,"""
SCENES: Final = 2.0
"""and of one of a scene."""
WEIGHTS: Final = {"trained on": 5.0, "public": 0.5}
"""Weights for following up of utterances of our own, of which there are few, and of public
conversations, which are about other things than news."""
TALKED: Final = 10.0
"""Weight of talk to the program, of which there is little."""
FACTS: Final = {
    "squad2_dev_sentences": 700,
    "tydiqa_sentences": 500,
    "squadshifts_sentences": 900,
    "mlqa_sentences": 300,
}
"""This many questions of fact of public sets, each of this weight."""
FACT: Final = 0.1
STRENGTH: Final = 0.5
"""Inverse of the regularisation of the kinds; chosen with packs left out, as the weights were."""
POLNEAR: Final = {
    "who_said": "who",
    "did_x_say": "did_say",
    "what_did_x_say": "says",
    "two_speakers": "contrast",
}
FOLLOWS: Final = 20.0
"""The same of the others."""
ROUNDS: Final = 300
NATURAL: Final = tuple(f"dev-{n}" for n in range(1, 8))
"""The packs of ``natural``."""
Matrix = sp.csr_matrix
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
    for row in read_lines(written.FILE):
        if row["type"] in KINDS:
            rows.append((row["question"], row["type"], OURS, row["pack"]))
    for scene in read_lines(scenes.FILE):
        for row in scene["questions"]:
            if row["type"] in KINDS:
                rows.append((row["question"], row["type"], SCENES, scene["pack"]))
    for row in read_lines(Path(__file__).with_name("forms.jsonl")):
        rows.append((row["text"], row["kind"], FORMS, f"forms {row['part']}"))
    for row in read_lines(data / "judge" / "quotes.jsonl.gz"):
        rows.append((row["who"], "who", 1.0, ""))
        rows.append((row["about"], row["about_kind"], 1.0, ""))
    topics = []
    packs = polnear_packs(data / "polnear")
    for row in read_lines(data / "polnear" / "dev" / "questions.jsonl"):
        if row["type"] in POLNEAR:
            rows.append((row["question"], POLNEAR[row["type"]], 0.5, packs.get(row["id"], "")))
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


def polnear_packs(data: Path) -> dict[str, str]:
    """The half of PolNeAR that each question is of, by its id; of some there is none."""
    whole = polnear.load(data)
    return {q.id: f"p{half}" for half in (0, 1) for q in polnear.in_half(whole, half).questions}


def encoded(texts: Iterable[str]) -> dict[str, np.ndarray]:
    """The vector of each text; kept in ``CACHE``."""
    every = sorted(set(texts), key=lambda text: (len(text), text))
    kept = CACHE / f"vectors-{hashlib.sha256(chr(10).join(every).encode()).hexdigest()[:16]}.npy"
    if not kept.is_file():
        encoder = load_encoder()
        parts = [encoder.encode_short(every[i : i + 64]) for i in range(0, len(every), 64)]
        kept.parent.mkdir(parents=True, exist_ok=True)
        np.save(kept, np.concatenate(parts))
    return dict(zip(every, np.load(kept), strict=True))


def seen(texts: Sequence[str], vectors: Mapping[str, np.ndarray]) -> Matrix:
    """What the classifiers see of questions, as a sparse matrix: most of it is hashed words."""
    return sp.csr_matrix(features(texts, np.stack([vectors[text] for text in texts])))


@dataclass(frozen=True, slots=True)
class Examples:
    """What a classifier is trained on: features ``(n, dimension + OWN)``, labels ``(n,)``, weights
    ``(n,)``, and what each example is left out with ``(n,)``."""

    x: Matrix
    y: np.ndarray
    w: np.ndarray
    group: np.ndarray

    def fit(self, rows: np.ndarray, strength: float) -> LogisticRegression:
        """A classifier trained on some rows; ``strength`` is the inverse of the regularisation."""
        model = LogisticRegression(C=strength, max_iter=ROUNDS)
        return model.fit(self.x[rows], self.y[rows], sample_weight=self.w[rows])

    def apart(self, rows: np.ndarray, packs: Iterable[str], strength: float) -> np.ndarray:
        """What classifiers that had not seen the pack say of each example of some packs ``(n,)``;
        elsewhere the label itself."""
        said = self.y.copy()
        for pack in packs:
            held = self.group == pack
            said[held] = self.fit(rows & ~held, strength).predict(self.x[held])
        return said


def right(said: np.ndarray, gold: np.ndarray) -> dict[str, list[int]]:
    """For each label: how many that have it were told, how many have it, how many were told it that
    have another."""
    return {
        str(label): [
            int(((said == label) & (gold == label)).sum()),
            int((gold == label).sum()),
            int(((said == label) & (gold != label)).sum()),
        ]
        for label in sorted(set(gold))
    }


def main() -> None:
    """Train, tell how right they are, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/evaldata"))
    parser.add_argument("--out", type=Path, default=MODEL / FILE)
    parser.add_argument("--leave-out", nargs="*", default=[], metavar="PACK")
    args = parser.parse_args()
    packs = args.leave_out or NATURAL
    report: dict[str, Any] = {"columns": "found, of, wrongly found"}

    questions, labels, weights, groups = kinds(args.data)
    lines = typed(args.data)
    vectors = encoded([*questions, *(one.text for one in lines)])
    kind = Examples(seen(questions, vectors), np.array(labels), np.array(weights), np.array(groups))
    own = kind.group == "forms kept back"
    kept_back = np.isin(kind.group, KEPT_BACK) | own
    kind_model = kind.fit(~kept_back & ~np.isin(kind.group, args.leave_out), STRENGTH)
    natural = np.isin(kind.group, packs)
    report["kinds"] = {
        "natural": right(kind.apart(~kept_back, packs, STRENGTH)[natural], kind.y[natural]),
        "kept back": right(kind_model.predict(kind.x[kept_back]), kind.y[kept_back]),
        "forms kept back": right(kind_model.predict(kind.x[own]), kind.y[own]),
    }

    sources = np.array([one.source for one in lines])
    follows = Examples(
        seen([one.text for one in lines], vectors),
        np.array([one.follows for one in lines]),
        np.array([WEIGHTS.get(source, 1.0) for source in sources]),
        np.array([one.group for one in lines]),
    )
    kept_back = np.isin(follows.group, KEPT_BACK) | (sources == "kept back")
    used = ~kept_back & ~np.isin(follows.group, args.leave_out)
    talks = {talk: n for n, talk in enumerate(dict.fromkeys(follows.group[sources == "public"]))}
    fifth = np.array([talks.get(group, 1) % 5 == 0 for group in follows.group])
    model = follows.fit(used & ~fifth, FOLLOWS)
    report["follow-ups"] = {"public": right(model.predict(follows.x[fifth]), follows.y[fifth])}
    natural = np.isin(follows.group, packs) & (sources == "natural")
    told = follows.apart(used & ~fifth, packs, FOLLOWS)
    report["follow-ups"]["natural"] = right(told[natural], follows.y[natural])
    for source in ("written", "scenes", "keywords", "names", "elliptical", "kept back"):
        rows = kept_back & (sources == source)
        report["follow-ups"][source] = right(model.predict(follows.x[rows]), follows.y[rows])
    follow_model = follows.fit(used, FOLLOWS)

    said = np.isin(follows.group, TALK)
    talk = replace(follows, y=said, w=np.where(said, TALKED, 1.0))
    talk_model = talk.fit(used & (sources != "public"), FOLLOWS)
    rows = kept_back & (sources != "public")
    sure = talk_model.predict_proba(talk.x[rows])[:, 1] > SURE
    report["talk"] = right(sure, talk.y[rows])

    order = [list(kind_model.classes_).index(kind) for kind in KINDS]
    args.out.parent.mkdir(parents=True, exist_ok=True)
    save_file(
        {
            "kind.weight": kind_model.coef_[order].astype(np.float32),
            "kind.bias": kind_model.intercept_[order].astype(np.float32),
            "follows.weight": follow_model.coef_.astype(np.float32),
            "follows.bias": follow_model.intercept_.astype(np.float32),
            "talk.weight": talk_model.coef_.astype(np.float32),
            "talk.bias": talk_model.intercept_.astype(np.float32),
        },
        str(args.out),
    )
    print(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
