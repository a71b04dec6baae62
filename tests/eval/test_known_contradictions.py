"""Which known pairs of opposite quotations are among the contradictions found."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.contradictions import is_known, known_pairs, measure
from eval import Gold, GoldQuestion
from rag.comparing.contradictions import contradictions
from rag.types import Stance
from tests.rag.asking import CLAIM, MAY, NOT_SOLD, SOLD, town_of
from tests.rag.test_contradictions import PairReader, both_ways


def _gold(month: int, quote: str, speaker: str, stance: Stance) -> Gold:
    return Gold(doc=f"Report {month}", quote=quote, speaker=speaker, stance=stance)


QUESTION = GoldQuestion(
    id="1",
    type="who",
    question=CLAIM,
    evidence=(
        _gold(1, SOLD, "Anna Kovacs", "affirm"),
        _gold(2, NOT_SOLD, "Otto Lind", "deny"),
        _gold(3, MAY, "Paula Stein", "conditional"),
    ),
)


def test_only_the_two_sides_make_known_pairs_and_what_is_found_is_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with town_of(tmp_path / "c") as town:
        (known,) = known_pairs(town, [QUESTION])
        assert [town.article(p.article_id).text[p.start : p.end] for (p,) in known] == [
            SOLD,
            NOT_SOLD,
        ]
        reader = PairReader(*both_ways(("will be sold before", "will not be sold")))
        monkeypatch.setattr("rag.comparing.contradictions.load", lambda: reader)
        (pair,) = contradictions(town).pairs
        assert is_known(pair, known)
        assert is_known(pair, known[::-1])
        assert not is_known(pair, (known[0], known[0]))
        told = measure(town, [QUESTION], show=1)
        assert "1 pairs\nof 1 known pairs found: 1 (100.0 %" in told
        assert f"   Otto Lind: {NOT_SOLD}" in told
        reader.opposed = ()
        assert "of 1 known pairs found: 0 (0.0 %" in measure(town, [QUESTION], show=1)
