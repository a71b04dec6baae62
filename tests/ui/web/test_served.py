"""A page that people sign in to, asked by the real clients: browsers' requests, Gradio's, MCP's."""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.ui.web.serving import Served
from ui.web.passwords import PasswordFile

BRIDGE = "Who says the bridge will open in May?"
PASSWORDS = {
    "ada": "correct horse",
    "béla": "ló és zabla",
    "cleo": "battery staple",
    "dora": "asks for much at once",
}
TOOLS = {"ask", "search", "who", "speaker", "positions", "article"}


@pytest.fixture(scope="module")
def users(tmp_path_factory: pytest.TempPathFactory) -> PasswordFile:
    """Four people who may sign in."""
    file = PasswordFile(tmp_path_factory.mktemp("users") / "users", (2**10, 8, 1))
    for name, password in PASSWORDS.items():
        file.set(name, password)
    return file


@pytest.fixture(scope="module")
def served(
    town: Path, users: PasswordFile, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    """A page with tools, for those who sign in."""
    own = Path(shutil.copytree(town, tmp_path_factory.mktemp("served") / "collection"))
    running = Served.start(own, "--mcp", "--users", str(users.path), "--rate", "60")
    yield running
    assert "Traceback" not in running.stop()


def basic(name: str, password: str = "") -> dict[str, str]:
    text = f"{name}:{password or PASSWORDS.get(name, '')}".encode()
    return {"Authorization": f"Basic {base64.b64encode(text).decode()}"}


def get(served: Served, path: str, name: str = "", **more: Any) -> httpx.Response:
    headers = {**(basic(name) if name else {}), **more.pop("headers", {})}
    return httpx.request(
        more.pop("method", "GET"),
        f"{served.url}{path}",
        headers=headers,
        timeout=60,
        trust_env=False,
        **more,
    )


@pytest.mark.parametrize(
    "path",
    ["/", "/config", "/gradio_api/info", "/onrecord/page.css", "/onrecord/article/x", "/mcp", "/x"],
)
def test_nothing_is_shown_without_a_password(served: Served, path: str) -> None:
    answer = get(served, path)
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Basic ")
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["/gradio_api/queue/join", "/gradio_api/upload", "/mcp"])
def test_nothing_is_done_without_a_password(served: Served, path: str) -> None:
    assert get(served, path, method="POST", json={}).status_code == 401


def test_whether_it_is_well_may_be_asked_by_anybody(served: Served) -> None:
    answer = get(served, "/healthz")
    assert (answer.status_code, answer.json()["status"]) == (200, "ok")


def test_those_who_sign_in_see_the_page(served: Served) -> None:
    for name in ("ada", "béla"):
        answer = get(served, "/", name)
        assert answer.status_code == 200
        assert "On Record" in answer.text


def test_no_event_draws_more_than_what_it_changes(served: Served) -> None:
    # Progress shown on an output has the browser draw it anew with every step of the event.
    events = get(served, "/config", "ada").json()["dependencies"]
    ours = [e for e in events if e["api_visibility"] == "private" and e["outputs"]]
    assert len(ours) > 20
    assert [e["targets"] for e in ours if e["show_progress_on"] != []] == []


def test_a_page_that_asks_for_many_files_at_once_is_let_in(served: Served) -> None:
    with ThreadPoolExecutor(12) as pool:
        asked = pool.map(lambda _: get(served, "/onrecord/page.css", "dora"), range(24))
        assert {answer.status_code for answer in asked} == {200}


@pytest.mark.parametrize(
    "header",
    ["Basic", "Basic !!!", "Basic YWRh", "Bearer x", "Basic " + "A" * 4000, "Basic /w=="],
)
def test_a_broken_header_is_refused(served: Served, header: str) -> None:
    assert get(served, "/", headers={"Authorization": header}).status_code == 401


def test_a_user_who_is_taken_out_is_out_at_once(served: Served, users: PasswordFile) -> None:
    assert get(served, "/onrecord/page.css", "cleo").status_code == 200
    users.remove("cleo")
    assert get(served, "/onrecord/page.css", "cleo").status_code == 401
    users.set("cleo", PASSWORDS["cleo"])
    assert get(served, "/onrecord/page.css", "cleo").status_code == 200


BROWSER = {"Accept": "text/html,*/*", "Sec-Fetch-Mode": "navigate"}


