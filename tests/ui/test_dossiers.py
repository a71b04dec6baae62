"""Dossiers: what is pinned is kept, each user's own, in the order that was given."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from index import Collection, Filter, open_collection
from rag.citations import verify_all
from ui.dossiers import Dossiers, citation_at, dossier_document, pinned
from ui.dossiers.store import FILE
from ui.exceptions import DossiersUnreadable, ExportError, InputError, NoSuchDossier
from ui.export import DOCUMENTS, read_export

ROOT = Path(__file__).resolve().parents[2]


def shape(number: int, article: str = "0123456789abcdef") -> dict[str, Any]:
    """A citation as it is kept."""
    return {
        "number": 1,
        "kind": "direct",
        "quote": {"article_id": article, "start": number, "end": number + 4, "text": "toll"},
    }


@pytest.fixture
def dossiers(tmp_path: Path) -> Dossiers:
    return Dossiers(tmp_path)


def starts(dossiers: Dossiers, dossier: str, user: str = "") -> list[int]:
    return [one.citation["quote"]["start"] for one in dossiers.pins(user, dossier)]


def test_pins_are_kept_in_order_and_moved(dossiers: Dossiers, tmp_path: Path) -> None:
    made = dossiers.create("", "  The  ferry ")
    assert made.name == "The ferry"
    for number in (10, 20, 30):
        pinned_to = dossiers.pin("", made.id, shape(number), "d1", label="fares", note=f"n{number}")
        assert (pinned_to[0].id, pinned_to[1]) == (made.id, True)
    again = Dossiers(tmp_path)
    assert [(one.name, one.pins) for one in again.listed("")] == [("The ferry", 3)]
    assert starts(again, made.id) == [10, 20, 30]
    third = again.pins("", made.id)[2]
    again.move("", made.id, third.id, 0)
    assert starts(again, made.id) == [30, 10, 20]
    again.move("", made.id, third.id, 99)
    assert starts(again, made.id) == [10, 20, 30]
    assert not again.pin("", "the ferry", shape(20), "d1", label="", note="changed")[1]
    assert [(one.label, one.note) for one in again.pins("", made.id)] == [
        ("fares", "n10"),
        ("", "changed"),
        ("fares", "n30"),
    ]
    again.unpin("", made.id, [again.pins("", made.id)[0].id])
    assert starts(again, made.id) == [20, 30]
    again.rename("", made.id, "THE FERRY")
    assert again.find("", "the ferry").id == again.find("", made.id).id == made.id
    again.delete("", made.id)
    assert again.listed("") == []
    assert again.pins("", made.id) == []


def test_each_user_has_their_own(dossiers: Dossiers) -> None:
    mine, theirs = dossiers.create("ada", "Ferry"), dossiers.create("ben", "Ferry")
    dossiers.pin("ada", mine.id, shape(1), "d")
    assert dossiers.pins("ben", mine.id) == []
    dossiers.delete("ben", mine.id)
    dossiers.rename("ben", mine.id, "Taken")
    for change in (
        lambda: dossiers.unpin("ben", mine.id, [1]),
        lambda: dossiers.move("ben", mine.id, 1, 0),
        lambda: dossiers.find("ada", "Taken"),
    ):
        with pytest.raises(NoSuchDossier):
            change()
    assert starts(dossiers, mine.id, "ada") == [1]
    assert dossiers.listed("ben") == [theirs]
    dossiers.pin("ben", mine.id, shape(2), "d")  # to somebody else it is only a name
    assert starts(dossiers, mine.id, "ada") == [1]
    assert [one.name for one in dossiers.listed("ben")] == sorted(
        (mine.id, "Ferry"), key=str.casefold
    )


def test_what_cannot_be_a_name_or_a_note(dossiers: Dossiers) -> None:
    made = dossiers.create("", "Ferry")
    other = dossiers.create("", "Bridge")
    for name in ("", " ", "x" * 81, "FERRY"):
        with pytest.raises(InputError):
            dossiers.create("", name)
        with pytest.raises(InputError):
            dossiers.rename("", other.id, name)
    with pytest.raises(InputError, match="note is too long"):
        dossiers.pin("", made.id, shape(1), "d", note="x" * 1001)
    assert starts(dossiers, made.id) == []


@pytest.mark.parametrize(
    "refused", [{"note": "x" * 1001}, {"label": "x" * 81}, {"name": "x" * 81}, {"name": " "}]
)
def test_a_refused_pin_begins_no_dossier(dossiers: Dossiers, refused: dict[str, str]) -> None:
    options = {"name": "New", **refused}
    with pytest.raises(InputError):
        dossiers.pin("", options.pop("name"), shape(1), "d", **options)
    assert dossiers.listed("") == []
    made, new = dossiers.pin("", " New  one", shape(1), "d")
    assert (made.name, new) == ("New one", True)
    assert starts(dossiers, made.id) == [1]


def test_a_removed_article_takes_its_pins_along(dossiers: Dossiers, tmp_path: Path) -> None:
    made = dossiers.create("", "Ferry")
    dossiers.pin("", made.id, shape(1, "a" * 16), "d")
    dossiers.pin("", made.id, shape(1, "b" * 16), "d")
    dossiers.relink("b" * 16, "c" * 16)
    assert dossiers.forget(["a" * 16]) == 1
    assert [p.citation["quote"]["article_id"] for p in dossiers.pins("", made.id)] == ["c" * 16]
    assert b"aaaaaaaaaaaaaaaa" not in (tmp_path / FILE).read_bytes()


def test_a_file_that_is_none_says_so(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"no database at all, but long enough to be read as one" * 40)
    with pytest.raises(DossiersUnreadable, match="move that file away"):
        Dossiers(tmp_path)


PINNING = """
import itertools, sys
from pathlib import Path
from tests.ui.test_dossiers import shape
from ui.dossiers import Dossiers
dossiers = Dossiers(Path(sys.argv[1]))
made = dossiers.create("", "Ferry")
for number in itertools.count():
    dossiers.pin("", made.id, shape(number), "d")
    print(number, flush=True)
