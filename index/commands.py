"""Commands that messages name, so that they can be copied into a shell as they stand."""

from __future__ import annotations

import shlex
from pathlib import Path


def onrecord(folder: Path, *words: str) -> str:
    """``onrecord -c FOLDER WORDS``, with a folder that holds spaces in quotation marks.

    >>> onrecord(Path("My articles"), "doctor")
    "onrecord -c 'My articles' doctor"
    """
    return " ".join(("onrecord", "-c", shlex.quote(str(folder)), *words))
