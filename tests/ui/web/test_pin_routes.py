"""The addresses behind *Pin* and *Fix*: which status each refusal has."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from index import open_collection
from ui.dossiers.store import FILE
from ui.web.desk import Desk
from ui.web.fix_routes import add_fix_routes
from ui.web.pin_routes import add_pin_routes

GONE = "This article is no longer in the collection."


@pytest.fixture
def desk(town: Path, tmp_path: Path) -> Iterator[Desk]:
    """A desk with a collection of its own."""
    with open_collection(Path(shutil.copytree(town, tmp_path / "collection"))) as collection:
        yield Desk(collection)


@pytest.fixture
def client(desk: Desk) -> TestClient:
    app = FastAPI()
    add_pin_routes(app, desk)
    add_fix_routes(app, desk)
    return TestClient(app)


@pytest.fixture
def place(desk: Desk) -> dict[str, object]:
    """A place that can be pinned."""
    return {"article": next(iter(desk.collection.articles())).id, "start": 0, "end": 20}


def test_what_was_asked_wrongly_and_what_is_gone(
    client: TestClient, place: dict[str, object]
) -> None:
    for address in ("/onrecord/pins", "/onrecord/fix"):
        gone = client.get(address, params={**place, "article": "0" * 16})
        assert (gone.status_code, gone.json()["detail"]) == (404, GONE)
    long = client.post("/onrecord/pins", json={**place, "dossier": "A", "note": "x" * 1001})
    assert (long.status_code, "too long" in long.json()["detail"]) == (400, True)
    assert client.get("/onrecord/pins", params=place).json()["dossiers"] == []
    assert client.get("/onrecord/dossier/nothing/dossier.md").status_code == 404
    assert client.get("/onrecord/dossier/nothing/dossier.exe").status_code == 400
    wrong = client.post("/onrecord/fix", json={**place, "what": "nonsense"})
    assert wrong.status_code == 400


def test_dossiers_that_cannot_be_read_just_now(
    client: TestClient, desk: Desk, place: dict[str, object]
) -> None:
    assert client.post("/onrecord/pins", json={**place, "dossier": "A"}).status_code == 200
    assert desk.folder is not None
    (desk.folder / FILE).write_bytes(b"no database at all, but long enough to be read" * 100)
    for answer in (
        client.get("/onrecord/pins", params=place),
        client.post("/onrecord/pins", json={**place, "dossier": "A"}),
        client.get("/onrecord/dossier/A/dossier.md"),
    ):
        assert answer.status_code == 503
        assert FILE in answer.json()["detail"]
