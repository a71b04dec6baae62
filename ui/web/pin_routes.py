"""The addresses behind *Pin* and the dossiers: each user sees and changes their own."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Body, FastAPI, Request
from starlette.responses import JSONResponse, Response

from index.exceptions import OnRecordError
from ui.export import DOCUMENTS, format_of
from ui.web.desk import Desk
from ui.web.downloads import download
from ui.web.pinning import dossier_file, pin, pin_form
from ui.web.statuses import refused
from ui.web.users import user_of


def add_pin_routes(app: FastAPI, desk: Desk) -> None:
    """Register them before the files of ``/onrecord``."""

    @app.get("/onrecord/pins")
    def form(article: str, start: int, end: int, request: Request) -> JSONResponse:
        try:
            return JSONResponse(pin_form(desk, user_of(request), article, start, end))
        except OnRecordError as error:
            raise refused(error) from error

    @app.post("/onrecord/pins")
    def pinned(asked: Annotated[dict[str, Any], Body()], request: Request) -> JSONResponse:
        try:
            return JSONResponse(pin(desk, user_of(request), asked))
        except OnRecordError as error:
            raise refused(error) from error

    @app.get("/onrecord/dossier/{dossier}/{name}")
    def exported(dossier: str, name: str, request: Request) -> Response:
        try:
            known = format_of(name)
            content = dossier_file(desk, user_of(request), dossier, known, request.query_params)
        except OnRecordError as error:
            raise refused(error) from error
        return download(content, f"onrecord-{name}", DOCUMENTS[known].media_type)
