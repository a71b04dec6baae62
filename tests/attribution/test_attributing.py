"""Which sources of statements are somebody."""

from __future__ import annotations

import pytest

from index.attributing import _is_somebody
from index.speakers import Resolved


@pytest.mark.parametrize(
    ("name", "kind", "somebody"),
    [
        ("Ana Petrova", "person", True),
        ("the harbour board", "body", True),
        ("at least two men", "group", True),
        ("Lantern", "unknown", True),
        ("This Cable News Panel", "unknown", True),
        ("the partnership", "unknown", False),
        ("This partnership", "unknown", False),
        ("both under Ana Petrova and under her son", "group", False),
        ("", "unknown", False),
    ],
)
def test_things_and_circumstances_are_nobody(name: str, kind: str, somebody: bool) -> None:
    assert _is_somebody(Resolved(name=name, role="", kind=kind, certainty="certain")) is somebody
