"""Characters that act instead of being read, and how the formats write them.

An export has to be exact (what is read back is what was written) and inert (nothing in an article
may hide words, turn their order around or end a field early). So these characters are written by
name, as ``[U+202E]`` or what the format has for it, and never as themselves.
"""

from __future__ import annotations

import re

# Controls, line and paragraph separators, direction embeddings, overrides and isolates, the byte
# order mark, language tags. Tab and line feed are ordinary; the plain direction marks (200E, 200F,
# 061C) stay, as right-to-left languages need them and they turn nothing around.
ACTING = "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\U000e0000-\U000e007f"
ACTING_CHARACTER = re.compile(f"[{ACTING}]")


def code_point(character: str) -> str:
    """``202E`` for the right-to-left override."""
    return f"{ord(character):04X}"


def from_code_point(digits: str) -> str:
    """The character again. Raises ValueError where there is none of this number."""
    return chr(int(digits, 16))


def one_line(text: str) -> str:
    """White space collapsed, for places that hold a single line and are not read back."""
    return " ".join(text.split())
