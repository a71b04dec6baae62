"""A real language model, too small to be right: it must not be able to make an answer wrong.

It is asked over the way that users take to any OpenAI-compatible server.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

import rag
from index import Collection
from rag.events import Finished, SentenceReady, Waiting
from rag.models import Model, ModelSettings, open_model
from rag.models.drafts import SCHEMA, DraftReader
from rag.models.meter import Meter
from rag.models.reach import reach
from tests.rag.models.conftest import WEAK, Reads
from tests.rag.models.local_server import local_server

QUESTION = "Who claims Azerbaijan will seek NATO membership?"
VOICES = 1
READ = {"apply to join": "answers", "not trying to get in": "opposite"}
"""Little evidence, as every word of it has to be read by one processor."""
WRITES = 80
"""Tokens."""
SECONDS = 400
"""Until a call counts as failed: 15 on a quiet machine, and some minutes on a crowded one."""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Model]:
    with local_server(tmp_path_factory.mktemp("server")) as (url, name):
        settings = ModelSettings.of(name, base_url=url, timeout=SECONDS)
        assert settings is not None
        found = reach(settings)
        assert found.reachable
        assert found.models == (name,)
        model = open_model(replace(settings, max_tokens=WRITES, deadline=SECONDS, attempts=1))
        assert model is not None
        yield model


def test_a_model_too_small_to_be_right_makes_no_answer_wrong(
    news: Collection, small: Model, reads: Reads
) -> None:
    reads(READ)
    builtin = rag.ask(news, QUESTION, limit=VOICES)
    events = list(rag.stream(news, QUESTION, limit=VOICES, model=small))
    received = [e.characters for e in events if isinstance(e, Waiting)]
    assert received == sorted(received), "it is read while it is written"
    assert len(set(received)) > 2
    last = events[-1]
    assert isinstance(last, Finished)
    answer = last.answer
    assert [e.sentence for e in events if isinstance(e, SentenceReady)] == list(answer.sentences)
    assert answer.model is not None
    assert answer.model.usage.calls >= 1
    assert answer.model.usage.input_tokens
    assert answer.model.usage.output_tokens
    assert answer.model.wrote or answer.model.note
    assert answer.status == builtin.status
    assert {c.voice.name for c in answer.citations} >= {c.voice.name for c in builtin.citations}
    cited = {c.number: c for c in answer.citations}
    for sentence in answer.sentences:
        for segment in sentence.segments:
            if segment.citation:
                quote = cited[segment.citation].quote
                text = news.article(quote.article_id).text
                assert segment.text == text[quote.start : quote.end]


def test_it_is_held_to_the_form(small: Model) -> None:
    """The server takes the schema as it is sent, so the output is read without a second round."""
    reader = DraftReader()
    meter = Meter()
    asked = "Say that Ana Cruz says “the port stays open” (evidence 1)."
    for piece in small.stream([("user", asked)], meter, schema=SCHEMA):
        reader.feed(piece.text)
    assert meter.calls == 1
    assert reader.text.lstrip().startswith("{")
    assert '"sentences"' in reader.text


def test_where_nothing_speaks_to_it_it_is_not_asked(
    news: Collection, small: Model, reads: Reads
) -> None:
    reads({}, "related")
    answer = rag.ask(news, "Who claims that Portugal will leave the EU?", model=small)
    assert answer.status == "abstained"
    assert answer.model is not None
    assert answer.model.usage.calls == 0


def test_it_cannot_break_a_silence_with_words_that_nobody_said(
    news: Collection, small: Model, reads: Reads
) -> None:
    reads(READ, sure=WEAK)
    answer = rag.ask(news, QUESTION, limit=VOICES, model=small)
    assert answer.model is not None
    assert answer.model.usage.calls >= 1
    if answer.status == "abstained":
        assert not answer.citations
        assert answer.nearest
    for citation in answer.citations:
        quote = citation.quote
        assert quote.text == news.article(quote.article_id).text[quote.start : quote.end]
        assert citation.voice.name == "Konstantin Sivkov"
