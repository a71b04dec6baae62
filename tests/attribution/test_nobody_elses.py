"""Wrong names of the kinds that were found most in news, each in three articles of other words.

What is extracted is looked at as it is stored, after tagger, resolution of names and verifier.
Under the wrong name nothing may stand, not even as "perhaps".
"""

from __future__ import annotations

import pytest

from index.attributing import attribute
from index.sentences import split_sentences
from index.store.writing import Attributed
from index.types import Article, Sentence


def statements(text: str, words: str) -> list[Attributed]:
    """What is stored of some words of a text."""
    article = Article(text=text, language="en")
    sentences = [Sentence(article.id, a, b) for a, b in split_sentences(text)]
    at = text.index(words)
    return [
        one
        for one in attribute([article], [sentences])[0]
        if any(a < at + len(words) and at < b for a, b in one.statement.content)
    ]


def voices(text: str, words: str) -> list[tuple[str, str]]:
    """Who is named, and how surely, for what is said with some words of a text."""
    found = statements(text, words)
    return [(one.mention.name, one.mention.certainty) for one in found if one.mention]


ROLES = [
    (
        "A statue of Vasco Ardenne was pulled down at the harbour in the night, and nobody "
        "knows by "
        "whom.\n\n“They are trying to frighten us,” President Iva Sorel said on Monday. The "
        "mayor of "
        "Tarn has urged residents to remain indoors until the fires are out. Several blasts also "
        "rocked Ulm and Kellin.",
        "remain indoors",
        "Ardenne",
        "mayor of Tarn",
    ),
    (
        "Explorers such as Pieter Holm once sailed from this bay, as a plaque at the pier "
        "tells.\n\n"
        "Water stood in every street on Tuesday. The governor of Lidda said that people had to "
        "stay on the "
        "upper floors. Trains to Kellin were cancelled.",
        "stay on the upper floors",
        "Holm",
        "governor of Lidda",
    ),
    (
        "The museum was named after Otto Brandt, who gave it his pictures.\n\n“It is a sad day,” "
        "curator Ann Pell said. The mayor of Selm said that the roof would be mended before "
        "winter.",
        "the roof would be mended",
        "Brandt",
        "mayor of Selm",
    ),
    (
        "Former candidate Bernd Sandor, who on Tuesday endorsed Hillary Roe, said Wednesday he "
        "agrees with the judge’s remarks. Roe has led in every poll.\n\nThe Tarn senator said the "
        "record of the other side was quite clear.",
        "the record of the other side",
        "Roe",
        "",
    ),
    (
        "Mia Lund will speak in Ulm tonight, two weeks after she beat Karl Voss. Lund has not "
        "said "
        "whom she wants beside her.\n\nThe Kellin congressman told a radio station that the party "
        "had forgotten its farmers.",
        "the party had forgotten",
        "Lund",
        "Kellin congressman",
    ),
    (
        "Paula Stein signed the bill on Monday in front of the press.\n\nThe Lidda lawmaker "
        "warned "
        "that nobody had counted what it would cost.",
        "nobody had counted",
        "Stein",
        "Lidda lawmaker",
    ),
    (
        "Serhiy Holm, the head of the regional administration, said that two bridges were gone. "
        "President Iva Sorel warned that millions may starve.\n\nThe UN secretary-general made "
        "similar remarks on Wednesday, saying the war threatens to “unleash a wave of hunger”.",
        "unleash a wave of hunger",
        "Holm",
        "secretary-general",
    ),
    (
        "Lars Berg, who runs the port of Kellin, said that no ship had left for a week.\n\nThe "
        "NATO "
        "chief said on Friday that the alliance would not look away.",
        "the alliance would not look away",
        "Berg",
        "NATO chief",
    ),
    (
        "Nora Feld, an official in the finance department, said that the talks went on.\n\nThe EU "
        "commissioner for trade said that there would be no deal before spring.",
        "there would be no deal",
        "Feld",
        "EU commissioner",
    ),
]


@pytest.mark.parametrize(("text", "words", "wrong", "right"), ROLES)
def test_a_role_that_nobody_has_is_not_the_nearest_name(
    text: str, words: str, wrong: str, right: str
) -> None:
    found = voices(text, words)
    assert found
    assert not any(wrong in name for name, _ in found)
    assert all(right in name for name, _ in found)


