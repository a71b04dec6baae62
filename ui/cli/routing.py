"""From the words of a command line to the verb that is meant."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from ui.cli.verbs import VERBS

DEFAULT_VERB = "ask"
WITHOUT_COLLECTION = frozenset(("models", "passwd"))
"""Verbs that need none; a folder named before them is nothing to them."""
AUXILIARIES = frozenset(
    (
        *("did", "do", "does", "is", "are", "was", "were", "has", "have", "had", "can", "could"),
        *("will", "would", "should", "shall", "may", "might", "must"),
    )
)

# Words that begin questions and are one or two letters away from a verb.
_QUESTION_WORDS = frozenset(
    (
        *("how", "who", "whom", "whose", "what", "when", "where", "which", "why"),
        *("if", "whether", "there", "according", *AUXILIARIES),
    )
)


def route(args: Sequence[str]) -> list[str]:
    """Rewrite the arguments so that the verb comes first.

    ``-c FOLDER`` and ``--json`` may stand before the verb. Anything that is neither a verb nor an
    option of the program itself is taken as a question: ``onrecord "who says so?"``.
    """
    general, rest = general_options(args)
    if not rest:
        return list(args)
    first = rest[0]
    if first == "help" and (len(rest) == 1 or rest[1] in VERBS):
        return [*rest[1:2], "--help"]
    if first == "who" and _asks(rest[1:]):
        return [DEFAULT_VERB, *general, *rest]
    if first in WITHOUT_COLLECTION:
        general = [word for word in general if word == "--json"]
    if first in VERBS:
        return [first, *general, *rest[1:]]
    if first in ("-h", "--help", "--version", "--install-completion", "--show-completion"):
        return rest
    if misspelt(first):
        return rest
    return [DEFAULT_VERB, *general, *rest]


def _asks(words: Sequence[str]) -> bool:
    """True where ``who`` begins a question without quotation marks, not the verb's proposition.

    >>> _asks(["is", "against", "the", "bridge?"]), _asks(["prices", "will", "fall?"])
    (True, False)
    """
    if len(words) < 2:
        return False
    first, *others = words
    if first.casefold() in AUXILIARIES:
        return True
    clause = (
        not first.islower() or first in ("the", "a", "an") or not AUXILIARIES.isdisjoint(others)
    )
    return words[-1].endswith("?") and not clause


def general_options(args: Sequence[str]) -> tuple[list[str], list[str]]:
    """Split off the options that stand before the verb."""
    general: list[str] = []
    index = 0
    while index < len(args):
        word = args[index]
        if word in ("-c", "--collection"):
            general += args[index : index + 2]
            index += 2
        elif word == "--json" or word.startswith("--collection=") or _short_collection(word):
            general.append(word)
            index += 1
        else:
            break
    return general, list(args[index:])


def _short_collection(word: str) -> bool:
    """``-cFOLDER``."""
    return word.startswith("-c") and not word.startswith("--") and len(word) > 2


def misspelt(word: str) -> bool:
    """True for a single word that is nearly a verb: better an error than a wrong question."""
    if word in VERBS or not word.isalpha() or word.casefold() in _QUESTION_WORDS:
        return False
    return bool(difflib.get_close_matches(word.casefold(), VERBS, n=1, cutoff=0.8))
