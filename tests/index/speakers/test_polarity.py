from __future__ import annotations

import pytest

from index.speakers import polarity_and_modality


@pytest.mark.parametrize(
    ("cue", "content"),
    [
        ("denies", "that he took the money"),
        ("rejected", "the claim that the port is closed"),
        ("ruled out", "a second term"),
        ("stressed", "that it does not view the union as an aim"),
        ("said", "the island hardly has any prospects of joining"),
        ("said", "the bridge is no longer safe"),
        ("says", "“we will never sell the harbour”"),
        ("believes", "a deal is unlikely"),
        ("said", "that, in the end, the plan won’t work"),
        ("does not believe", "the plan will work"),
        ("is not convinced", "that the plan works"),
        ("was never persuaded", "the harbour pays"),
        ("said", "If asked, he cannot help"),
    ],
)
def test_denied(cue: str, content: str) -> None:
    assert polarity_and_modality("", cue, content)[0] == "denied"


@pytest.mark.parametrize(
    ("cue", "content"),
    [
        ("said", "that the port is open"),
        ("did not deny", "that he took the money"),
        ("said", "the plan is good because nobody objected"),
        ("warned", "that those who do not pay will lose their homes"),
        ("noted", "not only farmers but also bakers gain"),
        ("denied", "that the bridge is not safe"),
        ("said", "it is not impossible to win"),
        ("", "Prices rose, although wages did not."),
    ],
)
def test_asserted(cue: str, content: str) -> None:
    assert polarity_and_modality("", cue, content)[0] == "asserted"


@pytest.mark.parametrize(
    ("cue", "content", "modality"),
    [
        ("says", "the island may ask to join", "possible"),
        ("says", "“It is possible that they will switch”", "possible"),
        ("said", "it will probably start buying", "possible"),
        ("said", "the harbour would close if the strike went on", "conditional"),
        ("said", "nothing will change unless prices fall", "conditional"),
        ("said", "the road opened in May 2019", "certain"),
        ("said", "the road is open", "certain"),
        ("said", "“The bridge is a tool. If they do not see it, they lose.”", "certain"),
    ],
)
def test_modality(cue: str, content: str, modality: str) -> None:
    assert polarity_and_modality("", cue, content)[1] == modality
