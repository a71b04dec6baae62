"""The HTTP API: the command line's JSON, the page's rights and limits, held to its own document."""

from __future__ import annotations

import base64
import contextlib
import io
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import anyio
import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import CHECKS

from tests.ui.cli.test_docs import documented, hold
from tests.ui.web.serving import Served
from ui.cli import main
from ui.web.api.slots import Slots
from ui.web.exceptions import Busy
from ui.web.passwords import PasswordFile

BRIDGE = "Who says the bridge will open in May?"
CLAIM = "the bridge will open in May"
VERBS: dict[str, tuple[str, dict[str, Any], tuple[str, ...]]] = {
    "search": (
        "/search",
        {"query": "bridge", "author": "Mira Lund"},
        ("--author", "Mira Lund", "bridge"),
    ),
    "positions": ("/positions", {"proposition": CLAIM}, (CLAIM,)),
    "contradictions": ("/contradictions", {"about": "bridge"}, ("--about", "bridge")),
    "statements": ("/statements", {"since": "2025-03-01"}, ("--since", "2025-03-01")),
    "speakers": ("/speakers", {"by": "month"}, ("--by", "month")),
    "list": ("/articles", {}, ()),
}  # fmt: skip
"""For each verb: the address that answers the same, its parameters, the verb's options."""


