"""``positions`` and ``contradictions``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from index import Article, LocalCollection, open_collection
from index.articles import read
from rag.comparing.positions import positions
from rag.reader import Reading, UnitText
from tests.rag.scripted import ANSWERS, OPPOSITE, RELATED, script
from tests.ui.cli.conftest import find_statements
from tests.ui.cli.test_docs import documented, hold
from ui.render.positions import positions_text
from ui.render.style import Layout
from ui.render.wording import REASONS

Run = Callable[..., Any]

DISPUTE = {
    "sold.md": """\
---
title: Ferry to be sold
source: Lidda Courier
published: 2025-03-01
---

Mayor Anna Kovacs said that the old Lidda ferry will be sold before winter.
""",
    "kept.md": """\
---
title: Ferry to stay
source: Evening Post
published: 2025-04-01
---

Driver Pavel Kovacs denied that the old Lidda ferry will be sold before winter. \
Mayor Anna Kovacs said on Friday that the old Lidda ferry will not be sold before winter.
""",
}


@pytest.fixture(scope="module")
def dispute(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two articles in which one speaker denies what another says, and changes her mind."""
    folder = tmp_path_factory.mktemp("dispute")
    for name, text in DISPUTE.items():
        (folder / name).write_text(text, encoding="utf-8")
    open_collection(folder / "collection", create=True).close()
    with LocalCollection(folder / "collection", attribute=find_statements) as collection:
        items = [item for name in DISPUTE for item in read(folder / name)]
        collection.add(item for item in items if isinstance(item, Article))
    return folder / "collection"


