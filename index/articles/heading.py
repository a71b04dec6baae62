"""The top of an article: title, rubric, byline, date line, "2 min read"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from index.articles.dates import parse_date
from index.articles.imprint import imprint, is_outlet
from index.articles.names import in_small, is_person, people
from index.speakers.turn_lines import begins_turn

_TOP = 8  # how many lines from the start may belong to the heading


class Line(NamedTuple):
    """One line that is not blank: offsets of its text without surrounding white space."""

    start: int
    end: int
    text: str
    blank_after: bool


@dataclass
class Heading:
    """Numbers of flagged lines, and metadata: field to (value, origin)."""

    flagged: set[int] = field(default_factory=set)
    fields: dict[str, tuple[str, str]] = field(default_factory=dict)


_KINDS = (
    r"(?:(?:expert|reader) )?(?:opinions?|views?|comments?|commentary|analysis|interviews?|"
    r"reports?|reviews?|exclusive|articles?)"
)
_SITE = r"(?P<source>[A-Z][\w-]*(?:\.[A-Za-z][\w-]*)+)"
_RUBRICS = (
    re.compile(
        rf"(?P<title>.{{8,250}}?)[\s|/–—-]+(?i:{_KINDS}) (?:on|for|from|by|at|with|in) {_SITE}"
    ),
    re.compile(rf"(?P<title>.{{8,250}}?)[\s|/–—-]+{_SITE}(?:['’]s)? (?i:{_KINDS})"),
)
_READ_TIME = re.compile(
    r"(?P<before>.{0,80}?)[\s|·•,–—-]*\b\d{1,3}[\s-]*min(?:ute)?s?[\s-]+read(?:ing time)?\.?",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"(?:by|written by|authors?\s*:|text by|reporting by)\s+(?P<names>[^|·•]{3,120}?)"
    r"(?:\s*(?:[|·•–—]|,(?=\s*(?:\w+ )?\d)|\bfor\b|\s(?=\d{1,2} \w+ \d{4}$|\w+ \d{1,2}, \d{4}$))"
    r"\s*(?P<rest>.{2,60}))?",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"(?:(?P<kind>published|posted|date|first published|updated|last updated|modified)"
    r"\s*(?::|on|at)?\s+)?(?P<date>.{6,60})",
    re.IGNORECASE,
)
_DATELINE = re.compile(
    r"(?:[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3}(?:, [A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,2})?"
    r"[,.]?\s+)(?:\([A-Z][\w .]{1,30}\)\s+)?(?P<date>(?:\d{1,2} [A-Z][a-z]{2,8}\.?|"
    r"[A-Z][a-z]{2,8}\.? \d{1,2}),? \d{4})[.,]?\s*(?:[(/][^()/]{2,40}[)/])?\s*[-–—]{1,2}\s"
)
# "New York CNN —", cut off from the sentence that it opens.
_PLACE_ONLY = re.compile(r"[A-Z][\w.,’' ]{1,50} [–—-]{1,2}")


def lines_of(text: str) -> list[Line]:
    """The lines of ``text`` that are not blank."""
    lines: list[Line] = []
    position = 0
    for raw in text.split("\n"):
        stripped = raw.strip()
        if stripped:
            start = position + raw.index(stripped[0])
            lines.append(Line(start, start + len(stripped), stripped, False))
        elif lines:
            lines[-1] = lines[-1]._replace(blank_after=True)
        position += len(raw) + 1
    return lines


def same(one: str, other: str) -> bool:
    """Whether two lines are the same words, whatever their case and punctuation."""
    letters = [re.findall(r"[^\W_]+", t.casefold()) for t in (one, other)]
    return bool(letters[0]) and letters[0] == letters[1]


def looks_like_title(lines: list[Line]) -> bool:
    """Whether the first of ``lines`` is a heading over the text that follows it."""
    first, rest = lines[0], lines[1:]
    if not rest or not 2 <= len(first.text.split()) <= 25 or len(first.text) > 180:
        return False
    later = [r.text for r in rest[:12]]
    opens = first.text[0].isdigit() or first.text[0].isupper()
    in_talk = begins_turn(first.text) and any(map(begins_turn, later))
    if re.search(r"[.,;:…–—-][\"”’»)]*$", first.text) or not opens or in_talk:
        return False
    # A heading stands over prose: some later line is a longer, finished sentence.
    told = Heading()
    apart = first.blank_after or _byline(later[0], told, named=True) or _date_line(later[0], told)
    later += _unwrapped(rest[:12]) if apart else []
    body = [text for text in later if re.search(r"[.!?…:][\"”’»)]*$", text)]
    longest = max((len(b) for b in body), default=0)
    return longest >= 60 and (apart or longest >= 2 * len(first.text))


def _unwrapped(lines: list[Line]) -> list[str]:
    """The paragraphs that lines stand in, each on one line, as hard-wrapped text needs it."""
    paragraphs = [""]
    for line in lines:
        paragraphs[-1] = f"{paragraphs[-1]} {line.text}".strip()
        if line.blank_after:
            paragraphs.append("")
    return [text for text in paragraphs if text]


def header(lines: list[Line], *, title: str = "") -> Heading:
    """Read the heading of an article whose title may be known already."""
    found = Heading()
    source = _read_time(lines[:_TOP], found)
    told = "" if title else _above(lines, found)
    title, titled, imprinted = title or told, bool(told), False
    above = [n for n, line in enumerate(lines[:_TOP]) if title and same(line.text, title)]
    for number, line in enumerate(lines[:_TOP]):
        text = line.text
        if number in found.flagged:
            continue
        known = (source and same(text, source)) or (title and same(text, title))
        if (
            known
            or (number == 0 and _PLACE_ONLY.fullmatch(text))
            or _byline(text, found, named=titled)
            or _date_line(text, found)
        ):
            titled = titled or bool(title and same(text, title))
        elif titled:
            if imprinted:
                break
            imprinted = True
            _take_in_imprint(lines, number, found)
            if number not in found.flagged:
                break
        elif rubric := _rubric(text, title):
            title, titled = title or rubric["title"].strip(), True
            found.fields.setdefault("title", (title, "first line"))
            found.fields.setdefault("source", (rubric["source"], "rubric"))
        elif not title and looks_like_title(lines[number:]):
            title, titled = text, True
            found.fields.setdefault("title", (title, "first line"))
        elif above and number < above[0]:
            continue  # a menu of the page
        else:
            break
        found.flagged.add(number)
    for line in lines[:_TOP]:
        if "published" not in found.fields and (match := _DATELINE.match(line.text)):
            found.fields["published"] = (match["date"], "dateline")
    return found


def _above(lines: list[Line], found: Heading) -> str:
    """The title, where an outlet's name stands above it and a date below, or where it is a field
    among others; an empty string where neither is so."""
    if len(lines) > 3 and is_outlet(_capitals(lines[0].text)) and looks_like_title(lines[1:]):
        title = lines[1].text
        own, told = imprint([line.text for line in lines[2:_TOP]], dated=False)
        if own and "published" in told and not is_outlet(_capitals(title)):
            found.flagged |= {0, 1}
            found.fields["title"] = (title, "line below the outlet")
            found.fields["source"] = (lines[0].text, "line above the title")
            return title
    own, told = imprint([line.text for line in lines[:_TOP]], dated=False)
    if "title" not in told:
        return ""
    found.flagged |= own
    found.fields |= told
    return told["title"][0]


def _capitals(name: str) -> str:
    """A name all in capitals as it is written in running text."""
    return name.title() if name.isupper() else name


def _take_in_imprint(lines: list[Line], first: int, found: Heading) -> None:
    """Flag the lines from ``first`` on that say where and when the text below appeared."""
    dated = found.fields.get("published", ("", ""))[1] == "date line"
    own, told = imprint([line.text for line in lines[first : first + _TOP]], dated=dated)
    found.flagged |= {first + n for n in own}
    for name, value in told.items():
        found.fields.setdefault(name, value)


def _rubric(line: str, title: str) -> re.Match[str] | None:
    for form in _RUBRICS:
        match = form.fullmatch(line)
        if match and (not title or same(match["title"], title) or same(line, title)):
            return match
    return None


def _read_time(top: list[Line], found: Heading) -> str:
    """Flag "2 min read" lines; return the publisher that stands before one, if any."""
    source = ""
    for number, line in enumerate(top):
        match = _READ_TIME.fullmatch(line.text)
        if not match:
            continue
        found.flagged.add(number)
        before = match["before"].strip(" |·•,–—-")
        if not before or _byline(before, found, named=True) or _date_line(before, found):
            continue
        # "Anna Lind · 2 min read" names a writer or a paper: one cannot tell, so neither is taken.
        if len(before.split()) <= 6 and before[0].isupper():
            source = source or ("" if is_person(before) and not before.isupper() else before)
    if source:
        found.fields.setdefault("source", (source, "reading-time line"))
    return source


def _byline(line: str, found: Heading, *, named: bool) -> bool:
    """Take the author from "By A and B | 3 May 2025". ``named``: it follows a title."""
    match = _BYLINE.fullmatch(line)
    if not match or (not named and line.isupper()):
        return False
    names = [in_small(name) for name in people(match["names"])]
    rest = match["rest"] or ""
    if not names or (rest and not _date_line(rest, found) and len(rest.split()) > 5):
        return False
    found.fields.setdefault("author", (", ".join(names), "byline"))
    return True


def _date_line(line: str, found: Heading) -> bool:
    """Take the date from a line that is nothing but dates."""
    parts = [p for p in re.split(r"\s*[|·•]\s*", line) if p]
    dates: list[tuple[str, str]] = []
    for part in parts:
        match = _DATED.fullmatch(part)
        if not match or parse_date(match["date"]) is None:
            return False
        dates.append(((match["kind"] or "").lower(), match["date"]))
    for kind, value in dates:
        # The day of a correction is not the day of publication.
        if kind not in ("updated", "last updated", "modified"):
            found.fields.setdefault("published", (value, "date line"))
    return bool(dates)
