"""Train what turns a question round: ``python -m training.reader.turns``.

A follow-up such as "who disagrees?" is for the other side of the question before it, and "did
anyone else say so?" for anybody but those named before. Both ask for people without saying on what.
Learnt from the utterances of our own that are trained on, from short ones made of phrases below,
from the follow-ups written for training (``turns.jsonl`` tells the few that turn something round)
and from questions that stand alone. Prints how often it is right on the utterances and packs that
are kept back, and on ``natural``, none of which it is trained on.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
from safetensors.numpy import save_file
from sklearn.linear_model import LogisticRegression

from rag.kinds import TURNS, TURNS_FILE, Turn
from rag.reader.network import MODEL
from training.reader import scenes, written
from training.reader.kinds import encoded, right, seen
from training.reader.news import read_lines
from training.reader.utterances import FILE, KEPT_BACK

LABELS: Final = Path(__file__).with_name("turns.jsonl")
SORTS: Final[dict[str, Turn]] = {"the other side": "against", "anybody else": "others"}
"""Sorts of utterances that turn a question round."""
AGAINST: Final = (
    ("disagrees", "disagree"),
    ("sees it differently", "see it differently"),
    ("objects to that", "object to that"),
    ("contradicts him", "contradict him"),
    ("rejects it", "reject it"),
    ("denies that", "deny that"),
    ("doubts it", "doubt it"),
    ("opposes this", "oppose this"),
    ("thinks otherwise", "think otherwise"),
    ("says the opposite", "say the opposite"),
    ("takes the other side", "take the other side"),
    ("finds it wrong", "find it wrong"),
    ("criticises that", "criticise that"),
    ("holds the contrary", "hold the contrary"),
)
OTHERS: Final = (
    ("agrees", "agree"),
    ("agrees with that", "agree with that"),
    ("says the same", "say the same"),
    ("says so too", "say so too"),
    ("thinks so as well", "think so as well"),
    ("shares that opinion", "share that opinion"),
    ("confirms it", "confirm it"),
    ("supports her", "support her"),
    ("sees it in the same way", "see it in the same way"),
    ("backs this", "back this"),
    ("believes that also", "believe that also"),
    ("joins him in that", "join him in that"),
    ("takes this line as well", "take this line as well"),
    ("repeats it", "repeat it"),
)
ANYBODY: Final = (
    "who {0}?",
    "and who {0}",
    "does anyone {1}?",
    "Did anybody {1}?",
    "is there anyone who {0}",
    "Who would {1}?",
    "has somebody said that he {0}?",
    "Do some people {1}?",
)
ANYBODY_ELSE: Final = (
    "who else {0}?",
    "does anyone else {1}",
    "Did other people {1}?",
    "And do others {1}?",
    "which other experts {1}?",
)
SOMEBODY: Final = (
    "does she {1}?",
    "And does Brandt {1}?",
    "why does he {1}",
    "the minister, does he {1}?",
    "what does the company say to whoever {0}?",
    "since when does the mayor {1}?",
)
"""Who is asked by name or as "she" turns nothing round, whatever is asked of them."""
MADE: Final = 0.6
"""Share of what can be made of these that is trained on."""
ALONE: Final = 4
"""One of so many questions that stand alone is looked at."""
WEIGHTS: Final = {"own": 5.0, "made": 2.0, "packs": 2.0, "alone": 2.0}
STRENGTH: Final = 5.0
"""Inverse of the regularisation."""


class Asked(NamedTuple):
    """A question of a conversation with what it turns round, where it is from and its pack."""

    text: str
    turn: Turn
    source: str
    pack: str


def asked(data: Path) -> list[Asked]:
    """All of it, what is kept back too. ``data`` is the folder of the data sets."""
    rows = [*_own(), *_made(random.Random(0)), *_packs(data)]
    return list({row.text: row for row in reversed(rows)}.values())[::-1]


def _own() -> Iterable[Asked]:
    for row in read_lines(FILE):
        yield Asked(row["text"], SORTS.get(row["sort"], ""), "own", row["part"])


def _made(rng: random.Random) -> Iterable[Asked]:
    """Short questions for anybody of either mind, and the same of somebody."""
    parts: list[tuple[Turn, tuple[str, ...], tuple[tuple[str, str], ...]]] = [
        ("against", ANYBODY, AGAINST),
        ("others", ANYBODY, OTHERS),
        ("others", ANYBODY_ELSE, OTHERS),
        ("", SOMEBODY, (*AGAINST, *OTHERS)),
    ]
    for turn, frames, phrases in parts:
        for phrase in phrases:
            for frame in frames:
                if rng.random() < MADE:
                    yield Asked(frame.format(*phrase), turn, "made", "")


def _packs(data: Path) -> Iterator[Asked]:
    """The follow-ups of the packs, and some of their questions that stand alone."""
    known = {(row["pack"], row["asked"]): row["turn"] for row in read_lines(LABELS)}
    rows: list[dict[str, Any]] = [
        *read_lines(written.FILE),
        *(q | {"pack": s["pack"]} for s in read_lines(scenes.FILE) for q in s["questions"]),
        *read_lines(data / "natural" / "questions.jsonl"),
    ]
    for number, row in enumerate(rows):
        if row["type"] == "followup":
            # What is in natural is named by its id: its words stay in the folder of the data sets.
            names = ((row["pack"], row.get("id")), (row["pack"], row["question"]))
            turn: Turn = next((known[name] for name in names if name in known), "")
            yield Asked(row["question"], turn, "packs", row["pack"])
        elif number % ALONE == 0 and row["type"] in ("who", "contrast", "did_say"):
            yield Asked(row["question"], "", "alone", row["pack"])


def main() -> None:
    """Train, tell how right it is, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/evaldata"))
    parser.add_argument("--out", type=Path, default=MODEL / TURNS_FILE)
    args = parser.parse_args()
    rows = asked(args.data)
    x = seen([row.text for row in rows], encoded(row.text for row in rows))
    y = np.array([row.turn for row in rows])
    packs = np.array([row.pack for row in rows])
    natural = np.char.startswith(packs, "dev-")
    kept_back = natural | np.isin(packs, (*KEPT_BACK, "kept back"))
    weights = np.array([WEIGHTS[row.source] for row in rows])
    model = LogisticRegression(C=STRENGTH, max_iter=500)
    model.fit(x[~kept_back], y[~kept_back], sample_weight=weights[~kept_back])
    told = model.predict(x)
    sources = np.array([row.source for row in rows])
    report: dict[str, Any] = {"columns": "found, of, wrongly found"}
    for name, part in (("natural", natural), ("kept back", kept_back & ~natural)):
        report[name] = {
            source: right(told[part & (sources == source)], y[part & (sources == source)])
            for source in sorted(set(sources[part]))
        }
    order = [list(model.classes_).index(turn) for turn in TURNS]
    tensors = {"weight": model.coef_[order], "bias": model.intercept_[order]}
    save_file({name: t.astype(np.float32) for name, t in tensors.items()}, str(args.out))
    print(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
