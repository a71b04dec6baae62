"""The rules on quotations over paragraphs, on relations given by hand."""

from __future__ import annotations

import pytest

from index.attribution.decode import Hit
from index.attribution.prepared import Prepared, prepare
from index.attribution.quotations import quotations_of
from index.attribution.relations import Place, Relation, raw, relations_of, snapped
from index.attribution.rules import complete


def place(article: Prepared, phrase: str) -> Place:
    """Where a phrase stands, in words."""
    start = article.text.index(phrase)
    end = start + len(phrase)
    for paragraph, words in enumerate(article.paragraphs):
        inside = [i for i, w in enumerate(words) if start <= w.start and w.end <= end]
        if inside:
            return paragraph, inside[0], inside[-1] + 1
    raise AssertionError(f"{phrase!r} is not in the text")


def relation(article: Prepared, source: str, cue: str, *contents: str) -> Relation:
    return Relation(
        source=place(article, source) if source else None,
        cue=place(article, cue) if cue else None,
        contents=[place(article, c) for c in contents],
    )


def shown(article: Prepared, relations: list[Relation]) -> list[tuple[str, list[str]]]:
    """Source and contents of each relation, as text."""
    rows = []
    for found in (raw(r, article) for r in complete(relations, article)):
        source = article.text[slice(*found.source[0])] if found.source else ""
        rows.append((source, [article.text[a:b] for a, b in found.content]))
    return rows


def test_who_is_named_at_the_end_said_all_paragraphs() -> None:
    article = prepare(
        "“The harbour is too small.\n"
        "Larger ships pass us by.\n"
        "Nobody has paid for the dredging,” the harbour master said."
    )
    tagged = [
        relation(article, "", "", "“The harbour is too small."),
        relation(article, "the harbour master", "said", "Nobody has paid for the dredging,”"),
    ]
    assert shown(article, tagged) == [
        (
            "the harbour master",
            [
                "“The harbour is too small.",
                "Larger ships pass us by.",
                "Nobody has paid for the dredging,”",
            ],
        )
    ]


def test_who_is_named_at_the_start_said_all_paragraphs() -> None:
    article = prepare(
        "Ana Petrov said: “The bridge will close in May.\n“It will open again in autumn.”"
    )
    tagged = [relation(article, "Ana Petrov", "said", "“The bridge will close in May.")]
    assert shown(article, tagged) == [
        ("Ana Petrov", ["“The bridge will close in May.", "“It will open again in autumn.”"])
    ]


def test_a_quotation_is_not_carried_into_another_speaker() -> None:
    article = prepare(
        "“The bridge will close in May,” Ana Petrov said.\n"
        "“It must never close, not for a day,” Ilir Hoxha said."
    )
    tagged = [
        relation(article, "Ana Petrov", "said", "“The bridge will close in May,”"),
        relation(article, "Ilir Hoxha", "said", "“It must never close, not for a day,”"),
    ]
    assert shown(article, tagged) == [
        ("Ana Petrov", ["“The bridge will close in May,”"]),
        ("Ilir Hoxha", ["“It must never close, not for a day,”"]),
    ]


def test_a_colon_introduces_the_next_paragraph() -> None:
    article = prepare(
        "Asked about the price, Ilir Hoxha stressed that the bill is settled:\n"
        "“We paid the last part in March. Nothing is owed to anybody.”"
    )
    tagged = [relation(article, "Ilir Hoxha", "stressed", "that the bill is settled")]
    assert shown(article, tagged) == [
        ("Ilir Hoxha", ["that the bill is settled"]),
        ("Ilir Hoxha", ["“We paid the last part in March. Nothing is owed to anybody.”"]),
    ]


def test_without_a_colon_nobody_is_introduced() -> None:
    article = prepare(
        "Ilir Hoxha stressed that the bill is settled.\n"
        "“We paid the last part in March. Nothing is owed to anybody.”"
    )
    tagged = [
        relation(article, "Ilir Hoxha", "stressed", "that the bill is settled"),
        relation(article, "", "", "“We paid the last part in March. Nothing is owed to anybody.”"),
    ]
    assert [source for source, _ in shown(article, tagged)] == ["Ilir Hoxha", ""]