def test_people_sign_in_on_a_page_and_out_again(served: Served) -> None:
    with httpx.Client(base_url=served.url, timeout=60, trust_env=False) as browser:
        asked = browser.get("/", headers=BROWSER)
        assert (asked.status_code, asked.headers["Location"]) == (303, "/signin")
        form = browser.get("/signin", headers=BROWSER)
        assert (form.status_code, "Password" in form.text) == (200, True)
        assert "/onrecord/" not in form.text  # nothing that would need the password already
        script = browser.get("/config", headers={"Sec-Fetch-Mode": "cors"})
        assert script.status_code == 401
        assert "WWW-Authenticate" not in script.headers  # no window of the browser's own

        wrong = browser.post("/signin", data={"name": "dora", "password": "wrong"})
        assert (wrong.status_code, "Wrong name or password." in wrong.text) == (403, True)
        right = {"name": "dora", "password": PASSWORDS["dora"]}
        evil = {"Origin": "https://evil.example"}
        assert browser.post("/signin", data=right, headers=evil).status_code == 403
        assert not browser.cookies
        assert browser.post("/signin", data=right).headers["Location"] == "/"
        cookies = dict(browser.cookies)
        assert browser.get("/", headers=BROWSER).status_code == 200
        assert browser.get("/config").status_code == 200

        assert browser.post("/signout", headers=evil).status_code == 403
        assert browser.get("/signout").status_code == 200  # a link alone signs nobody out
        assert browser.get("/config").status_code == 200
        assert browser.post("/signout").headers["Location"] == "/signin"
        assert not browser.cookies
        browser.cookies.update(cookies)  # whoever has kept it
        assert browser.get("/config").status_code == 401


def test_a_form_that_is_no_form_is_refused(served: Served) -> None:
    for body in (b"", b"name=" + b"a" * 9000, b"\xff\xfe&&&&&&", b"name=ada"):
        assert get(served, "/signin", method="POST", content=body).status_code == 400


def test_requests_from_other_sites_are_refused_though_signed_in(served: Served) -> None:
    evil = {"Origin": "https://evil.example"}
    assert get(served, "/mcp", "ada", method="POST", headers=evil, json={}).status_code == 403
    assert get(served, "/", "ada", headers={"Host": "evil.example"}).status_code == 403


def upload(served: Served, name: str, content: bytes) -> httpx.Response:
    files = {"files": (name, content)}
    return get(served, "/gradio_api/upload", "ada", method="POST", files=files)


@pytest.mark.parametrize("name", ["a.exe", "a.svg", "noending", "a.txt.sh", "…"])
def test_only_articles_can_be_uploaded(served: Served, name: str) -> None:
    answer = upload(served, name, b"text")
    assert answer.status_code == 415
    assert ".docx" in answer.text


def test_articles_can_be_uploaded(served: Served) -> None:
    # A name inside the content is no name of a file.
    content = b'Content-Disposition: form-data; filename="evil.exe"\r\n\r\n' * 3
    for name in ("a.TXT", "b.jsonl.gz", "c d.md"):
        answer = upload(served, name, content)
        assert answer.status_code == 200, answer.text


def test_large_requests_are_refused(served: Served) -> None:
    large = "x" * (3 * 1024 * 1024)
    answer = get(served, "/gradio_api/queue/join", "ada", method="POST", json={"data": [large]})
    assert answer.status_code == 413
    assert "2 MB" in answer.text

    def pieces() -> Iterator[bytes]:  # without a length that tells beforehand
        for _ in range(30):
            yield b"x" * 100_000

    answer = get(served, "/gradio_api/queue/join", "ada", method="POST", content=pieces())
    assert answer.status_code == 413
    assert upload(served, "big.txt", b"x" * (26 * 1024 * 1024)).status_code == 413


def run(script: str, *arguments: str) -> Any:
    """Run a client in a process of its own; its last line is JSON."""
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.strip().splitlines()[-1])


GRADIO = """
import json, sys
from gradio_client import Client
from gradio_client.exceptions import AppError
signed = json.loads(sys.argv[2])
client = Client(sys.argv[1], verbose=False, headers=signed, analytics_enabled=False)
known = client.view_api(return_format="dict", print_info=False)
made = {"endpoints": list(known["named_endpoints"])}
made["ask"] = client.predict(sys.argv[3], api_name="/ask")
made["who"] = client.predict("the bridge will open in May", api_name="/who")
made["search"] = client.predict("bridge", 2, api_name="/search")
made["speaker"] = client.predict("Tomas Havel", api_name="/speaker")
made["positions"] = client.predict("the bridge will open in May", api_name="/positions")
first = made["ask"]["citations"][0]["quote"]
made["article"] = client.predict(first["article_id"], api_name="/article")
try:
    client.predict("Nobody Atall", api_name="/speaker")
except AppError as error:
    made["error"] = str(error)
print(json.dumps(made))
"""

