"""Commands that messages name can be copied into a shell, whatever the folder is called."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from index import open_collection

Run = Callable[..., Any]


def commands(text: str) -> list[list[str]]:
    """The commands that a text names, as a shell reads them."""
    found = re.findall(r"`(onrecord [^`]*)`|(?:try|next|fix|some|Check): (onrecord .*)", text)
    return [shlex.split("".join(one)) for one in found]


def test_a_folder_with_spaces_is_quoted_in_every_hint(
    onrecord: Run, town: Path, town_articles: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "My articles (new)"
    wanted = ("onrecord", "-c", str(folder))

    missing = onrecord("-c", folder, "list")
    assert missing.code == 1
    assert {tuple(c[:3]) for c in commands(missing.err)} == {wanted}

    open_collection(folder, create=True).close()
    empty = onrecord("-c", folder, "list")
    assert {tuple(c[:3]) for c in commands(empty.err)} == {wanted}

    added = onrecord("-c", folder, "add", town_articles / "bridge.md")
    assert added.code == 0
    assert {tuple(c[:3]) for c in commands(added.err)} == {wanted}
    rebuilt = onrecord("-c", folder, "rebuild")
    assert [c[1:] for c in commands(rebuilt.out)] == [["doctor", "-c", str(folder)]]

    unknown = onrecord("-c", folder, "show", "ffffffff")
    assert [c[1:] for c in commands(unknown.err)] == [["list", "-c", str(folder)]]

    for cache in folder.glob("*.faiss"):
        cache.unlink()
    stale = onrecord("-c", folder, "doctor")
    assert {tuple(c[:3]) for c in commands(stale.out)} == {wanted}
    for extra in folder.glob("onrecord.sqlite-*"):
        extra.unlink()
    (folder / "onrecord.sqlite").write_bytes(b"this is no database" * 500)
    broken = onrecord("-c", folder, "list")
    assert {tuple(c[:3]) for c in commands(broken.err)} == {wanted}
    shutil.rmtree(folder)
