"""``serve`` as a command; the page has tests of its own."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ui.web.server import is_local

Run = Callable[..., Any]


@pytest.mark.parametrize(
    ("host", "local"),
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("localhost", True),
        ("::1", True),
        ("[::1]", True),
        ("0.0.0.0", False),
        ("::", False),
        ("192.168.1.5", False),
        ("example.org", False),
    ],
)
def test_what_only_this_computer_reaches(host: str, local: bool) -> None:
    assert is_local(host) is local


def test_a_taken_port_is_one_line(onrecord: Run, town: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ran = onrecord("-c", town, "serve", "--port", port, "--json")
    assert ran.code == 1
    assert ran.json["error"]["type"] == "PortInUse"
    assert "--port" in ran.err


def test_the_address_is_json_as_soon_as_it_answers(town: Path) -> None:
    child = subprocess.Popen(
        [sys.executable, "-m", "ui.cli", "-c", str(town), "serve", "--port", "0", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).resolve().parents[3],
    )
    assert child.stdout is not None
    try:
        shape = json.loads(child.stdout.readline())
        assert shape["collection"] == str(town)
        with urllib.request.urlopen(shape["url"], timeout=30) as page:
            assert page.status == 200
        child.send_signal(signal.SIGINT)
        rest, said = child.communicate(timeout=60)
    finally:
        child.kill()
        child.communicate()
    assert (child.returncode, rest) == (0, ""), said
    assert "Traceback" not in said