def test_a_speaker_resumes_in_the_same_paragraph() -> None:
    article = prepare("“The vote was fair,” Ana Petrov said. “Every box was sealed before noon.”")
    tagged = [relation(article, "Ana Petrov", "said", "“The vote was fair,”")]
    assert shown(article, tagged) == [
        ("Ana Petrov", ["“The vote was fair,”", "“Every box was sealed before noon.”"])
    ]


def test_a_speaker_does_not_resume_after_somebody_else() -> None:
    article = prepare(
        "“The vote was fair,” Ana Petrov said. Her rival shook his head. "
        "“Every box was open until noon.”"
    )
    tagged = [relation(article, "Ana Petrov", "said", "“The vote was fair,”")]
    assert shown(article, tagged) == [("Ana Petrov", ["“The vote was fair,”"])]


def test_an_inner_source_does_not_keep_the_quotation_from_its_speaker() -> None:
    article = prepare(
        "“I believe that trade will grow this year.\nOur partners have signed,” the minister noted."
    )
    tagged = [
        relation(article, "I", "believe", "that trade will grow this year"),
        relation(article, "the minister", "noted", "Our partners have signed,”"),
    ]
    assert (
        "the minister",
        ["“I believe that trade will grow this year.", "Our partners have signed,”"],
    ) in shown(article, tagged)


def test_unattributed_indirect_words_are_no_relation() -> None:
    article = prepare("The harbour is small and the ships are large.")
    assert shown(article, [relation(article, "", "", "the ships are large")]) == []


def test_an_unattributed_quotation_is_kept_without_a_speaker() -> None:
    article = prepare("A banner read “No more ships in our bay” for weeks.")
    tagged = [relation(article, "", "", "“No more ships in our bay”")]
    assert shown(article, tagged) == [("", ["“No more ships in our bay”"])]


def test_a_source_inside_its_own_content_is_dropped() -> None:
    article = prepare("The mayor said the council had failed.")
    tagged = [relation(article, "the council", "said", "the council had failed")]
    assert shown(article, tagged) == [("", ["the council had failed"])]


def test_quotation_marks_are_taken_in() -> None:
    article = prepare("“Nothing will change,” she said.")
    first, end = place(article, "Nothing will change")[1:]
    assert snapped((0, first, end), article) == place(article, "“Nothing will change,”")


def test_quotations_span_paragraphs_and_say_whether_they_close() -> None:
    article = prepare("“One two.\n“Three,” he said. Then “four")
    first, second = quotations_of(article.states)
    assert (len(first.pieces), first.closed) == (2, True)
    assert (len(second.pieces), second.closed) == (1, False)


def test_kinds() -> None:
    article = prepare("He said “we will” go. She said “no.” They said maybe.")
    kinds = [
        article.kind([place(article, phrase)]) for phrase in ("“we will” go", "“no.”", "maybe")
    ]
    assert kinds == ["mixed", "direct", "reported"]


def test_a_sentence_that_goes_on_in_the_next_line_is_one_paragraph() -> None:
    article = prepare('"This will not hold",\n– the engineer warned.')
    assert len(article.paragraphs) == 1


def test_this_points_to_the_sentence_before() -> None:
    article = prepare("The port will close for a year. This was announced by the mayor. It rained.")
    tagged = [relation(article, "the mayor", "was announced", "This")]
    assert shown(article, tagged) == [("the mayor", ["The port will close for a year"])]


def test_this_alone_points_nowhere() -> None:
    article = prepare("This was announced by the mayor.")
    assert shown(article, [relation(article, "the mayor", "was announced", "This")]) == []


