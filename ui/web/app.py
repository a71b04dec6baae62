"""The page: Gradio inside a FastAPI application with our own headers and routes."""

from __future__ import annotations

from typing import Any

import gradio as gr
from fastapi import FastAPI
from gradio.routes import App
from starlette.routing import Mount

from index.collection import Collection
from rag.models.settings import ModelSettings
from ui.web.api import mount_api
from ui.web.desk import Desk
from ui.web.endpoints import Endpoints
from ui.web.gradio_import import one_application
from ui.web.markup import attributes, count, esc
from ui.web.panels.articles import ArticlesPanel
from ui.web.panels.assets import QUIET, STATIC, showing
from ui.web.panels.chat import ChatPanel
from ui.web.panels.contradictions import ContradictionsPanel
from ui.web.panels.counts import CountsPanel
from ui.web.panels.dossiers import DossiersPanel
from ui.web.panels.evaluation import EvaluationPanel
from ui.web.panels.frame import Frame
from ui.web.panels.search import SearchPanel
from ui.web.panels.sides import SidesPanel
from ui.web.panels.speakers import SpeakersPanel
from ui.web.panels.timeline import TimelinePanel
from ui.web.routes import HEAD, add_routes
from ui.web.security import LOCAL, Access, protect
from ui.web.signing import SIGN_OUT
from ui.web.theme import theme
from ui.web.users import user_of
from ui.web.within import Within

MAX_UPLOAD = "25mb"
MAX_WAITING = 200
"""Questions and clicks that wait for their turn; more are refused with a message."""

IDLE = 0.01
"""Seconds between two looks whether somebody has asked; Gradio's 0.001 keeps a core busy at 5 %."""


def build_app(
    collection: Collection,
    *,
    access: Access = LOCAL,
    with_mcp: bool = False,
    model: ModelSettings | None = None,
) -> FastAPI:
    """The whole web application for one open collection; ``model`` words the answers.

    Its ``state.desk`` is the desk that all its visitors share.
    """
    desk = Desk(collection, model, private_links=access.users is None)
    app = FastAPI(title="On Record", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.desk = desk
    add_routes(app, desk)
    mount_api(app, desk)
    if with_mcp:
        from ui.web.mcp import mount_mcp

        mount_mcp(app, desk)
    protect(app, access, HEAD)
    with one_application():
        page = build_page(desk)
        page.queue(max_size=MAX_WAITING)
    page._queue.sleep_when_free = IDLE
    gr.mount_gradio_app(
        app,
        page,
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
    page.app = next(r.app for r in app.routes if isinstance(r, Mount) and isinstance(r.app, App))
    return app


def build_page(desk: Desk) -> Any:
    """The Gradio Blocks with every panel."""
    with gr.Blocks(
        title=f"On Record: {desk.collection.name}",
        analytics_enabled=False,
        fill_width=True,
        delete_cache=(3600, 3600),
    ) as page:
        Endpoints(desk).add()  # first, so that the names are theirs
        banner = gr.HTML(_banner(desk), elem_id="or-banner", **showing())
        frame = Frame.build(desk)
        speaking = bool(desk.collection.speakers())
        with gr.Tabs(elem_id="or-tabs") as frame.tabs:
            with gr.Tab("Chat", id="chat"):
                ChatPanel(desk).build(page, frame)
            with gr.Tab("Search", id="search"):
                SearchPanel(desk).build(frame)
            with gr.Tab("Both sides", id="sides") as sides_tab:
                SidesPanel(desk).build(sides_tab, frame)
            with gr.Tab("Contradictions", id="contradictions"):
                ContradictionsPanel(desk).build(frame)
            with gr.Tab("Speakers", id="speakers", visible=speaking) as speakers_tab:
                SpeakersPanel(desk).build(speakers_tab, frame)
            with gr.Tab("Timeline", id="timeline", visible=speaking) as timeline_tab:
                TimelinePanel(desk).build(timeline_tab, frame)
            with gr.Tab("Counts", id="counts", visible=speaking) as counts_tab:
                CountsPanel(desk).build(counts_tab, frame)
            with gr.Tab("Dossiers", id="dossiers") as dossiers_tab:
                DossiersPanel(desk).build(dossiers_tab, frame)
            with gr.Tab("Articles", id="articles") as articles_tab:
                changes = ArticlesPanel(desk).build(articles_tab)
            with gr.Tab("Evaluation", id="evaluation") as evaluation_tab:
                EvaluationPanel(desk).build(evaluation_tab)

        def refreshed(within: Within, request: gr.Request) -> tuple[Any, ...]:
            shown = gr.update(visible=bool(desk.collection.speakers()))
            return _banner(desk, user_of(request)), frame.drawn(within), shown, shown, shown

        for view in ("articles", "evaluation"):
            frame.visits(view, frame.plain(view), [], [])
        parts = [banner, frame.bar, speakers_tab, timeline_tab, counts_tab]
        now = {"inputs": [frame.within], "outputs": parts, **QUIET}
        # Articles may have been added by another process since the server started.
        page.load(refreshed, queue=False, **now)
        articles_tab.select(refreshed, **now)
        for change in changes:
            change.then(refreshed, **now)
    return page


def _banner(desk: Desk, user: str = "") -> str:
    """The heading of the page; whoever has signed in can sign out there."""
    articles = count(desk.collection.count(), "article")
    label = attributes(aria_label=f"Sign out {user}", title=f"Signed in as {user}", data_user=user)
    sign_out = (
        f'<form class="or-signout" method="post" action="{SIGN_OUT}">'
        f"<button{label}>Sign out</button></form>"
        if user
        else ""
    )
    return (
        '<a class="or-skip" href="#or-tabs" data-skip>Skip to the content</a>'
        '<div class="or-banner"><button type="button" class="or-drawer-button" data-drawer '
        'aria-expanded="false" aria-controls="or-side">Conversations</button><h1>On Record</h1>'
        f'<span class="or-collection">{esc(desk.collection.name)} · {articles}</span>'
        '<button type="button" class="or-scheme" data-scheme aria-label="Colours: as the system">'
        f"Auto</button>{sign_out}</div>"
    )
