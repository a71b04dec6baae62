"""From readings to voices by side, or to silence with its reason."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.deciding import (
    BOUNDS,
    Bounds,
    affirming,
    best_first,
    denying,
    side_is_clear,
    side_of,
    sides_of,
    silence,
    stance_of,
    voices_on,
)
from rag.reader import Reading
from rag.reading import Evidence
from rag.types import Reason, Stance
from tests.rag.scripted import (
    ANSWERS,
    HEDGED,
    OPPOSITE,
    RELATED,
    UNRELATED,
    answers,
    evidence,
    texts,
)

READINGS = st.lists(st.floats(0.01, 1), min_size=5, max_size=5).map(
    lambda parts: Reading(*(part / sum(parts) for part in parts))
)
EVIDENCE = st.lists(
    st.builds(
        evidence,
        st.sampled_from(["The ferry is sold.", "The ferry is old.", "Nobody came."]),
        READINGS,
        st.sampled_from([None, 1, 2, 3]),
        cosine=st.floats(0, 1),
    ),
    max_size=12,
)


@pytest.mark.parametrize(
    ("reading", "stance"),
    [
        (ANSWERS, "affirm"),
        (OPPOSITE, "deny"),
        (HEDGED, "conditional"),
        (RELATED, "report"),
        (Reading(0.0, 0.2, 0.1, 0.6, 0.1), "report"),
        (Reading(0.3, 0.1, 0.1, 0.4, 0.1), "affirm"),
    ],
)
def test_a_unit_takes_its_likeliest_side_or_none(reading: Reading, stance: Stance) -> None:
    assert stance_of(evidence("The ferry is sold.", reading)) == stance


def test_the_best_come_first_ties_by_nearness_and_place() -> None:
    far = evidence("Far.", answers(0.6), cosine=0.1)
    near = evidence("Near.", answers(0.6), cosine=0.9)
    sure = evidence("Sure.", answers(0.8), cosine=0.0)
    assert texts(best_first([far, near, sure])) == ["Sure.", "Near.", "Far."]
    no = evidence("No.", OPPOSITE)
    assert texts(best_first([sure, no], denying))[0] == "No."


def test_a_voice_has_all_its_quotes_on_a_side_and_stands_where_the_likeliest_is() -> None:
    first = evidence("It is sold.", answers(0.7), 1)
    second = evidence("They sell it.", answers(0.9), 1)
    other = evidence("Sold!", answers(0.8), 2)
    held = voices_on([first, second, other], "affirm", 0.2)
    assert [(h.voice.speaker_id, h.probability) for h in held] == [(1, 0.9), (2, 0.8)]
    assert texts(held[0].evidence) == ["They sell it.", "It is sold."]
    assert {h.stance for h in held} == {"affirm"}


def test_a_reprint_adds_no_quote_and_no_voice() -> None:
    here = evidence("It is sold.", answers(0.7), 1, title="Morning")
    there = evidence("It is sold. ", answers(0.7), 1, title="Evening")
    (held,) = voices_on([here, there], "affirm", 0.2)
    assert len(held.evidence) == 1


def test_who_is_not_known_by_name_is_one_voice_for_each_article() -> None:
    here = evidence("It is sold.", answers(0.7), described="a clerk")
    there = evidence("It will be sold.", answers(0.6), described="a clerk")
    assert len(voices_on([here, there], "affirm", 0.2)) == 2
    unit = replace(there.unit, article=here.unit.article, span=(0, 5))
    beside = Evidence(unit, there.reading, there.raw)
    assert len(voices_on([here, beside], "affirm", 0.2)) == 1


def test_a_voice_is_as_certain_as_the_surest_of_its_quotes() -> None:
    guess = evidence("He sells it.", answers(0.9), 1, certainty="uncertain", described="He")
    sure = evidence("It is sold.", answers(0.7), 1)
    (held,) = voices_on([guess, sure], "affirm", 0.2)
    assert (held.voice.certainty, held.voice.described) == ("certain", "")
    (alone,) = voices_on([guess], "affirm", 0.2)
    assert (alone.voice.certainty, alone.voice.described) == ("uncertain", "He")


def test_below_the_bound_there_is_no_voice() -> None:
    found = [evidence("Sold?", answers(0.55), 1)]
    assert voices_on(found, "affirm", 0.55)
    assert not voices_on(found, "affirm", 0.56)
    assert not sides_of(found, Bounds(voice=0.6))["affirm"]


def test_once_or_on_every_side() -> None:
    yes = evidence("It is sold.", ANSWERS, 1)
    no = evidence("It is not sold.", Reading(0.1, 0.8, 0.0, 0.1, 0.0), 1)
    perhaps = evidence("It may be sold.", HEDGED, 2)
    once = sides_of([yes, no, perhaps])
    assert [h.voice.speaker_id for h in once["affirm"]] == [1]
    assert once["deny"] == []
    every = sides_of([yes, no, perhaps], once=False)
    assert [h.voice.speaker_id for h in every["deny"]] == [1]
    assert [h.voice.speaker_id for h in every["conditional"]] == [2]


def test_who_is_not_sure_has_no_side() -> None:
    yes = evidence("It is sold.", ANSWERS, 1)
    perhaps = evidence("Buyers look at it.", Reading(0.2, 0.05, 0.05, 0.6, 0.1), 2)
    no = evidence("It is kept.", Reading(0.05, 0.2, 0.05, 0.6, 0.1), 3)
    sides = sides_of([yes, perhaps, no])
    assert [h.voice.speaker_id for h in sides["affirm"]] == [1]
    assert sides["deny"] == []
    assert {h.voice.speaker_id for h in sides["report"]} == {2, 3}


@pytest.mark.parametrize(
    ("readings", "reason"),
    [
        ([], "no_topic"),
        ([UNRELATED, UNRELATED], "no_topic"),
        ([UNRELATED, RELATED], "no_claim"),
        ([OPPOSITE, RELATED], "only_opposite"),
        ([Reading(0.05, 0.1, 0.0, 0.75, 0.1)], "no_claim"),
        ([Reading(0.5, 0.4, 0.0, 0.1, 0.0)], "no_claim"),
    ],
)
def test_silence_has_the_reason_that_was_seen(readings: list[Reading], reason: Reason) -> None:
    assert silence([evidence("It is.", reading) for reading in readings]) == reason


SURE = max(BOUNDS.sure, BOUNDS.sure_opposite)


@given(EVIDENCE, st.booleans())
def test_every_voice_stands_on_what_it_said(found: list[Evidence], once: bool) -> None:
    sides = sides_of(found, BOUNDS, once=once)
    assert list(sides) == ["affirm", "deny", "conditional", "report"]
    keys = []
    for stance, voices in sides.items():
        assert [h.probability for h in voices] == sorted(
            (h.probability for h in voices), reverse=True
        )
        for held in voices:
            assert held.evidence
            unsure = held.probability < SURE or not side_is_clear(held.evidence[0])
            assert held.stance == stance or (stance == "report" and unsure)
            assert {side_of(one) for one in held.evidence} == {held.stance}
            assert {one.unit.voice.speaker_id for one in held.evidence} == {held.voice.speaker_id}
            assert all(one in found for one in held.evidence)
            keys.append((held.voice.speaker_id, held.evidence[0].unit.article.id))
    known = [speaker for speaker, _ in keys if speaker is not None]
    assert not once or len(set(known)) == len(known)


@given(EVIDENCE)
def test_only_those_who_are_sure_hold_it(found: list[Evidence]) -> None:
    sides = sides_of(found)
    for held in (*sides["affirm"], *sides["conditional"]):
        likely = held.evidence[0].reading
        assert likely.answers + likely.hedged >= BOUNDS.sure
        assert held.stance == "conditional" or held.probability >= BOUNDS.sure
    for held in sides["deny"]:
        assert held.probability >= BOUNDS.sure_opposite
        assert side_is_clear(held.evidence[0])


@given(EVIDENCE)
def test_the_order_of_the_evidence_does_not_matter(found: list[Evidence]) -> None:
    alike = {(e.unit.order, e.reading, e.unit.voice) for e in found}
    if len({order for order, _, _ in alike}) == len(found):
        assert sides_of(found) == sides_of(found[::-1])
        assert best_first(found, affirming) == best_first(found[::-1], affirming)
        assert silence(found) == silence(found[::-1])
