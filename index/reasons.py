"""What went wrong, in words for people."""

from __future__ import annotations

import re

_NUMBERED = re.compile(r"\[(?:Errno|WinError|SSL)[^\]]*\]\s*|\s*\(_ssl\.c:\d+\)")


def reason(error: Exception) -> str:
    """The words of an error without its number and without the name of its class.

    >>> reason(OSError(13, "Permission denied", "x.txt")), reason(ValueError())
    ('Permission denied', 'no reason was given')
    """
    words = getattr(error, "strerror", None) or _NUMBERED.sub("", str(error))
    return words.strip() or "no reason was given"
