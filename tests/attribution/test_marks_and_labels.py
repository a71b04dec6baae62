"""Labels with a role in small letters, and quotations in single marks over paragraphs."""

from __future__ import annotations

import pytest

from index.attribution.single_marks import single_quotations
from index.speakers.turns import turns_of


@pytest.mark.parametrize(
    "label", ["Dr. Nina Vale, hydrologist", "Nina Vale, head of the water board"]
)
def test_a_label_tells_a_role_in_small_letters(label: str) -> None:
    text = (
        "Lea Thorn: Ms Vale?\n\n"
        f"{label}: The dyke will be too low. I told the council so.\n\n"
        "It needs two more metres.\n\n"
        "Lea Thorn: Thank you both.\n"
    )
    said = [[text[a:b] for a, b in turn.body] for turn in turns_of(text)]
    assert said == [
        ["Ms Vale?"],
        ["The dyke will be too low. I told the council so.", "It needs two more metres."],
        ["Thank you both."],
    ]


@pytest.mark.parametrize("label", ["Nina Vale, 400 metres", "Nina Vale, who spoke first, said so"])
def test_what_is_no_role_makes_no_label(label: str) -> None:
    text = f"Lea Thorn: I am here.\n\n{label}: We lose.\n\nLea Thorn: We do.\n"
    assert len(turns_of(text)) == 2


def _quoted(*paragraphs: str) -> list[list[str]]:
    text = "\n\n".join(paragraphs)
    spans = [(text.index(p), text.index(p) + len(p)) for p in paragraphs]
    return [[text[a:b] for a, b in one] for one in single_quotations(text, spans)]


@pytest.mark.parametrize("plural", ["boys", "singers"])
def test_a_quotation_with_a_plural_possessive_goes_on_in_the_next_paragraph(plural: str) -> None:
    first = f"'It's the {plural}' health I'm worried about."
    second = "'We have asked for help since May,' he said."
    assert _quoted(f"The roof leaks. {first}", second) == [
        [first, "'We have asked for help since May,'"]
    ]


def test_a_few_words_in_marks_end_where_they_end() -> None:
    assert _quoted(
        "She called it 'a plan for the workers' yesterday.", "'I like it,' he said."
    ) == [
        ["'a plan for the workers'"],
        ["'I like it,'"],
    ]
