"""Whose words they are where punctuation and layout settle it."""

from __future__ import annotations

import pytest

from index.attributing import attribute
from index.sentences import split_sentences
from index.types import Article, Sentence
from tests.attribution.conftest import Said

MET = "Anna Kern and Bert Vogel met in the town hall on Monday evening.\n\n"


@pytest.mark.parametrize(
    "pair",
    [
        '"It costs too much," Kern said. "It costs too little," Vogel said.',
        "“It costs too much,” said Kern. “It costs too little,” said Vogel.",
        '"It costs too much," Kern warned. "It costs too little," replied Vogel.',
        "'It costs too much,' Kern said. 'It costs too little,' Vogel said.",
    ],
)
def test_neighbouring_quotations_go_to_their_own_speakers(said: Said, pair: str) -> None:
    (first, much), (second, little) = said(f"{MET}{pair}\n\nThe meeting ended at ten.")
    assert (first, second) == ("Anna Kern", "Bert Vogel")
    assert "too much" in much
    assert "too little" not in much
    assert "too little" in little


@pytest.mark.parametrize(
    ("pair", "names"),
    [
        ("“We lose,” said the mayor of Ost. “We earn,” said the mayor of West.", ("Ost", "West")),
        (
            "'We voted for it,' the senator from Tarn said. 'We voted against it,' the senator "
            "from Ulm said.",
            ("Tarn", "Ulm"),
        ),
        ('"I walk," said one passenger. "I ride," said another.', ("", "")),
        ("“It is too loud,” one baker said. “It is too quiet,” another baker said.", ("", "")),
        ('"Too dear," said a trader. "Too late," another trader said.', ("", "")),
    ],
)
@pytest.mark.parametrize("lead", [MET, "They met on Monday. Kern shook her head. "])
def test_neighbours_without_names_are_two_and_nobody_else(
    said: Said, pair: str, names: tuple[str, str], lead: str
) -> None:
    (first, one), (second, other) = said(f"{lead}{pair}")
    assert one[1:-1] in pair
    assert len(one) < len(pair) / 2 > len(other)
    assert one != other
    for name, own in zip((first, second), names, strict=True):
        assert own in name
        assert not any(known in name for known in ("Kern", "Vogel"))


@pytest.mark.parametrize(
    "text",
    [
        'Striker Mia Lund shook her head. "We were the better team." Defender Kai Roth said nobody '
        "had deserved to win.",
        "The mayor, Ida Frost, laughed. “We lose money every day.” Bert Vogel said the opposite "
        "was true.",
        "Saal pointed at the quay. 'Nobody works today.' The manager, Ida Frost, said half the "
        "cranes were running.",
    ],
)
def test_a_quotation_is_not_whose_name_opens_the_next_sentence(said: Said, text: str) -> None:
    speakers = ("Kai Roth", "Bert Vogel", "Ida Frost")
    for name, words in said(text):
        if any(one in name for one in speakers):
            assert not words.startswith(("'", '"', "“"))


def test_a_question_in_mid_sentence_keeps_its_speaker(said: Said) -> None:
    text = (
        "Nora Feld and Tom Reiss spoke of the dam.\n\n“Because we need water,” Reiss replied. "
        "“Nonsense!” Feld said, “we have enough.”"
    )
    found = dict(said(text))
    assert found["Tom Reiss"] == "“Because we need water,”"
    assert "Nonsense" in found["Nora Feld"]


SINGLE = (
    "'There is no rift,' the finance minister, Joan O'Hara, said. 'The bank's governors and I "
    "don't agree on everything, but that's democracy.'\n\n"
    "Ms O'Hara's deputy, Liam D'Arcy, said it was 'nonsense on stilts'. 'I've never heard "
    "such rubbish,' he told the workers' union.\n\n"
    "'She said \"we won't pay\" and then she paid,' said the union's leader, Ann Pell."
)


@pytest.mark.parametrize("curly", [False, True])
def test_single_marks_are_quotations(said: Said, curly: bool) -> None:
    text = SINGLE
    if curly:
        for mark in ("'There", "'The", "'nonsense", "'I've", "'She"):
            text = text.replace(mark, f"‘{mark[1:]}")
        text = text.replace("'", "’")
    found = said(text)
    assert "democracy" in dict(found)[text[text.index("Joan") :].split(",")[0]]
    assert dict(found)["Ann Pell"].endswith("then she paid,’" if curly else "then she paid,'")
    darcy = [words for name, words in found if name.startswith("Liam")]
    assert [w for w in darcy if "rubbish" in w] != [w for w in darcy if "stilts" in w]


