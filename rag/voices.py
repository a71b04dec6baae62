"""Whose words a quote is: the speaker of its statement, or nobody by name."""

from __future__ import annotations

import re
from typing import Final

from index.collection import Collection
from index.exceptions import SpeakerNotFound
from index.quoting import kind_of
from index.types import AttributionKind, Span, Speaker, Statement
from rag.language import POSSESSIVE, load_words
from rag.types import SourceLine, Voice

LONGEST: Final = 100
"""Characters of a description that are shown."""

_POINTS: Final = load_words("pointing_words.txt")
"""Words that say nothing of who speaks without the text around them."""
_WORD: Final = re.compile(r"[^\W_]+")


def speaker_of(collection: Collection, speaker_id: int | None) -> Speaker | None:
    """The speaker of an id, if there is one; another process may have removed it since."""
    try:
        return None if speaker_id is None else collection.speaker(speaker_id)
    except SpeakerNotFound:
        return None


def voice_of(collection: Collection, statement: Statement | None) -> Voice:
    """The voice of a statement. Without a resolved speaker it stays unnamed, never guessed."""
    if statement is None:
        return Voice()
    speaker = speaker_of(collection, statement.speaker_id)
    return voice_in(collection.article(statement.article_id).text, statement, speaker)


def voice_in(text: str, statement: Statement, speaker: Speaker | None) -> Voice:
    """The voice of a statement in an article's text, whose speaker is known to be this one.

    Whom the text names is looked at only where that is not certain.
    """
    if speaker is None:
        return Voice(described=description(text, statement), told=statement.told)
    described = "" if statement.certainty == "certain" else description(text, statement)
    bare = described.casefold().removeprefix("the ").removeprefix(f"{speaker.role.casefold()} ")
    if bare in speaker.name.casefold():
        described = ""
    known = (speaker.name, speaker.role, speaker.id, statement.certainty)
    return Voice(*known, described, statement.told)


def description(text: str, statement: Statement) -> str:
    """Whom an article names as the source of a statement, in its words; empty for a pronoun."""
    said = " ".join(" ".join(text[a:b] for a, b in statement.source).split())
    said = re.sub(r"^[^\w“\"(]+|[^\w”\").]+$", "", POSSESSIVE.sub("", said))
    if all(word.casefold() in _POINTS for word in _WORD.findall(said)):
        return ""
    if len(said) > LONGEST:
        said = said[:LONGEST].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"
    return said


def label(voice: Voice, *, within: bool = False) -> str:
    """Name, role as the text gives it, doubt if any; ``within`` a sentence no capital of ours."""
    who = f"{voice.described} (unnamed)" if voice.described else "unattributed"
    if voice.name:
        known = voice.name.casefold()
        role = f", {voice.role}" if voice.role and voice.role.casefold() not in known else ""
        named = any(c.isupper() for c in voice.name)
        who = f"{voice.name}{role}" if named else f"{voice.name} (unnamed)"
        if voice.certainty == "uncertain":
            who = f"{voice.described} (probably {who})" if voice.described else f"probably {who}"
        elif named:
            return who  # names keep their first letter: "de Vries"
    return who if within else who[:1].upper() + who[1:]


def form_of(text: str, span: Span, voice: Voice) -> AttributionKind | None:
    """Whether an article sets words as a voice's quotation; None for what only it itself says."""
    kind = kind_of(text, [span], voice.told if voice.somebody else ())
    return kind if voice.somebody or kind == "direct" else None


def credit(
    voice: Voice, kind: AttributionKind | None, source: SourceLine, *, within: bool = False
) -> str:
    """What stands before words of an article: who says so, and who reports that they do, or in
    which article it stands where no publisher is known; its title alone would read like one."""
    article = f"the article {source.title or source.path or source.article_id}"
    who, where = label(voice, within=within), source.source or article
    if kind == "direct":
        return who if voice.somebody else f"{who}, in {where}"
    if voice.somebody:
        return f"{who}, as reported {'by' if source.source else 'in'} {where}"
    return source.source or (article if within else f"T{article[1:]}")


def reported(source: SourceLine) -> str:
    """Who reports words that are not the speaker's own, or in which article they stand."""
    where = credit(Voice(), None, source, within=True)
    return f"as reported {'by' if source.source else 'in'} {where}"
