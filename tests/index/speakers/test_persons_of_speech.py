"""Whom a pronoun or a role cannot mean by grammar: who speaks, who is spoken to, whom one cites."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from index.speakers import Resolved

Ask = Callable[..., list[Resolved]]

TALK = (
    "Nadia Ferris met {asks}.\n\n[[{asks}]]: {{{{And then?}}}}\n\n"
    "[[Nadia Ferris]]: {{{{{said}}}}}\n\n[[{asks}]]: {{{{I see.}}}}"
)


@pytest.mark.parametrize("asks", ["Ewan Lyle", "Otto Brandt"])
@pytest.mark.parametrize(
    "said", ["My brother left. [[He]] says it is warmer.", "Well, [[he]] told me to wait."]
)
def test_in_a_conversation_he_is_not_who_is_spoken_to(ask: Ask, asks: str, said: str) -> None:
    found = [one for one in ask(TALK.format(asks=asks, said=said)) if one.form.lower() == "he"]
    assert [one.name for one in found] == [""]


def test_in_a_conversation_he_may_be_somebody_else_in_it(ask: Ask) -> None:
    text = (
        "[[Karl Voss]]: {{We wait.}}\n\n[[Ida Ross]]: {{For what?}}\n\n"
        "[[Nadia Ferris]]: {{He has no plan. [[He]] says so himself.}}\n\n[[Ida Ross]]: {{Oh.}}"
    )
    assert [one.name for one in ask(text) if one.form == "He"] == ["Karl Voss"]


@pytest.mark.parametrize(
    "said", ["[[The minister]] told me that it was over.", "Then [[the mayor]] said no."]
)
@pytest.mark.parametrize("who", ["Karim Voss", "Nadia Ferris"])
def test_who_is_told_of_is_not_who_tells(ask: Ask, said: str, who: str) -> None:
    text = f"We met {who}, who runs the ferry.\n\nQ: And then?\n\n[[A]]: {{{{{said}}}}}\n\nQ: So?"
    found = ask(f"{text}\n\n[[A]]: {{{{So it is.}}}}")
    assert [one.name for one in found if one.form == "A"] == [who, who]
    assert who not in [one.name for one in found if one.form != "A"]


@pytest.mark.parametrize(
    "told",
    [
        "Karrow striker Tondo Abarra missed a chance.",
        "My neighbour Abdul waits at the pier.",
        "Carlin defied the rain, and Amado Magash sold water.",
    ],
)
def test_he_is_not_for_certain_who_was_heard_where_somebody_else_was_named_since(
    ask: Ask, told: str
) -> None:
    text = f"[[Otto Berg]] spoke of the harbour.\n\n{told} {{{{“I was tired,”}}}} [[he]] said."
    assert ask(text)[-1].certainty != "certain"


@pytest.mark.parametrize(
    "told",
    [
        "He had flown to Fort Pierce.",
        "In Fort Pierce it rained.",
        "Berg praised Tondo Abarra.",
    ],
)
def test_he_stays_who_was_heard_where_no_other_is_told_of(ask: Ask, told: str) -> None:
    text = f"[[Otto Berg]] spoke of the harbour. {told} {{{{“I was tired,”}}}} [[he]] said."
    assert (ask(text)[-1].name, ask(text)[-1].certainty) == ("Otto Berg", "certain")


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("Police Lidda", "Police Lidda"),
        ("Radio Karrow", "Radio Karrow"),
        ("Lidda Foods AG today", "Lidda Foods AG"),
        ("the Tarn Gazette yesterday", "Tarn Gazette"),
    ],
)
def test_the_name_of_a_body_is_whole_and_no_more(ask: Ask, source: str, name: str) -> None:
    assert ask(f"It rained. [[{source}]] said that the road was shut.")[0].name == name
