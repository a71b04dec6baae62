"""Our own addresses beside Gradio's: the style sheets and scripts, articles, files to download."""

from __future__ import annotations

from fastapi import FastAPI, HTTPException, Request
from starlette.responses import FileResponse, JSONResponse, Response

from eval import html_report
from index.exceptions import ArticleNotFound, OnRecordError, SpeakerNotFound
from ui.export import DOCUMENTS, document, format_of
from ui.export.sheets import MEDIA_TYPES
from ui.web.conversations import restored
from ui.web.desk import Desk
from ui.web.downloads import download
from ui.web.evaluating import Evaluations
from ui.web.fix_routes import add_fix_routes
from ui.web.panels.assets import STATIC
from ui.web.pin_routes import add_pin_routes
from ui.web.tables import table
from ui.web.users import user_of
from ui.web.viewer import article_view

STYLES = ("page", "chat", "parts", "plot", "viewer", "fix")
SCRIPTS = (
    "page",
    "events",
    "drafts",
    "acts",
    "roving",
    "card",
    "viewer",
    "dialog",
    "fix",
    "pin",
    "address",
    "offline",
)
AT_ONCE = {"page", "events", "drafts", "address"}
"""Run before anything is painted or fetched: the first sets the colours."""
FILES = (
    {f"{name}.css": "text/css" for name in STYLES}
    | {f"{name}.js": "text/javascript" for name in SCRIPTS}
    | {"icon.svg": "image/svg+xml", "sample-questions.jsonl": "application/jsonl"}
)
HEAD = "".join(f'<link rel="stylesheet" href="/onrecord/{name}.css">' for name in STYLES) + "".join(
    f'<script{"" if name in AT_ONCE else " defer"} src="/onrecord/{name}.js"></script>'
    for name in SCRIPTS
)


def add_routes(app: FastAPI, desk: Desk) -> None:
    """Register them before Gradio's, which take all the rest."""

    @app.get("/healthz")
    def health() -> JSONResponse:
        collection = desk.collection
        state = {"articles": collection.count(), "generation": collection.generation}
        return JSONResponse({"status": "ok", **state})

    @app.get("/onrecord/article/{article_id}")
    def article(article_id: str, start: int | None = None, end: int | None = None) -> JSONResponse:
        try:
            return JSONResponse(article_view(desk.collection, article_id, start, end))
        except ArticleNotFound as error:
            raise HTTPException(404, "This article is no longer in the collection.") from error

    @app.get("/onrecord/export/{conversation}/{name}")
    def exported(conversation: str, name: str, request: Request) -> Response:
        return _exported(desk, user_of(request), conversation, name)

    @app.get("/onrecord/table/{view}.{kind}")
    def saved(view: str, kind: str, request: Request) -> Response:
        ending = f".{kind}"
        if ending not in MEDIA_TYPES:
            raise HTTPException(404, "There is no such table.")
        try:
            content = table(desk, view, request.query_params, ending)
        except SpeakerNotFound as error:
            raise HTTPException(404, "This speaker is no longer in the collection.") from error
        except OnRecordError as error:
            raise HTTPException(400, str(error)) from error
        if content is None:
            raise HTTPException(404, "There is no such table.")
        return download(content, f"onrecord-{view}{ending}", MEDIA_TYPES[ending])

    add_fix_routes(app, desk)
    add_pin_routes(app, desk)

    @app.get("/onrecord/evaluation/{name}.html")
    def report(name: str, request: Request) -> Response:
        kept = Evaluations(desk.folder)
        names = [n for n in (request.query_params.get("with", ""), name) if n]
        runs = [run for run in map(kept.load, names) if run is not None]
        if not runs:
            raise HTTPException(404, "There is no such run.")
        return download(html_report(runs).encode(), f"{name}.html", "text/html")

    @app.get("/onrecord/{name}")
    def static(name: str) -> FileResponse:
        if name not in FILES:
            raise HTTPException(404, "There is no such file.")
        return FileResponse(STATIC / name, media_type=FILES[name])


def _exported(desk: Desk, user: str, conversation: str, name: str) -> Response:
    """One answer (``2.md`` is the third) or the whole conversation (``all.md``) as a file."""
    what, _, _ = name.partition(".")
    turns = desk.conversations.turns(user, conversation)
    chosen = turns if what == "all" else turns[int(what) :][:1] if what.isdecimal() else []
    answers = [
        answer for t in chosen if t.answer and (answer := restored(t.answer, desk.find)) is not None
    ]
    if not answers:
        raise HTTPException(404, "There is no answer to export here.")
    try:
        known = format_of(name)
        content = document(answers, known, desk.collection)
    except OnRecordError as error:
        raise HTTPException(400, str(error)) from error
    return download(content, f"onrecord-{conversation[:6]}-{name}", DOCUMENTS[known].media_type)
