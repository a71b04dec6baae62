"""A real language model, too small to be right: it must not be able to make an answer wrong.

It is asked over the way that users take to any OpenAI-compatible server.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

import rag
from index import Collection
from rag.models import Model, ModelSettings, open_model
from rag.models.reach import reach
from tests.rag.models.local_server import local_server, missing

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing() or "the real model is here")

QUESTION = "Who claims Azerbaijan will seek NATO membership?"
SECONDS = 30
"""For one call: long enough for the model to say something on a busy machine."""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Model]:
    with local_server(tmp_path_factory.mktemp("server")) as (url, name):
        settings = ModelSettings.of(name, base_url=url, timeout=SECONDS)
        assert settings is not None
        assert reach(settings).reachable
        model = open_model(replace(settings, max_tokens=90, deadline=SECONDS, attempts=1))
        assert model is not None
        yield model


def test_a_model_too_small_to_be_right_makes_no_answer_wrong(
    news: Collection, small: Model
) -> None:
    builtin = rag.ask(news, QUESTION)
    answer = rag.ask(news, QUESTION, model=small)
    assert answer.model is not None
    assert answer.model.usage.calls >= 1
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
