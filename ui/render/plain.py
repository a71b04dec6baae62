"""Make untrusted text harmless for a terminal.

An article may hold escape sequences that colour the screen, move the cursor, rewrite the line above
or set the window's title, and bidirectional overrides that show words in another order than they
stand in. All of them are shown as visible marks, one character for one, so that offsets stay true.
"""

from __future__ import annotations

_REPLACEMENT = "\ufffd"

_CONTROLS: dict[int, str] = {
    # The C0 controls have pictures in Unicode: ESC becomes ␛, BEL ␇.
    **{code: chr(0x2400 + code) for code in range(0x20)},
    0x09: " ",
    0x0A: " ",
    0x7F: "\u2421",
    # The C1 controls: 0x9b alone starts a sequence in terminals that read eight bits.
    **dict.fromkeys(range(128, 160), _REPLACEMENT),
    0x85: " ",
    0x2028: " ",
    0x2029: " ",
    # Bidirectional embeddings, overrides and isolates. The plain marks (200E, 200F, 061C) stay:
    # right-to-left languages need them and they turn nothing around.
    **dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)), _REPLACEMENT),
    # Invisible tag characters can carry hidden text.
    **dict.fromkeys(range(0xE0000, 0xE0080), _REPLACEMENT),
}
_CONTROLS_BUT_LINES = {code: mark for code, mark in _CONTROLS.items() if code != 0x0A}


def safe(text: str, *, lines: bool = False) -> str:
    """Return ``text`` with every control character replaced by one visible character.

    Tabs and line ends become spaces; with ``lines`` the line ends stay.

    >>> safe("red \\x1b[31malert")
    'red ␛[31malert'
    """
    return text.translate(_CONTROLS_BUT_LINES if lines else _CONTROLS)
