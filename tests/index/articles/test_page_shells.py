"""Pages that scripts build: their article stands elsewhere on the page, or nowhere."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

Write = Callable[..., Path]

WORDS = (
    "The lighthouse on Skarv will be lit by hand again from May, the harbour board has decided.",
    "“A lamp that nobody watches goes out,” said Eli Brandt, who keeps the light, on Sunday.",
    "Tor Halle of the shipping line said that no captain had looked at the light in ten years.",
)
MENU = "<nav><a href='/'>Home</a></nav><div>Home / City / Loading</div>"
ARTICLE = {"@type": "NewsArticle", "headline": "Lit by hand", "datePublished": "2024-03-09"}


def page(head: str = "", body: str = MENU) -> str:
    return f"<!doctype html><html lang=en><head>{head}</head><body>{body}</body></html>"


def script(content: str, kind: str = "application/ld+json") -> str:
    return f'<script type="{kind}">{content}</script>'


WHOLE = json.dumps(ARTICLE | {"articleBody": "\n".join(WORDS)})


@pytest.mark.parametrize(
    "content",
    [
        WHOLE,
        f"//<![CDATA[\n{WHOLE}\n//]]>",
        f"<![CDATA[{WHOLE}]]>",
        f"<!-- {WHOLE} -->",
        f"{WHOLE};",
        WHOLE.replace('"', "&quot;"),
        json.dumps(ARTICLE | {"text": "\n".join(WORDS)}),
        json.dumps(ARTICLE | {"@type": "ReportageNewsArticle", "articleBody": " ".join(WORDS)}),
    ],
)
def test_json_ld_in_every_wrapping(write: Write, kit: Any, content: str) -> None:
    item = kit.article(write("p.html", page(script(content))))
    assert all(words in item.text for words in WORDS)
    assert (item.title, item.published) == ("Lit by hand", date(2024, 3, 9))
    assert "Loading" not in item.text


@pytest.mark.parametrize(
    "head",
    [
        script(json.dumps(ARTICLE)),
        script(json.dumps({"props": {"body": WORDS}}), "application/json"),
        "<script src=app.js></script>",
    ],
)
def test_a_menu_is_no_article(write: Write, kit: Any, head: str) -> None:
    assert "no readable text" in kit.failure(write("p.html", page(head))).reason


@pytest.mark.parametrize(
    "sentence",
    [
        "港务局决定，从五月起斯卡夫岛上的灯塔将重新由人工点亮。",
        "港の委員会は五月から灯台を再び手で灯すことを決めた。",
        "มติของคณะกรรมการท่าเรือคือประภาคารจะกลับมาใช้คนจุดไฟ。",
        "बंदरगाह बोर्ड ने तय किया है कि मई से दीपस्तंभ फिर हाथ से जलाया जाएगा।",
    ],
)
def test_sentences_of_every_script_are_text(write: Write, kit: Any, sentence: str) -> None:
    body = f"{MENU}<article><p>{sentence}</p></article>"
    text = kit.article(write("p.html", page("<script src=app.js></script>", body))).text
    assert sentence in text


@pytest.mark.parametrize("attribute", ["shadowrootmode=open", "shadowrootmode='closed'"])
def test_a_shadow_tree_in_the_page_is_shown(write: Write, kit: Any, attribute: str) -> None:
    paragraphs = "".join(f"<p>{words}</p>" for words in WORDS)
    shadow = f"<x-story><template {attribute}><h1>Lit by hand</h1>{paragraphs}</template></x-story>"
    text = kit.article(write("p.html", page("<script src=app.js></script>", MENU + shadow))).text
    assert all(words in text for words in WORDS)


def test_an_ordinary_template_is_not_shown(write: Write, kit: Any) -> None:
    body = f"<article><p>{WORDS[0]}</p><template><p>{WORDS[1]}</p></template></article>"
    assert WORDS[1] not in kit.article(write("p.html", page(body=body))).text
