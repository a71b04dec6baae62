"""The same words in another order say something else."""

from __future__ import annotations

import pytest

from rag.models.extract import departs
from rag.models.naming import QUOTE, Names, names_of
from rag.models.placing import Rejected
from rag.models.support import check_words, own_words
from rag.types import Voice

VOICE = Voice("Ana Cruz", "minister", 1, "certain")

STANDS = [
    (
        "Ana Cruz said Azerbaijan attacked Armenia in the spring.",
        "Ana Cruz says that Azerbaijan attacked Armenia in the spring.",
    ),
    (
        "Ana Cruz said the talks with Moscow failed because of the drones.",
        "Ana Cruz says the talks with Moscow failed because of the drones.",
    ),
    (
        "Ana Cruz said on Monday that the port will stay open for years.",
        "Ana Cruz says that the port will stay open for years.",
    ),
    (
        "The port will stay open for years, Ana Cruz said on Monday.",
        "Ana Cruz says that the port will stay open for years.",
    ),
    (
        "Ana Cruz believes the idea of closer trade between NATO and Baku is of mutual interest.",
        "Ana Cruz believes closer trade between NATO and Baku is of mutual interest.",
    ),
    (
        "The new road, Ana Cruz said, will cost the city 12 million.",
        "Ana Cruz says the new road will cost the city 12 million.",
    ),
    (
        "Ana Cruz said the army will soon leave the valley.",
        "According to Ana Cruz, the army will soon leave the valley.",
    ),
    (
        "Ana Cruz said the mayor praised the firefighters and the governor attacked the press.",
        "Ana Cruz says the mayor praised the firefighters.",
    ),
    (
        "Ana Cruz said the mayor praised the firefighters and the governor attacked the press.",
        "Ana Cruz says the governor attacked the press.",
    ),
    (
        "Ana Cruz said the old harbour will stay open.",
        "Ana Cruz says the harbour will stay open.",
    ),
    (
        "Ana Cruz said Azerbaijan expects to join NATO.",
        "Ana Cruz says Azerbaijan expects to join NATO.",
    ),
    (
        "Ana Cruz, the minister, said that the port stays open.",
        "Ana Cruz, minister, says the port stays open.",
    ),
    ("“We keep the port open,” said Ana Cruz.", "Ana Cruz says we keep the port open."),
    ("The toll ends in May, Cruz said.", "Cruz says that the toll ends in May."),
    (
        "Cruz considers a bid for membership possible.",
        "Ana Cruz considers a bid for membership possible.",
    ),
    ("Ana Cruz arrived. She wants the port open.", "Ana Cruz wants the port open."),
    ("Ana Cruz said the port stays open.", "Minister Ana Cruz says the port stays open."),
    ("Ana Cruz said the port stays open.", "In the view of Ana Cruz, the port stays open."),
    ("Ana Cruz said the port stays open.", "In her view, the port stays open."),
    ("Ana Cruz criticised Doe for the delay.", "Ana Cruz criticised Doe for the delay."),
]
FALLS = [
    (
        "Ana Cruz said Azerbaijan attacked Armenia in the spring.",
        "Ana Cruz says that Armenia attacked Azerbaijan in the spring.",
    ),
    (
        "Ana Cruz said Armenia was attacked by Azerbaijan.",
        "Ana Cruz says that Armenia attacked Azerbaijan.",
    ),
    (
        "Ana Cruz said the police beat the protesters near the port.",
        "Ana Cruz says that the protesters beat the police near the port.",
    ),
    (
        "Ana Cruz said the party will vote against the toll.",
        "Ana Cruz says that the party will vote for the toll.",
    ),
    (
        "Ana Cruz said the party will vote against the toll.",
        "Ana Cruz says that the party will vote on the toll.",
    ),
    ("Ana Cruz said some ministers took bribes.", "Ana Cruz says all ministers took bribes."),
    ("Ana Cruz said some ministers took bribes.", "Ana Cruz says most ministers took bribes."),
    (
        "Ana Cruz said the bridge closed before the storm.",
        "Ana Cruz says the bridge closed after the storm.",
    ),
    (
        "Ana Cruz said goods moved from Baku to Tbilisi.",
        "Ana Cruz says goods moved from Tbilisi to Baku.",
    ),
    (
        "Ana Cruz said goods moved from Baku to Tbilisi.",
        "Ana Cruz says goods moved to Baku from Tbilisi.",
    ),
    (
        "Ana Cruz said the talks with Moscow failed because of the drones, and trade fell.",
        "Ana Cruz says trade fell because of the drones.",
    ),
    (
        "Ana Cruz said only Ruritania signed the pact.",
        "Ana Cruz says Ruritania signed the pact.",
    ),
    (
        "Ana Cruz said Ruritania signed the pact.",
        "Ana Cruz says only Ruritania signed the pact.",
    ),
    (
        "Ana Cruz said the minister called the mayor a liar.",
        "Ana Cruz says the mayor called the minister a liar.",
    ),
    (
        "The city, Ana Cruz said, owes the state 12 million.",
        "Ana Cruz says the state owes the city 12 million.",
    ),
    ("Ana Cruz said Baku joins if Moscow leaves.", "Ana Cruz says Baku joins."),
    ("If Moscow leaves, Baku joins, Ana Cruz said.", "Ana Cruz says Baku joins."),
    (
        "Ana Cruz said Georgia helped Armenia and Russia attacked Azerbaijan.",
        "Ana Cruz says Georgia attacked Azerbaijan.",
    ),
    (
        "Ana Cruz said Georgia helped Armenia and Russia attacked Azerbaijan.",
        "Ana Cruz says Georgia helped Armenia and attacked Azerbaijan.",
    ),
    (
        "Ana Cruz said the mayor praised the firefighters and the governor attacked the press.",
        "Ana Cruz says the mayor attacked the press.",
    ),
    (
        "Ana Cruz said Armenia was attacked in spring.",
        "Ana Cruz says Armenia attacked in spring.",
    ),
    ("Ana Cruz said Doe beat the mayor.", "Ana Cruz says that the mayor beat Doe."),
]


