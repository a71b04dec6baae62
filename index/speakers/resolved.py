"""What resolution reads and what it hands back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from index.types import Certainty, Span

SpeakerKind = Literal["person", "body", "group", "unknown"]


class Relation(Protocol):
    """What ``resolve`` reads of an attribution: its source, cue and content spans."""

    @property
    def source(self) -> Sequence[Span] | None:
        """Spans of the source; None or empty where the text names nobody."""

    @property
    def cue(self) -> Span | None:
        """Span of the reporting words."""

    @property
    def content(self) -> Sequence[Span]:
        """Spans of what is said."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """Who is behind one source.

    ``name`` is the fullest form the article gives (an empty string when unresolved), ``form`` the
    words of the source itself, ``role`` words of the article, ``evidence`` the mention that names
    the speaker. ``local`` marks a description ("a veteran diplomat", "his campaign") that means
    somebody only inside this article. ``gender`` is ``m`` or ``f`` where titles, given name or
    pronouns tell. ``members`` are the names where several people speak. ``margin`` is by how much
    of its weight whoever is meant was preferred to the next one: 1 where nobody else could be.
    """

    name: str = ""
    role: str = ""
    kind: SpeakerKind = "unknown"
    certainty: Certainty = "unresolved"
    evidence: Span | None = None
    form: str = ""
    local: bool = False
    gender: str = ""
    members: tuple[str, ...] = ()
    margin: float = field(default=1.0, compare=False)
