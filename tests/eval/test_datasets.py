"""Readers of public data sets: shapes made here by their documented fields, and the real ones."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from eval import DatasetError
from eval.datasets import READERS, Dataset, load_dataset
from eval.datasets.attributionbench import pairs, support_scores
from eval.datasets.base import canonical_span, parse_date
from eval.datasets.fnc1 import pairs as stance_pairs
from eval.datasets.polnear import in_half
from index.types import canonical_text

TEXT = "Cafe\u0301 owner Ada Brook said the road must close. Others did not agree with her at all."


def write(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = "".join(json.dumps(row) + "\n" for row in rows)
    if path.suffix == ".gz":
        path.write_bytes(gzip.compress(text.encode()))
    else:
        path.write_text(text, encoding="utf-8")


def relation(start: int, end: int) -> dict[str, Any]:
    return {
        "doc_id": "d1",
        "content": {"spans": [[start, end]]},
        "source_person": "Ada Brook",
    }


@pytest.fixture
def polnear(tmp_path: Path) -> Path:
    """A data set of one article in PolNeAR's form, with a letter that is composed on reading."""
    folder = tmp_path / "polnear"
    document = {
        "doc_id": "d1",
        "publisher": "nyt",
        "date": "2016-03-01",
        "author": "None",
        "title": "Road",
        "text": TEXT,
    }
    write(folder / "dev" / "docs.jsonl", [document])
    start = TEXT.index("the road")
    end = TEXT.index(". Others")
    base = {"answerable": True, "expected": None, "answers": [], "speaker": None, "form": "clause"}
    evidence = [relation(start, end)]
    write(
        folder / "dev" / "questions.jsonl",
        [
            base
            | {"id": "1", "type": "who_said", "question": "Who said the road must close?"}
            | {"answers": ["Ada Brook", "Brook"], "evidence": evidence},
            base
            | {"id": "2", "type": "did_x_say", "question": "Did Kim say so?", "expected": "no"}
            | {"answers": ["Ada Brook"], "speaker": "Kim", "evidence": evidence},
            base
            | {"id": "3", "type": "two_speakers", "question": "What do Brook and Kim say?"}
            | {"speaker": ["Ada Brook", "Kim"], "evidence": evidence},
            base
            | {"id": "4", "type": "unanswerable", "question": "What did Kim say about Mars?"}
            | {"answerable": False, "speaker": "Kim", "evidence": []},
            base
            | {"id": "5", "type": "what_did_x_say", "question": "What did Brook say of roads?"}
            | {"speaker": "Ada Brook", "evidence": evidence},
        ],
    )
    return folder


def test_polnear_offsets_follow_the_canonical_text(polnear: Path) -> None:
    dataset = load_dataset("polnear", polnear.parent)
    (article,) = dataset.articles
    assert article.source == "The New York Times"
    assert article.author == ""
    assert str(article.published) == "2016-03-01"
    who, did, two, silent, says = dataset.questions
    gold = who.evidence[0]
    assert article.text[gold.start : gold.end] == gold.quote == "the road must close"
    assert who.speakers == (("Ada Brook", "Brook"),)
    assert (did.expected, did.about) == ("no", "Kim")
    assert two.speakers == ("Ada Brook", "Kim")
    assert silent.unanswerable
    assert says.speakers == ("Ada Brook",)
    assert says.evidence[0].speaker == "Ada Brook"
    assert [q.type for q in dataset.questions] == [
        "who",
        "did_say",
        "contrast",
        "unanswerable",
        "says",
    ]


def test_the_halves_of_polnear_share_no_article_and_no_question(polnear: Path) -> None:
    texts = {name: f"Ada Brook said the road must close by {name}." for name in "abcd"}
    docs = [
        {"doc_id": n, "text": t, "author": "", "title": n, "publisher": "nyt", "date": "2016-03-01"}
        for n, t in texts.items()
    ]
    write(polnear / "dev" / "docs.jsonl", docs)
    base = {"form": "x", "expected": None, "answerable": True, "speaker": None}
    write(
        polnear / "dev" / "questions.jsonl",
        [
            base
            | {
                "id": docs,
                "type": "who_said",
                "question": f"Who said {docs}?",
                "answers": ["Brook"],
            }
            | {"evidence": [{"doc_id": n, "content": {"spans": [[15, 34]]}} for n in docs]}
            for docs in ("a", "b", "ac", "ab", "d")
        ]
        + [
            base
            | {"id": f"s{n}", "type": "unanswerable", "question": "What did Kim say?"}
            | {"answerable": False, "speaker": "Kim", "evidence": [], "answers": []}
            for n in range(3)
        ],
    )
    whole = load_dataset("polnear", polnear.parent)
    even, odd = (in_half(whole, half).questions for half in (0, 1))
    assert [q.id for q in even] == ["a", "ac", "s0", "s2"]
    assert [q.id for q in odd] == ["b", "d", "s1"]


