"""The language of an article: as its metadata say, else detected, else left open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from index.articles.language import language_of
from index.attributing import attribute
from index.types import Article, Sentence

Write = Callable[..., Path]

TEXTS = {
    "en": "The mayor said on Monday that the new bridge would open in June, and nobody laughed.",
    "fr": "Elle a déclaré lundi que le nouveau pont serait ouvert en juin, et personne n’a ri.",
    "de": "Sie sagte am Montag, die neue Brücke werde im Juni eröffnet, und niemand lachte.",
    "es": "Ella dijo el lunes que el nuevo puente se abriría en junio, y nadie se rió de ello.",
    "pt": "Ela disse na segunda-feira que a nova ponte abrirá em junho, e ninguém se riu disso.",
    "ru": "Она сказала в понедельник, что новый мост откроют в июне, и никто не засмеялся.",
    "cs": "Řekla v pondělí, že nový most bude otevřen v červnu, a nikdo se tomu nezasmál.",
}


@pytest.mark.parametrize("code", TEXTS)
def test_the_language_is_detected(write: Write, kit: Any, code: str) -> None:
    assert language_of(TEXTS[code]) == code
    item = kit.article(write("a.txt", TEXTS[code]))
    assert (item.language, item.origins["language"]) == (code, "detected")


def test_metadata_win(write: Write, kit: Any) -> None:
    item = kit.article(write("a.txt", f"---\nlanguage: nl\n---\n{TEXTS['fr']}"))
    assert (item.language, item.origins["language"]) == ("nl", "front matter")


@pytest.mark.parametrize("text", ["Jens Frey, Pia Holm", "2024: 40 000 000", "", "D. C."])
def test_too_little_text_tells_no_language(text: str) -> None:
    assert language_of(text) == ""


@pytest.mark.parametrize("code", TEXTS)
@pytest.mark.parametrize("known", [True, False])
def test_who_says_what_is_looked_for_in_english_only(code: str, known: bool) -> None:
    texts = [TEXTS[code], TEXTS["en"], TEXTS[code]]
    articles = [
        Article(text=t, language=(language_of(t) if known else ""), title=str(n))
        for n, t in enumerate(texts)
    ]
    sentences = [[Sentence(a.id, 0, len(a.text))] for a in articles]
    found = attribute(articles, sentences)
    assert [bool(one) for one in found] == [code == "en", True, code == "en"]