@pytest.fixture(scope="module")
def folder(town: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A town of our own, as questions are kept in its log."""
    return Path(shutil.copytree(town, tmp_path_factory.mktemp("api") / "collection"))


@pytest.fixture(scope="module")
def served(folder: Path) -> Iterator[Served]:
    running = Served.start(folder, "--rate", "100000")
    yield running
    assert "Traceback" not in running.stop()


@pytest.fixture(scope="module")
def base(served: Served) -> str:
    return f"{served.url.rstrip('/')}/api/v1"


@pytest.fixture(scope="module")
def client(base: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=base, timeout=120, trust_env=False) as opened:
        yield opened


def command(folder: Path, *words: str) -> Any:
    """What the command line prints."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        main(["-c", str(folder), "--json", *words])
    return json.loads(printed.getvalue())


def test_whatever_is_asked_is_answered_as_the_document_says(
    client: httpx.Client, base: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_PROXY", "*")
    api = schemathesis.openapi.from_dict(client.get("/openapi.json").json())
    # What is well formed may still be an empty question or a name that two people bear.
    checks = CHECKS.get_by_names(
        [name for name in CHECKS.get_all_names() if name != "positive_data_acceptance"]
    )
    operations = [result.ok() for result in api.get_all_operations()]
    assert len(operations) == 12
    for operation in operations:

        @settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy())
        def asked(case: schemathesis.Case) -> None:
            answer = case.call_and_validate(base_url=base, checks=checks)
            if answer.status_code == 400:
                refusals = {"EmptyQuestion", "QueryError", "AmbiguousSpeaker"}
                assert answer.json()["error"]["type"] in refusals

        asked()


@pytest.mark.parametrize("verb", VERBS)
def test_it_answers_what_the_command_line_prints(
    verb: str, client: httpx.Client, folder: Path
) -> None:
    path, parameters, options = VERBS[verb]
    answer = client.get(path, params=parameters)
    assert answer.status_code == 200, answer.text
    assert answer.json() == command(folder, verb, *options)
    hold(verb, answer.json(), never=frozenset(key for key, _ in documented(verb)))


def test_a_question_is_answered_and_kept_unless_that_is_not_wanted(
    client: httpx.Client, folder: Path
) -> None:
    asked = {"question": BRIDGE, "limit": 3, "author": ["Jonas Weber"]}
    answer = client.post("/ask", json=asked).json()
    printed = command(folder, "ask", "--no-log", "-n", "3", "--author", "Jonas Weber", BRIDGE)
    assert answer["log_id"]
    same = {key for key in printed if key not in ("timings", "log_id")}
    assert {k: answer[k] for k in same} == {k: printed[k] for k in same}
    quote = answer["citations"][0]["quote"]
    article = client.get(f"/articles/{quote['article_id'][:8]}").json()
    assert article["text"][quote["start"] : quote["end"]] == quote["text"]
    assert client.post("/ask", json={**asked, "log": False}).json()["log_id"] is None


def test_a_speaker_by_name_or_number_page_by_page(client: httpx.Client, folder: Path) -> None:
    printed = command(folder, "speaker", "Havel")
    number = printed["speaker"]["id"]
    assert client.get("/speakers/Tomas Havel").json() == printed
    assert client.get(f"/speakers/{number}").json() == printed
    pages = [
        client.get(f"/speakers/{number}", params={"limit": 1, "offset": n}).json()["statements"]
        for n in range(printed["total"] + 1)
    ]
    assert [one for page in pages for one in page] == printed["statements"]


def test_dossiers_are_those_of_the_command_line(client: httpx.Client, folder: Path) -> None:
    said = command(folder, "statements")["statements"][0]
    main(["-c", str(folder), "dossier", "add", "On the bridge", str(said["id"]), "--label", "May"])
    assert client.get("/dossiers").json() == command(folder, "dossier", "list")
    shown = client.get("/dossiers/On the bridge", params={"label": "may"}).json()
    assert shown == command(folder, "dossier", "show", "On the bridge", "--label", "may")
    assert [pin["source"] for pin in shown["pins"]] == [said["source"]]
    assert client.get(f"/dossiers/{shown['dossier']['id']}").json()["pins"] == shown["pins"]
    assert client.get("/dossiers/On the bridge", params={"label": "June"}).json()["pins"] == []


def test_the_collection_is_named_without_its_place(client: httpx.Client, folder: Path) -> None:
    told = client.get("/info").json()
    assert told["collection"] == folder.name
    assert told["articles"] == 3
    assert str(folder) not in json.dumps(told)


@pytest.mark.parametrize(
    ("path", "parameters", "status", "kind", "message"),
    [
        ("/articles/ffffffffffff", {}, 404, "ArticleNotFound", "ffffffffffff"),
        ("/speakers/Nobody Known", {}, 404, "SpeakerNotFound", "Nobody Known"),
        ("/speakers/99999999999999999999", {}, 404, "SpeakerNotFound", "9999"),
        ("/dossiers/Nothing", {}, 404, "NoSuchDossier", "Nothing"),
        ("/search", {"query": '"bridge'}, 400, "QueryError", "never closed"),
        ("/search", {"query": "x", "source": "Couriers"}, 404, "NoSuchArticles", "Lidda Courier"),
        ("/search", {}, 422, "InvalidRequest", "query.query"),
        ("/search", {"query": "x" * 1001}, 422, "InvalidRequest", "1000 characters"),
        ("/search", {"query": "x", "limit": 51}, 422, "InvalidRequest", "query.limit"),
        ("/statements", {"since": "2025"}, 422, "InvalidRequest", "2026-03-02"),
        ("/nothing", {}, 404, "HTTPError", "Not Found"),
        ("/articles/a%0Ab", {}, 404, "ArticleNotFound", "a"),
    ],
)
def test_what_cannot_be_answered_says_why(
    client: httpx.Client,
    path: str,
    parameters: dict[str, Any],
    status: int,
    kind: str,
    message: str,
) -> None:
    answer = client.get(path, params=parameters or None)
    assert answer.status_code == status
    error = answer.json()["error"]
    assert error["type"] == kind
    assert message in error["message"]


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_it_only_reads(client: httpx.Client, method: str) -> None:
    for path in ("/articles", "/speakers", "/statements", "/dossiers", "/info"):
        assert client.request(method, path, json={}).status_code == 405


def test_the_guards_of_the_page_stand_before_it(
    folder: Path, client: httpx.Client, tmp_path: Path
) -> None:
    elsewhere = {"Origin": "https://elsewhere.example"}
    assert client.post("/ask", json={"question": BRIDGE}, headers=elsewhere).status_code == 403
    assert client.get("/info", headers={"Host": "elsewhere.example"}).status_code == 403
    assert client.post("/ask", content=b"x" * (2 * 1024 * 1024 + 1)).status_code == 413
    assert "default-src 'none'" in client.get("/info").headers["Content-Security-Policy"]
    users = PasswordFile(tmp_path / "users", (2**10, 8, 1))
    users.set("ada", "correct horse")
    running = Served.start(folder, "--users", str(users.path), "--rate", "5")
    place = f"{running.url.rstrip('/')}/api/v1/info"
    sign_in = base64.b64encode(b"ada:correct horse").decode()
    with httpx.Client(timeout=60, trust_env=False) as client:
        assert client.get(place).status_code == 401
        client.headers["Authorization"] = f"Basic {sign_in}"
        answers = [client.get(place).status_code for _ in range(8)]
    assert answers[0] == 200
    assert answers[-1] == 429
    assert "Traceback" not in running.stop()


async def test_so_many_work_at_once_and_no_more_wait() -> None:
    slots = Slots(at_once=1, waiting=1, patience=0.05)
    first = slots()
    await anext(first)
    refused = []

    async def wait() -> None:
        try:
            await anext(slots())
        except Busy as error:
            refused.append(str(error))

    async with anyio.create_task_group() as group:  # one waits in vain, the other is not let wait
        group.start_soon(wait)
        group.start_soon(wait)
    assert len(refused) == 2
    assert "Try again in 10 seconds" in refused[0]
    await first.aclose()
    after = slots()
    await anext(after)  # the place is free again
    await after.aclose()
