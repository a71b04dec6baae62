from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.exceptions import AliasError
from index.speakers import AliasFile, Resolved, SpeakerBook
from index.speakers.folding import plain, romanised
from index.speakers.names import compare_names, parse_name
from index.speakers.resolved import SpeakerKind


def person(name: str, role: str = "", gender: str = "") -> Resolved:
    return Resolved(name, role, "person", "certain", form=name, gender=gender)


def book_of(*names: str, aliases: AliasFile | None = None) -> SpeakerBook:
    book = SpeakerBook(aliases)
    for number, name in enumerate(names):
        book.add(f"a{number}", [person(name)])
    return book


def together(book: SpeakerBook, count: int) -> bool:
    return len({book.assignments(f"a{i}")[0].speaker_id for i in range(count)}) == 1


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Orkhan Aliyev", "Orkhan Aliev"),
        ("Radmila Šekerinska", "Radmila Shekerinska"),
        ("Radmila Šekerinska", "Radmila Sekerinska"),
        ("Mykhailo Zhyrokhov", "Mikhail Zhirohov"),
        ("Yusuf Karagülle", "Yusuf Karagulle"),
        ("Volodymyr Zelenskyy", "Vladimir Zelensky"),
        ("Андрей Исайченко", "Andrey Isaychenko"),
        ("William Turner", "Bill Turner"),
        ("Bernard Foss", "Bernie Foss"),
        ("Joseph R. Lane", "Joe Lane"),
        ("Dr. Ana Pérez", "ANA PEREZ"),
        ("Pérez, Ana", "Ana Pérez"),
        ("Edward M. Frost", "Ted Frost"),
        ("Ben Frost", "Benjamin Frost"),
    ],
)
def test_spellings_of_one_name_meet(left: str, right: str) -> None:
    assert together(book_of(left, right), 2)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Hillary Holt", "Bill Holt"),
        ("George H. Marsh", "George W. Marsh"),
        ("Robert Marsh Jr.", "Robert Marsh Sr."),
        ("Daniel Marsh", "Daniela Marsh"),
        ("John Marsh", "Jane Marsh"),
        ("Donald Marsh", "Donald Marsh Jr."),
    ],
)
def test_two_people_stay_two(left: str, right: str) -> None:
    book = book_of(left, right)
    assert not together(book, 2)
    assert len(book.speakers()) == 2


def test_a_bare_surname_joins_its_only_bearer_and_says_so() -> None:
    book = book_of("Orkhan Aliyev", "Aliev")
    assert together(book, 2)
    assert book.assignments("a0")[0].certainty == "certain"
    assert book.assignments("a1")[0].certainty == "uncertain"
    assert book.speakers()[0].name == "Orkhan Aliyev"


def test_a_bare_surname_of_two_bearers_joins_neither() -> None:
    book = book_of("Orkhan Aliyev", "Samir Aliyev", "Aliyev")
    assert len(book.speakers()) == 3


def test_gender_or_role_can_point_to_one_bearer() -> None:
    book = SpeakerBook()
    book.add("a", [person("Karen Holt", gender="f"), person("Peter Holt", gender="m")])
    book.add("b", [person("Holt", gender="m")])
    assert book.assignments("b")[0].speaker_id == book.assignments("a")[1].speaker_id
    assert book.assignments("b")[0].certainty == "uncertain"


def test_roles_that_do_not_go_together_keep_a_surname_apart() -> None:
    book = SpeakerBook()
    book.add("a", [person("Karen Holt", "senator")])
    book.add("b", [person("Holt", "actress")])
    assert len(book.speakers()) == 2


def test_an_initial_joins_one_person_only() -> None:
    assert together(book_of("John Smith", "J. Smith"), 2)
    assert len(book_of("John Smith", "Jane Smith", "J. Smith").speakers()) == 3
    assert len(book_of("John Smith", "B. Smith", "Smith").speakers()) == 3


