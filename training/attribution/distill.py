"""`python -m training.attribution.distill --data DIR --out DIR`: a smaller tagger.

The smaller one starts as some layers of a larger one, each with the inner neurons that matter most,
and learns to make of every word what the larger one makes of it (knowledge distillation: Hinton et
al. 2015, arXiv:1503.02531; hidden states as in Jiao et al. 2020, arXiv:1909.10351), from the
training articles with their labels and from any further text without.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import logging
import pickle
import random
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from torch import Tensor, multiprocessing
from torch.nn import functional

from index.attribution.network import Network, Shape
from index.attribution.prepared import prepare
from index.attribution.stored import MODEL, load_network
from index.attribution.windows import Pieces, encode
from index.torch_threads import side_by_side
from training.attribution.data import Document, data_hash, load
from training.attribution.examples import Example, batches, examples_of
from training.attribution.following import follow
from training.attribution.loop import Options, Shared, gold_losses, read, shared_state, work

log = logging.getLogger("training.attribution")

VECTORS: Final = "vectors.f16"
LESSONS: Final = "lessons.pickle"
_WEIGHTS: Final = {"tags": 10.0, "vectors": 5.0, "crf": 0.3, "link": 0.3}
"""Factors on the parts of the loss, which are of like size then."""


@dataclass(slots=True)
class Lesson:
    """One batch: its windows, and where what the teacher made of their words is kept."""

    examples: list[Example]
    labelled: bool
    begin: int
    end: int


def unlabelled(path: Path, pieces: Pieces) -> list[Document]:
    """Articles of a file of JSON lines, each with a "text", as documents without labels."""
    documents = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        prepared = prepare(json.loads(line)["text"], ())
        paragraphs = encode(prepared.paragraphs, prepared.states, pieces)
        documents.append(
            Document(
                id=f"{path.stem}:{number}",
                split="train",
                primary=True,
                paragraphs=paragraphs,
                tokens=[],
                labels=[[0] * len(p) for p in paragraphs],
                spans=[[] for _ in paragraphs],
            )
        )
    return documents


def lessons_of(
    labelled: Sequence[Document], others: Sequence[Document], options: Options
) -> list[Lesson]:
    """All batches of a run: labelled articles cut in two ways, the others in one."""
    rng = random.Random(options.seed)
    lessons: list[Lesson] = []
    at = 0
    for documents, known in ((labelled, True), (labelled, True), (others, False)):
        examples = [
            e
            for d in documents
            for e in examples_of(d, options.window, rng.randrange(48, options.window))
        ]
        for batch in batches(examples, options.tokens, rng):
            words = sum(len(p) for e in batch for p in e.paragraphs)
            lessons.append(Lesson(batch, known, at, at + words))
            at += words
    return lessons


def teach(teacher: Network, lessons: Sequence[Lesson], path: Path) -> None:
    """Write down what the teacher makes of all words: (words, width) in half precision."""
    teacher = teacher.eval()
    width = teacher.shape.width
    table = np.memmap(path, np.float16, "w+", shape=(lessons[-1].end, width))

    def one(lesson: Lesson) -> int:
        with torch.no_grad():
            made = read(teacher, lesson.examples, 0.0)
        table[lesson.begin : lesson.end] = made.words.half().numpy()
        return lesson.end - lesson.begin

    done = 0
    for number, words in enumerate(side_by_side(one, lessons), 1):
        done += words
        if number % 100 == 0:
            log.info("teacher has read %d of %d words", done, lessons[-1].end)
    table.flush()


def smaller(
    teacher: Network, layers: Sequence[int], inner: int, sample: Sequence[Lesson]
) -> Network:
    """A network of some of the teacher's layers, each with its `inner` weightiest neurons.

    A neuron weighs what it adds to the layer's output on a sample, root mean square (Molchanov et
    al. 2017, arXiv:1611.06440, give the family of such measures). Layers are counted from 0.
    """
    teacher = teacher.eval()
    weight = {i: torch.zeros(teacher.shape.inner) for i in layers}
    hooks = []
    for i in layers:
        layer: Any = teacher.encoder.layers[i]

        def count(_: Any, __: Any, out: Tensor, i: int = i) -> None:
            weight[i] += functional.gelu(out.float()).square().flatten(0, -2).sum(0)

        hooks.append(layer.up.register_forward_hook(count))
    with torch.no_grad():
        for lesson in sample:
            read(teacher, lesson.examples, 0.0)
    for hook in hooks:
        hook.remove()
    shape = replace(teacher.shape, layers=len(layers), inner=inner)
    network = Network(shape)
    old = teacher.state_dict()
    state = {k: v.clone() for k, v in old.items() if not k.startswith("encoder.layers.")}
    for new, i in enumerate(layers):
        a, b = f"encoder.layers.{new}.", f"encoder.layers.{i}."
        down = old[f"{b}down.weight"]
        keep = (weight[i] * down.square().sum(0)).topk(inner).indices.sort().values
        for name in (k[len(b) :] for k in old if k.startswith(b)):
            value = old[b + name]
            if name.startswith("up."):
                value = value[keep]
            elif name == "down.weight":
                value = value[:, keep]
            state[a + name] = value.clone()
    network.load_state_dict(state)
    network.crf.reset_rules()
    network.encoder.pieces.weight.requires_grad_(False)
    return network


class Distillation:
    """The loss of a lesson: what the teacher made of the words, and the labels where there are."""

    def __init__(self, teacher: Network, vectors: Path, words: int, options: Options) -> None:
        width = teacher.shape.width
        self._table = np.memmap(vectors, np.float16, "r", shape=(words, width))
        self._teacher = teacher.eval()
        self._spread = torch.from_numpy(self._table[:20000].astype(np.float32)).var(0).mean()
        self._options = options

    def __call__(self, network: Network, lesson: Lesson) -> dict[str, Tensor]:
        """The parts, weighed."""
        made = read(network, lesson.examples, self._options.masked)
        told = torch.from_numpy(self._table[lesson.begin : lesson.end].astype(np.float32))
        with torch.no_grad():
            chances = self._teacher.tag_scores(told).log_softmax(-1)
        parts = {
            "tags": functional.kl_div(
                made.scores.log_softmax(-1), chances, reduction="batchmean", log_target=True
            ),
            "vectors": functional.mse_loss(made.words, told) / self._spread,
        }
        if lesson.labelled:
            parts["crf"], parts["link"] = gold_losses(network, lesson.examples, made)
        return {name: _WEIGHTS[name] * part for name, part in parts.items()}


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def run(rank: int, shared: Shared, model: Path, folder: Path, options: Options) -> None:
    """Entry of one worker process."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    lessons: list[Lesson] = pickle.loads((folder / LESSONS).read_bytes())
    loss = Distillation(load_network(model), folder / VECTORS, lessons[-1].end, options)

    def plan(epoch: int) -> list[Lesson]:
        order = list(lessons)
        random.Random(options.seed * 1000 + epoch).shuffle(order)
        return order

    work(rank, shared, plan, loss, options)


