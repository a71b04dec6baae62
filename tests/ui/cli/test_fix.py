"""``onrecord fix``: what is corrected is so in every view, stays so and can be undone."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from index import open_collection, rebuild
from tests.rag.scripted import ANSWERS, script
from tests.ui.cli.conftest import find_statements

Run = Callable[..., Any]
USELESS = "This changes nothing: it is so already, or nothing here is called that."


@pytest.fixture
def own(spoken: Path, tmp_path: Path) -> Path:
    """A copy of the town's articles, to be corrected."""
    return Path(shutil.copytree(spoken, tmp_path / "own"))


def statement(onrecord: Run, own: Path, name: str) -> dict[str, Any]:
    """Somebody's first statement, as JSON."""
    shape = onrecord("-c", own, "statements", "--speaker", name, "--json").json
    return dict(shape["statements"][0])


def test_a_wrong_speaker_is_right_in_every_view_and_stays_so(
    onrecord: Run, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script(monkeypatch, {"the ferry has to stay": ANSWERS})
    question = ("-c", own, "ask", "who says that the ferry has to stay?")
    assert "Pavel Kovacs" in onrecord(*question).out
    said = statement(onrecord, own, "Pavel Kovacs")
    span = said["content"][0]
    place = f"{said['source']['article_id'][:8]}:{span['start']}-{span['end']}"
    fixed = onrecord("-c", own, "fix", place, "--speaker", "tomas havel")
    assert fixed.code == 0
    assert fixed.out.startswith("1. Tomas Havel: [the ferry has to stay] (in Ferry drivers")

    def everywhere(right: str, wrong: str) -> None:
        answer = onrecord(*question)
        assert f"{right}, " in answer.out
        assert wrong not in answer.out.replace("Driver Pavel Kovacs said", "")
        positions = onrecord("-c", own, "positions", "--json", "the ferry has to stay").json
        assert [p["voice"]["name"] for p in positions["positions"]] == [right]
        names = {s["name"] for s in onrecord("-c", own, "speakers", "--json").json["speakers"]}
        assert right in names
        assert wrong not in names
        words = [s["content"][0]["text"] for s in statements(right)]
        assert span["text"] in words
        exported = onrecord("-c", own, "export", "--format", "csv").out
        assert f'"{right}"' in exported
        assert f'"{wrong}"' not in exported

    def statements(name: str) -> list[dict[str, Any]]:
        return list(onrecord("-c", own, "speaker", name, "--json").json["statements"])

    everywhere("Tomas Havel", "Pavel Kovacs")
    monkeypatch.setattr("index.attributing.attribute", find_statements)
    rebuild(own, statements=True)
    everywhere("Tomas Havel", "Pavel Kovacs")
    assert "correction 1 undone" in onrecord("-c", own, "fix", "--undo", "1").err
    everywhere("Pavel Kovacs", "nobody else")


def test_what_is_no_statement_is_gone(onrecord: Run, own: Path) -> None:
    number = str(statement(onrecord, own, "Pavel Kovacs")["id"])
    piped = onrecord("-c", own, "statements").out.splitlines()
    assert number in [line.rpartition("\t")[2] for line in piped], "fix says: see statements"
    assert onrecord("-c", own, "fix", number, "--not-a-statement").out.startswith("1. no statement")
    assert "the ferry has to stay" not in onrecord("-c", own, "statements").out
    again = onrecord("-c", own, "fix", number, "--not-a-statement")
    assert again.code == 1
    assert f"no statement has the number {number}" in again.err


def test_roles_and_names(onrecord: Run, own: Path) -> None:
    number = str(statement(onrecord, own, "Pavel Kovacs")["id"])
    assert onrecord("-c", own, "fix", number, "--role", "rider").out == "1. Pavel Kovacs: rider\n"
    speaker = onrecord("-c", own, "speaker", "Pavel Kovacs", "--json").json["speaker"]
    assert speaker["roles"] == ["rider"]
    same = onrecord("-c", own, "fix", "--same", "Tomas Havel", "--same", "Paula Stein")
    assert same.out.splitlines()[-1] == "2. Paula Stein merged with Tomas Havel"
    assert "Paula Stein" not in onrecord("-c", own, "speakers").out
    apart = onrecord("-c", own, "fix", "--different", "Tomas Havel", "--different", "Paula Stein")
    assert apart.code == 1
    assert "are split here but merged" in apart.err
    alone = onrecord("-c", own, "fix", "--different", "Tomas Havel", "--article", "zzzz")
    assert alone.code == 1


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--role", "rider", "--of", "Nobody Here"), USELESS),
        (("--different", "Tomas Havel", "--different", "Anna Kovacs"), USELESS),
        (("--same", "Tomas Havel"), "is no correction"),
        (("--speaker", "Ada"), "name the statement"),
        (("abc:x", "--nobody"), "is not a statement"),
        (("999999", "--nobody"), "no statement has the number"),
        (("1",), "say what is wrong with 1"),
        (("1", "--speaker", " "), "needs a name"),
        (("1", "--nobody", "--not-a-statement"), "one thing at a time"),
        (("--undo", "9"), "there is no correction 9"),
        (("--import", "nowhere.jsonl"), "cannot be read"),
    ],
)
def test_what_cannot_be_corrected_is_told(
    onrecord: Run, own: Path, arguments: tuple[str, ...], told: str
) -> None:
    ran = onrecord("-c", own, "fix", *arguments)
    assert told in ran.err
    assert ran.code == (0 if told == USELESS else 1)
    assert onrecord("-c", own, "fix").out == "Nothing has been corrected.\n"


