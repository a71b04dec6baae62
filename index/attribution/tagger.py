"""The shipped tagger: reads paragraphs of many articles at once and returns tagged, linked spans.

Torch is imported when the model is loaded, not before.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from index.attribution.decode import Crf, Hit, decode, hits_of
from index.attribution.linking import Window, link, sentences_of
from index.attribution.stored import MODEL, load_network, native_precision
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
from index.exceptions import EncoderError
from index.torch_threads import side_by_side

if TYPE_CHECKING:
    from index.attribution.network import Network

LONGEST: Final = 480
"""Pieces of the longest paragraph read in one go; longer ones are cut at a word."""


States = NDArray[np.float16]
"""The network's vectors of the words of one paragraph, (words, width)."""


@dataclass(slots=True)
class Read:
    """What the tagger finds in one article."""

    hits: list[Hit]
    """Tagged, linked spans, in order."""
    states: list[States]
    """Vectors of the words of each paragraph; those of a paragraph differ a little with what stands
    around it, as it does when it is tagged."""


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

    def read(self, articles: Sequence[Sequence[Paragraph]]) -> list[Read]:
        """Tag and link all paragraphs of all articles, in the order given."""
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
        width = self._network.shape.width
        states = [[np.empty((len(p), width), np.float16) for p in own] for own in articles]
        batches = self._batches(windows)[::-1]  # the longest first
        for parts, hits, words in (w for part in side_by_side(self._read, batches) for w in part):
            article = parts[0].article
            base = len(found[article])
            for hit in hits:
                hit.cue = None if hit.cue is None else hit.cue + base
                hit.source = None if hit.source is None else hit.source + base
            found[article].extend(hits)
            at = 0
            for part in parts:
                end = at + len(part.piece)
                own = states[article][part.paragraph]
                own[part.offset : part.offset + len(part.piece)] = words[at:end]
                at = end
        return [Read(in_order(own), rows) for own, rows in zip(found, states, strict=True)]

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

    def _read(self, windows: list[list[_Part]]) -> list[tuple[list[_Part], list[Hit], States]]:
        """Tag and link one batch: the parts of each window, its spans, and its words' vectors."""
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
            begins: list[int] = []
            for window in windows:
                begins.append(word)
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
            vectors = np.split(words.half().numpy(), begins[1:])
        return [
            (w, found.hits, own) for w, found, own in zip(windows, linked, vectors, strict=True)
        ]


def in_order(hits: list[Hit]) -> list[Hit]:
    """Sort an article's spans by place and renumber their links."""
    order = sorted(range(len(hits)), key=lambda i: (hits[i].paragraph, hits[i].first))
    place = {old: new for new, old in enumerate(order)}
    result = [hits[i] for i in order]
    for hit in result:
        hit.cue = None if hit.cue is None else place[hit.cue]
        hit.source = None if hit.source is None else place[hit.source]
    return result


_lock = threading.Lock()
_shared: dict[int, Tagger] = {}


def default_tagger() -> Tagger:
    """The shipped tagger, loaded once a process."""
    with _lock:
        process = os.getpid()
        if process not in _shared:
            _shared[process] = Tagger()
        return _shared[process]
