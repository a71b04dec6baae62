"""Tables of the question set ``natural``, from results made here."""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks.natural_tables import (
    by_group,
    by_measure,
    grouped,
    pack_of,
    quotations,
    quotations_line,
)


def result(kind: str, pack: str, **scores: list[float]) -> dict[str, Any]:
    gold = {"unanswerable": kind == "unanswerable"}
    shape = {"type": kind, "tags": [pack, "noisy"], "gold": gold, "gold_missing": 0}
    return shape | {"scores": scores, "answer": None, "error": ""}


RESULTS = [
    result("who", "dev-1", correct=[1, 1], voices_right=[2, 3], citation_exact=[4, 4]),
    result("who", "dev-2", correct=[0, 1], voices_right=[0, 1], citation_exact=[1, 2]),
    result("says", "dev-2", correct=[1, 1], any_speaker=[1, 1]),
    result("unanswerable", "dev-1", correct=[0, 1], abstention_recall=[0, 1]),
]


def test_groups_by_type_pack_and_both() -> None:
    assert list(grouped(RESULTS, "type")) == ["all", "who", "says", "unanswerable"]
    assert list(grouped(RESULTS, "pack")) == ["all", "dev-1", "dev-2"]
    both = grouped(RESULTS, "both")
    assert list(both)[1:] == ["says dev-2", "unanswerable dev-1", "who dev-1", "who dev-2"]
    assert both["who dev-2"]["metrics"]["correct"]["value"] == 0
    assert both["all"]["questions"] == 4


def test_voices_are_summed_over_questions() -> None:
    assert grouped(RESULTS, "type")["who"]["metrics"]["voices_right"]["value"] == 0.5


def test_a_measure_has_a_row_with_intervals_and_a_dash_where_it_does_not_apply() -> None:
    lines = by_measure(grouped(RESULTS, "type")).split("\n")
    assert lines[0] == "| measure | all (4) | who (2) | says (1) | unanswerable (1) |"
    cells = {line.split(" | ")[0]: line for line in lines[2:]}
    assert cells["| correct"].startswith("| correct | 50.0 (15.0–85.0) |")
    assert cells["| any speaker"].split(" | ")[2] == "–"
    assert "| verdict" not in cells


def test_a_group_has_a_row_in_the_short_table() -> None:
    lines = by_group(grouped(RESULTS, "pack"), "pack").split("\n")
    assert lines[0] == "| pack | n | correct | any speaker | voices right | silent |"
    assert lines[-1] == "| dev-2 | 2 | 50.0 | 100.0 | 0.0 | – |"


def test_misquotations_are_what_is_not_exact() -> None:
    counts = quotations(RESULTS)
    assert counts == {"checked": 6, "misquoted": 1}
    assert quotations_line(counts).endswith(": 6; misquotations among them: 1.")


@pytest.mark.parametrize(("tags", "pack"), [(["dev-12", "role"], "dev-12"), (["role"], "")])
def test_the_pack_is_told_from_other_tags(tags: list[str], pack: str) -> None:
    assert pack_of(tags) == pack
