"""The headers of the page, and the requests it refuses. No browser needed."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest

from ui.web.exceptions import PortInUse
from ui.web.security import inline_hashes, policy


def test_inline_scripts_are_hashed_and_others_are_not() -> None:
    page = b"<script src='a.js'></script><script>one()</script><SCRIPT type=x>two()</SCRIPT>"
    wanted = [base64.b64encode(hashlib.sha256(s).digest()).decode() for s in (b"one()", b"two()")]
    assert inline_hashes(page) == [f"sha256-{h}" for h in wanted]


def test_the_policy_names_no_other_host() -> None:
    rules = policy(["sha256-abc="])
    assert "'unsafe-inline'" not in rules.split("style-src")[0]
    assert "http" not in rules
    assert "default-src 'none'" in rules


def get(server: Any, path: str, method: str = "GET", **headers: str) -> httpx.Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    body = b"{}" if method == "POST" else None
    url = f"{server.address}{path}"
    return httpx.request(method, url, content=body, headers=named, timeout=30, trust_env=False)


def test_every_response_has_the_headers(server: Any) -> None:
    for path in ("/", "/healthz", "/onrecord/page.css", "/config", "/nowhere"):
        response = get(server, path)
        assert "default-src 'none'" in response.headers["Content-Security-Policy"]
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["X-Frame-Options"] == "DENY"
    assert get(server, "/").headers["Cache-Control"] == "no-store"


def test_the_page_names_no_other_host(server: Any) -> None:
    page = get(server, "/").text
    head = page.partition("<script>window.gradio_config")[0] + page.rpartition("</script>")[2]
    assert not re.findall(r"""(?:src|href|content)=["'](?:https?:)?//[^"']+""", page)
    for name in ("gradio.app", "github", "huggingface.co", "googleapis", "cdn"):
        assert name not in head


def test_health(server: Any) -> None:
    shape = get(server, "/healthz").json()
    assert shape["status"] == "ok"
    assert shape["articles"] >= 4


def test_other_names_for_this_machine_are_refused(server: Any) -> None:
    assert get(server, "/", Host="evil.example").status_code == 403
    assert get(server, "/healthz", Host="evil.example:7860").status_code == 403


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:1"])
def test_posts_from_other_sites_are_refused(server: Any, origin: str) -> None:
    for path in ("/gradio_api/queue/join", "/gradio_api/upload", "/gradio_api/call/ask"):
        assert get(server, path, "POST", Origin=origin).status_code == 403
    assert get(server, "/gradio_api/upload", "POST", Sec_Fetch_Site="cross-site").status_code == 403


def test_an_unknown_article_is_a_plain_404(server: Any) -> None:
    response = get(server, "/onrecord/article/ffffffffffffffff")
    assert response.status_code == 404
    assert "no longer in the collection" in response.json()["detail"]


def test_no_file_outside_the_page_is_served(server: Any) -> None:
    for path in ("/onrecord/../app.py", "/onrecord/..%2fapp.py", "/onrecord/app.py"):
        assert get(server, path).status_code == 404
    assert get(server, "/gradio_api/file=/etc/passwd").status_code in {403, 404}


def test_ctrl_c_ends_it_cleanly_and_a_taken_port_is_named(
    collection_folder: Path, server: Any
) -> None:
    from tests.browser.conftest import Server
    from ui.web import serve

    port = int(server.address.rpartition(":")[2])
    with pytest.raises(PortInUse, match="--port 0"):
        serve(collection_folder, port=port)
    other = Server(collection_folder)
    stream = f"{other.address}/gradio_api/heartbeat/open-page"  # what every open page holds
    with httpx.stream("GET", stream, timeout=30, trust_env=False) as response:
        assert response.status_code == 200
        status, output = other.stop()
    assert status == 0, output
    assert "Traceback" not in output


def test_programs_ask_through_gradio_client(server: Any) -> None:
    script = (
        "import sys, json; from gradio_client import Client; "
        "c = Client(sys.argv[1], verbose=False); "
        "print(json.dumps([c.predict('Who says the night ferry will pay?', api_name='/ask'), "
        "c.predict(api_name='/articles')]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, server.address], capture_output=True, text=True, check=True
    )
    answer, articles = json.loads(done.stdout.strip().splitlines()[-1])
    assert answer["status"] == "answered"
    assert "night ferry" in answer["text"]
    assert len(articles) >= 4
