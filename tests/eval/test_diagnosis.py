"""Retrieval or answering: RAGChecker's figures by place, on cases worked out by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval import QuestionSet, RunResult, run
from eval.metrics.diagnosis import diagnose, faithful_counts
from eval.metrics.spans import Place
from eval.report.markdown import diagnosis
from index import Collection
from tests.eval.conftest import Ideal

GOLD = [(Place("a", 10, 20),), (Place("b", 0, 10), Place("c", 0, 10))]
FOUND = [Place("a", 0, 40), Place("d", 0, 40)]


@pytest.mark.parametrize(
    ("cited", "used", "near", "far"),
    [
        ([], 0, 0, 0),
        ([Place("a", 10, 20)], 1, 0, 0),
        ([Place("c", 0, 10)], 0, 0, 0),  # right, although it was not among what was found
        ([Place("a", 30, 40)], 0, 1, 0),  # beside the gold, in the same piece
        ([Place("d", 5, 15), Place("e", 0, 9)], 0, 0, 1),  # the second comes from elsewhere
        ([Place("a", 10, 20), Place("a", 25, 40), Place("d", 0, 9)], 1, 1, 1),
    ],
)
def test_what_was_found_used_and_let_through(
    cited: list[Place], used: int, near: int, far: int
) -> None:
    seen = diagnose(FOUND, cited, GOLD)
    assert (seen.pieces, seen.relevant, seen.retrieved) == (2, 1, 1)
    assert (seen.used, seen.noisy_relevant, seen.noisy_irrelevant) == (used, near, far)
    assert seen.cited == len(cited)


places = st.lists(
    st.builds(
        lambda a, s, n: Place(a, s, s + n),
        st.sampled_from("abcd"),
        st.integers(0, 30),
        st.integers(1, 20),
    ),
    max_size=6,
)


@given(places, places)
def test_shares_are_shares(found: list[Place], cited: list[Place]) -> None:
    seen = diagnose(found, cited, GOLD)
    assert 0 <= seen.relevant <= seen.pieces
    assert 0 <= seen.used <= seen.retrieved <= len(GOLD)
    assert 0 <= seen.noisy_relevant + seen.noisy_irrelevant <= seen.cited


def test_a_sentence_is_faithful_when_all_its_quotations_are_exact() -> None:
    def cited(number: int, text: str) -> dict[str, object]:
        quote = {"article_id": "a", "start": 0, "end": 4, "text": text}
        return {"number": number, "quote": quote}

    answer = {
        "citations": [cited(1, "word"), cited(2, "wort")],
        "sentences": [{"citations": c} for c in ([1], [1, 2], [], [3])],
    }
    assert faithful_counts(answer, {"a": "words and more"}) == (1, 4)


def test_the_report_names_them(
    collection: Collection, questions: QuestionSet, ideal: Ideal
) -> None:
    result: RunResult = run(collection, questions, system=ideal)
    figures = {name: metric["value"] for _, name, metric, _ in diagnosis(result)}
    assert figures == {
        "claim recall": 1,
        "context precision": 1,
        "context utilisation": 1,
        "noise sensitivity, relevant ↓": 0,
        "noise sensitivity, irrelevant ↓": 0,
        "faithfulness": 1,
        "precision": 1,
        "recall": 1,
    }
