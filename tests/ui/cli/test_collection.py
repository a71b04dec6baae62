"""``add``, ``list``, ``show``, ``remove``, ``info``, ``doctor``, ``rebuild``."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from index import doctor, open_collection

Run = Callable[..., Any]
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def own(town: Path, tmp_path: Path) -> Path:
    """A copy of the town's collection that may be changed."""
    return Path(shutil.copytree(town, tmp_path / "own"))


def test_adding_makes_the_collection_and_adding_again_changes_nothing(
    onrecord: Run, town_articles: Path
) -> None:
    first = onrecord("add", town_articles)
    assert first.code == 0
    assert first.out == "3 added; 3 articles in .onrecord\n"
    again = onrecord("add", town_articles, "--json")
    assert again.code == 0
    assert again.json["added"] == []
    assert len(again.json["unchanged"]) == 3
    assert onrecord("list", "--json").json["total"] == 3


def test_statements_can_be_left_out(onrecord: Run, town_articles: Path, tmp_path: Path) -> None:
    quick = tmp_path / "quick"
    assert onrecord("add", "-c", quick, town_articles, "--no-statements").code == 0
    with open_collection(quick, read_only=True) as collection:
        assert collection.count() == 3
        assert not collection.statements()


def test_a_changed_article_replaces_its_older_version(onrecord: Run, tmp_path: Path) -> None:
    story = tmp_path / "story.txt"
    story.write_text("The mill is open, said Ada Brook.", encoding="utf-8")
    onrecord("add", story)
    story.write_text("The mill is closed, said Ada Brook.", encoding="utf-8")
    ran = onrecord("add", story)
    assert "1 replaced" in ran.out
    assert "; 1 article in " in ran.out


def test_one_file_is_one_article_from_whichever_folder_it_is_named(
    onrecord: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "desk").mkdir()
    story = tmp_path / "news" / "story.txt"
    story.write_text("The mill is open, said Ada Brook.", encoding="utf-8")
    monkeypatch.chdir(tmp_path / "desk")
    assert "1 added" in onrecord("add", "../news").out
    assert onrecord("list", "--json").json["articles"][0]["path"] == str(story)
    story.write_text("The mill is closed, said Ada Brook.", encoding="utf-8")
    assert "1 replaced" in onrecord("add", story).out


def test_a_path_that_goes_up_behind_a_link_names_its_own_file(
    onrecord: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "deep" / "desk").mkdir(parents=True)
    for folder, words in ((tmp_path, "open"), (tmp_path / "deep", "closed")):
        (folder / "story.txt").write_text(f"The mill is {words}, said Ada Brook.", encoding="utf-8")
    (tmp_path / "link").symlink_to(tmp_path / "deep" / "desk")
    monkeypatch.chdir(tmp_path)
    assert "2 added" in onrecord("add", "story.txt", "link/../story.txt").out


def test_what_cannot_be_read_is_listed_and_the_rest_is_added(
    onrecord: Run, town_articles: Path, tmp_path: Path
) -> None:
    (tmp_path / "empty.txt").write_text(" \n", encoding="utf-8")
    ran = onrecord(
        "add", tmp_path / "empty.txt", tmp_path / "missing.txt", town_articles / "bridge.md"
    )
    assert ran.code == 1
    assert "1 added, 2 not added" in ran.out
    assert "empty.txt" in ran.err
    assert "missing.txt" in ran.err
    shape = onrecord("add", "--json", tmp_path / "missing.txt").json
    assert [f["origin"] for f in shape["failures"]] == [str(tmp_path / "missing.txt")]
    assert shape["articles"] == 1


def test_an_address_that_is_dead_is_named_once(onrecord: Run, town_articles: Path) -> None:
    ran = onrecord("add", town_articles / "bridge.md", "http://127.0.0.1:9/story")
    assert ran.code == 1
    assert ran.err.count("http://127.0.0.1:9/story") == 1
    assert "not added: http://127.0.0.1:9/story: cannot be fetched" in ran.err


def test_a_mistyped_path_leaves_no_collection_behind(onrecord: Run, tmp_path: Path) -> None:
    ran = onrecord("add", "no-such-folder")
    assert ran.code == 1
    assert "no-such-folder" in ran.err
    assert not (tmp_path / ".onrecord").exists()


