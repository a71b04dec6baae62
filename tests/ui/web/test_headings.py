"""What silence and the sides are called, and what the page suggests to ask."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from index import Article, open_collection
from rag.types import Reason, Stance
from ui.render.wording import REASONS, SIDES, roles_text, side_tag
from ui.web.figures import label as measure_label
from ui.web.suggest import opening_questions, topics


@pytest.mark.parametrize("reason", [r for r in get_args(Reason) if r])
def test_silence_says_what_was_looked_for_and_not_that_there_is_nobody(reason: Reason) -> None:
    assert "nobody" not in REASONS[reason].casefold()


def test_every_side_has_one_name() -> None:
    assert set(SIDES) == set(get_args(Stance))
    assert len({name.casefold() for name in SIDES.values()}) == len(SIDES)
    assert side_tag("deny") == "disagrees"


def test_a_suggested_topic_has_its_article(tmp_path: Path) -> None:
    with open_collection(tmp_path / "c", create=True) as collection:
        collection.add(
            Article(text=f"In {day} people of the United Harbours met. They left for Eastport.")
            for day in ("June", "July", "August")
        )
        asks = opening_questions(collection)
        assert "What is said about the United Harbours?" in asks
        assert "Who says what about Eastport?" in asks
        assert "United Harbours" in topics(collection)


def test_a_heading_is_no_topic(tmp_path: Path) -> None:
    with open_collection(tmp_path / "c", create=True) as collection:
        collection.add(
            Article(
                text=f"The Bridge Row\n\nA Quiet {day}\n\nThey met in Eastport in {day}.\n\n"
                f"For Further Reading\n\nThe list for {day} is in Eastport too."
            )
            for day in ("June", "July", "August")
        )
        asks = opening_questions(collection)
        assert "Who says what about Eastport?" in asks
        assert topics(collection) == ["Eastport"]


def test_no_outlet_is_a_topic(tmp_path: Path) -> None:
    with open_collection(tmp_path / "c", create=True) as collection:
        collection.add(
            Article(text=f"In {day} they told the Eastport Courier so.", source="Eastport Courier")
            for day in ("June", "July", "August")
        )
        assert not [ask for ask in opening_questions(collection) if "Courier" in ask]


def test_no_abbreviated_month_is_a_topic(tmp_path: Path) -> None:
    with open_collection(tmp_path / "c", create=True) as collection:
        collection.add(
            Article(text=f"They met on Feb. {day} in Eastport, and on Feb. 28 again in Eastport.")
            for day in (3, 4, 5)
        )
        asks = opening_questions(collection)
        assert not [ask for ask in asks if "Feb" in ask]
        assert [ask for ask in asks if "Eastport" in ask]


@pytest.mark.parametrize(
    ("measure", "called"),
    [
        ("recall@5", "Evidence among the best 5"),
        ("article_recall@5", "Right article among the best 5"),
        ("article_mrr@10", "Rank of the article (MRR)"),
        ("abstention_f1", "Silence (F1)"),
    ],
)
def test_a_measure_is_called_by_words(measure: str, called: str) -> None:
    assert measure_label(measure) == called


def test_a_role_stands_once_however_it_is_capitalised() -> None:
    assert roles_text(("Harbour master", "harbour master", "pilot")) == "Harbour master; pilot"
