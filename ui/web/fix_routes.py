"""The addresses behind *Fix it here*; what may be done there, everybody may who sees the page."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Body, FastAPI
from starlette.responses import JSONResponse, Response

from index.exceptions import OnRecordError
from ui.web.desk import Desk
from ui.web.fixing import correct, corrections_file, place_shape
from ui.web.statuses import refused


def add_fix_routes(app: FastAPI, desk: Desk) -> None:
    """Register them before the files of ``/onrecord``."""

    @app.get("/onrecord/fix")
    def place(article: str, start: int, end: int) -> JSONResponse:
        try:
            return JSONResponse(place_shape(desk, article, start, end))
        except OnRecordError as error:
            raise refused(error) from error

    @app.post("/onrecord/fix")
    def fix(asked: Annotated[dict[str, Any], Body()]) -> JSONResponse:
        try:
            return JSONResponse(correct(desk, asked))
        except OnRecordError as error:
            raise refused(error) from error

    @app.get("/onrecord/corrections.jsonl")
    def exported() -> Response:
        headers = {"Content-Disposition": 'attachment; filename="onrecord-corrections.jsonl"'}
        text = corrections_file(desk)
        return Response(text.encode(), media_type="application/jsonl", headers=headers)