def test_descriptions_belong_to_their_article() -> None:
    book = SpeakerBook()
    one = Resolved("a veteran diplomat", "", "unknown", "certain", local=True)
    book.add("a", [one])
    book.add("b", [one])
    assert len(book.speakers()) == 2


def test_removing_an_article_takes_its_speakers_away() -> None:
    book = book_of("Karen Holt", "Tomas Berg")
    book.remove("a0")
    assert [speaker.name for speaker in book.speakers()] == ["Tomas Berg"]
    assert book.assignments("a0") == []


def test_ids_survive_a_round_trip_and_are_never_used_twice() -> None:
    book = book_of("Karen Holt", "Tomas Berg")
    book.remove("a1")
    copy = book_of("Karen Holt")
    used = copy.restore_ids(book.ids(), after=2)
    assert copy.speakers() == book.speakers()
    copy.add("a2", [person("Ida Munk")])
    copy.restore_ids(book.ids(), after=used)
    assert copy.assignments("a2")[0].speaker_id == 3


def test_unresolved_sources_have_no_speaker() -> None:
    book = SpeakerBook()
    book.add("a", [Resolved()])
    assert book.assignments("a")[0].speaker_id is None
    assert book.speakers() == []


def test_forms_and_roles_by_frequency() -> None:
    book = SpeakerBook()
    book.add("a", [person("Karen Holt", "mayor"), person("Karen Holt", "mayor")])
    book.add("b", [Resolved("Karen Holt", "candidate", "person", "certain", form="the mayor")])
    speaker = book.speakers()[0]
    assert speaker.roles == ("mayor", "candidate")
    assert speaker.forms == ("the mayor",)
    assert (speaker.statements, speaker.articles) == (3, 2)


def test_the_user_merges_and_splits() -> None:
    merged = AliasFile.parse(["# ours", "merge: Karen Holt = Karin Steen", ""])
    book = book_of("Karin Steen", "Karen Holt", aliases=merged)
    assert together(book, 2)
    assert book.speakers()[0].name == "Karen Holt"
    split = AliasFile.parse(["split: Orkhan Aliyev | Orkhan Aliev"])
    assert not together(book_of("Orkhan Aliyev", "Orkhan Aliev", aliases=split), 2)
    alone = AliasFile.parse(["split: Aliev"])
    assert not together(book_of("Orkhan Aliyev", "Aliev", aliases=alone), 2)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["", "join: A = B"], 'line 2: expected "merge: A = B"'),
        (["merge: Karen Holt"], "line 1"),
        (["merge: Karen Holt = "], "line 1: a name is empty"),
        (["merge: Karen Holt = KAREN HOLT"], "twice"),
        (["merge: A = B", "merge: B = C", "split: A | C"], "line 3"),
    ],
)
def test_a_bad_alias_line_is_named(lines: list[str], said: str) -> None:
    with pytest.raises(AliasError, match=said):
        AliasFile.parse(lines)


def test_an_alias_file_that_is_not_there_is_empty(tmp_path) -> None:  # type: ignore[no-untyped-def]
    assert AliasFile.load(tmp_path / "none") == AliasFile()
    broken = tmp_path / "aliases.txt"
    broken.write_bytes(b"\xff\xfe\xfa")
    with pytest.raises(AliasError, match=r"aliases\.txt"):
        AliasFile.load(broken)


FIRSTS = ["Karen", "Peter", "Bill", "William", "Ana", "J.", "Mikhail", "Mykhailo", "George", ""]
LASTS = ["Holt", "Aliyev", "Aliev", "Šimek", "Shimek", "Sokol"]
ANY_NAME = st.builds(
    lambda first, last: f"{first} {last}".strip(), st.sampled_from(FIRSTS), st.sampled_from(LASTS)
)


def partition(names: list[str]) -> set[frozenset[str]]:
    book = SpeakerBook()
    for name in names:
        book.add(name, [person(name)])
    groups: dict[int | None, set[str]] = {}
    for name in names:
        groups.setdefault(book.assignments(name)[0].speaker_id, set()).add(name)
    return {frozenset(group) for group in groups.values()}


