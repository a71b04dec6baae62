"""What is not content is flagged; what may be content is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.articles import boilerplate, read
from index.articles.names import byline_names, is_person, people
from index.types import Article, canonical_text

BODY = (
    "The harbour council voted on Tuesday to widen the northern pier before winter. "
    "Mayor Lena Hartwig said that the work would cost nine million crowns.\n\n"
    "Her deputy, Jonas Brandt, disagreed and argued that the ferries would lose their berth.\n\n"
    "A decision on the southern pier is expected in spring, the council's clerk said."
)


def lines(text: str, **known: str) -> list[str]:
    return [text[a:b] for a, b in boilerplate.scan(text, **known).spans]


def fields(text: str, **known: str) -> dict[str, str]:
    return {k: v for k, (v, _) in boilerplate.scan(text, **known).fields.items()}


def test_plain_prose_has_none() -> None:
    assert lines(BODY) == []
    assert fields(BODY) == {}


def test_title_on_the_first_line() -> None:
    text = "Council votes for a wider pier\n\n" + BODY
    assert lines(text) == ["Council votes for a wider pier"]
    assert fields(text)["title"] == "Council votes for a wider pier"


def test_known_title_is_flagged_where_the_text_repeats_it() -> None:
    text = "COUNCIL VOTES FOR A WIDER PIER.\n\n" + BODY
    assert lines(text, title="Council votes for a wider pier") == [
        "COUNCIL VOTES FOR A WIDER PIER."
    ]


def test_a_sentence_on_the_first_line_is_no_title() -> None:
    assert lines("The council has voted.\n\n" + BODY) == []


def test_reading_time_and_publisher() -> None:
    text = "Council votes for a wider pier\n\nBAY HERALD\nBAY HERALD 2 Min Read\n2 Min Read\n\n"
    assert lines(text + BODY) == [
        "Council votes for a wider pier",
        "BAY HERALD",
        "BAY HERALD 2 Min Read",
        "2 Min Read",
    ]
    assert fields(text + BODY)["source"] == "BAY HERALD"


def test_rubric_gives_title_and_source() -> None:
    text = "Piers and politics: who pays? Expert opinions on Harbour.News\n" + BODY
    assert fields(text) == {"title": "Piers and politics: who pays?", "source": "Harbour.News"}
    assert lines(text) == ["Piers and politics: who pays? Expert opinions on Harbour.News"]


def test_rubric_after_the_publishers_name() -> None:
    assert fields("Piers and politics | Harbour.News exclusive\n" + BODY)["source"] == (
        "Harbour.News"
    )


def test_first_appeared_on() -> None:
    post = "The post Who pays for the pier? first appeared on The Bay Herald – bayherald.example."
    found = boilerplate.scan(BODY + "\n" + post)
    assert found.fields["title"][0] == "Who pays for the pier?"
    assert found.fields["source"][0] == "The Bay Herald"
    assert lines(BODY + "\n" + post) == [post]


def test_name_alone_at_the_end_is_the_author() -> None:
    text = BODY + "\nMarta Lindqvist\n"
    assert lines(text) == ["Marta Lindqvist"]
    assert boilerplate.scan(text).fields["author"] == ("Marta Lindqvist", "last line")


@pytest.mark.parametrize(
    "last",
    ["Lena Hartwig", "Bay Council", "Northern Press Agency", "It failed", "READ", "North Sea."],
)
def test_other_last_lines_stay_content(last: str) -> None:
    assert "author" not in fields(BODY + "\n" + last)


def test_byline_and_date_line() -> None:
    text = (
        "Council votes for a wider pier\n\nBy Marta Lindqvist and Piet de Vries\n"
        "Published: 28 October 2025 | Updated: 30 October 2025\n\n" + BODY
    )
    assert fields(text) == {
        "title": "Council votes for a wider pier",
        "author": "Marta Lindqvist, Piet de Vries",
        "published": "28 October 2025",
    }
    assert len(lines(text)) == 3


def test_a_byline_in_capitals() -> None:
    text = f"Council votes for a wider pier\n\nBy IDA VAN 'T HOFF AND RONA MCTAGGART\n\n{BODY}"
    assert fields(text)["author"] == "Ida van 't Hoff, Rona McTaggart"


@pytest.mark.parametrize("day", ["28 October 2025", "October 28, 2025"])
def test_a_day_behind_the_name_in_a_byline(day: str) -> None:
    text = f"Council votes for a wider pier\n\nBy Marta Lindqvist {day}\n\n{BODY}"
    assert fields(text)["author"] == "Marta Lindqvist"
    assert fields(text)["published"] == day


def test_a_title_over_a_byline_and_wrapped_paragraphs_without_blank_lines() -> None:
    body = "\n".join(f"     {line}" for line in BODY.replace(" and ", "\nand ").split("\n\n"))
    text = f"Council votes for a wider pier\nBy Marta Lindqvist\n28 October 2025\n\n{body}"
    assert fields(text)["title"] == "Council votes for a wider pier"
    assert "title" not in fields(body.strip())


def test_the_day_of_a_correction_is_not_the_day_of_publication() -> None:
    assert "published" not in fields("Updated Oct. 30, 2025, 2:36 p.m. ET\n\n" + BODY)


def test_dateline_gives_the_date_and_stays_content() -> None:
    text = "PORTHAVEN, Norland, October 28, 2025 (Bay Wire) — " + BODY
    assert fields(text) == {"published": "October 28, 2025"}
    assert lines(text) == []


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement",
        "ADVERTISEMENT - SCROLL TO CONTINUE",
        "Story continues below advertisement",
        "Read more: What the fishermen think",
        "Read more about the southern pier.",
        "Subscribe to our newsletter for more stories",
        "Sign up for our free morning briefing",
        "Follow us on Telegram",
        "Share this article",
        "Share on Facebook",
        "Facebook | Twitter | WhatsApp",
        "© 2025 Bay Herald. All rights reserved.",
        "Copyright 2025 The Bay Herald",
        "We use cookies to improve your experience on this site.",
        "Accept all cookies",
        "Leave a comment",
        "Related articles",
        "Photo: Marta Lindqvist/Bay Wire",
    ],
)
def test_furniture_is_flagged(line: str) -> None:
    text = BODY.replace("\n\n", f"\n\n{line}\n\n", 1)
    assert lines(text) == [line]


@pytest.mark.parametrize(
    "line",
    [
        "Share prices fell on Tuesday.",
        "Share on Tuesday the burden, the mayor told the council.",
        "Copyright law protects the plan, she said.",
        "Subscribers to the fund met in the harbour.",
        "Sign up or leave, the mayor told the crews.",
        "Follow the money, said the deputy.",
        "Read the plan before you vote, she told them.",
        "(C) that the worker is engaged in a trade of the same nature",
        "Related parties must declare their interest.",
        "Cookies were handed out at the meeting.",
        "Comments by the mayor angered the crews.",
        "Advertisement spending rose by a third.",
        "The post office first appeared on the pier in 1901, a clerk said, and then it closed.",
        "By Tuesday the crews had left.",
        "By spring, the mayor said, the pier will be open.",
        "It was a 2 minute read-through of the plan.",
    ],
)
def test_content_is_not_flagged(line: str) -> None:
    for text in (BODY.replace("\n\n", f"\n\n{line}\n\n", 1), f"{line}\n\n{BODY}"):
        found = [x for x in lines(text) if x == line]
        # A short heading over the text may be a title, but is never furniture.
        if text.startswith(line) and fields(text).get("title") == line:
            continue
        assert found == []


@pytest.mark.parametrize(
    "name",
    [
        "Ann van 't Hoff",
        "Ann 't Hart",
        "Ann in ’t Veld",
        "Oleg Petrov",
        "Anna-Maria O’Neill",
        "J. R. Hartwig",
        "Piet de Vries",
        "Öykü Çelik",
    ],
)
def test_names(name: str) -> None:
    assert is_person(name)


@pytest.mark.parametrize(
    "line", ["oleg petrov", "Oleg", "Bay Council", "Monday Morning", "Yes, Minister", "Oleg P.", ""]
)
def test_not_names(line: str) -> None:
    assert not is_person(line)


def test_several_people() -> None:
    assert people("Oleg Petrov, Anna Lind & Piet de Vries") == [
        "Oleg Petrov",
        "Anna Lind",
        "Piet de Vries",
    ]
    assert people("Oleg Petrov and others") == []


@given(st.text(max_size=300).map(canonical_text))
def test_spans_are_sorted_disjoint_lines_of_the_text(text: str) -> None:
    end = 0
    for start, stop in boilerplate.scan(text).spans:
        assert end <= start < stop <= len(text)
        assert "\n" not in text[start:stop]
        end = stop


SEEDS = {
    "000": ("", "", "Oleg Isaichenko", 1),
    "001": ("Azerbaijan Takes Final Steps Toward NATO", "RKS NEWS", "", 4),
    "002": ("NATO — Azerbaijan: synergy of standards", "Caliber.Az", "", 1),
    "003": ("NATO–Azerbaijan: energy, security, and", "Caliber.Az", "", 1),
    "004": ("NATO is ramping up its game", "The South Caucasus News", "", 1),
}


def test_the_five_articles_beside_the_repository(shared: Path) -> None:
    found = {Path(a.path).name[:3]: a for a in read(shared / "seeds") if isinstance(a, Article)}
    assert sorted(found) == sorted(SEEDS)
    for key, (title, source, author, count) in SEEDS.items():
        item = found[key]
        assert item.title.startswith(title)
        assert item.title
        assert (item.source, item.author, len(item.boilerplate)) == (source, author, count), key
        assert item.published is None
        assert (item.language, item.origins["language"]) == ("en", "detected")
    first = [found[k].text[slice(*found[k].boilerplate[0])] for k in sorted(found)]
    assert first[0] == "Oleg Isaichenko"
    assert first[2].endswith("Caliber.Az")
    assert first[4].startswith("The post ")
    assert found["001"].text[slice(*found["001"].boilerplate[2])] == "RKS NEWS 2 Min Read"


@pytest.mark.parametrize(
    ("given", "names"),
    [
        ("By ANN LIND", "Ann Lind"),
        ("PIET DE VRIES and SEÁN O'MARA", "Piet de Vries, Seán O'Mara"),
        ("RONA MCTAGGART", "Rona McTaggart"),
        ("Oleg Petrov,Anna Lind", "Oleg Petrov, Anna Lind"),
        ("Oleg Petrov, @opetrov, DAILY HARBOUR", "Oleg Petrov"),
        ("By OLEG PETROV. Email: op@harbour.example,Twitter: @opetrov", "Oleg Petrov"),
        ("By OLEG PETROV. OLEG PETROV is the wealth editor of Harbour.", "Oleg Petrov"),
        ("By ANN LIND,Oleg Petrov and Jo Kim contributed research.", "Ann Lind"),
        ("Oleg Petrov,, Ann Page, and Jo Kim, The Harbour Times", "Oleg Petrov, Ann Page, Jo Kim"),
        ("John G. Rowe Jr.", "John G. Rowe Jr."),
        ("By ANN LIND and PIET DE VRIES, Daily Harbour", "Ann Lind, Piet de Vries"),
        ("By HENK VAN 'T HOFF", "Henk van 't Hoff"),
        ("van 't Hoff, Ida", "Ida van 't Hoff"),
        ("Lind, Ann", "Ann Lind"),
        ("Reuters, Bloomberg", "Reuters, Bloomberg"),
        ("Henk van ’t Hoff and Mary O'Dowd", "Henk van ’t Hoff, Mary O'Dowd"),
        ("Karel in 't Veld & Conor O’ Neill", "Karel in 't Veld, Conor O’ Neill"),
        ("Ann Lind in Oslo and Piet de Vries in The Hague", "Ann Lind, Piet de Vries"),
        ("Staff in Oslo", "Staff in Oslo"),
        ("AP", "AP"),
        ("Harbour Daily Staff", "Harbour Daily Staff"),
        ("", ""),
    ],
)
def test_an_author_field_is_reduced_to_names(given: str, names: str) -> None:
    assert byline_names(given) == names
    assert byline_names(names) == names


@pytest.mark.parametrize("name", ["— Gus Lamb", "– Ada Roe"])
@pytest.mark.parametrize("marks", ["“{}”", '"{}"', "«{}»"])
def test_a_name_below_a_quotation_signs_that_and_not_the_article(name: str, marks: str) -> None:
    text = f"Owls hear mice.\n\nThe night is long.\n\n{marks.format('They hear me too.')}\n{name}"
    assert boilerplate.scan(text, author="Kim Hale").spans == ()
    apart = text.replace(f"\n{name}", f"\n\nIt ends here.\n\n{name}")
    assert [apart[a:b] for a, b in boilerplate.scan(apart, author="Kim Hale").spans] == [name]
