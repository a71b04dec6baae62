"""Subtitles (.srt, .vtt): the words without their times, joined to sentences again."""

from __future__ import annotations

import re
from html import unescape

from index.articles.decode import decode
from index.articles.draft import Draft
from index.exceptions import ArticleError
from index.speakers.label_names import is_person
from index.speakers.turn_lines import begins_turn
from index.speakers.turns import turns_of
from index.types import canonical_text

_TIME = r"(?:\d{1,3}:)?\d{1,2}:\d{2}[.,]\d{1,3}"
_TIMING = re.compile(rf"\s*({_TIME})\s+-->\s+({_TIME})")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]+)>")
_BEFORE_VOICE = re.compile(r"(?=<v[.\s])")
_BRACKETED = re.compile(r"(?:\[([^\[\]]+)\]|\(([^()]+)\)):?[ \t]+(?=\S)")
_TAG = re.compile(r"</?[^<>]{1,80}>|\{\\[^}]*\}")
_NO_WORDS = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s|$)|\d+$")
_TURN = re.compile(r"(?:[-–—]|>>+)\s*")
_CHANGE = ">> "
"""Stands in captions where somebody else begins to speak."""
_ENDED = re.compile(r"[.!?…][\"”]?$")
_PAUSE = 3.0  # seconds of silence behind a sentence begin a paragraph


def read_captions(data: bytes) -> Draft:
    """Read subtitles. Raises ArticleError where there are none."""
    text = canonical_text(decode(data))
    paragraphs: list[str] = []
    speaker, named, last_end, shown = "", False, 0.0, [""]
    voices: list[int] = []  # paragraphs whose speaker the file marks
    shouted: dict[int, str] = {}  # those that begin with a label in capitals: the label
    begun, start, end = False, 0.0, 0.0
    for block in re.split(r"\n[ \t]*\n", text):
        lines = block.strip().split("\n")
        timing = next((n for n, line in enumerate(lines) if _TIMING.match(line)), None)
        if timing is None and begun and not _NO_WORDS.match(lines[0]):
            words = lines  # of the caption above, behind a line that is only blank
        elif timing is None or timing > 1:
            continue  # the head, a note or a style
        else:
            begun = True
            match = _TIMING.match(lines[timing])
            start, end = (_seconds(match[1]), _seconds(match[2])) if match else (0.0, 0.0)
            words = lines[timing + 1 :]
        words = [w for line in words for w in _BEFORE_VOICE.split(line) if _bare(w)]
        # Captions that roll up show their last line again above the new one.
        for line in [w for w in words if _bare(w) not in shown]:
            voice = _VOICE.search(line)
            said = _bare(line)
            if turn := _TURN.match(said):
                said = said[turn.end() :]
            if not voice and (bracketed := _BRACKETED.match(said)):
                who = bracketed[1] or bracketed[2]  # "[Ann Lind] It rains."
                said = f"{who}: {said[bracketed.end() :]}" if is_person(who) else said
            name = unescape(voice[1]).strip() if voice else ""
            pause = start - last_end > _PAUSE and bool(_ENDED.search(_last(paragraphs)))
            pause = pause and not (name and name == speaker)
            labelled = begins_turn(said)
            named = named or labelled  # by "MR. HOLT:"; that goes on until somebody else speaks
            # A voice ends with its caption, unless its sentence goes on.
            silent = speaker and not name and line is words[0]
            ended = silent and bool(_ENDED.search(_last(paragraphs)))
            new_voice = (name and name != speaker) or turn or labelled or ended
            if not paragraphs or pause or new_voice:
                other = speaker or (turn and named)
                unnamed = _CHANGE if other and not name and not labelled else ""
                voices += [len(paragraphs)] if name else []
                if labelled and said.partition(":")[0].isupper() and not said.isupper():
                    shouted[len(paragraphs)] = said.partition(":")[0].partition(" (")[0]
                paragraphs.append(f"{name}: {said}" if name else f"{unnamed}{said}")
                speaker = name
            else:
                paragraphs[-1] += f" {said}"
        last_end, shown = end, [_bare(word) for word in words] or shown
    if not paragraphs:
        raise ArticleError("holds no subtitles; check that the file is complete")
    text = "\n\n".join(paragraphs)
    if any(map(is_person, shouted.values())):  # "MR. HOLT:": others in capitals are labels too
        voices += shouted
    if len(turns_of(text)) < len(voices):
        for number in voices:  # where labels alone do not show that people speak
            paragraphs[number] = _CHANGE + paragraphs[number]
        text = "\n\n".join(paragraphs)
    return Draft(text=text)


def _bare(line: str) -> str:
    """The words of a line without its marks for times, voices and looks."""
    return unescape(_TAG.sub("", line)).strip()


def _last(paragraphs: list[str]) -> str:
    return paragraphs[-1] if paragraphs else ""


def _seconds(written: str) -> float:
    total = 0.0
    for part in written.replace(",", ".").split(":"):
        total = total * 60 + float(part)
    return total
