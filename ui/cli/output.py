"""Where results and notes go, and in which form."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from collections.abc import Mapping
from typing import Any

from ui.render.plain import safe
from ui.render.style import Layout

_UNSAFE = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069\U000e0000-\U000e007f]")


def is_terminal(stream: Any) -> bool:
    """True where a person reads the stream."""
    try:
        return bool(stream.isatty())
    except (AttributeError, ValueError):
        return False


def wants_colour(stream: Any) -> bool:
    """Colour needs a terminal, and neither NO_COLOR nor TERM=dumb (see https://no-color.org)."""
    return (
        is_terminal(stream)
        and not os.environ.get("NO_COLOR")
        and os.environ.get("TERM", "") != "dumb"
    )


def layout() -> Layout:
    """The layout of standard output: its width and colour, or neither in a pipe."""
    width = None
    if is_terminal(sys.stdout):
        width = max(30, min(shutil.get_terminal_size((80, 24)).columns, 110))
    return Layout(width=width, colour=wants_colour(sys.stdout))


def emit(text: str) -> None:
    """Print a result."""
    print(text)


def emit_json(shape: Mapping[str, Any], *, line: bool = False) -> None:
    """Print one JSON object, indented, or on one line (for a stream of objects)."""
    encoding = (getattr(sys.stdout, "encoding", None) or "utf-8").lower().replace("-", "")
    text = json.dumps(
        shape,
        ensure_ascii=encoding != "utf8" or _has_surrogates(shape),
        indent=None if line else 2,
    )
    print("".join(map(_inert, text)) if _UNSAFE.search(text) else text)
    sys.stdout.flush()


def _inert(character: str) -> str:
    """``\\uXXXX`` for what JSON allows and terminals obey, so that values stay exact and the
    screen stays whole; a line end is never inside a JSON string."""
    if character == "\n" or safe(character) == character:
        return character
    return f"\\u{ord(character):04x}" if ord(character) < 0x80 else json.dumps(character)[1:-1]


def _has_surrogates(shape: Mapping[str, Any]) -> bool:
    """True where a text holds half a surrogate pair, which UTF-8 cannot write."""
    try:
        json.dumps(shape, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False


def note(text: str) -> None:
    """Print a remark for people on standard error."""
    print(safe(text, lines=True), file=sys.stderr)


def counted(number: int, noun: str) -> str:
    """``1 article``, ``1,200 articles``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def silence(stream: Any) -> None:
    """Point a broken stream to nowhere, so that Python's own flush at exit does not complain."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
