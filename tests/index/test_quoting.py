"""What an article sets as a quotation is read from its characters alone."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.quoting import kind_of, marked, quoted_spans

INTERVIEW = (
    "The mayor took questions on Monday.\n\nQ: Will tolls fall?\n\nA: They will fall in May.\n\n"
    "Q: For everybody?\n\nA: For everybody."
)
OWN = [
    ("“Tolls will fall,” she said.", "Tolls will fall"),
    ('She said: "Tolls will fall."', "Tolls will fall"),
    ("«Tolls will fall», she said.", "Tolls will fall"),
    ("„Tolls will fall“, she said.", "Tolls will fall"),
    ("‘Tolls will fall,’ she said.", "Tolls will fall"),
    ("'Tolls will fall,' she said, and the allies' interest rose.", "Tolls will fall"),
    ("“She told me ‘tolls will fall’ twice,” he said.", "tolls will fall"),
    ("“The first part.\n\n“Tolls will fall,” she said.", "The first part"),
    ("“The first part.\n\n“Tolls will fall,” she said.", "Tolls will fall"),
    ("She wrote:\n\n> Tolls will fall.\n> In May.\n\nNobody knew.", "Tolls will fall"),
    (INTERVIEW, "They will fall in May"),
]
TOLD = [
    ("She said that tolls will fall.", "tolls will fall"),
    ("“Yes,” she said, and tolls will fall. “In May.”", "tolls will fall"),
    ("“Yes, she said, and nobody closed the quotation: tolls will fall.", "tolls will fall"),
    ("“Yes, she said.\n\nA new paragraph: tolls will fall.\n\n“No.”", "tolls will fall"),
    ("The drivers' union said tolls will fall in the boys' town.", "tolls will fall"),
    ("It's the '90s again: tolls will fall, it's said.", "tolls will fall"),
    ("Rock 'n' roll and tolls will fall 'til May.", "tolls will fall"),
    ("Note: one line with a colon. Tolls will fall.", "Tolls will fall"),
    (INTERVIEW, "took questions on Monday"),
]


@pytest.mark.parametrize(("text", "words"), OWN)
def test_words_inside_marks_are_a_direct_quotation(text: str, words: str) -> None:
    at = text.index(words)
    assert kind_of(text, [(at, at + len(words))]) == "direct"


@pytest.mark.parametrize(("text", "words"), TOLD)
def test_words_outside_marks_are_reported(text: str, words: str) -> None:
    at = text.index(words)
    assert kind_of(text, [(at, at + len(words))]) == "reported"


def test_words_partly_inside_are_mixed_however_they_are_cut() -> None:
    text = "She said that tolls “will fall” in May."
    assert kind_of(text, [(9, len(text))]) == "mixed"
    assert kind_of(text, [(14, 19), (21, 30)]) == "mixed"
    assert kind_of(text, [(21, 30)]) == "direct"
    assert kind_of(text, [(19, 31)]) == "direct", "marks and spaces are no words"
    assert kind_of(text, [(31, 38)]) == "reported"


TALK = "Ida Holm: {words}\n\nKarl Voss: Never.\n\nIda Holm: I know.\n\nKarl Voss: Well."
TOLD_INSIDE = [
    "“{who} {cue} tolls will fall,” said Lind.",
    TALK.format(words="Last week {who} {cue} tolls will fall, and we laughed."),
    "Lind went on.\n\nQ: And then?\n\nA: {who} {cue} tolls will fall.\n\nQ: So?\n\nA: So it is.",
    "Lind wrote:\n\n> At noon {who} {cue} us tolls will fall.\n\nNobody knew.",
    "‘{who} {cue} tolls will fall,’ said Lind.",
]
QUOTED_INSIDE = [
    "“{who} {cue} ‘tolls will fall’, and left,” said Lind.",
    TALK.format(words="{who} {cue}: “Tolls will fall.”"),
    "“We know,” said Lind.\n\n{who} {cue} at noon: “Tolls will fall.”",
]


@pytest.mark.parametrize(("who", "cue"), [("The minister", "told"), ("she", "had written")])
@pytest.mark.parametrize(
    ("form", "kind"),
    [*((form, "reported") for form in TOLD_INSIDE), *((form, "direct") for form in QUOTED_INSIDE)],
)
def test_what_is_told_inside_a_quotation_is_no_quotation_of_who_is_told_of(
    form: str, kind: str, who: str, cue: str
) -> None:
    text = form.format(who=who, cue=cue)
    at, named, told = text.lower().index("tolls"), text.index(who), text.index(cue)
    spans = [(at, at + len("tolls will fall"))]
    places = [(named, named + len(who)), (told, told + len(cue))]
    assert kind_of(text, spans) == "direct"
    assert kind_of(text, spans, places) == kind
    assert kind_of(text, spans, places[1:]) == kind, "reporting words alone"


@pytest.mark.parametrize("words", ["I think", "my view is that"])
def test_who_speaks_of_their_own_view_is_who_is_quoted(words: str) -> None:
    text = f"“Here {words} tolls will fall,” said Lind."
    at, own = text.index("tolls"), text.index(words)
    first, _, rest = words.partition(" ")
    places = [(own, own + len(first)), (own + len(first) + 1, own + len(first) + 1 + len(rest))]
    assert kind_of(text, [(at, at + 15)], places) == "direct"


WORDS = st.lists(st.sampled_from("tolls fall in May they it's drivers' 90s".split()), min_size=1)
PIECES = st.lists(st.tuples(st.booleans(), WORDS.map(" ".join)), min_size=1, max_size=6)


@given(PIECES, st.data())
def test_of_a_generated_article_exactly_what_was_put_in_marks_is_quoted(
    pieces: list[tuple[bool, str]], data: st.DataObject
) -> None:
    text = ""
    quoted: list[bool] = []
    for inside, words in pieces:
        piece = f"“{words}” " if inside else f"{words} "
        quoted += [inside] * len(piece)
        text += piece
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    letters = {quoted[i] for i in range(start, end) if text[i].isalnum()}
    expected = {frozenset({True}): "direct", frozenset({True, False}): "mixed"}
    assert kind_of(text, [(start, end)]) == expected.get(frozenset(letters), "reported")


@given(st.text(st.sampled_from("ab .“”\"'’‘«»„>:\nQA"), max_size=60))
def test_any_text_is_read(text: str) -> None:
    spans = quoted_spans(text)
    assert list(spans) == sorted(spans)
    assert all(0 <= a < b <= len(text) for a, b in spans)
    assert all(before[1] < after[0] for before, after in itertools.pairwise(spans))
    if text:
        kind = kind_of(text, [(0, len(text))])
        assert marked(text, kind) in ((text, f"“{text}”") if kind == "direct" else (text,))
