"""Words that a paper, an agency or a broadcast passes on are whose words they are.

One sentence is told in many forms, with several names, as it is stored: after tagger, resolution
of names and verifier. Under whoever passes it on it may not stand, not even as "perhaps".
"""

from __future__ import annotations

import pytest

from index.attributing import attribute
from index.attribution import extract_with_states
from index.attribution.inner import inner_relations
from index.attribution.prepared import Prepared
from index.sentences import split_sentences
from index.speakers.folding import plain
from index.speakers.relays import heard, may_pass_on, says
from index.speakers.resolved import Resolved
from index.types import Article, Sentence, Statement

LEAD = "Snow fell on the port of Ulmar all night, and most of the shops stayed shut.\n\n"
FORMS = {
    "active, at the end": "{who} said the old ferry would not sail again, {relay} reported.",
    "according to, at the end": "{who} said the old ferry would not sail again, "
    "according to {relay}.",
    "according to, first": "According to {relay}, {who} said the old ferry would not sail again.",
    "inverted": "{who} said the old ferry would not sail again, reported {relay}.",
    "that": "{Relay} reported that {who} said the old ferry would not sail again.",
    "without that": "{Relay} reported {who} said the old ferry would not sail again.",
    "colon": "{Relay} reported: {who} says the old ferry will not sail again.",
    "quoted as": "{Relay} quoted {who} as saying that the old ferry would not sail again.",
    "in marks": "“The old ferry will not sail again,” {who} said on Monday, according to {relay}.",
    "in marks, inverted": "“The old ferry will not sail again,” said {who}, {relay} reported.",
    "warned": "{who} warned that the old ferry would not sail again, {relay} reported on Friday.",
}
VOICES = [
    ("Karim Voss", "the Tarn Gazette"),
    ("Anna Lindt", "Reuters"),
    ("Pia Holm", "Lidda Radio"),
]


def stored(text: str) -> list[tuple[str, str, Statement]]:
    """Who is named for each statement of a text, and how surely."""
    article = Article(text=text, language="en")
    sentences = [Sentence(article.id, a, b) for a, b in split_sentences(text)]
    return [
        (one.mention.name, one.mention.certainty, one.statement)
        if one.mention
        else ("", "", one.statement)
        for one in attribute([article], [sentences])[0]
    ]


def told(form: str, who: str, relay: str) -> str:
    return LEAD + FORMS[form].format(who=who, relay=relay, Relay=relay[0].upper() + relay[1:])


@pytest.mark.parametrize(("who", "relay"), VOICES)
@pytest.mark.parametrize("form", FORMS)
def test_words_that_are_passed_on_are_whose_they_are(form: str, who: str, relay: str) -> None:
    text = told(form, who, relay)
    [(name, certainty, statement)] = stored(text)
    said = " ".join(text[a:b] for a, b in statement.content)
    assert (name, certainty) == (who, "certain")
    assert "old ferry" in said
    assert who not in said


@pytest.mark.parametrize(
    "relay", ["the Tarn Gazette", "Lidda Radio", "Reuters", "the newspaper Al-Fajr"]
)
@pytest.mark.parametrize(
    "sentence",
    [
        "He said the old ferry would not sail again, {relay} reported.",
        "According to {relay}, she said the old ferry would not sail again.",
        "The mayor said the old ferry would not sail again, {relay} reported.",
        "A mechanic told staff that the old ferry would not sail again, according to {relay}.",
    ],
)
def test_whoever_is_not_named_is_not_the_one_who_passes_it_on(sentence: str, relay: str) -> None:
    for name, _certainty, _statement in stored(LEAD + sentence.format(relay=relay)):
        assert plain(relay).removeprefix("the ") not in plain(name)


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("The old ferry will not sail again, the Tarn Gazette reported.", "Tarn Gazette"),
        ("According to Reuters, the old ferry sank in the night with all its cargo.", "Reuters"),
        ("The harbour board said it expected the old ferry to sail again.", "harbour board"),
        ("Anna Lindt said that Karim Voss had told them it would sail again.", "Anna Lindt"),
        ("The old ferry, which Karim Voss calls safe, will be sold, Reuters reported.", "Reuters"),
    ],
)
def test_what_somebody_tells_themselves_stays_theirs(sentence: str, name: str) -> None:
    names = {found for found, _, _ in stored(LEAD + sentence)}
    assert any(name in found for found in names)


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("Video showed protesters chanting “No more tolls” outside the town hall.", "protesters"),
        ("Footage showed workers singing “We want our pay” at the gate of the mill.", "workers"),
        ("A video shows students shouting “Let us in” at the doors.", "students"),
    ],
)
def test_what_people_in_a_video_chant_is_not_what_the_video_says(sentence: str, who: str) -> None:
    names = [name for name, _, _ in stored(LEAD + sentence)]
    assert set(names) <= {who, ""}


