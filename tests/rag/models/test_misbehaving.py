"""A model that misbehaves: each way ends in an answer, and the user is told why."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from contextlib import closing

import pytest

import rag
from index import Collection
from rag.events import Finished, Remark, SentenceReady, StreamEvent, Understood, Waiting
from rag.models.evidence import MOST
from rag.models.support import SUPPORTED
from rag.reader import UnitText
from tests.rag.models.conftest import WEAK, Reads, Reply, SaysFake, Scripted

QUESTION = "Who claims Azerbaijan will seek NATO membership?"
WORDS = "could apply to join the alliance before very long"
GOOD = {
    "text": f"Konstantin Sivkov says that Azerbaijan “{WORDS}”.",
    "speaker": "Konstantin Sivkov",
    "evidence": [1],
    "quotes": [{"evidence": 1, "words": WORDS}],
}
SHOWN = f"As reported by On Record examples: Konstantin Sivkov says that Azerbaijan {WORDS}."
"""The article reports these words, so that they are shown without quotation marks."""
READ = {"apply to join": "answers", "not trying to get in": "opposite"}
"""What the reader is told to see in the sample articles."""
PARAPHRASE = GOOD | {
    "text": "Konstantin Sivkov says that Azerbaijan could seek entry before very long.",
    "quotes": [],
}


@pytest.fixture(autouse=True)
def _read(reads: Reads) -> None:
    reads(READ)


def ask(news: Collection, scripted: Scripted) -> rag.Answer:
    return rag.ask(news, QUESTION, model=scripted.model)


def test_a_good_sentence_is_shown_with_the_others_completed(
    news: Collection, scripted: Scripted
) -> None:
    scripted.says([GOOD])
    answer = ask(news, scripted)
    builtin = rag.ask(news, QUESTION)
    assert answer.sentences[0].text == SHOWN
    assert answer.sentences[0].by == "model"
    assert {c.voice.name for c in answer.citations} == {c.voice.name for c in builtin.citations}
    assert {s.by for s in answer.sentences[1:]} == {"builtin"}
    assert answer.model is not None
    assert (answer.model.wrote, answer.model.note, answer.model.rejected) == (1, "", ())
    assert answer.model.prompt == "answer-3"
    assert answer.model.name == "openai:scripted"
    usage = answer.model.usage
    assert (usage.input_tokens, usage.output_tokens, usage.calls) == (100, 20, 1)
    assert usage.cost == pytest.approx(140 / 1e6)
    assert usage.seconds > 0
    assert usage.first_sentence is not None
    numbers = [c.number for c in answer.citations]
    assert numbers == list(range(1, len(numbers) + 1))
    by_number = {c.number: c for c in answer.citations}
    for sentence in answer.sentences:
        for segment in sentence.segments:
            if segment.citation:
                assert segment.text == by_number[segment.citation].quote.text


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        ({"text": f"Konstantin Sivkov says: “{WORDS.replace('before', 'after')}”."}, "altered"),
        ({"text": "Konstantin Sivkov says: “the whole region will burn within a year”."}, "absent"),
        ({"text": f"Konstantin Sivkov says: “{WORDS}”.", "evidence": [2]}, "wrong_article"),
        ({"text": f"Konstantin Sivkov says: “{WORDS}”.", "evidence": [9]}, "no_evidence"),
        ({"text": f"Konstantin Sivkov says: “{WORDS}”.", "evidence": []}, "no_evidence"),
        ({"text": f"Rasim Musabayov says: “{WORDS}”.", "speaker": ""}, "wrong_speaker"),
        ({"text": f"Konstantin Sivkov says: “{WORDS}”.", "speaker": "Aliyev"}, "wrong_speaker"),
        ({"text": f"“{WORDS}”, said Vladimir Putin.", "speaker": ""}, "wrong_speaker"),
        (
            {
                "text": "Konstantin Sivkov says: “Azerbaijan could apply to join … but is not "
                "trying to get in”.",
                "evidence": [1, 2],
            },
            "stitched",
        ),
        ({"text": "Konstantin Sivkov says that Azerbaijan could join in 2031."}, "number"),
        ({"text": "Konstantin Sivkov says that Azerbaijan could apply in March."}, "number"),
        ({"text": "Konstantin Sivkov says that Georgia could apply to join."}, "name"),
        (
            {"text": "Konstantin Sivkov says that Azerbaijan could not apply to the alliance."},
            "negation",
        ),
        ({"text": "Konstantin Sivkov denies it: “before very long”."}, "negation"),
        (
            {"text": "Konstantin Sivkov says that Azerbaijan will apply to join the alliance."},
            "certainty",
        ),
        (
            {"text": "Konstantin Sivkov says that fish prices and weather decide elections."},
            "unsupported",
        ),
        ({"text": f"Konstantin Sivkov says: “{WORDS}”. https://evil.example/x"}, "markup"),
        ({"text": f"Konstantin Sivkov says: “{WORDS}”. ![x](y)"}, "markup"),
        ({"text": f"Konstantin Sivkov says: “{WORDS}"}, "absent"),
    ],
)
def test_each_kind_of_mistake_is_named_and_not_shown(
    news: Collection, fake: SaysFake, wrong: dict[str, object], fault: str
) -> None:
    sentence = GOOD | {"quotes": []} | wrong
    answer = rag.ask(news, QUESTION, model=fake([sentence]))
    builtin = rag.ask(news, QUESTION)
    assert answer.model is not None
    assert [r.fault for r in answer.model.rejected] == [fault], answer.model.rejected
    if answer.model.rejected[0].replaced:
        assert f"“{WORDS}”" not in str(wrong["text"])
        assert all(s.citation or "“" not in s.text for x in answer.sentences for s in x.segments)
    else:
        assert answer.sentences == builtin.sentences
        assert answer.citations == builtin.citations
        assert "did not confirm" in answer.model.note


def test_an_altered_quotation_is_put_right(news: Collection, fake: SaysFake) -> None:
    words = "Azerbaijan could apply to leave the alliance before very long"
    text = f"Konstantin Sivkov says: “{words}”."
    answer = rag.ask(news, QUESTION, model=fake([GOOD | {"text": text, "quotes": []}]))
    assert answer.model is not None
    assert [(r.fault, r.replaced) for r in answer.model.rejected] == [("altered", True)]
    assert "leave" not in answer.text
    assert "could apply to join the alliance" in answer.sentences[0].text


FAILURES = [
    (Reply(""), "returned nothing"),
    (Reply("I am sorry, I cannot help with that."), "did not return the form"),
    (Reply('{"sentences": "none'), "did not return the form"),
    (Reply('{"sentences": []}'), "wrote nothing to the question"),
    (Reply('{"sentences": [{"text": "and on and on', finish="length"), "limit of its length"),
    (Reply("x", finish="content_filter"), "refused to answer"),
    (Reply(status=401, body='{"error": {"message": "Incorrect API key: sk-abcdefgh1234"}}'), "key"),
    (Reply(status=404), "does not take the request"),
    (Reply(status=429), "takes no more requests"),
    (Reply(status=503), "failed (HTTP 503)"),
    (Reply("x" * 300, breaks=2), "broke off"),
    (Reply("{" * 60_000, pieces=3000), "did not return the form"),
]


@pytest.mark.parametrize(("reply", "note"), FAILURES)
def test_a_failing_model_leaves_the_built_in_answer_and_says_why(
    news: Collection, scripted: Scripted, reply: Reply, note: str
) -> None:
    scripted.says(reply)
    answer = ask(news, scripted)
    builtin = rag.ask(news, QUESTION)
    assert answer.sentences == builtin.sentences
    assert answer.model is not None
    assert answer.model.wrote == 0
    assert note in answer.model.note
    assert "sk-abcdefgh1234" not in json.dumps(answer.to_dict())


def test_a_dead_server_and_a_silent_one(news: Collection, scripted: Scripted) -> None:
    scripted.says(Reply("late", hangs=1.5))
    quick = rag.ModelSettings.of("scripted", base_url=scripted.base_url, timeout=0.3)
    dead = rag.ModelSettings.of("scripted", base_url="http://127.0.0.1:9/v1")
    assert quick is not None
    assert dead is not None
    from dataclasses import replace

    slow = rag.ask(news, QUESTION, model=replace(quick, attempts=1))
    assert slow.model is not None
    assert "gave no sign of life for 0.3 s" in slow.model.note
    gone = rag.ask(news, QUESTION, model=replace(dead, attempts=1))
    assert gone.model is not None
    assert "cannot be reached" in gone.model.note
    assert "onrecord models" in gone.model.note
    assert gone.status == slow.status == "answered"


def test_attempts_are_repeated_with_growing_pauses(news: Collection, scripted: Scripted) -> None:
    scripted.says(Reply(status=429, headers=(("retry-after", "3"),)), Reply("x", breaks=0), [GOOD])
    events = list(rag.stream(news, QUESTION, model=scripted.model))
    final = events[-1]
    assert isinstance(final, Finished)
    assert final.answer.model is not None
    assert final.answer.model.wrote == 1
    assert sum(isinstance(e, Remark) for e in events) == len(scripted.waits) >= 1
    assert scripted.waits[0] == 3
    assert all("asking again" in e.text for e in events if isinstance(e, Remark))


def test_pauses_grow_without_advice_of_the_server(news: Collection, scripted: Scripted) -> None:
    scripted.says(Reply(status=429))
    ask(news, scripted)
    assert len(scripted.waits) == 2
    assert 0.3 < scripted.waits[0] < scripted.waits[1] < 2


def test_output_in_the_wrong_form_is_mended_once(news: Collection, scripted: Scripted) -> None:
    scripted.says("Sivkov says that it could apply. [1]", [GOOD])
    answer = ask(news, scripted)
    assert answer.model is not None
    assert answer.model.wrote == 1
    assert "had to be mended" in answer.model.note
    assert answer.model.usage.calls == 2
    assert (
        "Sivkov says that it could apply." in scripted.script.requests[-1]["messages"][1]["content"]
    )


@pytest.mark.parametrize(
    "output",
    [
        "Here you are:\n```json\n" + json.dumps({"sentences": [GOOD]}) + "\n```\nAnything else?",
        json.dumps([GOOD]),
        json.dumps(GOOD) + "\n" + json.dumps(GOOD | {"text": "Another “one”."}),
        json.dumps({"sentences": [GOOD]})[:-2] + ",]}",
        json.dumps({"sentences": [GOOD | {"evidence": "[1]"}]}, indent=3),
        json.dumps({"sentences": [GOOD]})[:-2],
    ],
)
def test_any_wrapping_of_the_form_is_read(news: Collection, fake: SaysFake, output: str) -> None:
    answer = rag.ask(news, QUESTION, model=fake(output))
    assert answer.sentences[0].text == SHOWN


def test_copied_words_are_shown_as_the_quotation_they_are(news: Collection, fake: SaysFake) -> None:
    builtin = rag.ask(news, QUESTION)
    first = builtin.citations[0]
    copied = {"text": first.quote.text, "speaker": "", "evidence": [1], "quotes": []}
    answer = rag.ask(news, QUESTION, model=fake([copied]))
    assert answer.model is not None
    assert answer.model.wrote == 1
    lead, quotation = answer.sentences[0].segments[:2]
    assert lead.text.startswith(first.voice.name)
    assert (quotation.text, quotation.citation) == (first.quote.text.rstrip("."), 1)


def test_the_other_side_is_marked_where_one_side_was_asked_for(
    news: Collection, fake: SaysFake
) -> None:
    builtin = rag.ask(news, QUESTION)
    denied = next(s for s in builtin.sentences if s.stance == "deny")
    citation = next(c for c in builtin.citations if c.number in denied.citations)
    name = citation.voice.name
    said = {"text": f"{name} says that “{citation.quote.text}”.", "speaker": name, "quotes": []}
    answer = rag.ask(news, QUESTION, model=fake([said | {"evidence": [citation.number]}]))
    shown = next(s for s in answer.sentences if s.by == "model")
    assert shown.stance == "deny"
    assert shown.text.startswith(f"Disputed, as reported by On Record examples: {name} says")


def test_a_cut_off_output_keeps_what_stands(news: Collection, scripted: Scripted) -> None:
    whole = json.dumps({"sentences": [GOOD, GOOD | {"text": "x" * 200}]})
    scripted.says(Reply(whole[:-120], finish="length"))
    answer = ask(news, scripted)
    assert answer.model is not None
    assert answer.model.wrote == 1
    assert "cut off" in answer.model.note
    scripted.says(Reply(whole, breaks=len(whole) // 16 - 6))
    answer = ask(news, scripted)
    assert answer.model is not None
    assert answer.model.wrote == 1
    assert answer.model.usage.calls == 1
    assert "broke off" in answer.model.note


def test_the_first_sentence_comes_as_soon_as_it_is_complete(
    news: Collection, scripted: Scripted
) -> None:
    rest = [GOOD | {"text": f"Padding number {n}."} for n in range(20)]
    scripted.says(Reply(json.dumps({"sentences": [GOOD, *rest]}), pieces=24, pause=0.01))
    seen: list[StreamEvent] = []
    sent = 0
    with closing(rag.stream(news, QUESTION, model=scripted.model)) as events:
        for event in events:
            seen.append(event)
            if isinstance(event, SentenceReady):
                sent = scripted.script.sent
                break
    assert isinstance(seen[0], Understood)
    total = len(json.dumps({"sentences": [GOOD, *rest]})) // 24
    assert sent < total / 2, (sent, total)


def test_a_sentence_without_end_is_stopped(news: Collection, scripted: Scripted) -> None:
    endless = '{"sentences": [{"text": "' + "and so on " * 4000
    scripted.says(Reply(endless, pieces=200))
    answer = ask(news, scripted)
    assert answer.model is not None
    assert "did not return the form" in answer.model.note
    scripted.says(Reply(json.dumps({"sentences": [GOOD]})[:-2] + ', {"text": "' + "on " * 9000))
    answer = ask(news, scripted)
    assert answer.model is not None
    assert answer.model.wrote == 1
    assert "did not end and was stopped" in answer.model.note


def test_closing_the_stream_stops_the_model(news: Collection, scripted: Scripted) -> None:
    scripted.says(Reply('{"sentences": [' + " " * 20_000, pieces=8, pause=0.01))
    with closing(rag.stream(news, QUESTION, model=scripted.model)) as events:
        for event in events:
            if isinstance(event, Waiting):
                break
    assert scripted.script.stopped.wait(5)
    sent = scripted.script.sent
    time.sleep(0.2)
    assert scripted.script.sent <= sent + 1


def test_where_nothing_speaks_to_it_the_model_is_not_asked(
    news: Collection, scripted: Scripted, reads: Reads
) -> None:
    reads({}, "related")
    scripted.says([GOOD])
    answer = ask(news, scripted)
    assert answer.status == "abstained"
    assert scripted.script.requests == []
    assert answer.model is not None
    assert "was not asked" in answer.model.note


def test_a_model_may_answer_where_the_built_in_answerer_is_silent(
    news: Collection, scripted: Scripted, reads: Reads
) -> None:
    reads(READ, sure=WEAK)
    scripted.says([GOOD])
    plain = rag.ask(news, QUESTION)
    answer = ask(news, scripted)
    assert plain.status == "abstained"
    assert (answer.status, answer.reason, answer.message) == ("answered", "", "")
    assert [s.text for s in answer.sentences] == [SHOWN]
    assert [c.voice.name for c in answer.citations] == ["Konstantin Sivkov"]
    assert answer.nearest == ()


@pytest.mark.parametrize(
    "wrote", [[], [GOOD | {"text": "Konstantin Sivkov says: “the region will burn down”."}]]
)
def test_silence_stays_where_nothing_of_the_model_stands(
    news: Collection, scripted: Scripted, reads: Reads, wrote: list[dict[str, object]]
) -> None:
    reads(READ, sure=WEAK)
    scripted.says(wrote)
    plain = rag.ask(news, QUESTION)
    answer = ask(news, scripted)
    assert answer.model is not None
    assert answer.model.usage.calls == 1
    assert (answer.status, answer.reason, answer.message) == (
        "abstained",
        plain.reason,
        plain.message,
    )
    assert answer.nearest == plain.nearest


def test_only_those_who_are_asked_about_answer(
    news: Collection, scripted: Scripted, reads: Reads
) -> None:
    reads({"not trying to get in": "answers", "apply to join": "answers"})
    scripted.says('{"sentences": []}')
    rag.ask(news, "What does Sivkov say about NATO membership?", model=scripted.model)
    shown = scripted.script.requests[0]["messages"][1]["content"]
    assert "apply to join" in shown
    assert "not trying to get in" not in shown


def test_the_model_gets_the_best_read_evidence_beside_what_is_cited(
    news: Collection, scripted: Scripted, reads: Reads
) -> None:
    reads({"apply to join": "answers"}, "related")
    scripted.says([GOOD])
    answer = ask(news, scripted)
    builtin = rag.ask(news, QUESTION)
    assert len(builtin.citations) == 1
    shown = scripted.script.requests[0]["messages"][1]["content"]
    words = [line for line in shown.split("\n") if line.startswith("words: ")]
    assert "apply to join" in words[0]
    assert len(words) == MOST
    assert answer.sentences[0].text == SHOWN


@pytest.mark.parametrize("borne_out", [True, False])
def test_the_reader_decides_whether_other_words_are_borne_out(
    news: Collection, fake: SaysFake, monkeypatch: pytest.MonkeyPatch, borne_out: bool
) -> None:
    said: list[tuple[str, str]] = []

    def support(claim: str, units: Sequence[UnitText]) -> float:
        said.extend((claim, unit.unit) for unit in units)
        return SUPPORTED if borne_out else SUPPORTED - 0.01

    monkeypatch.setattr("rag.models.wording.support", support)
    answer = rag.ask(news, QUESTION, model=fake([PARAPHRASE]))
    first = rag.ask(news, QUESTION).citations[0]
    assert said == [(PARAPHRASE["text"], first.quote.text)]
    assert answer.model is not None
    assert answer.model.wrote == borne_out
    assert [r.fault for r in answer.model.rejected] == ([] if borne_out else ["unsupported"])


def test_the_json_schema_is_asked_for_and_servers_without_it_are_asked_otherwise(
    news: Collection, scripted: Scripted
) -> None:
    scripted.says(Reply(status=500), Reply(status=400), [GOOD], [GOOD])
    answer = ask(news, scripted)
    formats = [r.get("response_format", {}).get("type") for r in scripted.script.requests]
    assert formats == ["json_schema", "json_object", None]
    assert answer.model is not None
    assert answer.model.wrote == 1
    ask(news, scripted)
    assert "response_format" not in scripted.script.requests[-1]
    assert scripted.script.requests[-1]["max_tokens"] == scripted.model.settings.max_tokens