@given(st.lists(ANY_NAME, min_size=1, max_size=8, unique=True), st.randoms())
def test_the_order_of_articles_does_not_matter(names: list[str], random) -> None:  # type: ignore[no-untyped-def]
    shuffled = list(names)
    random.shuffle(shuffled)
    assert partition(names) == partition(shuffled)


@given(st.lists(ANY_NAME, min_size=2, max_size=8, unique=True))
def test_two_people_of_one_surname_never_become_one(names: list[str]) -> None:
    for group in partition(names):
        for left, right in itertools.combinations(sorted(group), 2):
            assert compare_names(parse_name(left), parse_name(right)) != "different"


@given(ANY_NAME, st.sampled_from([str.upper, str.lower, str.title, plain]))
def test_case_and_accents_do_not_part_a_name(name: str, change) -> None:  # type: ignore[no-untyped-def]
    assert parse_name(name) == parse_name(change(name))


@given(st.text(max_size=30))
def test_folding_is_stable(text: str) -> None:
    assert romanised(romanised(text)) == romanised(text)
    assert plain(plain(text)) == plain(text)


@given(ANY_NAME, ANY_NAME)
def test_comparing_names_is_symmetric(left: str, right: str) -> None:
    a, b = parse_name(left), parse_name(right)
    assert compare_names(a, b) == compare_names(b, a)


@pytest.mark.parametrize(
    ("full", "others", "same"),
    [
        ("Alpine Case Reports", ["reports"], False),
        ("Alpine Case Reports", ["reports", "Reports"], False),
        ("Alpine Case Reports", ["Reports"], True),
        ("Tarn Valley Papers", ["papers"], False),
        ("Paula Sources", ["Sources", "sources"], False),
    ],
)
@pytest.mark.parametrize("backwards", [False, True])
def test_a_common_word_is_no_surname_of_another_article(
    full: str, others: list[str], *, same: bool, backwards: bool
) -> None:
    articles = [[person(full)]]
    articles += [[Resolved(other, "", "unknown", "certain", form=other)] for other in others]
    assert together(_book(articles, backwards=backwards), len(articles)) is same


@pytest.mark.parametrize(
    ("full", "word", "same"),
    [
        ("Greta Moy", "Мой", False),
        ("Ivan Nash", "Наш", False),
        ("Nadia Eto", "Это", False),
        ("Greta Moy", "Moy", True),
        ("Грета Мой", "Мой", True),
    ],
)
@pytest.mark.parametrize("kind", ["person", "unknown"])
@pytest.mark.parametrize("backwards", [False, True])
def test_a_lone_word_of_other_letters_is_no_surname_of_another_article(
    full: str, word: str, kind: SpeakerKind, *, same: bool, backwards: bool
) -> None:
    articles = [[person(full)], [Resolved(word, "", kind, "certain", form=word)]]
    assert together(_book(articles, backwards=backwards), 2) is same


def _book(articles: list[list[Resolved]], *, backwards: bool) -> SpeakerBook:
    book = SpeakerBook()
    for number, rows in enumerate(reversed(articles) if backwards else articles):
        book.add(f"a{number}", rows)
    return book


@pytest.mark.parametrize(
    ("left", "right", "one"),
    [
        ('Bernard C. "Jack" Younge', "Jack Younge", True),
        ("Bernard C. “Jack” Younge", 'Bernard "Jack" Younge', True),
        ("Walter 'Skip' Orlin", "Walter Orlin", True),
        ('Bernard C. "Jack" Younge', "Jay Younge", False),
        ("Walter “Skip” Orlin", "Sandra Orlin", False),
        ("Bernard C. Younge", "Jay Younge", False),
    ],
)
def test_who_is_called_something_besides_is_who_bears_either_name(
    left: str, right: str, one: bool
) -> None:
    assert together(book_of(left, right), 2) is one