def test_offline_refuses_addresses_before_anything_is_added(
    onrecord: Run, town_articles: Path, tmp_path: Path
) -> None:
    ran = onrecord("add", town_articles, "https://example.org/story", "--offline")
    assert (ran.code, ran.out) == (1, "")
    assert "https://example.org/story" in ran.err
    assert not (tmp_path / ".onrecord").exists()


def test_an_article_may_come_through_standard_input(onrecord: Run) -> None:
    ran = onrecord("add", "-", stdin="The mill is open, said the miller Ada Brook.\n")
    assert (ran.code, ran.out) == (0, "1 added; 1 article in .onrecord\n")


def test_a_manifest_gives_metadata(onrecord: Run, tmp_path: Path) -> None:
    (tmp_path / "mill.txt").write_text("The mill is open, said Ada Brook.", encoding="utf-8")
    manifest = tmp_path / "manifest.csv"
    manifest.write_text("path,title,published\nmill.txt,The mill,2025-02-01\n", encoding="utf-8")
    assert onrecord("add", tmp_path / "mill.txt", "--manifest", manifest).code == 0
    article = onrecord("list", "--json").json["articles"][0]
    assert (article["title"], article["published"]) == ("The mill", "2025-02-01")
    shown = onrecord("show", article["id"]).out
    assert "(manifest" in shown
    gone = onrecord("add", tmp_path / "mill.txt", "--manifest", tmp_path / "none.csv")
    assert gone.code == 1
    assert "none.csv" in gone.err


def test_progress_goes_to_the_terminal_and_can_be_silenced(
    terminal: Run, process: Run, town_articles: Path
) -> None:
    ran = terminal("add", town_articles)
    assert ran.code == 0, ran.out
    assert "articles" in ran.out
    assert "/s" in ran.out
    assert "3 added; 3 articles in .onrecord" in ran.out
    quiet = process("add", "-q", town_articles)
    assert (quiet.code, quiet.err) == (0, "")
    assert quiet.out == "3 unchanged; 3 articles in .onrecord\n"


def test_nothing_to_list_is_said_beside_the_results(onrecord: Run, town: Path) -> None:
    ran = onrecord("-c", town, "list", "--since", "2030")
    assert (ran.code, ran.out) == (0, "")
    assert "no article fits" in ran.err


def test_the_list_is_sorted_and_limited(onrecord: Run, town: Path) -> None:
    def titles(*options: str) -> list[str]:
        return [
            a["title"] for a in onrecord("-c", town, "list", "--json", *options).json["articles"]
        ]

    by_date = titles()
    assert [t[:4] for t in by_date] == ["Brid", "Engi", "Wolf"]
    assert titles("--reverse") == by_date[::-1]
    assert titles("--sort", "source")[0].startswith("Engineers")
    assert titles("--sort", "length")[0].startswith("Wolf")
    assert titles("-n", "1") == by_date[:1]
    assert titles("--author", "mira lund") == [by_date[1]]


def test_a_piped_list_has_the_whole_id_first(onrecord: Run, town: Path) -> None:
    rows = [line.split("\t") for line in onrecord("-c", town, "list").out.splitlines()]
    assert [len(row) for row in rows] == [7, 7, 7]
    ids = {a["id"] for a in onrecord("-c", town, "list", "--json").json["articles"]}
    assert {row[0] for row in rows} == ids


def test_the_examples_can_be_asked(onrecord: Run, sample_collection: Path) -> None:
    assert onrecord("-c", sample_collection, "info", "--json").json["articles"] >= 10
    question = "who claims Azerbaijan will seek NATO membership?"
    ran = onrecord("-c", sample_collection, "ask", "--json", question)
    assert ran.code in (0, 3)
    for citation in ran.json["citations"]:
        quote = citation["quote"]
        shown = onrecord("-c", sample_collection, "show", quote["article_id"], "--json").json
        assert shown["text"][quote["start"] : quote["end"]] == quote["text"]


