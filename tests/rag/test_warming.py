"""Reading ahead changes how long answers take, and nothing else."""

from __future__ import annotations

import rag
from index import Collection
from rag.warming import AT_ONCE, read_ahead


def test_it_stops_when_told_and_answers_stay_the_same(news: Collection) -> None:
    question = "who claims Azerbaijan will seek NATO membership?"
    before = rag.ask(news, question).to_dict(timings=False)
    looks = iter([True, True, False])
    assert read_ahead(news, lambda: next(looks)) == 2 * AT_ONCE
    read = read_ahead(news, lambda: True)
    quoted = {c["quote"]["text"] for c in before["citations"]}
    assert read > 2 * AT_ONCE
    assert len(quoted) > 1
    assert rag.ask(news, question).to_dict(timings=False) == before
