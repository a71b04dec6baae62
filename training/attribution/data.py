"""PolNeAR as training material: articles of paragraphs with BIO labels and links between spans."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from index.attribution.metrics import spans_of
from index.attribution.network import TAGS
from index.attribution.windows import Paragraph, Pieces, paragraphs_of

PARAGRAPHS: Final = "dev/paragraphs_train_dev.jsonl.gz"
RELATIONS: Final = "dev/attributions.jsonl.gz"
VALID: Final = "dev/cofenet_valid.jsonl.gz"
_TAG_ID: Final = {tag: i for i, tag in enumerate(TAGS)}

SpanKey = tuple[int, int, int]
"""Paragraph, first word, last word + 1."""


@dataclass(slots=True)
class Document:
    """One article as one annotator marked it."""

    id: str
    split: str
    primary: bool
    """Whether this is the article's first annotator."""
    paragraphs: list[Paragraph]
    tokens: list[list[str]]
    labels: list[list[int]]
    spans: list[list[tuple[str, int, int]]]
    """Per paragraph: (role, first word, end word)."""
    cue_of: dict[SpanKey, SpanKey] = field(default_factory=dict)
    source_of_cue: dict[SpanKey, SpanKey] = field(default_factory=dict)
    source_of: dict[SpanKey, SpanKey] = field(default_factory=dict)


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """Lines of a gzipped JSON-lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def data_hash(data: Path) -> str:
    """SHA-256 over the two files that training reads."""
    digest = hashlib.sha256()
    for name in (PARAGRAPHS, RELATIONS):
        digest.update((data / name).read_bytes())
    return digest.hexdigest()


def load(data: Path, pieces: Pieces) -> list[Document]:
    """Read all articles, train and dev, all annotators, with their links."""
    grouped: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in read_lines(data / PARAGRAPHS):
        grouped[row["id"]].append(row)
    relations: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in read_lines(data / RELATIONS):
        relations[f"{row['doc_id']}_{row['annotator']}"].append(row)
    documents = []
    for key, rows in grouped.items():
        rows.sort(key=lambda row: row["para"])
        document = document_of(key, rows[0]["split"], rows[0]["primary"], rows, pieces)
        _link(document, rows, relations.get(key, []))
        documents.append(document)
    return documents


def load_valid(data: Path, pieces: Pieces) -> list[Document]:
    """CofeNet's own validation instances, grouped into articles in the order of the file."""
    grouped: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in read_lines(data / VALID):
        grouped[row["id"]].append(row)
    return [document_of(key, "dev", True, rows, pieces) for key, rows in grouped.items()]


def document_of(
    key: str, split: str, primary: bool, rows: Sequence[dict[str, Any]], pieces: Pieces
) -> Document:
    """Encode the paragraphs of one article."""
    tokens = [row["tokens"] for row in rows]
    return Document(
        id=key,
        split=split,
        primary=primary,
        paragraphs=paragraphs_of(tokens, pieces),
        tokens=tokens,
        labels=[[_TAG_ID[label] for label in row["labels"]] for row in rows],
        spans=[spans_of(row["labels"]) for row in rows],
    )


def _link(
    document: Document, rows: Sequence[dict[str, Any]], relations: Sequence[dict[str, Any]]
) -> None:
    """Fill the links from relations given in characters."""
    at: dict[str, list[tuple[int, int, SpanKey]]] = defaultdict(list)
    for i, row in enumerate(rows):
        for role, a, b in document.spans[i]:
            if row["begin"][a] is None or row["end"][b - 1] is None:
                continue
            at[role].append((row["begin"][a], row["end"][b - 1], (i, a, b)))

    def find(role: str, part: dict[str, Any] | None) -> list[SpanKey]:
        if not part:
            return []
        return [key for x, y in part["spans"] for a, b, key in at[role] if a < y and x < b]

    for relation in relations:
        sources = find("source", relation["source"])
        cues = find("cue", relation["cue"])
        for content in find("content", relation["content"]):
            if cues:
                document.cue_of.setdefault(content, min(cues, key=lambda c: _far(c, content)))
            if sources:
                near = min(sources, key=lambda c: _far(c, content))
                document.source_of.setdefault(content, near)
        for cue in cues:
            if sources:
                near = min(sources, key=lambda c: _far(c, cue))
                document.source_of_cue.setdefault(cue, near)


def _far(a: SpanKey, b: SpanKey) -> tuple[int, int]:
    return abs(a[0] - b[0]), abs(a[1] - b[1])