def inner(text: str) -> list[str]:
    """Source, reporting words and contents of what is passed on in a text."""
    [extracted] = extract_with_states([(text, ())])
    return [
        " | ".join(
            words(extracted.article, place)
            for place in (one.source, one.cue, *one.contents)
            if place
        )
        for one in inner_relations(extracted.relations, extracted.article)
        if one
    ]


def words(article: Prepared, place: tuple[int, int, int]) -> str:
    a, b = article.span(*place)
    return article.text[a:b]


def test_what_is_passed_on_is_read_where_it_stands() -> None:
    text = LEAD + "Karim Voss said the ferry was sold, the Tarn Gazette reported. Nobody paid."
    assert inner(text) == ["Karim Voss | said | the ferry was sold"]


@pytest.mark.parametrize(
    "text",
    [
        LEAD + "The ferry was sold, the Tarn Gazette reported.",
        LEAD + "Karim Voss said the ferry was sold.",
        LEAD + "The Tarn Gazette dismissed the owner’s claim that the ferry was sold.",
        LEAD + "“He told us that the ferry was sold,” the rowing club said.",
        LEAD,
    ],
)
def test_nothing_is_passed_on_where_one_speaks(text: str) -> None:
    assert inner(text) == []


@pytest.mark.parametrize(
    ("speaker", "may"),
    [
        (Resolved("Tarn Gazette", kind="body", certainty="certain", form="the Tarn Gazette"), True),
        (Resolved("Reuters", kind="person", certainty="certain", form="Reuters"), True),
        (Resolved("Anna Lindt", kind="person", certainty="certain", form="she"), False),
        (Resolved("Lindt", kind="person", certainty="certain", form="Lindt", role="mayor"), False),
        (Resolved("officials", kind="group", certainty="certain", form="officials"), False),
        (Resolved("guard", kind="unknown", certainty="certain", form="a guard", local=True), False),
        (Resolved("Tarn Gazette", kind="body", certainty="uncertain", form="it"), False),
        (Resolved("Al-Fajr", kind="person", form="Al-Fajr", role="newspaper"), True),
        (Resolved("Marek", kind="person", form="Marek", role="news agency in Tarn"), True),
        (Resolved("Lindt", kind="person", form="Lindt", role="editor of a newspaper"), False),
        (Resolved("Roe’s lawyer", kind="unknown", certainty="certain", form="his lawyer"), False),
        (Resolved("Roe’s diary", kind="unknown", certainty="certain", form="his diary"), True),
        (Resolved(form="he"), False),
    ],
)
def test_people_hold_a_view_of_what_others_say(speaker: Resolved, may: bool) -> None:
    assert may_pass_on(speaker) is may


def test_a_body_may_speak_of_itself() -> None:
    board = Resolved("Harbour Board", kind="body", certainty="certain", form="the Harbour Board")
    voss = Resolved("Karim Voss", kind="person", form="Voss")
    assert heard(board, Resolved(form="It")) is None
    assert heard(board, board) is None
    assert heard(board, voss) == voss
    assert heard(board, Resolved(form="He")) == Resolved(form="He")
    assert heard(board, Resolved("Harbour Board", form="she")) == Resolved(form="she")


@pytest.mark.parametrize(
    ("cue", "so"),
    [("said", True), ("as saying", True), ("has told", True), ("has plans", False), ("of", False)],
)
def test_only_what_is_said_is_passed_on(cue: str, so: bool) -> None:
    assert says(cue) is so
