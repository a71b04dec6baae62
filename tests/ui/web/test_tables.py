"""Tables of the page's views that need no browser: guarded cells, contradictions shown before."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index import Filter, open_collection
from index.exceptions import QueryError
from index.types import Article
from rag import contradictions
from ui.exceptions import InputError
from ui.export.sheets import MEDIA_TYPES
from ui.web.compared import KEPT, Compared
from ui.web.desk import Desk
from ui.web.tables import _VIEWS, table


@pytest.fixture
def desk(town: Path) -> Iterator[Desk]:
    """A desk that only reads."""
    with open_collection(town, read_only=True) as collection:
        yield Desk(collection)


@pytest.mark.parametrize("ending", MEDIA_TYPES)
@pytest.mark.parametrize("view", sorted(set(_VIEWS) - {"contradictions"}))
def test_every_view_has_a_table_in_every_form(desk: Desk, view: str, ending: str) -> None:
    query = {"q": "bridge", "claim": "the bridge will open in May"}
    data = table(desk, view, query, ending)
    assert data
    assert table(desk, view, query, ending) == data
    if ending == ".tsv":
        columns = list(_VIEWS[view][0])
        lines = data.decode().splitlines()
        assert lines[0].split("\t") == columns
        assert {len(line.split("\t")) for line in lines} == {len(columns)}
        assert len(lines) > 1


def test_what_is_pasted_is_no_formula(tmp_path: Path) -> None:
    with open_collection(tmp_path / "own", create=True) as collection:
        collection.add([Article(text="Nothing is said here.", title="=HYPERLINK(1)", path="a")])
        pasted = table(Desk(collection), "articles", {}, ".tsv")
    assert pasted is not None
    assert pasted.decode().splitlines()[1].startswith("'=HYPERLINK(1)\t")


def test_a_broken_query_is_told(desk: Desk) -> None:
    with pytest.raises(QueryError):
        table(desk, "search", {"q": "(bridge"})


def test_contradictions_are_those_that_were_shown(desk: Desk) -> None:
    with pytest.raises(InputError, match="press Find again"):
        table(desk, "contradictions", {"about": "bridge"})
    found = contradictions(desk.collection, Filter(), about="bridge", limit=30)
    desk.compared.keep("bridge", Filter(), found)
    data = table(desk, "contradictions", {"about": "bridge"}, ".tsv")
    assert data is not None
    assert len(data.decode().splitlines()) == 1 + 2 * len(found.pairs)
    with pytest.raises(InputError):
        table(desk, "contradictions", {"about": "bridge", "kind": "direct"})


def test_only_the_latest_searches_are_remembered(desk: Desk) -> None:
    found = contradictions(desk.collection, Filter(), about="bridge", limit=1)
    compared = Compared()
    for number in range(KEPT + 1):
        compared.keep(str(number), Filter(), found)
    assert compared.get("0", Filter()) is None
    assert compared.get(str(KEPT), Filter()) is found
