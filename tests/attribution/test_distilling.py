"""A smaller tagger made of a larger one, and that it learns from it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch
from torch import multiprocessing

from index.attribution.network import Network
from index.attribution.stored import MODEL, load_network
from index.attribution.windows import Pieces
from training.attribution.distill import (
    VECTORS,
    Distillation,
    Lesson,
    lessons_of,
    smaller,
    teach,
    unlabelled,
)
from training.attribution.loop import Options, read, shared_state, work

TEXT = """The mayor said on Tuesday that the bridge would open in spring.

“We have not been asked,” the coach told reporters, “and we would say no.” According to the union,
talks have broken down. Rainfall in the valley was the heaviest since records began."""
OPTIONS = Options(epochs=15, tokens=512, rate=1e-3, dropout=0.0, average=0.9, masked=0.0)


@pytest.fixture(scope="module")
def teacher() -> Network:
    return load_network(MODEL)


@pytest.fixture
def lessons(tmp_path: Path) -> list[Lesson]:
    path = tmp_path / "texts.jsonl"
    path.write_text(json.dumps({"text": TEXT}) + "\n" + json.dumps({"text": TEXT[65:]}) + "\n")
    return lessons_of([], unlabelled(path, Pieces(MODEL / "tokenizer.json")), OPTIONS)


def test_with_all_layers_and_neurons_it_is_the_larger_one(
    teacher: Network, lessons: list[Lesson]
) -> None:
    shape = teacher.shape
    same = smaller(teacher, range(shape.layers), shape.inner, lessons).eval()
    with torch.no_grad():
        for lesson in lessons:
            told, made = (read(n, lesson.examples, 0.0) for n in (teacher, same))
            assert torch.equal(told.words, made.words)
            assert torch.equal(told.scores, made.scores)


def test_it_learns_what_the_larger_one_makes_of_words(
    teacher: Network, lessons: list[Lesson], tmp_path: Path
) -> None:
    teach(teacher, lessons, tmp_path / VECTORS)
    network = smaller(teacher, [0, teacher.shape.layers - 1], teacher.shape.inner // 2, lessons)
    loss = Distillation(teacher, tmp_path / VECTORS, lessons[-1].end, OPTIONS)

    def total() -> float:
        with torch.no_grad():
            return sum(float(part) for lesson in lessons for part in loss(network, lesson).values())

    before = total()
    shared = shared_state(network, multiprocessing.get_context("spawn"))
    threads = torch.get_num_threads()
    work(0, shared, lambda _: lessons, loss, OPTIONS)
    torch.set_num_threads(threads)
    assert shared.done.value == len(lessons) * OPTIONS.epochs
    assert total() < before / 2
