"""What the sides and silence are called, on the page and in the terminal alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from index.types import AttributionKind, Modality
from rag.types import Coverage, Reason, Stance

SIDES: Final[Mapping[Stance, str]] = {
    "affirm": "Agrees",
    "deny": "Disagrees",
    "conditional": "Only partly, or if…",
    "report": "On the matter, no clear side",
}
"""Headings of the sides, in the order in which they are told."""

ANSWERING: Final[Mapping[Stance, str]] = {
    **SIDES,
    "affirm": "Answers this",
    "deny": "The opposite",
}
"""Those in an answer to a question that asks who: "Who is against it?", "And who disagrees?"."""

NOT_FOUND: Final = "No quote found for this"
"""Heading of an abstention; the message below it says what was looked for."""

REASONS: Final[Mapping[Reason, str]] = {
    "empty_collection": "Nothing to search yet",
    "no_question": "Not a question to the articles",
    "no_topic": "Nothing found on this",
    "no_claim": NOT_FOUND,
    "speaker_silent": NOT_FOUND,
    "speaker_unknown": "No such speaker found",
    "only_opposite": "Only the opposite found",
}


HEDGES: Final[Mapping[Modality, str]] = {
    "certain": "",
    "possible": "as a possibility",
    "conditional": "on a condition",
}
"""What stands beside a statement that is not made outright; no quotation marks, which stand only
around words of articles."""
UNCLEAR: Final = "speaker unclear"
"""What stands beside words of which the article does not settle whose they are."""


def roles_text(roles: Iterable[str]) -> str:
    """The roles of a speaker, each once however it is capitalised.

    >>> roles_text(["Harbour master", "harbour master", "pilot"])
    'Harbour master; pilot'
    """
    told: dict[str, str] = {}
    for role in roles:
        told.setdefault(role.casefold(), role)
    return "; ".join(told.values())


def kind_tag(kind: AttributionKind | None) -> str:
    """What stands beside words that are not, or not all, the speaker's own; else nothing.

    >>> kind_tag("reported"), kind_tag("direct")
    ('reported', '')
    """
    return {"mixed": "reported, partly quoted", "reported": "reported"}.get(kind or "", "")


def searched_text(coverage: Coverage) -> str:
    """How many articles were looked through, and in how many of them nobody's words are known.

    >>> searched_text(Coverage(168, 7, 4))
    '168 articles searched'
    >>> searched_text(Coverage(168, 7, 4, 12))
    '168 articles searched, 12 of them not in English (speakers are found in English only)'
    """
    text = f"{coverage.searched:,} article{'' if coverage.searched == 1 else 's'} searched"
    if not coverage.unread:
        return text
    those = f"{coverage.unread:,} of them" if coverage.searched > 1 else "it is"
    return f"{text}, {those} not in English (speakers are found in English only)"


def coverage_text(coverage: Coverage, *, answered: bool = True) -> str:
    """How far an answer looked.

    >>> coverage_text(Coverage(168, 7, 4))
    'From 4 of the 7 articles on this · 168 articles searched'
    >>> coverage_text(Coverage(168, 1, 0), answered=False)
    '168 articles searched · 1 on this'
    """
    articles = searched_text(coverage)
    on_this, quoted = coverage.mention, coverage.quoted
    if not answered or not quoted:
        return f"{articles} · {on_this:,} on this" if on_this else articles
    if quoted >= on_this:
        known = {1: "the only article", 2: "both articles"}
        of = known.get(quoted, f"all {quoted:,} articles")
    else:
        of = f"{quoted:,} of the {on_this:,} articles"
    return f"From {of} on this · {articles}"


def side_tag(stance: Stance) -> str:
    """A side within a line.

    >>> side_tag("conditional")
    'only partly, or if…'
    """
    name = SIDES[stance]
    return name[0].lower() + name[1:]
