"""Corrections of who is who: lines of the collection's alias file, added and taken back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from index import open_collection
from index.exceptions import AliasError
from index.speakers import AliasFile
from index.types import Speaker

FILE = "aliases.txt"


def corrections(folder: Path) -> list[str]:
    """The lines of the alias file that merge or split, in order."""
    file = folder / FILE
    if not file.exists():
        return []
    lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]


def merge(folder: Path, name: str, other: str) -> None:
    """Note that two names are one speaker. Raises AliasError where another line forbids it."""
    _write(folder, [*_lines(folder), f"merge: {_name(name)} = {_name(other)}"])


def split(folder: Path, name: str, other: str) -> None:
    """Note that two names are never one speaker. Raises AliasError like ``merge``."""
    _write(folder, [*_lines(folder), f"split: {_name(name)} | {_name(other)}"])


def take_back(folder: Path, line: str) -> None:
    """Remove one line again; nothing happens where it is not there."""
    _write(folder, [kept for kept in _lines(folder) if kept.strip() != line])


def correction(line: str, speaker: Speaker) -> str:
    """A line of the alias file as it concerns a speaker: ``Merged with Robin Hayes``."""
    verb, _, rest = line.partition(":")
    mark, words = ("=", "Merged with") if verb.strip() == "merge" else ("|", "Not the same as")
    names = [name.strip() for name in rest.split(mark)]
    others = [name for name in names if name.casefold() != speaker.name.casefold()]
    if not others or verb.strip() not in {"merge", "split"}:
        return line
    return f"{words} {', '.join(others)}"


def find_name(speakers: Sequence[Speaker], name: str) -> Speaker | None:
    """Whoever bears exactly this name or a form of it, the most frequent first."""
    plain = " ".join(name.split()).casefold()
    exact = (s for s in speakers if s.name.casefold() == plain)
    formed = (s for s in speakers if plain in {form.casefold() for form in s.forms})
    return next(exact, None) or next(formed, None)


def _lines(folder: Path) -> list[str]:
    file = folder / FILE
    return file.read_text(encoding="utf-8").splitlines() if file.exists() else []


def _name(text: str) -> str:
    """A name as the file can hold it. Raises AliasError."""
    name = " ".join(text.split())
    if not name or any(mark in name for mark in "=|#"):
        raise AliasError(f"{text!r} cannot stand in the alias file; leave out =, | and #")
    return name


def _write(folder: Path, lines: Sequence[str]) -> None:
    """Check, write beside, rename; then open the collection once, which recomputes speakers."""
    AliasFile.parse(lines, name=FILE)
    file = folder / FILE
    new = file.with_suffix(".txt.tmp")
    new.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    new.replace(file)
    with open_collection(folder):
        return
