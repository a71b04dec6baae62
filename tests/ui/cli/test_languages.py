"""`add` and `info` say which languages there are and what that means; filters by language."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]

TEXTS = {
    "pont.txt": (
        "Le maire a promis mardi un nouveau pont, que personne n'avait demandé.\n\n"
        "Les travaux commenceront en avril et dureront deux ans, a dit Anne Perrin au conseil.\n"
    ),
    "most.txt": (
        "Мэр обещает построить новый мост через реку до конца следующего года.\n\n"
        "Горожане говорят, что старый мост ещё простоит долго и что денег на новый нет.\n"
    ),
    "bridge.txt": (
        "The mayor promised a new bridge on Tuesday, which nobody had asked for.\n\n"
        '"The work will begin in April," said Anne Perrin, the mayor.\n'
    ),
}


@pytest.fixture
def mixed(onrecord: Run, tmp_path: Path) -> Path:
    """A collection with a French, a Russian and an English article."""
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    folder = tmp_path / "mixed"
    assert onrecord("add", "-c", folder, *(tmp_path / name for name in TEXTS)).code == 0
    return folder


def test_add_says_what_is_not_looked_for(onrecord: Run, tmp_path: Path) -> None:
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    ran = onrecord("add", "-c", tmp_path / "one", tmp_path / "bridge.txt")
    assert "languages" not in ran.out
    ran = onrecord("add", "-c", tmp_path / "two", *(tmp_path / name for name in TEXTS))
    assert "languages: " in ran.out
    assert "French 1" in ran.out
    assert "Russian 1" in ran.out
    assert "in English only" in " ".join(ran.out.split())
    assert "2 articles can only be searched" in " ".join(ran.out.split())
    shape = onrecord("add", "--json", "-c", tmp_path / "three", tmp_path / "pont.txt").json
    assert shape["languages"] == {"fr": 1}


def test_info_counts_the_languages(onrecord: Run, mixed: Path) -> None:
    assert onrecord("-c", mixed, "info", "--json").json["languages"] == {"en": 1, "fr": 1, "ru": 1}
    assert "English 1, French 1, Russian 1" in onrecord("-c", mixed, "info").out


@pytest.mark.parametrize("name", ["fr", "FR", "French", " french "])
def test_a_language_is_a_filter_by_code_or_name(onrecord: Run, mixed: Path, name: str) -> None:
    listed = onrecord("-c", mixed, "list", "--language", name, "--json").json["articles"]
    assert [one["language"] for one in listed] == ["fr"]
    assert onrecord("-c", mixed, "list", "--language", name).out.rstrip().endswith("\tfr")
    found = onrecord("-c", mixed, "search", "pont", "--language", name, "--json").json
    assert found["where"]["languages"] == ["fr"]
    assert {one["source"]["title"] for one in found["results"]} == {listed[0]["title"]}


def test_a_language_that_no_article_has_is_an_error(onrecord: Run, mixed: Path) -> None:
    for verb in (("list",), ("ask", "who says the bridge will open?")):
        ran = onrecord("-c", mixed, *verb, "--language", "de")
        assert ran.code == 1
        assert "no article has the language 'German'; there are: " in ran.err
        assert "French" in ran.err


GERMAN = (
    "Die Stadt will die alte Brücke im Juni für ein Jahr schließen, teilte sie am Montag mit.\n\n"
    "„Der Stahl ist müde“, sagte die Bürgermeisterin {name} vor dem Rathaus, „und wir sind es "
    "auch.“\n"
)
ENGLISH = "It rained in the north of the country on Sunday, and the ferries stayed in port.\n"


@pytest.mark.parametrize(
    ("names", "english", "told"),
    [
        (["Anna Kern"], 0, "1 article searched, it is not in English"),
        (["Anna Kern", "Ida Roth"], 0, "2 articles searched, 2 of them not in English"),
        (["Ada Lind", "Eva Holm"], 1, "3 articles searched, 2 of them not in English"),
        ([], 1, "1 article searched"),
    ],
)
def test_a_question_is_told_how_many_articles_are_not_read_for_statements(
    onrecord: Run, tmp_path: Path, names: list[str], english: int, told: str
) -> None:
    for name in names:
        (tmp_path / f"{name}.txt").write_text(GERMAN.format(name=name), encoding="utf-8")
    for number in range(english):
        (tmp_path / f"{number}.txt").write_text(ENGLISH, encoding="utf-8")
    folder = tmp_path / "c"
    assert onrecord("add", "-c", folder, *tmp_path.glob("*.txt")).code == 0
    question = "who says that the steel of the bridge is tired?"
    ran = onrecord("-c", folder, "ask", question)
    text = " ".join(ran.out.split())
    assert told in text
    assert ("not in English (speakers are found in English only)" in text) == bool(names)
    shape = onrecord("-c", folder, "ask", question, "--json").json
    assert shape["coverage"]["unread"] == len(names)
    assert not shape["sentences"] or not any(c["voice"]["speaker_id"] for c in shape["citations"])
    shape = onrecord("-c", folder, "positions", "the steel of the bridge is tired", "--json").json
    assert shape["coverage"]["unread"] == len(names)
    if names and english:
        limited = onrecord("-c", folder, "ask", question, "--language", "en", "--json").json
        assert limited["coverage"]["unread"] == 0


def test_an_article_read_in_part_is_added(onrecord: Run, tmp_path: Path) -> None:
    record = (
        '{"title": "Bridge", "url": "https://coast.example/1", "content": "The bridge will close'
        ' in June, said Pia Holm, the mayor of the town. [+1204 chars]"}'
    )
    (tmp_path / "cut.json").write_text(record, encoding="utf-8")
    ran = onrecord("add", tmp_path / "cut.json")
    assert ran.code == 1
    assert ran.out.startswith("1 added, 1 in part; 1 article in ")
    assert "added, but in part: " in ran.err
    assert "not added" not in ran.out + ran.err
    shape = onrecord("add", "--json", tmp_path / "cut.json", tmp_path / "missing.txt").json
    assert sorted(f["partial"] for f in shape["failures"]) == [False, True]
