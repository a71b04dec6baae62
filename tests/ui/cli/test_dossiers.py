"""``onrecord dossier``: pinned, ordered, shown, exported and verified from the command line."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.ui.cli.test_docs import documented, hold
from ui.cli.dossiers.steps import STEPS, DossierCommand

Run = Callable[..., Any]


@pytest.fixture
def own(spoken: Path, tmp_path: Path) -> Path:
    """A copy of the town's articles."""
    return Path(shutil.copytree(spoken, tmp_path / "own"))


@pytest.fixture
def dossier(onrecord: Run, own: Path) -> list[dict[str, Any]]:
    """A dossier *Bridge* of three statements; the statements."""
    said = onrecord("-c", own, "statements", "--json").json["statements"][:3]
    for number, one in enumerate(said):
        label = ("--label", "May") if number else ()
        ran = onrecord("-c", own, "dossier", "add", "Bridge", one["id"], *label, "--note", "n")
        assert (ran.code, ran.err) == (0, f"pinned to Bridge as number {number + 1}\n")
    return list(said)


def shown(onrecord: Run, own: Path, *options: str) -> list[str]:
    shape = onrecord("-c", own, "dossier", "show", "Bridge", "--json", *options).json
    return [one["quote"]["text"] for one in shape["pins"]]


def test_what_is_pinned_is_shown_moved_and_removed(
    onrecord: Run, own: Path, dossier: list[dict[str, Any]]
) -> None:
    words = [one["content"][0]["text"] for one in dossier]
    assert shown(onrecord, own) == words
    listed = onrecord("-c", own, "dossier")
    assert listed.out.startswith("Bridge\t3\t")
    assert onrecord("-c", own, "dossier", "list").out == listed.out
    assert onrecord("dossier", "list", "--help").out == onrecord("dossier", "--help").out
    text = onrecord("-c", own, "dossier", "show", "bridge").out
    assert dossier[0]["voice"]["name"] in text
    assert "[May] n" in text
    quote = dossier[0]["content"][0]
    assert f":{quote['start']}-{quote['end']})" in text
    assert "(place " in text
    assert re.fullmatch(r"Bridge\t3\t\d{4}-\d\d-\d\d \d\d:\d\d\n", listed.out)
    assert shown(onrecord, own, "--label", "may") == words[1:]
    speaker = dossier[0]["voice"]["name"]
    assert words[0] in shown(onrecord, own, "--speaker", speaker)
    assert onrecord("-c", own, "dossier", "show", "Bridge", "--label", "x").code == 3

    moved = onrecord("-c", own, "dossier", "move", "Bridge", "3", "1")
    assert (moved.code, moved.err) == (0, "pin 3 is now number 1 of Bridge\n")
    assert shown(onrecord, own) == [words[2], words[0], words[1]]
    again = onrecord("-c", own, "dossier", "add", "Bridge", dossier[0]["id"], "--label", "June")
    assert "pinned to Bridge before" in again.err
    assert shown(onrecord, own, "--label", "June") == [words[0]]
    renamed = onrecord("-c", own, "dossier", "rename", "Bridge", "In May")
    assert (renamed.code, renamed.err) == (0, "Bridge is now called In May\n")
    assert "there is no dossier 'Bridge'" in onrecord("-c", own, "dossier", "show", "Bridge").err
    removed = onrecord("-c", own, "dossier", "remove", "In May", "1", "3")
    assert removed.err == "2 pins removed from In May\n"
    assert onrecord("-c", own, "dossier").out.startswith("In May\t1\t")
    assert onrecord("-c", own, "dossier", "remove", "In May", "--all").code == 0
    assert onrecord("-c", own, "dossier").out == "\n"
    assert onrecord("-c", own, "dossier", "list", "--user", "ada", "--json").json == {
        "dossiers": []
    }