def test_a_quotation_in_single_marks_runs_over_paragraphs(said: Said) -> None:
    text = (
        "‘We’ll fight to keep it,’ said Mary O’Dowd, of the harbour trust.\n\n"
        "Councillor James Kerr told the meeting: ‘It is rusting, and nobody’s going to pay.\n\n"
        "‘We asked the dockers’ union twice. They said “no thanks” both times.’\n\n"
        "The boys’ club next door agreed."
    )
    assert [words for name, words in said(text) if "Kerr" in name and "both times" in words]


@pytest.mark.parametrize(
    "unsaid",
    [
        "Frey did not say that he would resign.",
        "Frey didn't tell reporters that he would resign.",
        "Frey refused to say whether the bridge was safe.",
        "Frey declined to comment on the piers.",
        "Frey stopped short of saying that the bridge was safe.",
        "Frey would have said that the bridge was safe, had anyone asked.",
        "If Frey says that the bridge is closed, nobody will believe him.",
        "Unless Frey says that the bridge is safe, people will queue.",
        "Frey is expected to say that the bridge is safe.",
        "Did Frey say that the bridge was broke?",
        '"I will resign" is not what Frey said.',
    ],
)
def test_what_was_not_said_is_no_statement(said: Said, unsaid: str) -> None:
    text = f"Jens Frey spoke in the town hall on Monday. {unsaid} The town waits."
    assert [words for name, words in said(text) if "Frey" in name] == []


@pytest.mark.parametrize(
    ("words", "held"),
    [
        ("Frey denied that he would resign.", "he would resign"),
        ("Frey does not believe that the mill can be saved.", "the mill can be saved"),
        ("Frey did not deny that he had met the buyers.", "he had met the buyers"),
        ("Frey said the bridge may close.", "the bridge may close"),
    ],
)
def test_what_somebody_holds_stays_a_statement(said: Said, words: str, held: str) -> None:
    found = said(f"Jens Frey spoke in the town hall on Monday. {words}")
    assert any("Frey" in name and held in content for name, content in found)


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        (
            "According to the police report, the van was stolen on Monday. It was found on Friday.",
            "police report",
            "the van was stolen on Monday",
        ),
        (
            "According to reports, the air is bottled by two students. The owner would not talk.",
            "reports",
            "the air is bottled by two students",
        ),
    ],
)
def test_according_to_ends_with_its_sentence(said: Said, text: str, name: str, words: str) -> None:
    assert (name, words) in said(f"A cafe sells mountain air.\n\n{text}")


@pytest.mark.parametrize("page", [", p. 14", " (p. 7)", ", pp. 3–5", "; pp. 120-122"])
@pytest.mark.parametrize(
    ("lead", "words"),
    [
        ("See the report of the harbour board, which said", "the piers were safe"),
        ("Anna Kern wrote in her diary", "that nobody had looked at the piers"),
    ],
)
def test_the_page_on_which_it_stands_is_not_said(
    said: Said, lead: str, words: str, page: str
) -> None:
    text = f"The bridge will close in June.\n\n1 {lead} {words}{page}.\n\n2 Kern in a letter."
    assert words in [content for _, content in said(text)]


def test_a_name_below_a_quotation_signs_it(said: Said) -> None:
    below = (
        "The board met.\n\n“I walk to work. I always have.”\n— Jens Frey, opposition leader\n\n"
        "It rained."
    )
    behind = "The board met.\n\n“Nobody asked the ferrymen at all.” – Ada Lind\n\nIt rained."
    assert ("Jens Frey", "“I walk to work. I always have.”") in said(below)
    assert ("Ada Lind", "“Nobody asked the ferrymen at all.”") in said(behind)
    over = (
        "The board met.\n\n“Nobody asked the ferrymen at all.\n\n“We never were.” – Ada Lind\n\n"
        "It rained."
    )
    assert [name for name, _ in said(over)] == ["Ada Lind"]
    left = "The board met.\n\n“Nobody asked the ferrymen at all.” — The board left."
    assert not any(name for name, _ in said(left))
    told = "The board met.\n\n“Nobody asked the ferrymen at all.” — The board left. It rained."
    assert said(told) == []


def test_words_behind_a_colon_and_a_line_break_belong_to_who_leads_to_them(said: Said) -> None:
    text = (
        "The board published a letter. Pia Holm, the mayor, wrote to the council:\n\n"
        "“The steel is tired and so are we.\n\n“We will close it in June.”\n\nIt rained."
    )
    assert dict(said(text))["Pia Holm"].count("“") == 2


