"""Who passes on what somebody else says: a paper, an agency, a video, and no person."""

from __future__ import annotations

import re
from typing import Final

from index.speakers.folding import plain
from index.speakers.lexicon import NON_PERSON_NOUNS, PERSON_VERBS
from index.speakers.names import is_first_name
from index.speakers.phrases import PREPOSITIONS
from index.speakers.polarity import cue_patterns, fold
from index.speakers.resolved import Resolved
from index.speakers.roles import is_human, is_role, singular
from index.speakers.sources import FIRST, HE, IT, SHE, THEY

_SAID: Final = re.compile(rf"\b(?:{'|'.join(PERSON_VERBS)})\b")
_ITSELF: Final = FIRST | IT | THEY
"""Words by which a body that speaks may mean itself: “It expects no profit, the firm said.”"""


def may_pass_on(speaker: Resolved) -> bool:
    """Whether a speaker may be no more than a relay.

    People, and those who are told of as people ("the spokesperson", "officials", "the board's
    lawyer"), hold a view of their own of what they say that somebody says. A name of which nothing
    shows a person ("Reuters") may be an agency's.
    """
    if not speaker.name or plain(speaker.form) in _ITSELF:
        return False
    if speaker.kind == "person":
        if speaker.role:
            return _is_thing(speaker.role)
        return not (speaker.gender or is_first_name(speaker.name.partition(" ")[0]))
    noun = speaker.name.rpartition(" ")[2]
    human = noun.islower() and (is_role(noun) or is_human(singular(noun)))
    return not human and (
        speaker.kind == "body" or (speaker.kind == "unknown" and not speaker.local)
    )


def _is_thing(role: str) -> bool:
    """Whether what stands beside a name tells of no person: "the newspaper Al-Fajr"."""
    words = plain(role).split()
    end = next((k for k, word in enumerate(words) if k and word in PREPOSITIONS), len(words))
    noun = words[end - 1]
    return noun in NON_PERSON_NOUNS and not (is_role(noun) or is_human(singular(noun)))


def heard(outer: Resolved, inner: Resolved) -> Resolved | None:
    """Whose words are passed on; None where they may be those of who passes them on.

    "He" is never a paper, so that nobody is known where a pronoun was taken for it.
    """
    form = plain(inner.form)
    if form in _ITSELF:
        return None
    if plain(inner.name) != plain(outer.name):
        return inner
    return Resolved(form=inner.form) if form in HE | SHE else None


def says(cue: str) -> bool:
    """Whether reporting words tell that something was said: of “Reuters reported that Voss has a
    plan” the paper is the source."""
    said = fold(cue)
    return bool(_SAID.search(said) or cue_patterns()["saying"].search(said))
