"""Reasons are words for people: no numbers of errors, no names of classes or arguments."""

from __future__ import annotations

import re
import socket
import threading
import zipfile
from pathlib import Path

import pytest

from index.articles import read
from index.exceptions import FetchError
from index.types import Failure

INTERNAL = re.compile(r"Errno|SSL|\b[A-Z]\w+(?:Error|Exception|Zip|File)\b|\bNone\b|<|_")


def why(source: str | Path) -> str:
    """The one reason why a source could not be read."""
    (failure,) = read(source)
    assert isinstance(failure, Failure)
    return failure.reason.replace(str(source), "")


def test_a_damaged_pdf(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(b"%PDF-1.7\nnothing that a PDF is made of")
    assert why(file) == "the PDF is damaged; open it, print it to a new PDF and add that"


def test_a_damaged_word_document(tmp_path: Path) -> None:
    file = tmp_path / "a.docx"
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("[Content_Types].xml", "<broken")
    assert why(file) == "the Word document is damaged; open it and save it again as .docx"


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        (
            "a.epub",
            b"PK\x03\x04 no book",
            "the book is damaged; convert it to .html or .txt and add that",
        ),
        (
            "a.odt",
            b"PK\x03\x04 no text",
            "the OpenDocument text is damaged; open it and save it again",
        ),
        (
            "a.rtf",
            rb"{\rtf1\ansi \u999999999999999999999999?}",
            "the RTF file is damaged; save it as .docx and add that",
        ),
    ],
)
def test_a_damaged_file_of_another_kind(
    tmp_path: Path, name: str, data: bytes, reason: str
) -> None:
    (tmp_path / name).write_bytes(data)
    assert why(tmp_path / name) == reason


@pytest.mark.parametrize("name", ["nowhere.invalid", "no.such.host.invalid:8080"])
def test_a_host_that_does_not_exist(name: str) -> None:
    reason = why(f"http://{name}/news")
    assert "no such host; check the address" in reason
    assert not INTERNAL.search(reason)


def test_a_server_that_refuses() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    reason = why(f"http://127.0.0.1:{port}/news")
    assert "cannot be fetched: connection refused; check the address" in reason
    assert not INTERNAL.search(reason)


def test_a_server_that_hangs_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(10)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/news"

        thread = threading.Thread(target=lambda: server.accept()[0].close())
        thread.start()
        reason = why(address)
        thread.join()
    assert "cannot be fetched" in reason
    assert not INTERNAL.search(reason)


def test_an_address_that_is_none() -> None:
    from index.articles.fetch import fetch

    with pytest.raises(FetchError) as caught:
        fetch("http://[::1/news", timeout_s=5, max_bytes=1000)
    assert str(caught.value) == "http://[::1/news is not a web address; check it"
