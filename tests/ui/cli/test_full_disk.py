"""On a disk that is really full: ``add`` says so in one line, and what was there can be used."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]

# German, so that no time is spent on who says what.
TEXT = (
    "Die Fähre nach Insel {n} fährt im Winter nur einmal am Tag, teilte die Reederei am Montag mit."
    "\n\nDie Bewohner von Insel {n} wollen eine zweite Fahrt und haben {n} Briefe geschrieben."
)
ARTICLES = 50
"""More than there is room for, and no more than are embedded without torch."""
SIZE = 3_000_000


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own in memory."""
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(place)]
    mount = shutil.which("mount")
    if not mount or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("a disk in memory can be mounted by root only")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.mark.parametrize("left", [0, 60_000])
def test_a_disk_that_is_really_full(onrecord: Run, disk: Path, tmp_path: Path, left: int) -> None:
    (tmp_path / "first.txt").write_text(TEXT.format(n=0), encoding="utf-8")
    many = tmp_path / "many.jsonl"
    rows = ({"title": f"Insel {n}", "text": TEXT.format(n=n)} for n in range(1, ARTICLES))
    many.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    folder = disk / "c"
    assert onrecord("add", "-c", folder, tmp_path / "first.txt").code == 0
    (disk / "filler").write_bytes(bytes(shutil.disk_usage(disk).free - left))

    ran = onrecord("add", "-c", folder, many)
    assert ran.code != 0
    told = [line for line in ran.err.splitlines() if "no space left on its disk" in line]
    assert len(told) == 1
    assert "Traceback" not in ran.err
    listed = onrecord("list", "-c", folder, "--json")
    assert listed.code == 0
    assert len(listed.json["articles"]) == 1
    asked = onrecord("ask", "-c", folder, "was sagt die Reederei?", "--json")
    assert asked.json["coverage"]["searched"] == 1

    (disk / "filler").unlink()
    shutil.move(folder, tmp_path / "roomy")
    assert onrecord("doctor", "-c", tmp_path / "roomy").code == 0
    assert onrecord("add", "-c", tmp_path / "roomy", many).code == 0
    assert len(onrecord("list", "-c", tmp_path / "roomy", "--json").json["articles"]) == ARTICLES
