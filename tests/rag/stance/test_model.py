"""The shipped stance model: probabilities, repeatability, sense, errors, and no torch."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from index.exceptions import EncoderError
from rag.stance import StanceModel, load
from rag.stance.network import MODEL


@pytest.fixture(scope="module")
def model() -> StanceModel:
    """The model as it ships."""
    return load()


def test_scores_are_probabilities_in_the_order_of_the_texts(model: StanceModel) -> None:
    texts = ["The dam is safe.", "The dam is not safe.", "", "Tea is served at five. " * 60]
    together, _ = model.articles("The dam is safe", texts)
    assert all(sum(s) == pytest.approx(1, abs=1e-4) for s in together)
    alone = [model.articles("The dam is safe", [t])[0][0] for t in texts]
    for a, b in zip(together, alone, strict=True):
        assert a == pytest.approx(b, abs=1e-4)
    assert together == model.articles("The dam is safe", texts)[0]


def test_nothing_in_gives_nothing_out(model: StanceModel) -> None:
    assert model.articles("The dam is safe", [])[0] == []
    assert len(model.articles("", [""])[0]) == 1


def test_articles_about_something_else_are_unrelated(model: StanceModel) -> None:
    about = "The golden clock was stolen on Friday, the mayor said. Police look for two men."
    other = "The choir sang on the market square. Two hundred people came in spite of the rain."
    (first, second), _ = model.articles("Golden clock stolen", [about, other])
    assert max(first) in (first.affirm, first.discuss)
    assert max(second) == second.unrelated


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
        "load().articles('The dam is safe', ['The dam is not safe.'])\n"
        "assert not {'torch', 'transformers', 'sklearn'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)
