"""Files of every format, made on the spot, and a web server on this machine."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from index.articles import read
from index.types import Article, Failure

PROSE = (
    "The harbour council voted on Tuesday to widen the northern pier before winter. "
    "Mayor Lena Hartwig said that the work would cost nine million crowns and take two years.",
    "Her deputy, Jonas Brandt, disagreed. He argued that ferries would lose their berth, "
    "and that nobody had asked the fishermen what they thought of the plan.",
    "A decision on the southern pier is expected in spring, according to the council's clerk.",
)
TEXT = "\n\n".join(PROSE) + "\n"


def article(source: str | Path, **options: object) -> Article:
    """The only article of ``source``."""
    found = list(read(source, **options))  # type: ignore[arg-type]
    assert len(found) == 1, found
    assert isinstance(found[0], Article), found[0]
    return found[0]


def failure(source: str | Path, **options: object) -> Failure:
    """The only failure of ``source``."""
    found = list(read(source, **options))  # type: ignore[arg-type]
    assert len(found) == 1, found
    assert isinstance(found[0], Failure), found[0]
    return found[0]


def flagged(item: Article) -> list[str]:
    """The lines of an article that are flagged as boilerplate."""
    return [item.text[start:end] for start, end in item.boilerplate]


def pdf_file(objects: list[bytes]) -> bytes:
    """A PDF of numbered objects, the first its catalogue and the last its information."""
    out = b"%PDF-1.4\n"
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    xref = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % o for o in offsets)
    out += b"trailer << /Size %d /Root 1 0 R /Info %d 0 R >>\n" % (len(objects) + 1, len(objects))
    return out + b"startxref\n%d\n%%%%EOF\n" % xref


def pdf_bytes(pages: list[list[str]], info: dict[str, str] | None = None) -> bytes:
    """A PDF with these lines on each page, in Helvetica."""
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    objects: list[bytes] = [b"", b"", font]
    kids = []
    for lines in pages:
        body = b"BT /F1 10 Tf 12 TL 50 780 Td\n"
        for line in lines:
            raw = line.encode("cp1252").replace(b"\\", b"\\\\")
            raw = raw.replace(b"(", b"\\(").replace(b")", b"\\)")
            body += b"(" + raw + b") Tj T*\n"
        body += b"ET"
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(body), body))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    entries = " ".join(f"/{k} ({v})" for k, v in (info or {}).items())
    objects.append(b"<< %s >>" % entries.encode("cp1252"))
    return pdf_file(objects)


class Kit:
    """Helpers for the tests of this folder, handed out by the fixture ``kit``."""

    prose = PROSE
    text = TEXT
    article = staticmethod(article)
    failure = staticmethod(failure)
    flagged = staticmethod(flagged)
    pdf = staticmethod(pdf_bytes)


Route = tuple[int, dict[str, str], bytes]


class Site:
    """A web server on 127.0.0.1; ``pages`` maps a path to (status, headers, body)."""

    def __init__(self) -> None:
        self.pages: dict[str, Route] = {}
        self.asked: list[str] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append(self.path)
                tag = site.pages.get(self.path, (404, {}, b""))[1].get("ETag")
                if tag and self.headers.get("If-None-Match") == tag:
                    self.send_response(304)
                    self.end_headers()
                    return
                missing: Route = (404, {"Content-Type": "text/plain"}, b"nothing here")
                status, headers, body = site.pages.get(self.path, missing)
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                return

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def put(self, path: str, body: str | bytes, kind: str = "text/html; charset=utf-8") -> str:
        """Serve ``body`` at ``path``; return its address."""
        raw = body.encode() if isinstance(body, str) else body
        self.pages[path] = (200, {"Content-Type": kind}, raw)
        return self.url + path

    def redirect(self, path: str, target: str) -> str:
        """Send visitors of ``path`` to ``target``; return its address."""
        self.pages[path] = (302, {"Location": target}, b"")
        return self.url + path


@pytest.fixture(scope="session")
def kit() -> Kit:
    """The helpers above."""
    return Kit()


@pytest.fixture
def site() -> Iterator[Site]:
    running = Site()
    thread = threading.Thread(target=running.server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield running
    running.server.shutdown()
    running.server.server_close()
    thread.join()


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write a file in the test's own folder."""

    def writer(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return writer
