"""The endpoints: each answers with the JSON that a verb of the command line prints."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Path, Query, Request
from starlette.responses import JSONResponse

from index.types import Filter
from rag.counting import By, find_speakers
from ui.cli.naming import find_speaker
from ui.cli.naming import named as with_articles
from ui.dossiers import pinned
from ui.render import replies
from ui.render.dossiers import dossier_reply, dossier_shape
from ui.web.api import shapes
from ui.web.api.parameters import (
    DEEPEST,
    About,
    Asked,
    Claim,
    Kind,
    Limit,
    Limits,
    Listed,
    Offset,
    Words,
    limits,
)
from ui.web.desk import Desk
from ui.web.programs import Programs
from ui.web.users import user_of

router = APIRouter()
Where = Annotated[Limits, Depends(limits)]


def _desk(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    return desk


Here = Annotated[Desk, Depends(_desk)]
NameOrId = Annotated[str, Path(min_length=1, max_length=200)]


@router.post("/ask", response_model=shapes.Answer, summary="Answer a question")
def ask(asked: Asked, desk: Here) -> JSONResponse:
    """Answer from the articles, with word-for-word quotations and their sources.

    Questions such as *Who claims prices will fall?* or *What does Ada Lind say about the harbour?*
    Where `status` is `abstained`, the articles do not have the answer, and `nearest` is not one.
    Only a citation whose `kind` is `direct` may be put in quotation marks.
    """
    from rag import ask

    where = asked.filter(desk.collection)
    answer = ask(desk.collection, asked.question, where=where, limit=asked.limit, model=desk.model)
    if asked.log:
        answer = desk.logged(answer)
    return _reply({**answer.to_dict(), "log_id": answer.log_id or None})


@router.get("/search", response_model=shapes.Search, summary="Find passages")
def search(
    query: Words,
    desk: Here,
    only: Where,
    sides: Annotated[bool, Query(description="Put articles first that take a side")] = False,
    limit: Limit = 10,
) -> JSONResponse:
    """Find passages, best first, without answering.

    With `"a phrase"`, `AND`, `OR` or `NOT` only passages that fit word for word are found.
    """
    from index.fulltext import has_operators
    from rag import search, search_sides, search_text

    where = only.filter(desk.collection)
    find = search_sides if sides else search_text if has_operators(query) else search
    found = find(desk.collection, query, k=limit, where=where)
    return _reply(replies.search_reply(query, where, found))


@router.get("/positions", response_model=shapes.Positions, summary="Who agrees, who disagrees")
def positions(proposition: Claim, desk: Here, only: Where, limit: Limit = 10) -> JSONResponse:
    """Group everybody who speaks to a claim by the side they take, each with quotations."""
    from rag import positions

    where = only.filter(desk.collection)
    found = positions(desk.collection, proposition, where, limit=limit)
    return _reply(replies.positions_reply(found))


@router.get(
    "/contradictions", response_model=shapes.Contradictions, summary="What cannot both hold"
)
def contradictions(
    desk: Here,
    only: Where,
    about: About = None,
    changed: Annotated[bool, Query(description="Only where one speaker said both")] = False,
    limit: Limit = 20,
) -> JSONResponse:
    """List statements that cannot both hold, the surest first; with `speaker` one of each is
    theirs."""
    from rag import contradictions

    where = only.filter(desk.collection)
    found = contradictions(desk.collection, where, about=about or "", changed=changed, limit=limit)
    return _reply(replies.contradictions_reply(found, where))


@router.get("/statements", response_model=shapes.Statements, summary="Who says what")
def statements(
    desk: Here,
    only: Where,
    about: About = None,
    kind: Kind = None,
    limit: Listed = 50,
    offset: Offset = 0,
) -> JSONResponse:
    """List statements by date, or with `about` the nearest first (`total`: so far)."""
    where = only.filter(desk.collection, listing=True)
    end = offset + limit
    about = (about or "").strip() or None
    found = with_articles(desk.collection, where, about=about, kind=kind, limit=min(end, DEEPEST))
    return _reply(replies.statements_reply(where, about, kind, len(found), found[offset:end]))


@router.get("/speakers", response_model=shapes.Speakers, summary="Who speaks")
def speakers(
    desk: Here,
    only: Where,
    name: Annotated[str, Query(max_length=200, description="Only names that contain this")] = "",
    by: Annotated[By | None, Query(description="Count by source or by month")] = None,
    kind: Kind = None,
    limit: Listed = 50,
    offset: Offset = 0,
) -> JSONResponse:
    """List the speakers, the most frequent first; with limits, who says what fits, and how much."""
    where = only.filter(desk.collection, listing=True)
    found, counts = find_speakers(desk.collection, name, where, by=by, kind=kind)
    shown = found[offset : offset + limit]
    chosen = {speaker.id for speaker in shown}
    groups = [one for one in counts if one.speaker.id in chosen]
    return _reply(replies.speakers_reply(where, kind, by, len(found), shown, groups))


@router.get("/speakers/{name}", response_model=shapes.OneSpeaker, summary="One speaker")
def speaker(name: NameOrId, desk: Here, limit: Listed = 50, offset: Offset = 0) -> JSONResponse:
    """Show a speaker, by name or id, with their statements by date."""
    found = find_speaker(desk.collection, name)
    said = with_articles(desk.collection, Filter(speaker_ids=(found.id,)))
    return _reply(replies.speaker_reply(found, len(said), said[offset : offset + limit]))


@router.get("/articles", response_model=shapes.Articles, summary="The articles")
def articles(
    desk: Here,
    only: Where,
    sort: Annotated[Literal["date", "title"], Query(description="What to sort by")] = "date",
    limit: Listed = 50,
    offset: Offset = 0,
) -> JSONResponse:
    """List the articles without their text."""
    where = only.filter(desk.collection, listing=True)
    found = list(desk.collection.articles(where))
    if sort == "title":
        found.sort(key=lambda article: (article.title.casefold(), article.id))
    return _reply(replies.list_reply(len(found), found[offset : offset + limit]))


@router.get("/articles/{article_id}", response_model=shapes.OneArticle, summary="One article")
def article(article_id: NameOrId, desk: Here) -> JSONResponse:
    """Show an article, by its id or the beginning of it: text, and who says what in it."""
    return _reply(Programs(desk).article(article_id))


@router.get("/dossiers", response_model=shapes.Dossiers, summary="The dossiers")
def dossiers(request: Request, desk: Here) -> JSONResponse:
    """List the dossiers of whoever asks."""
    found = desk.dossiers.listed(user_of(request))
    return _reply({"dossiers": [dossier_shape(one) for one in found]})


@router.get("/dossiers/{name}", response_model=shapes.OneDossier, summary="One dossier")
def dossier(
    name: NameOrId,
    request: Request,
    desk: Here,
    only: Where,
    label: Annotated[str, Query(max_length=200, description="Only pins with this label")] = "",
) -> JSONResponse:
    """Show what is pinned in a dossier, by name or id, in its order."""
    user, where = user_of(request), only.filter(desk.collection, listing=True)
    one = desk.dossiers.find(user, name)
    found = pinned(desk.dossiers.pins(user, one.id), desk.collection, where, label)
    return _reply(dossier_reply(one, where, label, found))


@router.get("/info", response_model=shapes.Info, summary="What the collection holds")
def info(desk: Here) -> JSONResponse:
    """Count articles, sources, passages, statements and speakers."""
    folder = desk.folder
    files = sorted(one for one in folder.rglob("*") if one.is_file()) if folder else []
    sizes = {one.relative_to(folder).as_posix(): one.stat().st_size for one in files if folder}
    return _reply(replies.info_reply(desk.collection, desk.collection.name, sizes))


def _reply(shape: dict[str, Any]) -> JSONResponse:
    return JSONResponse(shape)
