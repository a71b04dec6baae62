"""What a user corrects is right at once and stays so, whatever is read anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from index import Article, Correction, LocalCollection, Statement, open_collection, rebuild
from index.corrections import read_lines, write_lines
from index.exceptions import AliasError, CorrectionError
from index.types import Filter
from tests.index.conftest import who_said

KOVIC, DRAL, ORHAN = "Marta Kovic", "Ivan Dral", "Selma Orhan"
FIRST = Article(
    text=f"{KOVIC} said that the harbour will open in spring. "
    f"{DRAL} said that grain prices doubled within a month.",
    title="First",
    path="first.txt",
)
SECOND = Article(
    text=f"{KOVIC} said that the railway strike ends on Friday. "
    f"{ORHAN} denied that the museum bought a forged painting.",
    title="Second",
    path="second.txt",
)


@pytest.fixture
def spoken(local: LocalCollection) -> LocalCollection:
    """Two articles, four statements of three people."""
    local.add([FIRST, SECOND])
    return local


def voices(collection: LocalCollection) -> dict[str, tuple[str, str]]:
    """Who says what, and how sure that is."""
    found = {}
    for one in collection.statements():
        words = (
            collection.article(one.article_id).text[slice(*one.content[0])].removeprefix("that ")
        )
        name = collection.speaker(one.speaker_id).name if one.speaker_id is not None else ""
        found[words[:12]] = (name, one.certainty)
    return found


def said(collection: LocalCollection, words: str) -> tuple[Article, Statement]:
    """The statement that begins with some words."""
    for one in collection.statements():
        article = collection.article(one.article_id)
        if article.text[one.content[0][0] :].startswith(words):
            return article, one
    raise AssertionError(words)


def test_a_wrong_speaker_is_put_right_at_once(spoken: LocalCollection) -> None:
    place = said(spoken, "grain")
    made = spoken.correct(Correction.of("speaker", *place, ORHAN))
    assert made is not None
    assert voices(spoken)["grain prices"] == (ORHAN, "certain")
    assert {s.name: s.statements for s in spoken.speakers()} == {KOVIC: 2, ORHAN: 2}
    (orhan,) = [s for s in spoken.speakers() if s.name == ORHAN]
    assert DRAL not in orhan.forms, "the words that named another are not hers"
    assert len(spoken.statements(Filter(speaker_ids=(orhan.id,)))) == 2
    hits = spoken.search_statements("grain prices", 5, Filter(speaker_ids=(orhan.id,)))
    assert place[1].content in [hit.statement.content for hit in hits]
    spoken.undo(made.number)
    assert voices(spoken)["grain prices"] == (DRAL, "certain")
    assert spoken.corrections() == []


def test_somebody_new_or_nobody_may_be_the_speaker(spoken: LocalCollection) -> None:
    spoken.correct(Correction.of("speaker", *said(spoken, "grain"), "Otto  Lind"))
    assert voices(spoken)["grain prices"] == ("Otto Lind", "certain")
    spoken.correct(Correction.of("speaker", *said(spoken, "grain"), "Lind"))
    assert voices(spoken)["grain prices"] == ("Lind", "certain"), "the later one holds"
    spoken.correct(Correction.of("speaker", *said(spoken, "grain")))
    assert voices(spoken)["grain prices"] == ("", "unresolved")


def test_what_is_no_statement_is_nowhere(spoken: LocalCollection) -> None:
    place = said(spoken, "grain")
    assert spoken.correct(Correction.of("no statement", *place))
    assert len(spoken.statements()) == 3
    assert DRAL not in {s.name for s in spoken.speakers()}
    found = [hit.statement.content for hit in spoken.search_statements("grain prices", 5)]
    assert place[1].content not in found
    assert len(list(spoken.sentences(FIRST.id))) == 2, "the sentence itself stays"


def test_a_role_is_what_the_user_says(spoken: LocalCollection) -> None:
    def roles() -> dict[str, tuple[str, ...]]:
        return {s.name: s.roles for s in spoken.speakers()}

    assert spoken.correct(Correction("role", (KOVIC,), "harbour  master"))
    assert roles()[KOVIC] == ("harbour master",)
    assert roles()[DRAL] == ()
    assert spoken.correct(Correction("role", (KOVIC,)))
    assert roles()[KOVIC] == ()


def test_names_are_joined_and_parted(spoken: LocalCollection) -> None:
    assert spoken.correct(Correction("same", (ORHAN, DRAL)))
    assert {s.name: s.statements for s in spoken.speakers()} == {KOVIC: 2, ORHAN: 2}
    with pytest.raises(AliasError, match="are split here but merged"):
        spoken.correct(Correction("different", (DRAL, ORHAN)))
    assert len(spoken.corrections()) == 1, "what contradicts is not kept"


@pytest.mark.parametrize("article", [FIRST, SECOND])
def test_somebody_of_the_same_name_in_one_article_is_somebody_else(
    spoken: LocalCollection, article: Article
) -> None:
    assert spoken.correct(Correction("different", (KOVIC,), digest=article.digest))
    ids = {said(spoken, words)[1].speaker_id for words in ("the harbour", "the railway")}
    assert len(ids) == 2
    assert [s.name for s in spoken.speakers()].count(KOVIC) == 2


@pytest.mark.parametrize(
    "useless",
    [
        lambda place: Correction.of("speaker", *place, DRAL),
        lambda place: Correction("role", ("Nobody Here",), "mayor"),
        lambda place: Correction("role", (DRAL,)),
        lambda place: Correction("same", ("Nobody Here", "Nor There")),
        lambda place: Correction("different", (DRAL, KOVIC)),
        lambda place: Correction("different", (ORHAN,), digest=FIRST.digest),
        lambda place: replace(Correction.of("no statement", *place), digest="0" * 64),
    ],
)
def test_what_changes_nothing_says_so_and_is_not_kept(
    spoken: LocalCollection, useless: Callable[[tuple[Article, Statement]], Correction]
) -> None:
    before = voices(spoken)
    correction = useless(said(spoken, "grain"))
    if correction.what == "role" and not correction.role:
        assert spoken.correct(correction), "that she has none is said for the first time"
    assert spoken.correct(correction) is None
    assert voices(spoken) == before
    assert len(spoken.corrections()) == (correction.what == "role" and not correction.role)


def test_a_correction_outlives_whatever_is_read_anew(
    spoken: LocalCollection, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoken.correct(Correction.of("speaker", *said(spoken, "grain"), ORHAN))
    spoken.correct(Correction.of("no statement", *said(spoken, "the railway")))
    corrected = voices(spoken)
    kept = spoken.corrections()
    spoken.close()
    monkeypatch.setattr("index.attributing.attribute", longer)
    rebuild(folder, statements=True)
    with open_collection(folder) as again:
        again.attribute = who_said
        assert voices(again)["grain prices"] == (ORHAN, "certain")
        assert len(again.statements()) == 3
        assert again.corrections() == kept
        again.remove([FIRST.id])
        assert "grain prices" not in voices(again)
        again.add([replace(FIRST, title="First, with another title")])
        assert voices(again)["grain prices"] == corrected["grain prices"]
        assert "the railway " not in voices(again)


def longer(articles: Sequence[Article], sentences: Sequence[Sequence[object]]) -> object:
    """Another version of the program, which takes in the word before what is said."""
    found = who_said(articles, sentences)  # type: ignore[arg-type]
    for own in found:
        for i, one in enumerate(own):
            ((start, end),) = one.statement.content
            moved = replace(one.statement, content=((start - 5, end),))
            own[i] = replace(one, statement=moved)
    return found


def test_the_wider_statement_is_corrected_still(spoken: LocalCollection) -> None:
    place = said(spoken, "grain")
    correction = Correction.of("no statement", *place)
    ((start, end),) = place[1].content
    digest = FIRST.digest
    assert correction.meets(digest, [(start - 5, end)])
    assert not correction.meets(digest, [(start - 60, end)]), "a whole paragraph is another one"
    assert not correction.meets(digest, [(end, end + 9)])
    assert not correction.meets(SECOND.digest, [(start, end)])


def test_they_travel_as_lines(spoken: LocalCollection, tmp_path: Path) -> None:
    spoken.correct(Correction.of("speaker", *said(spoken, "grain"), ORHAN))
    spoken.correct(Correction.of("speaker", *said(spoken, "the museum")))
    spoken.correct(Correction("same", (KOVIC, "M. Kovic")), keep=True)
    spoken.correct(Correction("role", (KOVIC,), "harbour master"))
    lines = write_lines(spoken.corrections())
    assert len(lines.splitlines()) == 4
    read = list(read_lines(lines))
    assert read == [one.plain for one in spoken.corrections()]
    with open_collection(tmp_path / "other", create=True) as other:
        other.attribute = who_said
        for one in read:
            assert other.correct(one, keep=True) is None, "its article is not here yet"
        other.add([FIRST, SECOND])
        assert voices(other) == voices(spoken)


@pytest.mark.parametrize(
    "line",
    [
        "no json",
        "[]",
        '{"what": "nonsense"}',
        '{"what": "speaker", "names": ["A"]}',
        '{"what": "speaker", "names": ["A", "B"], "sha256": "0", "content": [[1, 2]]}',
        '{"what": "speaker", "names": ["A"], "sha256": "0", "content": [[2, 1]]}',
        '{"what": "no statement", "sha256": "0", "content": [["x", 1]]}',
        '{"what": "same", "names": ["A"]}',
        '{"what": "same", "names": ["A", " "]}',
        '{"what": "role", "names": []}',
        '{"what": "different", "names": ["A", "B"], "sha256": "0"}',
    ],
)
def test_a_line_that_is_none_is_named(line: str) -> None:
    good = '{"what": "role", "names": ["A"], "role": "mayor"}'
    with pytest.raises(CorrectionError, match="line 3"):
        list(read_lines(f"{good}\n\n{line}\n"))


def test_there_is_nothing_to_take_back(spoken: LocalCollection) -> None:
    with pytest.raises(CorrectionError, match="no correction 7"):
        spoken.undo(7)


@pytest.fixture
def named(spoken: LocalCollection, folder: Path) -> Path:
    """An alias file of before beside the database."""
    spoken.close()
    file = folder / "aliases.txt"
    file.write_text(f"# ours\nmerge: {ORHAN} = {DRAL}\nsplit: {KOVIC}\n", encoding="utf-8")
    return file


def test_an_alias_file_is_taken_in_once(named: Path, folder: Path) -> None:
    for _ in range(2):
        with open_collection(folder) as collection:
            assert {s.name: s.statements for s in collection.speakers()} == {KOVIC: 2, ORHAN: 2}
            assert [one.what for one in collection.corrections()] == ["same", "different"]
    assert not named.exists()
    assert (folder / "aliases.txt.taken-in").exists()
