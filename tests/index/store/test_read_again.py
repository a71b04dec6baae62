"""Finding out anew who says what in articles that are stored already."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from index import Article, LocalCollection, doctor, open_collection, rebuild


def found(collection: LocalCollection) -> list[tuple[str, str, object]]:
    """Article, speaker and content of every statement."""
    names = {s.id: s.name for s in collection.speakers()}
    return sorted(
        (s.article_id, names.get(s.speaker_id or 0, ""), s.content) for s in collection.statements()
    )


def test_a_collection_without_statements_gets_those_of_a_new_one(
    make: Callable[..., Article], tmp_path: Path
) -> None:
    # Two articles of one file: neither is an older version of the other.
    articles = [make(i, **({"path": "reports.jsonl"} if i < 2 else {})) for i in range(5)]
    with open_collection(tmp_path / "old", create=True, statements=False) as old:
        old.add(articles)
        ids = [a.id for a in old.articles()]
        assert old.statements() == []
    told: list[tuple[str, int, int]] = []
    rebuild(
        tmp_path / "old",
        statements=True,
        progress=lambda what, done, total: told.append((what, done, total)),
    )
    assert ("articles", 5, 5) in told
    with open_collection(tmp_path / "new", create=True) as new:
        new.add(articles)
        expected = found(new)
    with open_collection(tmp_path / "old", read_only=True) as old:
        assert sorted(a.id for a in old.articles()) == sorted(ids)
        assert found(old) == expected
        assert len(expected) > 5
        hit = old.search_statements(articles[0].text.split(" that ")[1].split(".")[0], 1)[0]
        assert hit.statement.article_id == articles[0].id
    assert doctor(tmp_path / "old") == []


def test_reading_again_twice_changes_nothing(
    local: LocalCollection, make: Callable[..., Article], folder: Path
) -> None:
    local.add([make(i) for i in range(3)])
    rebuild(folder, statements=True)
    once = found(local)
    rebuild(folder, statements=True)
    assert found(local) == once
    assert doctor(folder) == []
