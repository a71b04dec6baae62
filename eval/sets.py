"""One door for everything that questions can come in: a file, a table, a folder.

========================================  ======================================================
``*.jsonl``                               a question set of ours
``*.csv``, ``*.tsv``                      a table from a spreadsheet (``eval.sheet``)
``*.json``                                SQuAD 2.0
a folder with ``corpus`` and ``qrels/``   BEIR
a folder with ``topics*`` and ``qrels*``  TREC
a folder named after a public data set    ``eval.datasets``
========================================  ======================================================
"""

from __future__ import annotations

from pathlib import Path

from eval.datasets import READERS, Dataset, beir, load_dataset, squad, trec
from eval.exceptions import QuestionSetError
from eval.reading import load
from eval.sheet import load_sheet


def open_set(source: str | Path) -> Dataset:
    """Read questions, and the articles that come with them (none with files of questions alone).

    Raises QuestionSetError or DatasetError, naming what is wrong in which file.
    """
    path = Path(source)
    if path.is_dir():
        return _folder(path)
    ending = path.suffix.casefold()
    if ending == ".json":
        return squad.load(path)
    questions = load_sheet(path) if ending in (".csv", ".tsv") else load(path)
    return Dataset(path.stem, (), questions)


def _folder(path: Path) -> Dataset:
    name = path.resolve().name
    if name in READERS:
        return load_dataset(name, path)
    if beir.is_folder(path):
        return beir.load(path)
    topics, qrels = (sorted(path.glob(f"{kind}*")) for kind in ("topics", "qrels"))
    if topics and qrels and qrels[0].is_file():
        return Dataset(name, (), trec.load(topics[0], qrels[0]))
    raise QuestionSetError(
        f"{path}: no question set in this folder; it would be BEIR's (corpus.jsonl, queries.jsonl, "
        f"qrels/), TREC's (topics*, qrels*), or one of {', '.join(sorted(READERS))}"
    )
