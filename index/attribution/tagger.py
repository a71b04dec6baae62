"""The shipped tagger: reads paragraphs of many articles at once and returns tagged, linked spans.

Torch is imported when the model is loaded, not before.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from index.attribution.decode import Crf, Hit, decode, hits_of
from index.attribution.linking import Window, link, sentences_of
from index.attribution.windows import (
    Batch,
    Paragraph,
    Pieces,
    batch_of,
    group,
    pad_to,
    split_long,
    window_length,
)
from index.bfloat16 import has_bfloat16
from index.exceptions import EncoderError
from index.torch_threads import side_by_side

if TYPE_CHECKING:
    from index.attribution.network import Network

MODEL: Final = Path(__file__).parent / "model"
LONGEST: Final = 480
"""Pieces of the longest paragraph read in one go; longer ones are cut at a word."""


@dataclass(frozen=True, slots=True)
class _Part:
    article: int
    paragraph: int
    offset: int
    piece: Paragraph


class Tagger:
    """The attribution tagger.

    Args:
        model: folder with `config.json`, `tokenizer.json` and `model.safetensors`.
        precision: "bf16", "fp32", or "auto": bfloat16 where the processor multiplies it natively.
        window: word pieces read together.
        batch: word pieces in one forward pass.

    Raises EncoderError where the model is missing or damaged.
    """

    def __init__(
        self,
        model: Path = MODEL,
        *,
        precision: str = "auto",
        window: int = 256,
        batch: int = 2048,
    ) -> None:
        from safetensors import SafetensorError

        self.window = window
        self.batch = batch
        try:
            self.pieces = Pieces(model / "tokenizer.json")
            self._network = load_network(model)
        except (OSError, KeyError, ValueError, RuntimeError, SafetensorError) as error:
            raise EncoderError(
                f"the attribution model in {model} cannot be read ({error}); install the package "
                "again, or train it with: python -m training.attribution --help"
            ) from error
        self._adopt(precision)

    @classmethod
    def of(
        cls,
        network: Network,
        pieces: Pieces,
        *,
        precision: str = "auto",
        window: int = 256,
        batch: int = 2048,
    ) -> Tagger:
        """A tagger over a network in memory (used while training)."""
        tagger = cls.__new__(cls)
        tagger.window, tagger.batch, tagger.pieces = window, batch, pieces
        tagger._network = network
        tagger._adopt(precision)
        return tagger

    def _adopt(self, precision: str) -> None:
        import torch

        self.precision = native_precision() if precision == "auto" else precision
        network = self._network.eval()
        with torch.no_grad():
            tables = network.crf.tables()
            self._crf = Crf(*(t.float().numpy().copy() for t in tables))
        self._network = network.to(torch.bfloat16 if self.precision == "bf16" else torch.float32)

    def read(self, articles: Sequence[Sequence[Paragraph]]) -> list[list[Hit]]:
        """Tag and link all paragraphs of all articles; one list of spans an article, in order."""
        windows: list[list[_Part]] = []
        for a, paragraphs in enumerate(articles):
            parts: list[_Part] = []
            for p, paragraph in enumerate(paragraphs):
                offset = 0
                for piece in split_long(paragraph, LONGEST):
                    if len(piece):
                        parts.append(_Part(a, p, offset, piece))
                    offset += len(piece)
            lengths = [len(part.piece.pieces) for part in parts]
            windows.extend([parts[i] for i in r] for r in group(lengths, self.window))
        windows.sort(key=lambda w: window_length([part.piece for part in w]))
        found: list[list[Hit]] = [[] for _ in articles]
        batches = self._batches(windows)[::-1]  # the longest first
        for article, hits in (pair for part in side_by_side(self._read, batches) for pair in part):
            base = len(found[article])
            for hit in hits:
                hit.cue = None if hit.cue is None else hit.cue + base
                hit.source = None if hit.source is None else hit.source + base
            found[article].extend(hits)
        return [in_order(hits) for hits in found]

    def _batches(self, windows: list[list[_Part]]) -> list[list[list[_Part]]]:
        batches: list[list[list[_Part]]] = []
        current: list[list[_Part]] = []
        for window in windows:
            width = pad_to(window_length([part.piece for part in window]))
            if current and width * (len(current) + 1) > self.batch:
                batches.append(current)
                current = []
            current.append(window)
        if current:
            batches.append(current)
        return batches

    def _read(self, windows: list[list[_Part]]) -> list[tuple[int, list[Hit]]]:
        """Tag and link one batch: the spans of each window, with the article they belong to."""
        import torch

        batch: Batch = batch_of([[part.piece for part in w] for w in windows])
        dtype = torch.bfloat16 if self.precision == "bf16" else torch.float32
        with torch.inference_mode():
            lengths = torch.from_numpy(batch.lengths)
            width = batch.ids.shape[1]
            mask = None
            if bool((lengths < width).any()):
                padded = torch.arange(width).unsqueeze(0) >= lengths.unsqueeze(1)
                mask = torch.zeros(padded.shape, dtype=dtype).masked_fill_(padded, -1e4)
                mask = mask[:, None, None, :]
            words = self._network.words(
                torch.from_numpy(batch.ids),
                torch.from_numpy(batch.features),
                mask,
                torch.from_numpy(batch.first),
                torch.from_numpy(batch.last),
            )
            scores = self._network.tag_scores(words).float().numpy()
            paths, sure = decode(scores, batch.rows, self._crf)
            row = word = 0
            linked: list[Window] = []
            for window in windows:
                found = Window()
                for part in window:
                    n = batch.rows[row]
                    new = hits_of(paths[row], part.paragraph, part.offset, sure[row])
                    shift = word - part.offset
                    found.places.extend((h.first + shift, h.end - 1 + shift) for h in new)
                    found.hits.extend(new)
                    if new:
                        numbers = sentences_of(part.piece)
                        o = part.offset
                        found.sentences.extend(
                            (numbers[h.first - o], numbers[h.end - 1 - o]) for h in new
                        )
                    word += n
                    row += 1
                linked.append(found)
            link(linked, words, self._network)
        return [(w[0].article, found.hits) for w, found in zip(windows, linked, strict=True)]


def in_order(hits: list[Hit]) -> list[Hit]:
    """Sort an article's spans by place and renumber their links."""
    order = sorted(range(len(hits)), key=lambda i: (hits[i].paragraph, hits[i].first))
    place = {old: new for new, old in enumerate(order)}
    result = [hits[i] for i in order]
    for hit in result:
        hit.cue = None if hit.cue is None else place[hit.cue]
        hit.source = None if hit.source is None else place[hit.source]
    return result