MCP = """
import asyncio, json, sys
import httpx2
from mcp import Client
from mcp.client.streamable_http import streamable_http_client
async def main():
    http = httpx2.AsyncClient(headers=json.loads(sys.argv[2]), timeout=60, trust_env=False)
    transport = streamable_http_client(sys.argv[1] + "/mcp", http_client=http)
    async with http, Client(transport) as client:
        tools = (await client.list_tools()).tools
        made = {"tools": {t.name: [t.description, t.input_schema] for t in tools}}
        made["hints"] = [t.annotations.read_only_hint for t in tools]
        async def call(tool, **arguments):
            result = await client.call_tool(tool, arguments)
            assert not result.is_error, result
            return result.structured_content
        made["ask"] = await call("ask", question=sys.argv[3])
        made["who"] = await call("who", proposition="the bridge will open in May")
        made["search"] = await call("search", query="bridge", limit=2)
        made["speaker"] = await call("speaker", name="Tomas Havel")
        made["positions"] = await call("positions", proposition="the bridge will open in May")
        first = made["ask"]["citations"][0]["quote"]
        made["article"] = await call("article", article_id=first["article_id"])
        failed = await client.call_tool("speaker", {"name": "Nobody Atall"})
        made["error"] = failed.content[0].text if failed.is_error else ""
        print(json.dumps(made))
asyncio.run(main())
"""


def check(made: dict[str, Any]) -> None:
    """What both clients have to get."""
    assert made["ask"]["status"] == "answered"
    assert made["who"]["type"] == "who"
    assert len(made["search"]["results"]) == 2
    assert made["speaker"]["speaker"]["name"] == "Tomas Havel"
    assert made["speaker"]["statements"]
    sides = {held["stance"] for held in made["positions"]["positions"]}
    assert "affirm" in sides
    assert sides <= {"affirm", "deny", "conditional", "report"}
    quote = made["ask"]["citations"][0]["quote"]
    assert made["article"]["text"][quote["start"] : quote["end"]] == quote["text"]
    assert made["article"]["id"] == quote["article_id"]
    assert "Nobody Atall" in made["error"]


def test_gradio_client(served: Served) -> None:
    made = run(GRADIO, served.url, json.dumps(basic("ada")), BRIDGE)
    assert {f"/{name}" for name in TOOLS} <= set(made["endpoints"])
    check(made)


def test_mcp_client(served: Served) -> None:
    made = run(MCP, served.url, json.dumps(basic("ada")), BRIDGE)
    assert set(made["tools"]) == TOOLS
    assert all(description for description, _ in made["tools"].values())
    assert made["hints"] == [True] * len(TOOLS)
    check(made)


def test_too_much_is_too_much_for_one_and_not_for_another(served: Served) -> None:
    with httpx.Client(base_url=served.url, timeout=60, trust_env=False) as client:
        answers = [client.post("/nothing", headers=basic("béla"), json={}) for _ in range(100)]
    refused = [answer for answer in answers if answer.status_code == 429]
    assert len(refused) < len(answers)
    assert "Too many requests. Try again in" in refused[0].text
    assert int(refused[0].headers["Retry-After"]) >= 1
    assert get(served, "/onrecord/page.css", "béla").status_code == 200
    assert get(served, "/nothing", "cleo", method="POST", json={}).status_code != 429


def test_wrong_passwords_have_to_wait(served: Served) -> None:
    """Last, as it makes everybody at this address wait."""
    for number in range(12):  # on a busy machine the first waits are over before the next guess
        answer = get(served, "/", headers=basic("ada", f"guess {number}"))
        assert answer.status_code == (401 if number < 5 else answer.status_code)
        if answer.status_code == 429:
            break
    assert answer.status_code == 429
    assert "wrong passwords" in answer.text
    assert int(answer.headers["Retry-After"]) >= 1
    assert get(served, "/onrecord/page.css", "ada").status_code == 200  # who is in stays in