@pytest.fixture
def sides(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that has each sentence on its side."""
    known = {"denied": OPPOSITE, "will not be sold": OPPOSITE, "will be sold": ANSWERS}
    script(monkeypatch, known)


@pytest.mark.usefixtures("sides")
def test_everybody_is_put_on_a_side_with_quote_and_date(onrecord: Run, dispute: Path) -> None:
    ran = onrecord("-c", dispute, "positions", "the old Lidda ferry will be sold")
    assert ran.code == 0
    says, denies = ran.out.split("\nDisagrees")
    assert says.startswith("Agrees (1 voice)\nAnna Kovacs, mayor\n  [1] Mayor Anna")
    assert "Ferry to be sold, Lidda Courier, 2025-03-01" in says
    assert "Pavel Kovacs, driver" in denies
    assert "Changed position: Anna Kovacs: 2025-03-01 agrees [1]; 2025-04-01 disagrees" in denies


def test_who_says_a_side_once_above_its_voices(
    onrecord: Run, dispute: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = {"denied": OPPOSITE, "not be sold": RELATED, "will be sold": ANSWERS}
    script(monkeypatch, known)
    ran = onrecord("-c", dispute, "who", "the old Lidda ferry will be sold")
    assert ran.code == 0
    told, agrees, disagrees, *_ = ran.out.split("\n\n")
    assert told.startswith("One voice answers this, one says the opposite")
    assert agrees.startswith(
        "Answers this\nAnna Kovacs, mayor, as reported by Lidda Courier: Mayor"
    )
    assert disagrees.startswith("The opposite\nPavel Kovacs, driver, as reported by Evening Post: ")
    assert "Disputed by" not in ran.out
    assert "On this matter" not in ran.out


@pytest.mark.usefixtures("sides")
def test_for_is_green_and_against_is_red(dispute: Path) -> None:
    with open_collection(dispute, read_only=True) as collection:
        found = positions(collection, "the old Lidda ferry will be sold")
    coloured = positions_text(found, Layout(colour=True))
    assert "\x1b[32mAnna Kovacs" in coloured
    assert "\x1b[31mPavel Kovacs" in coloured


@pytest.mark.usefixtures("sides")
def test_positions_as_json_are_slices_of_their_articles(onrecord: Run, dispute: Path) -> None:
    shape = onrecord("-c", dispute, "positions", "--json", "the old ferry will be sold").json
    with open_collection(dispute, read_only=True) as collection:
        for position in shape["positions"]:
            for said in position["quotes"]:
                quote = said["quote"]
                text = collection.article(quote["article_id"]).text
                assert text[quote["start"] : quote["end"]] == quote["text"]
    assert {p["stance"] for p in shape["positions"]} == {"affirm", "deny"}
    assert [c["voice"]["name"] for c in shape["changed"]] == ["Anna Kovacs"]


@pytest.mark.usefixtures("sides")
def test_limits_and_silence(onrecord: Run, dispute: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    early = onrecord(
        "-c", dispute, "positions", "--until", "2025-03", "the old Lidda ferry will be sold"
    )
    assert "Disagrees" not in early.out
    script(monkeypatch, {})
    silent = onrecord("-c", dispute, "positions", "interest rates will rise")
    assert silent.code == 3
    assert silent.out.startswith(f"{REASONS['no_topic']}: ")
    assert "Agrees" not in silent.out
    nothing = onrecord("-c", dispute, "positions", "?")
    assert nothing.code == 1
    assert "give a claim" in nothing.err


@pytest.fixture
def opposed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader for which a sale is the opposite of no sale, whichever is the claim."""
    sale, none = "Kovacs said that the old Lidda ferry will be sold", ("denied", "not be sold")

    class Opposed:
        version = "a sale and none"

        def read(self, claims: Sequence[str], units: Sequence[UnitText]) -> list[Reading]:
            against = [any(words in claim for words in none) for claim in claims]
            return [
                OPPOSITE if (sale in unit.unit) == other else ANSWERS
                for unit, other in zip(units, against, strict=True)
            ]

    monkeypatch.setattr("rag.comparing.contradictions.load", Opposed)


@pytest.mark.usefixtures("opposed")
def test_contradictions_name_both_sides(onrecord: Run, dispute: Path) -> None:
    ran = onrecord("-c", dispute, "contradictions")
    assert ran.code == 0
    assert "1. confidence 0.90" in ran.out
    who = "Anna Kovacs, mayor, as reported by Lidda Courier"
    assert f"{who}: Mayor Anna Kovacs said that the" in ran.out
    assert "3 statements compared" in ran.out
    changed = onrecord("-c", dispute, "contradictions", "--changed", "--json").json
    assert [pair["changed"] for pair in changed["pairs"]] == [True]
    first, second = (changed["pairs"][0][side]["source"] for side in ("first", "second"))
    assert (first["published"], second["published"]) == ("2025-03-01", "2025-04-01")


@pytest.mark.usefixtures("opposed")
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_contradictions_as_a_table_can_be_verified(
    onrecord: Run, dispute: Path, tmp_path: Path, ending: str
) -> None:
    file = tmp_path / f"clashes.{ending}"
    assert onrecord("-c", dispute, "contradictions", "--export", file).code == 0
    ran = onrecord("-c", dispute, "verify", file)
    assert ran.code == 0, ran
    rows = 2 * len(onrecord("-c", dispute, "contradictions", "--json").json["pairs"])
    assert f"{rows} of {rows} quotations" in ran.out


@pytest.mark.usefixtures("opposed")
def test_contradictions_of_a_speaker_are_those_with_anybody(onrecord: Run, dispute: Path) -> None:
    ran = onrecord("-c", dispute, "contradictions", "--speaker", "Pavel Kovacs")
    assert ran.code == 0
    assert "Pavel Kovacs" in ran.out
    assert "Anna Kovacs" in ran.out


@pytest.mark.usefixtures("opposed")
def test_where_nothing_clashes_the_exit_code_says_so(onrecord: Run, dispute: Path) -> None:
    ran = onrecord("-c", dispute, "contradictions", "--direct")
    assert (ran.code, ran.out.splitlines()[0]) == (3, "No contradictions found.")
    about = onrecord("-c", dispute, "contradictions", "--about", "the ferry", "-n", "1", "--json")
    assert len(about.json["pairs"]) == 1


@pytest.mark.usefixtures("sides", "opposed")
def test_the_json_is_as_documented(
    onrecord: Run, dispute: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lists = frozenset(
        f"where.{key}[]"
        for key in ("sources", "authors", "article_ids", "speaker_ids", "languages")
    )
    found = onrecord("-c", dispute, "positions", "--json", "the old ferry will be sold").json
    script(monkeypatch, {})
    silent = onrecord("-c", dispute, "positions", "--json", "interest rates will rise").json
    copies = frozenset(
        key for key, _ in documented("positions") if key.startswith("positions[].quotes[].copies")
    )
    hold("positions", found, silent, never=lists | copies)
    clashes = onrecord("-c", dispute, "contradictions", "--json").json
    hold("contradictions", clashes, never=lists)
