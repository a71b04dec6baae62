"""The application at ``/api/v1``: its errors, and its OpenAPI document.

It stands inside the page's application, so that host names, passwords, rates and sizes are checked
before anything gets here, and it only reads: of a question it keeps a log, as the page does.
"""

from __future__ import annotations

import re
from importlib.metadata import version

from fastapi import Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse
from starlette.routing import Mount

from index.exceptions import OnRecordError
from ui.web.api.routes import router
from ui.web.api.shapes import Error
from ui.web.api.slots import Slots
from ui.web.desk import Desk
from ui.web.statuses import status_of

PATH = "/api/v1"
GUARDS = {
    401: "Nobody has signed in, and this page wants it (HTTP Basic).",
    403: "The request comes under another name or from another site.",
    413: "The request is larger than 2 MB.",
    429: "Too many requests in a minute; Retry-After says how long to wait.",
}
"""What the guards of the page answer, in plain text."""
TELLING = {
    400: "The request cannot be understood; the message says how to put it right.",
    404: "There is no such article, speaker, source, date or dossier.",
    422: "A parameter is missing or cannot be used.",
    503: "Too many requests at once, or the collection cannot be read just now.",
}


def mount_api(app: FastAPI, desk: Desk) -> None:
    """Add the API to an application, before Gradio takes all other addresses."""
    api = FastAPI(
        title="On Record",
        version=version("onrecord"),
        summary="Ask a collection of articles who said what, word for word with its source.",
        description="Offsets count Unicode characters of an article's text; `end` is exclusive.",
        docs_url=None,  # they load scripts from elsewhere
        redoc_url=None,
        responses={
            **{code: {"model": Error, "description": TELLING[code]} for code in TELLING},
            **{
                code: {"content": {"text/plain": {}}, "description": GUARDS[code]}
                for code in GUARDS
            },
        },
        dependencies=[Depends(Slots())],
        generate_unique_id_function=lambda route: route.name,
    )
    api.state.desk = desk
    api.include_router(router)
    api.add_exception_handler(OnRecordError, _known)
    api.add_exception_handler(RequestValidationError, _invalid)
    api.add_exception_handler(HTTPException, _http)
    api.add_exception_handler(Exception, _ours)
    mounted = Mount(PATH, api)
    # An address may hold a line end, too (%0A), and is not to be answered by somebody else then.
    mounted.path_regex = re.compile(mounted.path_regex.pattern, re.DOTALL)
    app.router.routes.append(mounted)


def _error(status: int, kind: str, message: str, **headers: str) -> JSONResponse:
    shape = {"error": {"type": kind, "message": message, "fix": None}}
    return JSONResponse(shape, status, headers)


def _known(_: Request, error: Exception) -> JSONResponse:
    status = status_of(error)
    headers = {"Retry-After": "10"} if status == 503 else {}
    return _error(status, type(error).__name__, str(error), **headers)


def _invalid(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    problems = [f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors()]
    return _error(422, "InvalidRequest", "; ".join(problems))


def _http(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    headers = dict(error.headers or {})
    return _error(error.status_code, "HTTPError", str(error.detail), **headers)


def _ours(_: Request, __: Exception) -> JSONResponse:
    """A mistake of this program, which the server also writes down where it runs."""
    return _error(500, "InternalError", "Our fault. Details are in the terminal of the server.")