def names(evidence: str) -> Names:
    return names_of(VOICE, None, frozenset(), evidence)


@pytest.mark.parametrize(("evidence", "prose"), STANDS)
def test_what_leaves_out_only_what_describes_stands(evidence: str, prose: str) -> None:
    known = names(evidence)
    check_words(prose, evidence, "", known)
    assert departs(prose, [evidence], [], known) == ""
    assert own_words(prose, evidence, known) == []


OTHER_WORDS = [
    (
        "Ana Cruz said the talks with Moscow failed because of the drones.",
        "Ana Cruz says the negotiations with Moscow broke down because of the drones.",
        ["negotiations", "broke"],
        True,
    ),
    (
        "Ana Cruz said Azerbaijan could apply to join the alliance before long.",
        "Ana Cruz says Azerbaijan could seek entry before long.",
        ["seek", "entry"],
        True,
    ),
    (
        "Ana Cruz said Azerbaijan attacked Armenia in the spring.",
        "Ana Cruz says that Armenia assaulted Azerbaijan in the spring.",
        ["assaulted"],
        False,
    ),
    (
        "Ana Cruz said the party will vote against the toll.",
        "Ana Cruz says that the party will decide for the toll.",
        ["decide"],
        False,
    ),
]


@pytest.mark.parametrize(("evidence", "prose", "own", "stands"), OTHER_WORDS)
def test_other_words_are_left_to_the_reader_but_for_their_order(
    evidence: str, prose: str, own: list[str], stands: bool
) -> None:
    known = names(evidence)
    assert own_words(prose, evidence, known) == own
    assert (departs(prose, [evidence], [], known) == "") == stands


@pytest.mark.parametrize(("evidence", "prose"), FALLS)
def test_other_relations_between_the_same_words_do_not(evidence: str, prose: str) -> None:
    known = names(evidence)
    if departs(prose, [evidence], [], known) == "":
        with pytest.raises(Rejected):
            check_words(prose, evidence, "", known)


def test_a_quotation_stays_with_the_words_it_belongs_to() -> None:
    evidence = "Ana Cruz said Georgia helped Armenia and Russia may attack the valley in May."
    words = ["may attack the valley"]
    right = f"Ana Cruz says that Russia {QUOTE}."
    wrong = f"Ana Cruz says that Georgia {QUOTE}."
    assert departs(right, [evidence], words, names(evidence)) == ""
    assert departs(wrong, [evidence], words, names(evidence)) == "Georgia"


def test_the_pieces_of_evidence_are_not_joined() -> None:
    pieces = ["Ana Cruz said Armenia attacked.", "Azerbaijan kept quiet, Ana Cruz said."]
    prose = "Ana Cruz says that Armenia attacked Azerbaijan."
    assert departs(prose, pieces, [], names(" ".join(pieces)))


def test_a_topic_may_be_set_before_the_sentence() -> None:
    evidence = "Of the new toll Ana Cruz said: “It will not last.”"
    prose = f"On the new toll, Ana Cruz says: {QUOTE}."
    assert departs(prose, [evidence], ["It will not last."], names(evidence)) == ""
