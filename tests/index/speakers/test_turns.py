"""Which lines are turns of a conversation, and whose, is decided by form."""

from __future__ import annotations

import pytest

from index.attribution import RawAttribution
from index.sentences import split_sentences
from index.speakers import resolve
from index.speakers.resolved import Resolved
from index.speakers.turns import Turn, turns_of
from index.types import Span

MET = "Priya Raman, the mayor, and Omar Haddad met on Friday.\n\n"
LABELS = [
    "{0} {1}:",
    "{1}:",
    "{2}:",
    "**{0} {1}:**",
    "**{1}**:",
    "[00:00:12] {0} {1}:",
    "(12:04) {2}:",
    "{0} {1} (00:12):",
    "{1} (harbour trust):",
    "– {1}:",
    "{0} {1} (00:12)\n",
    "{0} {1}  0:12\n",
    "{1}:\n",
]


@pytest.mark.parametrize(
    "label", ["JAN VAN ’T HOFF", "Jan van 't Hoff", "ROSA O’DOWD", "Rosa O'Dowd"]
)
def test_names_with_an_apostrophe_are_labels(label: str) -> None:
    text = f"{label}: We are late.\n\nANN LIND: You are.\n\n{label}: So are you."
    assert [text[slice(*turn.label)] for turn in turns_of(text)] == [label, "ANN LIND", label]


def test_a_surname_is_the_name_in_full_again() -> None:
    met = "Ida Marsh keeps the lock. Bo Kerr asked her.\n\n"
    talk = "Bo Kerr: Why do they leak?\n\nIda Marsh: They are old.\n\nKerr: So?\nMarsh: No rest."
    assert len(turns_of(met + talk)) == 4


def test_the_mark_of_captions_makes_a_turn_of_one_line() -> None:
    text = ">> Ann Lind: The tunnel is late.\n\n>> It is shown on a map."
    assert [text[slice(*turn.label)] for turn in turns_of(text)] == ["Ann Lind"]
    mail = "> Who asked?\n\n>> Ann Lind: The tunnel is late.\n\n> Nobody did."
    assert turns_of(mail) == ()


class _Labelled:
    cue = None

    def __init__(self, turn: Turn) -> None:
        self.source: list[Span] = [turn.label]
        self.content: list[Span] = list(turn.body)


def _speakers(text: str, author: str = "") -> list[Resolved]:
    told = [_Labelled(turn) for turn in turns_of(text) if turn.role != "question"]
    return resolve(text, split_sentences(text), told, author=author)


def _bodies(text: str) -> list[list[str]]:
    return [[text[a:b] for a, b in turn.body] for turn in turns_of(text)]


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("between", ["\n\n", "\n"])
@pytest.mark.parametrize("swapped", [False, True])
def test_each_labelled_line_is_its_speakers(label: str, between: str, swapped: bool) -> None:
    people = [("Priya", "Raman"), ("Omar", "Haddad")][:: -1 if swapped else 1]
    names = [label.format(*p, p[1].upper()) for p in people]
    lines = [f"{names[k % 2]} Boat {k} sank." for k in range(3)]
    text = f"{MET}{between.join(lines)}\n\nIt was late."
    assert _bodies(text) == [["Boat 0 sank."], ["Boat 1 sank."], ["Boat 2 sank."]]
    full = [" ".join(people[k % 2]) for k in range(3)]
    assert [one.name for one in _speakers(text)] == full
    assert {one.certainty for one in _speakers(text)} == {"certain"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("MR. HOLT: I object.\n\nTHE CHAIR: Noted.\n\nMR. HOLT: Well.", ["Holt", "The Chair"]),
        ("RAMAN: We won.\nO’DEA: No.\nRAMAN: Yes.\nO’DEA: Never.", ["Raman", "O’Dea"]),
        ("Speaker 1 (00:12)\nWe won.\n\nSpeaker 2 (00:14)\nNo.", ["Speaker 1", "Speaker 2"]),
        (f"{MET}RAMAN: We won.\nHADDAD: No.", ["Priya Raman", "Omar Haddad"]),
        ("Pia McCall spoke.\n\nMCCALL: We won.\n\nMCCALL: Yes.", ["Pia McCall"]),
        ("Kwame Osei met us.\n\nOSEI: We won.\n\nOSEI: Yes.", ["Kwame Osei"]),
    ],
)
def test_labels_are_read_as_names(text: str, names: list[str]) -> None:
    assert list(dict.fromkeys(one.name for one in _speakers(text))) == names


