"""Records as tools write them: read whole, dated, named; one bad record never costs the rest."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from index.articles import read
from index.types import Article, Failure

Write = Callable[..., Path]

ONE = "The dike at Noordam will be raised by a metre, said Tjalling Roos, who runs the board."
TWO = "Farmers along the dike want to be paid first, their union said on Thursday."
THREE = "Work is to begin in the spring, when the geese have left."


def outcome(path: Path) -> list[str]:
    """What came of each record: the beginning of its text, or where it failed."""
    return [
        item.text[:12] if isinstance(item, Article) else item.origin.removeprefix(str(path))
        for item in read(path)
    ]


GOOD = [ONE[:12], TWO[:12]]
TABLES = {
    "a bare mark": ('text,id\n"Roos said "no" to it.",7\n"{0}",1\n"{1}",2\n', [":2", *GOOD]),
    "a bare mark last": ('text,id\n"{0}",1\n"{1}",2\n"He "lied".",3\n', [*GOOD, ":4"]),
    "an odd mark": (
        'text;id\n"{0}";1\n"Roos said "no to it.";7\n"{1}";2\n',
        [GOOD[0], ":3", GOOD[1]],
    ),
    "a mark that never closes": ('text,id\n"{0}",1\n"{1}",2\n"And so on,3\n', [*GOOD, ":4"]),
    "a bad row over two lines": (
        'id,text\n7,"One "bad" line\nand its rest"\n1,"{0}"\n2,"{1}"\n',
        [":2", *GOOD],
    ),
    "an unquoted comma": ('text,id\nYes, he said, at last,7\n"{0}",1\n"{1}",2\n', [":2", *GOOD]),
    "marks with a backslash": (
        'text,id\n"{0}",1\n"\\"{1}\\", and so on",2\n',
        [GOOD[0], f'"{TWO[:11]}'],
    ),
    "tabs": ('id\ttext\n1\t"{0}"\n7\t"a "b" c"\n2\t"{1}"\n', [GOOD[0], ":3", GOOD[1]]),
}


@pytest.mark.parametrize("name", TABLES)
def test_a_bad_row_of_a_table_costs_itself_only(write: Write, name: str) -> None:
    text, expected = TABLES[name]
    path = write("t.csv", text.replace("{0}", ONE).replace("{1}", TWO))
    assert outcome(path) == expected


def test_quotation_marks_of_a_table_stay(write: Write, kit: Any) -> None:
    for row in ('"Roos: ""Never"", he said."', '"Roos: \\"Never\\", he said."'):
        assert kit.article(write("t.csv", f"text\n{row}\n")).text == 'Roos: "Never", he said.'


def test_bad_rows_in_a_row_are_told_together(write: Write) -> None:
    for rest in ("", f'8,"{ONE}"\n'):
        bad = "".join(f'{n},"open {n}\n' for n in range(3_000))
        found = list(read(write("t.csv", f"id,text\n{bad}{rest}")))
        assert isinstance(found[0], Failure)
        assert found[0].origin.endswith(":2")
        assert found[0].reason.startswith("(to line 3001) is not valid CSV")
        assert [type(f) for f in found[1:]] == ([Article] if rest else [])


def test_marks_that_never_close_do_not_read_the_table_again_and_again(write: Write) -> None:
    rows = "".join(f'"{n};open\n' for n in range(5_000))
    found = list(read(write("t.csv", f"id;text\n{rows}")))
    assert len(found) == 1
    assert isinstance(found[0], Failure)


def test_a_table_with_a_bad_first_row_is_refused(write: Write, kit: Any) -> None:
    assert "line 1 is not valid CSV" in kit.failure(write("t.csv", '"te"xt",id\na,1\n')).reason


RECORDS = [json.dumps({"text": t}) for t in (ONE, TWO, THREE)]
ALL = [ONE[:12], TWO[:12], THREE[:12]]
BAD = '{"text": "never closed}'


@pytest.mark.parametrize("between", ["\n", "\n\n", " ", ""])
def test_objects_one_after_the_other(write: Write, between: str) -> None:
    assert outcome(write("r.json", between.join(RECORDS))) == ALL


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[" + ",\n".join([RECORDS[0], '{"text": nope}', *RECORDS[1:]]) + "]", "0:212"),
        ('{"n": 3, "articles": [\n' + ",\n".join(['{"text" "x"}', *RECORDS]) + "]}", ":2012"),
        ("[\n" + ",\n".join(RECORDS) + ",\n" + '{"text": "cut o', "012:5"),
        ("\n".join([RECORDS[0], "{'text': 'x'}", *RECORDS[1:]]), "0:212"),
    ],
)
def test_a_bad_record_costs_itself_only(write: Write, text: str, expected: str) -> None:
    found = [f"{ALL.index(one)}" if one in ALL else one for one in outcome(write("r.json", text))]
    assert "".join(found) == expected


def test_json_without_a_good_record_is_refused_once(write: Write, kit: Any) -> None:
    assert "not valid JSON" in kit.failure(write("r.json", f"[{BAD}, {BAD}]")).reason


def test_a_line_break_inside_a_string_is_read(write: Write, kit: Any) -> None:
    assert kit.article(write("r.json", f'{{"text": "{ONE}\n{TWO}"}}')).text == f"{ONE}\n{TWO}"


@pytest.mark.parametrize(
    ("end", "rest", "missing"),
    [
        ("… [+1204 chars]", "…", "the last 1,204 characters"),
        ("... [+87 chars]", "...", "the last 87 characters"),
        (" […]", "", "the end"),
        (" [...]", "", "the end"),
    ],
)
def test_text_that_was_cut_is_told(write: Write, end: str, rest: str, missing: str) -> None:
    record = {"content": ONE + end, "url": "https://bay.example/dike"}
    path = write("r.json", json.dumps([record]))
    item, loss = list(read(path))
    assert isinstance(item, Article)
    assert item.text == ONE + rest
    assert isinstance(loss, Failure)
    assert loss.partial
    assert loss.origin == f"{path}[1]"
    assert loss.reason.startswith(missing)
    assert "https://bay.example/dike" in loss.reason


def test_text_that_ends_in_dots_is_not_taken_for_cut(write: Write, kit: Any) -> None:
    assert kit.article(write("r.json", json.dumps({"text": ONE + " And then …"}))).text.endswith(
        "…"
    )


EXPORTS: dict[str, dict[str, object]] = {
    "news service": {
        "status": "ok",
        "articles": [
            {
                "source": {"id": None, "name": "Bay Herald"},
                "author": "Femke Dijk",
                "title": "Dike",
                "publishedAt": "2023-04-05T06:00:00Z",
                "url": "https://bay.example/dike",
                "content": ONE,
            }
        ],
    },
    "crawler": {
        "maintext": ONE,
        "authors": ["Femke Dijk"],
        "title": "Dike",
        "date_publish": "2023-04-05 06:00:00",
        "date_download": "2024-01-01 00:00:00",
        "source_domain": "Bay Herald",
        "url": "https://bay.example/dike",
    },
    "extractor": {
        "text": ONE,
        "author": "Femke Dijk",
        "title": "Dike",
        "date": "2023-04-05",
        "source": "https://bay.example/dike",
        "source-hostname": "Bay Herald",
        "comments": "Roos is a liar.",
    },
    "blog": {
        "date": "2023-04-05T06:00:00",
        "link": "https://bay.example/dike",
        "title": {"rendered": "Dike"},
        "content": {"rendered": f"<p>{ONE}</p>", "protected": False},
        "author": 12,
        "_embedded": {"author": [{"id": 12, "name": "Femke Dijk"}]},
        "publisher": "Bay Herald",
    },
    "feed": {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Bay Herald",
        "items": [
            {
                "id": "1",
                "url": "https://bay.example/dike",
                "title": "Dike",
                "content_html": f"<p>{ONE}</p>",
                "date_published": "2023-04-05T06:00:00+02:00",
                "authors": [{"name": "Femke Dijk"}],
            }
        ],
    },
    "newspaper": {
        "response": {
            "docs": [
                {
                    "headline": {"main": "Dike", "kicker": ""},
                    "byline": {"original": "By Femke Dijk"},
                    "pub_date": "2023-04-05T06:00:00+0000",
                    "web_url": "https://bay.example/dike",
                    "source": "Bay Herald",
                    "body": [ONE],
                }
            ]
        }
    },
    "content service": {
        "response": {
            "results": [
                {
                    "id": "dike",
                    "webTitle": "Dike",
                    "webUrl": "https://bay.example/dike",
                    "webPublicationDate": "2023-04-05T06:00:00Z",
                    "fields": {
                        "bodyText": ONE,
                        "byline": "Femke Dijk",
                        "publication": "Bay Herald",
                    },
                }
            ]
        }
    },
    "search engine": {
        "took": 3,
        "hits": {
            "total": {"value": 1},
            "hits": [
                {
                    "_id": "7",
                    "_source": {
                        "title": "Dike",
                        "body": ONE,
                        "author": "Femke Dijk",
                        "domain": "Bay Herald",
                        "date": "2023-04-05",
                        "url": "https://bay.example/dike",
                    },
                }
            ],
        },
    },
    "JSON-LD": {
        "@type": "NewsArticle",
        "headline": "Dike",
        "articleBody": ONE,
        "author": {"name": "Femke Dijk"},
        "publisher": {"name": "Bay Herald"},
        "datePublished": "2023-04-05",
        "mainEntityOfPage": "https://bay.example/dike",
    },
    "paragraphs": {
        "title": "Dike",
        "paragraphs": [ONE],
        "author": "Femke Dijk",
        "media_name": "Bay Herald",
        "publish_date": "2023-04-05",
        "url": "https://bay.example/dike",
    },
}


@pytest.mark.parametrize("name", EXPORTS)
def test_exports_of_other_tools(write: Write, kit: Any, name: str) -> None:
    item = kit.article(write("x.json", json.dumps(EXPORTS[name])))
    assert (item.text, item.title, item.author) == (ONE, "Dike", "Femke Dijk")
    assert item.published == date(2023, 4, 5)
    assert (item.source, item.url) == ("Bay Herald", "https://bay.example/dike")


def test_an_address_is_no_publisher(write: Write, kit: Any) -> None:
    item = kit.article(write("x.json", json.dumps({"text": ONE, "source": "http://a.example/b"})))
    assert (item.source, item.url) == ("", "http://a.example/b")
    item = kit.article(write("x.json", json.dumps({"text": ONE, "link": "12", "source": "Bay"})))
    assert (item.source, item.url) == ("Bay", "")


@pytest.mark.parametrize(
    "paragraphs",
    [[ONE, TWO], [{"text": ONE}, {"text": TWO}], [f"<p>{ONE}</p>", {"html": f"<p>{TWO}</p>"}, ""]],
)
def test_a_list_of_paragraphs(write: Write, kit: Any, paragraphs: list[object]) -> None:
    item = kit.article(write("x.json", json.dumps({"title": "Dike", "text": paragraphs})))
    assert item.text == f"{ONE}\n\n{TWO}"


def test_a_record_without_text_says_where_the_whole_is(write: Write, kit: Any) -> None:
    record = {"content": None, "url": "https://bay.example/dike"}
    assert "add https://bay.example/dike" in kit.failure(write("x.json", json.dumps(record))).reason


@pytest.mark.parametrize("damage", [b"\xff", b"\xe9", b"\xc3("])
def test_a_bad_byte_does_not_spoil_other_letters(write: Write, kit: Any, damage: bytes) -> None:
    words = "Gisèle Côté a réélu le maire à l’été; Jürgen Döpfner grüßt die Brücke. " * 3
    text = kit.article(write("d.txt", words.encode() + damage + b" end")).text
    assert text.startswith(words)
    assert "\ufffd" in text
