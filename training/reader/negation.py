"""A claim turned round by its form: a "not" set behind its auxiliary verb, or taken away there."""

from __future__ import annotations

import random
import re
from typing import Final

_VERB: Final = (
    r"will|would|can|could|should|must|may|might|is|are|was|were|does|do|did|"
    r"(?:has|have|had)(?= (?:not |never )?(?:been|\w+ed|\w+en|done|made|said|lost|won|become)\b)|"
    r"(?:has|have|had)(?=n['’]t)"
)
_AUXILIARY: Final = re.compile(rf"\b(?:{_VERB})(?!\w|['’])", re.I)
_WITH_NOT: Final = re.compile(rf"\b({_VERB}|ca|wo)(?: not| never|n['’]t)\b", re.I)
_NEGATION: Final = re.compile(r"\b(?:not|never|no|nor|nobody|nothing|none|cannot)\b|n['’]t\b", re.I)
_SUBORDINATE: Final = re.compile(r"\b(?:who|which|that|when|where|if|because|as|while)\b", re.I)
_SHORT: Final = {"can": "can't", "will": "won't"}
_LONG: Final = {"ca": "can", "wo": "will"}


def turned(text: str, rng: random.Random) -> str:
    """A text with its first auxiliary verb negated, or no longer so; empty where that is not its
    main verb for certain, or it is negated elsewhere.

    >>> turned("The ferry will pay for itself.", random.Random(2))
    'The ferry will not pay for itself.'
    >>> turned("We can't sell it.", random.Random(2))
    'We can sell it.'
    """
    number = len(_NEGATION.findall(text))
    found = (_WITH_NOT if number else _AUXILIARY).search(text)
    if number > 1 or not found or _SUBORDINATE.search(text[: found.start()]):
        return ""
    verb = found[1] if number else found[0]
    drawn = rng.random()
    if number:
        put = _LONG.get(verb.lower(), verb)
    elif drawn < 0.3 and verb.lower() not in ("may", "might"):
        put = _SHORT.get(verb, f"{verb}n't")
    elif drawn < 0.5 and verb.lower() not in ("do", "does", "did"):
        put = f"{verb} never"
    else:
        put = f"{verb} not"
    return text[: found.start()] + put + text[found.end() :]
