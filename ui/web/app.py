"""The page: Gradio inside a FastAPI application with our own headers and routes."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import gradio as gr
from fastapi import FastAPI, HTTPException
from starlette.responses import FileResponse, JSONResponse

from index.collection import Collection
from index.exceptions import ArticleNotFound
from ui.web.desk import Desk
from ui.web.endpoints import Endpoints
from ui.web.markup import esc
from ui.web.panels.articles import ArticlesPanel
from ui.web.panels.assets import STATIC
from ui.web.panels.chat import ChatPanel
from ui.web.panels.speakers import SpeakersPanel
from ui.web.security import LOOPBACK, Guard
from ui.web.theme import theme
from ui.web.viewer import article_view

MAX_UPLOAD = "25mb"
FILES = {
    "page.css": "text/css",
    "parts.css": "text/css",
    "page.js": "text/javascript",
    "viewer.js": "text/javascript",
    "icon.svg": "image/svg+xml",
}
HEAD = (
    '<link rel="stylesheet" href="/onrecord/page.css">'
    '<link rel="stylesheet" href="/onrecord/parts.css">'
    '<script src="/onrecord/page.js"></script>'
    '<script defer src="/onrecord/viewer.js"></script>'
)


def build_app(collection: Collection, *, hosts: Iterable[str] = LOOPBACK) -> FastAPI:
    """The whole web application for one open collection."""
    desk = Desk(collection)
    app = FastAPI(title="On Record", docs_url=None, redoc_url=None, openapi_url=None)
    _routes(app, desk)
    app.add_middleware(Guard, hosts=hosts, head=HEAD)
    return gr.mount_gradio_app(  # type: ignore[no-any-return]
        app,
        build_page(desk),
        path="/",
        footer_links=[],
        run_history=False,
        ssr_mode=False,
        pwa=False,
        enable_monitoring=False,
        show_error=False,
        max_file_size=MAX_UPLOAD,
        favicon_path=str(STATIC / "icon.svg"),
        theme=theme(),
    )


def build_page(desk: Desk) -> Any:
    """The Gradio Blocks with every panel."""
    chat, articles, speakers = ChatPanel(desk), ArticlesPanel(desk), SpeakersPanel(desk)
    with gr.Blocks(
        title=f"On Record: {desk.collection.name}",
        analytics_enabled=False,
        fill_width=True,
        delete_cache=(3600, 3600),
    ) as page:
        Endpoints(desk).add()  # first, so that the names are theirs
        gr.HTML(_banner(desk), elem_id="or-banner", apply_default_css=False, js_on_load=None)
        with gr.Tabs(elem_id="or-tabs"):
            with gr.Tab("Chat", id="chat"):
                intro = chat.build()
            with gr.Tab("Articles", id="articles") as articles_tab:
                changes = articles.build(articles_tab)
            with gr.Tab("Speakers", id="speakers", visible=speakers.any()) as speakers_tab:
                speakers.build(speakers_tab)

        def refreshed() -> tuple[Any, Any]:
            return gr.update(value=chat.intro()), gr.update(visible=speakers.any())

        quiet = {"show_progress": "hidden", "api_visibility": "private"}
        page.load(refreshed, outputs=[intro, speakers_tab], **quiet)
        for change in changes:
            change.then(lambda: gr.update(visible=speakers.any()), outputs=[speakers_tab], **quiet)
    return page


def _banner(desk: Desk) -> str:
    return (
        '<div class="or-banner"><h1>On Record</h1>'
        f'<span class="or-collection">{esc(desk.collection.name)}</span>'
        '<button type="button" class="or-scheme" data-scheme aria-label="Colours: as the system">'
        "Auto</button></div>"
    )


def _routes(app: FastAPI, desk: Desk) -> None:
    """Our own addresses; they are registered before Gradio's, which takes all the rest."""

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

    @app.get("/onrecord/{name}")
    def static(name: str) -> FileResponse:
        if name not in FILES:
            raise HTTPException(404, "There is no such file.")
        return FileResponse(Path(STATIC) / name, media_type=FILES[name])