def test_gold_about_an_unknown_document_is_refused(polnear: Path) -> None:
    path = polnear / "dev" / "docs.jsonl"
    path.write_text(path.read_text(encoding="utf-8").replace('"d1"', '"d2"'), encoding="utf-8")
    with pytest.raises(DatasetError, match="the corpus lacks: d1"):
        load_dataset("polnear", polnear)


def test_missing_folders_and_unknown_names_are_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="not there; name the folder"):
        load_dataset("polnear", tmp_path)
    with pytest.raises(DatasetError, match="known are fnc1"):
        load_dataset("nobody", tmp_path)
    write(tmp_path / "fnc1" / "dev" / "corpus.jsonl", [])
    (tmp_path / "fnc1" / "dev" / "corpus.jsonl").write_text("{torn", encoding="utf-8")
    with pytest.raises(DatasetError, match="cannot be read"):
        load_dataset("fnc1", tmp_path)


def test_offsets_before_and_after_a_composed_letter() -> None:
    start, end = canonical_span(TEXT, (TEXT.index("said"), TEXT.index("said") + 4))
    assert canonical_text(TEXT)[start:end] == "said"
    assert canonical_span(TEXT, (0, 5)) == (0, 4)


def test_dates_in_the_forms_that_occur() -> None:
    assert str(parse_date("2022/06/16")) == "2022-06-16"
    assert str(parse_date("2023-10-06T21:31:00+00:00")) == "2023-10-06"
    assert parse_date("soon") is None
    assert parse_date(None) is None


def test_a_judge_of_support_is_scored_per_source(tmp_path: Path) -> None:
    rows = [
        {
            "id": str(i),
            "src_dataset": "A" if i < 2 else "B",
            "question": "?",
            "claim": "yes" if i % 2 else "no",
            "references": ["r"],
            "label": i % 2,
        }
        for i in range(4)
    ]
    write(tmp_path / "dev" / "pairs.jsonl", rows)
    perfect = support_scores(pairs(tmp_path), lambda claim, _: claim == "yes")
    assert perfect == {"A": 1.0, "B": 1.0, "mean": 1.0}
    lazy = support_scores(pairs(tmp_path), lambda *_: True)
    assert lazy["mean"] == pytest.approx(1 / 3)


SIZES = {
    "polnear": (924, 1510),
    "fnc1": (1669, 1648),
    "multihop_rag_500": (326, 249),
    "mtrag_un": (1140, 265),
    "ramdocs": (1390, 246),
}


@pytest.mark.parametrize("name", sorted(SIZES))
def test_the_real_sets_are_whole_and_their_gold_is_in_their_articles(
    shared: Path, name: str
) -> None:
    dataset = load_dataset(name, shared / "evaldata")
    assert (len(dataset.articles), len(dataset.questions)) == SIZES[name]
    check_gold(dataset)


def test_realtimeqa_gold_articles_are_there(shared: Path) -> None:
    dataset = load_dataset("realtimeqa", shared / "evaldata")
    assert len(dataset.articles) == 3725
    assert sum(bool(q.evidence) for q in dataset.questions) == 96
    check_gold(dataset)


def check_gold(dataset: Dataset) -> None:
    texts = {article.path: article.text for article in dataset.articles}
    assert len({article.origin for article in dataset.articles}) == len(dataset.articles)
    for question in dataset.questions:
        for gold in question.evidence:
            for item in (gold, *gold.alternatives):
                text = texts[item.doc]
                assert item.quote in text
                if item.end:
                    assert text[item.start : item.end] == item.quote


def test_stance_pairs_are_read(shared: Path) -> None:
    first = next(stance_pairs(shared / "evaldata" / "fnc1"))
    assert first.stance in ("agree", "disagree", "discuss", "unrelated")
    assert set(READERS) >= set(SIZES)
