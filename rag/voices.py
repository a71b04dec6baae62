"""Whose words a quote is: the speaker of its statement, or nobody by name."""

from __future__ import annotations

from index.collection import Collection
from index.exceptions import SpeakerNotFound
from index.types import Statement
from rag.types import Voice


def voice_of(collection: Collection, statement: Statement | None) -> Voice:
    """The voice of a statement. Without a resolved speaker it stays unnamed, never guessed."""
    if statement is None or statement.speaker_id is None:
        return Voice()
    try:
        speaker = collection.speaker(statement.speaker_id)
    except SpeakerNotFound:
        return Voice()
    return Voice(speaker.name, speaker.role, speaker.id, statement.certainty)


def label(voice: Voice) -> str:
    """How a voice is written before its quote: name, role as the text gives it, doubt if any."""
    if not voice.name:
        return "Unattributed"
    known = voice.name.casefold()
    role = f", {voice.role}" if voice.role and voice.role.casefold() not in known else ""
    if voice.certainty == "uncertain":
        return f"Unattributed (perhaps {voice.name}{role})"
    named = any(c.isupper() for c in voice.name)
    return f"{voice.name}{role}" if named else f"{voice.name[0].upper()}{voice.name[1:]} (unnamed)"