def test_show_gives_metadata_text_and_parts(onrecord: Run, town: Path) -> None:
    listed = onrecord("-c", town, "list", "--source", "Lidda Courier", "--json").json
    found = listed["articles"][0]["id"]
    ran = onrecord("-c", town, "show", found[:6])
    assert ran.code == 0
    assert "front matter" in ran.out
    assert "The builders have worked through the winter." in ran.out
    shape = onrecord("-c", town, "show", found, "--json", "--sentences", "--passages").json
    for part in (*shape["sentences"], *shape["passages"]):
        assert shape["text"][part["start"] : part["end"]] == part["text"]
    assert "1. 0–" in onrecord("-c", town, "show", found, "--sentences").out


def test_show_lists_the_statements_of_an_article(onrecord: Run, spoken: Path) -> None:
    listed = onrecord("-c", spoken, "list", "--source", "Evening Post", "--json").json
    found = listed["articles"][0]["id"]
    ran = onrecord("-c", spoken, "show", found, "--statements")
    assert "Tomas Havel" in ran.out
    assert len(onrecord("-c", spoken, "show", found, "--statements", "--json").json["statements"])


def test_removing_takes_all_or_nothing(onrecord: Run, own: Path) -> None:
    ids = [a["id"] for a in onrecord("-c", own, "list", "--json").json["articles"]]
    ran = onrecord("-c", own, "remove", ids[0], "ffffffff")
    assert ran.code == 1
    assert onrecord("-c", own, "list", "--json").json["total"] == 3
    ran = onrecord("-c", own, "remove", ids[0][:8], ids[1], "--json")
    assert ran.code == 0
    assert ran.json == {"removed": ids[:2], "articles": 1}
    assert onrecord("-c", own, "search", "bearings foundry bridge", "--json").code in (0, 3)
    assert "bearings" not in onrecord("-c", own, "search", "bearings foundry bridge").out


def test_info_counts(onrecord: Run, town: Path) -> None:
    facts = onrecord("-c", town, "info", "--json").json
    assert facts["articles"] == 3
    assert facts["passages"] >= 3
    assert facts["published"]["first"] == "2025-03-02"
    assert facts["sources"]["Lidda Courier"] == 1
    assert facts["bytes"]["onrecord.sqlite"] > 0
    told = onrecord("-c", town, "info").out
    assert "articles    3" in told
    assert "on disk     " in told
    assert "generation" not in told


def test_doctor_and_rebuild(onrecord: Run, own: Path) -> None:
    ran = onrecord("-c", own, "doctor")
    assert (ran.code, ran.out) == (0, f"{own}: nothing wrong\n")
    for cache in own.glob("*.faiss"):
        cache.unlink()
    ran = onrecord("-c", own, "doctor", "--json")
    assert ran.json["sound"] == (ran.code == 0)
    assert ran.json["findings"]
    assert "rebuild" in ran.json["findings"][0]["fix"]
    assert onrecord("-c", own, "rebuild").code == 0
    assert onrecord("-c", own, "doctor", "--json").json["findings"] == []
    assert onrecord("-c", own, "rebuild", "--json", "--reembed").json["articles"] == 3


def test_a_truth_that_cannot_be_read_is_one_line(onrecord: Run, own: Path) -> None:
    for extra in own.glob("onrecord.sqlite-*"):
        extra.unlink()
    (own / "onrecord.sqlite").write_bytes(b"this is no database" * 500)
    ran = onrecord("-c", own, "list")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("error: ")
    assert "Traceback" not in ran.err


def test_ctrl_c_while_adding_leaves_a_sound_collection(tmp_path: Path) -> None:
    many = tmp_path / "many.jsonl"
    line = '{{"title": "Report {0}", "text": "Speaker Number{0} said that item {0} is ready."}}\n'
    many.write_text("".join(line.format(i) for i in range(3000)), encoding="utf-8")
    folder = tmp_path / "collection"
    child = subprocess.Popen(
        [sys.executable, "-m", "ui.cli", "-c", str(folder), "add", str(many)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    deadline = time.monotonic() + 60
    while not (folder / "onrecord.sqlite").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(1.0)
    child.send_signal(signal.SIGINT)
    _, said = child.communicate(timeout=60)
    assert child.returncode == 130, said
    assert "Traceback" not in said
    assert [f for f in doctor(folder) if f.severity == "error"] == []
    with open_collection(folder) as collection:
        assert collection.count() < 3000
