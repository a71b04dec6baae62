"""*Pin* on the page: what its dialog shows, pinning, and dossiers as files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from index.types import Article
from ui.dossiers import Dossier, Pinned, citation_at, dossier_document, pinned
from ui.exceptions import InputError
from ui.web.desk import Desk
from ui.web.markup import clean
from ui.web.within import Within


def pin_form(desk: Desk, user: str, article_id: str, start: int, end: int) -> dict[str, Any]:
    """What the dialog shows: the words, and the dossiers and labels there are already.

    Raises ArticleNotFound, InputError and DossiersUnreadable.
    """
    cited = citation_at(desk.collection, desk.collection.article(article_id), start, end)
    dossiers = desk.dossiers.listed(user)
    labels = {
        pin.label: None for one in dossiers for pin in desk.dossiers.pins(user, one.id) if pin.label
    }
    recent = sorted(dossiers, key=lambda one: one.changed, reverse=True)
    return {
        "words": clean(cited.quote.text),
        "dossiers": [clean(one.name) for one in recent],
        "labels": [clean(label) for label in labels],
    }


def pin(desk: Desk, user: str, asked: Mapping[str, Any]) -> dict[str, str]:
    """Pin a place of an article to a dossier, which is begun where it is not there.

    Raises ArticleNotFound, InputError and DossiersUnreadable.
    """
    article: Article = desk.collection.article(str(asked.get("article", "")))
    start, end = asked.get("start"), asked.get("end")
    if not isinstance(start, int) or not isinstance(end, int):
        raise InputError("this is no place in an article")
    cited = citation_at(desk.collection, article, start, end)
    name, label, note = (str(asked.get(key, "")) for key in ("dossier", "label", "note"))
    dossier, new = desk.dossiers.pin(
        user, name, cited.to_dict(), article.digest, label=label, note=note
    )
    told = f"Pinned to {dossier.name}." if new else f"Changed in {dossier.name}."
    return {"told": clean(told), "dossier": dossier.id}


def shown(desk: Desk, user: str, dossier: Dossier, within: Within, label: str) -> list[Pinned]:
    """The pins of a dossier within the filters of the page. Raises DossiersUnreadable."""
    pins = desk.dossiers.pins(user, dossier.id)
    return pinned(pins, desk.collection, within.filter(desk.collection), label)


def dossier_file(
    desk: Desk,
    user: str,
    dossier: str,
    format: str,  # noqa: A002
    query: Mapping[str, str],
) -> bytes:
    """What is shown of a dossier as a document.

    Raises NoSuchDossier, ExportError and DossiersUnreadable.
    """
    one = desk.dossiers.find(user, dossier)
    found = shown(desk, user, one, Within.of(query), query.get("label", ""))
    return dossier_document(one.name, found, format, desk.collection)
