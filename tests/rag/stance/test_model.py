"""The shipped stance model: probabilities, repeatability, sense, errors, and no torch."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest

from index.exceptions import EncoderError
from rag.stance import StanceModel, StanceScores, load
from rag.stance.network import MODEL

PAIRS = Path(__file__).with_name("statements.jsonl")


@pytest.fixture(scope="module")
def model() -> StanceModel:
    """The model as it ships."""
    return load()


def test_scores_are_probabilities_in_the_order_of_the_texts(model: StanceModel) -> None:
    texts = ["The dam is safe.", "The dam is not safe.", "", "Tea is served at five. " * 60]
    together = model.stance("The dam is safe", texts)
    assert all(sum(s) == pytest.approx(1, abs=1e-4) for s in together)
    alone = [model.stance("The dam is safe", [t])[0] for t in texts]
    for a, b in zip(together, alone, strict=True):
        assert a == pytest.approx(b, abs=1e-4)
    assert together == model.stance("The dam is safe", texts)


def test_nothing_in_gives_nothing_out(model: StanceModel) -> None:
    assert model.stance("The dam is safe", []) == []
    assert model.articles("The dam is safe", []) == []
    assert model.support("The dam is safe", []) == []
    assert len(model.articles("", [""])) == 1
    assert 0 <= model.support("", [[]])[0] <= 1


def test_plain_sides_are_told_apart(model: StanceModel) -> None:
    said = [
        "The minister said that the country will join the customs union.",
        "The minister denied that the country will join the customs union.",
        "It is unclear whether the country will join the customs union.",
        "The choir sang old songs on the market square.",
    ]
    got = [s.label for s in model.stance("The country will join the customs union", said)]
    assert got == ["affirm", "deny", "discuss", "unrelated"]


def test_it_knows_an_open_question_better_than_the_rule_of_words(model: StanceModel) -> None:
    # The rule of rag.judging.stance finds 1 of the 14 statements that take no side
    # (`python -m benchmarks.stance`).
    rows = [json.loads(line) for line in PAIRS.read_text(encoding="utf-8").splitlines()]
    by_claim: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        if row["stance"] != "unrelated":
            by_claim[row["proposition"]].append(row)
    right = called = 0
    for claim, some in by_claim.items():
        got = model.stance(claim, [row["text"] for row in some])
        for row, scores in zip(some, got, strict=True):
            called += scores.side == "discuss"
            right += scores.side == "discuss" == row["stance"]
    assert right >= 6
    assert right / called >= 0.8


def test_articles_about_something_else_are_unrelated(model: StanceModel) -> None:
    about = "The golden clock was stolen on Friday, the mayor said. Police look for two men."
    other = "The choir sang on the market square. Two hundred people came in spite of the rain."
    first, second = model.articles("Golden clock stolen", [about, other])
    assert first.label in ("affirm", "discuss")
    assert second.label == "unrelated"


def test_support_falls_when_the_passage_says_less_or_else(model: StanceModel) -> None:
    claim = "The bridge over the Vistra opened in 1994 and is 410 metres long"
    full = "The bridge over the Vistra, 410 metres long, was opened in 1994."
    less = "The bridge over the Vistra is painted green."
    other = "Tea is served at five in the garden of the hotel."
    best, middle, worst = model.support(claim, [full, less, other])
    assert best > middle > worst
    assert model.support(claim, [[less, full]])[0] > middle


def test_the_label_is_the_likeliest() -> None:
    assert StanceScores(0.1, 0.6, 0.2, 0.1).label == "deny"
    assert StanceScores(0.4, 0.4, 0.1, 0.1).label == "affirm"
    assert StanceScores(0.1, 0.2, 0.1, 0.6).label == "unrelated"
    assert StanceScores(0.1, 0.2, 0.1, 0.6).side == "deny"


@pytest.mark.parametrize("damage", ["missing", "cut", "config", "joined", "order"])
def test_a_damaged_model_says_what_to_do(tmp_path: Path, damage: str) -> None:
    folder = tmp_path / "model"
    folder.mkdir()
    shutil.copy(MODEL / "config.json", folder)
    weights = MODEL / "model.safetensors"
    if damage == "cut":
        (folder / "model.safetensors").write_bytes(weights.read_bytes()[:5000])
    elif damage != "missing":
        (folder / "model.safetensors").symlink_to(weights)
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        if damage == "joined":
            config["joined"]["article"]["weight"] = [[1.0]]
        if damage == "order":
            del config["order"]
        text = "{" if damage == "config" else json.dumps(config)
        (folder / "config.json").write_text(text, encoding="utf-8")
    with pytest.raises(EncoderError, match="install the package again"):
        StanceModel(folder)


def test_it_runs_without_torch() -> None:
    program = (
        "import sys\n"
        "from rag.stance import load\n"
        "load().stance('The dam is safe', ['The dam is not safe.'])\n"
        "assert not {'torch', 'transformers', 'sklearn'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)