def main() -> None:
    """Have the larger network read everything once, then train the smaller."""
    default = Options(
        epochs=40, minutes=45, tokens=2048, rate=5e-4, dropout=0.0, average=0.999, seed=20261123
    )
    parser = argparse.ArgumentParser(prog="python -m training.attribution.distill")
    parser.add_argument("--data", type=Path, required=True, help="folder with PolNeAR's dev/")
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoints")
    parser.add_argument("--teacher", type=Path, default=MODEL, help="folder of the larger model")
    parser.add_argument(
        "--texts", type=Path, nargs="*", default=(), help='JSON lines, each with a "text"'
    )
    parser.add_argument("--layers", type=int, nargs="+", default=[0, 2, 5], help="kept, from 0")
    parser.add_argument("--inner", type=int, default=1024, help="inner neurons kept of a layer")
    parser.add_argument("--minutes", type=float, default=default.minutes)
    parser.add_argument("--rate", type=float, default=default.rate)
    parser.add_argument("--seed", type=int, default=default.seed)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--every", type=int, default=240, help="seconds between checkpoints")
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    options = replace(default, minutes=arguments.minutes, rate=arguments.rate, seed=arguments.seed)
    arguments.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(options.seed)
    teacher = load_network(arguments.teacher)
    pieces = Pieces(arguments.teacher / "tokenizer.json")
    labelled = [d for d in load(arguments.data, pieces) if d.split == "train" and d.primary]
    others = [d for path in arguments.texts for d in unlabelled(path, pieces)]
    lessons = lessons_of(labelled, others, options)
    shape: Shape = replace(teacher.shape, layers=len(arguments.layers), inner=arguments.inner)
    about = {
        "options": asdict(options),
        "data_sha256": data_hash(arguments.data),
        "teacher": {
            "weights_sha256": _sha256(arguments.teacher / "model.safetensors"),
            "layers": teacher.shape.layers,
            "inner": teacher.shape.inner,
        },
        "layers_kept": arguments.layers,
        "texts_sha256": [_sha256(path) for path in arguments.texts],
        "articles": {"labelled": len(labelled), "other": len(others)},
        "words": lessons[-1].end,
        "shape": asdict(shape),
    }
    (arguments.out / "run.json").write_text(json.dumps(about, indent=1), encoding="utf-8")
    (arguments.out / LESSONS).write_bytes(pickle.dumps(lessons))
    teach(teacher, lessons, arguments.out / VECTORS)
    network = smaller(teacher, arguments.layers, arguments.inner, lessons[:20])
    torch.set_num_threads(1)
    context = multiprocessing.get_context("spawn")
    shared = shared_state(network, context)
    workers = [
        context.Process(
            daemon=True, target=run, args=(i, shared, arguments.teacher, arguments.out, options)
        )
        for i in range(arguments.workers)
    ]
    follow(workers, shared, arguments.out, arguments.every)


if __name__ == "__main__":
    main()