def test_the_words_of_a_label_stay_as_they_are_written() -> None:
    assert _speakers(f"{MET}RAMAN: We won.\nHADDAD: No.")[0].form == "RAMAN"


def test_a_turn_runs_to_the_next_label_and_the_last_one_to_its_paragraph() -> None:
    text = f"{MET}Raman: One.\n\nTwo.\n\n(Laughter.)\n\nHaddad: Three.\n\nThe hall emptied."
    assert _bodies(text) == [["One.", "Two."], ["Three."]]


def test_paragraphs_between_the_lines_of_one_label_are_not_its_own() -> None:
    text = f"{MET}You lost.\n\nRaman: One.\n\nYou may say so.\n\nRaman: Two."
    assert _bodies(text) == [["One."], ["Two."]]


@pytest.mark.parametrize(
    "text",
    [
        "Update: It is over.\n\nThe pier is shut.\n\nUpdate: It is open.",
        "Photo: The pier.\n\nRelated: The quay.\n\nNote: We were wrong.",
        "WASHINGTON: Rates fell.\n\nLONDON: Rates rose.\n\nWASHINGTON: No.\n\nLONDON: Yes.",
        f"{MET}Myth: It is safe.\n\nFact: It is not.\n\nMyth: You may.\n\nFact: Never.",
        "Monday: Rain.\nTuesday: Sun.\nMonday: Rain.\nTuesday: Snow.",
        f"{MET}Raman: We won.",
        "Anna Kern: 12 points\nBert Vogel: 10 points\nAnna Kern: 9 points",
        "Anna Kern: Made two saves.\nBert Vogel: Lost the ball.\nOmar Haddad: Ran well.",
        "Price: It fell.\nVenue: It shut.\nPrice: It rose.\nVenue: It burnt.\n\nThe price was low.",
        "Los Angeles: A bridge opened.\n\nNew Haven: A quay shut.\n\nSt. Paul: A boat sank.",
        f"{MET}On March 16 we met.\n\nMarch 16: We won.\nOmar Haddad left.\nMarch 16: We lost.",
        "Chapter 1: Inflation.\nChapter 2: Recession.",
        "Great Recession: It fell.\n\nThe Great Recession hurt.\n\nGreat Recession: It rose.",
        "San Francisco: “We buy it,” Ann Lee said.\n\nBel Air: “I left,” Bo Hill said.",
        "At 5:30 p.m. it rained.\n\nAt 6:30 p.m. it snowed.",
        "Anna Kern: During her term, the town grew.\n\nBert Vogel: The mayor since May.",
        "A. Smith left.\n\nQ is a letter.",
        "",
    ],
)
def test_headings_lists_and_datelines_are_no_turns(text: str) -> None:
    assert turns_of(text) == ()


