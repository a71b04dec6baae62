"""The functions that a call passes are counted: ours, once each, in every thread."""

from __future__ import annotations

import re
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from benchmarks.path import main, passed, report
from index.types import Filter
from rag.language import words
from rag.types import Voice
from rag.voices import label
from tests.rag.asking import CLAIM, town_of

MOST = {"rag": (72, 22), "index": (86, 26)}
"""Functions and files that a question may pass; the aim is 40 in 20, so these only go down. Models
that are loaded once by however many threads, and words told inside of speech, cost one each."""


def test_our_functions_are_counted_once_and_nobody_elses() -> None:
    found = passed(lambda: [words("the ferry"), words("is late"), bool(Filter()), sorted([2, 1])])
    assert found == [("index/types.py", "Filter.__bool__"), ("rag/language.py", "words")]


def test_other_threads_are_counted_too_and_the_profiler_is_taken_away() -> None:
    def call() -> None:
        with ThreadPoolExecutor(1) as pool:
            assert pool.submit(label, Voice("Anna Kovacs")).result() == "Anna Kovacs"

    assert ("rag/voices.py", "label") in passed(call)
    assert sys.getprofile() is None


def test_the_report_counts_functions_and_files_of_each_package() -> None:
    found = [("index/a.py", "f"), ("rag/b.py", "g"), ("rag/b.py", "h")]
    assert report(found).splitlines() == [
        "   1  index/a.py",
        "   2  rag/b.py",
        "index: 1 functions in 1 files",
        "rag: 2 functions in 1 files",
        "together: 3 functions in 2 files",
    ]
    assert "        h\n" in report(found, names=True)


def test_a_question_passes_no_more_than_it_did(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    town_of(tmp_path / "town").close()
    monkeypatch.setattr(sys, "argv", ["path", "-c", str(tmp_path / "town"), CLAIM])
    main()
    told = capsys.readouterr().out
    for package, (functions, files) in MOST.items():
        found = re.search(rf"^{package}: (\d+) functions in (\d+) files$", told, re.M)
        assert found, told
        assert 20 < int(found[1]) <= functions
        assert int(found[2]) <= files
