"""Finding the verb, the help, wrong usage, and what starting costs."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from ui.cli.routing import route
from ui.cli.verbs import SECTIONS, VERBS

Run = Callable[..., Any]


@pytest.mark.parametrize(
    ("given", "routed"),
    [
        (["list"], ["list"]),
        (["-c", "x", "list", "-r"], ["list", "-c", "x", "-r"]),
        (["--collection=x", "--json", "info"], ["info", "--collection=x", "--json"]),
        (["-cx", "info"], ["info", "-cx"]),
        (["who says so?"], ["ask", "who says so?"]),
        (["what", "is", "said"], ["ask", "what", "is", "said"]),
        (["-c", "x", "who says so?"], ["ask", "-c", "x", "who says so?"]),
        (["--json", "who says so?"], ["ask", "--json", "who says so?"]),
        (["--limit", "3", "who says so?"], ["ask", "--limit", "3", "who says so?"]),
        (["-"], ["ask", "-"]),
        (["--", "-5 degrees, who said that?"], ["ask", "--", "-5 degrees, who said that?"]),
        (["how", "many?"], ["ask", "how", "many?"]),
        (["whom", "did", "he", "name?"], ["ask", "whom", "did", "he", "name?"]),
        (["who", "prices will fall"], ["who", "prices will fall"]),
        (["who", "prices", "will", "fall?"], ["who", "prices", "will", "fall?"]),
        (["who", "is against it?"], ["who", "is against it?"]),
        (
            ["who", "claims", "prices", "will", "fall?"],
            ["who", "claims", "prices", "will", "fall?"],
        ),
        (["who", "is", "against", "it?"], ["ask", "who", "is", "against", "it?"]),
        (["-c", "x", "who", "is", "for", "it"], ["ask", "-c", "x", "who", "is", "for", "it"]),
        (["who", "wants", "a", "toll?"], ["ask", "who", "wants", "a", "toll?"]),
        (["help"], ["--help"]),
        (["-c", "x", "help", "list"], ["list", "--help"]),
        (["help", "me", "find", "it"], ["ask", "help", "me", "find", "it"]),
        (["serach", "bridge"], ["serach", "bridge"]),
        (["--help"], ["--help"]),
        (["-c", "x", "--version"], ["--version"]),
        (["-c", "x", "--json", "models"], ["models", "--json"]),
        ([], []),
        (["-c", "x"], ["-c", "x"]),
    ],
)
def test_the_verb_is_found(given: list[str], routed: list[str]) -> None:
    assert route(given) == routed


def test_a_misspelt_verb_is_not_asked(onrecord: Run) -> None:
    ran = onrecord("serach", "bridge")
    assert ran.code == 2
    assert ran.out == ""
    assert "onrecord search" in ran.err
    assert "onrecord ask" in ran.err


@pytest.mark.parametrize(
    "arguments",
    [
        ["ask"],
        ["ask", "help"],
        ["ask", "Quit"],
        ["exit"],
        ["ask", "--nonsense", "who?"],
        ["list", "--sort", "colour"],
        ["list", "--since", "yesterday"],
        ["search", "-n", "0", "bridge"],
        ["show"],
        ["verify"],
        ["eval", "x.jsonl", "--fail-under", "2"],
    ],
)
def test_wrong_usage_ends_with_2_and_prints_no_result(
    onrecord: Run, town: Path, arguments: list[str]
) -> None:
    ran = onrecord("-c", town, *arguments)
    assert ran.code == 2, ran
    assert ran.out == ""
    assert "Error: " in ran.err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["list", "-n", "0"], "'0' is not a whole number from 1 on"),
        (["list", "-n", "few"], "'few' is not a whole number from 1 on"),
        (["serve", "--port", "99999"], "'99999' is not a whole number from 0 to 65535"),
        (
            ["eval", "gate", "a", "--baseline", "b", "--alpha", "3"],
            "'3' is not a number from 0 to 1",
        ),
        (["list", "--sort", "colour"], ": 'colour' is not one of 'date', 'title'"),
    ],
)
def test_a_value_that_does_not_fit_is_told_in_plain_words(
    onrecord: Run, arguments: list[str], told: str
) -> None:
    ran = onrecord(*arguments)
    assert ran.code == 2, ran
    assert told in " ".join(ran.err.split())


def test_without_arguments_there_is_help(onrecord: Run) -> None:
    ran = onrecord()
    assert ran.code == 2
    assert "Usage: onrecord" in ran.out + ran.err


def test_version(onrecord: Run) -> None:
    ran = onrecord("--version")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("onrecord ")


def test_the_summaries_are_those_of_the_verbs() -> None:
    for verbs in SECTIONS.values():
        for verb in verbs:
            function = getattr(import_module(verb.module), f"{verb.name}_verb")
            assert (function.__doc__ or "").splitlines()[0] == verb.summary


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_every_verb_has_help_with_examples_and_the_common_options(onrecord: Run, verb: str) -> None:
    ran = onrecord(verb, "--help")
    assert ran.code == 0
    assert "Examples:" in ran.out
    assert f"onrecord {verb}" in ran.out
    # Who may sign in and which model answers has nothing to do with a collection.
    assert ("--collection" in ran.out) is (verb not in {"models", "passwd"})
    assert "--json" in ran.out


def test_starting_loads_no_heavy_library() -> None:
    heavy = ["torch", "transformers", "gradio", "spacy", "langchain", "rich", "pydantic"]
    code = (
        "import json, sys\n"
        "from ui.cli.frame import load_verb, main\n"
        "from ui.cli.verbs import VERBS\n"
        "main(['--help'])\n"
        "early = 'index' in sys.modules\n"
        "for verb in VERBS: load_verb(verb)\n"
        f"found = [m for m in {heavy!r} if m in sys.modules]\n"
        "print(json.dumps([early, found]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert json.loads(done.stdout.splitlines()[-1]) == [False, []]


def test_help_is_there_at_once(process: Run) -> None:
    took = []
    for _ in range(5):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        assert process("--help").code == 0
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        took.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    # Seconds of processor time, so that busy neighbours count less: 0.1 on a quiet machine.
    assert min(took) < 0.3, took