"""


def test_killed_at_any_moment_nothing_that_was_pinned_is_lost(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", PINNING, str(tmp_path)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    told = [int(process.stdout.readline()) for _ in range(20)]
    process.send_signal(signal.SIGKILL)
    rest, _ = process.communicate(timeout=60)
    told += [int(line) for line in rest.split()]
    dossiers = Dossiers(tmp_path)
    kept = starts(dossiers, dossiers.find("", "Ferry").id)
    assert kept[: len(told)] == told
    assert len(kept) - len(told) in (0, 1)  # one may have been kept and not yet told
    with sqlite3.connect(tmp_path / FILE) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


@pytest.fixture
def town_dossier(town: Path, tmp_path: Path) -> Any:
    """A collection, and a dossier of three of its statements."""
    with open_collection(town, read_only=True) as collection:
        dossiers = Dossiers(tmp_path)
        made = dossiers.create("", "Bridge")
        for statement in collection.statements()[:3]:
            article = collection.article(statement.article_id)
            cited = citation_at(collection, article, *statement.content[0])
            dossiers.pin(
                "",
                made.id,
                cited.to_dict(),
                article.digest,
                label=f"l{statement.id % 2}",
                note="“x” * ·",
            )
        yield collection, dossiers.pins("", made.id)


@pytest.mark.parametrize("format", DOCUMENTS)
def test_every_export_is_read_back_and_verified(town_dossier: Any, format: str) -> None:  # noqa: A002
    collection, pins = town_dossier
    found = pinned(pins, collection)
    data = dossier_document("Bridge", found, format, collection)
    assert dossier_document("Bridge", found, format, collection) == data
    answers = read_export(data)
    cited = [one for answer in answers for one in answer["citations"]]
    assert sorted(one["quote"]["text"] for one in cited) == sorted(
        one.citation["quote"]["text"] for one in found
    )
    checks = [check for group in verify_all(collection, answers) for check in group]
    assert {check.result for check in checks} == {"exact"}
    altered = [{**cited[0], "quote": {**cited[0]["quote"], "text": "something else"}}]
    ((check,),) = verify_all(collection, [{"question": "", "citations": altered}])
    assert check.result == "altered"


def test_limits_and_the_speaker_as_known_now(town_dossier: Any) -> None:
    collection, pins = town_dossier
    every = pinned(pins, collection)
    assert [one.number for one in every] == [1, 2, 3]
    assert all(one.there and one.citation["voice"]["name"] for one in every)
    labels = {one.pin.label for one in every}
    assert sum(len(pinned(pins, collection, label=label)) for label in labels) == 3
    who = every[0].citation["voice"]["speaker_id"]
    by = pinned(pins, collection, Filter(speaker_ids=(who,)))
    assert {one.citation["voice"]["speaker_id"] for one in by} == {who}
    direct = pinned(pins, collection, Filter(direct=True))
    reported = pinned(pins, collection, Filter(reported=True))
    assert {one.citation["kind"] for one in direct} <= {"direct"}
    assert {one.citation["kind"] for one in reported} <= {"reported"}
    assert len(direct) + len(reported) <= 3
    source = every[0].citation["source"]["source"]
    assert every[0] in pinned(pins, collection, Filter(sources=(source,)))
    assert pinned(pins, collection, Filter(sources=("nobody",))) == []
    with pytest.raises(ExportError):
        dossier_document("Bridge", [], "markdown", collection)


def test_title_and_speaker_of_a_pin_are_those_of_the_collection_now(town_dossier: Any) -> None:
    collection, pins = town_dossier
    now = pinned(pins, collection)[0].citation
    kept = {
        **now,
        "source": {**now["source"], "title": "Old title", "source": "Old publisher"},
        "voice": {**now["voice"], "speaker_id": 4_000},  # the number before two names were one
    }
    old = [replace(pins[0], citation=kept)]
    found = pinned(old, collection)
    assert found[0].citation["source"] == now["source"]
    for format in DOCUMENTS:  # noqa: A001
        data = dossier_document("Bridge", found, format, collection)
        assert b"Old title" not in data
    who = Filter(speaker_ids=(now["voice"]["speaker_id"],))
    assert len(pinned(old, collection, who)) == 1
    assert pinned(old, collection, Filter(speaker_ids=(3_999,))) == []

    gone = {**kept, "quote": {**kept["quote"], "article_id": "0" * 16}}
    (left,) = pinned([replace(pins[0], citation=gone)], collection)
    assert (left.there, left.citation["source"]["title"]) == (False, "Old title")


@pytest.mark.parametrize("span", [(-1, 4), (4, 4), (0, 10**7)])
def test_only_places_of_an_article_can_be_pinned(town_dossier: Any, span: tuple[int, int]) -> None:
    collection: Collection = town_dossier[0]
    article = next(iter(collection.articles()))
    with pytest.raises(InputError):
        citation_at(collection, article, *span)