def test_corrections_travel(onrecord: Run, own: Path, spoken: Path, tmp_path: Path) -> None:
    number = str(statement(onrecord, own, "Pavel Kovacs")["id"])
    onrecord("-c", own, "fix", number, "--nobody")
    onrecord("-c", own, "fix", "--role", "chief engineer", "--of", "Tomas Havel")
    file = tmp_path / "corrections.jsonl"
    onrecord("-c", own, "fix", "--export", file)
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert [line["what"] for line in lines] == ["speaker", "role"]
    assert "Kovacs" not in file.read_text(encoding="utf-8"), "no words of articles"
    assert onrecord("-c", own, "fix", "--export", "-").out == file.read_text(encoding="utf-8")
    other = Path(shutil.copytree(spoken, tmp_path / "other"))
    ran = onrecord("-c", other, "fix", "--import", file)
    assert "2 corrections, 2 new; 2 of them change something here" in ran.err
    assert "2 corrections, 0 new" in onrecord("-c", other, "fix", "--import", file).err
    with open_collection(other, read_only=True) as collection:
        assert [one.what for one in collection.corrections()] == ["speaker", "role"]
    assert "Pavel Kovacs" not in onrecord("-c", other, "speakers").out


@pytest.mark.parametrize(
    "last",
    [
        '{"what": "different", "names": ["Anna Kovacs", "Tomas Havel"]}',
        '{"what": "nonsense", "names": ["Anna Kovacs"]}',
    ],
)
def test_of_a_file_all_is_taken_over_or_nothing(
    onrecord: Run, own: Path, tmp_path: Path, last: str
) -> None:
    file = tmp_path / "corrections.jsonl"
    lines = [
        '{"what": "role", "names": ["Tomas Havel"], "role": "chief engineer"}',
        '{"what": "same", "names": ["Anna Kovacs", "Tomas Havel"]}',
        last,
    ]
    file.write_text("\n".join(lines), encoding="utf-8")
    assert onrecord("-c", own, "fix", "--import", file).code == 1
    assert onrecord("-c", own, "fix", "--json").json["corrections"] == []
    file.write_text("\n".join(lines[:2]), encoding="utf-8")
    assert "2 corrections, 2 new" in onrecord("-c", own, "fix", "--import", file).err
