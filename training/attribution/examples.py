"""Windows with their gold tags and links, and how they are batched."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from index.attribution.windows import Paragraph, group, pad_to, window_length
from training.attribution.data import Document, SpanKey

_MAX_PARAGRAPH = 480


@dataclass(slots=True)
class Example:
    """One window with its gold tags and links."""

    paragraphs: list[Paragraph]
    tags: list[list[int]]
    spans: dict[str, list[tuple[int, int]]]
    """Per role: first and last word, counted over the window."""
    links: dict[str, list[int]]
    """Per link kind: for each child span 0 (none) or 1 + the parent's place in its list."""


KINDS = {
    "content-cue": ("content", "cue"),
    "cue-source": ("cue", "source"),
    "content-source": ("content", "source"),
}


def examples_of(document: Document, limit: int, first: int | None) -> Iterator[Example]:
    """Cut an article into windows."""
    lengths = [min(len(p.pieces), _MAX_PARAGRAPH) for p in document.paragraphs]
    for places in group(lengths, limit, first):
        paragraphs: list[Paragraph] = []
        tags: list[list[int]] = []
        spans: dict[str, list[tuple[int, int]]] = {"source": [], "cue": [], "content": []}
        keys: dict[str, list[SpanKey]] = {"source": [], "cue": [], "content": []}
        offset = 0
        for i in places:
            paragraph = document.paragraphs[i]
            keep = len(paragraph)
            if len(paragraph.pieces) > _MAX_PARAGRAPH:
                total = 0
                for keep, width in enumerate(paragraph.widths):  # noqa: B007
                    if total + width > _MAX_PARAGRAPH:
                        break
                    total += width
                paragraph = Paragraph(
                    paragraph.pieces[:total], paragraph.features[:keep], paragraph.widths[:keep]
                )
            paragraphs.append(paragraph)
            tags.append(document.labels[i][:keep])
            for role, a, b in document.spans[i]:
                if b <= keep:
                    spans[role].append((offset + a, offset + b - 1))
                    keys[role].append((i, a, b))
            offset += keep
        place = {role: {key: n for n, key in enumerate(found, 1)} for role, found in keys.items()}
        maps = {
            "content-cue": document.cue_of,
            "cue-source": document.source_of_cue,
            "content-source": document.source_of,
        }
        links = {
            kind: [place[parent].get(maps[kind].get(key, (-1, -1, -1)), 0) for key in keys[child]]
            for kind, (child, parent) in KINDS.items()
        }
        yield Example(paragraphs, tags, spans, links)


def batches(examples: list[Example], tokens: int, rng: random.Random) -> list[list[Example]]:
    """Group windows of like length, so that little is padded, in random order."""
    rng.shuffle(examples)
    result: list[list[Example]] = []
    pool = 40 * max(1, tokens // 256)
    for at in range(0, len(examples), pool):
        part = sorted(examples[at : at + pool], key=lambda e: window_length(e.paragraphs))
        current: list[Example] = []
        for example in part:
            width = pad_to(window_length(example.paragraphs))
            if current and width * (len(current) + 1) > tokens:
                result.append(current)
                current = []
            current.append(example)
        if current:
            result.append(current)
    rng.shuffle(result)
    return result


def span_table(
    examples: Sequence[Example], role: str, size: int, offsets: Sequence[int]
) -> tuple[Tensor, Tensor]:
    """First and last words of spans, padded: (examples, size, 2), and the mask."""
    table = torch.zeros((len(examples), size, 2), dtype=torch.long)
    mask = torch.zeros((len(examples), size), dtype=torch.bool)
    for i, e in enumerate(examples):
        n = len(e.spans[role])
        if n:
            table[i, :n] = torch.tensor(e.spans[role]) + offsets[i]
            mask[i, :n] = True
    return table, mask
