"""Which side of a claim a quote takes: hand-written pairs, read through the real extraction."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from benchmarks.sides import readings, terms_of
from index.types import Article, Statement
from rag.judging import Candidate, side_by_attitude, side_of
from rag.judging.sides.claims import take_apart
from rag.types import Attitude, Stance

HERE = Path(__file__).parent


def _quote(text: str) -> Candidate:
    whole = (0, len(text))
    return Candidate(Article(text=text), whole, whole, whole)


@pytest.mark.parametrize(
    ("name", "wrong", "invented", "right"),
    # What was measured, with room for one case: a wrong side must not come back unnoticed, while
    # a side that cannot be read is only a missing voice.
    [("voiced", 1, 3, 54), ("blind", 4, 1, 18)],
)
def test_a_side_is_seldom_wrong(name: str, wrong: int, invented: int, right: int) -> None:
    outcomes = Counter(r.outcome for r in readings(HERE / f"{name}.jsonl"))
    assert outcomes["wrong side"] <= wrong
    assert outcomes["side invented"] <= invented
    assert outcomes["right"] >= right


@pytest.mark.parametrize(
    ("claim", "text", "side"),
    [
        ("the port will close", "The port will close in May.", "affirm"),
        ("the port will close", "The port will not close in May.", "deny"),
        ("the port will close", "He is glad, but the port hardly has a future; it may close.",
         "conditional"),
        ("the port has no future", "The port has no future at all.", "affirm"),
        ("the port will close", "If the strike goes on the port will close.", "conditional"),
        ("It is not usual, but it does not hurt the port",
         "It is not usual, but it does not hurt the port, he said.", "affirm"),
        ("the bid has support", "She is open to talks, but says the bid has no support.", "deny"),
        ("Eastport wants to join the League",
         "Eastport wants more trade with the League but is not trying to get in.", "deny"),
        ("Eastport wants to join the League", "Eastport wants more trade with the League.", None),
        ("the port deal is bad", "The port deal is not good.", "affirm"),
        ("Lindt is dead", "Lindt was found dead in a port on Sunday.", "affirm"),
        ("Lindt is dead", "It turns out that Lindt is not dead.", "deny"),
        ("Lindt is dead", "Lindt is alive.", "deny"),
        ("the deal is impossible", "For Lindt the deal was impossible.", "affirm"),
        ("the deal is impossible", "For Lindt the deal was not impossible.", "deny"),
        ("Lindt was suspended", "That Lindt was suspended is a hoax.", "deny"),
        ("the port was stolen", "For us the port was stolen through lies.", "affirm"),
        ("the port was stolen", "That the port was stolen is a lie.", "deny"),
        ("prices will rise", "Prices will not fall.", "report"),
        ("the festival was a failure", "The festival was a success.", "deny"),
        ("the mayor can be trusted", "She is too close to the builders to be trusted.", "deny"),
        ("Ross can be trusted", "He does not trust Lind, but Ross is a friend.", None),
        ("Ross can be trusted", "He does not trust Ross.", "deny"),
        ("Ross was helped", "Neither Lind nor her office helped Ross.", "deny"),
        ("Armenia will join the League", "Armenia trades, and Turkey will join the League.", None),
        ("Lind is a liberal", "Liberals and others have doubts about Lind.", None),
        ("the port should close", "It was wrong of them not to close the port.", "affirm"),
        ("the mayor should resign", "The mayor has not resigned.", "report"),
        ("the port will close", "The port closed in 1974 for a year.", "report"),
        # Somebody or something else stands in the place of the claim's own.
        ("Ross is able to lead", "Lind, unlike Ross, works; I think that Lind is able to lead.",
         None),
        ("Ross is honest", "Ross said that Lind was elected and is honest.", None),
        ("Ross is honest", "Lind and Ross are honest.", "affirm"),
        ("they would never vote for Ross", "He would never vote for Lind, and met Ross.", None),
        ("they would never vote for Ross", "He would never vote for Ross.", "affirm"),
        ("they would never vote for Ross", "They will vote for Ross.", "deny"),
        ("the Harbour League is racist", "A chart of racist figures hung at the Harbour League.",
         None),
        ("the Harbour League is racist", "The Harbour League is racist.", "affirm"),
        ("the Harbour League is racist", "He fights the racist Harbour League.", "affirm"),
        ("Anna Ross is corrupt", "The system was corrupt before Anna Ross came.", None),
        ("Anna Ross is corrupt", "Corrupt bankers paid Anna Ross.", None),
        ("Ross is racist", "Of Ross: Ross's remarks on Monday were racist.", None),
        ("Ross is racist", "Ross is a racist bigot.", "affirm"),
        ("Oh Ross, Lind could not be clearer", "Oh Ross, Lind could not be clearer.", "affirm"),
        ("the debates were rigged", "The primary was rigged, said those at the debates.", None),
        ("the debates were rigged", "The debates and the primary were rigged.", "affirm"),
        ("the port is weak", "One of the port's weaknesses is its depth.", "report"),
        ("Ross should get a hearing", "They regret their opposition to a hearing for Ross.",
         "report"),
        ("Ross is not eligible", "They questioned Ross's eligibility.", "report"),
        ("Lind would lose", "Voter fraud would be one hell of a way to lose, Lind.", None),
        ("Lind would lose", "The nomination is his to lose, though Lind objects.", None),
        ("Lind would lose", "Lind is sure to lose on Monday.", "affirm"),
        ("Lind would lose", "Lind is sure to lose the war on rats.", None),
        ("Lind can win", "Lind, who did win Northport on Tuesday, will speak.", None),
        ("Lind can win", "She is on track to win, and it is hard to see what Lind could do.", None),
        ("Lind can win", "Lind is on track to win.", "affirm"),
        ("the guards shot sailors", "Sailors have been shot in fights at the port.", None),
        ("the guards shot sailors", "Sailors have been shot by the guards.", "affirm"),
        ("the guards shot sailors", "We cannot be silent about how the guards shot the sailors.",
         "report"),
        ("Lind will be fined", "I never met a sailor who was not fined like Lind.", "report"),
        ("Lind will be fined", "Lind is not fined yet.", "report"),
        ("Lind will be fined", "Yet Lind will not be fined.", "deny"),
        ("the port will close", "The mayor will not allow the port to close.", "deny"),
        ("Lind will be fined", "Lind will not be fined.", "deny"),
        ("the port should close", "I do not think that it is safe, or that the port should close.",
         "deny"),
        ("the port will close", "The port will not close until the war is over.", "report"),
        ("Ross was fined", "An aide to captain Ross was fined.", None),
        ("Ross was fined", "An aide to Ross was glad when she was fined.", "affirm"),
        ("Ross was fined", "Nobody said whether Ross, their captain, had been fined.", "report"),
        ("the boat was hijacked", "It is a film about hijacked boats.", None),
        ("Ross broke the law", "There is a law, and Lind broke it.", None),
        ("Ross broke the law", "There is a law, and Ross broke it.", "affirm"),
        ("Ross broke the law", "There is a law, and director Ross broke it.", "affirm"),
        ("Ross insulted sailors", "A shouted insult aimed at Lind.", None),
        ("the market is rigged", "He spoke of the dangers of a rigged market.", "affirm"),
        ("the market is rigged", "He spoke of the dangers of a rigged vote at the market.", None),
        ("the boat was hijacked", "They would sink a hijacked boat at once.", None),
        ("Harbour League director Ross was fined",
         "Two of the Harbour League, among them an aide to director Ross, were fined.", None),
        ("the boat was hijacked", "It is a film about boats hijacked by sailors.", "affirm"),
        ("the polls are wrong", "It lost, but it isn't because the polls were wrong.", "report"),
        ("Ross is corrupt", "They will find a way to corrupt Ross.", None),
        ("Ross is racist", "What Ross said is a racist comment.", None),
        ("the papers are biased", "The mayor is biased in all she does.", None),
        ("the papers are biased", "They are biased in all they do.", "affirm"),
        ("they would vote for Ross",
         "Not voting for Ross does not mean voting for Lind.", "report"),
    ],
)  # fmt: skip
def test_the_side_is_read_from_the_clause_that_has_it(
    claim: str, text: str, side: Stance | None
) -> None:
    assert side_of(claim, _quote(text), terms_of(claim)) == side


@pytest.mark.parametrize(
    ("asked", "thing", "text", "side"),
    [
        ("against", "the harbour plan", "The harbour plan is a disgrace.", "affirm"),
        ("against", "the harbour plan", "I welcome the harbour plan.", "deny"),
        ("for", "the harbour plan", "I welcome the harbour plan.", "affirm"),
        ("for", "the harbour plan", "I do not support the harbour plan.", None),
        ("for", "the harbour plan", "The harbour plan was printed in May.", None),
        ("for", "the men who rowed", "The men who rowed are well thought of.", None),
        ("for", "the men who rowed", "The men who rowed are thought of highly.", "affirm"),
        ("for", "the harbour plan", "The weather is good news, the harbour plan is dated.", None),
    ],
)
def test_who_is_for_or_against_a_thing(
    asked: Attitude, thing: str, text: str, side: Stance | None
) -> None:
    assert side_by_attitude(asked, thing, _quote(text), terms_of(thing)) == side


@pytest.mark.parametrize(
    ("text", "cue", "side"),
    [
        ("Lind criticised the harbour plan as weak.", "criticised", "affirm"),
        ("Lind criticised the harbour plan, which Ross supports.", "criticised", "affirm"),
        ("Lind criticised the opposition to the harbour plan.", "criticised", None),
        ("Lind voiced opposition to aid and support for the harbour plan.", "voiced opposition",
         None),
        ("Lind accused Ross of being against the harbour plan.", "accused", None),
        ("Lind thinks Ross opposes the harbour plan.", "thinks", None),
        ("Lind thinks he opposes the harbour plan.", "thinks", "affirm"),
        ("Lind Votes To Oppose The Harbour Plan Again.", "Votes", "affirm"),
    ],
)  # fmt: skip
def test_an_attitude_within_what_is_said_leaves_the_side_open(
    text: str, cue: str, side: Stance | None
) -> None:
    article, at = Article(text=text), text.index(cue)
    content = (at + len(cue) + 1, len(text))
    statement = Statement(
        article.id, source=((0, at - 1),), content=(content,), cue=(at, at + len(cue))
    )
    whole = (0, len(text))
    quote = Candidate(article, whole, whole, whole, statement=statement)
    assert (
        side_by_attitude("against", "the harbour plan", quote, terms_of("the harbour plan")) == side
    )


@pytest.mark.parametrize(
    ("claim", "subject", "head"),
    [
        ("Azerbaijan will seek NATO membership", ("azerbaijan",), "membership"),
        ("the Iran deal is a bad deal", ("iran", "deal"), "bad"),
        ("Clinton should be indicted", ("clinton",), "indict"),
        ("the dam caused the flood", ("dam",), "caus"),
    ],
)
def test_a_claim_is_taken_apart(claim: str, subject: tuple[str, ...], head: str) -> None:
    parts = take_apart(claim)
    assert (parts.subject, parts.head) == (subject, head)


@pytest.mark.parametrize(
    ("claim", "asked"),
    [
        ("the coach to be sacked", True),
        ("Norway to leave the pact", True),
        ("the old system turned out to be more effective", False),
        ("the works lead to the loss of land", False),
        ("the talks make a contribution to training of officers", False),
        ("the dam is a threat to Norway", False),
        ("Norway wants to leave the pact", False),
        ("the board refuses to pay", False),
    ],
)
def test_a_demand_is_told_from_what_only_has_a_to_in_it(claim: str, asked: bool) -> None:
    assert take_apart(claim).ought is asked


@pytest.mark.parametrize(
    ("claim", "text", "side"),
    [
        (
            "the old locks turned out to be stronger",
            "the old locks turned out to be stronger",
            "affirm",
        ),
        (
            "Norway would like to see Tarn as a partner",
            "Norway would like to see Tarn as a partner",
            "affirm",
        ),
        ("Norway will join the River Pact", "Norway left it at empty words", None),
        ("Norway will join the River Pact", "Norway and Tarn have quite a few plans", None),
        ("tarn no longer a free port", "Tarn will cease to be a free port", "affirm"),
        ("Norway will invade Tarn", "Help will come if Norway invades Tarn", "report"),
        ("peace between Norway and Tarn", "Norway has seen many a war", None),
    ],
)
def test_words_that_only_look_like_the_opposite_take_no_side(
    claim: str, text: str, side: str | None
) -> None:
    assert side_of(claim, _quote(text), terms_of(claim)) == side


def test_no_announcement_that_it_is_so_says_nothing() -> None:
    text = "There has been no official word from Eastport confirming that they will close the port."
    source, cue, said = text.index("Eastport"), text.index("confirming"), text.index("that they")
    article = Article(text=text)
    whole = (0, len(text))
    statement = Statement(
        article.id,
        source=((source, source + 8),),
        cue=(cue, cue + 10),
        content=((said, len(text) - 1),),
    )
    claim = "Eastport will close the port"
    quote = Candidate(article, whole, whole, whole, statement)
    assert side_of(claim, quote, terms_of(claim)) == "report"


@pytest.mark.parametrize(
    ("text", "cue", "side"),
    [
        ("Ross falsely insisted that the port was stolen.", "falsely insisted", "affirm"),
        ("Ross retracted claims that the port was stolen.", "retracted claims", "deny"),
        ("Ross did not say that the port was stolen.", "did not say", "report"),
        ("Ross attacked them with claims that the port was stolen.", "attacked", "report"),
    ],
)
def test_reporting_words_turn_a_claim_and_the_reporter_s_opinion_does_not(
    text: str, cue: str, side: Stance
) -> None:
    claim = "the port was stolen"
    assert side_of(claim, _statement(text, 4, cue), terms_of(claim)) == side


@pytest.mark.parametrize(
    ("claim", "side"),
    [("Lindt will build a wall", "affirm"), ("Eastport will build a wall", None)],
)
def test_what_somebody_promises_to_do_is_done_by_nobody_else(claim: str, side: str | None) -> None:
    quote = _statement("Lindt promised to build a wall at the port of Eastport.", 5, "promised")
    assert side_of(claim, quote, terms_of(claim)) == side


def test_to_be_against_unwillingness_is_to_be_for_it() -> None:
    quote = _statement("Ross criticised his unwillingness to resign at once.", 4, "criticised")
    claim = "the mayor should resign"
    assert side_of(claim, quote, terms_of(claim)) == "affirm"


def _statement(text: str, source: int, cue: str) -> Candidate:
    """A sentence that is somebody's statement: source, reporting words, content."""
    at, said = text.index(cue), text.index(cue) + len(cue) + 1
    article, whole = Article(text=text), (0, len(text))
    statement = Statement(
        article.id,
        source=((0, source),),
        cue=(at, at + len(cue)),
        content=((said, len(text) - 1),),
    )
    return Candidate(article, whole, whole, whole, statement)