ONE_SURNAME = [
    (
        "Police in Kellin are looking for Helen Marlow, 52, who has not been seen since "
        "Sunday.\n\n"
        "Her daughter, Tess Marlow, said that she would never have left without a word. “She "
        "called "
        "me every night,” Marlow said.",
        "She called me every night",
        "Helen Marlow",
    ),
    (
        "Divers searched the lake for Ola Brandt on Friday, three days after his boat was "
        "found.\n\n"
        "“He knew the lake like nobody else,” his son, Piet Brandt, said. Brandt asked everybody "
        "who had seen the boat to call.",
        "everybody who had seen the boat",
        "Ola Brandt",
    ),
    (
        "Rosa Lind was last seen at the station of Tarn at noon.\n\nSister Eva Lind told the Tarn "
        "Courier the family was at a loss. “We only want to know that she is well,” Lind said.",
        "We only want to know",
        "Rosa Lind",
    ),
]


@pytest.mark.parametrize(("text", "words", "wrong"), ONE_SURNAME)
def test_words_about_somebody_missing_are_not_theirs_for_their_surname(
    text: str, words: str, wrong: str
) -> None:
    assert (wrong, "certain") not in voices(text, words)


OTHER_DRIVERS = [
    (
        "Golfer Sol Rivers was driving to his house when his car hit a truck. Rivers was not hurt."
        "\n\nThe other driver said the truck had been standing still. “I saw him coming and could "
        "do nothing,” the driver told deputies.",
        ("the truck had been standing still", "I saw him coming"),
        "Rivers",
    ),
    (
        "Singer Mara Kohn's bus left the road near Ulm on Saturday; Kohn was asleep in the "
        "back.\n\n"
        "The driver of the van behind said she had braked too late. “It was all ice,” she said.",
        ("she had braked too late", "It was all ice"),
        "Kohn",
    ),
    (
        "A bicycle hit Senator Karl Voss in front of the parliament on Monday. Voss broke an arm."
        "\n\nThe cyclist said that the light had been green. “He looked at his phone,” the "
        "cyclist "
        "said.",
        ("the light had been green", "He looked at his phone"),
        "Voss",
    ),
]


@pytest.mark.parametrize(("text", "words", "wrong"), OTHER_DRIVERS)
def test_the_other_one_s_words_are_not_the_famous_one_s(
    text: str, words: tuple[str, ...], wrong: str
) -> None:
    for one in words:
        assert not any(wrong in name for name, _ in voices(text, one))


NARRATED = [
    # An illness, a place that stands for an industry, anybody of a kind: what they do is told.
    "The show returned to the Lidda Arena a year after COVID-19 derailed the usual award ceremony.",
    "Tolls fell in the spring as cholera kept the ferries in port.",
    "The festival was moved to Ulm after measles forced its host to call off the parade.",
    "Holm's portrayal of the old king has fascinated audiences and Hollywood.",
    "Her second book has puzzled critics and Broadway alike.",
    "The scandal has shaken Wall Street and the banks of Tarn.",
    "Any cleric in Selm is entitled to issue such a ruling, but few have a basis in law.",
    "Any farmer in the valley is allowed to sell milk, but only with a licence.",
    "Every judge of the court may issue an order, which has to be signed.",
    # Acts and plans.
    "The threat has forced candidates to scramble to address concerns about the harbour.",
    "Holm signed a law that bans night ferries, and intends to travel to Ulm in May.",
    "The commission has kept the focus on the repairs of the eastern pier.",
    # Captions and credits.
    "A photo provided by the Kellin Army shows a crater made by a small meteorite near the "
    "airport.",
    "A file image made from video posted on a website shows the leader of the group at a mosque.",
    "Security camera footage released by the ministry appeared to show Holm leaving the station.",
    "Holm arrives at the court in Tarn on Monday. Photo: Ida Ross/Kellin Press",
    "Protesters hold signs outside the town hall. (Ola Brandt/Tarn Courier via Getty Images)",
    "Workers clear the pier after the storm of last week. Picture by Karl Voss",
    "A banner reads “No toll for anybody in this town” in Ulm.\nKellin Press/Getty Images",
    "“The pier is ours and it stays ours”: protesters in Tarn. Photo: Selm Photo Agency",
    "“The pier is ours and it stays ours.”\nSelm Photo Agency",
    "A ferry lies at the quay after its crew said it would not sail.\n\nPhotograph: Ulm News",
    # Links.
    "Read more: Mayor Lind says the bridge will open in May",
    "MORE: Everything Ann Pell has said about the ferry so far",
    "Related: Senator Roe calls on ministers to explain the toll",
]


BESIDE = (
    "The harbour board met on Monday to speak of the new pier and of its cost.\n\n{}\n\n"
    "“We will vote on it in March,” said Dora Petrov, who chairs the board."
)


@pytest.mark.parametrize("narrated", NARRATED)
def test_what_nobody_says_stands_under_nobody(narrated: str) -> None:
    text = BESIDE.format(narrated)
    assert not voices(text, narrated.rstrip("."))
    assert [name for name, _ in voices(text, "We will vote")] == ["Dora Petrov"]


