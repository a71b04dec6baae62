"""``ask``, ``who`` and ``search``: what is printed, and where to."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from index import open_collection
from tests.remembered import afresh
from ui.cli.ask import who_asked

Run = Callable[..., Any]
BRIDGE = "who says the bridge will open in May?"
SILENT = "who says that interest rates will rise?"
SEQUENCE = re.compile("\x1b\\[[0-9;?]*[A-Za-z]")


def test_an_answer_quotes_word_for_word_and_names_its_sources(onrecord: Run, town: Path) -> None:
    ran = onrecord("-c", town, BRIDGE)
    assert (ran.code, ran.err) == (0, "")
    assert "Lidda Courier: Mayor Anna Kovacs said on Sunday that the new bridge" in ran.out
    assert re.match(r"(One|Two) voices?\b.* in both articles on this\.\n\n", ran.out)
    assert "[1]" in ran.out
    assert "\nSources\n[1] " in ran.out
    assert "https://courier.example/bridge" in ran.out
    assert re.search(r"\(place [0-9a-f]{8}:\d+-\d+\)", ran.out)
    assert "From both articles on this · 3 articles searched" in ran.out


def test_every_quotation_of_the_json_is_a_slice(onrecord: Run, town: Path) -> None:
    answer = onrecord("ask", "--json", BRIDGE, "-c", town).json
    assert answer["status"] == "answered"
    assert answer["citations"]
    with open_collection(town, read_only=True) as collection:
        for citation in answer["citations"]:
            quote = citation["quote"]
            text = collection.article(quote["article_id"]).text
            assert text[quote["start"] : quote["end"]] == quote["text"]


def test_asking_again_prints_the_same_bytes(onrecord: Run, town: Path) -> None:
    with afresh():
        assert onrecord("-c", town, BRIDGE).out == onrecord("-c", town, BRIDGE).out


def test_an_abstention_says_why_and_marks_the_nearest_as_no_answer(
    onrecord: Run, town: Path
) -> None:
    ran = onrecord("-c", town, SILENT)
    assert ran.code == 3
    assert ran.out.startswith("No answer: ")
    assert "Nearest in the collection (not an answer)" in ran.out
    assert "Sources" not in ran.out
    assert "[1]" not in ran.out


def test_the_question_may_come_through_standard_input(onrecord: Run, town: Path) -> None:
    given = onrecord("-c", town, "ask", "-", stdin=f"{BRIDGE}\n")
    assert (given.code, given.out) == (0, onrecord("-c", town, BRIDGE).out)


def test_words_without_quotation_marks_are_one_question(onrecord: Run, town: Path) -> None:
    assert onrecord("-c", town, "ask", *BRIDGE.split()).out == onrecord("-c", town, BRIDGE).out


def test_filters_limit_what_is_searched(onrecord: Run, town: Path) -> None:
    def sources(*options: str) -> set[str]:
        ran = onrecord("-c", town, "ask", "--json", *options, BRIDGE)
        return {c["source"]["source"] for c in ran.json["citations"]}

    assert sources("--source", "lidda courier") == {"Lidda Courier"}
    assert sources("--author", "Mira Lund") <= {"Evening Post"}
    assert sources("--until", "2025-03-02") == {"Lidda Courier"}
    assert "Lidda Courier" not in sources("--since", "2025-03-03", "--until", "2025-03")
    assert sources("--since", "2025-04") == set()


def test_an_article_is_named_by_a_prefix_of_its_id(onrecord: Run, town: Path) -> None:
    listed = onrecord("-c", town, "list", "--source", "Evening Post", "--json").json
    whole = listed["articles"][0]["id"]
    ran = onrecord("-c", town, "ask", "--json", "--article", whole[:8], "who doubts the bridge?")
    assert {c["quote"]["article_id"] for c in ran.json["citations"]} <= {whole}


def test_the_context_shows_the_sentences_around_a_quotation(onrecord: Run, town: Path) -> None:
    ran = onrecord("-c", town, "ask", "--show-context", BRIDGE)
    assert "⟦" in ran.out.split("Sources")[1]


def test_a_question_is_kept_unless_asked_otherwise(onrecord: Run, town: Path) -> None:
    kept = onrecord("-c", town, "ask", "--json", BRIDGE).json["log_id"]
    assert kept >= 1
    with open_collection(town, read_only=True) as collection:
        entry = collection.logged(kept)
    assert entry is not None
    assert entry["question"] == BRIDGE
    assert onrecord("-c", town, "ask", "--json", "--no-log", BRIDGE).json["log_id"] is None


def test_who_takes_a_proposition(onrecord: Run, town: Path) -> None:
    ran = onrecord("-c", town, "who", "the", "bridge", "will open in May.")
    assert ran.code == 0
    assert "will open in May" in ran.out
    answer = onrecord("-c", town, "who", "--json", "the bridge will open in May").json
    assert answer["type"] == "who"


@pytest.mark.parametrize(
    ("typed", "asked", "claim"),
    [
        ("prices will fall.", "Who says that prices will fall?", "prices will fall."),
        ("claims that prices will fall?", "Who claims that prices will fall?", ""),
        ("denies prices will fall", "Who denies prices will fall?", ""),
        ("is against the bridge?", "Who is against the bridge?", ""),
    ],
)
def test_who_without_quotation_marks_reads_like_a_question(
    typed: str, asked: str, claim: str
) -> None:
    assert who_asked(typed) == (asked, claim)


def test_search_lists_evidence_and_says_when_there_is_none(onrecord: Run, town: Path) -> None:
    ran = onrecord("-c", town, "search", "bearings from a foundry")
    assert ran.code == 0
    assert ran.out.startswith("1. ")
    assert "foundry" in ran.out
    found = onrecord("-c", town, "search", "--json", "-n", "1", "bridge").json
    assert len(found["results"]) == 1


@pytest.mark.parametrize("json_", [(), ("--json",)])
@pytest.mark.parametrize(
    "arguments",
    [
        ("ask", "who says that wolves returned to the valley?"),
        ("ask", "--show-context", "who says that wolves returned to the valley?"),
        ("ask", SILENT),
        ("search", "wolves of the northern park"),
        ("list",),
        ("info",),
        ("statements",),
    ],
)
def test_articles_cannot_send_anything_to_the_terminal(
    onrecord: Run, town: Path, arguments: tuple[str, ...], json_: tuple[str, ...]
) -> None:
    ran = onrecord("-c", town, *arguments, *json_)
    shown = ran.out + ran.err
    assert not [
        c
        for c in shown
        if c < " " and c != "\n" and not (c == "\t" and "list" in ran.out) and c != "\t"
    ]
    assert not [c for c in shown if "\x7f" <= c <= "\x9f" or c in "\u202a\u202b\u202c\u202d\u202e"]


def test_a_terminal_gets_only_our_own_sequences(terminal: Run, town: Path) -> None:
    ran = terminal("-c", town, "ask", "--show-context", "who says wolves returned to the valley?")
    assert ran.code in (0, 3)
    assert set(SEQUENCE.findall(ran.out)) <= {
        f"\x1b[{code}m" for code in ("0", "1", "2", "1;4", "31", "32", "33", "36")
    }
    rest = SEQUENCE.sub("", ran.out)
    assert "\x1b" not in rest
    assert "\x07" not in rest
    assert "[2J" in rest, "what is left of it"


def test_a_terminal_is_wrapped_and_coloured_but_not_with_no_color(
    terminal: Run, town: Path
) -> None:
    coloured = terminal("-c", town, BRIDGE)
    assert coloured.code == 0
    assert "\x1b[36m[1]" in coloured.out
    for line in SEQUENCE.sub("", coloured.out).split("\n"):
        assert len(line) <= 60 or " " not in line.strip()
    plain = terminal("-c", town, BRIDGE, env={"NO_COLOR": "1"})
    assert "\x1b" not in plain.out
    assert plain.out == SEQUENCE.sub("", coloured.out)
    assert "\x1b" not in terminal("-c", town, BRIDGE, env={"TERM": "dumb"}).out


def test_a_missing_collection_is_one_line_and_the_command_that_mends_it(onrecord: Run) -> None:
    ran = onrecord("-c", "nowhere", BRIDGE)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("error: ")
    assert "nowhere" in ran.err
    assert "add" in ran.err
    assert "Traceback" not in ran.err


def test_an_error_is_also_json_where_json_was_asked_for(onrecord: Run) -> None:
    ran = onrecord("-c", "nowhere", "ask", "--json", BRIDGE)
    assert ran.code == 1
    assert ran.json["error"]["type"] == "CollectionNotFound"
    assert ran.json["error"]["message"] in ran.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("ask", "   "), "empty"),
        (("ask", "--article", "ffffffff", BRIDGE), "ffffffff"),
        (("speaker", "Nobody At All"), "onrecord speakers"),
        (("show", "zzzz"), "zzzz"),
    ],
)
def test_errors_are_one_clear_line(
    onrecord: Run, town: Path, arguments: tuple[str, ...], said: str
) -> None:
    ran = onrecord("-c", town, *arguments)
    assert (ran.code, ran.out) == (1, "")
    assert said in ran.err
    assert "onrecord" in ran.err
    assert len(ran.err.splitlines()) <= 2


def test_the_collection_may_come_from_the_environment(
    onrecord: Run, town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONRECORD_COLLECTION", str(town))
    assert onrecord(BRIDGE).code == 0
    assert onrecord("-c", "nowhere", BRIDGE).code == 1


def test_a_reader_that_goes_away_is_no_error(town: Path, tmp_path: Path) -> None:
    child = subprocess.Popen(
        [sys.executable, "-m", "ui.cli", "-c", str(town), "list"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=Path(__file__).resolve().parents[3],
    )
    assert child.stdout is not None
    assert child.stderr is not None
    child.stdout.close()
    said = child.stderr.read().decode()
    child.stderr.close()
    assert child.wait(timeout=60) == 141
    assert said == ""


def test_no_heavy_library_is_loaded_to_answer(process: Run, town: Path) -> None:
    code = (
        "import json, sys\n"
        "from ui.cli import main\n"
        f"code = main(['-c', {str(town)!r}, {BRIDGE!r}])\n"
        "heavy = ['torch', 'transformers', 'sentence_transformers', 'gradio', 'rich', 'spacy']\n"
        "print(json.dumps([code, [m for m in heavy if m in sys.modules]]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120
    )
    assert json.loads(done.stdout.splitlines()[-1]) == [0, []]


def test_ctrl_c_ends_with_130(town: Path) -> None:
    child = subprocess.Popen(
        [sys.executable, "-m", "ui.cli", "-c", str(town), "chat"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).resolve().parents[3],
    )
    assert child.stdin is not None
    assert child.stdout is not None
    assert child.stderr is not None
    child.stdin.write(f"{BRIDGE}\n")
    child.stdin.flush()
    assert child.stdout.readline() != ""  # it has answered and waits for the next line
    child.send_signal(signal.SIGINT)
    said = child.stderr.read()
    code = child.wait(timeout=60)
    for stream in (child.stdin, child.stdout, child.stderr):
        stream.close()
    assert (code, said) == (130, "")
    assert "Traceback" not in said