@pytest.mark.parametrize("ending", ["md", "docx", "csv", "xlsx", "html", "json"])
def test_an_export_can_be_verified_until_the_article_is_gone(
    onrecord: Run, own: Path, dossier: list[dict[str, Any]], tmp_path: Path, ending: str
) -> None:
    file = tmp_path / f"bridge.{ending}"
    ran = onrecord("-c", own, "dossier", "export", "Bridge", file)
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == f"3 quotations in {file}\n"
    verified = onrecord("-c", own, "verify", file)
    assert (verified.code, verified.out.splitlines()[-1]) == (0, "3 of 3 quotations are exact")
    article = dossier[0]["source"]["article_id"]
    gone = sum(one["source"]["article_id"] == article for one in dossier)
    removed = onrecord("-c", own, "remove", article)
    assert f"{gone} pin{'' if gone == 1 else 's'} removed from dossiers" in removed.err
    assert len(shown(onrecord, own)) == 3 - gone
    assert onrecord("-c", own, "verify", file).code == 1


def test_a_corrected_speaker_is_right_in_the_dossier(
    onrecord: Run, own: Path, dossier: list[dict[str, Any]]
) -> None:
    onrecord("-c", own, "fix", dossier[0]["id"], "--speaker", "Ada Brook")
    text = onrecord("-c", own, "dossier", "show", "Bridge").out
    assert text.startswith("1. Ada Brook")


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("show", "Nothing"), 1, "there is no dossier 'Nothing'"),
        (("add", "Bridge", "abc:x"), 1, "is not a statement"),
        (("add", "Bridge", "999999"), 1, "no statement has the number"),
        (("add", " ", "1"), 1, "name cannot be empty"),
        (("move", "Bridge", "4", "1"), 1, "there is no pin 4; they are numbered 1 to 3"),
        (("remove", "Bridge"), 2, "either numbers of pins or --all"),
        (("remove", "Bridge", "1", "--all"), 2, "either numbers of pins or --all"),
        (("export", "Bridge", "bridge.exe"), 1, "tells no format"),
        (("export", "Bridge", "bridge.md", "--label", "x"), 1, "nothing is pinned here"),
        (("show", "Bridge", "--direct", "--reported"), 2, "not together with --direct"),
    ],
)
@pytest.mark.usefixtures("dossier")
def test_what_cannot_be_done_is_told(
    onrecord: Run, own: Path, arguments: tuple[str, ...], code: int, told: str
) -> None:
    ran = onrecord("-c", own, "dossier", *arguments)
    assert ran.code == code
    assert told in ran.err


def test_its_json_is_documented(
    onrecord: Run, own: Path, dossier: list[dict[str, Any]], tmp_path: Path
) -> None:
    hold("dossier-list", onrecord("-c", own, "dossier", "list", "--json").json)
    never = frozenset(key for key, _ in documented("dossier-show") if key.startswith("where."))
    show = ("-c", own, "dossier", "show", "Bridge", "--json", "--since", "2020")
    hold("dossier-show", onrecord(*show).json, never=never)
    add = ("-c", own, "dossier", "add", "Bridge", dossier[0]["id"], "--json")
    added = onrecord(*add).json
    hold("dossier-add", added)
    assert (added["number"], added["new"], added["dossier"]["pins"]) == (1, False, 3)
    hold("dossier-move", onrecord("-c", own, "dossier", "move", "Bridge", 3, 1, "--json").json)
    export = ("-c", own, "dossier", "export", "Bridge", tmp_path / "x.md", "--json")
    hold("dossier-export", onrecord(*export).json)
    renamed = onrecord("-c", own, "dossier", "rename", "Bridge", "May", "--json").json
    hold("dossier-rename", renamed)
    assert renamed["dossier"]["name"] == "May"
    one = onrecord("-c", own, "dossier", "remove", "May", 1, "--json").json
    whole = onrecord("-c", own, "dossier", "remove", "May", "--all", "--json").json
    hold("dossier-remove", one, whole)
    assert (one["removed"], one["dossier"]["pins"]) == (1, 2)
    assert (whole["removed"], whole["dossier"]) == (2, None)


@pytest.mark.parametrize("step", sorted(STEPS))
def test_every_step_has_help(onrecord: Run, step: str) -> None:
    ran = onrecord("dossier", step, "--help")
    assert ran.code == 0
    assert f"Usage: onrecord dossier {step}" in ran.out
    assert (DossierCommand.step(step).help or "").splitlines()[0] == STEPS[step][1]
