"""A filter that lets nothing through is an error that says which, not an answer of silence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
BRIDGE = "who says the bridge will open in May?"
VERBS = (
    ("ask", BRIDGE),
    ("who", "the bridge will open in May"),
    ("positions", "the bridge will open in May"),
    ("contradictions",),
    ("search", "bridge"),
    ("statements",),
    ("list",),
    ("chat",),
)


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb[0])
def test_a_source_that_nobody_has_is_said_to_be_unknown(
    onrecord: Run, town: Path, verb: tuple[str, ...]
) -> None:
    ran = onrecord("-c", town, *verb, "--source", "nosuch")
    assert (ran.code, ran.out) == (1, "")
    assert "no article has the source 'nosuch'; there are: " in ran.err
    assert "Lidda Courier" in ran.err
    assert f"try: onrecord list -c {town}" in ran.err
    assert "found" not in ran.err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--source", "Courier"), "did you mean 'Lidda Courier'?"),
        (("--source", "evning post"), "did you mean 'Evening Post'?"),
        (("--source", "Evening Post", "--source", "x y"), "no article has the source 'x y'"),
        (
            ("--author", "Mira Lunt"),
            "no article has the author 'Mira Lunt'; did you mean 'Mira Lund'",
        ),
        (
            ("--since", "2030"),
            "no article is dated on or after 2030-01-01; dates run from 2025-03-02",
        ),
        (("--until", "1999-12"), "no article is dated on or before 1999-12-31"),
        (("--since", "2026-02", "--until", "2026-01"), "2026-02-01 and on or before 2026-01-31"),
        (("--source", "Evening Post", "--since", "2025-03-20"), "no article fits all of these"),
    ],
)
def test_what_is_wrong_and_what_is_near_are_named(
    onrecord: Run, town: Path, options: tuple[str, ...], said: str
) -> None:
    ran = onrecord("-c", town, *options, BRIDGE)
    assert (ran.code, ran.out) == (1, "")
    assert said in ran.err


def test_a_speaker_is_looked_for_in_sources_that_there_are(onrecord: Run, spoken: Path) -> None:
    assert onrecord("-c", spoken, "speaker", "Tomas Havel", "--source", "evening post").code == 0
    ran = onrecord("-c", spoken, "speaker", "Tomas Havel", "--source", "nosuch")
    assert ran.code == 1
    assert "no article has the source 'nosuch'" in ran.err


def test_an_empty_collection_is_said_to_be_empty(onrecord: Run, tmp_path: Path) -> None:
    from index import open_collection

    open_collection(tmp_path / "none", create=True).close()
    ran = onrecord("-c", tmp_path / "none", "list", "--source", "nosuch")
    assert ran.code == 0
    assert "no articles yet" in ran.err