TEASERS = [
    "More:Judge Ann Roe cites the harm to the harbour in ordering a pause of the works there",
    "Sen. Karl Voss:Federal judge rejects Sen. Karl Voss's bid to stop the inquiry into the port",
    "Previously:Mayor Lind says that the toll will double after the talks of Tarn and Ulm failed",
    "READ: Dozens of pilots sign a letter calling on Mayor Lind to reopen the river for the boats",
    "WATCH: Mayor Lind says the bridge will be closed until the inquiry into the storm is over",
]


@pytest.mark.parametrize("teaser", TEASERS)
def test_a_link_to_another_story_is_no_statement(teaser: str) -> None:
    text = BESIDE.format(teaser)
    assert not statements(text, teaser)
    assert [name for name, _ in voices(text, "We will vote")] == ["Dora Petrov"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Mayor Lind said: the bridge will be closed until the inquiry is over.", "the bridge"),
        ("Ulm: Mayor Lind says the bridge will be closed until the inquiry is over.", "the bridge"),
    ],
)
def test_a_sentence_with_a_colon_is_no_link(line: str, words: str) -> None:
    assert [name for name, _ in voices(BESIDE.format(line), words)] == ["Lind"]


def test_lines_of_a_transcript_are_no_links() -> None:
    lines = [
        "RAMAN: We lose money every day",
        "HADDAD: Ann Pell told the board that the pier is safe",
        "RAMAN: It is not",
        "HADDAD: We wait for the boats",
    ]
    text = "Priya Raman and Omar Haddad met on Monday.\n\n" + "\n\n".join(lines)
    assert ("Ann Pell", "certain") in voices(text, "the pier is safe")


HEADINGS = [
    ("Sorel warns of a long winter", "President Iva Sorel spoke to the parliament on Monday."),
    ("Board says tolls will double", "The board of the bridge met behind closed doors."),
    ("Pell: the ferry is safe", "A second engineer looked at the ferry on Friday."),
]


@pytest.mark.parametrize(("heading", "below"), HEADINGS)
def test_what_a_heading_tells_stands_under_nobody(heading: str, below: str) -> None:
    text = (
        f"The talks went on until late on Sunday.\n\n{heading}\n\n{below} “We will see,” said Dora "
        "Petrov, who keeps the lighthouse."
    )
    assert not voices(text, heading)


GOING_ON = [
    (
        "Dr Stephen Wray says (“Lights out”, 1 May) that the wards are quieter than ever. He has "
        "not been on mine.",
        "He has not been",
    ),
    (
        "Mayor Ann Pell calls the pier “a gift to the town” and to its boats. Nobody else does so.",
        "Nobody else",
    ),
    (
        "The mayor took questions.\n\nIda Holm: Where is he?\n\nPia Ross: Hugh Dorran said he "
        "would rather drown. He lives in Ulm now.\n\nIda Holm: Oh.\n\nPia Ross: Yes.",
        "He lives in Ulm",
    ),
]


@pytest.mark.parametrize(("text", "words"), GOING_ON)
def test_a_sentence_behind_what_somebody_says_is_not_theirs(text: str, words: str) -> None:
    assert [name for name, _ in voices(text, words)] in ([], ["Pia Ross"])


def test_a_quotation_goes_on_over_sentences() -> None:
    text = "Ann Pell said that it was over: “We leave. We do not come back,” she said on Monday."
    assert {name for name, _ in voices(text, "We do not come back")} == {"Ann Pell"}


@pytest.mark.parametrize(
    "asked",
    [
        "Asked by the Tarn Courier whether the owners backed the plan, Ann Pell shrugged.",
        "Asked by Karl Voss if the pier would be mended, the board said that it had no money.",
    ],
)
def test_what_somebody_was_asked_is_no_claim_of_who_asked(asked: str) -> None:
    names = {name for name, _ in voices(BESIDE.format(asked), "the p")}
    assert not names & {"Tarn Courier", "Karl Voss"}


TELLING = [
    (
        "Karl Voss told Otto Brandt that the port was shut. “We are out of time,” he said, and "
        "left by the back door.",
        "We are out of time",
        "Karl Voss",
    ),
    (
        "Mayor Ann Pell told engineer Dora Petrov the crane would be sold.\n\n“It is older than I "
        "am,” she said.",
        "It is older than I am",
        "Ann Pell",
    ),
    (
        "Hugo Lind has told Piet Marlow to leave the board. He added that nobody had asked for it.",
        "nobody had asked",
        "Hugo Lind",
    ),
]


@pytest.mark.parametrize(("text", "words", "who"), TELLING)
def test_a_pronoun_behind_who_told_somebody_is_who_told(text: str, words: str, who: str) -> None:
    assert [name for name, _ in voices(text, words)] == [who]