def native_precision() -> str:
    """ "bf16" where the processor multiplies it itself, else "fp32".

    Tile instructions (AMX) make it four times as fast as float32, those of AVX-512 twice.
    """
    return "bf16" if has_bfloat16() else "fp32"


def load_network(model: Path) -> Network:
    """Read a network from its folder; weights are stored in half precision, the table in int8."""
    import torch
    from safetensors.torch import load_file

    from index.attribution.network import Network, Shape

    config = json.loads((model / "config.json").read_text(encoding="utf-8"))
    stored = load_file(str(model / "model.safetensors"))
    state = {k: v.float() for k, v in stored.items() if not k.startswith("table.")}
    state["encoder.pieces.weight"] = stored["table.int8"].float() * stored["table.scale"].float()
    with torch.device("meta"):
        network = Network(Shape(**config["shape"]))
    network.to_empty(device="cpu")
    network.load_state_dict(state)
    network.crf.reset_rules()
    return network


def save_network(network: Network, model: Path, about: dict[str, Any]) -> None:
    """Write a network as `load_network` reads it; `about` goes into `config.json`."""
    from dataclasses import asdict

    import torch
    from safetensors.torch import save_file

    state = {k: v.half().contiguous() for k, v in network.state_dict().items()}
    table = network.encoder.pieces.weight.detach().float()
    del state["encoder.pieces.weight"]
    scale = table.abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
    state["table.int8"] = (table / scale.half().float()).round().clamp(-127, 127).to(torch.int8)
    state["table.scale"] = scale.half()
    model.mkdir(parents=True, exist_ok=True)
    weights = model / "model.safetensors"
    save_file(state, str(weights))
    weights.chmod(0o644)
    config = {"shape": asdict(network.shape), **about}
    (model / "config.json").write_text(json.dumps(config, indent=1) + "\n", encoding="utf-8")


_lock = threading.Lock()
_shared: dict[int, Tagger] = {}


def default_tagger() -> Tagger:
    """The shipped tagger, loaded once a process."""
    with _lock:
        process = os.getpid()
        if process not in _shared:
            _shared[process] = Tagger()
        return _shared[process]