def test_an_unquoted_sentence_is_not_taken_from_the_articles_voice() -> None:
    article = prepare(
        "Others see it alike. According to the mayor, the port will close for a year."
    )
    tagged = [
        relation(
            article,
            "the mayor",
            "According to",
            "Others see it alike",
            "the port will close for a year",
        )
    ]
    assert shown(article, tagged) == [("the mayor", ["the port will close for a year"])]


def test_whoever_is_quoted_in_a_quotation_has_one_sentence_only() -> None:
    article = prepare("“The coast is poor. The council says that it will help us,” Keller said.")
    tagged = [
        relation(article, "The council", "says", "The coast is poor", "that it will help us"),
        relation(article, "Keller", "said", "“The coast is poor"),
    ]
    assert ("The council", ["that it will help us"]) in shown(article, tagged)


def test_a_dash_that_leads_to_the_cue_is_left_out() -> None:
    article = prepare('"This will not hold",\n– the engineer warned.')
    first, end = 0, [w.text for w in article.paragraphs[0]].index("the")
    assert article.text[slice(*article.span(*snapped((0, first, end), article)))] == (
        '"This will not hold",'
    )


def test_in_somebodys_view_the_rest_is_theirs_and_the_inner_source_keeps_its_own() -> None:
    article = prepare(
        "“It is too dear,” Mira Holt recalled. In her view, the board would like to close the port."
    )
    found = shown(
        article,
        [
            relation(article, "Mira Holt", "recalled", "“It is too dear,”"),
            relation(article, "the board", "would like to", "close the port"),
        ],
    )
    assert ("her", ["the board would like to close the port"]) in found
    assert ("the board", ["close the port"]) in found


def test_in_somebodys_view_inside_a_sentence_is_no_head() -> None:
    article = prepare("The board met in her opinion, and the port will close.")
    assert shown(article, []) == []


@pytest.mark.parametrize(
    ("text", "cue", "content", "source", "kept"),
    [
        ("While saying that it would hold, she left.", "saying", "that it would hold", "she", True),
        ("They said that it would hold, while others left.", "said", "that it would hold", "others",
         False),
        ("They painted the port as a risk, which shut.", "painted", "the port as a risk", "which",
         False),
        ("She spoke of a bad leak. They left.", "spoke of", "a bad leak", "They", False),
        ("As was said, it would hold, she left.", "was said", "it would hold", "she", False),
        ("It will hold, said the mayor.", "said", "It will hold", "the mayor", True),
    ],
)  # fmt: skip
def test_whoever_comes_behind_what_was_said_did_not_say_it(
    text: str, cue: str, content: str, source: str, kept: bool
) -> None:
    article = prepare(text)

    def hit(phrase: str, role: str, **links: int) -> Hit:
        paragraph, first, end = place(article, phrase)
        return Hit(role, paragraph, first, end, 1.0, **links)

    hits = [hit(cue, "cue", source=2), hit(content, "content", cue=0), hit(source, "source")]
    [found] = relations_of(hits, article)
    assert (found.source is not None) is kept


def test_whoever_interrupts_a_sentence_says_it() -> None:
    article = prepare("Nobody but the pilot, Per Lund maintained, knows how deep the channel is.")
    tagged = [
        relation(article, "Nobody but the pilot, Per Lund maintained,", "knows", "how deep the"),
    ]
    assert shown(article, tagged) == [
        ("Per Lund", ["Nobody but the pilot", "knows how deep the channel is"])
    ]


@pytest.mark.parametrize(
    ("text", "source", "cue"),
    [
        (
            "The pilot, who said little, knows how deep it is.",
            "The pilot, who said little,",
            "knows",
        ),
        ("The pilot, Per Lund, knows how deep it is.", "The pilot, Per Lund,", "knows"),
        ("“The pilot, Lund said, knows how deep it is.”", "The pilot, Lund said,", "knows"),
    ],
)
def test_a_source_with_an_addition_stays_whole(text: str, source: str, cue: str) -> None:
    article = prepare(text)
    tagged = [relation(article, source, cue, "how deep it is")]
    assert [found for found, _ in shown(article, tagged)] == [source]
