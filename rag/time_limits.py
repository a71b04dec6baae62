"""Publication-date limits that a question states: since, until, in, between, latest, before a day.

Only limits that are said of the reporting are taken ("since March 2025", "what did he say in
January?", "published before 2025-06-01"); a date inside the claim ("the exercise in June 2025") is
part of the claim.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from rag.dates import RELATIVE, WRITTEN, Days, YearOf, days_of

# Verbs of speaking whose time is about the time of the article. Verbs that report as well as act
# ("held in June", "announced in May") stay out where they are passive.
_SPOKE = (
    r"(?<!was )(?<!were )(?<!been )(?<!being )\b(?:says?|said|saying|claim(?:s|ed)?|"
    r"stated|argu(?:e|es|ed)|announce[sd]?|declare[sd]?|den(?:y|ies|ied)|warn(?:s|ed)?|predict(?:s|ed)?|"
    r"insist(?:s|ed)?|comment(?:s|ed)?|remark(?:s|ed)?|mention(?:s|ed)?|tell|told|"
    r"wr(?:ite|ites|ote)|sp(?:eak|eaks|oke|oken)|suggest(?:s|ed)?)"
)
_PRINTED = (
    r"(?:\(|,\s*)?\b(?:(?:(?:only\s+)?(?:in\s+)?(?:the\s+)?(?:articles?|news|coverage|reports?|"
    r"stories)\s+)?(?:published|reported|written|printed|dated)|(?:only\s+)?(?:in\s+)?(?:the\s+)?"
    r"(?:articles?|news|coverage|reports?|stories)|only|just)"
)
_WHEN = (
    r"(?P<word>from|after|since|before|until|till|up to|in|on|of|during|within|over|as of|between)"
)
_ANY = rf"(?:{WRITTEN}|{RELATIVE})"
_SPAN = (
    rf"(?:{_WHEN}\s+(?:the\s+(?!\d{{4}}))?(?P<first>{_ANY})"
    rf"(?:\s*(?:\band\b|\bto\b|\buntil\b|\btill\b|\bthrough\b|–|-)\s*(?P<second>{_ANY}))?"
    rf"|(?P<bare>{RELATIVE}))"
)
_END = r"(?=[^\w'’]|$)\)?"
_FRAMED = re.compile(rf"(?P<frame>{_PRINTED}|{_SPOKE}(?=\s))\s*(?P<time>{_SPAN}){_END}", re.I)
_ANOTHER_DAY = re.compile(rf"\bon\s+(?:the\s+)?{WRITTEN}", re.I)
_OPEN = re.compile(
    rf"(?P<frame>^\W*|[,(]\s*|^\W*what\b.*{_SPOKE}\b.*?)\b(?:only\s+)?"
    rf"(?P<time>(?P<word>since|until|till|up to|as of)\s+(?P<first>{WRITTEN})){_END}",
    re.I,
)
"""A limit that stands apart, or in a question for what somebody said: "what has Holm said about the
ferry since March 2025?". Elsewhere it belongs to the claim ("who says rents rose since 2006?")."""
_ALONE = re.compile(
    rf"^\W*(?:(?:and|but|or|so|only|just|ok(?:ay)?|what about|how about)\b,?\s*)*"
    rf"(?P<frame>)(?P<time>{_SPAN})\W*$",
    re.I,
)
_LATEST = re.compile(
    r"\b(?:(?:the|his|her|their|its|['’]s)\s+)?(?:very\s+)?(?:latest|newest|most recent)\s+"
    r"(?=(?:statements?|positions?|views?|opinions?|words?|comments?|remarks?|claims?|stance)\b)"
    r"|(?<=\bsay )(?:most recently|lately|last)\b|(?<=\bsaid )(?:most recently|lately)\b"
    r"|\bwhat(?:['’]s| is| are) the latest(?:\s+news)?\s+(?P<on>on|about|regarding|from)\b"
    r"|\bthe latest (?:news|articles?|reports?)\s+(?P<say>say)\b",
    re.I,
)
EVENT = re.compile(
    rf"(?:(?<=think)|{_SPOKE}(?:\s+(?:anything\s+|something\s+)?(?:about|of|on)\s[^?]*?)?)\s+"
    r"(?P<word>before|after|since|until|during)\s+(?P<event>(?:the|that|this|his|her|their)\s+"
    r"[^?,]{3,60}?)(?=\s*(?:\?|$|,|\babout\b|\bon\b))",
    re.I,
)
"""An event that the reporting is placed by: "what did she say before the summit in Riga?". Behind
more words ("did she say it closes before the summit?") the time is part of what is claimed."""
_LASTING = re.compile(r"\b(?:been|lasted|existed|held office|in office)\b[^,]*$", re.I)


