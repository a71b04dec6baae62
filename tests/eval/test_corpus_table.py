"""`make corpus` tells of each file what was lost and what is odd."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from benchmarks.corpus import seen, told

WORDS = "The harbour council voted on Tuesday to widen the northern pier before the winter. " * 8


def test_what_was_lost_and_what_is_odd(tmp_path: Path) -> None:
    (tmp_path / "whole.md").write_text(f"---\ndate: 2025-05-06\n---\n# Pier\n\n{WORDS}\n")
    (tmp_path / "cut.json").write_text(f'{{"title": "Pier", "text": "{WORDS} [+99 chars]"}}')
    (tmp_path / "marked.txt").write_text(f"Pier\n\n{WORDS}</p>\ufffd\n", encoding="utf-8")
    (tmp_path / "empty.txt").write_text(" ")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    found = {
        name: seen(tmp_path / name, tmp_path)
        for name in ("whole.md", "cut.json", "marked.txt", "empty.txt", "picture.png")
    }
    whole = found["whole.md"]
    assert (whole.articles, whole.refused, whole.missing, whole.odd) == (1, [], [], [])
    assert (whole.undated, whole.untitled) == (0, 0)
    assert "99 characters" in found["cut.json"].missing[0]
    assert found["cut.json"].undated == 1
    assert found["marked.txt"].odd == ["characters that could not be decoded", "markup in the text"]
    assert "empty" in found["empty.txt"].refused[0]
    assert "no reader" in found["picture.png"].refused[0]
    console = Console(record=True, width=120)
    told(found.values(), console)
    shown = console.export_text()
    assert "cut.json" in shown
    assert "whole.md" not in shown
    assert "By format" in shown
