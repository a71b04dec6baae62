"""Topics of a speaker are what they speak of more than others do, and phrases before words."""

from __future__ import annotations

from collections import Counter

from ui.web.topics import Background, Key, bursty, terms, topics

OWN = [
    "Another week without the night ferry costs the town jobs.",
    "A night ferry needs no bridge.",
    "In another week the night ferry sails.",
    "Whoever wants a night ferry has to pay.",
]
OTHERS = [f"It takes another week, the council said of bridge {n}." for n in range(60)]


def background(texts: list[str]) -> Background:
    having: Counter[Key] = Counter()
    for text in texts:
        having.update(dict(terms(text)).keys())
    return Background(len(texts), having)


def test_words_that_everybody_uses_are_no_topic() -> None:
    found = dict(topics(OWN, background([*OWN, *OTHERS])))
    assert found["night ferry"] == 4
    assert not {"Another", "another", "week", "Another week", "ferry", "night"} & set(found)


def test_the_number_is_that_of_the_statements_that_are_shown() -> None:
    own = [*OWN, "Ferries of the night are loud."]
    assert dict(topics(own, background([*own, *OTHERS])))["night ferry"] == 5


def test_the_speakers_own_name_is_no_topic() -> None:
    own = [text.replace("night", "Lind") for text in OWN]
    everybody = background([*own, *OTHERS])
    assert topics(own, everybody)[0][0] == "Lind ferry"
    assert topics(own, everybody, ("Ada Lind",)) == []


def test_few_statements_have_none_by_chance() -> None:
    assert topics(OWN[:2], background([*OWN, *OTHERS])) == []


def test_names_that_keep_to_some_articles_are_burstier_than_those_everywhere() -> None:
    assert bursty(150, 10, 76) > bursty(150, 38, 64) > bursty(150, 150, 300)
