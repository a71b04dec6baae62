"""What may be sent here: how much, and for uploads files of which kinds.

The names of uploaded files are read from the request as it streams by, and the request is cut off
at the first that no reader knows, before anything of it is kept.
"""

from __future__ import annotations

from pathlib import PurePath

from python_multipart.exceptions import MultipartParseError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

UPLOAD = "/gradio_api/upload"
MEBI = 1024 * 1024
LARGEST_UPLOAD = 200 * MEBI
"""Bytes of one upload; each file in it is held to 25 MB by Gradio."""
LARGEST_REQUEST = 2 * MEBI
"""Bytes of any other request: questions and clicks are small."""


class Uploads:
    """ASGI middleware: answers 413 or 415 where a request is too large or of another kind."""

    def __init__(self, app: ASGIApp, suffixes: frozenset[str]) -> None:
        self.app = app
        self.suffixes = suffixes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in {"GET", "HEAD", "OPTIONS"}:
            await self.app(scope, receive, send)
            return
        upload = scope["path"].rstrip("/") == UPLOAD
        body = _Body(receive, LARGEST_UPLOAD if upload else LARGEST_REQUEST)
        headers = Headers(scope=scope)
        if upload:
            body.look_for_names(headers.get("content-type", ""), self.suffixes)
        length = headers.get("content-length", "0")
        if not length.isascii() or not length.isdigit() or int(length) > body.most:
            body.refusal = body.too_large()
        if body.refusal is None:
            replies = _Replies(send, body)
            try:
                await self.app(scope, body, replies)
            except ClientDisconnect:  # the application says that the request broke off
                if body.refusal is None:
                    raise
            if body.refusal is None or replies.begun:
                return
        await body.refusal(scope, receive, send)


class _Body:
    """Hands on the body of a request, and ends it where it is refused."""

    def __init__(self, receive: Receive, most: int) -> None:
        self.receive = receive
        self.most = most
        self.size = 0
        self.refusal: PlainTextResponse | None = None
        self.parser: MultipartParser | None = None
        self.suffixes: frozenset[str] = frozenset()
        self._field = b""
        self._value = b""

    def too_large(self) -> PlainTextResponse:
        """413."""
        limit = f"{self.most // MEBI} MB"
        return PlainTextResponse(f"This is too large: {limit} at most at a time.", 413)

    def look_for_names(self, content_type: str, suffixes: frozenset[str]) -> None:
        """Read the names of the files while they come."""
        kind, options = parse_options_header(content_type)
        boundary = options.get(b"boundary")
        if kind != b"multipart/form-data" or not boundary:
            self.refusal = PlainTextResponse("Files are uploaded as multipart/form-data.", 415)
            return
        self.suffixes = suffixes
        self.parser = MultipartParser(
            boundary,
            {
                "on_header_field": self._on_field,
                "on_header_value": self._on_value,
                "on_header_end": self._on_end,
            },
        )

    async def __call__(self) -> Message:
        message = await self.receive()
        chunk = message.get("body", b"") if message["type"] == "http.request" else b""
        self.size += len(chunk)
        if self.size > self.most:
            self.refusal = self.too_large()
        elif chunk and self.parser is not None:
            try:
                self.parser.write(chunk)
            except MultipartParseError:
                self.refusal = PlainTextResponse("This upload cannot be read.", 400)
        return {"type": "http.disconnect"} if self.refusal else message

    def _on_field(self, data: bytes, start: int, end: int) -> None:
        self._field += data[start:end]

    def _on_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _on_end(self) -> None:
        field, value, self._field, self._value = self._field, self._value, b"", b""
        if field.lower() != b"content-disposition":
            return
        name = parse_options_header(value)[1].get(b"filename")
        if name is None:
            return
        suffixes = [s.casefold() for s in PurePath(name.decode("utf-8", "replace")).suffixes]
        if not any("".join(suffixes[i:]) in self.suffixes for i in range(len(suffixes))):
            known = " ".join(sorted(self.suffixes))
            self.refusal = PlainTextResponse(f"Only articles can be added here: {known}", 415)


class _Replies:
    """Holds back what the application answers to a request that was refused."""

    def __init__(self, send: Send, body: _Body) -> None:
        self.send = send
        self.body = body
        self.begun = False

    async def __call__(self, message: Message) -> None:
        if self.body.refusal is None or self.begun:
            self.begun = True
            await self.send(message)