@dataclass(frozen=True, slots=True)
class TimeLimits:
    """What a question says about time, and the question without it.

    ``since`` and ``until`` are inclusive; ``words`` are those taken out, empty where nothing is
    limited; ``latest`` asks for the newest article that speaks to the question.
    """

    rest: str
    since: date | None = None
    until: date | None = None
    words: str = ""
    latest: bool = False


def read_time_limits(
    question: str, *, today: date | None = None, year_of: YearOf | None = None
) -> TimeLimits:
    """Find the limits that a question states.

    ``today`` is what "last week" counts from; ``year_of`` gives the year of a month that is
    written without one (without it: the latest such month that has begun).

    >>> read_time_limits("What did Holm say in March 2025 about the ferry?").rest
    'What did Holm say about the ferry?'
    """
    since: date | None = None
    until: date | None = None
    rest = question
    taken: list[str] = []
    for pattern in (_ALONE, _FRAMED, _OPEN):
        match = pattern.search(rest)
        if not match or (pattern is _OPEN and _LASTING.search(rest[: match.start()])):
            continue
        limits = _limits(match.groupdict(), today, year_of)
        if limits is None:
            continue
        if (
            match["word"]
            and match["word"].casefold() == "on"
            and _ANOTHER_DAY.search(rest, match.end())
        ):
            # Two days, each of an article that the question tells of: neither limits the others.
            return TimeLimits(question)
        since, until = limits[0] or since, limits[1] or until
        taken.append(match["time"])
        rest = _without(rest, match)
    latest = _LATEST.search(rest)
    if latest:
        taken.append(latest[0].strip())
        rest = _without_latest(rest, latest)
    return TimeLimits(rest, since, until, ", ".join(taken), bool(latest))


def is_time_alone(question: str) -> bool:
    """Whether a follow-up is nothing but a limit: "only in January", "and since March?"."""
    return bool(_ALONE.match(question)) and bool(read_time_limits(question).words)


def _limits(
    part: dict[str, str | None], today: date | None, year_of: YearOf | None
) -> tuple[date | None, date | None] | None:
    """First and last day of a matched expression, None where a date in it does not exist."""
    written = part.get("first") or part.get("bare") or ""
    word = (part.get("word") or "").casefold()
    if second := part.get("second"):
        return _range(written, second, today, year_of)
    days = days_of(written, today=today, year_of=year_of)
    if days is None:
        return None
    if word == "between":
        return None
    if word in ("from", "since"):
        # "from last week" names the week, "from March 2025" where it begins.
        return days[0], (days[1] if re.fullmatch(RELATIVE, written, re.I) else None)
    if word in ("until", "till", "up to", "as of"):
        return None, days[1]
    if word == "after":
        return days[1] + timedelta(days=1), None
    if word == "before":
        return None, days[0] - timedelta(days=1)
    return days


def _range(first: str, second: str, today: date | None, year_of: YearOf | None) -> Days | None:
    """From the first day of one date to the last of another, whose year may stand only once."""
    year = re.search(r"(?:19|20)\d\d", second)
    one = days_of(first, today=today, year_of=(lambda _: int(year[0])) if year else year_of)
    if one is None:
        return None
    other = days_of(second, today=today, year_of=lambda _: one[0].year)
    if other is None or other[1] < one[0]:
        return None
    return one[0], other[1]


def _without(text: str, match: re.Match[str]) -> str:
    """The question without a limit; a verb of speaking before it stays."""
    spoken = re.search(_SPOKE, match["frame"], re.I)
    start = match.end("frame") if spoken else match.start()
    kept = f"{text[:start].rstrip()} {text[match.end() :].lstrip()}"
    return _tidy(kept)


def _without_latest(text: str, match: re.Match[str]) -> str:
    if match["on"]:
        return _tidy(f"What do the articles say about {text[match.end() :]}")
    if match["say"]:
        return _tidy(f"{text[: match.start()]}the articles say{text[match.end() :]}")
    lead = match[0].split(maxsplit=1)[0]
    keep = lead if lead.casefold() in ("the", "his", "her", "their", "its", "'s", "’s") else ""
    return _tidy(f"{text[: match.start()]}{keep} {text[match.end() :]}")


def _tidy(text: str) -> str:
    """One space between words, none before punctuation."""
    return re.sub(r"\s+([?.!,;])", r"\1", " ".join(text.split())).lstrip(" ,;:")
