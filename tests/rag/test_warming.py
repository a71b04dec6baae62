"""Reading ahead changes how long answers take, and nothing else."""

from __future__ import annotations

import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

import index.encoder.sentence
import index.verifying.model
import rag
import rag.reader.model
import rag.stance.model
from index import Collection, open_collection
from rag import kinds
from rag.reader import load
from rag.warming import read_ahead


def test_answers_stay_the_same(news: Collection) -> None:
    question = "Who claims Azerbaijan will seek NATO membership?"
    before = rag.ask(news, question).to_dict(timings=False)
    assert before["citations"]
    read_ahead(news)
    assert rag.ask(news, question).to_dict(timings=False) == before


def test_what_the_first_question_would_wait_for_is_there(
    news: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    loads: list[int] = []
    monkeypatch.setattr("rag.warming.load", lambda: loads.append(1) or load())
    kinds._weights.cache_clear()
    read_ahead(news)
    assert loads
    assert kinds._weights.cache_info().currsize == 1


def as_new(module: ModuleType, patch: pytest.MonkeyPatch) -> ModuleType:
    """A module as a process that has just begun has it."""
    spec = spec_from_file_location(f"{module.__name__}_as_new", str(module.__file__))
    assert spec is not None
    assert spec.loader is not None
    made = module_from_spec(spec)
    patch.setitem(sys.modules, spec.name, made)  # its data classes look themselves up
    spec.loader.exec_module(made)
    return made


@pytest.mark.parametrize(
    ("module", "load", "made"),
    [
        (rag.reader.model, "load", "Reader"),
        (rag.stance.model, "load", "StanceModel"),
        (index.verifying.model, "default_verifier", "Verifier"),
        (index.encoder.sentence, "load_encoder", "SentenceEncoder"),
    ],
)
def test_a_first_question_while_models_load_loads_none_twice(
    module: ModuleType, load: str, made: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = as_new(module, monkeypatch)
    real, begun, together = getattr(fresh, made), [], threading.Barrier(4)

    def slowly(*args: object, **options: object) -> object:
        begun.append(made)
        time.sleep(0.05)
        return real(*args, **options)

    def ask(_: int) -> object:
        together.wait()
        return getattr(fresh, load)()

    monkeypatch.setattr(fresh, made, slowly)
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(ask, range(4)))
    assert begun == [made]
    assert len({id(one) for one in found}) == 1


def test_the_weights_of_the_encoder_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    fresh = as_new(index.encoder.sentence, monkeypatch)
    real, begun = fresh.Bert, list[int]()

    def slowly(model: object) -> object:
        begun.append(1)
        time.sleep(0.05)
        return real(model)

    monkeypatch.setattr(fresh, "Bert", slowly)
    encoder = fresh.load_encoder()
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(encoder.encode_question, ["Who?", "When?", "Where?", "Why?"]))
    assert begun == [1]


def test_an_empty_collection_has_nothing_to_read(tmp_path: Path) -> None:
    with open_collection(tmp_path / "c", create=True) as collection:
        read_ahead(collection)
        assert rag.ask(collection, "Who is here?").reason == "empty_collection"