@pytest.mark.parametrize(
    ("asks", "answers"),
    [("Q:", "A:"), ("Q.", "A."), ("Q –", "A –"), ("Question:", "Answer:"), ("**Q:**", "**A:**")],
)
@pytest.mark.parametrize("between", ["\n\n", "\n"])
def test_answers_are_whose_interview_it_is(asks: str, answers: str, between: str) -> None:
    lines = [f"{asks} Is Omar Haddad right?", f"{answers} He is.", f"{asks} And?", f"{answers} So."]
    one = f"Interview with Anna Kern, the mayor of New Tarn.\n\n{between.join(lines)}"
    two = f"Anna Kern and Kwame Osei answered.\n\n{between.join(lines)}"
    assert [turn.role for turn in turns_of(one)] == ["question", "answer"] * 2
    assert [(r.name, r.certainty) for r in _speakers(one)] == [("Anna Kern", "certain")] * 2
    assert {r.certainty for r in _speakers(two)} == {"unresolved"}
    by = f"By Jane Roe\n\n{one}"
    assert {r.name for r in _speakers(by)} == {"Anna Kern"}


@pytest.mark.parametrize(
    "text",
    [
        "RAMAN: We lose.\nLIND: No.\nRAMAN: We do.\nLIND: Never.",
        "Q: Will it pay?\nA: It will.\nQ: When?\nA: In May.",
    ],
)
def test_what_nobody_is_named_for_is_not_whose_label_opens_the_text(text: str) -> None:
    quoted = (text.index(":") + 2, text.index("\n"))
    relations = [RawAttribution(None, None, (quoted,), "direct")]
    (found,) = resolve(text, split_sentences(text), relations)
    assert found == Resolved()


QUESTIONS = [
    ("Priya Raman", "You sold it. Why?", "speaker"),  # who says more than he asks is heard
    ("Priya Raman", "Why, Mr. Haddad?", "question"),
    ("RAMAN", "Since when?", "question"),
    ("The Chair", "You sold it. Why?", "speaker"),
    ("Tarn Weekly", "You sold it. Why?", "question"),
    ("Tarn Weekly", "Thank you.", "speaker"),  # unless it is known whose page it is
]


@pytest.mark.parametrize(("asks", "line", "role"), QUESTIONS)
def test_who_asks_is_told_by_question_marks(asks: str, line: str, role: str) -> None:
    lines = ["What is it?", "And then?", line]
    turns = [f"{asks}: {one}\n\nOmar Haddad: We wait for {k} boats." for k, one in enumerate(lines)]
    found = turns_of("\n\n".join(turns))
    assert [turn.role for turn in found] == [*["question", "speaker"] * 2, role, "speaker"]


def test_two_who_both_ask_are_both_heard() -> None:
    text = "\n".join(["Priya Raman: Who pays?", "Omar Haddad: Who does not?"] * 3)
    assert {turn.role for turn in turns_of(text)} == {"speaker"}


ROLES = [
    ", HARBOUR MASTER",
    ", PRESIDENT, RIVER TRUST",
    ", RADIO TORVIK MARINE & DIPLOMATIC ANALYST (via telephone)",
    " (on camera)",
]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("swapped", [False, True])
def test_transcripts_tell_somebodys_role_at_their_first_words(role: str, swapped: bool) -> None:
    people = [("Priya", "Raman"), ("Omar", "Haddad")][:: -1 if swapped else 1]
    one, other = (" ".join(p).upper() for p in people)
    lines = [
        f"{one}, TORVIK ANCHOR: The boat sank on Friday night, and nobody knows why.",
        f"{other}{role}: We had told them about the pump.",
        f"{one.split()[1]}: And what did they say to you?",
        f"{other.split()[1]}: Nothing at all. We are still waiting.",
        f"{one.split()[1]}: So you wait, and it is Monday.",
        f"{other.split()[1]}: Since Friday.",
    ]
    text = "\n\n".join(lines)
    assert [one.name for one in _speakers(text)] == [" ".join(people[k % 2]) for k in range(6)]


@pytest.mark.parametrize(
    "text",
    [
        "Raman, who is the mayor: We lose.\nHaddad, of the trust: We do not.",
        "Torvik, Friday: The boat sank.\nAalvik, Monday: It was found.",
    ],
)
def test_a_name_with_words_behind_it_is_no_label(text: str) -> None:
    assert turns_of(text) == ()
