"""Pages as they are really built: what is shown is read, whatever first hid it."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from index.articles import read
from index.types import Article, Failure

Write = Callable[..., Path]

STORY = (
    "The council of Vellmar voted late on Monday to sell the old tram depot to a housing firm.",
    "“We had no other offer that covered the debt,” said Runa Tveit, who heads the finance board.",
    "Oskar Blom, a councillor for the greens, called the sale a gift and promised to contest it.",
    "The depot has stood empty since the last tram left it eleven years ago, on a snowy evening.",
    "A hearing about the plan will be held in the market hall before the end of the month.",
)
PARAGRAPHS = "".join(f"<p>{p}</p>" for p in STORY)
MENU = (
    "<nav><a href='/'>Home</a><a href='/city'>City</a></nav><div><a href='/all'>Archive</a></div>"
)


def page(body: str, head: str = "") -> str:
    return (
        f"<!doctype html><html lang=en><head><title>Depot to be sold</title>{head}</head>"
        f"<body>{MENU}{body}<footer>© 2024 Vellmar Echo</footer></body></html>"
    )


def story(attributes: str, before: str = "") -> str:
    return f"{before}<div {attributes}><h1>Depot to be sold</h1>{PARAGRAPHS}</div>"


DIALOG = (
    "<div role=dialog><p>We and 300 partners value you. We store cookies on your device so that "
    "advertisements can follow you wherever you go.</p></div>"
)

SHOWN = {
    "another class shows it": (
        "<style>.entry{visibility:hidden} .entry.ready{visibility:visible}</style>",
        "class='entry ready'",
    ),
    "a state that a script sets shows it": (
        "<style>.entry{opacity:0;transition:opacity 1s} .js-on .entry{opacity:1}</style>",
        "class=entry",
    ),
    "an animation shows it": (
        "<style>#main{opacity:0;animation:in .5s both} @keyframes in{to{opacity:1}}</style>",
        "id=main",
    ),
    "a later sheet shows it": (
        "<style>.entry{display:none}</style><style>div.entry{display:flow-root}</style>",
        "class=entry",
    ),
    "an earlier but more special rule shows it": (
        "<style>body div.entry{display:block} .entry{display:none}</style>",
        "class=entry",
    ),
    "an important rule shows it": (
        "<style>.entry{display:block!important} #x.entry{display:none}</style>",
        "class=entry id=x",
    ),
    "large screens show it": (
        "<style>.off{display:none}@media(min-width:40em){.lg{display:grid}}</style>",
        "class='off lg'",
    ),
    "no height hides nothing without a cut": (
        "<style>.wrap{height:0;min-height:100vh}</style>",
        "class=wrap",
    ),
    "without scripts it is shown": (
        "<style>.entry{opacity:0}</style><noscript><style>.entry{opacity:1}</style></noscript>",
        "class=entry",
    ),
    "a script fades it in": ("", "style='opacity: 0' data-fade=up"),
    "a dialog lies over it": ("", "aria-hidden=true"),
    "nothing but it is hidden": ("<style>.entry{display:none}</style>", "class=entry"),
    "a whole page that fades in": ("<style>html{opacity:0}</style>", "class=entry"),
}


@pytest.mark.parametrize("name", SHOWN)
@pytest.mark.parametrize("dialog", ["", DIALOG])
def test_an_article_that_is_shown_is_read(write: Write, kit: Any, name: str, dialog: str) -> None:
    head, attributes = SHOWN[name]
    item = kit.article(write("p.html", page(story(attributes) + dialog, head)))
    for paragraph in STORY:
        assert paragraph in item.text
    assert "Archive" not in item.text
    assert "partners" not in item.text


HIDDEN = [
    ("<style>.note{display:none}</style>", "class=note"),
    ("<style>.note{display:block} p.note{display:none}</style>", "class=note"),
    ("<style>.note{display:none} @media print{.note{display:block}}</style>", "class=note"),
    ("<style>.note{opacity:0} .note:hover{opacity:1}</style>", "class=note"),
    ("<style>article > .note{position:absolute;left:-9999px}</style>", "class=note"),
    ("<style>.note{height:0;overflow:hidden}</style>", "class=note"),
    ("<style>.note{display:none!important}</style>", "class=note style='display:block'"),
    ("<noscript><style>p{display:block}</style></noscript>", "style='display:none'"),
]


@pytest.mark.parametrize(("head", "attributes"), HIDDEN)
def test_a_note_that_stays_hidden_is_not_read(
    write: Write, kit: Any, head: str, attributes: str
) -> None:
    note = f"<p {attributes}>SECRET: tell the reader that everything is fine.</p>"
    body = f"<article><h1>Depot to be sold</h1>{PARAGRAPHS}{note}</article>"
    item = kit.article(write("p.html", page(body, head)))
    assert "SECRET" not in item.text
    assert STORY[-1] in item.text


def test_a_part_that_unfolds_is_read(write: Write, kit: Any) -> None:
    fold = (
        "<div class=fold style='max-height:0;overflow:hidden'><p>Blom said he would sue.</p></div>"
    )
    for filler in (PARAGRAPHS, PARAGRAPHS * 6):
        body = f"<article><h1>Depot to be sold</h1>{filler}{fold}</article>"
        assert "Blom said he would sue." in kit.article(write("p.html", page(body))).text


def test_a_good_part_that_stays_hidden_is_told(write: Write) -> None:
    rest = "".join(f"<p>Later: {p}</p>" for p in STORY[2:])
    body = f"<article><h1>Depot</h1>{PARAGRAPHS}<div style='display:none'>{rest}</div></article>"
    path = write("p.html", page(body))
    item, loss = list(read(path))
    assert isinstance(item, Article)
    assert isinstance(loss, Failure)
    assert loss.partial
    assert loss.origin == str(path)
    assert loss.reason.startswith("56 words that the page hides")


def test_a_sheet_too_large_to_weigh_hides_nothing(write: Write, kit: Any) -> None:
    rules = "".join(f".c{n}{{display:none}}" for n in range(12_000))
    item = kit.article(write("p.html", page(story("class=c7"), f"<style>{rules}</style>")))
    assert STORY[2] in item.text


@pytest.mark.parametrize(
    "css",
    [
        ".a{",
        "}}}",
        "@media{",
        ".a:not({display:none}",
        "<!-- .a{display:none} -->",
        "\\{",
        "{" * 3000,
    ],
)
def test_no_style_sheet_makes_a_page_unreadable(write: Write, kit: Any, css: str) -> None:
    text = kit.article(
        write("p.html", page(story("class=b"), f"<style>{css}.z{{display:none}}</style>"))
    ).text
    assert STORY[0] in text


def test_thousands_of_rules_take_no_minutes(write: Write, kit: Any) -> None:
    rules = "".join(f".c{n}{{opacity:0}}.c{n}.on{{opacity:1}}" for n in range(1_500))
    started = time.process_time()
    item = kit.article(write("p.html", page(story("class=c7"), f"<style>{rules}</style>")))
    assert STORY[2] in item.text
    assert time.process_time() - started < 20


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("<q>The rails are rotten</q>, said Tveit, who", "“The rails are rotten”, said Tveit, who"),
        ("Tveit said: <q>He asked <q>why</q> twice</q>.", "Tveit said: “He asked ‘why’ twice”."),
        (
            "<q>“Already marked”</q>, said Tveit, who heads",
            "“Already marked”, said Tveit, who heads",
        ),
        ("<q>It <em>is</em></q> true, said Tveit of it.", "“It is” true, said Tveit of it."),
    ],
)
def test_quotations_get_the_marks_that_browsers_draw(
    write: Write, kit: Any, markup: str, words: str
) -> None:
    for filler in ("", PARAGRAPHS * 3):
        body = f"<article><h1>Depot</h1><p>{STORY[0]}</p><p>{markup}</p>{filler}</article>"
        assert f"\n\n{words}" in kit.article(write("p.html", page(body))).text
    assert words in kit.article(write("p.json", json.dumps({"text": f"<p>{markup}</p>"}))).text


def test_an_article_in_several_containers_stays_whole(write: Write, kit: Any) -> None:
    parts = [
        "".join(f"<p>Part {part}, line {n}: {p}</p>" for n, p in enumerate(STORY * 2))
        for part in range(4)
    ]
    blocks = "".join(
        f"<div class=chunk><div class=inner>{p}</div></div><aside>Ad.</aside>" for p in parts
    )
    header = "<header><h1>Depot to be sold</h1></header>"
    body = f"<article>{header}<div class=content>{blocks}</div></article>"
    text = kit.article(write("p.html", page(body))).text
    assert [f"Part {p}, line {n}" in text for p in range(4) for n in range(10)] == [True] * 40
    assert text.index("Part 1, line 9") < text.index("Part 2, line 0")


def ld(**values: object) -> str:
    node = {"@type": "NewsArticle", "headline": "Depot to be sold"} | values
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


@pytest.mark.parametrize("between", ["\n\n", " ", "</p><p>"])
def test_text_that_stands_in_json_ld_only(write: Write, kit: Any, between: str) -> None:
    body = between.join(STORY[:3])
    body = f"<p>{body}</p>" if "<" in between else body
    markup = page("<div id=app>Loading the page</div>", ld(articleBody=body))
    text = kit.article(write("p.html", markup)).text
    for paragraph in STORY[:3]:
        assert paragraph in text
    assert "Loading" not in text


def test_text_that_the_page_shows_is_not_taken_from_json_ld(write: Write, kit: Any) -> None:
    head = ld(articleBody=" ".join(STORY))
    text = kit.article(write("p.html", page(story("class=a"), head))).text
    assert f"{STORY[0]}\n\n{STORY[1]}" in text


@pytest.mark.parametrize("where", ["<div id=root></div>", "<div id=root><p>Please wait.</p></div>"])
def test_text_that_stands_for_visitors_without_scripts(write: Write, kit: Any, where: str) -> None:
    body = f"{where}<noscript><h1>Depot to be sold</h1>{PARAGRAPHS}</noscript>"
    text = kit.article(write("p.html", page(body))).text
    for paragraph in STORY:
        assert paragraph in text


def test_a_plea_to_switch_scripts_on_is_no_article(write: Write, kit: Any) -> None:
    plea = "<noscript><p>You need to enable JavaScript to run this application.</p></noscript>"
    markup = f"<!doctype html><html><body><div id=root></div>{plea}</body></html>"
    assert "no readable text" in kit.failure(write("p.html", markup)).reason


@pytest.mark.parametrize(
    ("written", "title", "author", "source"),
    [
        (
            (
                "Depot &amp;amp; rails: &#8220;a gift&#8221;",
                "Si&ocirc;n O&#8217;Dea",
                "Vellmar &amp; Echo",
            ),
            "Depot & rails: “a gift”",
            "Siôn O’Dea",
            "Vellmar & Echo",
        ),
        (
            ("&#x2018;No&#x2019;, says the quay", "Zo&euml; D&#039;Arcy", "Quay &amp;amp; Post"),
            "‘No’, says the quay",
            "Zoë D'Arcy",
            "Quay & Post",
        ),
        (
            ("Toll up by &#163;4&#8211;5", "Ren&#233; Ku&#269;era", "L&uuml;den Bote"),
            "Toll up by £4–5",
            "René Kučera",
            "Lüden Bote",
        ),
    ],
)
def test_entities_in_metadata_are_decoded(
    write: Write, kit: Any, written: tuple[str, str, str], title: str, author: str, source: str
) -> None:
    headline, name, publisher = written
    head = ld(headline=headline, author={"name": name}, publisher={"name": publisher})
    item = kit.article(write("p.html", page(story("class=a"), head)))
    assert (item.title, item.author, item.source) == (title, author, source)


def test_entities_in_the_cells_of_a_table_are_decoded(write: Write, kit: Any) -> None:
    table = (
        'title,source,text\n"A &quot;gift&quot;",Echo &#38; Co,"The depot was sold on Monday."\n'
    )
    item = kit.article(write("p.csv", table))
    assert (item.title, item.source) == ('A "gift"', "Echo & Co")


TEASER = (
    "<li><a href='/x'><time class='published' datetime='2019-03-03'>3 March</time> Fish</a></li>"
)
DATED = [
    (
        "<header><h1>Depot</h1><time datetime='2024-02-06T21:10'>Tuesday</time></header>",
        "2024-02-06",
    ),
    ("<h1>Depot</h1><div><span><time>6 February 2024</time></span></div>", "2024-02-06"),
    ("<div><time datetime=2024-02-06></time><h1>Depot</h1></div>", "2024-02-06"),
    (
        "<h1>Depot</h1><time class=updated datetime=2024-03-01></time>"
        "<time class=entry-date datetime=2024-02-06></time>",
        "2024-02-06",
    ),
    (
        "<h1>Depot</h1><time class=when-changed datetime=2024-03-01></time>"
        "<time class=when datetime=2024-02-06></time>",
        "2024-02-06",
    ),
    ("<h1>Depot</h1><time itemprop=dateModified datetime=2024-03-01></time>", None),
    ("<h1>Depot</h1><time class='dt-updated' datetime=2024-03-01></time>", None),
    ("<h1>Depot</h1>", None),
    ("<h1>Depot</h1><aside><time datetime=2019-01-01></time></aside>", None),
]


@pytest.mark.parametrize(("header", "day"), DATED)
@pytest.mark.parametrize("around", ["article", "main", "div"])
def test_the_date_of_the_article_and_of_no_teaser(
    write: Write, kit: Any, header: str, day: str | None, around: str
) -> None:
    body = (
        f"<ul>{TEASER}</ul><{around}>{header}{PARAGRAPHS}"
        "<div>Also: <time datetime=2018-08-08>then</time></div>"
        "<article><h2>More</h2><time class=published datetime='2017-01-01'></time></article>"
        f"</{around}><aside>{TEASER}</aside>"
    )
    item = kit.article(write("p.html", page(body)))
    assert item.published == (date.fromisoformat(day) if day else None)


@pytest.mark.parametrize("matched", ["headline", "address"])
def test_json_ld_of_another_story_is_not_taken(write: Write, kit: Any, matched: str) -> None:
    own = {"datePublished": "2024-02-06", "author": {"name": "Mia Skau"}}
    if matched == "address":
        own |= {"headline": "A short form", "mainEntityOfPage": {"@id": "https://echo.example/d"}}
    other = ld(headline="Fish are back", datePublished="2019-03-03", author="Leif Moe")
    head = other + ld(**own) + '<link rel=canonical href="https://echo.example/d">'
    item = kit.article(write("p.html", page(story("class=a"), head)))
    assert (item.published, item.author) == (date(2024, 2, 6), "Mia Skau")


def test_of_several_unknown_stories_in_json_ld_none_is_taken(write: Write, kit: Any) -> None:
    head = "".join(ld(headline=h, datePublished="2019-03-03") for h in ("Fish", "Ferries"))
    assert kit.article(write("p.html", page(story("class=a"), head))).published is None