def test_labelled_lines_are_direct_speech_of_their_labels(said: Said) -> None:
    text = (
        "Priya Raman and Omar Haddad met in the town hall.\n\nRAMAN: We lose money every day.\n\n"
        "HADDAD: Ann Pell told the board that the pier is safe.\n\nRAMAN: It is not.\n\n"
        "It was late."
    )
    found = said(text)
    assert ("Priya Raman", "We lose money every day.") in found
    assert ("Omar Haddad", "Ann Pell told the board that the pier is safe.") in found
    assert ("Priya Raman", "It is not.") in found
    assert ("Ann Pell", "that the pier is safe") in found
    assert not any("late" in words for _, words in found)


def test_answers_are_statements_and_questions_are_none(said: Said) -> None:
    text = "Interview with Anna Kern, the mayor.\n\nQ: Is the pier safe?\nA: I saw water in it."
    assert said(text) == [("Anna Kern", "I saw water in it.")]


@pytest.mark.parametrize(
    ("first", "second", "name"),
    [
        (
            "“The harbour is for all of us,” Kern said.",
            "Former mayor Ida Frost said the pier was sold for a song.",
            "Ida Frost",
        ),
        (
            '"We rebuilt it with our own hands," Vogel said.',
            "Captain Nora Feld told the court that nobody had been on watch.",
            "Nora Feld",
        ),
        (
            "Vogel said the council had waited for years.",
            "“Nobody asked us,” said Tom Reiss, a fisherman.",
            "Tom Reiss",
        ),
    ],
)
def test_without_a_blank_between_sentences_each_keeps_its_speaker(
    said: Said, first: str, second: str, name: str
) -> None:
    last = first.rstrip(".").split()[-2] if first.startswith(("“", '"')) else "Vogel"
    found = said(f"{MET}{first}{second}\n\nThe meeting ended at ten.")
    assert sorted(found) == sorted(said(f"{MET}{first} {second}\n\nThe meeting ended at ten."))
    assert [words for who, words in found if name in who and words in second]
    assert [words for who, words in found if last in who and words in first]


@pytest.mark.parametrize("name", ["Ines Wolf", "Ines Berg", "Karl Wolf"])
@pytest.mark.parametrize("role", ["its head", "its leader"])
def test_a_name_behind_the_reporting_words_is_the_speaker_whoever_spoke_before(
    said: Said, name: str, role: str
) -> None:
    text = (
        "Night boats to stop\n\nThe ferry line will stop its night boats in May, its owner said on "
        "Monday after a loss of two million. “We sail half empty,” said Ruth Amsel, who has run "
        "the line since her father died.\n\nThe town wants to buy the boats, Mayor Otto Klamm told "
        "the press. “A town can sail too,” he said. The union is against it, as it fears for the "
        f"pensions of the crews, said {name}, {role}."
    )
    (speaker,) = {who for who, words in said(text) if "pensions" in words}
    assert speaker == name


@pytest.mark.parametrize("name", ["Piet Smit", "Ida Kohl", "Bo van Dyke"])
@pytest.mark.parametrize(
    "sentence",
    [
        "The bakers are against it, and their head, {}, said in a letter that bread will be dear.",
        "{}, its head, wrote in a letter that bread will be dear.",
        "The museum wants to buy it. Its director, {}, said in a note that bread will be dear.",
    ],
)
def test_a_name_beside_its_role_is_the_speaker(said: Said, sentence: str, name: str) -> None:
    text = (
        "The mill will close\n\n“We grind half as much as we did,” said Ruth Amsel, who has run "
        f"the mill since 2010.\n\n{sentence.format(name)}"
    )
    assert {who for who, words in said(text) if "bread will be dear" in words} == {name}


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("ru", "«Мой девиз – работать», сказал мэр города на собрании.\n\nГрета Мой ушла."),
        ("fr", "« Elle a raison », a dit Anne Perrin.\n\nElle ajoute que le pont tiendra."),
        ("de", "„Der Stahl ist müde“, sagte Anna Kern. Sie sagte, dass die Brücke schließt."),
        ("es", "«El puente es seguro», dijo Ana Ruiz. Según ella, no hay peligro."),
    ],
)
def test_in_other_languages_nobody_is_said_to_speak(code: str, text: str) -> None:
    article = Article(text=text, language=code)
    sentences = [Sentence(article.id, a, b) for a, b in split_sentences(text)]
    assert attribute([article], [sentences]) == [[]]
